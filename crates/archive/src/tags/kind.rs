//! The kinds of tags (TAG-1).

use crate::db::{Cell, Column, Value};
use crate::{Error, Result};

/// What a tag speaks of. The order is the order on a work's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// How explicit; fixed (TAG-5).
    Rating,
    /// What is warned of; fixed (TAG-5).
    Warning,
    /// What kind of relationships; fixed (TAG-5).
    Category,
    /// What the world came in: books, films; on no work, it holds fandoms.
    Media,
    /// The world it is written in.
    Fandom,
    /// Who with whom.
    Relationship,
    /// Who.
    Character,
    /// Everything else: “additional tags”, also called freeforms.
    Additional,
}

impl Kind {
    /// Every kind, in the order of a work's page.
    pub const ALL: &'static [Self] = &[
        Self::Rating,
        Self::Warning,
        Self::Category,
        Self::Media,
        Self::Fandom,
        Self::Relationship,
        Self::Character,
        Self::Additional,
    ];

    /// The word in tables and addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rating => "rating",
            Self::Warning => "warning",
            Self::Category => "category",
            Self::Media => "media",
            Self::Fandom => "fandom",
            Self::Relationship => "relationship",
            Self::Character => "character",
            Self::Additional => "additional",
        }
    }

    /// What stands behind the dash when a name is taken by another kind: `Romania - Freeform` (TAG-4).
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Rating => "Rating",
            Self::Warning => "Warning",
            Self::Category => "Category",
            Self::Media => "Media",
            Self::Fandom => "Fandom",
            Self::Relationship => "Relationship",
            Self::Character => "Character",
            Self::Additional => "Freeform",
        }
    }

    /// Whether the set is closed: nobody can make a new one (TAG-5).
    pub const fn is_fixed(self) -> bool {
        matches!(self, Self::Rating | Self::Warning | Self::Category)
    }
}

impl Column for Kind {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        let kind = Self::ALL.iter().copied().find(|kind| kind.word() == word);
        kind.ok_or_else(|| Error::broken(format!("the database holds a tag of the unknown kind “{word}”")))
    }
}

impl From<Kind> for Value<'_> {
    fn from(kind: Kind) -> Self {
        Value::from(kind.word())
    }
}
