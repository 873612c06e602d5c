//! The page after the password, where an account has a second factor. Whoever stands on it is nobody yet.

use archive::{
    PersonId, Secret,
    accounts::{self, Halfway},
};
use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{attempts, lead_to, lead_with};
use crate::{
    Answer, Cx, Page, Problem, address,
    cx::local,
    form::{Fields, Form, FromFields},
    sessions,
};

#[derive(Template)]
#[template(path = "account/second_step.html")]
struct SecondStepPage<'a> {
    cx: &'a Cx,
    return_to: &'a str,
    failed: bool,
}

/// What the form sends.
#[derive(Debug)]
pub(super) struct Step {
    code: String,
    return_to: String,
}

impl FromFields for Step {
    fn read(fields: &Fields) -> Self {
        Self { code: fields.line("code"), return_to: local(fields.raw("return_to")).to_owned() }
    }
}

/// Leads somebody who has said their password to this page.
pub(super) async fn begin(cx: &Cx, halfway: Halfway, return_to: &str) -> Result<Response, Problem> {
    let secret = cx.archive().chance().secret();
    let kept = secret.clone();
    cx.archive().write(move |tx| accounts::begin_second_step(tx, halfway, &kept)).await?;

    let page = format!("/users/login/code?return_to={}", address::segment(return_to));
    Ok(lead_with(&page, [sessions::halfway(cx, &secret)?]))
}

pub(super) async fn show(cx: Cx) -> Answer {
    let return_to = cx.asked("return_to").map_or_else(|| "/".to_owned(), |address| local(&address).to_owned());

    if here(&cx).await?.is_none() { Ok(anew(&return_to)) } else { page(&cx, &return_to, false) }
}

pub(super) async fn create(cx: Cx, Form(form): Form<Step>) -> Answer {
    let Some((secret, person)) = here(&cx).await? else { return Ok(anew(&form.return_to)) };
    attempts::code(&cx, person, &form.code).await?;
    let code = form.code;
    let ended = cx.archive().write(move |tx| accounts::end_second_step(tx, &secret, &code)).await?;

    let Some(Halfway { person, lasting }) = ended else { return page(&cx, &form.return_to, true) };
    let mut cookies = sessions::begin_proved(&cx, person, lasting).await?.to_vec();
    cookies.push(sessions::no_longer_halfway(&cx)?);

    Ok(lead_with(&form.return_to, cookies))
}

/// Who stands on this page, and the secret by which they do.
async fn here(cx: &Cx) -> Result<Option<(Secret, PersonId)>, Problem> {
    let Some(secret) = cx.halfway().cloned() else { return Ok(None) };
    let halfway = cx.archive().read(move |tx| Ok(accounts::halfway(tx, &secret)?.map(|found| (secret.clone(), found))));
    Ok(halfway.await?.map(|(secret, halfway)| (secret, halfway.person)))
}

/// Whoever took too long begins anew.
fn anew(return_to: &str) -> Response {
    lead_to(&format!("/users/login?return_to={}", address::segment(return_to)))
}

fn page(cx: &Cx, return_to: &str, failed: bool) -> Answer {
    let page = SecondStepPage { cx, return_to, failed };
    let status = if failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Page::new(cx.say.text("second-step-title"), page).for_some().with_status(status).for_one(cx)
}
