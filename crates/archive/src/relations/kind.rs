//! The words for what one work is to another, and for what the other side says to it.

use manuscript::RelationKind;

use crate::db::{Cell, Column, Value};
use crate::{Error, Result};

/// What a work is to the one it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Inspired by it.
    Inspired,
    /// A translation of it.
    Translation,
    /// It, read aloud.
    Podfic,
}

impl Kind {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Inspired, Self::Translation, Self::Podfic];

    /// The word in its column and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Inspired => "inspired",
            Self::Translation => "translation",
            Self::Podfic => "podfic",
        }
    }

    /// What a work that comes from another is to it in a manuscript.
    pub const fn of_child(self) -> RelationKind {
        match self {
            Self::Inspired => RelationKind::InspiredBy,
            Self::Translation => RelationKind::TranslationOf,
            Self::Podfic => RelationKind::PodficOf,
        }
    }

    /// What the other is to the one that comes from it, in a manuscript.
    pub const fn of_parent(self) -> RelationKind {
        match self {
            Self::Inspired => RelationKind::Inspired,
            Self::Translation => RelationKind::Translation,
            Self::Podfic => RelationKind::Podfic,
        }
    }

    /// The kind that a manuscript says of what it comes from; none of what comes from it.
    pub fn said(said: RelationKind) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.of_child() == said)
    }

    /// The kind of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }
}

/// What the creators of a cited work say to it (REL-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    Waits,
    /// It may stand on their work's page.
    Approved,
    /// It may not.
    Refused,
}

impl Answer {
    const ALL: &'static [Self] = &[Self::Waits, Self::Approved, Self::Refused];

    /// The word in its column.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waits => "waits",
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }
}

fn unknown(word: &str) -> Error {
    Error::broken(format!("the database holds a relation of the unknown kind “{word}”"))
}

impl Column for Kind {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        Self::of_word(&word).ok_or_else(|| unknown(&word))
    }
}

impl Column for Answer {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        Self::ALL.iter().copied().find(|answer| answer.word() == word).ok_or_else(|| unknown(&word))
    }
}

impl From<Kind> for Value<'_> {
    fn from(kind: Kind) -> Self {
        Value::from(kind.word())
    }
}

impl From<Answer> for Value<'_> {
    fn from(answer: Answer) -> Self {
        Value::from(answer.word())
    }
}
