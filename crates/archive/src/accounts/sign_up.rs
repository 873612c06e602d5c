//! Making accounts, confirming them, and finding them again (USER-2, USER-3, ROLE-1).

use super::Address;
use super::password::HashedPassword;
use super::roles::{self, Role};
use super::tokens::{self, Purpose};
use crate::db::{Row, args};
use crate::feed::{self, Change};
use crate::mail::{self, Matter};
use crate::people::{self, Kind};
use crate::tags::key;
use crate::{Errand, Error, PersonId, Result, Secret, Tx, Viewer, invitations};
use crate::{FieldError, Slip};

/// An account that is asked for.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Its name (USER-1).
    pub name: String,
    /// Where letters go.
    pub address: Address,
    /// The password's hash.
    pub password: HashedPassword,
    /// What was agreed to, each with the version that was read: `("terms", "2026-11")` (USER-2).
    pub consents: Vec<(String, String)>,
}

/// What its owner and the archive know of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The person.
    pub person: PersonId,
    /// The account's name.
    pub name: String,
    /// Where letters go.
    pub address: String,
    /// The password's hash; nothing when nobody can log in by password.
    pub password: Option<HashedPassword>,
    /// Whether the address was confirmed; before that nobody logs in (USER-3).
    pub is_confirmed: bool,
}

/// Makes an account that waits for its address to be confirmed, and writes the letter that asks for it.
///
/// A name that is taken is told, because names are public. An address that is taken is not: its owner gets a letter
/// that says somebody tried, and the answer here is the same (R27), as is every later one: the name that was asked for is
/// kept either way, until nobody has confirmed it for long enough (see [`super::tend_unconfirmed`]). An address that may not join gets no letter (INV-4).
pub fn sign_up(tx: &Tx<'_>, new: &NewAccount, confirm: &Secret) -> Result<()> {
    ask_to_confirm(tx, new, confirm).map(drop)
}

/// [`sign_up`], and whose account it is if one was made.
fn ask_to_confirm(tx: &Tx<'_>, new: &NewAccount, confirm: &Secret) -> Result<Option<PersonId>> {
    people::forget_pending(tx)?;
    let known = by_address(tx, &new.address)?;
    if known.is_some() || invitations::is_banned(tx, &new.address)? {
        people::make(tx, &new.name, Kind::Pending)?;
        if let Some(Account { person, name, .. }) = known {
            mail::write(tx, person, &Matter::AddressInUse { name })?;
        }
        return Ok(None);
    }
    let person = make(tx, new, Kind::Pending)?;
    tokens::make(tx, Purpose::Confirm, Some(person), "", confirm)?;
    mail::write(tx, person, &Matter::Confirm { name: new.name.clone(), secret: confirm.text().to_owned() })?;
    Ok(Some(person))
}

/// What became of an account that somebody asked for by an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// It is open: the invitation came in a letter to its address.
    Open(PersonId),
    /// A letter asks the address to confirm it, as [`sign_up`] does.
    Asked,
    /// The invitation is used, taken back, over or none at all.
    Stale,
}

/// Makes an account by an invitation, which is used up by it (INV-3).
pub fn sign_up_invited(tx: &Tx<'_>, new: &NewAccount, invitation: &Secret, confirm: &Secret) -> Result<Joined> {
    let Some(offer) = invitations::offered(tx, invitation)? else { return Ok(Joined::Stale) };
    let is_same =
        offer.address.is_some_and(|address| address.parse().is_ok_and(|a: Address| a.key() == new.address.key()));
    if offer.proves_address && is_same && by_address(tx, &new.address)?.is_none() {
        let person = open_at_once(tx, new)?;
        invitations::take(tx, invitation, person)?;
        return Ok(Joined::Open(person));
    }
    if let Some(person) = ask_to_confirm(tx, new, confirm)? {
        invitations::take(tx, invitation, person)?;
    }
    Ok(Joined::Asked)
}

/// Opens an account whose owner shows the secret of their letter. Nothing when it is used up, over or wrong.
pub fn confirm(tx: &Tx<'_>, secret: &Secret) -> Result<Option<PersonId>> {
    let Some(person) = tokens::take(tx, Purpose::Confirm, secret)?.and_then(|held| held.person) else {
        return Ok(None);
    };
    open(tx, person)?;
    Ok(Some(person))
}

/// Makes the token that makes the owner's account, and says whether it was needed: an archive that has an owner gives
/// none. An earlier link that was not used is dead then.
pub fn owner_link(viewer: &Viewer, tx: &Tx<'_>, secret: &Secret) -> Result<bool> {
    if !matches!(viewer, Viewer::Custodian(Errand::Host)) || owner_exists(tx)? {
        return Ok(false);
    }
    tx.run("delete from tokens where purpose = 'own'", &[])?;
    tokens::make(tx, Purpose::Own, None, "", secret)?;
    Ok(true)
}

