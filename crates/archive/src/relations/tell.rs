//! Telling the creators of a cited work that it was cited: when the citing work is out, and once (REL-2).

use crate::db::args;
use crate::mail::{self, Matter};
use crate::{PersonId, RelationId, Result, Tx, Viewer, WorkId, works};

/// Writes to those who do not know yet whose work this one comes from, if it is out and they see it; if it is not out any
/// more, takes back what has not left, to be told when it is out again.
pub(crate) fn tell(tx: &Tx<'_>, work: WorkId) -> Result<()> {
    let cited = tx.all(
        "select id, parent_id, told from relations where work_id = $1 and parent_id is not null order by position",
        args![work],
        |row| Ok((row.get::<RelationId>(0)?, row.get::<WorkId>(1)?, row.get::<bool>(2)?)),
    )?;
    if cited.is_empty() {
        return Ok(());
    }
    let (is_out, own) = (works::is_out(tx, work)?, works::creators_of(tx, work)?);
    for (relation, parent, is_told) in cited.into_iter().filter(|(_, _, is_told)| *is_told != is_out) {
        let readers = works::creators_of(tx, parent)?.into_iter().filter(|one| !own.contains(one));
        let (readers, matter) =
            (readers.collect::<Vec<_>>(), Matter::Cited { work: work.number(), relation: relation.number() });
        let is_told = if is_told { !take_back(tx, &readers, &matter)? } else { write(tx, work, &readers, &matter)? };
        tx.run("update relations set told = $2 where id = $1", args![relation, is_told])?;
    }
    Ok(())
}

/// Writes to those who see the work, and says whether nobody is left to be told.
fn write(tx: &Tx<'_>, work: WorkId, readers: &[PersonId], matter: &Matter) -> Result<bool> {
    let seers = readers.iter().filter(|reader| works::show(&Viewer::Member(**reader), tx, work).is_ok());
    let seers: Vec<PersonId> = seers.copied().collect();
    seers.iter().try_for_each(|seer| mail::write(tx, *seer, matter))?;
    Ok(!seers.is_empty() || readers.is_empty())
}

/// Takes back what has not left, and says whether there was anything.
fn take_back(tx: &Tx<'_>, readers: &[PersonId], matter: &Matter) -> Result<bool> {
    let mut is_back = false;
    for reader in readers {
        is_back |= mail::take_back(tx, *reader, matter)?;
    }
    Ok(is_back)
}
