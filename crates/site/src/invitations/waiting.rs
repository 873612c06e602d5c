//! The list of those who wait for an invitation: leaving an address there, and, by the link in a letter, seeing where it
//! stands and taking it off (INV-2).

use archive::{
    Secret,
    accounts::Address,
    invitations::{self as ground, Place},
};
use askama::Template;
use axum::http::StatusCode;

use crate::{
    Answer, Cx, Page, Problem,
    account::{attempts, note},
    form::{Button, Fields, Form, FromFields, Slips},
    path::At,
};

#[derive(Template)]
#[template(path = "invitations/waiting.html")]
struct WaitingPage<'a> {
    cx: &'a Cx,
    form: &'a Waiting,
    slips: &'a Slips,
}

#[derive(Template)]
#[template(path = "invitations/place.html")]
struct PlacePage<'a> {
    cx: &'a Cx,
    secret: &'a str,
    place: Place,
}

/// What the form sends.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    email: String,
}

impl FromFields for Waiting {
    fn read(fields: &Fields) -> Self {
        Self { email: fields.line("email") }
    }
}

pub(super) async fn new(cx: Cx) -> Answer {
    there_is_a_list(&cx).await?;

    page(&cx, &Waiting::default(), &Slips::none())
}

/// Says the same whatever is known of the address.
pub(super) async fn create(cx: Cx, Form(form): Form<Waiting>) -> Answer {
    there_is_a_list(&cx).await?;
    let mut slips = Slips::none();
    let Some(address) = slips.keep(form.email.parse::<Address>())? else { return page(&cx, &form, &slips) };
    attempts::letter(&cx)?;
    let first = cx.site().settings().policy.clone();
    cx.archive().write(move |tx| ground::wait(tx, &first, &address)).await?;

    let (title, what) = (cx.say.text("letter-sent-title"), cx.say.of("waiting-sent-what", form.email.as_str()));
    note::answer(&cx, &title, &what, &cx.say.text("waiting-sent-do"))
}

pub(super) async fn show(cx: Cx, At(secret): At<String>) -> Answer {
    let shown = Secret::shown(secret.clone());
    let place = cx.archive().read(move |tx| ground::place(tx, &shown)).await?;

    let Some(place) = place else { return gone(&cx) };
    let page = PlacePage { cx: &cx, secret: &secret, place };
    Page::new(cx.say.text("waiting-title"), page).for_some().for_one(&cx)
}

pub(super) async fn destroy(cx: Cx, At(secret): At<String>, Form(Button): Form<Button>) -> Answer {
    let secret = Secret::shown(secret);
    match cx.archive().write(move |tx| ground::leave(tx, &secret)).await {
        Ok(()) => note::answer(&cx, &cx.say.text("waiting-left-title"), &cx.say.text("waiting-left-what"), ""),
        Err(archive::Error::NotFound) => gone(&cx),
        Err(other) => Err(other.into()),
    }
}

/// What a link says whose address waits no more.
fn gone(cx: &Cx) -> Answer {
    note::answer(cx, &cx.say.text("waiting-title"), &cx.say.text("waiting-over-what"), "")
}

async fn there_is_a_list(cx: &Cx) -> Result<(), Problem> {
    if cx.policy().await?.queue { Ok(()) } else { Err(Problem::NotFound) }
}

fn page(cx: &Cx, form: &Waiting, slips: &Slips) -> Answer {
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = WaitingPage { cx, form, slips };
    Page::new(cx.say.text("waiting-title"), page).hidden_from_search_engines().with_status(status).for_one(cx)
}
