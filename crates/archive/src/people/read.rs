//! Reading people. Which of their works somebody sees is asked of [`crate::works`].

use std::collections::HashSet;

use super::{Byline, Kind, Named, names_of};
use crate::db::{Sql, args};
use crate::tags::key;
use crate::{Error, PersonId, PseudId, Result, Slip, Tx, Viewer, WorkId, policies, works};

/// A person as everybody may see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// The account's name, or the name an imported author is known by.
    pub name: String,
    /// Whether there is an account behind it.
    pub is_member: bool,
    /// Whether it is the account that orphaned works belong to.
    pub is_orphanage: bool,
    /// The names they write under, the default one first.
    pub pseuds: Vec<Pseud>,
}

/// A name somebody writes under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pseud {
    /// Its id.
    pub id: PseudId,
    /// Its text.
    pub name: String,
}

/// The person of this name in any spelling.
pub fn by_name(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<Person> {
    let name_key = key(name);
    let id: Option<PersonId> = tx.value("select id from people where name_key = $1", args![&name_key])?;
    show(viewer, tx, id.ok_or(Error::NotFound)?)
}

/// So many people can be named at once.
pub const MOST_NAMED: usize = 200;

/// The members of these names, which stand with commas between them, each once. One that nobody here has is told.
pub fn members_named(viewer: &Viewer, tx: &Tx<'_>, names: &str) -> Result<Vec<PersonId>> {
    let mut known = HashSet::new();
    let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    let names: Vec<&str> = names.filter(|name| known.insert(key(name))).collect();
    if names.len() > MOST_NAMED {
        return Err(Error::invalid("named", Slip::TooMany { most: MOST_NAMED as u64, is: names.len() as u64 }));
    }
    let known = |name: &str| by_name(viewer, tx, name).ok().filter(|person| person.is_member).map(|person| person.id);
    let member = |name: &str| {
        known(name).ok_or_else(|| Error::invalid("named", Slip::Unknown { name: name.chars().take(40).collect() }))
    };
    names.into_iter().map(member).collect()
}

/// Whether an account is as young as the host calls new (`newcomer_days`). A guest always is.
pub(crate) fn is_fresh(viewer: &Viewer, tx: &Tx<'_>) -> Result<bool> {
    let joined: Option<i64> = tx.value("select created_at from people where id = $1", args![viewer.person()])?;
    let new_for = policies::talk(tx)?.new_for;
    Ok(joined.is_none_or(|joined| tx.now() - joined < new_for))
}

/// A person. Somebody who is known only from works that this viewer cannot see is not there at all.
pub fn show(viewer: &Viewer, tx: &Tx<'_>, id: PersonId) -> Result<Person> {
    let found = tx.first("select id, name, kind from people where id = $1", args![id], |row| {
        let kind: String = row.get(2)?;
        let (is_member, is_orphanage) = (kind == Kind::Member.word(), kind == Kind::Orphanage.word());
        Ok((Person { id: row.get(0)?, name: row.get(1)?, is_member, is_orphanage, pseuds: Vec::new() }, kind))
    })?;
    let (mut person, kind) = found.ok_or(Error::NotFound)?;
    // Who is gone, and who has not confirmed their address yet, is nobody, for moderators too (USER-3).
    if kind == Kind::Gone.word() || kind == Kind::Pending.word() {
        return Err(Error::NotFound);
    }
    let is_open = person.is_member || works::sees_all(viewer);
    if !is_open && !works::has_any_of_person(viewer, tx, id)? {
        return Err(Error::NotFound);
    }
    let pseuds = tx.all(
        "select id, name from pseuds where person_id = $1 order by is_default desc, name_key",
        args![id],
        |row| Ok(Pseud { id: row.get(0)?, name: row.get(1)? }),
    )?;
    for pseud in pseuds {
        // The names of an author whom only files name are as secret as the works they stand on.
        if is_open || works::has_any_of_pseud(viewer, tx, pseud.id)? {
            person.pseuds.push(pseud);
        }
    }
    Ok(person)
}

/// The names on works that have passed the gate with their names. Where a work waits to be claimed, the names of those who
/// made it stand in the place of who keeps it for them.
pub(crate) fn bylines_of(tx: &Tx<'_>, works: &[WorkId]) -> Result<Vec<(WorkId, Byline)>> {
    let mut sql = Sql::new(
        "select c.work_id, c.pseud_id from creatorships c
         where not exists (select 1 from claims k where k.work_id = c.work_id and k.by_id = c.person_id)
         and c.work_id in ",
    );
    sql.bind_list(works.iter().copied()).push(" order by c.work_id, c.position");
    let signed: Vec<(WorkId, PseudId)> = sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let names = names_of(tx, signed.iter().map(|(_, pseud)| *pseud))?;
    let byline = |(work, pseud): (WorkId, PseudId)| Some((work, named(pseud, names.get(&pseud)?)));
    let mut bylines: Vec<(WorkId, Byline)> = signed.into_iter().filter_map(byline).collect();
    let mut sql = Sql::new(
        "select k.work_id, k.name, case when p.kind = 'member' then p.name end from claims k
         join people p on p.id = k.by_id where k.work_id in ",
    );
    sql.bind_list(works.iter().copied()).push(" order by k.work_id, k.at, k.name");
    bylines.extend(sql.all(tx, |row| Ok((row.get(0)?, Byline::Brought { name: row.get(1)?, by: row.get(2)? })))?);
    Ok(bylines)
}

fn named(pseud_id: PseudId, named: &Named) -> Byline {
    let Named { person, pseud, account } = named;
    Byline::Named { person: *person, pseud_id, pseud: pseud.clone(), account: account.clone() }
}
