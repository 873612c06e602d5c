//! Making people and pseuds. How a member proves who they are stands in [`crate::accounts`].

use super::{Kind, Pseud, check_name};
use crate::db::args;
use crate::error::What;
use crate::feed::{self, Change};
use crate::tags::key;
use crate::{Error, PersonId, PseudId, Result, Slip, Tx};

/// Makes a member with one pseud of the same name (PSEUD-1), without an account: for samples and tests.
pub fn join(tx: &Tx<'_>, name: &str) -> Result<(PersonId, PseudId)> {
    make(tx, name, Kind::Member)
}

/// Makes a person of a kind under a name that is free, with one pseud of the same name.
pub(crate) fn make(tx: &Tx<'_>, name: &str, kind: Kind) -> Result<(PersonId, PseudId)> {
    check_free(tx, name)?;
    insert(tx, kind, name, name)
}

/// Whether a new account may have this name (USER-1).
pub(crate) fn check_free(tx: &Tx<'_>, name: &str) -> Result<()> {
    check_name(name)?;
    let name_key = key(name);
    if tx.count("select count(*) from people where name_key = $1", args![&name_key])? > 0 {
        return Err(Error::Conflict(What::NameTaken(name.to_owned())));
    }
    Ok(())
}

/// Gives a person another name; the pseud of the old name follows, unless they have one of the new name (USER-5).
pub(crate) fn call(tx: &Tx<'_>, person: PersonId, before: &str, name: &str) -> Result<()> {
    let name_key = key(name);
    if tx.count("select count(*) from people where name_key = $1 and id <> $2", args![&name_key, person])? > 0 {
        return Err(Error::Conflict(What::NameTaken(name.to_owned())));
    }
    tx.run("update people set name = $2, name_key = $3 where id = $1", args![person, name, &name_key])?;
    let (old, new) = (pseud_of(tx, person, before)?, pseud_of(tx, person, name)?);
    if let Some(old) = old
        && new.is_none_or(|new| new == old)
    {
        tx.run("update pseuds set name = $2, name_key = $3 where id = $1", args![old, name, &name_key])?;
    }
    Ok(())
}

/// Makes a member of somebody whose address is confirmed.
pub(crate) fn welcome(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    tx.run("update people set kind = $2 where id = $1", args![person, Kind::Member.word()]).map(drop)
}

/// Gives a person one more name to write under; 1 to 40 letters, digits, spaces, `_` and `-` (PSEUD-1).
pub fn add_pseud(tx: &Tx<'_>, person: PersonId, name: &str) -> Result<PseudId> {
    let name = fitting_pseud(name).ok_or_else(|| Error::invalid("name", Slip::NotAPseud))?;
    if pseud_of(tx, person, &name)?.is_some() {
        return Err(Error::Conflict(What::NameTaken(name)));
    }
    make_pseud(tx, person, &name, false)
}

/// A name to write under, with single spaces; nothing when it breaks the rule.
pub(super) fn fitting_pseud(name: &str) -> Option<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters = name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '_' | '-'));
    let fits = letters && (1..=40).contains(&name.chars().count()) && name.chars().any(char::is_alphanumeric);
    fits.then_some(name)
}

/// The name that a person writes under unless they say another.
pub fn default_pseud(tx: &Tx<'_>, person: PersonId) -> Result<PseudId> {
    let id = tx.value("select id from pseuds where person_id = $1 and is_default", args![person])?;
    id.ok_or(Error::NotFound)
}

/// The author that a byline in a file names: found among the authors of earlier imports, or made.
pub(crate) fn author(tx: &Tx<'_>, byline: &manuscript::Byline) -> Result<(PersonId, Pseud)> {
    let pseud = fitting(&byline.name);
    let account = byline.account.as_deref().map_or_else(|| pseud.clone(), fitting);
    let (known, free_name) = known_or_free(tx, &account)?;
    let Some(person) = known else {
        let (person, id) = insert(tx, Kind::Author, &free_name, &pseud)?;
        return Ok((person, Pseud { id, name: pseud }));
    };
    let id = match pseud_of(tx, person, &pseud)? {
        Some(id) => id,
        None => make_pseud(tx, person, &pseud, false)?,
    };
    Ok((person, Pseud { id, name: pseud }))
}

