//! `/works/search`: a text in the language of search, and the works that it finds. Asked for nothing, it shows all works.

use archive::{filters, search, tags::Kind, works::WorkCard};
use askama::Template;
use axum::response::{IntoResponse, Redirect};

use super::{
    asked::{Asked, address, filtered},
    chips::{Chip, chips, hints},
    lifts::{Lift, lifts},
    panel::{Answer, Panel},
};
use crate::{
    Cx, Page,
    pager::{Pager, Step},
    works::marks,
};

/// Where one searches.
pub(super) const PATH: &str = "/works/search";

/// What can be asked, for those who want to know.
const EXAMPLES: &[(&str, &str)] = &[
    ("fandom:\"Sherlock Holmes\"", message!("example-field")),
    ("-\"Major Character Death\"", message!("example-not")),
    ("words:5k-20k complete", message!("example-words")),
    ("\"a dog in the night\"", message!("example-phrase")),
    ("(fluff | humor) by:ana", message!("example-or")),
    ("updated:<2w sort:words", message!("example-sort")),
];

#[derive(Template)]
#[template(path = "search/show.html")]
struct SearchPage<'a> {
    cx: &'a Cx,
    asked: &'a Asked,
    total: Option<u64>,
    cards: Vec<WorkCard>,
    pager: Pager,
    chips: Vec<Chip>,
    hints: Vec<String>,
    panel: Option<Panel>,
    muted: u64,
    hidden: Vec<Lift>,
    feed: Option<String>,
}

pub(super) async fn show(cx: Cx) -> crate::Answer {
    if let Some(address) = filtered(&cx, PATH) {
        return Ok(Redirect::to(&address).into_response());
    }
    let (viewer, index, asked) = (cx.viewer, cx.site().index().clone(), Asked::of(&cx));
    let wish = asked.wish();
    let is_bare = asked.is_bare;
    let (usual, found) = cx
        .archive()
        .read(move |tx| {
            let usual = if is_bare { filters::usual(&viewer, tx, None)? } else { None };
            Ok((usual, search::find(&viewer, tx, &index, &wish)?))
        })
        .await?;

    if let Some(usual) = usual {
        return Ok(Redirect::to(&address(PATH, &usual.query)).into_response());
    }
    let Some(found) = found else { return Page::new(cx.say.text("search-title"), unready(&cx, &asked)).for_one(&cx) };
    let page = SearchPage {
        cx: &cx,
        asked: &asked,
        total: Some(found.works.total),
        pager: Pager::new(asked.address(PATH), &found.works),
        cards: found.works.items,
        chips: chips(&cx.say, &asked, PATH, &found.named),
        hints: hints(&cx.say, &found.doubts),
        panel: Some(Panel::of(&cx.say, &asked, PATH, &found.facets)),
        muted: found.muted,
        hidden: lifts(&cx, &asked, PATH, &found.hidden),
        feed: (!asked.text.is_empty()).then(|| address("/works/search.atom", &asked.text)),
    };

    Page::new(cx.say.text("search-title"), page).hidden_from_search_engines().for_one(&cx)
}

/// The page while nothing can be found yet.
fn unready<'a>(cx: &'a Cx, asked: &'a Asked) -> SearchPage<'a> {
    let nothing = archive::works::Page::<WorkCard> { items: Vec::new(), total: 0, number: 1 };
    SearchPage {
        cx,
        asked,
        total: None,
        pager: Pager::new(PATH.to_owned(), &nothing),
        cards: Vec::new(),
        chips: chips(&cx.say, asked, PATH, &[]),
        hints: Vec::new(),
        panel: None,
        muted: 0,
        hidden: Vec::new(),
        feed: None,
    }
}
