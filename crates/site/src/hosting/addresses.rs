//! Addresses that may not join (INV-4).

use archive::{
    accounts::Address,
    invitations::{self as ground, Banned},
};
use askama::Template;
use axum::http::StatusCode;

use crate::{
    Answer, Cx, Page,
    account::lead_to,
    form::{Fields, Form, FromFields, Slips},
};

/// Where this page is.
const HERE: &str = "/hosting/addresses";

#[derive(Template)]
#[template(path = "hosting/addresses.html")]
struct AddressesPage<'a> {
    cx: &'a Cx,
    banned: Vec<Banned>,
    form: &'a Typed,
    slips: &'a Slips,
}

/// What the form sends.
#[derive(Debug, Default)]
pub(super) struct Typed {
    email: String,
    reason: String,
}

impl FromFields for Typed {
    fn read(fields: &Fields) -> Self {
        Self { email: fields.line("email"), reason: fields.text("reason").trim().chars().take(1_000).collect() }
    }
}

pub(super) async fn index(cx: Cx) -> Answer {
    page(&cx, &Typed::default(), &Slips::none()).await
}

pub(super) async fn create(cx: Cx, Form(typed): Form<Typed>) -> Answer {
    let (viewer, reason, mut slips) = (cx.viewer, typed.reason.clone(), Slips::none());
    let Some(address) = slips.keep(typed.email.parse::<Address>())? else { return page(&cx, &typed, &slips).await };
    let banned = cx.archive().write(move |tx| ground::ban(&viewer, tx, &address, &reason)).await;

    if slips.keep(banned)?.is_none() {
        return page(&cx, &typed, &slips).await;
    }
    Ok(lead_to(HERE))
}

pub(super) async fn destroy(cx: Cx, Form(typed): Form<Typed>) -> Answer {
    let (viewer, mut slips) = (cx.viewer, Slips::none());
    let Some(address) = slips.keep(typed.email.parse::<Address>())? else { return page(&cx, &typed, &slips).await };
    cx.archive().write(move |tx| ground::lift(&viewer, tx, &address)).await?;

    Ok(lead_to(HERE))
}

async fn page(cx: &Cx, form: &Typed, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let banned = cx.archive().read(move |tx| ground::banned(&viewer, tx)).await?;

    let page = AddressesPage { cx, banned, form, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.text("addresses-title"), page).for_some().with_status(status).for_one(cx)
}
