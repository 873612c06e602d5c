//! Telling the creators of a cited work that it was cited: when the citing work is out, and once (REL-2).

use crate::db::args;
use crate::mail::{self, Matter};
use crate::{PersonId, RelationId, Result, Tx, Viewer, WorkId, works};

/// Writes to those who do not know yet whose work this one comes from, if it is out and they see it.
pub(crate) fn tell(tx: &Tx<'_>, work: WorkId) -> Result<()> {
    let untold = tx.all(
        "select id, parent_id from relations where work_id = $1 and not told and parent_id is not null order by position",
        args![work],
        |row| Ok((row.get::<RelationId>(0)?, row.get::<WorkId>(1)?)),
    )?;
    if untold.is_empty() || !works::is_out(tx, work)? {
        return Ok(());
    }
    let own = works::creators_of(tx, work)?;
    for (relation, parent) in untold {
        let readers: Vec<PersonId> =
            works::creators_of(tx, parent)?.into_iter().filter(|one| !own.contains(one)).collect();
        let seers = readers.iter().filter(|reader| works::show(&Viewer::Member(**reader), tx, work).is_ok());
        let seers: Vec<PersonId> = seers.copied().collect();
        for seer in &seers {
            mail::write(tx, *seer, &Matter::Cited { work: work.number(), relation: relation.number() })?;
        }
        if !seers.is_empty() || readers.is_empty() {
            tx.run("update relations set told = true where id = $1", args![relation])?;
        }
    }
    Ok(())
}
