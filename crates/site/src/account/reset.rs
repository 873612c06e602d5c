//! A forgotten password: asking for a letter, and the page behind its link (USER-4, R26, R27).

use archive::{
    Secret,
    accounts::{self, Lasting},
};
use askama::Template;
use axum::http::StatusCode;

use super::{attempts, hashing::hashed, lead_with, note, passwords::NewPassword, sign_up::stale};
use crate::{
    Answer, Cx, Page,
    form::{Fields, Form, FromFields, Slips},
    path::At,
    sessions,
};

#[derive(Template)]
#[template(path = "account/forgotten.html")]
struct ForgottenPage<'a> {
    cx: &'a Cx,
}

#[derive(Template)]
#[template(path = "account/reset.html")]
struct ResetPage<'a> {
    cx: &'a Cx,
    secret: &'a str,
    name: &'a str,
    slips: &'a Slips,
}

/// Who has forgotten it.
#[derive(Debug)]
pub(super) struct Forgotten {
    login: String,
}

impl FromFields for Forgotten {
    fn read(fields: &Fields) -> Self {
        Self { login: fields.line("login") }
    }
}

pub(super) async fn new(cx: Cx) -> Answer {
    Page::new(cx.say.text("reset-title"), ForgottenPage { cx: &cx }).hidden_from_search_engines().for_one(&cx)
}

/// Answers the same whoever was named, and nothing of what was typed comes back.
pub(super) async fn create(cx: Cx, Form(form): Form<Forgotten>) -> Answer {
    attempts::letter(&cx)?;
    let secret = cx.archive().chance().secret();
    cx.archive().write(move |tx| accounts::ask_reset(tx, &form.login, &secret)).await?;

    let (title, what) = (cx.say.text("letter-sent-title"), cx.say.text("reset-sent-what"));
    note::answer(&cx, &title, &what, &cx.say.text("reset-sent-do"))
}

pub(super) async fn edit(cx: Cx, At(secret): At<String>) -> Answer {
    let shown = Secret::shown(secret.clone());
    let name = cx.archive().read(move |tx| accounts::reset_name(tx, &shown)).await?;

    let Some(name) = name else { return stale(&cx) };

    page(&cx, &secret, &name, &Slips::none())
}

pub(super) async fn update(cx: Cx, At(secret): At<String>, Form(form): Form<NewPassword>) -> Answer {
    let (mut slips, shown) = (Slips::none(), Secret::shown(secret.clone()));
    let kept = shown.clone();
    let name = cx.archive().read(move |tx| accounts::reset_name(tx, &kept)).await?;
    let Some(name) = name else { return stale(&cx) };

    let Some(password) = slips.keep(form.chosen(&name))? else { return page(&cx, &secret, &name, &slips) };
    let password = hashed(&cx, password).await?;
    let person = cx.archive().write(move |tx| accounts::reset(tx, &shown, &password)).await?;

    let Some(person) = person else { return stale(&cx) };
    Ok(lead_with("/", sessions::begin(&cx, person, Lasting::Short).await?))
}

fn page(cx: &Cx, secret: &str, name: &str, slips: &Slips) -> Answer {
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ResetPage { cx, secret, name, slips };
    Page::new(cx.say.text("new-password-title"), page).hidden_from_search_engines().with_status(status).for_one(cx)
}
