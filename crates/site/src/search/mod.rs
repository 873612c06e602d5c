//! Finding works: the search page, lists of works with their filters, and the feeds of both.
//!
//! What is asked for stands in the address as one text in the language of search, `q`. The form of filters is another way to
//! write that text: what it sends is written as such and asked for again, so that every list has one address to share, and
//! each page fills the form from it.

mod asked;
mod chips;
pub(crate) mod feed;
mod lifts;
mod list;
mod of_all;
mod of_tag;
mod panel;
mod show;

pub(crate) use asked::{Asked, address, filtered};
pub(crate) use list::{List, Place, of_fandom, of_tag_there};

use crate::{Door, Parameter, Routes};

/// What a list of works reads from its address: the text, the page, and what the form of filters sends.
pub(crate) const LIST: &[Parameter] = &[
    Parameter::Text("q"),
    Parameter::Page,
    Parameter::Text("lift"),
    Parameter::Flag("filter"),
    Parameter::Texts("with"),
    Parameter::Texts("without"),
    Parameter::Texts("mine"),
    Parameter::Text("also"),
    Parameter::Text("not"),
    Parameter::Text("crossover"),
    Parameter::Text("complete"),
    Parameter::Text("words_from"),
    Parameter::Text("words_to"),
    Parameter::Text("from"),
    Parameter::Text("to"),
    Parameter::Text("language"),
    Parameter::Text("within"),
    Parameter::Text("sort"),
];

/// What a library reads: the same, and which part of it by one word.
pub(crate) const LIBRARY: &[Parameter] = &with_part();

const fn with_part() -> [Parameter; LIST.len() + 1] {
    let mut all = [Parameter::Text("show"); LIST.len() + 1];
    let (_, rest) = all.split_at_mut(1);
    rest.copy_from_slice(LIST);
    all
}

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/works", Door::Anyone, of_all::show)
        .reading(LIST)
        .get("/languages", Door::Anyone, of_all::languages)
        .get("/languages/{code}/works", Door::Anyone, of_all::of_language)
        .reading(LIST)
        .get("/works/search", Door::Anyone, show::show)
        .reading(LIST)
        .get("/works/search.atom", Door::Anyone, feed::of_search)
        .reading(&[Parameter::Text("q")])
        .get("/tags/{name}/works", Door::Anyone, of_tag::show)
        .reading(LIST)
        .get("/filters/{secret}/feed.atom", Door::Anyone, feed::of_saved)
        .get("/tags/{name}/feed.atom", Door::Anyone, feed::of_tag)
        .reading(&[Parameter::Text("q")])
}
