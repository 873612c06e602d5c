//! Changing one's own password and address (USER-4, R27). That the viewer has just said their password is the caller's
//! to see: checking one takes too long for a transaction.

use super::events::{Event, note_event};
use super::password::HashedPassword;
use super::reset::{close_links, set_password};
use super::tokens::{self, Purpose};
use super::{Address, by_name_or_address, of, rename, sessions};
use crate::db::args;
use crate::mail::{self, Matter};
use crate::{Error, PersonId, Result, Secret, SessionId, Tx, Viewer};

/// Gives the viewer another password; all their browsers but this one are logged out.
pub fn change_password(viewer: &Viewer, tx: &Tx<'_>, password: &HashedPassword, here: SessionId) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    set_password(tx, person, password)?;
    sessions::end_all(tx, person, Some(here))
}

/// Asks the new address whether it is the viewer's, and tells the old one. Nothing changes before the answer; an
/// earlier wish is dropped.
///
/// An address that another account has is not told: its owner gets a letter that says somebody tried, and no link.
pub fn ask_address(viewer: &Viewer, tx: &Tx<'_>, address: &Address, secret: &Secret) -> Result<()> {
    let account = of(viewer, tx)?;
    tokens::revoke(tx, account.person, &[Purpose::ChangeAddress])?;
    note_event(tx, Some(account.person), Event::AskedAddress)?;
    tokens::make(tx, Purpose::ChangeAddress, Some(account.person), address.text(), secret)?;
    let told = Matter::AddressAsked { name: account.name.clone(), address: address.text().to_owned() };
    mail::write(tx, account.person, &told)?;
    match by_name_or_address(tx, address.text())? {
        Some(taken) if taken.person != account.person => {
            mail::write(tx, taken.person, &Matter::AddressInUse { name: taken.name })
        }
        _ => {
            let asked = Matter::ConfirmAddress { name: account.name, secret: secret.text().to_owned() };
            mail::write_to(tx, account.person, address, &asked)
        }
    }
}

/// The address that waits to be confirmed, if the viewer wants another.
pub fn address_asked(viewer: &Viewer, tx: &Tx<'_>) -> Result<Option<String>> {
    tokens::open_of(tx, Purpose::ChangeAddress, viewer.person().ok_or(Error::LogIn)?)
}

/// Drops the viewer's wish for another address.
pub fn keep_address(viewer: &Viewer, tx: &Tx<'_>) -> Result<()> {
    tokens::revoke(tx, viewer.person().ok_or(Error::LogIn)?, &[Purpose::ChangeAddress])
}

/// Makes the address that a link was sent to the account's, and tells the old one. Nothing when the link is used up,
/// over or wrong, or the address has found another account meanwhile.
pub fn confirm_address(tx: &Tx<'_>, secret: &Secret) -> Result<Option<PersonId>> {
    let Some((person, text)) = tokens::take(tx, Purpose::ChangeAddress, secret)?
        .and_then(|held| held.person.map(|person| (person, held.detail)))
    else {
        return Ok(None);
    };
    let address: Address = text.parse()?;
    if by_name_or_address(tx, &text)?.is_some_and(|other| other.person != person) {
        return Ok(None);
    }
    let old = of(&Viewer::Member(person), tx)?;
    tx.run(
        "update accounts set email = $2, email_key = $3 where person_id = $1",
        args![person, address.text(), address.key()],
    )?;
    rename::remember(tx, person, "address", &old.address)?;
    note_event(tx, Some(person), Event::ChangedAddress)?;
    close_links(tx, person)?;
    mail::write_to(tx, person, &old.address.parse()?, &Matter::AddressChanged { name: old.name, address: text })?;
    Ok(Some(person))
}
