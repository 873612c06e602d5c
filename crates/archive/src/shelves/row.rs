//! The stored row of a shelf: its columns once, its mapping once. Private to this folder.

use crate::db::{Cell, Column, Row, Sql, Value};
use crate::{Error, PersonId, Result, ShelfId};

/// In which order the works of a shelf stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// What was put there last comes first.
    #[default]
    Added,
    /// By their titles.
    Title,
    /// As its reader has set them.
    Hand,
}

impl Sort {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Added, Self::Title, Self::Hand];

    /// The word in its column and in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Title => "title",
            Self::Hand => "hand",
        }
    }

    /// What a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|sort| sort.word() == word)
    }
}

impl Column for Sort {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        Self::of_word(&word)
            .ok_or_else(|| Error::broken(format!("the database holds a shelf in the unknown order “{word}”")))
    }
}

impl From<Sort> for Value<'_> {
    fn from(sort: Sort) -> Self {
        Value::from(sort.word())
    }
}

/// A shelf as it is stored, with its owner's name.
pub(super) struct ShelfRow {
    pub(super) id: ShelfId,
    pub(super) person: PersonId,
    pub(super) owner: String,
    pub(super) name: String,
    pub(super) is_public: bool,
    pub(super) is_hidden: bool,
    pub(super) sort: Sort,
    pub(super) at: i64,
}

impl ShelfRow {
    /// `select …` of every column from a row `h`; goes on with a condition.
    pub(super) fn select<'v>() -> Sql<'v> {
        Sql::new(
            "select h.id, h.person_id, p.name, h.name, h.public, h.hidden, h.sort, h.at from shelves h
             join people p on p.id = h.person_id where ",
        )
    }

    /// Reads a row of [`ShelfRow::select`].
    pub(super) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            person: row.get(1)?,
            owner: row.get(2)?,
            name: row.get(3)?,
            is_public: row.get(4)?,
            is_hidden: row.get(5)?,
            sort: row.get(6)?,
            at: row.get(7)?,
        })
    }
}
