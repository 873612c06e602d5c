//! What stands where a work is not shown: a mystery until it is revealed, a stone where it was deleted (VIS-2).

use archive::works::Tombstone;
use askama::Template;
use axum::http::StatusCode;

use crate::{Answer, Cx, Page};

/// A work of which nothing is told. The page has nothing of it, not even its number.
#[derive(Template)]
#[template(path = "works/mystery.html")]
struct MysteryPage<'a> {
    cx: &'a Cx,
}

/// What its author wants said of a work that is gone.
#[derive(Template)]
#[template(path = "works/stone.html")]
struct StonePage<'a> {
    cx: &'a Cx,
    stone: &'a Tombstone,
}

pub(super) fn mystery(cx: &Cx) -> Answer {
    Page::new(cx.say.text("mystery-work"), MysteryPage { cx }).for_some().for_one(cx)
}

pub(super) fn grave(cx: &Cx, stone: &Tombstone) -> Answer {
    let page = Page::new(cx.say.text("stone-title"), StonePage { cx, stone }).for_some();
    page.with_status(StatusCode::GONE).for_one(cx)
}
