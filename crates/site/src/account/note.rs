//! A page that says what was done, and what comes next.

use askama::Template;

use crate::{Answer, Cx, Page};

#[derive(Template)]
#[template(path = "account/note.html")]
struct NotePage<'a> {
    title: &'a str,
    what: &'a str,
    more: &'a str,
}

/// Says that something was done. `more` may be empty.
pub(crate) fn answer(cx: &Cx, title: &str, what: &str, more: &str) -> Answer {
    Page::new(title, NotePage { title, what, more }).hidden_from_search_engines().for_one(cx)
}
