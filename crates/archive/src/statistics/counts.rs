//! The counts behind statistics. Who asks has been told the works as their own. Whoever has switched
//! their memory off is not counted.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::clock::day_of;
use crate::db::{Sql, args};
use crate::{Result, Tx, WorkId};

/// A posted chapter.
pub(super) struct Published {
    pub(super) work: WorkId,
    pub(super) day: Date,
    pub(super) words: u64,
}

/// The posted chapters of works.
pub(super) fn published(tx: &Tx<'_>, works: &[WorkId]) -> Result<Vec<Published>> {
    let mut sql = Sql::new("select work_id, published_at, words from chapters where posted and work_id in ");
    sql.bind_list(works.iter().copied());
    sql.all(tx, |row| Ok(Published { work: row.get(0)?, day: day_of(row.get(1)?), words: row.get::<i64>(2)? as u64 }))
}

/// How many conversations there are below works.
pub(super) fn threads(tx: &Tx<'_>, works: &[WorkId]) -> Result<HashMap<WorkId, u64>> {
    let mut sql = Sql::new(
        "select work_id, count(*) from comments where parent_id is null and state = 'shown' and not hidden and work_id in ",
    );
    sql.bind_list(works.iter().copied()).push(" group by work_id");
    Ok(sql.all(tx, |row| Ok((row.get(0)?, row.get::<i64>(1)? as u64)))?.into_iter().collect())
}

/// How many members have opened works, and how many of them have finished them.
pub(super) fn readers(tx: &Tx<'_>, works: &[WorkId]) -> Result<HashMap<WorkId, (u64, u64)>> {
    let mut sql = Sql::new(
        "select work_id, count(*), sum(case when state = 'finished' then 1 else 0 end) from readings
         where visits > 0 and not exists
           (select 1 from reading_habits h where h.person_id = readings.person_id and h.habit = 'off') and work_id in ",
    );
    sql.bind_list(works.iter().copied()).push(" group by work_id");
    let counted = sql.all(tx, |row| Ok((row.get(0)?, (row.get::<i64>(1)? as u64, row.get::<i64>(2)? as u64))))?;
    Ok(counted.into_iter().collect())
}

/// How many of those who have not finished a work are in each of its chapters.
pub(super) fn places(tx: &Tx<'_>, work: WorkId) -> Result<Vec<(u64, u64)>> {
    tx.all(
        "select chapter, count(*) from readings where work_id = $1 and visits > 0 and state <> 'finished' and not exists
           (select 1 from reading_habits h where h.person_id = readings.person_id and h.habit = 'off')
         group by chapter order by chapter",
        args![work],
        |row| Ok((row.get::<i64>(0)? as u64, row.get::<i64>(1)? as u64)),
    )
}
