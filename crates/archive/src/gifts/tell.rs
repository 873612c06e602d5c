//! Telling people that a work was given to them: when it is out and they see it, and once (GIFT-4).

use crate::accounts;
use crate::db::args;
use crate::mail::{self, Matter};
use crate::{PersonId, Result, Tx, Viewer, WorkId, works};

/// Writes to those who do not know yet that this work is for them.
pub(crate) fn tell(tx: &Tx<'_>, work: WorkId) -> Result<()> {
    let untold = tx.all(
        "select id, person_id from gifts where work_id = $1 and not told and not refused and person_id is not null
         order by position, id",
        args![work],
        |row| Ok((row.get::<i64>(0)?, row.get::<PersonId>(1)?)),
    )?;
    if untold.is_empty() || !works::is_out(tx, work)? {
        return Ok(());
    }
    for (gift, person) in untold {
        if works::show(&Viewer::Member(person), tx, work).is_err() {
            continue;
        }
        if accounts::wants_gift_letters(tx, person)? {
            mail::write(tx, person, &Matter::Given { work: work.number() })?;
        }
        tx.run("update gifts set told = true where id = $1", args![gift])?;
    }
    Ok(())
}
