//! Asking for more invitations, and the answer, which comes by letter (INV-3).

use jiff::Timestamp;

use crate::accounts::{Power, require};
use crate::clock::from_millis;
use crate::db::{Row, args};
use crate::deeds::{self, Act, Subject};
use crate::mail::{self, Matter};
use crate::policies::{self, Policy};
use crate::{Error, FieldError, PersonId, Result, Slip, Tx, Viewer, Why};

/// So many can be asked for at once.
const MOST: u64 = 10;

/// Letters of a reason.
const LONGEST: u64 = 1_000;

/// A wish that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Whose it is.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// How many they ask for.
    pub number: u64,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: Timestamp,
}

/// Asks for more invitations; an earlier wish that waits is replaced.
pub fn wish(viewer: &Viewer, tx: &Tx<'_>, number: Option<u64>, reason: &str) -> Result<()> {
    viewer.in_good_standing()?;
    let person = viewer.person().ok_or(Error::LogIn)?;
    if !policies::of(tx, &Policy::default())?.asking {
        return Err(Error::Forbidden(Why::NoInvitations));
    }
    let (number, reason) = check(number, reason)?;
    tx.run(
        "insert into invitation_wishes (person_id, number, reason, at) values ($1, $2, $3, $4)
         on conflict (person_id) do update set number = excluded.number, reason = excluded.reason, at = excluded.at",
        args![person, number as i64, reason, tx.now()],
    )
    .map(drop)
}

fn check(number: Option<u64>, reason: &str) -> Result<(u64, &str)> {
    let (reason, mut wrong) = (reason.trim(), Vec::new());
    let number = number.filter(|number| (1..=MOST).contains(number)).unwrap_or_else(|| {
        wrong.push(FieldError::new("number", Slip::NotInRange { least: 1, most: MOST }));
        0
    });
    match reason.chars().count() as u64 {
        0 => wrong.push(FieldError::new("reason", Slip::Missing)),
        is if is > LONGEST => wrong.push(FieldError::new("reason", Slip::TooLong { most: LONGEST, is })),
        _ => {}
    }
    if wrong.is_empty() { Ok((number, reason)) } else { Err(Error::Invalid(wrong)) }
}

/// The viewer's own wish that waits.
pub fn own_wish(viewer: &Viewer, tx: &Tx<'_>) -> Result<Option<Wish>> {
    tx.first(
        "select w.person_id, p.name, w.number, w.reason, w.at from invitation_wishes w
         join people p on p.id = w.person_id where w.person_id = $1",
        args![viewer.person()],
        read,
    )
}

/// All wishes that wait, the oldest first. For those who invite without limit.
pub fn wishes(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Wish>> {
    require(viewer, tx, Power::Invite)?;
    tx.all(
        "select w.person_id, p.name, w.number, w.reason, w.at from invitation_wishes w
         join people p on p.id = w.person_id order by w.at, w.person_id",
        &[],
        read,
    )
}

/// Gives somebody who asked so many more invitations.
pub fn grant(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, number: Option<u64>) -> Result<()> {
    require(viewer, tx, Power::Invite)?;
    let range = Slip::NotInRange { least: 1, most: MOST };
    let number = number.filter(|number| (1..=MOST).contains(number)).ok_or_else(|| Error::invalid("number", range))?;
    answered(tx, person)?;
    tx.run(
        "insert into invitation_grants (person_id, number) values ($1, $2)
         on conflict (person_id) do update set number = invitation_grants.number + excluded.number",
        args![person, number as i64],
    )?;
    deeds::note(viewer, tx, Act::GaveInvitations, &Subject::person(tx, person)?, &number.to_string())?;
    mail::write(tx, person, &Matter::InvitationsGranted { number })
}

/// So many can be given to everybody at once (INV-3).
const MOST_FOR_ALL: u64 = 19;

/// Gives every member so many more invitations, or only those who have none left; says to how many people. Their pages tell
/// them, and no letter.
pub fn grant_all(viewer: &Viewer, tx: &Tx<'_>, number: Option<u64>, only_those_out: bool) -> Result<u64> {
    require(viewer, tx, Power::Invite)?;
    let range = Slip::NotInRange { least: 1, most: MOST_FOR_ALL };
    let number = number.filter(|number| (1..=MOST_FOR_ALL).contains(number));
    let number = number.ok_or_else(|| Error::invalid("all_number", range))? as i64;
    let has = policies::of(tx, &Policy::default())?.invitations as i64;
    let given = tx.run(
        "insert into invitation_grants (person_id, number)
         select p.id, $1 from people p left join invitation_grants g on g.person_id = p.id
         where p.kind = 'member' and (not $2 or coalesce(g.number, 0) + $3 <= (
           select count(*) from account_invitations i where i.by_id = p.id and (i.used_at is not null or i.ends_at > $4)))
         on conflict (person_id) do update set number = invitation_grants.number + excluded.number",
        args![number, only_those_out, has, tx.now()],
    )?;
    let why =
        if only_those_out { format!("{number}, who had none left: {given}") } else { format!("{number}: {given}") };
    deeds::note(viewer, tx, Act::GaveInvitations, &Subject::everybody(), &why)?;
    Ok(given)
}

/// Refuses somebody who asked, and tells them why.
pub fn refuse(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, reason: &str) -> Result<()> {
    require(viewer, tx, Power::Invite)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::invalid("reason", Slip::Missing));
    }
    answered(tx, person)?;
    deeds::note(viewer, tx, Act::RefusedInvitations, &Subject::person(tx, person)?, reason)?;
    mail::write(tx, person, &Matter::InvitationsRefused { reason: reason.to_owned() })
}

/// A wish is answered once.
fn answered(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    let gone = tx.run("delete from invitation_wishes where person_id = $1", args![person])?;
    if gone == 0 { Err(Error::NotFound) } else { Ok(()) }
}

fn read(row: &Row<'_>) -> Result<Wish> {
    Ok(Wish {
        person: row.get(0)?,
        name: row.get(1)?,
        number: row.get::<i64>(2)? as u64,
        reason: row.get(3)?,
        at: from_millis(row.get(4)?),
    })
}