fn fitting(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { "Unknown".to_owned() } else { name.chars().take(255).collect() }
}

/// The author of this name, or a free name for one. A member keeps the name, and the author gets a number behind it.
fn known_or_free(tx: &Tx<'_>, name: &str) -> Result<(Option<PersonId>, String)> {
    let (mut candidate, mut number) = (name.to_owned(), 1);
    loop {
        let name_key = key(&candidate);
        let found = tx.first("select id, kind from people where name_key = $1", args![&name_key], |row| {
            Ok((row.get::<PersonId>(0)?, row.get::<String>(1)?))
        })?;
        match found {
            Some((_, kind)) if kind != Kind::Author.word() => number += 1,
            author => return Ok((author.map(|(id, _)| id), candidate)),
        }
        candidate = format!("{name}_{number}");
    }
}

fn insert(tx: &Tx<'_>, kind: Kind, name: &str, pseud: &str) -> Result<(PersonId, PseudId)> {
    let (id, name_key) = (PersonId::new(tx.fresh_id()), key(name));
    tx.run(
        "insert into people (id, name, name_key, kind, created_at) values ($1, $2, $3, $4, $5)",
        args![id, name, &name_key, kind.word(), tx.now()],
    )?;
    Ok((id, make_pseud(tx, id, pseud, true)?))
}

pub(super) fn make_pseud(tx: &Tx<'_>, person: PersonId, name: &str, is_default: bool) -> Result<PseudId> {
    let (id, name_key) = (PseudId::new(tx.fresh_id()), key(name));
    tx.run(
        "insert into pseuds (id, person_id, name, name_key, is_default, created_at) values ($1, $2, $3, $4, $5, $6)",
        args![id, person, name, &name_key, is_default, tx.now()],
    )?;
    feed::note(tx, Change::Person(person))?;
    Ok(id)
}

pub(super) fn pseud_of(tx: &Tx<'_>, person: PersonId, name: &str) -> Result<Option<PseudId>> {
    let name_key = key(name);
    tx.value("select id from pseuds where person_id = $1 and name_key = $2", args![person, &name_key])
}

/// The name of the account that orphaned works belong to (ROLE-4).
const ORPHANAGE: &str = "orphan_account";

/// Makes the orphan account, where it is not there, so that nobody can have its name.
pub(crate) fn seed(tx: &Tx<'_>) -> Result<()> {
    if tx.count("select count(*) from people where kind = 'orphanage'", &[])? > 0 {
        return Ok(());
    }
    make(tx, ORPHANAGE, Kind::Orphanage).map(drop)
}

/// A name of the orphan account: this one, or its own.
pub(crate) fn orphan_name(tx: &Tx<'_>, name: Option<&str>) -> Result<(PersonId, PseudId)> {
    let person: Option<PersonId> = tx.value("select id from people where kind = 'orphanage'", &[])?;
    let person = person.ok_or_else(|| Error::broken("the orphan account is not there; start the archive again"))?;
    let pseud = match name {
        None => default_pseud(tx, person)?,
        Some(name) => match pseud_of(tx, person, name)? {
            Some(pseud) => pseud,
            None => make_pseud(tx, person, name, false)?,
        },
    };
    Ok((person, pseud))
}

/// Forgets the names of somebody whose account is deleted. The row stays, nameless, for what refers to it.
pub(crate) fn forget(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    let nameless = format!("-{}", tx.fresh_id());
    tx.run("delete from pseuds where person_id = $1", args![person])?;
    tx.run(
        "update people set name = $2, name_key = $2, kind = $3 where id = $1",
        args![person, &nameless, Kind::Gone.word()],
    )
    .map(drop)
}
