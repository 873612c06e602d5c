//! Which works came into collections, for those who follow these: told once, when both sides want a work there and lists show it.
//!
//! That it was told is kept with the work's place in the collection. What comes in while a collection is hidden is told nobody.

use std::collections::HashMap;

use crate::db::Sql;
use crate::{CollectionId, ItemId, Result, Tx, WorkId};

/// The collections that these works came into since this was asked last, with those that they are a part of; it counts as told
/// from now on. Whoever asks knows that lists show the works.
pub(crate) fn entered(tx: &Tx<'_>, works: &[WorkId]) -> Result<HashMap<WorkId, Vec<CollectionId>>> {
    let mut sql = Sql::new(
        "select i.work_id, i.id, case when c.hidden then null else c.id end, p.id from collection_items i
         join collections c on c.id = i.collection_id
         left join collections p on c.parent_agreed and not c.hidden and not p.hidden and not p.ended and p.id = c.parent_id
         where not i.told and i.creator_side = 'yes' and i.keeper_side = 'yes' and not c.ended and i.work_id in ",
    );
    sql.bind_list(works.iter().copied()).push(" order by i.work_id, c.id");
    let rows = sql.all(tx, |row| {
        let collections: [Option<CollectionId>; 2] = [row.get(2)?, row.get(3)?];
        Ok((row.get::<WorkId>(0)?, row.get::<ItemId>(1)?, collections))
    })?;
    let (mut entered, mut items) = (HashMap::<WorkId, Vec<CollectionId>>::new(), Vec::with_capacity(rows.len()));
    for (work, item, collections) in rows {
        items.push(item);
        entered.entry(work).or_default().extend(collections.into_iter().flatten());
    }
    if !items.is_empty() {
        let mut sql = Sql::new("update collection_items set told = true where id in ");
        sql.bind_list(items).run(tx)?;
    }
    Ok(entered)
}
