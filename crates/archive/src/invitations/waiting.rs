//! The list of addresses that wait for an invitation (INV-2). Where one stands is told by a link in a letter, and by
//! nothing else: who knows an address learns nothing of it here.

use jiff::Timestamp;

use super::{AGAIN, is_banned, takes_accounts, write};
use crate::accounts::{Address, Power, by_name_or_address, require};
use crate::clock::from_millis;
use crate::db::args;
use crate::deeds::{self, Act, Subject};
use crate::mail::{self, Matter};
use crate::policies::{self, Policy};
use crate::{Archive, Error, Result, Secret, Tx, Viewer, Why};

/// Where an address stands on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The address.
    pub address: String,
    /// Its place, from 1.
    pub number: u64,
    /// How many wait.
    pub of: u64,
    /// When it is invited, if all goes on as it does; nothing where those who wait are called by hand.
    pub expected: Option<Timestamp>,
}

/// The list as those who invite see it: no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// How many wait.
    pub length: u64,
    /// Since when the first of them does.
    pub since: Option<Timestamp>,
}

/// Puts an address on the list and writes to it. Whether it was there, has an account or may not join: the answer is the
/// same, and it is written to once a day at most.
pub fn wait(tx: &Tx<'_>, first: &Policy, address: &Address) -> Result<()> {
    takes_accounts(tx, first)?;
    if !policies::of(tx, first)?.queue {
        return Err(Error::Forbidden(Why::NotOpen));
    }
    if is_banned(tx, address)? {
        return Ok(());
    }
    if let Some(known) = by_name_or_address(tx, address.text())? {
        return remind(tx, &known);
    }
    let secret = tx.fresh_secret();
    let written = tx.run(
        "insert into waiting (id, email, email_key, digest, at, told_at) values ($1, $2, $3, $4, $5, $5)
         on conflict (email_key) do update set digest = excluded.digest, told_at = excluded.told_at
         where waiting.told_at <= $6",
        args![tx.fresh_id(), address.text(), address.mailbox(), secret.digest(), tx.now(), tx.now() - AGAIN],
    )?;
    if written == 0 {
        return Ok(());
    }
    mail::write_outside(tx, address, &Matter::Waits { secret: secret.text().to_owned() })
}

/// Tells somebody who has an account that they have one, once while the letter waits to leave.
fn remind(tx: &Tx<'_>, known: &crate::accounts::Account) -> Result<()> {
    let matter = Matter::AlreadyMember { name: known.name.clone() };
    if mail::waits(tx, &matter)? { Ok(()) } else { mail::write(tx, known.person, &matter) }
}

/// Where the address of a letter's link stands; nothing when it waits no more, or the link is another's.
pub fn place(tx: &Tx<'_>, secret: &Secret) -> Result<Option<Place>> {
    let found = tx.first(
        "select w.email, (select count(*) from waiting o where o.at < w.at or o.at = w.at and o.id <= w.id),
           (select count(*) from waiting) from waiting w where w.digest = $1",
        args![secret.digest()],
        |row| {
            let (number, of) = (row.get::<i64>(1)? as u64, row.get::<i64>(2)? as u64);
            Ok(Place { address: row.get(0)?, number, of, expected: None })
        },
    )?;
    let Some(place) = found else { return Ok(None) };
    let policy = policies::of(tx, &Policy::default())?;
    let Some(times) = (place.number - 1).checked_div(policy.queue_number) else { return Ok(Some(place)) };
    let at = next_time(tx, &policy)?.max(tx.now()) + times as i64 * hours(&policy);
    Ok(Some(Place { expected: Some(from_millis(at)), ..place }))
}

fn hours(policy: &Policy) -> i64 {
    policy.queue_hours as i64 * 60 * 60 * 1000
}

/// From when on those who waited longest may be invited again: so many hours after the last were, however they were called.
fn next_time(tx: &Tx<'_>, policy: &Policy) -> Result<i64> {
    let last: Option<i64> =
        tx.value("select max(made_at) from account_invitations where by_id is null and by_letter", &[])?.flatten();
    Ok(last.map_or(0, |last| last + hours(policy)))
}

/// Invites those who waited longest, so many as the owner says, when it is time again; says how many. To be called every hour
/// or so; it writes nothing when it is not time or nobody waits.
pub fn call_due(archive: &Archive, first: &Policy) -> Result<u64> {
    let (asked, first) = (first.clone(), first.clone());
    let is_due = move |tx: &Tx<'_>| {
        let policy = policies::of(tx, &asked)?;
        let is_time = policy.queue && policy.queue_number > 0 && next_time(tx, &policy)? <= tx.now();
        Ok(is_time && takes_accounts(tx, &asked).is_ok() && tx.count("select count(*) from waiting", &[])? > 0)
    };
    if !archive.read(is_due).wait()? {
        return Ok(0);
    }
    let call = move |tx: &Tx<'_>| {
        let policy = policies::of(tx, &first)?;
        // Another machine may have been faster.
        if next_time(tx, &policy)? > tx.now() { Ok(0) } else { invite_first(tx, policy.queue_number) }
    };
    archive.write(call).wait()
}

/// Takes the address of a letter's link off the list.
pub fn leave(tx: &Tx<'_>, secret: &Secret) -> Result<()> {
    let gone = tx.run("delete from waiting where digest = $1", args![secret.digest()])?;
    if gone == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// How many wait. For those who invite.
pub fn queue(viewer: &Viewer, tx: &Tx<'_>) -> Result<Queue> {
    require(viewer, tx, Power::Invite)?;
    let since: Option<i64> = tx.value("select min(at) from waiting", &[])?.flatten();
    Ok(Queue { length: tx.count("select count(*) from waiting", &[])?, since: since.map(from_millis) })
}

/// Invites those who waited longest, so many at most, and says how many it were.
pub fn call(viewer: &Viewer, tx: &Tx<'_>, first: &Policy, number: u64) -> Result<u64> {
    require(viewer, tx, Power::Invite)?;
    takes_accounts(tx, first)?;
    let called = invite_first(tx, number)?;
    if called > 0 {
        deeds::note(viewer, tx, Act::InvitedWaiting, &Subject::called(called.to_string()), "")?;
    }
    Ok(called)
}

/// Invites those who waited longest, so many at most, and says how many it were.
fn invite_first(tx: &Tx<'_>, number: u64) -> Result<u64> {
    let called =
        tx.all("select email from waiting order by at, id limit $1", args![number.min(1_000) as i64], |row| {
            row.get::<String>(0)
        })?;
    for email in &called {
        let address: Address = email.parse()?;
        joined(tx, &address)?;
        write(tx, None, &address)?;
    }
    Ok(called.len() as u64)
}

/// An address waits no more.
pub(crate) fn joined(tx: &Tx<'_>, address: &Address) -> Result<()> {
    tx.run("delete from waiting where email_key = $1", args![address.mailbox()]).map(drop)
}
