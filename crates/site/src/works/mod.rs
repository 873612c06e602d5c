//! Works: a title page with its text, chapter by chapter or whole, and the index of chapters.

mod absent;
mod blurb;
mod chapter_form;
mod chapters;
mod clash;
mod commenting;
mod compared;
mod correcting;
mod creators;
mod deletion;
mod desk;
mod doctor;
mod drafts;
mod edit;
mod estates;
mod filling;
mod form;
mod further;
pub(crate) mod gate;
mod in_series;
mod key;
mod manage;
mod many;
mod many_form;
pub(crate) mod marks;
mod orphaning;
mod parents;
mod preview;
mod recipients;
mod requests;
mod share;
mod sharing;
mod show;
mod taking;
mod typing;
mod versions;
mod view;
pub(crate) mod when;
pub(crate) mod wishes;

use archive::{tallies::Tally, works::WorkCard};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

pub(crate) use self::blurb::{blurb, byline};
use self::taking::HEAVIEST_FILE;
use crate::{
    Door,
    Parameter::{self, Flag},
    Routes, kudos,
};

/// How many bytes a form with a whole chapter in it may have: the longest that can be stored (POST-3), in a script of which
/// every letter takes nine bytes on its way, with its notes.
const WHOLE_TEXT: usize = 6 * 1024 * 1024;

/// What decides how much of a work is shown.
const HOW: &[Parameter] =
    &[Flag("view_full_work"), Flag("view_adult"), Flag(gate::GONE), Flag(kudos::LEFT), Flag(kudos::LEFT_BEFORE)];

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    writing(routes)
        .get("/works/{id}/confirm_delete", Door::Members, deletion::new)
        .get("/works/{id}", Door::Anyone, show::show)
        .reading(HOW)
        .get("/works/{id}/navigate", Door::Anyone, chapters::index)
        .get("/works/{id}/chapters", Door::Anyone, chapters::index)
        .get("/works/{id}/chapters/{chapter}", Door::Anyone, chapters::show)
        .reading(HOW)
        .get("/works/{id}/key/{key}", Door::Anyone, key::show)
        .get("/works/{id}/share", Door::Anyone, share::show)
        .get("/works/{id}/sharing", Door::Members, sharing::edit)
        .post("/works/{id}/sharing", Door::Members, sharing::update)
        .post("/works/{id}/link", Door::Members, sharing::renew_link)
        .get("/works/{id}/creators", Door::Members, creators::edit)
        .post("/works/{id}/creators", Door::Members, creators::create)
        .post("/works/{id}/creators/withdrawal", Door::Members, creators::withdraw)
        .post("/works/{id}/creators/leaving", Door::Members, creators::leave)
        .post("/works/{id}/creators/acceptance", Door::Members, creators::accept)
        .post("/works/{id}/creators/refusal", Door::Members, creators::decline)
        .get("/works/{id}/orphaning", Door::Members, orphaning::of_one)
        .get("/users/{name}/works/show_multiple", Door::Members, many::index)
        .post("/users/{name}/works/edit_multiple", Door::Members, many::edit)
        .post("/users/{name}/works/update_multiple", Door::Members, many::update)
        .post("/users/{name}/works/confirm_delete_multiple", Door::Account, many::confirm_delete)
        // Who is banned may still take their own works away (USER-6); the archive asks.
        .post("/users/{name}/works/delete_multiple", Door::Account, many::destroy)
        .get("/users/{name}/orphaning", Door::Members, orphaning::new)
        .post("/users/{name}/orphaning", Door::Members, orphaning::show)
        .post("/users/{name}/orphans", Door::Members, orphaning::create)
        .post("/works/{id}/creators/return", Door::Members, creators::come_back)
        .get("/works/estates/{secret}", Door::Anyone, estates::show)
        .post("/works/estates/{secret}", Door::Members, estates::create)
        .get("/users/{name}/creatorships", Door::Members, requests::index)
        .post("/users/{name}/creatorships", Door::Members, requests::update)
        .get("/works/{id}/correction", Door::Moderators, correcting::edit)
        .post("/works/{id}/correction", Door::Moderators, correcting::create)
        .get("/works/{id}/deletion", Door::Members, deletion::new)
        .post("/works/{id}/deletion", Door::Account, deletion::create)
        .post("/works/{id}/restoration", Door::Members, deletion::destroy)
}

