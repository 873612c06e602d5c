//! What a member follows: one page of it, the buttons on other pages, private feeds, and ending it from a letter.
//!
//! Pages that many share say no word of who follows what: their button is the same for everybody.

mod deeds;
mod ending;
mod feeds;
mod index;

use archive::{
    SubscriptionId,
    subscriptions::{Pace, SeenSubject, What},
};

use crate::{
    Cx, Door,
    Parameter::{Flag, Page, Text},
    Routes, Say, address,
};

/// That somebody comes back after they have begun to follow something.
const DONE: &str = "done";

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/subscriptions", Door::Members, index::lead)
        .post("/subscriptions", Door::Account, deeds::create)
        .get("/users/{name}/subscriptions", Door::Members, index::index)
        .reading(&[Text("show"), Flag(DONE), Page])
        .post("/users/{name}/subscriptions/pace", Door::Account, deeds::set_pace)
        .post("/users/{name}/subscriptions/removal", Door::Account, deeds::destroy)
        .post("/users/{name}/subscriptions/habit", Door::Account, deeds::set_habit)
        .post("/users/{name}/subscriptions/feed", Door::Account, feeds::take)
        .post("/users/{name}/subscriptions/feed/removal", Door::Account, feeds::stop)
        .get("/subscriptions/{secret}/feed.atom", Door::Anyone, feeds::show)
        // Whoever holds a letter may end what it is about: by a button here, or by their mail program's (RFC 8058).
        .get("/subscriptions/{secret}/ending", Door::Anyone, ending::new)
        .post("/subscriptions/{secret}/ending", Door::Anyone, ending::create)
}

/// What something that is followed is called, and where it is.
pub(crate) fn named(say: &Say, subject: &SeenSubject) -> (String, Option<String>) {
    match subject {
        SeenSubject::Work(card) => (card.title.clone(), Some(address::work(&card.id))),
        SeenSubject::Series(id, title) => (title.clone(), Some(address::series(id))),
        SeenSubject::Person(name) => (name.clone(), Some(address::person(name))),
        SeenSubject::Tag(tag) => (tag.name.clone(), Some(address::tag_works(&tag.name))),
        SeenSubject::Search(search) => (search.name.clone(), Some(address::search(&search.query))),
        SeenSubject::Collection(place) => (place.title.clone(), Some(address::collection(&place.name))),
        SeenSubject::Gone => (say.text("subscription-gone"), None),
    }
}

/// The name of the words for a sort of what is followed.
const fn what_words(what: What) -> &'static str {
    match what {
        What::Work => message!("subscriptions-work"),
        What::Series => message!("subscriptions-series"),
        What::Person => message!("subscriptions-person"),
        What::Tag => message!("subscriptions-tag"),
        What::Search => message!("subscriptions-search"),
        What::Collection => message!("subscriptions-collection"),
    }
}

/// A sort of what somebody follows, as a link to its part of the page.
pub(crate) struct Sort {
    pub(crate) words: &'static str,
    pub(crate) address: String,
    pub(crate) count: u64,
    pub(crate) is_shown: bool,
}

/// The sorts of what somebody of this name follows.
pub(crate) fn sorts(name: &str, counts: &[(What, u64)], shown: Option<What>) -> Vec<Sort> {
    let sort = |(what, count): &(What, u64)| Sort {
        words: what_words(*what),
        address: format!("{}?show={}", address::subscriptions(name), what.word()),
        count: *count,
        is_shown: shown == Some(*what),
    };
    counts.iter().map(sort).collect()
}

/// The name of the words for how soon somebody is told.
const fn pace_words(pace: Pace) -> &'static str {
    match pace {
        Pace::AtOnce => message!("pace-now"),
        Pace::Daily => message!("pace-daily"),
        Pace::Weekly => message!("pace-weekly"),
        Pace::Page => message!("pace-page"),
    }
}

/// A subscription's number, as a form says it.
fn number(text: &str) -> Option<SubscriptionId> {
    text.parse().ok()
}

/// The name of the member who asks.
fn own_name(cx: &Cx) -> String {
    cx.member().map(|member| member.name.clone()).unwrap_or_default()
}
