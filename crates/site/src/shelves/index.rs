//! Somebody's shelves; for themselves with a form that makes one.

use archive::{
    people::Person,
    shelves::{self as ground, NewShelf, SeenShelf},
};
use askama::Template;
use axum::http::StatusCode;

use crate::{
    Answer, Cx, Page,
    account::{lead_to, own},
    address,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

#[derive(Template)]
#[template(path = "shelves/index.html")]
struct ShelvesPage<'a> {
    cx: &'a Cx,
    heading: &'a str,
    person: &'a Person,
    is_own: bool,
    shelves: Vec<SeenShelf>,
    form: &'a NewShelf,
    slips: &'a Slips,
}

impl FromFields for NewShelf {
    fn read(fields: &Fields) -> Self {
        let sort = ground::Sort::of_word(&fields.line("sort")).unwrap_or_default();
        Self { name: fields.line("name"), is_public: fields.has("public"), sort }
    }
}

/// Leads to one's own.
pub(super) async fn lead(cx: Cx) -> Answer {
    let name = cx.member().map(|member| member.name.clone()).unwrap_or_default();
    Ok(lead_to(&address::shelves(&name)))
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    page(&cx, name, &NewShelf::default(), &Slips::none()).await
}

pub(super) async fn create(cx: Cx, At(name): At<String>, Form(new): Form<NewShelf>) -> Answer {
    let (member, viewer, mut slips, typed) = (own(&cx, &name)?, cx.viewer, Slips::none(), new.clone());
    let made = cx.archive().write(move |tx| ground::make(&viewer, tx, &new)).await;

    match slips.keep(made)? {
        Some(id) => Ok(lead_to(&super::address(&id))),
        None => page(&cx, member.name.clone(), &typed, &slips).await,
    }
}

async fn page(cx: &Cx, name: String, form: &NewShelf, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let found = cx.archive().read(move |tx| {
        let person = archive::people::by_name(&viewer, tx, &name)?;
        let shelves = ground::of_person(&viewer, tx, person.id)?;
        let is_unindexed = archive::accounts::is_unindexed(&viewer, tx, person.id)?;
        Ok((person, shelves, is_unindexed))
    });
    let (person, shelves, is_unindexed) = found.await?;

    let is_own = viewer.person() == Some(person.id);
    let heading = if is_own { cx.say.text("shelves-own") } else { cx.say.of("shelves-of", person.name.as_str()) };
    let page = ShelvesPage { cx, heading: &heading, person: &person, is_own, shelves, form, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::new(heading.clone(), page).unindexed(is_unindexed).with_status(status);
    if is_own { page.for_some().for_one(cx) } else { page.for_one(cx) }
}
