//! Fandoms by the medium they came in (WR-8, WR-18). One without a medium stands under the archive's own medium for those,
//! without anybody's having put it there.

use std::collections::HashMap;

use super::standing::{self, Stand, Standing};
use crate::db::args;
use crate::tags::{self, Kind, Tag, key};
use crate::{Error, Result, TagId, Tx};

/// So many fandoms of a medium stand on the page of all media.
const TOP: usize = 5;

/// So many names are read at once.
const AT_ONCE: usize = 500;

/// How many works somebody finds by a fandom.
type Count = (TagId, u64);

/// The newest of some fandoms, as many as are wanted.
pub type Newest<'n> = &'n dyn Fn(&[TagId], usize) -> Result<Vec<Count>>;

/// A medium with fandoms that are in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medium {
    /// The medium.
    pub tag: Tag,
    /// The most used; of those without a medium, the ones written in last.
    pub top: Vec<(Tag, u64)>,
    /// How many there are.
    pub fandoms: u64,
}

/// The media of these fandoms, which somebody finds, the most used first, by name; what has none comes last, and of it the
/// newest are told.
pub fn media(tx: &Tx<'_>, fandoms: &[Count], newest: Newest<'_>) -> Result<Vec<Medium>> {
    let mut shelves = shelves(tx, fandoms)?;
    let mut stands: Vec<Tag> = all(tx)?.into_iter().map(|stand| stand.tag).collect();
    let nowhere = uncategorized(tx)?;
    stands.extend(nowhere.clone());
    let mut media = Vec::new();
    for tag in stands {
        let Some(fandoms) = shelves.remove(&tag.id) else { continue };
        let top = if nowhere.as_ref() == Some(&tag) {
            newest(&fandoms.iter().map(|(fandom, _)| *fandom).collect::<Vec<_>>(), TOP)?
        } else {
            fandoms.iter().take(TOP).copied().collect()
        };
        media.push(Medium { tag, top: named(tx, &top)?, fandoms: fandoms.len() as u64 });
    }
    Ok(media)
}

/// The medium of a name in any spelling, with those of these fandoms, which somebody finds, that belong to it.
pub fn fandoms_of(tx: &Tx<'_>, name: &str, fandoms: &[Count]) -> Result<(Tag, Vec<(Tag, u64)>)> {
    let stand = standing::by_key(tx, &key(name))?;
    let is_medium = |stand: &Stand| stand.tag.kind == Kind::Media && stand.standing == Standing::Canonical;
    let tag = stand.filter(is_medium).ok_or(Error::NotFound)?.tag;
    let fandoms = shelves(tx, fandoms)?.remove(&tag.id).unwrap_or_default();
    Ok((tag, named(tx, &fandoms)?))
}

/// Fandoms with their names.
fn named(tx: &Tx<'_>, fandoms: &[Count]) -> Result<Vec<(Tag, u64)>> {
    let mut all = Vec::with_capacity(fandoms.len());
    for some in fandoms.chunks(AT_ONCE) {
        let mut tags = tags::of_ids(tx, &some.iter().map(|(tag, _)| *tag).collect::<Vec<_>>())?;
        all.extend(some.iter().filter_map(|(tag, works)| Some((tags.remove(tag)?, *works))));
    }
    Ok(all)
}

/// The canonical media, by name, that fandoms can be given.
pub fn all(tx: &Tx<'_>) -> Result<Vec<Stand>> {
    let media: Vec<Stand> = tx.all(
        "select id, kind, name, standing, merger_id from tags where kind = $1 and standing = 'canonical' order by name_key",
        args![Kind::Media],
        standing::read,
    )?;
    Ok(media.into_iter().filter(|stand| stand.tag.name != tags::UNCATEGORIZED).collect())
}

/// The archive's own medium, for fandoms that have none.
fn uncategorized(tx: &Tx<'_>) -> Result<Option<Tag>> {
    let stand = standing::by_key(tx, &key(tags::UNCATEGORIZED))?;
    Ok(stand.map(|stand| stand.tag).filter(|tag| tag.kind == Kind::Media))
}

/// The fandoms that are in use, by their media; one of several media stands under each.
fn shelves(tx: &Tx<'_>, fandoms: &[Count]) -> Result<HashMap<TagId, Vec<Count>>> {
    let mut of: HashMap<TagId, Vec<TagId>> = HashMap::new();
    let filed = tx.all(
        "select p.tag_id, p.parent_id from tag_parents p join tags m on m.id = p.parent_id where m.kind = $1",
        args![Kind::Media],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (fandom, medium) in filed {
        of.entry(fandom).or_default().push(medium);
    }
    let (nowhere, none) = (uncategorized(tx)?, standing::by_key(tx, &key(tags::NO_FANDOM))?);
    let loose: Vec<TagId> = nowhere.iter().map(|tag| tag.id).collect();
    let mut shelves: HashMap<TagId, Vec<Count>> = HashMap::new();
    for fandom in fandoms {
        let is_none = none.as_ref().is_some_and(|none| none.tag.id == fandom.0);
        let media = of.get(&fandom.0).or(Some(&loose).filter(|_| !is_none));
        for medium in media.into_iter().flatten() {
            shelves.entry(*medium).or_default().push(*fandom);
        }
    }
    Ok(shelves)
}
