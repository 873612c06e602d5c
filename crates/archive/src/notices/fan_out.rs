//! From what happened to everybody who follows it, in batches.

use super::when::Days;
use crate::db::{Row, Sql, args};
use crate::mail::{self, Due};
use crate::subscriptions::{Pace, What};
use crate::{Archive, HappeningId, PersonId, Result, SubscriptionId, Tx, WorkId};

/// Subscribers that are told in one transaction: so long does somebody else's deed wait at most, some ten milliseconds.
const BATCH: i64 = 500;

/// A happening of which the followers of a subject are being told.
struct Telling {
    happening: HappeningId,
    work: WorkId,
    at: i64,
    what: What,
    subject: i64,
    reached: i64,
}

/// A subscriber before they are told.
struct Subscriber {
    id: SubscriptionId,
    person: PersonId,
    pace: Pace,
    days: Days,
    has_account: bool,
    is_wanted: bool,
}

/// Tells a batch of those who follow the oldest happening that not everybody was told of. Says whether anybody is left.
///
/// How far it came is stored in the same transaction: who does it again begins behind those who were told.
pub fn tell_some(archive: &Archive) -> Result<bool> {
    let is_any = archive.read(|tx| Ok(next(tx)?.is_some())).wait()?;
    if is_any { archive.write(batch).wait() } else { Ok(false) }
}

fn next(tx: &Tx<'_>) -> Result<Option<Telling>> {
    tx.first(
        "select s.happening_id, h.work_id, h.at, s.what, s.subject, s.reached
         from happening_subjects s join happenings h on h.id = s.happening_id
         where s.reached is not null order by h.at, h.id, s.what, s.subject limit 1",
        &[],
        |row| {
            let (happening, work, at) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Telling { happening, work, at, what: row.get(3)?, subject: row.get(4)?, reached: row.get(5)? })
        },
    )
}

fn batch(tx: &Tx<'_>) -> Result<bool> {
    let Some(telling) = next(tx)? else { return Ok(false) };
    let found = subscribers(tx, &telling)?;
    let reached = if found.len() == BATCH as usize { found.last().map(|last| last.id) } else { None };
    tx.run(
        "update happening_subjects set reached = $4 where happening_id = $1 and what = $2 and subject = $3",
        args![telling.happening, telling.what, telling.subject, reached.map(SubscriptionId::number)],
    )?;
    let wanted: Vec<Subscriber> = found.into_iter().filter(|one| one.is_wanted).collect();
    if !wanted.is_empty() {
        put(tx, &telling, &wanted)?;
        write_letters(tx, &wanted)?;
    }
    Ok(reached.is_some() || next(tx)?.is_some())
}

/// The next subscribers. Nobody is told of their own work, nor of what somebody made whom they have muted or blocked, where that
/// is told (MUT-1): that a notice is missing would tell who made an anonymous work.
fn subscribers(tx: &Tx<'_>, telling: &Telling) -> Result<Vec<Subscriber>> {
    tx.all(
        "select s.id, s.person_id, coalesce(s.pace, b.pace, 0), coalesce(f.time_zone, ''), coalesce(b.utc_offset, 0),
           coalesce(b.quiet_from, 0), coalesce(b.quiet_until, 0), coalesce(b.mailed_at, 0), a.person_id is not null,
           not exists (select 1 from creatorships c where c.work_id = $4 and c.person_id = s.person_id)
           and not exists (select 1 from mutes m join creatorships u on u.person_id = m.muted_id
             where m.person_id = s.person_id and u.work_id = $4 and u.audience < 2)
           and not exists (select 1 from blocks k join creatorships u on u.person_id = k.blocked_id
             where k.person_id = s.person_id and u.work_id = $4 and u.audience < 2)
         from subscriptions s left join notice_habits b on b.person_id = s.person_id
         left join preferences f on f.person_id = s.person_id left join accounts a on a.person_id = s.person_id
         where s.what = $1 and s.subject = $2 and s.id > $3 and s.at <= $5 order by s.id limit $6",
        args![telling.what, telling.subject, telling.reached, telling.work, telling.at, BATCH],
        read,
    )
}

fn read(row: &Row<'_>) -> Result<Subscriber> {
    let (zone, quiet) = (row.get::<String>(3)?, (row.get(5)?, row.get(6)?));
    Ok(Subscriber {
        id: row.get(0)?,
        person: row.get(1)?,
        pace: row.get(2)?,
        days: Days::of(&zone, row.get(4)?, quiet, row.get(7)?),
        has_account: row.get(8)?,
        is_wanted: row.get(9)?,
    })
}

/// Puts the happening before them. Who was told because of something else already is told once, and as soon as the sooner says.
fn put(tx: &Tx<'_>, telling: &Telling, wanted: &[Subscriber]) -> Result<()> {
    let mut sql = Sql::new("insert into notices (person_id, happening_id, at, is_read, pace, by_name) values ");
    for (at, one) in wanted.iter().enumerate() {
        sql.push(if at == 0 { "(" } else { ", (" }).bind(one.person).push(", ").bind(telling.happening);
        sql.push(", ").bind(telling.at).push(", ").bind(false).push(", ").bind(one.pace);
        sql.push(", ").bind(telling.what.is_by_name()).push(")");
    }
    sql.push(
        " on conflict (person_id, happening_id) do update set by_name = notices.by_name and excluded.by_name,
          pace = case when excluded.pace < notices.pace then excluded.pace else notices.pace end",
    );
    sql.run(tx).map(drop)
}

/// Has letters written to those who want them, one to each for all that comes until it goes.
fn write_letters(tx: &Tx<'_>, wanted: &[Subscriber]) -> Result<()> {
    let dues = wanted.iter().filter(|one| one.has_account && one.pace != Pace::Page);
    let dues: Vec<Due> =
        dues.map(|one| Due { to: one.person, pace: one.pace, at: one.days.due(one.pace, tx.now()) }).collect();
    mail::write_news(tx, &dues)
}
