//! The bin: deleted works can be fetched back for a while, and their address says what their author allowed (R42, POST-19).

use jiff::Timestamp;

use super::read::fetch;
use super::visibility::{Action, admit, may};
use super::write::{erase, settle, write_to_creators};
use crate::clock::from_millis;
use crate::db::args;
use crate::mail::Matter;
use crate::tags::is_blank;
use crate::{Errand, Error, PersonId, Result, Tx, Viewer, WorkId, people, policies};

/// What the address of a deleted work says to those who could see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Epitaph {
    /// Whether it says the title, and the creators if the work names them.
    pub shows_title: bool,
    /// Why it is gone, plain text; empty to say nothing. With neither, the address answers as if nothing had ever been.
    pub reason: String,
}

/// Puts a work into the bin and writes to all its creators, each of whom gets the text (POST-19).
pub fn discard(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, epitaph: &Epitaph) -> Result<()> {
    may(viewer, Action::Discard, fetch(viewer, tx, id)?.standing)?;
    put_into_bin(tx, id, viewer.person(), epitaph, &Matter::WorkDeleted { work: id.number() })
}

/// Puts a work into the bin and writes about it to its creators. Asks nobody: who may do so has been asked.
pub(super) fn put_into_bin(
    tx: &Tx<'_>,
    id: WorkId,
    by: Option<PersonId>,
    epitaph: &Epitaph,
    matter: &Matter,
) -> Result<()> {
    let reason = if is_blank(&epitaph.reason) { "" } else { epitaph.reason.trim() };
    let ends_at = tx.now() + policies::restorable(tx)?.as_millis() as i64;
    tx.run(
        "insert into deletions (work_id, by_id, at, ends_at, shows_title, reason) values ($1, $2, $3, $4, $5, $6)",
        args![id, by, tx.now(), ends_at, epitaph.shows_title, reason],
    )?;
    tx.run("delete from invitations where work_id = $1", args![id])?;
    let_wait(tx, id)?;
    settle(tx, id)?;
    write_to_creators(tx, id, matter)
}

/// What was to post itself in a time to come does not: fetched back, it is a draft that waits for its author's hand.
fn let_wait(tx: &Tx<'_>, id: WorkId) -> Result<()> {
    for statement in [
        "update works set posts_at = null where id = $1 and posts_at > $2",
        "update chapters set posts_at = null where work_id = $1 and posts_at > $2",
    ] {
        tx.run(statement, args![id, tx.now()])?;
    }
    Ok(())
}

/// Takes a work away for good, in the bin or not.
pub fn delete(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<()> {
    may(viewer, Action::Erase, fetch(viewer, tx, id)?.standing)?;
    erase(tx, id)
}

/// Fetches a work back from the bin, into the state it was in.
pub fn restore(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<()> {
    may(viewer, Action::Restore, fetch(viewer, tx, id)?.standing)?;
    dig_up(tx, id)
}

/// Takes a work out of the bin. Asks nobody: who may do so has been asked.
pub(super) fn dig_up(tx: &Tx<'_>, id: WorkId) -> Result<()> {
    tx.run("delete from deletions where work_id = $1", args![id])?;
    settle(tx, id)
}

/// Until when a work can be fetched back; nothing when it is not in the bin.
pub(super) fn ends(tx: &Tx<'_>, id: WorkId) -> Result<Option<Timestamp>> {
    let ends: Option<i64> = tx.value("select ends_at from deletions where work_id = $1", args![id])?;
    Ok(ends.map(from_millis))
}

/// [`ends`], for who may see the work.
pub(crate) fn restorable_until(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<Option<Timestamp>> {
    admit(viewer, fetch(viewer, tx, id)?.standing)?;
    ends(tx, id)
}

/// What the address of a deleted work says.
pub(super) fn epitaph(tx: &Tx<'_>, id: WorkId) -> Result<Epitaph> {
    let found = tx.first("select shows_title, reason from deletions where work_id = $1", args![id], |row| {
        Ok(Epitaph { shows_title: row.get(0)?, reason: row.get(1)? })
    })?;
    found.ok_or(Error::NotFound)
}

/// Takes a work away for good that has been in the bin for its time, and says whether it did. For the archive itself.
pub fn empty_bin(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<bool> {
    if !matches!(viewer, Viewer::Custodian(Errand::Clock)) {
        return Err(Error::NotFound);
    }
    let due = "select count(*) from deletions where work_id = $1 and ends_at <= $2";
    let is_over = tx.count(due, args![id, tx.now()])? > 0;
    if is_over {
        erase(tx, id)?;
        people::sweep_gone(tx)?;
    }
    Ok(is_over)
}
