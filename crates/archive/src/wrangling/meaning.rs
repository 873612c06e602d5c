//! What a tag stands for when works are looked for (WR-11, WR-12).

use crate::db::{Sql, args};
use crate::{Result, TagId, Tx};

/// The canonical tag that a tag means: itself, its merger, or nothing.
pub fn means(tx: &Tx<'_>, tag: TagId) -> Result<Option<TagId>> {
    let sql = "select case when standing = 'canonical' then id else merger_id end from tags where id = $1";
    Ok(tx.value::<Option<TagId>>(sql, args![tag])?.flatten())
}

/// What these tags are found by: themselves, the canonical tags they mean, and what those are a part of.
pub(crate) fn finders(tx: &Tx<'_>, tags: &[TagId]) -> Result<Vec<TagId>> {
    let mut sql = Sql::new("with own (id) as (select id from tags where standing <> 'banned' and id in ");
    sql.bind_list(tags.iter().copied());
    sql.push(
        "), meant (id) as (select coalesce(t.merger_id, t.id) from tags t join own on own.id = t.id)
         select id from own union select id from meant union select m.meta_id from metatags m join meant on meant.id = m.sub_id",
    );
    sql.all(tx, |row| row.get(0))
}

/// All tags of which a work must have one to be found by this tag: a canonical tag with its synonyms, its subtags and
/// theirs; of any other only itself (WR-12).
pub fn widened(tx: &Tx<'_>, tag: TagId) -> Result<Vec<TagId>> {
    if means(tx, tag)? != Some(tag) {
        return Ok(vec![tag]);
    }
    tx.all(
        "with within (id) as (select cast($1 as bigint) union all select sub_id from metatags where meta_id = $1)
         select id from within union select t.id from tags t join within on t.merger_id = within.id",
        args![tag],
        |row| row.get(0),
    )
}
