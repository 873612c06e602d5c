//! What is old goes by itself: happenings with their notices, letters that were given up.

use crate::db::args;
use crate::{Archive, HappeningId, Result, Tx};

/// How long notices stay, and letters that were given up, in milliseconds: ninety days.
const STAY: i64 = 90 * 24 * 60 * 60 * 1_000;

/// Rows that go in one transaction.
const AT_ONCE: i64 = 2_000;

/// Takes away what is old, a little at a time. Writes nothing when nothing is.
pub fn prune(archive: &Archive) -> Result<()> {
    while archive.read(is_any_old).wait()? {
        archive.write(some).wait()?;
    }
    Ok(())
}

fn is_any_old(tx: &Tx<'_>) -> Result<bool> {
    let before = tx.now() - STAY;
    let letters = tx.count("select count(*) from letters where dead_at < $1", args![before])?;
    Ok(letters > 0 || oldest(tx, before)?.is_some())
}

fn oldest(tx: &Tx<'_>, before: i64) -> Result<Option<HappeningId>> {
    tx.value("select id from happenings where at < $1 order by at, id limit 1", args![before])
}

fn some(tx: &Tx<'_>) -> Result<()> {
    let before = tx.now() - STAY;
    tx.run("delete from letters where dead_at < $1", args![before])?;
    let Some(happening) = oldest(tx, before)? else { return Ok(()) };
    let gone = tx.run(
        "delete from notices where happening_id = $1 and person_id in (
           select person_id from notices where happening_id = $1 order by person_id limit $2)",
        args![happening, AT_ONCE],
    )?;
    if gone < AT_ONCE as u64 {
        tx.run("delete from happenings where id = $1", args![happening])?;
    }
    Ok(())
}
