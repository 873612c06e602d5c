//! The stored row of a collection: its columns once, its mapping once, and the words in which roles and consents are kept.

use manuscript::Prose;

use super::visibility::Standing;
use crate::db::{Cell, Column, Row, Sql, Value};
use crate::{CollectionId, Error, PersonId, Result, Viewer, works};

/// What somebody is to a collection (COL-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Decides about everything.
    Owner,
    /// Keeps works and members in order.
    Moderator,
    /// Puts works in without waiting.
    Member,
    /// Was asked to be a member, and has not answered.
    Invited,
    /// Has asked to be a member, and was not answered.
    Applied,
}

impl Role {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Owner, Self::Moderator, Self::Member, Self::Invited, Self::Applied];

    /// The word in its column and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Moderator => "moderator",
            Self::Member => "member",
            Self::Invited => "invited",
            Self::Applied => "applied",
        }
    }

    /// The role of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.word() == word)
    }

    /// Whether they keep the collection in order.
    pub const fn keeps(self) -> bool {
        matches!(self, Self::Owner | Self::Moderator)
    }

    /// Whether both sides have said yes.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Owner | Self::Moderator | Self::Member)
    }
}

/// What one side says to something in a collection (COL-5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Nothing yet.
    Waits,
    /// Yes.
    Yes,
    /// No.
    No,
}

impl Side {
    const ALL: &'static [Self] = &[Self::Waits, Self::Yes, Self::No];

    /// The word in its column.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waits => "waits",
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

impl Column for Role {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        Self::of_word(&word).ok_or_else(|| Error::broken(format!("the database holds the unknown role “{word}”")))
    }
}

impl Column for Side {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        let side = Self::ALL.iter().copied().find(|side| side.word() == word);
        side.ok_or_else(|| Error::broken(format!("the database holds the unknown consent “{word}”")))
    }
}

impl From<Role> for Value<'_> {
    fn from(role: Role) -> Self {
        Value::from(role.word())
    }
}

impl From<Side> for Value<'_> {
    fn from(side: Side) -> Self {
        Value::from(side.word())
    }
}

/// A collection as it is stored, and what this viewer is to it.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, as they are stored")]
pub(super) struct CollectionRow {
    pub(super) id: CollectionId,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) description: Prose,
    pub(super) intro: Prose,
    pub(super) faq: Prose,
    pub(super) rules: Prose,
    pub(super) email: String,
    pub(super) icon: Option<String>,
    pub(super) icon_alt: String,
    pub(super) header: String,
    pub(super) header_alt: String,
    pub(super) is_closed: bool,
    pub(super) is_moderated: bool,
    pub(super) is_unrevealed: bool,
    pub(super) is_anonymous: bool,
    pub(super) parent: Option<CollectionId>,
    pub(super) parent_agreed: bool,
    pub(super) reveals_at: Option<i64>,
    pub(super) names_at: Option<i64>,
    pub(super) made_at: i64,
    pub(super) standing: Standing,
}

impl CollectionRow {
    /// `select …` of every column for this viewer, from a row `c`; goes on with a condition.
    pub(super) fn select<'v>(viewer: &Viewer) -> Sql<'v> {
        let person = viewer.person().map_or(0, PersonId::number);
        let mut sql = Sql::new(
            "select c.id, c.name, c.title, c.description, c.description_source, c.intro, c.intro_source, c.faq,
             c.faq_source, c.rules, c.rules_source, c.cleaner, c.email, c.icon, c.icon_alt, c.closed, c.moderated,
             c.unrevealed, c.anonymous, c.parent_id, c.parent_agreed, c.reveals_at, c.names_at, c.made_at, c.hidden,
             c.ended, (select k.role from collection_people k where k.collection_id = c.id and k.person_id = ",
        );
        sql.bind(person).push("), (select k.role from collection_people k where c.parent_agreed and ");
        sql.push("k.collection_id = c.parent_id and k.person_id = ")
            .bind(person)
            .push("), c.header, c.header_alt from collections c where ");
        sql
    }

    /// Reads a row of [`CollectionRow::select`].
    pub(super) fn read(viewer: &Viewer, row: &Row<'_>) -> Result<Self> {
        let cleaner = row.get::<i64>(11)? as u32;
        let prose = |at| Ok::<_, Error>(Prose::stored(row.get(at)?, row.get(at + 1)?, cleaner));
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            title: row.get(2)?,
            description: prose(3)?,
            intro: prose(5)?,
            faq: prose(7)?,
            rules: prose(9)?,
            email: row.get(12)?,
            icon: row.get(13)?,
            icon_alt: row.get(14)?,
            header: row.get(28)?,
            header_alt: row.get(29)?,
            is_closed: row.get(15)?,
            is_moderated: row.get(16)?,
            is_unrevealed: row.get(17)?,
            is_anonymous: row.get(18)?,
            parent: row.get(19)?,
            parent_agreed: row.get(20)?,
            reveals_at: row.get(21)?,
            names_at: row.get(22)?,
            made_at: row.get(23)?,
            standing: Standing {
                is_hidden: row.get(24)?,
                is_ended: row.get(25)?,
                role: row.get(26)?,
                above: row.get(27)?,
                keeps_order: works::sees_all(viewer),
            },
        })
    }
}
