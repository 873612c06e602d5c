//! Passkeys: keys in a phone, a computer or on a stick, with which somebody logs in and types nothing. One stands for both
//! factors, because its device asks for a finger, a face or a PIN (WebAuthn; ASVS 6.3.3).
//!
//! What is signed is a token, so it is good once, for ten minutes and for one purpose.

use jiff::Timestamp;

use super::ceremony::{self, Place};
use super::events::{Event, note_event};
use super::tokens::{self, Purpose};
use super::{of, sessions};
use crate::clock::from_millis;
use crate::db::{Row, args};
use crate::mail::{self, Matter};
use crate::{Error, PasskeyId, PersonId, Result, Secret, SessionId, Slip, Tx, Viewer};

/// An account has so many.
const MOST: u64 = 20;

/// A label has so many letters.
const LONGEST: usize = 60;

/// A passkey as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// The passkey.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub label: String,
    /// When it was added.
    pub made: Timestamp,
    /// When it was used last.
    pub used: Option<Timestamp>,
}

/// The viewer's passkeys, the newest first.
pub fn passkeys(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Passkey>> {
    tx.all(
        "select id, label, made_at, used_at from passkeys where person_id = $1 order by made_at desc, id",
        args![viewer.person().ok_or(Error::LogIn)?],
        |row| {
            let used = row.get::<Option<i64>>(3)?.map(from_millis);
            Ok(Passkey { id: row.get(0)?, label: row.get(1)?, made: from_millis(row.get(2)?), used })
        },
    )
}

/// Gives out what the viewer's next passkey signs, and the names of those they have, so that no device makes a second one.
pub fn ask_passkey(viewer: &Viewer, tx: &Tx<'_>, secret: &Secret) -> Result<Vec<String>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    tokens::revoke(tx, person, &[Purpose::AddPasskey])?;
    tokens::make(tx, Purpose::AddPasskey, Some(person), "", secret)?;
    let known = "select credential from passkeys where person_id = $1 order by id";
    tx.all(known, args![person], |row| Ok(ceremony::base64_of_hex(&row.get::<String>(0)?)))
}

/// Adds the passkey that a browser hands over. Whoever does it has shown both factors from then on.
pub fn add_passkey(viewer: &Viewer, tx: &Tx<'_>, place: &Place, new: &NewPasskey, here: SessionId) -> Result<()> {
    let account = of(viewer, tx)?;
    let refused = || Error::invalid("passkey", Slip::NotAPasskey);
    let label = labelled(&new.label)?;
    let key = ceremony::made(place, &new.made).ok_or_else(refused)?;
    let asked = tokens::take(tx, Purpose::AddPasskey, &key.challenge)?.and_then(|held| held.person);
    let is_known = tx.count("select count(*) from passkeys where credential = $1", args![&key.credential])? > 0;
    if asked != Some(account.person) || is_known {
        return Err(refused());
    }
    let is = tx.count("select count(*) from passkeys where person_id = $1", args![account.person])? + 1;
    if is > MOST {
        return Err(Error::invalid("passkey", Slip::TooMany { most: MOST, is }));
    }
    tx.run(
        "insert into passkeys (id, person_id, credential, label, spki, algorithm, uses, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            tx.fresh_id(),
            account.person,
            key.credential,
            &label,
            key.spki.as_slice(),
            key.algorithm,
            key.uses,
            tx.now()
        ],
    )?;
    sessions::prove(tx, account.person, here)?;
    note_event(tx, Some(account.person), Event::AddedPasskey)?;
    mail::write(tx, account.person, &Matter::PasskeyAdded { label })
}

/// A passkey that is to be added.
#[derive(Debug, Clone)]
pub struct NewPasskey {
    /// What its owner calls it.
    pub label: String,
    /// What the browser hands over, as its script packs it.
    pub made: String,
}

/// Gives out what the passkey of somebody who logs in signs.
pub fn ask_log_in(tx: &Tx<'_>, secret: &Secret) -> Result<()> {
    tokens::make(tx, Purpose::ShowPasskey, None, "", secret)
}

/// A passkey in its row.
struct Known {
    id: PasskeyId,
    person: PersonId,
    spki: Vec<u8>,
    algorithm: i64,
    uses: i64,
}

/// Whose passkey a browser shows; nobody's when it is none of ours, was signed for something else, or is a copy.
pub fn show_passkey(tx: &Tx<'_>, place: &Place, shown: &str) -> Result<Option<PersonId>> {
    let Some(shown) = ceremony::shown(place, shown) else { return Ok(None) };
    let is_asked = tokens::take(tx, Purpose::ShowPasskey, &shown.challenge)?.is_some();
    let known = tx.first(
        "select k.id, k.person_id, k.spki, k.algorithm, k.uses from passkeys k
         join accounts a on a.person_id = k.person_id where k.credential = $1 and a.confirmed_at is not null",
        args![&shown.credential],
        known,
    )?;
    // An authenticator that counts has signed more often than when it was seen last; a copy of it has not (§6.1.1).
    let is_copy = |known: &Known| (shown.uses > 0 || known.uses > 0) && shown.uses <= known.uses;
    let good = |known: &Known| {
        is_asked && known.person == shown.person && !is_copy(known) && shown.is_signed(&known.spki, known.algorithm)
    };
    let Some(known) = known.filter(good) else { return Ok(None) };
    tx.run("update passkeys set uses = $2, used_at = $3 where id = $1", args![known.id, shown.uses, tx.now()])?;
    Ok(Some(known.person))
}

fn known(row: &Row<'_>) -> Result<Known> {
    let (spki, algorithm, uses) = (row.get(2)?, row.get(3)?, row.get(4)?);
    Ok(Known { id: row.get(0)?, person: row.get(1)?, spki, algorithm, uses })
}

/// Calls one of the viewer's passkeys something else. One that is not theirs is not there.
pub fn label_passkey(viewer: &Viewer, tx: &Tx<'_>, passkey: PasskeyId, label: &str) -> Result<()> {
    let changed = tx.run(
        "update passkeys set label = $3 where id = $1 and person_id = $2",
        args![passkey, viewer.person(), labelled(label)?],
    )?;
    if changed > 0 { Ok(()) } else { Err(Error::NotFound) }
}

/// Takes one of the viewer's passkeys away; a letter tells it.
pub fn remove_passkey(viewer: &Viewer, tx: &Tx<'_>, passkey: PasskeyId) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let label =
        tx.value("delete from passkeys where id = $1 and person_id = $2 returning label", args![passkey, person])?;
    note_event(tx, Some(person), Event::RemovedPasskey)?;
    mail::write(tx, person, &Matter::PasskeyRemoved { label: label.ok_or(Error::NotFound)? })
}

/// Takes all of a person's passkeys away.
pub(super) fn forget(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    tx.run("delete from passkeys where person_id = $1", args![person]).map(drop)
}

/// A label that can be told from others.
fn labelled(typed: &str) -> Result<String> {
    let label = typed.trim();
    let is = label.chars().count();
    if is == 0 {
        return Err(Error::invalid("label", Slip::Missing));
    }
    if is > LONGEST {
        return Err(Error::invalid("label", Slip::TooLong { most: LONGEST as u64, is: is as u64 }));
    }
    Ok(label.to_owned())
}
