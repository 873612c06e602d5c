//! Names that rest: who has just given one up is still taken for its owner, so nobody else has it for a while (USER-5). A name
//! that was taken from somebody rests until the host gives it to another.
//!
//! Only a fingerprint is kept, so that nothing here tells what somebody was called whose account is gone.

use jiff::SignedDuration;
use sha2::{Digest, Sha256};

use crate::db::args;
use crate::secret::hex;
use crate::tags::key;
use crate::{Error, PersonId, Result, Slip, Tx};

/// How long a name rests that somebody gave up.
const REST: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Lets a name rest that somebody gave up; they can take it back.
pub(crate) fn rest(tx: &Tx<'_>, name: &str, kept_for: Option<PersonId>) -> Result<()> {
    put(tx, name, kept_for, Some(tx.now() + REST.as_millis() as i64))
}

/// Lets a name rest that was taken from somebody: for good, and for everybody.
pub(crate) fn rest_for_good(tx: &Tx<'_>, name: &str) -> Result<()> {
    put(tx, name, None, None)
}

fn put(tx: &Tx<'_>, name: &str, kept_for: Option<PersonId>, ends_at: Option<i64>) -> Result<()> {
    tx.run("delete from resting_names where ends_at <= $1", args![tx.now()])?;
    tx.run(
        "insert into resting_names (digest, kept_for, ends_at) values ($1, $2, $3)
         on conflict (digest) do update set kept_for = $2, ends_at = $3",
        args![digest(name), kept_for, ends_at],
    )
    .map(drop)
}

/// Lets a name rest no more, because the host gives it to somebody.
pub(crate) fn wake(tx: &Tx<'_>, name: &str) -> Result<()> {
    tx.run("delete from resting_names where digest = $1", args![digest(name)]).map(drop)
}

/// Refuses a name that rests, unless it does so for this person.
pub(super) fn check(tx: &Tx<'_>, name: &str, wanted_by: Option<PersonId>) -> Result<()> {
    if rests(tx, name, wanted_by)? { Err(Error::invalid("name", Slip::Resting)) } else { Ok(()) }
}

/// Whether a name rests, and not for this person.
pub(super) fn rests(tx: &Tx<'_>, name: &str, wanted_by: Option<PersonId>) -> Result<bool> {
    let found = tx.count(
        "select count(*) from resting_names where digest = $1 and (ends_at is null or ends_at > $2)
         and (kept_for is null or kept_for <> $3)",
        args![digest(name), tx.now(), wanted_by.map_or(0, PersonId::number)],
    )?;
    Ok(found > 0)
}

fn digest(name: &str) -> String {
    hex(&Sha256::digest(key(name).as_bytes()))
}
