//! How many works lists show a viewer by tags: of a tag with all that it stands for, and of every fandom (WR-12, WR-15).
//!
//! Only what stands in lists is counted: drafts, hidden works and mysteries are in no count.

use super::read::cards;
use super::seen::WorkCard;
use super::visibility::listed_sql;
use crate::blocks::unmuted_sql;
use crate::db::Sql;
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

/// A few works that have a tag, the newest first: enough to see what it is about.
pub fn some_of_tag(viewer: &Viewer, tx: &Tx<'_>, tag: TagId, limit: u64) -> Result<Vec<WorkCard>> {
    let mut sql = Sql::new("select work_id from work_tags where tag_id = ");
    sql.bind(tag).push(" and ");
    listed_sql(&mut sql, viewer);
    unmuted_sql(&mut sql, viewer, "work_tags.work_id");
    sql.push(" order by revised_at desc, work_id desc limit ").bind(limit as i64);
    let ids: Vec<WorkId> = sql.all(tx, |row| row.get(0))?;
    cards(viewer, tx, &ids)
}
