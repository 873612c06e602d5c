//! The second factor: codes that an app makes (TOTP, RFC 6238), and recovery codes for when the app is gone (ASVS 6.3.3,
//! 6.5, ADM-1).
//!
//! Where there is one, neither a password nor the letter for a forgotten one opens the account alone. Each code is good once.
//! That the viewer has just said their password is the caller's to see. What guesses codes is held up by the caller.

use jiff::{SignedDuration, Timestamp};

use super::events::{Event, note_event};
use super::otp::Seed;
use super::recovery::{self, RecoveryCodes};
use super::{sessions, tokens};
use crate::clock::from_millis;
use crate::db::args;
use crate::mail::{self, Matter};
use crate::{Error, PersonId, Result, SessionId, Slip, Tx, Viewer};

/// How long a seed waits for its first code.
const PATIENCE: SignedDuration = SignedDuration::from_hours(1);

/// How far an account is with its second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondFactor {
    /// There is none.
    Off,
    /// An app may have taken the seed, and has not shown a code yet.
    Waiting(Seed),
    /// It is asked for.
    On {
        /// Since when.
        since: Timestamp,
        /// How many recovery codes are left.
        codes: u64,
    },
}

/// The viewer's second factor.
pub fn second_factor(viewer: &Viewer, tx: &Tx<'_>) -> Result<SecondFactor> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let found = tx.first(
        "select seed, made_at, confirmed_at from second_factors where person_id = $1",
        args![person],
        |row| Ok((row.get::<Vec<u8>>(0)?, row.get::<i64>(1)?, row.get::<Option<i64>>(2)?)),
    )?;
    Ok(match found {
        Some((_, _, Some(since))) => {
            SecondFactor::On { since: from_millis(since), codes: recovery::count(tx, person)? }
        }
        Some((seed, made, None)) if made + PATIENCE.as_millis() as i64 > tx.now() => {
            SecondFactor::Waiting(Seed::stored(seed))
        }
        _ => SecondFactor::Off,
    })
}

/// Gives the viewer a seed for their app. Nothing is asked for before the app has shown a code; an earlier seed that none
/// was shown for is forgotten, and one that is in use stays.
pub fn offer_second_factor(viewer: &Viewer, tx: &Tx<'_>, seed: &Seed) -> Result<()> {
    tx.run(
        "insert into second_factors (person_id, seed, made_at, step) values ($1, $2, $3, 0)
         on conflict (person_id) do update set seed = $2, made_at = $3 where second_factors.confirmed_at is null",
        args![viewer.person().ok_or(Error::LogIn)?, seed.bytes(), tx.now()],
    )
    .map(drop)
}

/// Asks for the second factor from now on: the app has shown its first code. Every other browser is logged out, because it
/// showed none.
pub fn switch_on(viewer: &Viewer, tx: &Tx<'_>, code: &str, codes: &RecoveryCodes, here: SessionId) -> Result<()> {
    let SecondFactor::Waiting(seed) = second_factor(viewer, tx)? else { return Err(Error::NotFound) };
    let person = viewer.person().ok_or(Error::LogIn)?;
    let Some(step) = seed.step_of(code, tx.now()) else { return Err(Error::invalid("code", Slip::NotTheCode)) };
    tx.run(
        "update second_factors set confirmed_at = $2, step = $3 where person_id = $1",
        args![person, tx.now(), step],
    )?;
    recovery::keep(tx, person, codes)?;
    sessions::end_all(tx, person, Some(here))?;
    sessions::prove(tx, person, here)?;
    note_event(tx, Some(person), Event::SecondFactorOn)?;
    mail::write(tx, person, &Matter::SecondFactorOn)
}

/// Gives the viewer other recovery codes; the old ones are dead.
pub fn renew_codes(viewer: &Viewer, tx: &Tx<'_>, codes: &RecoveryCodes) -> Result<()> {
    match second_factor(viewer, tx)? {
        SecondFactor::On { .. } => recovery::keep(tx, viewer.person().ok_or(Error::LogIn)?, codes),
        SecondFactor::Off | SecondFactor::Waiting(_) => Err(Error::NotFound),
    }
}

/// Asks the viewer for no second factor any more, or forgets a seed that waits.
pub fn switch_off(viewer: &Viewer, tx: &Tx<'_>) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let was_on = is_on(tx, person)?;
    forget(tx, person)?;
    if !was_on {
        return Ok(());
    }
    note_event(tx, Some(person), Event::SecondFactorOff)?;
    mail::write(tx, person, &Matter::SecondFactorOff)
}

/// Whether a person's account is opened by a password alone no more.
pub fn is_on(tx: &Tx<'_>, person: PersonId) -> Result<bool> {
    let found = "select count(*) from second_factors where person_id = $1 and confirmed_at is not null";
    Ok(tx.count(found, args![person])? > 0)
}

/// Whether somebody's second factor is shown: the code of their app, or one of their recovery codes. It is used up then.
pub fn take_code(tx: &Tx<'_>, person: PersonId, typed: &str) -> Result<bool> {
    if RecoveryCodes::has_the_form_of_one(typed) {
        return recovery::take(tx, person, typed);
    }
    let sought = "select seed from second_factors where person_id = $1 and confirmed_at is not null";
    let Some(seed) = tx.value(sought, args![person])? else { return Ok(false) };
    let Some(step) = Seed::stored(seed).step_of(typed, tx.now()) else { return Ok(false) };
    let used = "update second_factors set step = $2 where person_id = $1 and step < $2";
    Ok(tx.run(used, args![person, step])? > 0)
}

/// Forgets a person's second factor, and whoever has said the password and not shown it.
pub(super) fn forget(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    tx.run("delete from second_factors where person_id = $1", args![person])?;
    tx.run("delete from recovery_codes where person_id = $1", args![person])?;
    tokens::revoke(tx, person, &[tokens::Purpose::SecondStep])
}
