//! A reader's memory: their library, what they say of a work, where they go on. All of it is theirs alone, and no page of it
//! is kept.

mod deeds;
mod gathered;
mod library;
mod lists;
mod one;
mod place;
mod resume;

use archive::reading::{Part, Reading, State, Subject};

use crate::{Cx, Door, Parameter, Routes, address, search::LIBRARY};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    lists::routes(routes)
        .get("/readings", Door::Members, library::lead)
        .get("/users/{name}/readings", Door::Members, library::index)
        .reading(LIBRARY)
        .get("/users/{name}/readings/{part}", Door::Members, gathered::index)
        .reading(&[Parameter::Page])
        .post("/users/{name}/readings/clearing", Door::Account, deeds::clear)
        .post("/users/{name}/readings/habit", Door::Account, deeds::set_habit)
        .get("/works/{id}/reading", Door::Members, one::show)
        .post("/works/{id}/reading", Door::Account, deeds::keep)
        .post("/works/{id}/reading/removal", Door::Account, deeds::forget)
        .post("/works/{id}/later", Door::Account, deeds::mark_for_later)
        .post("/works/{id}/chapters/{chapter}/read", Door::Account, deeds::read_up_to)
        .post("/works/{id}/place", Door::Account, place::create)
        .get("/works/{id}/continue", Door::Members, resume::show)
}

/// What stands beside a library's states: its address, its words, and whether it is the one with this word.
pub(crate) fn beside(path: &str, here: &str) -> Vec<(String, &'static str, bool)> {
    let words = |part: Part| match part {
        Part::Downloaded => message!("library-downloaded"),
        Part::Bookmarked => message!("library-bookmarked"),
        Part::Subscribed => message!("library-subscribed"),
    };
    let part = |part: &Part| (format!("{path}/{}", part.word()), words(*part), part.word() == here);
    let rest = [
        (format!("{path}/elsewhere"), message!("library-elsewhere"), here == "elsewhere"),
        ("/shelves".to_owned(), message!("shelves-own"), false),
        (format!("{path}/lists"), message!("library-lists"), false),
    ];
    Part::ALL.iter().map(part).chain(rest).collect()
}

/// The words for a state.
fn state_words(state: State) -> &'static str {
    match state {
        State::Reading => message!("reading-state-reading"),
        State::Finished => message!("reading-state-finished"),
        State::Dropped => message!("reading-state-dropped"),
    }
}

/// What is to be said of a reading on one line, each a sentence.
pub(crate) fn lines(cx: &Cx, reading: &Reading) -> Vec<String> {
    let say = &cx.say;
    let mut lines = Vec::new();
    // What is only marked is not being read.
    if reading.opened.is_some() || reading.state != State::Reading {
        lines.push(say.text(state_words(reading.state)));
    }
    if reading.is_later {
        lines.push(say.text("reading-later"));
    }
    match reading.chapter {
        Some((number, true)) => lines.push(say.of("reading-read-to", number)),
        Some((number, false)) => lines.push(say.of("reading-in", number)),
        None => {}
    }
    if reading.new_chapters > 0 {
        lines.push(say.of("reading-new-chapters", reading.new_chapters));
    }
    if reading.is_changed {
        lines.push(say.text("reading-changed"));
    }
    if let Some((_, last)) = &reading.opened {
        lines.push(say.of_two("reading-visits", reading.visits, crate::works::day(last).to_string().as_str()));
    }
    lines
}

/// The title of what was read, and where its reader goes on; nothing where they may not.
pub(crate) fn way_on(reading: &Reading) -> Option<(&str, String)> {
    match &reading.subject {
        Subject::Work(card) if !card.is_deleted => Some((&card.title, address::work(&card.id) + "/continue")),
        _ => None,
    }
}
