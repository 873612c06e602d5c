//! Metatags and subtags, with their closure (WR-9): every tag knows every tag that it is a part of, however far up.
//!
//! Only filtering goes by it; what belongs to a subtag does not belong to its metatag (WR-10).

use crate::db::args;
use crate::{Result, TagId, Tx};

/// Says that `sub` is a part of `meta`, and settles what is below. The caller has seen that it makes no circle.
pub(super) fn put(tx: &Tx<'_>, sub: TagId, meta: TagId) -> Result<u64> {
    let changed = tx.run(
        "insert into metatags (sub_id, meta_id, is_direct) values ($1, $2, $3)
         on conflict (sub_id, meta_id) do update set is_direct = excluded.is_direct where not metatags.is_direct",
        args![sub, meta, true],
    )?;
    settle(tx, sub)?;
    Ok(changed)
}

/// Says that `sub` is no part of `meta` by itself; it may still be by another way.
pub(super) fn take(tx: &Tx<'_>, sub: TagId, meta: TagId) -> Result<u64> {
    let changed = tx.run("delete from metatags where sub_id = $1 and meta_id = $2 and is_direct", args![sub, meta])?;
    settle(tx, sub)?;
    Ok(changed)
}

/// Whether a wrangler said so.
pub(super) fn is_direct(tx: &Tx<'_>, sub: TagId, meta: TagId) -> Result<bool> {
    let sql = "select count(*) from metatags where sub_id = $1 and meta_id = $2 and is_direct";
    Ok(tx.count(sql, args![sub, meta])? > 0)
}

/// Whether `sub` is, in some way, a part of `meta`, or is it.
pub(super) fn is_within(tx: &Tx<'_>, sub: TagId, meta: TagId) -> Result<bool> {
    let found = tx.count("select count(*) from metatags where sub_id = $1 and meta_id = $2", args![sub, meta])?;
    Ok(sub == meta || found > 0)
}

/// The tags that a wrangler put right above a tag.
pub(super) fn above(tx: &Tx<'_>, tag: TagId) -> Result<Vec<TagId>> {
    tx.all("select meta_id from metatags where sub_id = $1 and is_direct", args![tag], |row| row.get(0))
}

/// The tags that a wrangler put right below a tag.
pub(super) fn below(tx: &Tx<'_>, tag: TagId) -> Result<Vec<TagId>> {
    tx.all("select sub_id from metatags where meta_id = $1 and is_direct", args![tag], |row| row.get(0))
}

/// Works out anew what a tag and everything below it is a part of.
fn settle(tx: &Tx<'_>, tag: TagId) -> Result<()> {
    let below: Vec<TagId> = tx.all(
        "with recursive down (id) as (
           select m.sub_id from metatags m where m.meta_id = $1 and m.is_direct
           union select m.sub_id from metatags m join down on m.meta_id = down.id where m.is_direct)
         select id from down",
        args![tag],
        |row| row.get(0),
    )?;
    for tag in below.into_iter().chain([tag]) {
        tx.run("delete from metatags where sub_id = $1 and not is_direct", args![tag])?;
        tx.run(
            "with recursive up (id) as (
               select m.meta_id from metatags m where m.sub_id = $1 and m.is_direct
               union select m.meta_id from metatags m join up on m.sub_id = up.id where m.is_direct)
             insert into metatags (sub_id, meta_id, is_direct)
             select $1, up.id, $2 from up
             where not exists (select 1 from metatags o where o.sub_id = $1 and o.meta_id = up.id)",
            args![tag, false],
        )?;
    }
    Ok(())
}