/// Whether a link makes the owner's account: looked at before any work is done for whoever shows it.
pub fn is_owner_link(tx: &Tx<'_>, secret: &Secret) -> Result<bool> {
    Ok(tokens::look(tx, Purpose::Own, secret)?.is_some() && !owner_exists(tx)?)
}

/// Whether somebody owns this archive.
pub fn owner_exists(tx: &Tx<'_>) -> Result<bool> {
    Ok(tx.count("select count(*) from roles where role = 'owner'", &[])? > 0)
}

/// The account that a name or an address belongs to, confirmed or not.
pub fn by_name_or_address(tx: &Tx<'_>, text: &str) -> Result<Option<Account>> {
    match text.parse::<Address>() {
        Ok(address) => by_address(tx, &address),
        Err(_) => tx.first(
            "select p.id, p.name, a.email, a.password, a.confirmed_at is not null from accounts a
             join people p on p.id = a.person_id where p.name_key = $1",
            args![key(text)],
            read,
        ),
    }
}

/// What attempts to log in under a name or an address are counted by: all spellings that [`by_name_or_address`] finds one
/// account by have one key. A name and an address have two, whether or not they are one account's, which is not told (R27).
pub fn login_key(text: &str) -> String {
    text.parse::<Address>().map_or_else(|_| key(text), |address| address.key())
}

/// The viewer's own account.
pub fn of(viewer: &Viewer, tx: &Tx<'_>) -> Result<Account> {
    let found = tx.first(
        "select p.id, p.name, a.email, a.password, a.confirmed_at is not null from accounts a
         join people p on p.id = a.person_id where a.person_id = $1",
        args![viewer.person()],
        read,
    )?;
    found.ok_or(Error::LogIn)
}

fn by_address(tx: &Tx<'_>, address: &Address) -> Result<Option<Account>> {
    tx.first(
        "select p.id, p.name, a.email, a.password, a.confirmed_at is not null from accounts a
         join people p on p.id = a.person_id where a.email_key = $1",
        args![address.key()],
        read,
    )
}

fn read(row: &Row<'_>) -> Result<Account> {
    Ok(Account {
        person: row.get(0)?,
        name: row.get(1)?,
        address: row.get(2)?,
        password: row.get::<Option<String>>(3)?.map(HashedPassword::stored),
        is_confirmed: row.get(4)?,
    })
}

/// Makes the owner's account from the link that the terminal printed: open at once, because who reads the terminal has
/// proved more than who reads a letter. Nothing when the link is used up, over or wrong.
pub fn own(tx: &Tx<'_>, new: &NewAccount, secret: &Secret) -> Result<Option<PersonId>> {
    if tokens::take(tx, Purpose::Own, secret)?.is_none() || owner_exists(tx)? {
        return Ok(None);
    }
    let person = open_at_once(tx, new)?;
    roles::give(&Viewer::Custodian(Errand::Host), tx, person, Role::Owner)?;
    Ok(Some(person))
}

/// Makes an account that is open at once: by the host at the terminal.
pub fn open_at_once(tx: &Tx<'_>, new: &NewAccount) -> Result<PersonId> {
    if by_address(tx, &new.address)?.is_some() {
        return Err(Error::Invalid(vec![FieldError::new("email", Slip::Taken)]));
    }
    let person = make(tx, new, Kind::Pending)?;
    open(tx, person)?;
    Ok(person)
}

fn make(tx: &Tx<'_>, new: &NewAccount, kind: Kind) -> Result<PersonId> {
    let (person, _) = people::make(tx, &new.name, kind)?;
    tx.run(
        "insert into accounts (person_id, email, email_key, password, joined_at) values ($1, $2, $3, $4, $5)",
        args![person, new.address.text(), new.address.key(), new.password.text(), tx.now()],
    )?;
    agree(tx, person, &new.consents)?;
    Ok(person)
}

/// Keeps what a person agreed to, each with its version and the time (USER-2).
pub fn agree(tx: &Tx<'_>, person: PersonId, consents: &[(String, String)]) -> Result<()> {
    for (what, version) in consents {
        tx.run(
            "insert into consents (person_id, what, version, at) values ($1, $2, $3, $4)
             on conflict (person_id, what, version) do update set at = excluded.at",
            args![person, what, version, tx.now()],
        )?;
    }
    feed::note(tx, Change::Person(person))
}

fn open(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    tx.run("update accounts set confirmed_at = $2 where person_id = $1", args![person, tx.now()])?;
    let email: Option<String> = tx.value("select email from accounts where person_id = $1", args![person])?;
    if let Some(address) = email.and_then(|email| email.parse().ok()) {
        invitations::joined(tx, &address)?;
    }
    people::welcome(tx, person)?;
    feed::note(tx, Change::Person(person))
}
