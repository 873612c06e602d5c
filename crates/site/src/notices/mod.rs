//! What a member was told of what they follow: a page of it, the number in the masthead, the newest on the first page.

mod index;
pub(crate) mod letter;

use archive::notices::Event;

use crate::{
    Door,
    Parameter::{Flag, Page},
    Routes, Say,
};

/// What of it is shown: only what is not read.
const UNREAD: &str = "unread";

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/notices", Door::Members, index::lead)
        .get("/users/{name}/notices", Door::Members, index::index)
        .reading(&[Flag(UNREAD), Page])
        .post("/users/{name}/notices", Door::Account, index::update)
}

/// What happened, in words.
pub(crate) fn event_words(say: &Say, event: &Event) -> String {
    match event {
        Event::Posted => say.text("notice-posted"),
        Event::Named => say.text("notice-named"),
        Event::Collected => say.text("notice-collected"),
        Event::Grown { chapters: 0, .. } => say.text("notice-ended"),
        Event::Grown { chapters, ends: false } => say.of("notice-chapters", *chapters),
        Event::Grown { chapters, ends: true } => say.of("notice-chapters-end", *chapters),
    }
}
