//! `/tags/NAME/works`: a tag's works with their filters. A synonym leads to what it means; while the index is not ready, the works
//! with exactly this tag are listed.

use archive::{
    Tx, Viewer, filters,
    search::{self, Index, Listed, Of},
    tags::{self, Tag},
};
use askama::Template;
use axum::response::{IntoResponse, Redirect};

use super::{
    asked::{Asked, filtered},
    list::{List, Place},
};
use crate::{Cx, Page, address, path::At, tags::kind_message};

#[derive(Template)]
#[template(path = "search/of_tag.html")]
struct TagWorksPage<'a> {
    cx: &'a Cx,
    tag: &'a Tag,
    kind: String,
    list: List,
}

/// What stands at a tag's address.
enum Stands {
    /// Another tag that this one means.
    Means(Tag),
    /// The list begins with this text.
    Begins(Tag, String),
    /// Its works, and whether guests know the tag: only then it has a feed.
    Works(Tag, Listed, bool),
}

pub(super) async fn show(cx: Cx, At(name): At<String>) -> crate::Answer {
    let (viewer, index, asked) = (cx.viewer, cx.site().index().clone(), Asked::of(&cx));
    let wanted = asked.clone();
    let found = cx.archive().read(move |tx| find(&viewer, tx, &index, &tags::from_address(&name), &wanted)).await?;

    let (Stands::Means(tag) | Stands::Begins(tag, _) | Stands::Works(tag, ..)) = &found;
    let path = address::tag_works(&tag.name);
    if let Some(address) = filtered(&cx, &path) {
        return Ok(Redirect::to(&address).into_response());
    }
    match found {
        Stands::Means(_) => Ok(Redirect::to(&asked.address(&path)).into_response()),
        Stands::Begins(_, text) => Ok(Redirect::to(&super::asked::address(&path, &text)).into_response()),
        Stands::Works(tag, listed, has_feed) => {
            let mut list = List::of(&cx, asked, &Place::of_tag(&tag), listed);
            list.feed = list.feed.filter(|_| has_feed);
            answer(&cx, &tag, list)
        }
    }
}

/// What stands at the address of a tag of this name.
fn find(viewer: &Viewer, tx: &Tx<'_>, index: &Index, name: &str, asked: &Asked) -> archive::Result<Stands> {
    let (tag, means) = tags::to_find(viewer, tx, name)?.ok_or(archive::Error::NotFound)?;
    if let Some(tag) = means {
        return Ok(Stands::Means(tag));
    }
    if let Some(usual) = filters::usual(viewer, tx, Some(tag.id))?.filter(|_| asked.is_bare) {
        return Ok(Stands::Begins(tag, usual.query));
    }
    let listed = search::list(viewer, tx, index, &asked.wish(Of::Tag(tag.id)))?;
    let has_feed = tags::to_find(&Viewer::Guest, tx, &tag.name)?.is_some();
    Ok(Stands::Works(tag, listed, has_feed))
}

fn answer(cx: &Cx, tag: &Tag, list: List) -> crate::Answer {
    let (kind, manner) = (cx.say.text(kind_message(tag.kind)), list.manner());
    let page = TagWorksPage { cx, tag, kind, list };
    manner.send(cx, Page::new(cx.say.of("tag-works-title", &tag.name), page))
}
