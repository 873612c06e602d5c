//! Everything of an account taken from sight in one act, and given back in one (R47, R49). Each creator gets one letter.

use std::collections::BTreeMap;

use super::sanctions::within_reach;
use crate::accounts::{Power, require};
use crate::deeds::{self, Act, Subject};
use crate::mail::{self, Matter};
use crate::{Error, PersonId, Result, Slip, Tx, Viewer, works};

/// Hides every work of a person's that is not hidden yet (see [`works::to_hide`]), and says how many.
pub fn hide_works_of(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, reason: &str) -> Result<u64> {
    let reason = asked(viewer, tx, person, reason)?;
    let hidden = works::hide_all(viewer, tx, person, &reason)?;
    if hidden.is_empty() {
        return Err(Error::NotFound);
    }
    deeds::note(viewer, tx, Act::HidAll, &Subject::person(tx, person)?, &reason)?;
    tell(tx, &hidden, |number| Matter::WorksHidden { number, reason: reason.clone() })
}

/// Shows again what was hidden so (see [`works::hidden_together`]), and says how many works.
pub fn show_works_of(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, reason: &str) -> Result<u64> {
    let reason = asked(viewer, tx, person, reason)?;
    if works::hidden_together(viewer, tx, person)?.is_empty() {
        return Err(Error::NotFound);
    }
    let shown = works::show_all(viewer, tx, person, &reason)?;
    deeds::note(viewer, tx, Act::ShowedAll, &Subject::person(tx, person)?, &reason)?;
    tell(tx, &shown, |number| Matter::WorksShown { number })
}

/// The reason, if the viewer may do this to this person.
fn asked(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, reason: &str) -> Result<String> {
    require(viewer, tx, Power::KeepOrder)?;
    within_reach(viewer, tx, person)?;
    let reason = reason.trim();
    if reason.is_empty() { Err(Error::invalid("reason", Slip::Missing)) } else { Ok(reason.to_owned()) }
}

/// Writes to everybody who made one of the works, how many of theirs it concerns; says how many works there are.
fn tell(tx: &Tx<'_>, works: &[Vec<PersonId>], matter: impl Fn(u64) -> Matter) -> Result<u64> {
    let mut numbers: BTreeMap<PersonId, u64> = BTreeMap::new();
    for creator in works.iter().flatten() {
        *numbers.entry(*creator).or_default() += 1;
    }
    numbers.into_iter().try_for_each(|(creator, number)| mail::write(tx, creator, &matter(number)))?;
    Ok(works.len() as u64)
}
