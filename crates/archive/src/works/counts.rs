//! How many works lists show a viewer by tags: of a tag with all that it stands for, and of every fandom (WR-12, WR-15).
//!
//! Only what stands in lists is counted: drafts, hidden works and mysteries are in no count.

use std::collections::HashMap;

use super::read::cards;
use super::seen::WorkCard;
use super::visibility::listed_sql;
use crate::blocks::unmuted_sql;
use crate::db::Sql;
use crate::tags::{Kind, Tag};
use crate::{Result, TagId, Tx, Viewer, WorkId};

/// How many works are found by a tag: by a canonical one with its synonyms, its subtags and theirs, by any other only those
/// that have it (WR-12).
pub fn count_of_tag(viewer: &Viewer, tx: &Tx<'_>, tag: TagId) -> Result<u64> {
    let mut sql = Sql::new("with within (id) as (select cast(");
    sql.bind(tag).push(" as bigint) union select sub_id from metatags where meta_id = ").bind(tag);
    sql.push(
        "), wide (id) as (select id from within union select t.id from tags t join within on t.merger_id = within.id)
         select count(distinct c.work_id) from work_tags c where c.tag_id in (select id from wide) and c.",
    );
    listed_sql(&mut sql, viewer);
    unmuted_sql(&mut sql, viewer, "c.work_id");
    Ok(sql.value::<i64>(tx)?.unwrap_or(0) as u64)
}

fn newest_of_tag(viewer: &Viewer, tx: &Tx<'_>, tag: TagId, limit: u64) -> Result<Vec<WorkId>> {
    let mut sql = Sql::new("select work_id from work_tags where tag_id = ");
    sql.bind(tag).push(" and ");
    listed_sql(&mut sql, viewer);
    unmuted_sql(&mut sql, viewer, "work_tags.work_id");
    sql.push(" order by revised_at desc, work_id desc limit ").bind(limit as i64);
    sql.all(tx, |row| row.get(0))
}

/// A few works of each of these tags, in their order, the newest first: enough to see what they are about.
pub fn some_of_tags(viewer: &Viewer, tx: &Tx<'_>, tags: &[TagId], limit: u64) -> Result<Vec<Vec<WorkCard>>> {
    let ids = tags.iter().map(|tag| newest_of_tag(viewer, tx, *tag, limit)).collect::<Result<Vec<_>>>()?;
    let mut all: Vec<WorkId> = ids.concat();
    all.sort_unstable();
    all.dedup();
    let found: HashMap<WorkId, WorkCard> = cards(viewer, tx, &all)?.into_iter().map(|card| (card.id, card)).collect();
    let of = |ids: Vec<WorkId>| ids.iter().filter_map(|id| found.get(id).cloned()).collect();
    Ok(ids.into_iter().map(of).collect())
}

/// A fandom with its number of works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FandomCount {
    /// The fandom: a canonical one, or one that nobody has decided about.
    pub tag: Tag,
    /// How many works lists show this viewer, of it, its synonyms, its subtags and theirs (WR-12).
    pub works: u64,
    /// When one of them was revised last, in milliseconds since 1970.
    pub revised: i64,
}

/// Every fandom with works that lists show this viewer, by name: synonyms under what they mean (WR-14).
pub fn fandoms(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<FandomCount>> {
    let mut meanings: HashMap<TagId, Vec<TagId>> = HashMap::new();
    for (tag, means) in found_by(tx)? {
        meanings.entry(tag).or_default().push(means);
    }
    let mut counts: HashMap<TagId, Count> = HashMap::new();
    for (tag, works, revised) in by_spelling(viewer, tx)? {
        for means in meanings.get(&tag).into_iter().flatten() {
            let count = counts.entry(*means).or_default();
            *count = Count { works: count.works + works, revised: count.revised.max(revised), tags: count.tags + 1 };
        }
    }
    let named = tx.all(
        "select id, name from tags where kind = 'fandom' and standing <> 'banned' order by name_key",
        &[],
        |row| Ok(Tag { id: row.get(0)?, kind: Kind::Fandom, name: row.get(1)? }),
    )?;
    let counted = |tag: Tag| {
        let Some(count) = counts.get(&tag.id) else { return Ok(None) };
        // A work that has two spellings of one fandom is one work.
        let works = if count.tags == 1 { count.works } else { count_of_tag(viewer, tx, tag.id)? };
        Ok(Some(FandomCount { tag, works, revised: count.revised }))
    };
    named.into_iter().filter_map(|tag| counted(tag).transpose()).collect()
}

/// What is counted of a fandom: works, the last time one was revised, and of how many spellings.
#[derive(Default)]
struct Count {
    works: u64,
    revised: i64,
    tags: usize,
}

/// Every tag of a fandom with each tag that finds what has it: what it means, and all that this is a part of.
fn found_by(tx: &Tx<'_>) -> Result<Vec<(TagId, TagId)>> {
    tx.all(
        "with means (tag_id, root) as (select id, coalesce(merger_id, id) from tags where kind = 'fandom')
         select tag_id, root from means
         union select means.tag_id, m.meta_id from means join metatags m on m.sub_id = means.root",
        &[],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Every tag of a fandom that stands on works in this viewer's lists, with how many and with when one was revised last.
fn by_spelling(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<(TagId, u64, i64)>> {
    let mut sql = Sql::new(
        "select c.tag_id, count(*), max(c.revised_at) from work_tags c
         where c.tag_id in (select id from tags where kind = 'fandom') and c.",
    );
    listed_sql(&mut sql, viewer);
    unmuted_sql(&mut sql, viewer, "c.work_id");
    sql.push(" group by c.tag_id");
    sql.all(tx, |row| Ok((row.get(0)?, row.get::<i64>(1)? as u64, row.get(2)?)))
}
