//! One bookmark at its address.

use archive::{
    BookmarkId,
    accounts::Power,
    bookmarks::{self as ground, SeenBookmark, Target},
};
use askama::Template;
use axum::http::StatusCode;

use crate::{
    Answer, Cx, Page,
    account::lead_to,
    form::{Form, Slips},
    hosting::Reason,
    path::At,
};

#[derive(Template)]
#[template(path = "bookmarks/show.html")]
struct BookmarkPage<'a> {
    cx: &'a Cx,
    heading: &'a str,
    bookmark: &'a SeenBookmark,
    /// Words to tell others of it, for whoever made it and where others see it (BM-5).
    share: Option<String>,
    /// Why somebody who keeps order hides or shows it, as they typed it.
    form: &'a Reason,
    slips: &'a Slips,
}

pub(super) async fn show(cx: Cx, At(id): At<BookmarkId>) -> Answer {
    page(&cx, id, &Reason::default(), &Slips::none()).await
}

pub(super) async fn hide(cx: Cx, At(id): At<BookmarkId>, Form(form): Form<Reason>) -> Answer {
    let Some(reason) = form.given() else { return page(&cx, id, &form, &Reason::missing()).await };
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::hide(&viewer, tx, id, &reason)).await?;

    Ok(lead_to(&format!("/bookmarks/{id}")))
}

pub(super) async fn unhide(cx: Cx, At(id): At<BookmarkId>, Form(form): Form<Reason>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::unhide(&viewer, tx, id, &form.reason)).await?;

    Ok(lead_to(&format!("/bookmarks/{id}")))
}

async fn page(cx: &Cx, id: BookmarkId, form: &Reason, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let bookmark = cx.archive().read(move |tx| ground::show(&viewer, tx, id)).await?;

    let heading = match super::title(&bookmark.target) {
        Some(title) => cx.say.of_two("bookmark-of-by", title, super::byline(&bookmark).as_str()),
        None => cx.say.of("bookmark-of-none", super::byline(&bookmark).as_str()),
    };
    let share = share(cx, &bookmark);
    let page = BookmarkPage { cx, heading: &heading, bookmark: &bookmark, share, form, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::new(heading.clone(), page).with_status(status);
    // What is not for everybody is found by no search engine.
    match &bookmark.target {
        _ if bookmark.is_private || bookmark.is_hidden => page.for_some(),
        Target::Work(card) => page.about(card),
        Target::Series(_) | Target::Elsewhere(_) => page,
        Target::Mystery | Target::Grave(_) | Target::Gone => page.for_some(),
    }
    .for_one(cx)
}

/// A line of HTML that tells others of a bookmark: what it is of, and where it is.
fn share(cx: &Cx, bookmark: &SeenBookmark) -> Option<String> {
    let title = super::title(&bookmark.target).filter(|_| bookmark.is_own && !bookmark.is_private)?;
    let title = manuscript::escaped(title);
    let (site, id) = (&cx.site().settings().address, bookmark.id);
    Some(format!("<a href=\"{site}/bookmarks/{id}\">{title}</a>"))
}
