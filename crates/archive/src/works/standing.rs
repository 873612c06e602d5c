//! The facts about a work that decide who sees it, and the words in which they are kept.

use crate::db::{Cell, Column, Value};
use crate::{Error, Result};

/// For whom its author has made a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// Everybody.
    Everyone,
    /// Members: a guest is invited to log in.
    Members,
    /// The people its author has named.
    Named,
    /// Whoever holds the key of its secret link.
    Link,
}

impl Access {
    /// Every one, the widest first.
    pub const ALL: &'static [Self] = &[Self::Everyone, Self::Members, Self::Named, Self::Link];

    /// The word in its column and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Members => "members",
            Self::Named => "named",
            Self::Link => "link",
        }
    }

    /// The access of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|access| access.word() == word)
    }
}

impl Column for Access {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        Self::of_word(&word)
            .ok_or_else(|| Error::broken(format!("the database holds a work of the unknown access “{word}”")))
    }
}

impl From<Access> for Value<'_> {
    fn from(access: Access) -> Self {
        Value::from(access.word())
    }
}

/// Whether a work lies in the bin, and whether its address says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deleted {
    /// It is there.
    No,
    /// It is deleted, and its address says nothing.
    Silently,
    /// It is deleted, and its address says what its author allowed.
    Told,
}

impl Deleted {
    /// Every one.
    pub(crate) const ALL: &'static [Self] = &[Self::No, Self::Silently, Self::Told];

    /// The word in its column.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Silently => "silently",
            Self::Told => "told",
        }
    }
}

impl Column for Deleted {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        let deleted = Self::ALL.iter().copied().find(|deleted| deleted.word() == word);
        deleted.ok_or_else(|| Error::broken(format!("the database holds a work deleted in the unknown way “{word}”")))
    }
}

/// The facts about a work that decide who sees it.
#[expect(clippy::struct_excessive_bools, reason = "independent facts; the twin test tries all combinations")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Not a draft, or one whose time to post itself has come (DRAFT-1).
    pub(crate) posted: bool,
    /// For whom its author has made it.
    pub(crate) access: Access,
    /// Hidden by a moderator (VIS-10).
    pub(crate) hidden: bool,
    /// A mystery for now (VIS-2).
    pub(crate) unrevealed: bool,
    /// Shown without the names of its creators (VIS-3).
    pub(crate) anonymous: bool,
    /// Whether it lies in the bin.
    pub(crate) deleted: Deleted,
    /// What this viewer has to do with it.
    pub(crate) tie: Tie,
}

/// What a viewer has to do with a work.
#[expect(clippy::struct_excessive_bools, reason = "independent facts; the twin test tries them all")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tie {
    /// One of its creators.
    pub(crate) is_creator: bool,
    /// Asked to be one, and has not answered (COCR-1).
    pub(crate) is_invited: bool,
    /// Named by its author as a reader.
    pub(crate) is_named: bool,
    /// Has shown the key of its secret link.
    pub(crate) has_key: bool,
    /// Keeps a collection in order in which its creators want it: sees it before it is revealed.
    pub(crate) keeps: bool,
}

impl Standing {
    /// A new work that nothing has happened to yet, as a stranger sees it.
    pub(crate) const fn new(posted: bool, access: Access) -> Self {
        let tie = Tie { is_creator: false, is_invited: false, is_named: false, has_key: false, keeps: false };
        Self { posted, access, hidden: false, unrevealed: false, anonymous: false, deleted: Deleted::No, tie }
    }
}
