//! Fandoms by the medium they came in (WR-8, WR-18). One without a medium stands under the archive's own medium for those,
//! without anybody's having put it there.

use std::collections::HashMap;

use super::standing::{self, Stand, Standing};
use crate::db::args;
use crate::tags::{self, Kind, Tag, key};
use crate::works::FandomCount;
use crate::{Error, Result, TagId, Tx};

/// So many fandoms of a medium stand on the page of all media.
const TOP: usize = 5;

/// A medium with fandoms that are in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medium {
    /// The medium.
    pub tag: Tag,
    /// The most used; of those without a medium, the ones written in last.
    pub top: Vec<FandomCount>,
    /// How many there are.
    pub fandoms: u64,
}

/// The media of these fandoms, which somebody has seen, by name; what has none comes last.
pub fn media(tx: &Tx<'_>, fandoms: &[FandomCount]) -> Result<Vec<Medium>> {
    let nowhere = uncategorized(tx)?;
    let mut shelves = shelves(tx, fandoms)?;
    let loose = nowhere.as_ref().and_then(|tag| shelves.remove(&tag.id).map(|fandoms| (tag.clone(), fandoms)));
    let mut media = Vec::new();
    for stand in all(tx)? {
        if let Some(mut fandoms) = shelves.remove(&stand.tag.id) {
            fandoms.sort_by_key(|fandom| std::cmp::Reverse(fandom.works));
            media.push(medium(stand.tag, fandoms));
        }
    }
    if let Some((tag, mut fandoms)) = loose {
        fandoms.sort_by_key(|fandom| std::cmp::Reverse(fandom.revised));
        media.push(medium(tag, fandoms));
    }
    Ok(media)
}

/// The medium of a name in any spelling, with those of these fandoms, which somebody has seen, that belong to it.
pub fn fandoms_of(tx: &Tx<'_>, name: &str, fandoms: &[FandomCount]) -> Result<(Tag, Vec<FandomCount>)> {
    let stand = standing::by_key(tx, &key(name))?;
    let is_medium = |stand: &Stand| stand.tag.kind == Kind::Media && stand.standing == Standing::Canonical;
    let tag = stand.filter(is_medium).ok_or(Error::NotFound)?.tag;
    let fandoms = shelves(tx, fandoms)?.remove(&tag.id).unwrap_or_default();
    Ok((tag, fandoms))
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
fn shelves(tx: &Tx<'_>, fandoms: &[FandomCount]) -> Result<HashMap<TagId, Vec<FandomCount>>> {
    let mut of: HashMap<TagId, Vec<TagId>> = HashMap::new();
    let filed = tx.all(
        "select p.tag_id, p.parent_id from tag_parents p join tags m on m.id = p.parent_id where m.kind = $1",
        args![Kind::Media],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (fandom, medium) in filed {
        of.entry(fandom).or_default().push(medium);
    }
    let nowhere = uncategorized(tx)?;
    let mut shelves: HashMap<TagId, Vec<FandomCount>> = HashMap::new();
    for fandom in fandoms {
        let media = of.get(&fandom.tag.id).cloned();
        let loose = || nowhere.iter().filter(|_| fandom.tag.name != tags::NO_FANDOM).map(|tag| tag.id).collect();
        for medium in media.unwrap_or_else(loose) {
            shelves.entry(medium).or_default().push(fandom.clone());
        }
    }
    Ok(shelves)
}

fn medium(tag: Tag, mut fandoms: Vec<FandomCount>) -> Medium {
    let count = fandoms.len() as u64;
    fandoms.truncate(TOP);
    Medium { tag, top: fandoms, fandoms: count }
}
