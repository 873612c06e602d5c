//! The stored row of a bookmark: its columns once, its mapping once. Private to this folder.

use manuscript::Prose;

use crate::db::{Cell, Column, Row, Sql, Value};
use crate::{BookmarkId, Error, PersonId, PseudId, Result};

/// What a bookmark is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// A work of this archive.
    Work,
    /// A series of this archive.
    Series,
    /// A work that is elsewhere.
    Elsewhere,
}

impl What {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Work, Self::Series, Self::Elsewhere];

    /// The word in its column and in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Series => "series",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// What a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|what| what.word() == word)
    }
}

impl Column for What {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        Self::of_word(&word)
            .ok_or_else(|| Error::broken(format!("the database holds a bookmark of the unknown thing “{word}”")))
    }
}

impl From<What> for Value<'_> {
    fn from(what: What) -> Self {
        Value::from(what.word())
    }
}

/// A bookmark as it is stored, with the names of whoever made it.
pub(super) struct BookmarkRow {
    pub(super) id: BookmarkId,
    pub(super) person: PersonId,
    pub(super) pseud_id: PseudId,
    pub(super) pseud: String,
    pub(super) account: String,
    pub(super) what: What,
    pub(super) subject: i64,
    pub(super) notes: Prose,
    pub(super) is_private: bool,
    pub(super) is_rec: bool,
    pub(super) is_hidden: bool,
    pub(super) at: i64,
}

impl BookmarkRow {
    /// `select …` of every column from a row `b`; goes on with a condition.
    pub(super) fn select<'v>() -> Sql<'v> {
        Sql::new(
            "select b.id, b.person_id, b.pseud_id, s.name, p.name, b.what, b.subject, b.notes, b.notes_source, b.cleaner,
             b.private, b.rec, b.hidden, b.at from bookmarks b join pseuds s on s.id = b.pseud_id
             join people p on p.id = b.person_id where ",
        )
    }

    /// Reads a row of [`BookmarkRow::select`].
    pub(super) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            person: row.get(1)?,
            pseud_id: row.get(2)?,
            pseud: row.get(3)?,
            account: row.get(4)?,
            what: row.get(5)?,
            subject: row.get(6)?,
            notes: Prose::stored(row.get(7)?, row.get(8)?, row.get::<i64>(9)? as u32),
            is_private: row.get(10)?,
            is_rec: row.get(11)?,
            is_hidden: row.get(12)?,
            at: row.get(13)?,
        })
    }
}
