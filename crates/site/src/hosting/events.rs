//! What happened to accounts: who came in, who tried to, what was changed. For owners (ASVS 16.1).

use archive::accounts::{self as ground, Event, Happened, Whose};
use askama::Template;

use crate::{
    Answer, Cx, Page,
    pager::{self, Pager},
};

#[derive(Template)]
#[template(path = "hosting/events.html")]
struct EventsPage<'a> {
    cx: &'a Cx,
    happened: Vec<Happened>,
    pager: Pager,
}

pub(super) async fn index(cx: Cx) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let page =
        cx.archive().read(move |tx| pager::existing(number, |number| ground::events(&viewer, tx, number))).await?;

    let pager = Pager::new("/hosting/events".to_owned(), &page);
    let page = EventsPage { cx: &cx, happened: page.items, pager };
    Page::new(cx.say.text("events-title"), page).for_some().for_one(&cx)
}

/// The name of the words for what happened.
fn event_words(happened: &Happened) -> &'static str {
    match happened.event {
        Some(Event::LoggedIn) => message!("event-logged-in"),
        Some(Event::WrongPassword) => message!("event-wrong-password"),
        Some(Event::WrongCode) => message!("event-wrong-code"),
        Some(Event::ChangedPassword) => message!("event-changed-password"),
        Some(Event::AskedAddress) => message!("event-asked-address"),
        Some(Event::ChangedAddress) => message!("event-changed-address"),
        Some(Event::Renamed) => message!("event-renamed"),
        Some(Event::SecondFactorOn) => message!("event-second-factor-on"),
        Some(Event::SecondFactorOff) => message!("event-second-factor-off"),
        Some(Event::AddedPasskey) => message!("event-added-passkey"),
        Some(Event::RemovedPasskey) => message!("event-removed-passkey"),
        Some(Event::TookAlong) => message!("event-took-along"),
        Some(Event::Deleted) => message!("event-deleted"),
        None => message!("deed-other"),
    }
}
