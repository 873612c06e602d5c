//! Browsers that have logged in to an account before. One of them proves nothing, but it is not made to wait because
//! others guess the account's password (ASVS 6.3.1).

use jiff::SignedDuration;

use crate::db::args;
use crate::{PersonId, Result, Secret, Tx};

/// How long a browser is known after it logged in; browsers keep no cookie longer.
pub const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(400 * 24);

/// An account knows so many browsers; a new one takes the place of the one that was longest away.
const MOST: i64 = 20;

/// Whether a browser that shows this secret has logged in to a person's account before.
pub fn knows(tx: &Tx<'_>, person: PersonId, secret: &Secret) -> Result<bool> {
    let since = tx.now() - KNOWN_FOR.as_millis() as i64;
    let found = tx.count(
        "select count(*) from devices where digest = $1 and person_id = $2 and seen_at > $3",
        args![secret.digest(), person, since],
    )?;
    Ok(found > 0)
}

/// Knows a browser from now on by a new secret. What it was known by before, to this account or to another of the same
/// household, is known by the new secret too and by the old one no more.
pub fn remember(tx: &Tx<'_>, person: PersonId, before: Option<&Secret>, secret: &Secret) -> Result<()> {
    if let Some(before) = before {
        tx.run("update devices set digest = $2 where digest = $1", args![before.digest(), secret.digest()])?;
    }
    tx.run(
        "insert into devices (digest, person_id, seen_at) values ($1, $2, $3)
         on conflict (digest, person_id) do update set seen_at = $3",
        args![secret.digest(), person, tx.now()],
    )?;
    tx.run(
        "delete from devices where person_id = $1 and digest not in (
           select digest from devices where person_id = $1 order by seen_at desc, digest limit $2
         )",
        args![person, MOST],
    )
    .map(drop)
}