/// What creators do with the words of a work.
fn writing(routes: Routes) -> Routes {
    routes
        // Who writes a text and is logged out meanwhile gets it back, so the door is open and the deed says no.
        .post("/works", Door::Anyone, edit::create)
        .carrying(WHOLE_TEXT)
        .with_file_of(HEAVIEST_FILE)
        .post("/works/{id}", Door::Anyone, edit::update)
        .carrying(WHOLE_TEXT)
        .with_file_of(HEAVIEST_FILE)
        .get("/works/new", Door::Members, edit::new)
        .reading(&[Parameter::Text("collections")])
        .get("/works/drafts/autosave", Door::Members, typing::show)
        .reading(&[Parameter::Text("place")])
        .post("/works/drafts/autosave", Door::Members, typing::create)
        .carrying(WHOLE_TEXT)
        .post("/works/drafts/doctor", Door::Members, doctor::create)
        .carrying(WHOLE_TEXT)
        .get("/works/{id}/edit", Door::Members, edit::edit)
        .post("/works/{id}/chapters", Door::Anyone, chapter_form::create)
        .carrying(WHOLE_TEXT)
        .with_file_of(HEAVIEST_FILE)
        .post("/works/{id}/chapters/{chapter}", Door::Anyone, chapter_form::update)
        .carrying(WHOLE_TEXT)
        .with_file_of(HEAVIEST_FILE)
        .get("/works/{id}/chapters/new", Door::Members, chapter_form::new)
        .get("/works/{id}/chapters/{chapter}/edit", Door::Members, chapter_form::edit)
        .get("/works/{id}/chapters/manage", Door::Members, manage::order)
        .post("/works/{id}/chapters/order", Door::Members, manage::reorder)
        .get("/works/{id}/chapters/{chapter}/confirm_delete", Door::Members, manage::confirm_delete_chapter)
        .post("/works/{id}/chapters/{chapter}/deletion", Door::Members, manage::destroy_chapter)
        .post("/works/{id}/chapters/{chapter}/restoration", Door::Members, manage::restore_chapter)
        .get("/works/{id}/chapters/{chapter}/versions", Door::Members, versions::index)
        .reading(&[Parameter::Page])
        .get("/works/{id}/chapters/{chapter}/versions/{number}", Door::Members, versions::show)
        .post("/works/{id}/chapters/{chapter}/versions/{number}/restoring", Door::Members, versions::restore)
        .get("/works/{id}/edit_tags", Door::Members, manage::edit_tags)
        .post("/works/{id}/tags", Door::Members, manage::update_tags)
        .get("/users/{name}/works/drafts", Door::Members, drafts::index)
        .reading(&[Parameter::Page])
        .get("/users/{name}/works/unlisted", Door::Members, drafts::kept)
        .reading(&[Parameter::Page])
        .get("/users/{name}/works/deleted", Door::Members, drafts::bin)
        .reading(&[Parameter::Page])
        .post("/works/{id}/posting", Door::Members, drafts::publish)
        .post("/works/{id}/schedule/removal", Door::Members, drafts::unschedule)
        .post("/works/{id}/chapters/{chapter}/posting", Door::Members, drafts::publish_chapter)
        .post("/works/{id}/chapters/{chapter}/schedule/removal", Door::Members, drafts::unschedule_chapter)
}

/// `3/?`: how many chapters there are and will be (POST-13).
pub(crate) fn chapter_count(card: &WorkCard) -> String {
    match card.expected_chapters {
        Some(expected) => format!("{}/{expected}", card.chapters),
        None => format!("{}/?", card.chapters),
    }
}

/// What was counted of a work, as far as there is any: the class that fans' tools know, the label, the number.
pub(crate) fn tallied(tally: &Tally) -> impl Iterator<Item = (&'static str, &'static str, u64)> {
    let counts = [
        ("comments", message!("stat-comments"), tally.comments),
        ("kudos", message!("stat-kudos"), tally.kudos),
        ("bookmarks", message!("stat-bookmarks"), tally.bookmarks),
        ("hits", message!("stat-hits"), tally.hits),
    ];
    counts.into_iter().filter(|(_, _, number)| *number > 0)
}

/// The day of an instant, in the archive's time zone, UTC.
pub(crate) fn day(instant: &Timestamp) -> Date {
    TimeZone::UTC.to_datetime(*instant).date()
}

/// An instant to the minute, UTC.
pub(crate) fn minute(instant: &Timestamp) -> String {
    TimeZone::UTC.to_datetime(*instant).strftime("%Y-%m-%d %H:%M").to_string()
}
