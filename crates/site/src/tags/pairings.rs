//! A fandom's relationships by the characters in them (WR-19).

use archive::{
    tags as names,
    wrangling::{self as ground, Pairings, Stand},
};
use askama::Template;

use crate::{Answer, Cx, Page, path::At};

#[derive(Template)]
#[template(path = "tags/pairings.html")]
struct PairingsPage<'a> {
    cx: &'a Cx,
    fandom: &'a Stand,
    title: &'a str,
    pairings: Vec<Pairings>,
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    let viewer = cx.viewer;
    let asked = cx.archive().read(move |tx| ground::pairings(&viewer, tx, &names::from_address(&name)));
    let (fandom, pairings) = asked.await?;

    let title = cx.say.of("pairings-title", fandom.tag.name.as_str());
    let page = PairingsPage { cx: &cx, fandom: &fandom, title: &title, pairings };
    Page::new(title.as_str(), page).answer(&cx)
}
