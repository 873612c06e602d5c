//! A reader's memory: their library, what they say of a work, where they go on. All of it is theirs alone, and no page of it
//! is kept.

mod deeds;
mod library;
mod one;
mod place;
mod resume;

use archive::reading::{Reading, State, Subject};

use crate::{Cx, Door, Routes, address, search::LIBRARY};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/readings", Door::Members, library::lead)
        .get("/users/{name}/readings", Door::Members, library::index)
        .reading(LIBRARY)
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
