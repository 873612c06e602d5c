//! Schedules of those who may not write: they wait, and nothing of them is lost (USER-6).
//!
//! What was to post itself is set aside when one of its creators is suspended or banned, so the gate, which goes by the
//! clock, needs to know nothing of sanctions. Another creator may post it meanwhile or set a time anew. When nobody
//! who made it is under a sanction any more it has its time again, or is posted then if that is over.

use crate::db::{Sql, args};
use crate::{PersonId, Result, Tx, WorkId};

/// Sets aside when works and chapters of a person's are to post themselves, because they may not write from now on.
pub(crate) fn hold(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    tx.run(
        "update works set waits_at = posts_at, posts_at = null where posts_at > $2
         and id in (select c.work_id from creatorships c where c.person_id = $1)",
        args![person, tx.now()],
    )?;
    tx.run(
        "update chapters set waits_at = posts_at, posts_at = null where posts_at > $2
         and work_id in (select c.work_id from creatorships c where c.person_id = $1)",
        args![person, tx.now()],
    )
    .map(drop)
}

/// Lets what waits of a person's be a draft like any other, because their account goes while they may not write.
pub(super) fn let_go(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    tx.run(
        "update works set waits_at = null where id in (select c.work_id from creatorships c where c.person_id = $1)",
        args![person],
    )?;
    tx.run(
        "update chapters set waits_at = null
         where work_id in (select c.work_id from creatorships c where c.person_id = $1)",
        args![person],
    )
    .map(drop)
}

/// The works in which something waits that need wait no longer.
pub(super) fn over(tx: &Tx<'_>) -> Result<Vec<WorkId>> {
    let mut sql = Sql::new(
        "select q.id from (select id from works where waits_at is not null
         union select work_id from chapters where waits_at is not null) q where not ",
    );
    sanctioned_sql(&mut sql, "q.id", tx.now());
    sql.push(" order by q.id").all(tx, |row| row.get(0))
}

/// Gives what waits in a work its time again if it need wait no longer: that time, or now if it is over.
pub(super) fn go_on(tx: &Tx<'_>, id: WorkId) -> Result<()> {
    for (table, work) in [("works", "id"), ("chapters", "work_id")] {
        let mut sql = Sql::new("update ");
        sql.push(table).push(" set posts_at = case when waits_at > ").bind(tx.now()).push(" then waits_at else ");
        sql.bind(tx.now())
            .push(" end, waits_at = null where waits_at is not null and ")
            .push(work)
            .push(" = ")
            .bind(id);
        sanctioned_sql(sql.push(" and not "), work, tx.now());
        sql.run(tx)?;
    }
    Ok(())
}

/// Whether a creator of the work whose number stands in this column is under a sanction at this time.
fn sanctioned_sql(sql: &mut Sql<'_>, work: &'static str, now: i64) {
    sql.push("exists (select 1 from creatorships c join sanctions s on s.person_id = c.person_id where c.work_id = ");
    sql.push(work).push(" and s.lifted_at is null and (s.ends_at is null or s.ends_at > ").bind(now).push("))");
}
