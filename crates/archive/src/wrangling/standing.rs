//! How a tag stands (WR-1).

use std::collections::HashMap;

use crate::db::{Cell, Column, Sql, Value, args};
use crate::tags::{self, Kind, Tag};
use crate::{Error, Result, TagId, Tx};

/// The ways a tag can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Nobody has decided yet.
    Unwrangled,
    /// The form that filters and lists know.
    Canonical,
    /// Means a canonical tag.
    Synonym,
    /// Means nothing that could be found by; in no bin.
    Unwrangleable,
    /// Not used in this archive: told nobody and found by nobody (TAG-10).
    Banned,
}

impl Standing {
    /// Every one.
    pub const ALL: &'static [Self] =
        &[Self::Unwrangled, Self::Canonical, Self::Synonym, Self::Unwrangleable, Self::Banned];

    /// The word in its column and in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unwrangled => "unwrangled",
            Self::Canonical => "canonical",
            Self::Synonym => "synonym",
            Self::Unwrangleable => "unwrangleable",
            Self::Banned => "banned",
        }
    }

    /// The standing of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|standing| standing.word() == word)
    }
}

impl Column for Standing {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        Self::of_word(&word).ok_or_else(|| Error::broken(format!("the database holds a tag that stands as “{word}”")))
    }
}

impl From<Standing> for Value<'_> {
    fn from(standing: Standing) -> Self {
        Value::from(standing.word())
    }
}

/// A tag with how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    /// The tag.
    pub tag: Tag,
    /// How it stands.
    pub standing: Standing,
    /// What a synonym means.
    pub merger: Option<TagId>,
}

impl Stand {
    /// The canonical tag it means: itself, or its merger; nothing for a tag that is wrangled into nothing.
    pub fn canonical(&self) -> Option<TagId> {
        match self.standing {
            Standing::Canonical => Some(self.tag.id),
            Standing::Synonym => self.merger,
            Standing::Unwrangled | Standing::Unwrangleable | Standing::Banned => None,
        }
    }
}

/// How a tag stands.
pub(super) fn of(tx: &Tx<'_>, tag: TagId) -> Result<Stand> {
    by_id(tx, tag)?.ok_or(Error::NotFound)
}

/// How a tag stands, if it is there.
pub(super) fn by_id(tx: &Tx<'_>, tag: TagId) -> Result<Option<Stand>> {
    let sql = "select id, kind, name, standing, merger_id from tags where id = $1";
    tx.first(sql, args![tag], read)
}

/// How those of these tags stand that are there.
pub(crate) fn of_ids(tx: &Tx<'_>, ids: &[TagId]) -> Result<HashMap<TagId, Stand>> {
    let mut sql = Sql::new("select id, kind, name, standing, merger_id from tags where id in ");
    sql.bind_list(ids.iter().copied());
    Ok(sql.all(tx, read)?.into_iter().map(|stand| (stand.tag.id, stand)).collect())
}

/// How the tag of this key stands, if there is one.
pub(super) fn by_key(tx: &Tx<'_>, name_key: &str) -> Result<Option<Stand>> {
    tx.first("select id, kind, name, standing, merger_id from tags where name_key = $1", args![name_key], read)
}

/// What a tag speaks of, if it is there.
pub(crate) fn kind_of(tx: &Tx<'_>, tag: TagId) -> Result<Option<Kind>> {
    tx.value("select kind from tags where id = $1", args![tag])
}

/// What is said of a tag in words.
pub(super) fn about(tx: &Tx<'_>, tag: TagId) -> Result<String> {
    Ok(tx.value("select about from tags where id = $1", args![tag])?.unwrap_or_default())
}

/// [`by_key`], unless lists show nobody a work that has it and nobody has said what it means: to whoever wrangles, such a tag
/// is not there.
pub(super) fn known(tx: &Tx<'_>, name_key: &str) -> Result<Option<Stand>> {
    let Some(stand) = by_key(tx, name_key)? else { return Ok(None) };
    Ok(tags::is_kept(tx, stand.tag.id)?.then_some(stand))
}

/// Whether a tag is the archive's own and stays as it is (TAG-5).
pub(super) fn is_ours(tag: &Tag) -> bool {
    tag.kind.is_fixed() || [tags::NO_FANDOM, tags::UNCATEGORIZED].contains(&tag.name.as_str())
}

/// Whether a tag is canonical and of this kind.
pub(super) fn is_canonical(stand: &Stand, kind: Kind) -> bool {
    stand.standing == Standing::Canonical && stand.tag.kind == kind
}

/// Reads `id, kind, name, standing, merger_id`.
pub(super) fn read(row: &crate::db::Row<'_>) -> Result<Stand> {
    let tag = Tag { id: row.get(0)?, kind: row.get(1)?, name: row.get(2)? };
    Ok(Stand { tag, standing: row.get(3)?, merger: row.get(4)? })
}
