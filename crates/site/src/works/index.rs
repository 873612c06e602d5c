//! The newest works, as they are (FILT-1).

use archive::{
    tags::Kind,
    works::{self as ground, WorkCard},
};
use askama::Template;

use super::marks;
use crate::{Answer, Cx, Page};

#[derive(Template)]
#[template(path = "works/index.html")]
struct WorkIndexPage<'a> {
    cx: &'a Cx,
    cards: Vec<WorkCard>,
}

pub(super) async fn index(cx: Cx) -> Answer {
    let viewer = cx.viewer;
    let cards = cx.archive().read(move |tx| ground::newest(&viewer, tx, ground::PAGE)).await?;

    let page = WorkIndexPage { cx: &cx, cards };

    Page::new(cx.say.text("works-title"), page).answer(&cx)
}
