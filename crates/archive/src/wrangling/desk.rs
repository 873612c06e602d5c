//! What lies on a wrangler's desk: one tag with all that was decided about it, and samples of the works that have it.
//!
//! Wranglers are told of a tag what lists show them, and of what was decided all: a name that only unseen works know is not
//! there for them.

use super::counting::{ByTables, Counting};
use super::kinship::{parents_of, synonyms_of};
use super::standing::{self, Stand, Standing};
use super::{metatags, wranglers};
use crate::accounts::{Power, require};
use crate::tags::key;
use crate::{Error, Result, Slip, TagId, Tx, Viewer};

/// A tag as it lies on the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnDesk {
    /// The tag and how it stands.
    pub stand: Stand,
    /// The canonical tag that it means.
    pub merger: Option<Stand>,
    /// What it belongs to.
    pub parents: Vec<Stand>,
    /// What means it.
    pub synonyms: Vec<Stand>,
    /// What it is right a part of.
    pub metatags: Vec<Stand>,
    /// What is right a part of it.
    pub subtags: Vec<Stand>,
    /// What is said of it in words.
    pub about: String,
    /// How many works it finds.
    pub works: u64,
    /// Of a fandom, who wrangles it.
    pub wranglers: Vec<String>,
}

/// The tag of a name with all that was decided about it.
pub fn on_desk(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<OnDesk> {
    on_desk_by(&ByTables, viewer, tx, name)
}

/// [`on_desk`] with whoever counts.
pub(crate) fn on_desk_by(counting: &impl Counting, viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<OnDesk> {
    require(viewer, tx, Power::Wrangle)?;
    let stand = standing::by_key(tx, &key(name))?.ok_or(Error::NotFound)?;
    if !counting.is_kept(viewer, tx, &stand)? {
        return Err(Error::NotFound);
    }
    // What is not used here is the owners' to look at (TAG-10).
    if stand.standing == Standing::Banned && !may_mend(viewer, tx)? {
        return Err(Error::NotFound);
    }
    let tag = stand.tag.id;
    let all = |tags: Vec<TagId>| tags.into_iter().map(|tag| standing::of(tx, tag)).collect::<Result<Vec<_>>>();
    let by_name = |mut stands: Vec<Stand>| {
        stands.sort_by_cached_key(|stand| key(&stand.tag.name));
        stands
    };
    Ok(OnDesk {
        about: standing::about(tx, tag)?,
        merger: stand.merger.map(|merger| standing::of(tx, merger)).transpose()?,
        parents: parents_of(tx, tag)?,
        synonyms: synonyms_of(tx, tag)?,
        metatags: by_name(all(metatags::above(tx, tag)?)?),
        subtags: by_name(all(metatags::below(tx, tag)?)?),
        works: counting.found_by(viewer, tx, tag)?,
        wranglers: wranglers::names_of_fandom(tx, tag)?,
        stand,
    })
}

fn may_mend(viewer: &Viewer, tx: &Tx<'_>) -> Result<bool> {
    match require(viewer, tx, Power::MendTags) {
        Ok(()) => Ok(true),
        Err(Error::Forbidden(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

/// The tag of a name that a wrangler typed into a field.
pub fn named(viewer: &Viewer, tx: &Tx<'_>, field: &'static str, name: &str) -> Result<Stand> {
    require(viewer, tx, Power::Wrangle)?;
    if name.is_empty() {
        return Err(Error::invalid(field, Slip::Missing));
    }
    let unknown = || Error::invalid(field, Slip::NoSuchTag { name: name.chars().take(150).collect() });
    standing::known(tx, &key(name))?.ok_or_else(unknown)
}
