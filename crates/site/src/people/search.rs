//! Looking for people (PPL-1): a form whose answer has an address. Who can be found by whom is decided by the archive.

use archive::{
    people::{self as ground, Found, Sought},
    tags::listed,
};
use askama::Template;

use crate::{
    Answer, Cx, Page,
    pager::{self, Pager},
};

/// So much of what is typed is looked at.
const LONGEST: usize = 400;

#[derive(Template)]
#[template(path = "people/search.html")]
struct PeopleSearchPage<'a> {
    cx: &'a Cx,
    name: &'a str,
    fandoms: &'a str,
    /// Nothing before anything was asked.
    found: Option<Vec<Found>>,
    total: u64,
    pager: Pager,
}

pub(super) async fn index(cx: Cx) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let typed = |name: &str| cx.asked(name).unwrap_or_default().trim().chars().take(LONGEST).collect::<String>();
    let (name, fandoms) = (typed("name"), typed("fandoms"));
    let sought = Sought { name: name.clone(), fandoms: listed(&fandoms) };
    let is_asked = sought != Sought::default();
    let page = cx.archive().read(move |tx| {
        let page = || pager::existing(number, |number| ground::search(&viewer, tx, &sought, number));
        is_asked.then(page).transpose()
    });
    let page = page.await?;

    let empty = archive::works::Page { items: Vec::new(), total: 0, number: 1 };
    let (is_there, page) = (page.is_some(), page.unwrap_or(empty));
    let mut query = form_urlencoded::Serializer::new(String::new());
    let query = query.append_pair("name", &name).append_pair("fandoms", &fandoms).finish();
    let pager = Pager::new(format!("/people/search?{query}"), &page);
    let found = is_there.then_some(page.items);

    let page = PeopleSearchPage { cx: &cx, name: &name, fandoms: &fandoms, found, total: page.total, pager };
    Page::new(cx.say.text("people-search-title"), page).hidden_from_search_engines().for_one(&cx)
}
