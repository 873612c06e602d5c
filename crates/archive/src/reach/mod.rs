//! Whom somebody new can reach (RATE-1): so many others in an hour, by whatever way leads to people who have not asked for it:
//! gifts, being named on a work, being asked into a collection or for one, works put into collections that others keep.
//!
//! Each of these says here whom it is about to reach, in the transaction that does it, so that a form is done whole or not at
//! all. Nothing is kept of whom anybody reaches who is not new.

use crate::accounts::{Power, require};
use crate::db::args;
use crate::{Error, PersonId, Result, Slip, Tx, Viewer, people};

/// How many others somebody new reaches in an hour.
pub const MOST: u64 = 10;

/// An hour, in milliseconds.
const HOUR: i64 = 60 * 60 * 1_000;

/// Notes that the viewer reaches these people, if that is counted. Who was reached in the last hour is not counted again, nor is
/// the viewer. Where they are more than are left it is told at this field, with how many are.
pub fn out(viewer: &Viewer, tx: &Tx<'_>, field: &'static str, others: &[PersonId]) -> Result<()> {
    let Some(person) = viewer.person().filter(|_| !others.is_empty()) else { return Ok(()) };
    if !is_counted(viewer, tx)? {
        return Ok(());
    }
    let held: Vec<(i64, PersonId)> = tx.all(
        "select place, other_id from reached where person_id = $1 and at > $2",
        args![person, tx.now() - HOUR],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let is_fresh = |other: &PersonId| *other != person && !held.iter().any(|(_, known)| known == other);
    let mut fresh: Vec<PersonId> = others.iter().copied().filter(is_fresh).collect();
    fresh.sort_unstable();
    fresh.dedup();
    let (left, is) = (MOST.saturating_sub(held.len() as u64), fresh.len() as u64);
    if is > left {
        return Err(Error::invalid(field, Slip::ReachesMany { most: MOST, left, is }));
    }
    let free = (0..MOST as i64).filter(|place| !held.iter().any(|(taken, _)| taken == place));
    fresh.into_iter().zip(free).try_for_each(|(other, place)| take(tx, person, (other, place)))
}

/// Whether what the viewer does is counted: that of new accounts is, but for those who keep order or bring works in for others.
fn is_counted(viewer: &Viewer, tx: &Tx<'_>) -> Result<bool> {
    let is_trusted = |power| require(viewer, tx, power).is_ok();
    Ok(people::is_fresh(viewer, tx)? && !is_trusted(Power::KeepOrder) && !is_trusted(Power::ImportForOthers))
}

/// Takes a place for an hour. There are as many as people who can be reached, so that of two deeds at one moment that would both
/// take the last one, one is run again and sees it taken.
fn take(tx: &Tx<'_>, person: PersonId, (other, place): (PersonId, i64)) -> Result<()> {
    tx.run(
        "insert into reached (person_id, place, other_id, at) values ($1, $2, $3, $4)
         on conflict (person_id, place) do update set other_id = excluded.other_id, at = excluded.at",
        args![person, place, other, tx.now()],
    )
    .map(drop)
}

/// Forgets whom anybody reached more than an hour ago; says how many that were.
pub fn forget(tx: &Tx<'_>) -> Result<u64> {
    tx.run("delete from reached where at <= $1", args![tx.now() - HOUR])
}
