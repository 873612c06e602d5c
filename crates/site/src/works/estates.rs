//! Works that went with an account, fetched back into another one by whoever has the letter's link (DEL-1).

use archive::{
    Secret,
    works::{self as ground, WorkCard},
};
use askama::Template;

use crate::{
    Answer, Cx, Page,
    account::lead_to,
    address,
    form::{Button, Form},
    path::At,
};

/// What can be fetched back, and into which account.
#[derive(Template)]
#[template(path = "works/estate.html")]
struct EstatePage<'a> {
    cx: &'a Cx,
    secret: &'a str,
    cards: &'a [WorkCard],
}

pub(super) async fn show(cx: Cx, At(secret): At<String>) -> Answer {
    let shown = Secret::shown(secret.clone());
    let cards = cx.archive().read(move |tx| ground::estate(tx, &shown)).await?;

    let page = EstatePage { cx: &cx, secret: &secret, cards: &cards };
    Page::new(cx.say.text("estate-title"), page).for_some().for_one(&cx)
}

pub(super) async fn create(cx: Cx, At(secret): At<String>, Form(Button): Form<Button>) -> Answer {
    let (viewer, shown) = (cx.viewer, Secret::shown(secret));
    cx.archive().write(move |tx| ground::inherit(&viewer, tx, &shown)).await?;

    Ok(lead_to(&cx.member().map_or_else(|| "/".to_owned(), |member| address::person(&member.name))))
}
