//! Every work of an account, hidden in one act after a page has said which, and shown again in one (R47, R49).

use archive::{
    Error, Viewer, moderation as ground,
    people::{self, Person},
    works::{self, WorkCard},
};
use askama::Template;
use axum::http::StatusCode;

use super::Reason;
use crate::{
    Answer, Cx, Page,
    account::lead_to,
    address,
    form::{Form, Slips},
    path::At,
    works::marks,
};

#[derive(Template)]
#[template(path = "hosting/account_works.html")]
struct AccountWorksPage<'a> {
    cx: &'a Cx,
    person: &'a Person,
    /// What would be hidden.
    to_hide: Vec<WorkCard>,
    /// What would be shown again.
    hidden: Vec<WorkCard>,
    form: &'a Reason,
    slips: &'a Slips,
}

pub(super) async fn show(cx: Cx, At(name): At<String>) -> Answer {
    page(&cx, name, &Reason::default(), &Slips::none()).await
}

pub(super) async fn create(cx: Cx, At(name): At<String>, Form(form): Form<Reason>) -> Answer {
    change(&cx, name, form, ground::hide_works_of).await
}

pub(super) async fn destroy(cx: Cx, At(name): At<String>, Form(form): Form<Reason>) -> Answer {
    change(&cx, name, form, ground::show_works_of).await
}

/// Hiding or showing all works of somebody's.
type Change = fn(&Viewer, &archive::Tx<'_>, archive::PersonId, &str) -> archive::Result<u64>;

async fn change(cx: &Cx, name: String, form: Reason, change: Change) -> Answer {
    let (viewer, who, reason, mut slips) = (cx.viewer, name.clone(), form.reason.clone(), Slips::none());
    let changed = cx.archive().write(move |tx| {
        let person = people::by_name(&viewer, tx, &who)?.id;
        change(&viewer, tx, person, &reason)
    });

    match changed.await {
        // Somebody else was faster: there is nothing left to do.
        Err(Error::NotFound) => {}
        changed => {
            if slips.keep(changed)?.is_none() {
                return page(cx, name, &form, &slips).await;
            }
        }
    }
    Ok(lead_to(&(address::person(&name) + "/works/hiding")))
}

async fn page(cx: &Cx, name: String, form: &Reason, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let (person, to_hide, hidden) = cx
        .archive()
        .read(move |tx| {
            let person = people::by_name(&viewer, tx, &name)?;
            let to_hide = works::to_hide(&viewer, tx, person.id)?;
            let hidden = works::hidden_together(&viewer, tx, person.id)?;
            Ok((person, to_hide, hidden))
        })
        .await?;

    let page = AccountWorksPage { cx, person: &person, to_hide, hidden, form, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.of("account-works-title", person.name.as_str()), page).for_some().with_status(status).for_one(cx)
}
