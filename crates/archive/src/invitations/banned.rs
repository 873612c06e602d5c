//! Addresses that may not join: neither invited nor on the list, and no account is made with them (INV-4). Accounts that
//! are there stay; who misbehaves is banned by name (see [`crate::moderation`]).

use jiff::Timestamp;

use super::waiting::joined;
use crate::accounts::{Address, Power, require};
use crate::clock::from_millis;
use crate::db::args;
use crate::deeds::{self, Act, Subject};
use crate::{Error, Result, Slip, Tx, Viewer};

/// An address that may not join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Banned {
    /// The address, as all its spellings are known.
    pub address: String,
    /// Since when.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// Keeps an address out, in all its spellings.
pub fn ban(viewer: &Viewer, tx: &Tx<'_>, address: &Address, reason: &str) -> Result<()> {
    require(viewer, tx, Power::Sanction)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::invalid("reason", Slip::Missing));
    }
    tx.run(
        "insert into banned_addresses (email_key, by_id, at, reason) values ($1, $2, $3, $4)
         on conflict (email_key) do update set reason = excluded.reason",
        args![address.mailbox(), viewer.person(), tx.now(), reason],
    )?;
    joined(tx, address)?;
    tx.run(
        "update account_invitations set ends_at = $2 where email_key = $1 and used_at is null and ends_at > $2",
        args![address.mailbox(), tx.now()],
    )?;
    deeds::note(viewer, tx, Act::BannedAddress, &Subject::called(address.masked()), reason)
}

/// Lets an address join again.
pub fn lift(viewer: &Viewer, tx: &Tx<'_>, address: &Address) -> Result<()> {
    require(viewer, tx, Power::Sanction)?;
    if tx.run("delete from banned_addresses where email_key = $1", args![address.mailbox()])? == 0 {
        return Err(Error::NotFound);
    }
    deeds::note(viewer, tx, Act::LiftedAddress, &Subject::called(address.masked()), "")
}

/// Every address that may not join, the latest first.
pub fn banned(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Banned>> {
    require(viewer, tx, Power::Sanction)?;
    tx.all("select email_key, at, reason from banned_addresses order by at desc, email_key", &[], |row| {
        Ok(Banned { address: row.get(0)?, at: from_millis(row.get(1)?), reason: row.get(2)? })
    })
}

/// Whether an address may not join.
pub(crate) fn is_banned(tx: &Tx<'_>, address: &Address) -> Result<bool> {
    Ok(tx.count("select count(*) from banned_addresses where email_key = $1", args![address.mailbox()])? > 0)
}
