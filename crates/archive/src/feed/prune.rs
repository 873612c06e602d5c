//! The old end of the feed goes (R36): it grows with every deed and every count, and nobody reads it twice.
//!
//! What everybody who keeps their place in the database has read goes when it is old and much has come since. A node's index keeps
//! its place in its own folder: one that was away for longer than [`STAY`] makes itself anew. How far the feed was pruned is kept,
//! so that nobody takes a gap for silence.

use super::{Cursor, next};
use crate::db::{Sql, args};
use crate::{Archive, Error, Result, Tx, Viewer};

/// How long every change stays, in milliseconds: a week.
const STAY: i64 = 7 * 24 * 60 * 60 * 1_000;

/// So many of the newest changes stay, however old they are.
const NEWEST: i64 = 50_000;

/// Changes that go in one transaction.
const AT_ONCE: u32 = 1_000;

/// Transactions of one call: what else is due does not wait long.
const STEPS: u32 = 200;

/// What stays.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stays {
    pub(super) millis: i64,
    pub(super) newest: i64,
}

/// Takes away what is old, a little at a time; a very long feed goes on with the next call. Writes nothing when nothing is.
pub fn prune(archive: &Archive) -> Result<()> {
    prune_to(archive, Stays { millis: STAY, newest: NEWEST })
}

pub(super) fn prune_to(archive: &Archive, stays: Stays) -> Result<()> {
    for _ in 0..STEPS {
        if archive.read(move |tx| old(tx, stays)).wait()?.is_empty() {
            break;
        }
        archive.write(move |tx| forget(tx, &old(tx, stays)?)).wait()?;
    }
    Ok(())
}

/// The oldest changes that may go.
fn old(tx: &Tx<'_>, stays: Stays) -> Result<Vec<Cursor>> {
    let newest: i64 = tx.value("select max(position) from changes", &[])?.flatten().unwrap_or(0);
    let (before, last) = (tx.now() - stays.millis, newest - stays.newest.max(1));
    let read = place_of_all(tx)?;
    let mut sql = Sql::new("select transaction_number, position, at from changes where ");
    sql.push(tx.dialect().is_settled()).push(" and ");
    next(&mut sql, tx.dialect(), Cursor::default(), AT_ONCE);
    let rows =
        sql.all(tx, |row| Ok((Cursor { transaction: row.get(0)?, position: row.get(1)? }, row.get::<i64>(2)?)))?;
    let goes = |(cursor, at): &(Cursor, i64)| *at < before && cursor.position <= last && *cursor <= read;
    Ok(rows.into_iter().take_while(goes).map(|(cursor, _)| cursor).collect())
}

/// How far everybody has read who keeps their place in the database.
fn place_of_all(tx: &Tx<'_>) -> Result<Cursor> {
    let text = "select transaction_number, position from followers order by transaction_number, position limit 1";
    let place = tx.first(text, &[], |row| Ok(Cursor { transaction: row.get(0)?, position: row.get(1)? }))?;
    Ok(place.unwrap_or_default())
}

fn forget(tx: &Tx<'_>, changes: &[Cursor]) -> Result<()> {
    let Some(Cursor { transaction, position }) = changes.last().copied() else { return Ok(()) };
    let mut sql = Sql::new("delete from changes where position in ");
    sql.bind_list(changes.iter().map(|change| change.position)).run(tx)?;
    tx.run(
        "insert into pruned (id, transaction_number, position) values (1, $1, $2)
         on conflict (id) do update set transaction_number = $1, position = $2",
        args![transaction, position],
    )
    .map(drop)
}

/// Whether something is gone that whoever has read up to this cursor has not read.
pub fn is_cut(viewer: &Viewer, tx: &Tx<'_>, cursor: Cursor) -> Result<bool> {
    if !matches!(viewer, Viewer::Custodian(_)) {
        return Err(Error::NotFound);
    }
    let text = "select transaction_number, position from pruned";
    let pruned = tx.first(text, &[], |row| Ok(Cursor { transaction: row.get(0)?, position: row.get(1)? }))?;
    Ok(pruned.is_some_and(|pruned| cursor < pruned))
}

/// Puts what was noted under another count of transactions before all that is noted under this one: a server that was filled from a
/// dump counts anew, and readers would take what is new for old.
pub(crate) fn count_anew(tx: &Tx<'_>) -> Result<()> {
    let ahead = format!("select 1 from changes where transaction_number > {} limit 1", tx.dialect().this_transaction());
    if tx.value::<i64>(&ahead, &[])?.is_none() {
        return Ok(());
    }
    for table in ["changes", "followers", "pruned"] {
        tx.run(&format!("update {table} set transaction_number = 0 where transaction_number <> 0"), &[])?;
    }
    Ok(())
}
