//! Searching bookmarks (BKS-1).

use archive::bookmarks::{self as ground, Found, Search, Sort, What};
use askama::Template;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{Answer, Cx, Page, pager::Pager};

#[derive(Template)]
#[template(path = "bookmarks/search.html")]
struct BookmarkSearchPage<'a> {
    cx: &'a Cx,
    asked: &'a Asked,
    /// Nothing while the index is not ready.
    found: Option<Found>,
    pager: Option<Pager>,
}

/// What the address asks for, as it was typed.
#[derive(Debug, Default)]
struct Asked {
    query: String,
    notes: String,
    tags: String,
    without: String,
    by: String,
    what: String,
    since: String,
    sort: String,
    is_rec: bool,
    is_noted: bool,
}

/// The sorts of things, and the words for them.
const SORTS_OF: [(&str, &str); 4] = [
    ("", message!("bookmarks-any")),
    ("work", message!("bookmarks-works")),
    ("series", message!("bookmarks-series")),
    ("elsewhere", message!("bookmarks-elsewhere")),
];

/// The orders, and the words for them.
const ORDERS: [(&str, &str); 3] = [
    ("", message!("bookmarks-by-date")),
    ("updated", message!("bookmarks-by-updated")),
    ("words", message!("bookmarks-by-words")),
];

impl Asked {
    fn of(cx: &Cx) -> Self {
        let text = |name| cx.asked(name).unwrap_or_default().trim().to_owned();
        let is = |name| cx.asked(name).is_some_and(|word| word == "true");
        Self {
            query: text("q"),
            notes: text("notes"),
            tags: text("tags"),
            without: text("without"),
            by: text("by"),
            what: text("type"),
            since: text("since"),
            sort: text("sort"),
            is_rec: is("rec"),
            is_noted: is("noted"),
        }
    }

    fn wish(&self, number: u64) -> Search {
        Search {
            works: self.query.clone(),
            notes: self.notes.clone(),
            tags: self.tags.clone(),
            without: self.without.clone(),
            by: self.by.clone(),
            what: What::of_word(&self.what),
            is_rec: self.is_rec,
            with_notes: self.is_noted,
            since: self.since(),
            sort: match self.sort.as_str() {
                "updated" => Sort::Updated,
                "words" => Sort::Words,
                _ => Sort::Bookmarked,
            },
            number,
        }
    }

    /// The begin of the day that is said; nothing for what is no day.
    fn since(&self) -> Option<Timestamp> {
        let day: Date = self.since.parse().ok()?;
        TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()
    }

    /// Its address, with one more word of bookmarkers' own where one is given.
    fn address(&self, word: Option<&str>) -> String {
        let tags = match word {
            Some(word) if self.tags.is_empty() => word.to_owned(),
            Some(word) => format!("{}, {word}", self.tags),
            None => self.tags.clone(),
        };
        let flag = |is| if is { "true" } else { "" }.to_owned();
        let pairs = [
            ("q", self.query.clone()),
            ("notes", self.notes.clone()),
            ("tags", tags),
            ("without", self.without.clone()),
            ("by", self.by.clone()),
            ("type", self.what.clone()),
            ("since", self.since.clone()),
            ("sort", self.sort.clone()),
            ("rec", flag(self.is_rec)),
            ("noted", flag(self.is_noted)),
        ];
        let said = pairs.iter().filter(|(_, value)| !value.is_empty());
        let said = said.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
        let said = said.collect::<Vec<_>>().join("&");
        if said.is_empty() { "/bookmarks/search".to_owned() } else { format!("/bookmarks/search?{said}") }
    }
}

pub(super) async fn show(cx: Cx) -> Answer {
    let (viewer, asked, index) = (cx.viewer, Asked::of(&cx), cx.site().index().clone());
    let wish = asked.wish(cx.page_number());
    let found = cx.archive().read(move |tx| ground::search(&viewer, tx, &index, &wish)).await?;

    let pager = found.as_ref().map(|found| Pager::new(asked.address(None), &found.bookmarks));
    let page = BookmarkSearchPage { cx: &cx, asked: &asked, found, pager };
    Page::new(cx.say.text("bookmarks-search"), page).hidden_from_search_engines().for_one(&cx)
}
