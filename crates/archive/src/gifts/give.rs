//! Saying whom a work of one's own is for (GIFT-1 … GIFT-3).

use super::tell::tell;
use crate::accounts;
use crate::db::args;
use crate::feed::{self, Change};
use crate::people::{self, Called};
use crate::tags::key;
use crate::{Error, FieldError, PersonId, Result, Slip, Tx, Viewer, WorkId, blocks, reach, works};

/// How many a work can be for.
pub const MOST: u64 = 50;

/// Letters of a name (GIFT-1).
const NAME: usize = 100;

/// The field of the form at which all that is wrong is told.
const FIELD: &str = "recipients";

/// Whom a gift is for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum For {
    /// Somebody here, under this one of their names.
    Person(Called),
    /// A name, and the key it is compared by.
    Name(String, String),
}

/// A gift as it is stored.
struct Stored {
    id: i64,
    person: Option<PersonId>,
    name_key: String,
    refused: bool,
}

/// Says whom a work of the viewer's is for: bylines of people here, and other names, which are no more than that. Who is not
/// named any more gets it no more; but what was refused stays refused, and nobody is asked again (GIFT-3).
pub fn give(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, names: &[String]) -> Result<()> {
    works::is_changeable(viewer, tx, work)?;
    let stored =
        tx.all("select id, person_id, name_key, refused from gifts where work_id = $1", args![work], |row| {
            Ok(Stored { id: row.get(0)?, person: row.get(1)?, name_key: row.get(2)?, refused: row.get(3)? })
        })?;
    let wanted = wanted(tx, names, &stored)?;
    let mut wrong = Vec::new();
    for (typed, of) in &wanted {
        if let Some(slip) = hindrance(viewer, tx, (work, &stored), (typed, of))? {
            wrong.push(FieldError::new(FIELD, slip));
        }
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    reach::out(viewer, tx, FIELD, &newly_reached(&wanted, &stored))?;
    for old in stored.iter().filter(|old| !old.refused && !wanted.iter().any(|(_, of)| is_of(old, of))) {
        tx.run("delete from gifts where id = $1", args![old.id])?;
    }
    for ((_, of), position) in wanted.iter().zip(1_i64..) {
        match stored.iter().find(|old| is_of(old, of)) {
            Some(old) => place(tx, old.id, of, position)?,
            None => add(viewer, tx, work, (of, position))?,
        }
    }
    feed::note(tx, Change::Work(work))?;
    tell(tx, work)
}

/// Whom these names mean, each once: the first name that means somebody stands (GIFT-3). What is a name on the work already
/// stays one, whoever is called so here: it came with a file, or before they did.
fn wanted(tx: &Tx<'_>, names: &[String], stored: &[Stored]) -> Result<Vec<(String, For)>> {
    let mut wanted: Vec<(String, For)> = Vec::new();
    let names: Vec<&str> = names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    if names.len() as u64 > MOST {
        return Err(Error::invalid(FIELD, Slip::TooMany { most: MOST, is: names.len() as u64 }));
    }
    for name in names {
        let bare = For::Name(name.to_owned(), key(name));
        let of = if stored.iter().any(|old| is_of(old, &bare)) { bare } else { meant(tx, name)? };
        let is_same = |other: &For| match (other, &of) {
            (For::Person(one), For::Person(other)) => one.person == other.person,
            (For::Name(_, one), For::Name(_, other)) => one == other,
            _ => false,
        };
        if !wanted.iter().any(|(_, other)| is_same(other)) {
            wanted.push((name.to_owned(), of));
        }
    }
    Ok(wanted)
}

fn meant(tx: &Tx<'_>, name: &str) -> Result<For> {
    let called = match people::called(tx, FIELD, name) {
        Ok(called) => Some(called),
        Err(Error::Invalid(errors)) if errors.iter().all(|error| matches!(error.slip, Slip::Unknown { .. })) => None,
        Err(error) => return Err(error),
    };
    if let Some(called) = called {
        return Ok(For::Person(called));
    }
    if !is_name(name) {
        let name = name.chars().take(NAME).collect();
        return Err(Error::invalid(FIELD, Slip::NotARecipient { name }));
    }
    Ok(For::Name(name.to_owned(), key(name)))
}

/// Whether a name can be a recipient's (GIFT-1).
pub(super) fn is_name(name: &str) -> bool {
    name.chars().count() <= NAME && name.chars().any(char::is_alphanumeric)
}

/// The people here who do not have it already.
fn newly_reached(wanted: &[(String, For)], stored: &[Stored]) -> Vec<PersonId> {
    let fresh = wanted.iter().map(|(_, of)| of).filter(|of| !stored.iter().any(|old| is_of(old, of)));
    fresh.filter_map(|of| if let For::Person(called) = of { Some(called.person) } else { None }).collect()
}

fn is_of(stored: &Stored, of: &For) -> bool {
    match of {
        For::Person(called) => stored.person == Some(called.person),
        For::Name(_, name_key) => stored.person.is_none() && stored.name_key == *name_key,
    }
}

/// Why somebody cannot be given a work. What they have had already they may keep.
fn hindrance(
    viewer: &Viewer,
    tx: &Tx<'_>,
    (work, stored): (WorkId, &[Stored]),
    (typed, of): (&str, &For),
) -> Result<Option<Slip>> {
    let For::Person(Called { person, .. }) = of else { return Ok(None) };
    let name = typed.to_owned();
    if let Some(old) = stored.iter().find(|old| is_of(old, of)) {
        return Ok(old.refused.then_some(Slip::HasRefused { name }));
    }
    if viewer.person() == Some(*person) {
        return Ok(None);
    }
    if viewer.person().map_or(Ok(false), |giver| blocks::keeps_off(tx, &[*person], giver))? {
        return Ok(Some(Slip::TakesNoneFromYou { name }));
    }
    for creator in works::creators_of(tx, work)? {
        if blocks::keeps_off(tx, &[*person], creator)? {
            return Ok(Some(Slip::TakesNoneFromAll { name }));
        }
    }
    Ok((!accounts::takes_gifts(tx, *person)?).then_some(Slip::TakesNoGifts { name }))
}

fn add(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, (of, position): (&For, i64)) -> Result<()> {
    let Called { person, pseud } = match of {
        For::Person(called) => *called,
        For::Name(name, name_key) => return add_name(tx, work, (name, name_key), position),
    };
    // Nobody is told of what they did themselves.
    let is_told = Some(person) == viewer.person();
    tx.run(
        "insert into gifts (id, work_id, position, person_id, pseud_id, name, name_key, refused, told, at)
         values ($1, $2, $3, $4, $5, '', '', false, $6, $7)",
        args![tx.fresh_id(), work, position, person, pseud, is_told, tx.now()],
    )
    .map(drop)
}

/// Gives a work to a name, which cannot be written to, and its key.
pub(super) fn add_name(tx: &Tx<'_>, work: WorkId, (name, name_key): (&str, &str), position: i64) -> Result<()> {
    tx.run(
        "insert into gifts (id, work_id, position, name, name_key, refused, told, at)
         values ($1, $2, $3, $4, $5, false, true, $6)",
        args![tx.fresh_id(), work, position, name, name_key, tx.now()],
    )
    .map(drop)
}

/// Puts a gift that there is at its new place, under the name that was typed now.
fn place(tx: &Tx<'_>, id: i64, of: &For, position: i64) -> Result<()> {
    let (pseud, name) = match of {
        For::Person(called) => (Some(called.pseud), ""),
        For::Name(name, _) => (None, name.as_str()),
    };
    tx.run("update gifts set position = $2, pseud_id = $3, name = $4 where id = $1", args![id, position, pseud, name])
        .map(drop)
}
