//! The stored row of a reading, and the words in which its states are kept. Private to this folder.

use crate::db::{Cell, Column, Row, Sql, Value};
use crate::{ChapterId, Error, Result, WorkId};

/// What a reader says of a work that they have begun.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum State {
    /// They read it.
    #[default]
    Reading,
    /// They have read it.
    Finished,
    /// They do not go on with it.
    Dropped,
}

impl State {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Reading, Self::Finished, Self::Dropped];

    /// The word in its column and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Finished => "finished",
            Self::Dropped => "dropped",
        }
    }

    /// What a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.word() == word)
    }
}

impl Column for State {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        Self::of_word(&word).ok_or_else(|| Error::broken(format!("the database holds the unknown reading “{word}”")))
    }
}

impl From<State> for Value<'_> {
    fn from(state: State) -> Self {
        Value::from(state.word())
    }
}

/// Whether somebody's reading is remembered by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Habit {
    /// It is.
    #[default]
    On,
    /// Not now; what is remembered stays and shows.
    Paused,
    /// It is not; what is remembered stays, and does not show until it is on again (HIST-1).
    Off,
}

impl Habit {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::On, Self::Paused, Self::Off];

    /// The word in its column and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Paused => "paused",
            Self::Off => "off",
        }
    }

    /// What a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|habit| habit.word() == word)
    }
}

/// A reading as it is stored.
pub(super) struct ReadingRow {
    pub(super) work: WorkId,
    pub(super) first_at: i64,
    pub(super) last_at: i64,
    pub(super) visits: i64,
    pub(super) edition: i64,
    pub(super) chapters: i64,
    pub(super) state: State,
    pub(super) is_later: bool,
    pub(super) chapter_id: Option<ChapterId>,
    pub(super) chapter: i64,
    pub(super) paragraph: i64,
    pub(super) mark: String,
    pub(super) note: String,
    pub(super) stars: i64,
}

/// What stands for the end of a chapter among the numbers of its paragraphs.
pub(super) const END: i64 = -1;

impl ReadingRow {
    /// `select …` of every column from a row `r`; goes on with a condition.
    pub(super) fn select<'v>() -> Sql<'v> {
        Sql::new(
            "select r.work_id, r.first_at, r.last_at, r.visits, r.edition, r.chapters, r.state, r.later, r.chapter_id,
             r.chapter, r.paragraph, r.mark, r.note, r.stars from readings r where ",
        )
    }

    /// Reads a row of [`ReadingRow::select`].
    pub(super) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            work: row.get(0)?,
            first_at: row.get(1)?,
            last_at: row.get(2)?,
            visits: row.get(3)?,
            edition: row.get(4)?,
            chapters: row.get(5)?,
            state: row.get(6)?,
            is_later: row.get(7)?,
            chapter_id: row.get(8)?,
            chapter: row.get(9)?,
            paragraph: row.get(10)?,
            mark: row.get(11)?,
            note: row.get(12)?,
            stars: row.get(13)?,
        })
    }
}
