//! A forgotten password: a letter with a link, and a new password for whoever holds it (USER-4, R26, R27).
//!
//! Whoever asks is told the same, after the same work, whether or not there is an account.

use jiff::SignedDuration;

use super::events::{Event, note_event};
use super::password::HashedPassword;
use super::tokens::{self, Purpose};
use super::{by_name_or_address, second_factor, sessions};
use crate::db::args;
use crate::mail::{self, Matter};
use crate::{Error, PersonId, Result, Secret, Slip, Tx};

/// So many links are given in [`WINDOW`] (R27).
const MOST: u64 = 3;

/// The time in which links are counted.
const WINDOW: SignedDuration = SignedDuration::from_hours(12);

/// Links that let somebody in: all of them die when the password or the address changes (R26).
const KEYS: &[Purpose] = &[Purpose::Reset, Purpose::ChangeAddress, Purpose::SecondStep, Purpose::AddPasskey];

/// Writes a letter with a link to the account of this name or address, if there is one and it had not three already.
/// An account that waits for its address to be confirmed gets that letter once more.
pub fn ask_reset(tx: &Tx<'_>, name_or_address: &str, secret: &Secret) -> Result<()> {
    let account = by_name_or_address(tx, name_or_address)?;
    let purpose = match &account {
        Some(account) if !account.is_confirmed => Purpose::Confirm,
        _ => Purpose::Reset,
    };
    let account = match account {
        Some(account) if tokens::count_since(tx, purpose, account.person, WINDOW)? < MOST => Some(account),
        _ => None,
    };
    // A token that opens nothing is written too, so that the answer takes as long as with an account.
    tokens::make(tx, purpose, account.as_ref().map(|account| account.person), "", secret)?;
    let Some(account) = account else { return Ok(()) };
    let (name, secret) = (account.name, secret.text().to_owned());
    let matter = match purpose {
        Purpose::Confirm => Matter::Confirm { name, secret },
        _ => Matter::Reset { name, secret },
    };
    mail::write(tx, account.person, &matter)
}

/// The account that a link opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reset {
    /// Whose it is.
    pub person: PersonId,
    /// Its name.
    pub name: String,
    /// Whether the letter is not enough: its second factor is asked for too.
    pub needs_code: bool,
}

/// The account that a link opens; nothing when it is used up, over or wrong.
pub fn reset_of(tx: &Tx<'_>, secret: &Secret) -> Result<Option<Reset>> {
    let Some(person) = tokens::look(tx, Purpose::Reset, secret)?.and_then(|held| held.person) else {
        return Ok(None);
    };
    let name: Option<String> = tx.value("select name from people where id = $1", args![person])?;
    let needs_code = second_factor::is_on(tx, person)?;
    Ok(name.map(|name| Reset { person, name, needs_code }))
}

/// Gives the account of a link a new password, logs every browser out and tells its owner. Where there is a second factor,
/// `code` shows it; a wrong one changes nothing, and the link stays good.
pub fn reset(tx: &Tx<'_>, secret: &Secret, password: &HashedPassword, code: &str) -> Result<Option<Reset>> {
    let Some(of) = reset_of(tx, secret)? else { return Ok(None) };
    if of.needs_code && !second_factor::take_code(tx, of.person, code)? {
        return Err(Error::invalid("code", Slip::WrongCode));
    }
    tokens::take(tx, Purpose::Reset, secret)?;
    let person = of.person;
    set_password(tx, person, password)?;
    sessions::end_all(tx, person, None)?;
    Ok(Some(of))
}

/// Stores a new password; every link that could let somebody in is dead then, and a letter tells it.
pub(super) fn set_password(tx: &Tx<'_>, person: PersonId, password: &HashedPassword) -> Result<()> {
    tx.run("update accounts set password = $2 where person_id = $1", args![person, password.text()])?;
    close_links(tx, person)?;
    note_event(tx, Some(person), Event::ChangedPassword)?;
    let name: Option<String> = tx.value("select name from people where id = $1", args![person])?;
    mail::write(tx, person, &Matter::PasswordChanged { name: name.unwrap_or_default() })
}

/// Ends every link that could let somebody in.
pub(super) fn close_links(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    tokens::revoke(tx, person, KEYS)
}
