//! Media with their most used fandoms, and fandoms by letter: all of them, or a medium's (WR-18).

use archive::{
    search::{self, ByLetter, Used},
    tags::{self as names, Letter, Tag},
    wrangling::{self as ground, Medium},
};
use askama::Template;

use super::letters::{Lettered, anchor, letter_words};
use crate::{Answer, Cx, Page, address, pager::Pager, path::At};

#[derive(Template)]
#[template(path = "tags/media.html")]
struct MediaPage<'a> {
    cx: &'a Cx,
    media: Vec<Medium>,
}

#[derive(Template)]
#[template(path = "tags/fandoms.html")]
struct FandomsPage<'a> {
    cx: &'a Cx,
    title: &'a str,
    medium: Option<&'a Tag>,
    count: u64,
    /// Every letter, with its address.
    all: Vec<(Letter, String)>,
    /// What stands on this page.
    letters: Vec<(Letter, Vec<Used>)>,
    pager: Pager,
}

pub(super) async fn index(cx: Cx) -> Answer {
    let (viewer, index) = (cx.viewer, cx.site().index().clone());
    let asked = cx.archive().read(move |tx| {
        let newest: ground::Newest<'_> = &|among, most| search::newest_fandoms(&viewer, tx, &index, (among, most));
        ground::media(tx, &search::fandom_counts(&viewer, tx, &index)?, newest)
    });
    let media = asked.await?;

    Page::new(cx.say.text("media-title"), MediaPage { cx: &cx, media }).answer(&cx)
}

pub(super) async fn fandoms(cx: Cx) -> Answer {
    let (viewer, index, number) = (cx.viewer, cx.site().index().clone(), cx.page_number());
    let asked = cx.archive().read(move |tx| search::fandoms_by_letter(&viewer, tx, &index, number));
    let fandoms = asked.await?;

    page(&cx, &cx.say.text("fandoms-title"), None, fandoms)
}

pub(super) async fn fandoms_of(cx: Cx, At(name): At<String>) -> Answer {
    let (viewer, index, number) = (cx.viewer, cx.site().index().clone(), cx.page_number());
    let asked = cx.archive().read(move |tx| {
        ground::fandoms_of(tx, &names::from_address(&name), &search::fandom_counts(&viewer, tx, &index)?)
    });
    let (medium, fandoms) = asked.await?;

    let title = cx.say.of("fandoms-of-title", medium.name.as_str());
    page(&cx, &title, Some(&medium), search::by_letter(fandoms, number))
}

fn page(cx: &Cx, title: &str, medium: Option<&Tag>, fandoms: ByLetter) -> Answer {
    let address = medium.map_or_else(|| "/fandoms".to_owned(), |medium| address::medium(&medium.name));
    let Lettered { count, all, letters, pager } = Lettered::of(address, fandoms);
    Page::new(title, FandomsPage { cx, title, medium, count, all, letters, pager }).answer(cx)
}
