//! `/works/search`: a text in the language of search, and the works that it finds. Asked for nothing, it shows all works.

use archive::{
    filters,
    search::{self, Listed, Of},
};
use askama::Template;
use axum::response::{IntoResponse, Redirect};

use super::{
    asked::{Asked, address, filtered},
    list::{List, Place},
};
use crate::{Cx, Page};

/// Where one searches.
pub(super) const PATH: &str = "/works/search";

/// What can be asked, for those who want to know.
const EXAMPLES: &[(&str, &str)] = &[
    ("fandom:\"Sherlock Holmes\"", message!("example-field")),
    ("-\"Major Character Death\"", message!("example-not")),
    ("words:5k-20k complete", message!("example-words")),
    ("main:\"John Watson\" may:podfic", message!("example-role")),
    ("\"a dog in the night\"", message!("example-phrase")),
    ("text:umbrella", message!("example-text")),
    ("(fluff | humor) by:ana", message!("example-or")),
    ("updated:<2w sort:words", message!("example-sort")),
    ("unread -dropped", message!("example-mine")),
    ("shelf:\"rainy days\" unread", message!("example-shelf")),
    ("in:library stars:4-5 note:\"reread\" sort:opened", message!("example-library")),
];

#[derive(Template)]
#[template(path = "search/show.html")]
struct SearchPage<'a> {
    cx: &'a Cx,
    list: List,
}

pub(super) async fn show(cx: Cx) -> crate::Answer {
    if let Some(address) = filtered(&cx, PATH) {
        return Ok(Redirect::to(&address).into_response());
    }
    let (viewer, index, asked) = (cx.viewer, cx.site().index().clone(), Asked::of(&cx));
    let (wish, is_bare) = (asked.wish(Of::Archive), asked.is_bare);
    let (usual, listed) = cx
        .archive()
        .read(move |tx| {
            let usual = if is_bare { filters::usual(&viewer, tx, None)? } else { None };
            Ok((usual, search::list(&viewer, tx, &index, &wish)?))
        })
        .await?;

    if let Some(usual) = usual {
        return Ok(Redirect::to(&address(PATH, &usual.query)).into_response());
    }
    let is_unanswered = matches!(listed, Listed::Plain(_)) && !asked.text.is_empty();
    let list = List::of(&cx, asked, &Place::of_all(PATH, message!("search-empty")), listed);
    let list = if is_unanswered { list.without_works() } else { list };

    let page = SearchPage { cx: &cx, list };
    Page::new(cx.say.text("search-title"), page).hidden_from_search_engines().for_one(&cx)
}
