//! Finding people, for those who keep order. What they look for may be somebody's address, so it is sent as a form and
//! stands in no address, no history and no proxy's log.

use archive::moderation::{self as ground, Found, MOST_FOUND};
use askama::Template;

use crate::{
    Answer, Cx, Page,
    form::{Fields, Form, FromFields},
};

#[derive(Template)]
#[template(path = "hosting/people.html")]
struct PeoplePage<'a> {
    cx: &'a Cx,
    wanted: &'a str,
    found: Vec<Found>,
    /// Whether there are more than are told.
    are_more: bool,
}

/// What the form sends.
#[derive(Debug, Default)]
pub(super) struct Wanted(String);

impl FromFields for Wanted {
    fn read(fields: &Fields) -> Self {
        Self(fields.line("wanted").chars().take(254).collect())
    }
}

pub(super) async fn new(cx: Cx) -> Answer {
    page(&cx, "", Vec::new())
}

pub(super) async fn index(cx: Cx, Form(Wanted(wanted)): Form<Wanted>) -> Answer {
    let (viewer, text) = (cx.viewer, wanted.clone());
    let found = cx.archive().read(move |tx| ground::find(&viewer, tx, &text)).await?;

    page(&cx, &wanted, found)
}

fn page(cx: &Cx, wanted: &str, mut found: Vec<Found>) -> Answer {
    let are_more = found.len() > MOST_FOUND;
    found.truncate(MOST_FOUND);
    let page = PeoplePage { cx, wanted, found, are_more };
    Page::new(cx.say.text("find-title"), page).for_some().for_one(cx)
}
