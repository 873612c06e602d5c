//! Names that are taken from people because they offend or pretend (USER-5). The person is told, and can choose another.

use super::sanctions::within_reach;
use crate::accounts::{self, Power, require};
use crate::deeds::{self, Act, Subject};
use crate::mail::{self, Matter};
use crate::{Errand, Error, PersonId, Result, Slip, Tx, Viewer};

/// Takes a person's name away, and answers the one they have instead: a word and their number.
pub fn take_name(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, reason: &str) -> Result<String> {
    let name = name_instead(person);
    change(viewer, tx, person, &name, reason).map(|()| name)
}

/// What somebody is called whose name was taken away.
pub fn name_instead(person: PersonId) -> String {
    format!("user{person}")
}

/// Gives a person the name that the host says. For the terminal.
pub fn give_name(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, name: &str, reason: &str) -> Result<()> {
    if *viewer != Viewer::Custodian(Errand::Host) {
        return Err(Error::NotFound);
    }
    change(viewer, tx, person, name, reason)
}

/// The log holds the new name and not the old one: that goes with the account.
fn change(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, name: &str, reason: &str) -> Result<()> {
    require(viewer, tx, Power::KeepOrder)?;
    within_reach(viewer, tx, person)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::invalid("reason", Slip::Missing));
    }
    accounts::rename_by_force(tx, person, name)?;
    deeds::note(viewer, tx, Act::TookName, &Subject::person(tx, person)?, reason)?;
    mail::write(tx, person, &Matter::NameTaken { name: name.to_owned(), reason: reason.to_owned() })
}
