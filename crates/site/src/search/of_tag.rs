//! `/tags/NAME/works`: a tag's works with their filters. A synonym leads to what it means; while the index is not ready, the works
//! with exactly this tag are listed.

use archive::{
    Tx, Viewer, filters,
    search::{self, Found, Index, Wish},
    tags::{self, Kind, Tag},
    works::{self, WorkCard},
};
use askama::Template;
use axum::response::{IntoResponse, Redirect};

use super::{
    asked::{Asked, filtered},
    chips::{Chip, chips, hints},
    lifts::{Lift, lifts},
    panel::{Answer, Panel},
};
use crate::{
    Cx, Page, address,
    pager::{self, Pager, Step},
    path::At,
    tags::kind_message,
    works::marks,
};

#[derive(Template)]
#[template(path = "search/of_tag.html")]
struct TagWorksPage<'a> {
    cx: &'a Cx,
    asked: &'a Asked,
    tag: &'a Tag,
    kind: String,
    total: u64,
    cards: Vec<WorkCard>,
    pager: Pager,
    chips: Vec<Chip>,
    hints: Vec<String>,
    panel: Option<Panel>,
    muted: u64,
    hidden: Vec<Lift>,
    feed: Option<String>,
}

/// What stands at a tag's address.
enum Listed {
    /// Another tag, which it means.
    Means(Tag),
    /// The viewer's lists of it begin with this text.
    Begins(Tag, String),
    /// Its works, and whether guests know the tag, so that it has a feed.
    Works(Tag, Box<Found>, bool),
    /// Its works, without the index.
    Plain(Tag, works::Page<WorkCard>),
}

pub(super) async fn show(cx: Cx, At(name): At<String>) -> crate::Answer {
    let (viewer, index, asked) = (cx.viewer, cx.site().index().clone(), Asked::of(&cx));
    let wanted = asked.clone();
    let found = cx.archive().read(move |tx| find(&viewer, tx, &index, &tags::from_address(&name), &wanted)).await?;

    let (Listed::Means(tag) | Listed::Begins(tag, _) | Listed::Works(tag, ..) | Listed::Plain(tag, _)) = &found;
    let path = address::tag_works(&tag.name);
    if let Some(address) = filtered(&cx, &path) {
        return Ok(Redirect::to(&address).into_response());
    }
    match found {
        Listed::Means(_) => Ok(Redirect::to(&asked.address(&path)).into_response()),
        Listed::Begins(_, text) => Ok(Redirect::to(&super::asked::address(&path, &text)).into_response()),
        Listed::Works(tag, found, has_feed) => answer(&cx, &asked, (&tag, has_feed), *found),
        Listed::Plain(tag, works) => plain(&cx, &asked, &tag, works),
    }
}

/// What stands at the address of a tag of this name.
fn find(viewer: &Viewer, tx: &Tx<'_>, index: &Index, name: &str, asked: &Asked) -> archive::Result<Listed> {
    let (tag, means) = tags::to_find(viewer, tx, name)?.ok_or(archive::Error::NotFound)?;
    if let Some(tag) = means {
        return Ok(Listed::Means(tag));
    }
    if let Some(usual) = filters::usual(viewer, tx, Some(tag.id))?.filter(|_| asked.is_bare) {
        return Ok(Listed::Begins(tag, usual.query));
    }
    let wish = Wish { tag: Some(tag.id), ..asked.wish() };
    if let Some(found) = search::find(viewer, tx, index, &wish)? {
        let has_feed = tags::to_find(&Viewer::Guest, tx, &tag.name)?.is_some();
        return Ok(Listed::Works(tag, Box::new(found), has_feed));
    }
    let works = pager::existing(asked.number, |number| works::page_of_tag(viewer, tx, tag.id, number))?;
    Ok(Listed::Plain(tag, works))
}

fn answer(cx: &Cx, asked: &Asked, (tag, has_feed): (&Tag, bool), found: Found) -> crate::Answer {
    let path = address::tag_works(&tag.name);
    let feed = super::asked::address(&address::tag_feed(&tag.name), &asked.text);
    let page = TagWorksPage {
        cx,
        asked,
        tag,
        kind: cx.say.text(kind_message(tag.kind)),
        total: found.works.total,
        pager: Pager::new(asked.address(&path), &found.works),
        cards: found.works.items,
        chips: chips(&cx.say, asked, &path, &found.named),
        hints: hints(&cx.say, &found.doubts),
        panel: Some(Panel::of(&cx.say, asked, &path, &found.facets)),
        muted: found.muted,
        hidden: lifts(cx, asked, &path, &found.hidden),
        feed: has_feed.then_some(feed),
    };
    let page = Page::new(cx.say.of("tag-works-title", &tag.name), page);
    // Only the list as it is, of which there are as many as there are tags, is kept ready.
    if asked.text.is_empty() { page.answer(cx) } else { page.hidden_from_search_engines().for_one(cx) }
}

fn plain(cx: &Cx, asked: &Asked, tag: &Tag, works: works::Page<WorkCard>) -> crate::Answer {
    let page = TagWorksPage {
        cx,
        asked,
        tag,
        kind: cx.say.text(kind_message(tag.kind)),
        total: works.total,
        pager: Pager::new(address::tag_works(&tag.name), &works),
        cards: works.items,
        chips: Vec::new(),
        hints: Vec::new(),
        panel: None,
        muted: 0,
        hidden: Vec::new(),
        feed: None,
    };
    Page::new(cx.say.of("tag-works-title", &tag.name), page).for_one(cx)
}
