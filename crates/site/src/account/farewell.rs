//! Deleting one's account, and saying what becomes of one's works (DEL-1).

use archive::{
    Slip,
    accounts::{self, Password},
    works::{Fate, Keeping},
};
use askama::Template;
use axum::http::StatusCode;

use super::{lead_with, own, passwords::is_own};
use crate::{
    Answer, Cx, Page, Problem,
    form::{Fields, Form, FromFields, Slips},
    path::At,
    sessions,
};

#[derive(Template)]
#[template(path = "account/farewell.html")]
struct FarewellPage<'a> {
    cx: &'a Cx,
    name: &'a str,
    slips: &'a Slips,
}

/// What the form sends.
#[derive(Debug)]
pub(super) struct Wish {
    shared: Option<Fate>,
    sole: Option<Fate>,
    password: Password,
}

impl FromFields for Wish {
    fn read(fields: &Fields) -> Self {
        let fate = |name| match fields.raw(name) {
            "orphan" => Some(Fate::Orphan(Keeping::Nothing)),
            "orphan-named" => Some(Fate::Orphan(Keeping::Name)),
            "leave" | "delete" => Some(Fate::Leave),
            _ => None,
        };
        Self { shared: fate("shared"), sole: fate("sole"), password: Password::typed(fields.raw("current")) }
    }
}

pub(super) async fn new(cx: Cx, At(name): At<String>) -> Answer {
    page(&cx, &own(&cx, &name)?.name, &Slips::none())
}

pub(super) async fn create(cx: Cx, At(name): At<String>, Form(wish): Form<Wish>) -> Answer {
    let (member, mut slips) = (own(&cx, &name)?, Slips::none());
    let (shared, sole) = wish.shared.zip(wish.sole).ok_or(Problem::Invalid)?;
    if !is_own(&cx, wish.password).await? {
        slips.add("current", Slip::WrongPassword);
        return page(&cx, &member.name, &slips);
    }
    let viewer = cx.viewer;
    cx.archive().write(move |tx| accounts::delete(&viewer, tx, shared, sole)).await?;

    Ok(lead_with("/", [sessions::over(&cx)?]))
}

fn page(cx: &Cx, name: &str, slips: &Slips) -> Answer {
    let page = FarewellPage { cx, name, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("farewell-title"), page).for_some().with_status(status).for_one(cx)
}
