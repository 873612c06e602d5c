//! Warnings, suspensions and bans (USER-6).
//!
//! Somebody under a sanction is another [`Viewer`], so every deed that asks who may do it refuses them by itself. A
//! suspension ends by the clock, without a job. Their sessions end at once; they may log in again, and read. What was to post
//! itself waits meanwhile.

use jiff::Timestamp;

use crate::accounts::{self, Address, Power, require};
use crate::clock::from_millis;
use crate::db::{Sql, args};
use crate::deeds::{self, Act, Subject};
use crate::error::Why;
use crate::mail::{self, Matter};
use crate::{Error, PersonId, Result, Slip, Tx, Viewer, works};

/// What somebody is kept from writing by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sanction {
    /// Until when; nothing for a ban.
    pub until: Option<Timestamp>,
    /// Why, as it was told them.
    pub reason: String,
}

/// Warns a person: a letter tells them why, the log keeps it, and nothing is done to them.
pub fn warn(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, reason: &str) -> Result<()> {
    let reason = asked(viewer, tx, person, reason)?;
    deeds::note(viewer, tx, Act::Warned, &Subject::person(tx, person)?, &reason)?;
    mail::write(tx, person, &Matter::Warned { reason })
}

/// Keeps a person from writing until a time to come.
pub fn suspend(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, until: Timestamp, reason: &str) -> Result<()> {
    if until.as_millisecond() <= tx.now() {
        return Err(Error::invalid("until", Slip::Past));
    }
    impose(viewer, tx, person, Some(until.as_millisecond()), reason)
}

/// Keeps a person from writing for good.
pub fn ban(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, reason: &str) -> Result<()> {
    impose(viewer, tx, person, None, reason)
}

fn impose(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, until: Option<i64>, reason: &str) -> Result<()> {
    let reason = asked(viewer, tx, person, reason)?;
    end_all(tx, person)?;
    tx.run(
        "insert into sanctions (id, person_id, at, ends_at, reason) values ($1, $2, $3, $4, $5)",
        args![tx.fresh_id(), person, tx.now(), until, reason.as_str()],
    )?;
    accounts::end_all(tx, person, None)?;
    works::hold(tx, person)?;
    let act = if until.is_some() { Act::Suspended } else { Act::Banned };
    deeds::note(viewer, tx, act, &Subject::person(tx, person)?, &reason)?;
    mail::write(tx, person, &Matter::Sanctioned { until, reason })
}

/// The reason, if the viewer may do this to this person.
fn asked(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, reason: &str) -> Result<String> {
    require(viewer, tx, Power::Sanction)?;
    within_reach(viewer, tx, person)?;
    let reason = reason.trim();
    if reason.is_empty() { Err(Error::invalid("reason", Slip::Missing)) } else { Ok(reason.to_owned()) }
}

/// Lifts a sanction before its time.
pub fn lift(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, reason: &str) -> Result<()> {
    require(viewer, tx, Power::Sanction)?;
    within_reach(viewer, tx, person)?;
    if end_all(tx, person)? == 0 {
        return Err(Error::NotFound);
    }
    crate::feed::note(tx, crate::feed::Change::Person(person))?;
    deeds::note(viewer, tx, Act::Lifted, &Subject::person(tx, person)?, reason)?;
    mail::write(tx, person, &Matter::SanctionLifted)
}

/// The sanction that somebody is under, for those who may impose one.
pub fn of(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Option<Sanction>> {
    require(viewer, tx, Power::Sanction)?;
    active(tx, person)
}

/// The sanction that the viewer is under.
pub fn own(viewer: &Viewer, tx: &Tx<'_>) -> Result<Option<Sanction>> {
    match viewer {
        Viewer::Suspended(person) | Viewer::Banned(person) => active(tx, *person),
        _ => Ok(None),
    }
}

/// The id of the sanction that a person is under at `$2`, as SQL.
macro_rules! active_sanction {
    ($person:literal) => {
        concat!(
            "(select a.id from sanctions a where a.person_id = ",
            $person,
            " and a.lifted_at is null and (a.ends_at is null or a.ends_at > $2) order by a.at desc, a.id limit 1)"
        )
    };
}
pub(crate) use active_sanction;

/// Whether whoever stands in this column is under no sanction, as SQL.
pub(crate) fn unsanctioned_sql(sql: &mut Sql<'_>, now: i64, person: &'static str) {
    sql.push("not exists (select 1 from sanctions q where q.lifted_at is null and q.person_id = ").push(person);
    sql.push(" and (q.ends_at is null or q.ends_at > ").bind(now).push("))");
}

/// The sanction that somebody is under now.
pub(crate) fn active(tx: &Tx<'_>, person: PersonId) -> Result<Option<Sanction>> {
    tx.first(
        concat!("select ends_at, reason from sanctions where id = ", active_sanction!("$1")),
        args![person, tx.now()],
        |row| Ok(Sanction { until: row.get::<Option<i64>>(0)?.map(from_millis), reason: row.get(1)? }),
    )
}

/// Whether an address is that of an account which is suspended or banned now (USER-6).
pub(crate) fn is_address_of_sanctioned(tx: &Tx<'_>, address: &Address) -> Result<bool> {
    let person = tx.value("select person_id from accounts where email_key = $1", args![address.key()])?;
    Ok(person.map(|person| active(tx, person)).transpose()?.flatten().is_some())
}

fn end_all(tx: &Tx<'_>, person: PersonId) -> Result<u64> {
    tx.run(
        "update sanctions set lifted_at = $2 where person_id = $1 and lifted_at is null
           and (ends_at is null or ends_at > $2)",
        args![person, tx.now()],
    )
}

/// Why somebody is out of the reach of a viewer who may impose sanctions (USER-6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// It is the viewer.
    Oneself,
    /// They own the archive.
    Owner,
    /// They keep order too, and the viewer gives no roles.
    KeepsOrder,
}

/// What keeps a viewer who may impose sanctions from imposing one on this person.
pub fn beyond(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Option<Beyond>> {
    require(viewer, tx, Power::Sanction)?;
    beyond_reach(viewer, tx, person)
}

/// Whether a viewer who may impose sanctions may impose one on this person: on nobody who keeps order too unless they give
/// roles themselves, not on themselves, and on nobody without an account (ROLE-4).
pub(super) fn within_reach(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<()> {
    match beyond_reach(viewer, tx, person)? {
        None => Ok(()),
        Some(_) => Err(Error::Forbidden(Why::NotYourRole)),
    }
}

fn beyond_reach(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Option<Beyond>> {
    if tx.count("select count(*) from people where id = $1 and kind = 'member'", args![person])? == 0 {
        return Err(Error::NotFound);
    }
    if viewer.person() == Some(person) {
        return Ok(Some(Beyond::Oneself));
    }
    let roles = accounts::roles_of(tx, person)?;
    if roles.iter().any(|role| role.has(Power::GiveRoles)) {
        return Ok(Some(Beyond::Owner));
    }
    if !roles.iter().any(|role| role.has(Power::Sanction)) {
        return Ok(None);
    }
    match require(viewer, tx, Power::GiveRoles) {
        Ok(()) => Ok(None),
        Err(Error::Forbidden(Why::NotYourRole)) => Ok(Some(Beyond::KeepsOrder)),
        Err(error) => Err(error),
    }
}
