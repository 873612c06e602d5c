//! A tag's own page (WR-16): what it means, and what stands around it.
//!
//! A tag is there for those whom lists show a work that has it, and a canonical one for everybody: that was a wrangler's
//! decision. Of synonyms only those are told that stand on works this viewer's lists show.

use std::collections::HashMap;

use super::counting::{ByTables, Counting};
use super::kinship::{parents_of, synonyms_of};
use super::standing::{self, Stand, Standing};
use crate::db::args;
use crate::tags::{Kind, key};
use crate::{Error, Result, TagId, Tx, Viewer};

/// A tag as somebody has seen it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenTag {
    /// The tag and how it stands.
    pub stand: Stand,
    /// The canonical tag that a synonym means.
    pub merger: Option<Stand>,
    /// What is said of it in words.
    pub about: String,
    /// How many works it finds: a synonym those of what it means (WR-13).
    pub works: u64,
    /// What stands around it.
    pub relatives: Relatives,
}

/// What stands around a tag, each by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relatives {
    /// What it belongs to.
    pub parents: Vec<Stand>,
    /// What means it.
    pub synonyms: Vec<Stand>,
    /// What it is a part of, and whether right so.
    pub metatags: Vec<(Stand, bool)>,
    /// What is right a part of it.
    pub subtags: Vec<Stand>,
    /// What is a part of it, however far down, with how far: each below what it is right a part of.
    pub tree: Vec<(Stand, usize)>,
    /// The canonical tags that belong to it, the most used of each kind.
    pub children: Vec<(Kind, Vec<Stand>)>,
}

/// The tag of a name in any spelling, with what stands around it.
pub fn show(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<SeenTag> {
    show_by(&ByTables, viewer, tx, name)
}

/// [`show`] with whoever counts.
pub(crate) fn show_by(counting: &impl Counting, viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<SeenTag> {
    let stand = standing::by_key(tx, &key(name))?.ok_or(Error::NotFound)?;
    let is_public = stand.standing == Standing::Canonical;
    if stand.standing == Standing::Banned {
        return Err(Error::NotFound);
    }
    if !is_public && counting.shown(viewer, tx, &[stand.tag.id])? != [true] {
        return Err(Error::NotFound);
    }
    let merger = stand.merger.map(|merger| standing::of(tx, merger)).transpose()?;
    let works = counting.found_by(viewer, tx, stand.canonical().unwrap_or(stand.tag.id))?;
    let relatives = relatives(counting, viewer, tx, &stand)?;
    let about = standing::about(tx, stand.tag.id)?;
    Ok(SeenTag { stand, merger, about, works, relatives })
}

fn relatives(counting: &impl Counting, viewer: &Viewer, tx: &Tx<'_>, stand: &Stand) -> Result<Relatives> {
    let tag = stand.tag.id;
    let mut synonyms = synonyms_of(tx, tag)?;
    let ids: Vec<TagId> = synonyms.iter().map(|synonym| synonym.tag.id).collect();
    let mut seen = counting.shown(viewer, tx, &ids)?.into_iter();
    synonyms.retain(|_| seen.next().unwrap_or(false));
    let kinds: &[Kind] = match stand.tag.kind {
        Kind::Media => &[Kind::Fandom],
        Kind::Fandom => &[Kind::Character, Kind::Relationship, Kind::Additional],
        Kind::Character => &[Kind::Relationship],
        _ => &[],
    };
    let children = kinds.iter().map(|kind| Ok((*kind, counting.children(viewer, tx, tag, *kind)?)));
    Ok(Relatives {
        parents: parents_of(tx, tag)?,
        synonyms,
        metatags: metatags(tx, tag)?,
        subtags: subtags(tx, tag)?,
        tree: tree(tx, tag)?,
        children: children.collect::<Result<_>>()?,
    })
}

fn metatags(tx: &Tx<'_>, tag: TagId) -> Result<Vec<(Stand, bool)>> {
    tx.all(
        "select t.id, t.kind, t.name, t.standing, t.merger_id, m.is_direct from metatags m join tags t on t.id = m.meta_id
         where m.sub_id = $1 order by t.name_key",
        args![tag],
        |row| Ok((standing::read(row)?, row.get(5)?)),
    )
}

fn subtags(tx: &Tx<'_>, tag: TagId) -> Result<Vec<Stand>> {
    tx.all(
        "select t.id, t.kind, t.name, t.standing, t.merger_id from metatags m join tags t on t.id = m.sub_id
         where m.meta_id = $1 and m.is_direct order by t.name_key",
        args![tag],
        standing::read,
    )
}

/// So deep and so long a tree of subtags is told.
const DEEP: usize = 6;
const LONG: usize = 500;

/// What is a part of a tag by whatever way, each below what it is right a part of, by name.
fn tree(tx: &Tx<'_>, tag: TagId) -> Result<Vec<(Stand, usize)>> {
    let edges: Vec<(TagId, Stand)> = tx.all(
        "select t.id, t.kind, t.name, t.standing, t.merger_id, m.meta_id from metatags m join tags t on t.id = m.sub_id
         where m.is_direct and (m.meta_id = $1 or m.meta_id in (select sub_id from metatags where meta_id = $1))
         order by t.name_key desc",
        args![tag],
        |row| Ok((row.get(5)?, standing::read(row)?)),
    )?;
    let mut below: HashMap<TagId, Vec<Stand>> = HashMap::new();
    for (meta, sub) in edges {
        below.entry(meta).or_default().push(sub);
    }
    let under = |tag: TagId, depth: usize| below.get(&tag).into_iter().flatten().map(move |sub| (sub.clone(), depth));
    let (mut tree, mut open): (Vec<(Stand, usize)>, Vec<_>) = (Vec::new(), under(tag, 0).collect());
    while let Some((stand, depth)) = open.pop() {
        if depth < DEEP && tree.len() < LONG {
            open.extend(under(stand.tag.id, depth + 1));
            tree.push((stand, depth));
        }
    }
    Ok(tree)
}
