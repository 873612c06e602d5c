//! What somebody was told, as they see it now.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::clock::from_millis;
use crate::db::{Sql, args};
use crate::subscriptions::{Fed, SeenSubject, Subject, What, subjects};
use crate::works::{self, PAGE, Page, WorkCard};
use crate::{Error, HappeningId, PersonId, Result, Secret, Tx, Viewer, WorkId};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A work is there.
    Posted,
    /// It is told who made a work that was anonymous.
    Named,
    /// A work that was there came into a collection.
    Collected,
    /// A work has so many more chapters, or is complete.
    Grown {
        /// How many; perhaps none.
        chapters: u64,
        /// Whether it is complete with them.
        ends: bool,
    },
}

/// Something that somebody was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub id: HappeningId,
    /// When.
    pub at: Timestamp,
    /// Whether they have read it.
    pub is_read: bool,
    /// What.
    pub event: Event,
    /// To which work.
    pub card: WorkCard,
    /// Why they were told: each of their subscriptions that it is about.
    pub because: Vec<Reason>,
}

/// Why somebody was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What they follow.
    pub subject: SeenSubject,
    /// What ends the subscription.
    pub secret: Secret,
}

/// Entries of a feed.
const FEED: u64 = 25;

/// A notice before its work is seen.
struct Plain {
    id: HappeningId,
    work: WorkId,
    at: i64,
    is_read: bool,
    event: Event,
}

/// `from …`: the rows `n` of the viewer's notices that they see, of happenings `h`.
fn there(sql: &mut Sql<'_>, viewer: &Viewer, now: i64) {
    sql.push(" from notices n join happenings h on h.id = n.happening_id where n.person_id = ");
    sql.bind(viewer.person().map_or(0, PersonId::number)).push(" and ");
    works::told_there_sql(sql, viewer, now, ("h.work_id", "n.by_name"));
}

/// `select …` of every column of the viewer's notices; goes on with `and …`.
fn select<'v>(viewer: &Viewer, now: i64) -> Sql<'v> {
    let mut sql = Sql::new("select n.happening_id, h.work_id, n.at, n.is_read, h.kind, h.chapters, h.ends");
    there(&mut sql, viewer, now);
    sql
}

/// How many notices the viewer has not read.
pub fn count_unread(viewer: &Viewer, tx: &Tx<'_>) -> Result<u64> {
    let mut sql = Sql::new("select count(*)");
    there(&mut sql, viewer, tx.now());
    sql.push(" and not n.is_read");
    Ok(sql.value::<i64>(tx)?.unwrap_or(0) as u64)
}

/// A page of what the viewer was told, the newest first; perhaps only what they have not read.
pub fn page_of(viewer: &Viewer, tx: &Tx<'_>, only_unread: bool, number: u64) -> Result<Page<Notice>> {
    viewer.person().ok_or(Error::LogIn)?;
    let unread = if only_unread { " and not n.is_read" } else { "" };
    let mut sql = Sql::new("select count(*)");
    there(&mut sql, viewer, tx.now());
    let total = sql.push(unread).value::<i64>(tx)?.unwrap_or(0) as u64;
    let mut sql = select(viewer, tx.now());
    let before = number.saturating_sub(1).saturating_mul(PAGE).min(i64::MAX as u64) as i64;
    sql.push(unread).push(" order by n.at desc, n.happening_id desc limit ").bind(PAGE as i64);
    sql.push(" offset ").bind(before);
    Ok(Page { items: dressed(viewer, tx, &sql)?, total, number: number.max(1) })
}

/// The newest notices that the viewer has not read.
pub fn newest_unread(viewer: &Viewer, tx: &Tx<'_>, limit: u64) -> Result<Vec<Notice>> {
    if viewer.person().is_none() {
        return Ok(Vec::new());
    }
    let mut sql = select(viewer, tx.now());
    sql.push(" and not n.is_read order by n.at desc, n.happening_id desc limit ").bind(limit as i64);
    dressed(viewer, tx, &sql)
}

/// What a private feed holds, the newest first, with a plain member's eyes whatever roles its owner has.
pub fn fed(tx: &Tx<'_>, fed: Fed) -> Result<Vec<Notice>> {
    let (person, subject) = match fed {
        Fed::All(person) => (person, None),
        Fed::One(person, subject) => (person, Some(subject)),
    };
    let viewer = Viewer::Member(person);
    let mut sql = select(&viewer, tx.now());
    if let Some(subject) = subject {
        sql.push(" and exists (select 1 from happening_subjects x where x.happening_id = n.happening_id and x.what = ");
        sql.bind(subject.what()).push(" and x.subject = ").bind(subject.number()).push(")");
    }
    sql.push(" order by n.at desc, n.happening_id desc limit ").bind(FEED as i64);
    let mut notices = dressed(&viewer, tx, &sql)?;
    let is_by_name = subject.is_some_and(|subject| subject.what().is_by_name());
    notices.retain(|notice| !is_by_name || notice.card.is_named());
    Ok(notices)
}

