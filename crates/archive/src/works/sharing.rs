//! Who sees a work, as its creators say it: for everybody, members, people they name or whoever has a link; as a mystery;
//! without names.
//!
//! Mystery and namelessness are said by the author here, and by collections too (VIS-4): a work is what either says. Every
//! change is settled in
//! the transaction that makes it, so that no list is a moment behind.

use super::read::fetch;
use super::standing::Access;
use super::visibility::{Action, may};
use super::write::settle;
use crate::db::args;
use crate::people::Person;
use crate::{PersonId, Result, Secret, Tx, Viewer, WorkId, people};

/// Says for whom a work is.
///
/// The people named and the link's key are kept as long as the work is for them, and forgotten with the next change, so
/// that nobody who was let in once is let in again unasked.
pub fn share(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, access: Access) -> Result<()> {
    let standing = fetch(viewer, tx, id)?.standing;
    may(viewer, Action::Change, standing)?;
    if standing.access == access {
        return Ok(());
    }
    tx.run("delete from named_readers where work_id = $1", args![id])?;
    tx.run("delete from work_keys where work_id = $1", args![id])?;
    tx.run("update works set access = $1 where id = $2", args![access, id])?;
    settle(tx, id)
}

/// Makes a work one for these people, and for nobody who was named before and is not among them.
pub fn share_with(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, people: &[PersonId]) -> Result<()> {
    share(viewer, tx, id, Access::Named)?;
    tx.run("delete from named_readers where work_id = $1", args![id])?;
    for person in people {
        tx.run(
            "insert into named_readers (work_id, person_id) values ($1, $2) on conflict (work_id, person_id) do nothing",
            args![id, *person],
        )?;
    }
    settle(tx, id)
}

/// Makes a work one for whoever holds this key. A key it had before opens nothing any more.
pub fn share_by_link(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, key: &Secret) -> Result<()> {
    share(viewer, tx, id, Access::Link)?;
    tx.run(
        "insert into work_keys (work_id, secret, made_at) values ($1, $2, $3)
         on conflict (work_id) do update set secret = excluded.secret, made_at = excluded.made_at",
        args![id, key.text(), tx.now()],
    )?;
    settle(tx, id)
}

/// Makes a work a mystery, or reveals it (VIS-2).
pub fn set_unrevealed(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, unrevealed: bool) -> Result<()> {
    may(viewer, Action::Change, fetch(viewer, tx, id)?.standing)?;
    tx.run("update works set own_unrevealed = $1 where id = $2", args![unrevealed, id])?;
    settle(tx, id)
}

/// Takes the names off a work, or puts them back (VIS-3).
pub fn set_anonymous(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, anonymous: bool) -> Result<()> {
    may(viewer, Action::Change, fetch(viewer, tx, id)?.standing)?;
    tx.run("update works set own_anonymous = $1 where id = $2", args![anonymous, id])?;
    settle(tx, id)
}

/// How a work is shared, as its creators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    /// For whom it is.
    pub access: Access,
    /// The people who are named, by name.
    pub named: Vec<Person>,
    /// The key of its link.
    pub key: Option<Secret>,
    /// Whether its creators want it to be a mystery.
    pub is_unrevealed: bool,
    /// Whether its creators want no names on it.
    pub is_anonymous: bool,
}

/// How a work is shared. For those who may change it.
pub fn sharing(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<Sharing> {
    let standing = fetch(viewer, tx, id)?.standing;
    may(viewer, Action::Change, standing)?;
    let named: Vec<PersonId> = tx.all(
        "select p.id from named_readers n join people p on p.id = n.person_id where n.work_id = $1 order by p.name_key",
        args![id],
        |row| row.get(0),
    )?;
    let named = named.into_iter().map(|person| people::show(viewer, tx, person)).collect::<Result<_>>()?;
    let key: Option<String> = tx.value("select secret from work_keys where work_id = $1", args![id])?;
    let own = "select own_unrevealed, own_anonymous from works where id = $1";
    let own = tx.first(own, args![id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (is_unrevealed, is_anonymous) = own.unwrap_or_default();
    Ok(Sharing { access: standing.access, named, key: key.map(Secret::shown), is_unrevealed, is_anonymous })
}
