//! Lists of bookmarks: the newest, those of a work or series, somebody's.

use archive::{
    Error, SeriesId, WorkId,
    bookmarks::{self as ground, Of, SeenBookmark},
    collections, people,
};
use askama::Template;

use crate::{
    Answer, Cx, Page, address,
    pager::{self, Pager},
    path::{At, AtBoth},
};

/// Bookmarks on the page of the newest.
const NEWEST: u64 = 25;

/// A list of bookmarks under a heading.
#[derive(Template)]
#[template(path = "bookmarks/index.html")]
struct BookmarksPage<'a> {
    cx: &'a Cx,
    heading: String,
    /// What the heading speaks of, and its address.
    of: Option<(String, String)>,
    /// How many there are; nothing where they are not counted.
    total: Option<u64>,
    bookmarks: Vec<SeenBookmark>,
    /// Where the viewer makes or changes their own of this.
    own: Option<String>,
    /// Whether there is one already.
    has_own: bool,
    feed: Option<String>,
    pager: Option<Pager>,
}

pub(super) async fn newest(cx: Cx) -> Answer {
    let viewer = cx.viewer;
    let bookmarks = cx.archive().read(move |tx| ground::newest(&viewer, tx, NEWEST)).await?;

    let heading = cx.say.text("bookmarks-newest");
    let own = cx.member().map(|_| "/bookmarks/new".to_owned());
    let (of, total, has_own) = (None, None, false);
    let page = BookmarksPage { cx: &cx, heading, of, total, bookmarks, own, has_own, feed: None, pager: None };
    Page::new(cx.say.text("bookmarks-newest"), page).for_one(&cx)
}

pub(super) async fn of_work(cx: Cx, At(id): At<WorkId>) -> Answer {
    let (viewer, number, asked) = (cx.viewer, cx.page_number(), cx.work(id));
    let (card, page, own) = cx
        .archive()
        .read(move |tx| {
            let read = |number| ground::of_work(&viewer, tx, asked.clone(), number);
            let (card, page, own) = read(number)?;
            if number > page.pages() { read(page.pages()) } else { Ok((card, page, own)) }
        })
        .await?;

    let path = address::work(&id) + "/bookmarks";
    let heading = cx.say.of("bookmarks-of", &card.title);
    let list = BookmarksPage {
        cx: &cx,
        heading: heading.clone(),
        of: Some((card.title.clone(), address::work(&id))),
        total: Some(page.total),
        own: cx.member().map(|_| address::work(&id) + "/bookmark"),
        has_own: own.is_some(),
        feed: None,
        pager: Some(Pager::new(path, &page)),
        bookmarks: page.items,
    };
    Page::new(heading, list).about(&card).for_one(&cx)
}

pub(super) async fn of_series(cx: Cx, At(id): At<SeriesId>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let (series, page, own) = cx
        .archive()
        .read(move |tx| {
            let read = |number| ground::of_series(&viewer, tx, id, number);
            let (series, page, own) = read(number)?;
            if number > page.pages() { read(page.pages()) } else { Ok((series, page, own)) }
        })
        .await?;

    let heading = cx.say.of("bookmarks-of", &series.title);
    let list = BookmarksPage {
        cx: &cx,
        heading: heading.clone(),
        of: Some((series.title.clone(), address::series(&id))),
        total: Some(page.total),
        own: cx.member().map(|_| address::series(&id) + "/bookmark"),
        has_own: own.is_some(),
        feed: None,
        pager: Some(Pager::new(address::series(&id) + "/bookmarks", &page)),
        bookmarks: page.items,
    };
    let is_unindexed = series.works.items.iter().any(|card| card.is_unindexed);
    Page::new(heading, list).unindexed(is_unindexed).for_one(&cx)
}

pub(super) async fn of_collection(cx: Cx, At(name): At<String>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let found = cx.archive().read(move |tx| {
        let seen = collections::show(&viewer, tx, &name)?;
        let page = pager::existing(number, |number| ground::by(&viewer, tx, Of::Collection(seen.id), number))?;
        Ok((seen, page))
    });
    let (seen, page) = found.await?;

    let home = address::collection(&seen.name);
    let heading = cx.say.of("collection-bookmarks-of", seen.title.as_str());
    let list = BookmarksPage {
        cx: &cx,
        heading: heading.clone(),
        of: Some((seen.title, home.clone())),
        total: Some(page.total),
        own: None,
        has_own: false,
        feed: None,
        pager: Some(Pager::new(home + "/bookmarks", &page)),
        bookmarks: page.items,
    };
    let page = Page::new(heading, list);
    if seen.is_hidden { page.for_some().for_one(&cx) } else { page.for_one(&cx) }
}

pub(super) async fn by_person(cx: Cx, At(name): At<String>) -> Answer {
    by(cx, name, None).await
}

pub(super) async fn by_pseud(cx: Cx, AtBoth(name, pseud): AtBoth<String, String>) -> Answer {
    by(cx, name, Some(pseud)).await
}

async fn by(cx: Cx, name: String, pseud: Option<String>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let (person, pseud, page) = cx
        .archive()
        .read(move |tx| {
            let person = people::by_name(&viewer, tx, &name)?;
            let named = |wanted: &String| person.pseuds.iter().find(|known| known.name == *wanted).cloned();
            let pseud = match &pseud {
                Some(wanted) => Some(named(wanted).ok_or(Error::NotFound)?),
                None => None,
            };
            let of = pseud.as_ref().map_or(Of::Person(person.id), |pseud| Of::Pseud(pseud.id));
            let page = pager::existing(number, |number| ground::by(&viewer, tx, of, number))?;
            Ok((person, pseud, page))
        })
        .await?;

    let (shown, home) = match &pseud {
        Some(pseud) => (pseud.name.clone(), address::pseud(&person.name, &pseud.name)),
        None => (person.name.clone(), address::person(&person.name)),
    };
    let is_own = viewer.person() == Some(person.id);
    let heading = cx.say.of("bookmarks-by", &shown);
    let list = BookmarksPage {
        cx: &cx,
        heading: heading.clone(),
        of: Some((shown, home.clone())),
        total: Some(page.total),
        own: is_own.then(|| "/bookmarks/new".to_owned()),
        has_own: false,
        feed: pseud.is_none().then(|| address::person(&person.name) + "/bookmarks/feed.atom"),
        pager: Some(Pager::new(home + "/bookmarks", &page)),
        bookmarks: page.items,
    };
    let is_unindexed = cx.archive().read(move |tx| archive::accounts::is_unindexed(&viewer, tx, person.id)).await?;
    Page::new(heading, list).unindexed(is_unindexed).for_one(&cx)
}
