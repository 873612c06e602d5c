//! When a work and its chapters were published: the days that were told, and the instants that are stored of them.
//!
//! What was told is kept beside the work, because a draft gets its dates anew when it is posted: today's where nothing was
//! told, and where something was, that (POST-10, POST-11).

use jiff::civil::Date;
use manuscript::Manuscript;
use serde::{Deserialize, Serialize};

use crate::clock::noon_of;

/// A day, in milliseconds.
const DAY: i64 = 86_400_000;

/// The days that the author or the file told; nothing where they said nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    work: Option<Date>,
    chapters: Vec<Option<Date>>,
}

/// When a work and its chapters were published, in stored milliseconds.
pub(super) struct Dates {
    pub(super) work: i64,
    pub(super) chapters: Vec<i64>,
}

impl Told {
    /// Another day for the work, and for those of its chapters that were told the same.
    pub(super) fn move_to(&mut self, day: Option<Date>) {
        let before = std::mem::replace(&mut self.work, day);
        self.chapters.iter_mut().filter(|chapter| **chapter == before).for_each(|chapter| *chapter = day);
    }

    /// The day that was told for the work.
    pub(super) const fn day(&self) -> Option<Date> {
        self.work
    }

    /// A chapter's own day, or the work's last one for its last chapter, or the work's first.
    pub(super) fn by(story: &Manuscript) -> Self {
        let last = story.chapters.len().saturating_sub(1);
        let end = |at: usize| if at == last { story.updated } else { None };
        let chapters = story.chapters.iter().enumerate();
        let chapters = chapters.map(|(at, chapter)| chapter.published.or(end(at)).or(story.published));
        Self { work: story.published, chapters: chapters.collect() }
    }

    /// Chapters that stood in one order stand in another, each with its day; new ones have none.
    pub(super) fn follow(&mut self, before: &[i64], after: &[i64]) {
        let day = |id| before.iter().zip(&self.chapters).find(|(known, _)| *known == id).and_then(|(_, day)| *day);
        self.chapters = after.iter().map(day).collect();
    }
}

/// The instant of a day that was told: its noon, unless it is today or to come: that is now.
pub(super) fn moment(day: Date, now: i64) -> i64 {
    Some(noon_of(day)).filter(|noon| *noon < now - now.rem_euclid(DAY)).unwrap_or(now)
}

impl Dates {
    /// A day that was told is its [`moment`]. Where nothing was told, a chapter that
    /// was there before keeps its instant among `kept`, and everything else is of now.
    pub(super) fn of(told: &Told, kept: &[i64], now: i64) -> Self {
        let moment = |day: Date| moment(day, now);
        let chapters = told.chapters.iter().enumerate();
        let chapters = chapters.map(|(at, day)| day.map(moment).or(kept.get(at).copied()).unwrap_or(now));
        Self { work: told.work.map_or(now, moment), chapters: chapters.collect() }
    }

    /// When the newest chapter was published (POST-11).
    pub(super) fn revised(&self) -> i64 {
        self.chapters.iter().copied().max().unwrap_or(self.work)
    }
}
