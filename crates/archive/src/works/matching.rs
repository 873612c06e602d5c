//! Finding works that somebody names elsewhere: only what they see, and by whom it is only where they are told that.

use std::collections::HashSet;

use super::visibility::{named_sql, sight_sql};
use crate::db::Sql;
use crate::{Result, Tx, Viewer, WorkId};

/// Those of these works that the viewer sees; of those asked for by what tells who made them, only those whose creators they
/// are told.
pub(crate) fn seen_among(viewer: &Viewer, tx: &Tx<'_>, ids: &[WorkId], by_name: bool) -> Result<HashSet<WorkId>> {
    let mut seen = HashSet::new();
    for ids in ids.chunks(1_000) {
        let mut sql = Sql::new("select w.id from works w where w.deleted = 'no' and w.id in ");
        sql.bind_list(ids.iter().copied()).push(" and ");
        if by_name {
            named_sql(&mut sql, viewer);
            sql.push(" and ");
        }
        sight_sql(&mut sql, viewer, tx.now());
        seen.extend(sql.all(tx, |row| row.get::<WorkId>(0))?);
    }
    Ok(seen)
}

/// The works of people who are called so, by the keys of their names, that the viewer sees with those names: the key, the
/// title and the work.
pub(crate) fn by_names(viewer: &Viewer, tx: &Tx<'_>, keys: &[String]) -> Result<Vec<(String, String, WorkId)>> {
    let mut found = Vec::new();
    for keys in keys.chunks(500) {
        for (select, name) in [("select s.name_key", "s.name_key"), ("select p.name_key", "p.name_key")] {
            let mut sql = Sql::new(select);
            sql.push(", w.title, w.id from creatorships c join pseuds s on s.id = c.pseud_id");
            sql.push(" join people p on p.id = c.person_id join works w on w.id = c.work_id where ").push(name);
            sql.push(" in ").bind_list(keys.iter().map(String::as_str)).push(" and w.deleted = 'no' and ");
            named_sql(&mut sql, viewer);
            sql.push(" and ");
            sight_sql(&mut sql, viewer, tx.now());
            found.extend(sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?);
        }
    }
    Ok(found)
}
