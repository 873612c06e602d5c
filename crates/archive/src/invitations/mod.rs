//! Invitations to make an account: who gives them, what becomes of them, and who waits for one (INV-1 … INV-4).
//!
//! Whether an address is known here is told to nobody: not to those who invite it, not to those who leave it on the list.
//! The same answer comes whatever is known, and only letters say more, to those who read that address.

mod banned;
mod own;
mod take;
mod waiting;
mod wishes;

use jiff::{SignedDuration, Timestamp};

pub(crate) use banned::is_banned;
pub use banned::{Banned, ban, banned, lift};
pub use own::{Fate, Given, given, invite, left, link, link_by_host, withdraw};
pub(crate) use take::take;
pub use take::{Offer, offered};
pub(crate) use waiting::joined;
pub use waiting::{Place, Queue, call, call_due, leave, place, queue, wait};
pub use wishes::{Wish, grant, grant_all, own_wish, refuse, wish, wishes};

use crate::accounts::{Address, by_name_or_address};
use crate::clock::from_millis;
use crate::db::args;
use crate::mail::{self, Matter};
use crate::policies::{self, Policy, SignUp};
use crate::{Error, InvitationId, PersonId, Result, Secret, Tx, Why};

/// How long an invitation is good.
pub const LASTS: SignedDuration = SignedDuration::from_hours(30 * 24);

/// An address is written to once in this time, whoever asks (INV-2).
const AGAIN: i64 = 24 * 60 * 60 * 1000;

/// How long an invitation is kept after its time, so that its giver sees what became of it.
const KEPT: i64 = 60 * 24 * 60 * 60 * 1000;

/// Whether the archive takes new accounts at all.
fn takes_accounts(tx: &Tx<'_>, first: &Policy) -> Result<()> {
    match policies::of(tx, first)?.sign_up {
        SignUp::Closed => Err(Error::Forbidden(Why::NotOpen)),
        SignUp::Open | SignUp::Invited => Ok(()),
    }
}

/// Stores an invitation; only its secret's digest is kept. Those that nobody used and that are long over are swept away.
fn store(tx: &Tx<'_>, by: Option<PersonId>, address: Option<&Address>, secret: &Secret, by_letter: bool) -> Result<()> {
    tx.run("delete from account_invitations where used_at is null and ends_at < $1", args![tx.now() - KEPT])?;
    tx.run(
        "insert into account_invitations (id, digest, by_id, email, email_key, by_letter, made_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            tx.fresh_id(),
            secret.digest(),
            by,
            address.map(Address::text),
            address.map(Address::mailbox),
            by_letter,
            tx.now(),
            tx.now() + LASTS.as_millis() as i64,
        ],
    )
    .map(drop)
}

/// Invites an address by a letter. Whose address it is decides what the letter says, or that there is none; the invitation
/// stands in its giver's list all the same.
fn write(tx: &Tx<'_>, by: Option<PersonId>, address: &Address) -> Result<()> {
    let lately = "select count(*) from account_invitations where email_key = $1 and by_letter and made_at > $2";
    let is_again = tx.count(lately, args![address.mailbox(), tx.now() - AGAIN])? > 0;
    let secret = tx.fresh_secret();
    store(tx, by, Some(address), &secret, true)?;
    if is_again || is_banned(tx, address)? {
        return Ok(());
    }
    if let Some(known) = by_name_or_address(tx, address.text())? {
        return mail::write(tx, known.person, &Matter::AlreadyMember { name: known.name });
    }
    let by: Option<String> = match by {
        Some(by) => tx.value("select name from people where id = $1", args![by])?,
        None => None,
    };
    mail::write_outside(tx, address, &Matter::Join { by, secret: secret.text().to_owned() })
}

/// A moment in a column that may be empty.
fn moment(millis: Option<i64>) -> Option<Timestamp> {
    millis.map(from_millis)
}

/// The id of an invitation, for its giver.
type Id = InvitationId;
