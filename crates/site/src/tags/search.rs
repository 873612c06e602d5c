//! Looking for tags (TGS-1): a form whose answer has an address. What can be found by whom is decided by the archive.

use archive::{
    search,
    tags::{self as names, Kind},
    wrangling::{Found, Sort, Standing, Status, TagPage, Wanted},
};
use askama::Template;

use super::kind_message;
use crate::{
    Answer, Cx, Page,
    pager::{self, Pager},
};

/// The kinds that can be chosen.
const KINDS: [Kind; 5] = [Kind::Fandom, Kind::Character, Kind::Relationship, Kind::Additional, Kind::Media];

#[derive(Template)]
#[template(path = "tags/search.html")]
struct SearchPage<'a> {
    cx: &'a Cx,
    wanted: &'a Wanted,
    fandoms: &'a str,
    /// Nothing before anything was asked.
    found: Option<Vec<Found>>,
    total: u64,
    pager: Pager,
}

pub(super) async fn index(cx: Cx) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let (wanted, fandoms) = wanted(&cx);
    let is_asked = cx.asked("name").is_some();
    let (asked, index) = (wanted.clone(), cx.site().index().clone());
    let page = cx
        .archive()
        .read(move |tx| {
            let page = || pager::existing(number, |number| search::tags(&viewer, tx, &index, &asked, number));
            is_asked.then(page).transpose()
        })
        .await?;

    let empty = TagPage { items: Vec::new(), total: 0, number: 1 };
    let (is_there, page) = (page.is_some(), page.unwrap_or(empty));
    let pager = Pager::new(address(&wanted, &fandoms), &page);
    let found = is_there.then_some(page.items);
    let page = SearchPage { cx: &cx, wanted: &wanted, fandoms: &fandoms, found, total: page.total, pager };
    Page::new(cx.say.text("tag-search-title"), page).hidden_from_search_engines().for_one(&cx)
}

/// What is asked for; a word that is none of the choices chooses nothing.
fn wanted(cx: &Cx) -> (Wanted, String) {
    let asked = |name: &str| cx.asked(name).unwrap_or_default().chars().take(400).collect::<String>();
    let (kind, status, sort) = (asked("kind"), asked("status"), asked("sort"));
    let fandoms = asked("fandoms");
    let wanted = Wanted {
        name: asked("name"),
        kind: KINDS.into_iter().find(|one| one.word() == kind),
        status: Status::ALL.into_iter().find(|one| one.word() == status).unwrap_or_default(),
        fandoms: names::listed(&fandoms),
        sort: Sort::ALL.into_iter().find(|one| one.word() == sort).unwrap_or_default(),
    };
    (wanted, fandoms)
}

/// The address of what is asked for, without the page.
fn address(wanted: &Wanted, fandoms: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("name", &wanted.name);
    query.append_pair("fandoms", fandoms);
    query.append_pair("kind", wanted.kind.map_or("", Kind::word));
    query.append_pair("status", wanted.status.word());
    query.append_pair("sort", wanted.sort.word());
    format!("/tags/search?{}", query.finish())
}

/// The name of the word for a kind.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
const fn kind_words(kind: &Kind) -> &'static str {
    kind_message(*kind)
}

/// The name of the words for a choice of standings.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
const fn status_words(status: &Status) -> &'static str {
    match status {
        Status::Any => message!("status-any"),
        Status::Canonical => message!("status-canonical"),
        Status::NotCanonical => message!("status-not-canonical"),
        Status::Synonym => message!("status-synonym"),
        Status::Wrangled => message!("status-wrangled"),
        Status::Unwrangled => message!("status-unwrangled"),
    }
}

/// The name of the words for an order.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
const fn sort_words(sort: &Sort) -> &'static str {
    match sort {
        Sort::Name => message!("sort-tag-name"),
        Sort::Created => message!("sort-tag-created"),
        Sort::Uses => message!("sort-tag-uses"),
    }
}
