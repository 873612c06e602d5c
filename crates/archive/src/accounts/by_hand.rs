//! What the host does about accounts at the terminal. Nobody does it over the web: who can make a link that lets somebody
//! into an account could enter it.

use jiff::Timestamp;

use super::roles::{self, Role};
use super::tokens::{self, Purpose};
use super::{NewAccount, open_at_once, passkeys, second_factor, sessions};
use crate::clock::from_millis;
use crate::db::args;
use crate::deeds::{self, Act, Subject};
use crate::mail::{self, Matter};
use crate::moderation::{self, Sanction};
use crate::{Errand, Error, PersonId, Result, Secret, Tx, Viewer, people};

/// A line of the list of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The account's name.
    pub name: String,
    /// Where letters go.
    pub address: String,
    /// When it was made.
    pub joined: Timestamp,
    /// Whether the address was confirmed.
    pub is_confirmed: bool,
    /// Its roles.
    pub roles: Vec<Role>,
    /// What keeps its owner from writing.
    pub sanction: Option<Sanction>,
}

/// Makes an account that is open at once.
pub fn make(viewer: &Viewer, tx: &Tx<'_>, new: &NewAccount) -> Result<PersonId> {
    host(viewer)?;
    people::wake(tx, &new.name)?;
    let person = open_at_once(tx, new)?;
    deeds::note(viewer, tx, Act::MadeAccount, &Subject::person(tx, person)?, "")?;
    Ok(person)
}

/// Makes a link with which somebody chooses a new password.
pub fn make_reset(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, secret: &Secret) -> Result<()> {
    host(viewer)?;
    tokens::make(tx, Purpose::Reset, Some(person), "", secret)?;
    deeds::note(viewer, tx, Act::MadeResetLink, &Subject::person(tx, person)?, "")
}

/// Notes that the host hands out everything that belongs to a person, before it is done (see [`crate::belongings`]).
pub fn note_export(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<()> {
    host(viewer)?;
    deeds::note(viewer, tx, Act::Exported, &Subject::person(tx, person)?, "")
}

/// Takes second factor and passkeys from somebody who has lost them, and logs them out everywhere; a letter tells it.
pub fn take_second_factor(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<()> {
    host(viewer)?;
    let passkeys = "select count(*) from passkeys where person_id = $1";
    if !second_factor::is_on(tx, person)? && tx.count(passkeys, args![person])? == 0 {
        return Err(Error::NotFound);
    }
    second_factor::forget(tx, person)?;
    passkeys::forget(tx, person)?;
    sessions::end_all(tx, person, None)?;
    mail::write(tx, person, &Matter::SecondFactorOff)?;
    deeds::note(viewer, tx, Act::TookSecondFactor, &Subject::person(tx, person)?, "")
}

/// Logs a person out everywhere, or everybody (R2).
pub fn log_out(viewer: &Viewer, tx: &Tx<'_>, whom: Option<PersonId>) -> Result<()> {
    host(viewer)?;
    let subject = if let Some(person) = whom {
        sessions::end_all(tx, person, None)?;
        Subject::person(tx, person)?
    } else {
        tx.run("delete from sessions", &[])?;
        Subject::everybody()
    };
    deeds::note(viewer, tx, Act::LoggedOut, &subject, "")
}

/// Every account, by name.
pub fn list(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Listed>> {
    host(viewer)?;
    let rows = tx.all(
        "select p.id, p.name, a.email, a.joined_at, a.confirmed_at is not null from accounts a
         join people p on p.id = a.person_id order by p.name_key",
        &[],
        |row| {
            let (name, address, joined) = (row.get(1)?, row.get(2)?, from_millis(row.get(3)?));
            let (roles, sanction, is_confirmed) = (Vec::new(), None, row.get(4)?);
            Ok((row.get::<PersonId>(0)?, Listed { name, address, joined, is_confirmed, roles, sanction }))
        },
    )?;
    let whole = |(person, listed): (PersonId, Listed)| {
        Ok(Listed { roles: roles::of(tx, person)?, sanction: moderation::active(tx, person)?, ..listed })
    };
    rows.into_iter().map(whole).collect()
}

fn host(viewer: &Viewer) -> Result<()> {
    if matches!(viewer, Viewer::Custodian(Errand::Host)) { Ok(()) } else { Err(Error::NotFound) }
}
