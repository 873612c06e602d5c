//! The first page: what this archive is, what is new, which worlds it holds.

use archive::{
    search,
    tags::Kind,
    works::{self as ground, FandomCount, WorkCard},
};
use askama::Template;

use crate::{Answer, Cx, Door, Page, Routes, works::marks};

/// Works on the first page.
const NEWEST: u64 = 8;

/// Fandoms on the first page.
const LARGEST: usize = 14;

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/", Door::Anyone, show)
}

#[derive(Template)]
#[template(path = "home/show.html")]
struct HomePage<'a> {
    cx: &'a Cx,
    /// Whether what the member never wants to see is shown, because the index is being made.
    is_waiting: bool,
    cards: Vec<WorkCard>,
    fandoms: Vec<FandomCount>,
    fandom_count: u64,
}

async fn show(cx: Cx) -> Answer {
    let (viewer, index) = (cx.viewer, cx.site().index().clone());
    let is_waiting = cx.member().is_some() && !index.is_ready();
    let (cards, mut fandoms) = cx
        .archive()
        .read(move |tx| Ok((search::newest(&viewer, tx, &index, NEWEST)?, ground::fandoms(&viewer, tx)?)))
        .await?;

    let fandom_count = fandoms.len() as u64;
    fandoms.sort_by_key(|fandom| std::cmp::Reverse(fandom.works));
    fandoms.truncate(LARGEST);

    Page::new("", HomePage { cx: &cx, is_waiting, cards, fandoms, fandom_count }).answer(&cx)
}
