//! The Atom feed of somebody's bookmarks: the 25 made last, as a guest sees them, whoever asks.

use archive::{
    Viewer,
    bookmarks::{self as ground, Of, SeenBookmark, Target},
    people,
};
use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use jiff::Timestamp;

use crate::{Answer, Cx, address, path::At, search::feed::plain};

/// For so long others may keep it.
const KEEPING: &str = "public, max-age=300";

#[derive(Template)]
#[template(path = "bookmarks/feed.xml")]
struct Feed<'a> {
    cx: &'a Cx,
    title: String,
    list: String,
    own: String,
    updated: Timestamp,
    bookmarks: Vec<SeenBookmark>,
}

impl Feed<'_> {
    fn whole(&self, path: &str) -> String {
        format!("{}{path}", self.cx.site().settings().address)
    }

    fn entry(&self, bookmark: &SeenBookmark) -> String {
        self.whole(&format!("/bookmarks/{}", bookmark.id))
    }

    /// Where that is.
    fn target(&self, bookmark: &SeenBookmark) -> String {
        match &bookmark.target {
            Target::Work(card) => self.whole(&address::work(&card.id)),
            Target::Series(series) => self.whole(&address::series(&series.id)),
            Target::Elsewhere(work) => plain(&work.address),
            Target::Mystery | Target::Grave(_) | Target::Gone => self.entry(bookmark),
        }
    }
}

/// The title of what is bookmarked; a guest's feed holds nothing that has none.
fn title_of(bookmark: &SeenBookmark) -> String {
    plain(super::title(&bookmark.target).unwrap_or_default())
}

pub(super) async fn show(cx: Cx, At(name): At<String>) -> Answer {
    let (person, page) = cx
        .archive()
        .read(move |tx| {
            let person = people::by_name(&Viewer::Guest, tx, &name)?;
            let page = ground::by(&Viewer::Guest, tx, Of::Person(person.id), 1)?;
            Ok((person, page))
        })
        .await?;

    let bookmarks = page.items;
    let updated = bookmarks.iter().map(|bookmark| bookmark.at).max().unwrap_or(Timestamp::UNIX_EPOCH);
    let list = address::person(&person.name) + "/bookmarks";
    let title = plain(&cx.say.of("bookmarks-by", &person.name));
    let mut feed = Feed { cx: &cx, title, list: String::new(), own: String::new(), updated, bookmarks };
    (feed.list, feed.own) = (feed.whole(&list), feed.whole(&format!("{list}/feed.atom")));
    let mut response = Response::new(feed.render()?.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(KEEPING));
    Ok(response)
}
