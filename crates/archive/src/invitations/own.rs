//! The invitations that a member gives away: how many are left, to whom they went, what became of them (INV-3).

use jiff::Timestamp;

use super::{Id, moment, store, takes_accounts, write};
use crate::accounts::{self, Address, Power};
use crate::clock::from_millis;
use crate::db::{Row, args};
use crate::deeds::{self, Act, Subject};
use crate::policies::{self, Policy};
use crate::{Errand, Error, Result, Secret, Tx, Viewer, Why};

/// An invitation as its giver sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Its number.
    pub id: Id,
    /// The address that it went to; nothing for a link.
    pub address: Option<String>,
    /// When it was made.
    pub made: Timestamp,
    /// Until when it is good.
    pub ends: Timestamp,
    /// What became of it.
    pub fate: Fate,
}

/// What became of an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It waits to be used.
    Waits,
    /// Somebody made an account with it: this one, unless it is deleted.
    Used(Option<String>),
    /// It was taken back, or nobody used it in its time.
    Over,
}

/// How many people the viewer may still invite; nothing for those who may invite without limit. What waits or was used
/// counts, what was taken back or is over does not.
pub fn left(viewer: &Viewer, tx: &Tx<'_>) -> Result<Option<u64>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    if accounts::require(viewer, tx, Power::Invite).is_ok() {
        return Ok(None);
    }
    let granted: Option<i64> = tx.value("select number from invitation_grants where person_id = $1", args![person])?;
    let has = policies::of(tx, &Policy::default())?.invitations + granted.unwrap_or(0) as u64;
    let given = tx.count(
        "select count(*) from account_invitations where by_id = $1 and (used_at is not null or ends_at > $2)",
        args![person, tx.now()],
    )?;
    Ok(Some(has.saturating_sub(given)))
}

/// Invites an address by a letter.
pub fn invite(viewer: &Viewer, tx: &Tx<'_>, first: &Policy, address: &Address) -> Result<()> {
    may_invite(viewer, tx, first)?;
    if left(viewer, tx)?.is_none() {
        deeds::note(viewer, tx, Act::InvitedAddress, &Subject::called(address.masked()), "")?;
    }
    write(tx, viewer.person(), address)
}

/// Makes an invitation that its giver hands on: whoever holds the secret is invited.
pub fn link(viewer: &Viewer, tx: &Tx<'_>, first: &Policy, secret: &Secret) -> Result<()> {
    may_invite(viewer, tx, first)?;
    store(tx, viewer.person(), None, secret, false)
}

/// Makes an invitation for an address at the terminal, whose link the host hands on.
pub fn link_by_host(viewer: &Viewer, tx: &Tx<'_>, address: &Address, secret: &Secret) -> Result<()> {
    if !matches!(viewer, Viewer::Custodian(Errand::Host)) {
        return Err(Error::NotFound);
    }
    deeds::note(viewer, tx, Act::InvitedAddress, &Subject::called(address.masked()), "")?;
    store(tx, None, Some(address), secret, false)
}

/// The viewer's invitations, the newest first.
pub fn given(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Given>> {
    let now = tx.now();
    tx.all(
        "select i.id, i.email, i.made_at, i.ends_at, i.used_at, p.name from account_invitations i
         left join people p on p.id = i.used_by and p.kind <> 'gone'
         where i.by_id = $1 order by i.made_at desc, i.id",
        args![viewer.person()],
        |row| read(row, now),
    )
}

fn read(row: &Row<'_>, now: i64) -> Result<Given> {
    let (ends, used): (i64, Option<i64>) = (row.get(3)?, row.get(4)?);
    let fate = match moment(used) {
        Some(_) => Fate::Used(row.get(5)?),
        None if ends > now => Fate::Waits,
        None => Fate::Over,
    };
    Ok(Given { id: row.get(0)?, address: row.get(1)?, made: from_millis(row.get(2)?), ends: from_millis(ends), fate })
}

/// Takes back an invitation of the viewer's that nobody has used; it can be given to somebody else then.
pub fn withdraw(viewer: &Viewer, tx: &Tx<'_>, id: Id) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let ended = tx.run(
        "update account_invitations set ends_at = $3 where id = $1 and by_id = $2 and used_at is null and ends_at > $3",
        args![id, person, tx.now()],
    )?;
    if ended == 0 { Err(Error::NotFound) } else { Ok(()) }
}

fn may_invite(viewer: &Viewer, tx: &Tx<'_>, first: &Policy) -> Result<()> {
    viewer.in_good_standing()?;
    takes_accounts(tx, first)?;
    if left(viewer, tx)? == Some(0) { Err(Error::Forbidden(Why::NoInvitations)) } else { Ok(()) }
}