/// Gives notices their works, without those of people whom the viewer has muted since.
fn dressed(viewer: &Viewer, tx: &Tx<'_>, sql: &Sql<'_>) -> Result<Vec<Notice>> {
    let rows = sql.all(tx, |row| {
        let event = event(&row.get::<String>(4)?, row.get(5)?, row.get(6)?);
        Ok(Plain { id: row.get(0)?, work: row.get(1)?, at: row.get(2)?, is_read: row.get(3)?, event })
    })?;
    let ids: Vec<WorkId> = rows.iter().map(|row| row.work).collect();
    let cards = works::unmuted(viewer, tx, works::cards(viewer, tx, &ids)?)?;
    let cards: HashMap<WorkId, WorkCard> = cards.into_iter().map(|card| (card.id, card)).collect();
    let happenings: Vec<HappeningId> = rows.iter().map(|row| row.id).collect();
    let mut because = reasons(viewer, tx, &happenings)?;
    let notices = rows.into_iter().filter_map(|Plain { id, work, at, is_read, event }| {
        let card = cards.get(&work)?.clone();
        let because = because.remove(&id).unwrap_or_default().into_iter();
        // Why somebody is told of an anonymous work must not tell who made it.
        let because = because.filter(|(what, _)| card.is_named() || !what.is_by_name()).map(|(_, reason)| reason);
        Some(Notice { id, at: from_millis(at), is_read, event, because: because.collect(), card })
    });
    Ok(notices.collect())
}

pub(super) fn event(kind: &str, chapters: i64, ends: bool) -> Event {
    match kind {
        "posted" => Event::Posted,
        "named" => Event::Named,
        "collected" => Event::Collected,
        _ => Event::Grown { chapters: chapters as u64, ends },
    }
}

/// What has left a collection is not told because of it.
pub(super) const STILL_THERE: &str = "(s.what <> 'collection' or exists (select 1 from happenings h
   join collection_items i on i.work_id = h.work_id join collections c on c.id = i.collection_id
   where h.id = x.happening_id and i.creator_side = 'yes' and i.keeper_side = 'yes'
   and (c.id = s.subject or c.parent_agreed and c.parent_id = s.subject)))";

type Reasons = HashMap<HappeningId, Vec<(What, Reason)>>;

/// Which of the viewer's subscriptions each happening is about.
fn reasons(viewer: &Viewer, tx: &Tx<'_>, happenings: &[HappeningId]) -> Result<Reasons> {
    let mut sql = Sql::new(
        "select x.happening_id, s.what, s.subject, s.secret from happening_subjects x
         join subscriptions s on s.what = x.what and s.subject = x.subject where s.person_id = ",
    );
    sql.bind(viewer.person().map_or(0, PersonId::number)).push(" and x.happening_id in ");
    sql.bind_list(happenings.iter().copied()).push(" and ").push(STILL_THERE);
    sql.push(" order by x.happening_id, s.at, s.id");
    let rows = sql.all(tx, |row| {
        let subject = Subject::of(row.get::<What>(1)?, row.get(2)?);
        Ok((row.get::<HappeningId>(0)?, subject, Secret::shown(row.get::<String>(3)?)))
    })?;
    let all: Vec<Subject> = rows.iter().map(|(_, subject, _)| *subject).collect();
    let seen = subjects(viewer, tx, &all)?;
    let mut reasons = Reasons::new();
    for (happening, subject, secret) in rows {
        let Some(seen) = seen.get(&subject).cloned() else { continue };
        reasons.entry(happening).or_default().push((subject.what(), Reason { subject: seen, secret }));
    }
    Ok(reasons)
}

/// A notice, to be taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    work: i64,
    at: Timestamp,
    is_read: bool,
}

/// All that somebody was told and has not put away.
pub(crate) fn kept_of(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Kept>> {
    tx.all(
        "select h.work_id, n.at, n.is_read from notices n join happenings h on h.id = n.happening_id
         where n.person_id = $1 order by n.at, n.happening_id",
        args![person],
        |row| {
            let at = from_millis(row.get(1)?);
            Ok(Kept { work: row.get(0)?, at, is_read: row.get(2)? })
        },
    )
}
