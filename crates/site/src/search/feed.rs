//! Atom feeds of a tag's works, a collection's and of a search (FEED-1): the 25 that were posted last, as a guest sees them, whoever asks.

use archive::{
    Secret, Viewer, collections, filters,
    search::{
        self, Of, Query, Wish,
        query::{Sort, Sorting},
    },
    tags,
    works::WorkCard,
};
use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use jiff::Timestamp;

use super::asked::{Asked, address};
use crate::{Answer, Cx, address, headers, path::At};

/// For so long others may keep a feed.
const KEEPING: &str = "public, max-age=300";

#[derive(Template)]
#[template(path = "search/feed.xml")]
struct Feed<'a> {
    cx: &'a Cx,
    title: String,
    /// The list that this is the feed of, and the feed itself: whole addresses.
    list: String,
    own: String,
    updated: Timestamp,
    cards: Vec<WorkCard>,
    /// What is to be said of it.
    note: Option<String>,
}

impl Feed<'_> {
    /// The whole address of a path.
    fn whole(&self, path: &str) -> String {
        whole(self.cx, path)
    }
}

pub(super) async fn of_search(cx: Cx) -> Answer {
    let (index, asked) = (cx.site().index().clone(), Asked::of(&cx));
    let wish = newest(asked.query.clone());
    let found = cx.archive().read(move |tx| search::find(&Viewer::Guest, tx, &index, &wish)).await?;

    let cards = found.ok_or(archive::Error::Busy)?.works.items;
    let title = if asked.text.is_empty() { cx.say.text("works-title") } else { asked.text.clone() };

    let paths = (address("/works/search", &asked.text), address("/works/search.atom", &asked.text));
    noted(&cx, &title, paths, (cards, note(&cx, &asked)))
}

pub(super) async fn of_tag(cx: Cx, At(name): At<String>) -> Answer {
    let (index, asked) = (cx.site().index().clone(), Asked::of(&cx));
    let wish = newest(asked.query.clone());
    let found = cx.archive().read(move |tx| {
        let found = tags::to_find(&Viewer::Guest, tx, &tags::from_address(&name))?;
        let (tag, means) = found.ok_or(archive::Error::NotFound)?;
        let tag = means.unwrap_or(tag);
        let wish = Wish { of: Of::Tag(tag.id), ..wish.clone() };
        Ok((tag, search::find(&Viewer::Guest, tx, &index, &wish)?.ok_or(archive::Error::Busy)?.works.items))
    });
    let (tag, cards) = found.await?;

    let (list, own) = (address::tag_works(&tag.name), address::tag_feed(&tag.name));
    let title = cx.say.of("tag-works-title", &tag.name);
    let title = if asked.text.is_empty() { title } else { format!("{title}: {}", asked.text) };

    noted(&cx, &title, (address(&list, &asked.text), address(&own, &asked.text)), (cards, note(&cx, &asked)))
}

/// The works of a collection and its parts.
pub(crate) async fn of_collection(cx: Cx, At(name): At<String>) -> Answer {
    let (index, asked) = (cx.site().index().clone(), Asked::of(&cx));
    let wish = newest(asked.query.clone());
    let found = cx.archive().read(move |tx| {
        let seen = collections::show(&Viewer::Guest, tx, &name)?;
        let wish = Wish { of: Of::Collection(collections::holds(&Viewer::Guest, tx, seen.id)?), ..wish.clone() };
        let found = search::find(&Viewer::Guest, tx, &index, &wish)?.ok_or(archive::Error::Busy)?;
        Ok((seen, found.works.items))
    });
    let (seen, cards) = found.await?;

    let (list, own) = (address::collection(&seen.name) + "/works", address::collection(&seen.name) + "/feed.atom");
    let title = if asked.text.is_empty() { seen.title } else { format!("{}: {}", seen.title, asked.text) };

    noted(&cx, &title, (address(&list, &asked.text), address(&own, &asked.text)), (cards, note(&cx, &asked)))
}

/// The works that a saved search finds, as its owner sees them and their rules leave them. Whoever has the secret reads it.
pub(super) async fn of_saved(cx: Cx, At(secret): At<String>) -> Answer {
    let (index, shown) = (cx.site().index().clone(), Secret::shown(&secret));
    let found = cx.archive().read(move |tx| {
        let (person, saved) = filters::by_feed(tx, &shown)?;
        // Whatever roles they have: a feed reader is not where order is kept.
        let viewer = Viewer::Member(person);
        let wish = newest(Query::read(&saved.query));
        let found = search::find(&viewer, tx, &index, &wish)?.ok_or(archive::Error::Busy)?;
        Ok((saved, found.works.items))
    });
    let (saved, cards) = found.await?;

    let paths = (address("/works/search", &saved.query), address::private_feed(&secret));
    let mut response = answer(&cx, &saved.name, paths, cards)?;
    headers::for_some(response.headers_mut());
    Ok(response)
}

/// What a query finds, in the order in which it was posted.
fn newest(query: Query) -> Wish {
    let query = Query { sort: Some(Sorting { sort: Sort::Posted, is_descending: true }), ..query };
    Wish { query, number: 1, ..Wish::default() }
}

fn whole(cx: &Cx, path: &str) -> String {
    format!("{}{path}", cx.site().settings().address)
}

/// A feed of these works under a title; the paths are those of the list and of the feed.
pub(crate) fn answer(cx: &Cx, title: &str, paths: (String, String), cards: Vec<WorkCard>) -> Answer {
    noted(cx, title, paths, (cards, None))
}

/// What is to be said where a feed that is everybody's is asked for what only one knows: to everybody, nobody has read anything.
fn note(cx: &Cx, asked: &Asked) -> Option<String> {
    asked.query.is_own().then(|| cx.say.text("feed-not-own"))
}

type Told = (Vec<WorkCard>, Option<String>);

fn noted(cx: &Cx, title: &str, (list, own): (String, String), (cards, note): Told) -> Answer {
    let updated = cards.iter().map(|card| card.revised).max().unwrap_or(Timestamp::UNIX_EPOCH);
    let (list, own) = (whole(cx, &list), whole(cx, &own));
    let feed = Feed { cx, title: plain(title), list, own, updated, cards, note };
    let mut response = Response::new(feed.render()?.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(KEEPING));
    Ok(response)
}

/// Text that XML can hold.
pub(crate) fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() && !matches!(letter, '\u{FFFE}' | '\u{FFFF}')).collect()
}
