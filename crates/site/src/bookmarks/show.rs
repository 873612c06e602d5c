//! One bookmark at its address.

use archive::{
    BookmarkId,
    bookmarks::{self as ground, SeenBookmark, Target},
    tags::Kind,
};
use askama::Template;

use crate::{Answer, Cx, Page, path::At, works::marks};

#[derive(Template)]
#[template(path = "bookmarks/show.html")]
struct BookmarkPage<'a> {
    cx: &'a Cx,
    heading: &'a str,
    bookmark: &'a SeenBookmark,
    /// Words to tell others of it, for whoever made it and where others see it (BM-5).
    share: Option<String>,
}

pub(super) async fn show(cx: Cx, At(id): At<BookmarkId>) -> Answer {
    let viewer = cx.viewer;
    let bookmark = cx.archive().read(move |tx| ground::show(&viewer, tx, id)).await?;

    let heading = match super::title(&bookmark.target) {
        Some(title) => cx.say.of_two("bookmark-of-by", title, super::byline(&bookmark).as_str()),
        None => cx.say.of("bookmark-of-none", super::byline(&bookmark).as_str()),
    };
    let page = BookmarkPage { cx: &cx, heading: &heading, bookmark: &bookmark, share: share(&cx, &bookmark) };
    let page = Page::new(heading.clone(), page);
    // What is not for everybody is found by no search engine.
    match &bookmark.target {
        _ if bookmark.is_private => page.for_some(),
        Target::Work(card) => page.about(card),
        Target::Series(_) | Target::Elsewhere(_) => page,
        Target::Mystery | Target::Grave(_) | Target::Gone => page.for_some(),
    }
    .for_one(&cx)
}

/// A line of HTML that tells others of a bookmark: what it is of, and where it is.
fn share(cx: &Cx, bookmark: &SeenBookmark) -> Option<String> {
    let title = super::title(&bookmark.target).filter(|_| bookmark.is_own && !bookmark.is_private)?;
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let (site, id) = (&cx.site().settings().address, bookmark.id);
    Some(format!("<a href=\"{site}/bookmarks/{id}\">{title}</a>"))
}
