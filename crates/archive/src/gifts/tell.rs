//! Telling people that a work was given to them: when it is out and they see it, and once (GIFT-4).

use crate::accounts;
use crate::db::args;
use crate::mail::{self, Matter};
use crate::{PersonId, Result, Tx, Viewer, WorkId, works};

/// Writes to those who do not know yet that this work is for them, if it is out; if it is not any more, takes back what has
/// not left, to be told when it is out again.
pub(crate) fn tell(tx: &Tx<'_>, work: WorkId) -> Result<()> {
    let gifts = tx.all(
        "select id, person_id, told from gifts where work_id = $1 and not refused and person_id is not null
         order by position, id",
        args![work],
        |row| Ok((row.get::<i64>(0)?, row.get::<PersonId>(1)?, row.get::<bool>(2)?)),
    )?;
    if gifts.is_empty() {
        return Ok(());
    }
    let (is_out, matter) = (works::is_out(tx, work)?, Matter::Given { work: work.number() });
    for (gift, person, is_told) in gifts.into_iter().filter(|(_, _, is_told)| *is_told != is_out) {
        if is_told {
            let is_back = mail::take_back(tx, person, &matter)?;
            tx.run("update gifts set told = $2 where id = $1", args![gift, !is_back])?;
            continue;
        }
        if works::show(&Viewer::Member(person), tx, work).is_err() {
            continue;
        }
        if accounts::wants_gift_letters(tx, person)? {
            mail::write(tx, person, &matter)?;
        }
        tx.run("update gifts set told = true where id = $1", args![gift])?;
    }
    Ok(())
}
