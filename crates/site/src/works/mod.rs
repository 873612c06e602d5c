//! Works: a title page with its text, chapter by chapter or whole, and the index of chapters.

mod chapters;
mod gate;
mod index;
pub(crate) mod marks;
mod show;

use archive::works::WorkCard;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    Door,
    Parameter::{self, Flag},
    Routes,
};

/// What decides how much of a work is shown.
const HOW: &[Parameter] = &[Flag("view_full_work"), Flag("view_adult")];

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/works", Door::Anyone, index::index)
        .get("/works/{id}", Door::Anyone, show::show)
        .reading(HOW)
        .get("/works/{id}/navigate", Door::Anyone, chapters::index)
        .get("/works/{id}/chapters", Door::Anyone, chapters::index)
        .get("/works/{id}/chapters/{chapter}", Door::Anyone, chapters::show)
        .reading(HOW)
}

/// `3/?`: how many chapters there are and will be (POST-13).
pub(crate) fn chapter_count(card: &WorkCard) -> String {
    match card.expected_chapters {
        Some(expected) => format!("{}/{expected}", card.chapters),
        None => format!("{}/?", card.chapters),
    }
}

/// The day of an instant, in the archive's time zone, UTC.
pub(crate) fn day(instant: &Timestamp) -> Date {
    TimeZone::UTC.to_datetime(*instant).date()
}
