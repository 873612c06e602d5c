//! Deleting a work, which can be undone for a while (POST-19).

use std::time::Duration;

use archive::{
    WorkId,
    works::{self as ground, Epitaph, SeenWork},
};
use askama::Template;

use crate::{
    Answer, Cx, Page,
    account::lead_to,
    address,
    form::{Button, Fields, Form, FromFields},
    path::At,
    throttle::Rule,
};

/// What will be lost, and what the address shall say; or how to fetch the work back.
#[derive(Template)]
#[template(path = "works/deletion.html")]
struct DeletionPage<'a> {
    cx: &'a Cx,
    work: &'a SeenWork,
    /// How many days it can be fetched back.
    days: u64,
}

impl FromFields for Epitaph {
    fn read(fields: &Fields) -> Self {
        Self { shows_title: fields.has("shows_title"), reason: fields.text("reason").chars().take(LONGEST).collect() }
    }
}

/// Letters of a reason; the field takes no more.
const LONGEST: usize = 500;

pub(super) async fn new(cx: Cx, At(id): At<WorkId>) -> Answer {
    let viewer = cx.viewer;
    let work = cx.archive().read(move |tx| ground::own(&viewer, tx, id)).await?;
    let days = cx.policy().await?.restorable_days;

    let page = DeletionPage { cx: &cx, work: &work, days };
    Page::new(cx.say.of("delete-title", &work.card.title), page).for_some().for_one(&cx)
}

/// How often one work may be deleted, each time with a letter to all its creators.
const AGAIN: Rule = Rule { what: "deletion", most: 3, per: Duration::from_hours(24) };

pub(super) async fn create(cx: Cx, At(id): At<WorkId>, Form(epitaph): Form<Epitaph>) -> Answer {
    let viewer = cx.viewer;
    cx.site().throttle().pass(AGAIN, &format!("{id} {viewer:?}"), cx.now())?;
    cx.archive().write(move |tx| ground::discard(&viewer, tx, id, &epitaph)).await?;

    Ok(lead_to(&(address::work(&id) + "/deletion")))
}

pub(super) async fn destroy(cx: Cx, At(id): At<WorkId>, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::restore(&viewer, tx, id)).await?;

    Ok(lead_to(&address::work(&id)))
}
