//! Reading tags. A tag's name can be as telling as a title, so a tag is there for those who see a work that has it.

use std::collections::HashMap;

use super::known::known;
use super::{Kind, key};
use crate::db::{Row, Sql, args};
use crate::wrangling::Standing;
use crate::{Error, Result, TagId, Tx, Viewer, WorkId, works};

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its id.
    pub id: TagId,
    /// What it speaks of.
    pub kind: Kind,
    /// Its name, as first spelled.
    pub name: String,
}

impl Tag {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self { id: row.get(0)?, kind: row.get(1)?, name: row.get(2)? })
    }
}

/// The tag of this name in any spelling (TAG-3), unless it stands only on works that lists do not show this viewer.
pub fn by_name(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<Tag> {
    let name_key = key(name);
    let found = tx.first(
        "select id, kind, name from tags where name_key = $1 and standing <> 'banned'",
        args![&name_key],
        Tag::read,
    )?;
    let tag = found.ok_or(Error::NotFound)?;
    if tag.kind.is_fixed() || works::has_any_of_tag(viewer, tx, tag.id)? { Ok(tag) } else { Err(Error::NotFound) }
}

/// The tag of this name in any spelling for somebody who looks for works: unless it stands only on works that lists do not
/// show this viewer, and is not canonical, which a wrangler has told everybody. With the canonical tag that it means.
pub fn to_find(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<Option<(Tag, Option<Tag>)>> {
    let name_key = key(name);
    let text = "select id, kind, name, standing, merger_id from tags where name_key = $1 and standing <> 'banned'";
    let read = |row: &Row<'_>| Ok((Tag::read(row)?, row.get::<Standing>(3)?, row.get::<Option<TagId>>(4)?));
    let Some((tag, standing, merger)) = tx.first(text, args![&name_key], read)? else { return Ok(None) };
    let is_told = standing == Standing::Canonical || works::has_any_of_tag(viewer, tx, tag.id)?;
    let Some(merger) = merger.filter(|_| is_told) else { return Ok(is_told.then_some((tag, None))) };
    Ok(Some((tag, of_ids(tx, &[merger])?.remove(&merger))))
}

/// The keys of all names under which a tag that means the same as this one can stand: its own, and, where the viewer may know of
/// the tag, those of its canonical tag and that one's synonyms.
pub(crate) fn of_meaning(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<Vec<String>> {
    let mut keys = vec![key(name)];
    if let Some((tag, means)) = to_find(viewer, tx, name)? {
        keys.extend(tx.all(
            "select name_key from tags where (id = $1 or merger_id = $1) and standing <> 'banned' order by id limit $2",
            args![means.map_or(tag.id, |means| means.id), MOST_NAMES],
            |row| row.get::<String>(0),
        )?);
    }
    Ok(keys)
}

/// So many names of one tag are looked for.
const MOST_NAMES: i64 = 200;

/// These tags by number. Whoever asks has made sure that they may be told.
pub(crate) fn of_ids(tx: &Tx<'_>, ids: &[TagId]) -> Result<HashMap<TagId, Tag>> {
    Ok(known(tx, ids.iter().copied())?.into_iter().map(|(id, known)| (id, known.tag.clone())).collect())
}

/// The tags of works that have passed the gate, in the order of their pages, and whether they are only in the background.
pub(crate) fn of_works(tx: &Tx<'_>, works: &[WorkId]) -> Result<Vec<(WorkId, (Tag, bool))>> {
    let mut sql = Sql::new("select c.work_id, c.tag_id, c.is_side from work_tags c where c.work_id in ");
    sql.bind_list(works.iter().copied()).push(" order by c.work_id, c.position");
    let rows = sql.all(tx, |row| Ok((row.get::<WorkId>(0)?, row.get::<TagId>(1)?, row.get::<bool>(2)?)))?;
    let known = known(tx, rows.iter().map(|(_, tag, _)| *tag))?;
    let told = |tag| known.get(&tag).filter(|known| !known.is_banned).map(|known| known.tag.clone());
    Ok(rows.into_iter().filter_map(|(work, tag, is_side)| Some((work, (told(tag)?, is_side)))).collect())
}
