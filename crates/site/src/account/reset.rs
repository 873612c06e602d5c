//! A forgotten password: asking for a letter, and the page behind its link (USER-4, R26, R27).

use archive::{
    Secret,
    accounts::{self, Lasting, Reset},
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
    account: &'a Reset,
    slips: &'a Slips,
}

/// A new password, with the code that the account may want too.
#[derive(Debug)]
pub(super) struct Choice {
    password: NewPassword,
    code: String,
}

impl FromFields for Choice {
    fn read(fields: &Fields) -> Self {
        Self { password: NewPassword::read(fields), code: fields.line("code") }
    }
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
    let account = cx.archive().read(move |tx| accounts::reset_of(tx, &shown)).await?;

    let Some(account) = account else { return stale(&cx) };

    page(&cx, &secret, &account, &Slips::none())
}

pub(super) async fn update(cx: Cx, At(secret): At<String>, Form(form): Form<Choice>) -> Answer {
    let (mut slips, shown) = (Slips::none(), Secret::shown(secret.clone()));
    let kept = shown.clone();
    let account = cx.archive().read(move |tx| accounts::reset_of(tx, &kept)).await?;
    let Some(account) = account else { return stale(&cx) };

    let chosen = slips.keep(form.password.chosen(&account.name))?;
    let Some(password) = chosen else { return page(&cx, &secret, &account, &slips) };
    if account.needs_code {
        attempts::code(&cx, account.person, &form.code).await?;
    }
    let password = hashed(&cx, password).await?;
    let reset = cx.archive().write(move |tx| accounts::reset(tx, &shown, &password, &form.code)).await;

    let Some(reset) = slips.keep(reset)? else { return page(&cx, &secret, &account, &slips) };
    let Some(Reset { person, needs_code, .. }) = reset else { return stale(&cx) };
    let begin = if needs_code {
        sessions::begin_proved(&cx, person, Lasting::Short).await
    } else {
        sessions::begin(&cx, person, Lasting::Short).await
    };
    Ok(lead_with("/", begin?))
}

fn page(cx: &Cx, secret: &str, account: &Reset, slips: &Slips) -> Answer {
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ResetPage { cx, secret, account, slips };
    Page::new(cx.say.text("new-password-title"), page).hidden_from_search_engines().with_status(status).for_one(cx)
}
