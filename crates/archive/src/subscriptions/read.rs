//! What somebody follows, as they see it now.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Serialize;

use super::row::{Pace, Subject, What};
use crate::clock::from_millis;
use crate::collections::{self, Place};
use crate::db::{Row, Sql, args};
use crate::filters::{self, SavedSearch};
use crate::tags::{self, Tag};
use crate::works::{self, PAGE, Page, WorkCard};
use crate::{Error, PersonId, Result, SeriesId, SubscriptionId, TagId, Tx, Viewer, WorkId, people, series};

/// What is followed, as its follower sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeenSubject {
    /// A work.
    Work(Box<WorkCard>),
    /// A series, with its title.
    Series(SeriesId, String),
    /// A person, by name.
    Person(String),
    /// A tag.
    Tag(Tag),
    /// A saved search.
    Search(SavedSearch),
    /// A collection.
    Collection(Place),
    /// Something that is not there, or not for them any more.
    Gone,
}

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Its number.
    pub id: SubscriptionId,
    /// The sort of its subject.
    pub what: What,
    /// Its subject.
    pub subject: SeenSubject,
    /// How soon its owner is told; nothing: as they say for all.
    pub pace: Option<Pace>,
    /// Whether it has a feed.
    pub has_feed: bool,
    /// Since when.
    pub since: Timestamp,
}

/// A subscription, to be taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    what: &'static str,
    subject: i64,
    name: Option<String>,
    pace: Option<&'static str>,
    since: Timestamp,
}

/// A subscription before its subject is seen.
struct Plain {
    id: SubscriptionId,
    subject: Subject,
    pace: Option<Pace>,
    has_feed: bool,
    at: i64,
}

impl Plain {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            subject: Subject::of(row.get::<What>(1)?, row.get(2)?),
            pace: row.get::<Option<i64>>(3)?.map(Pace::of_number),
            has_feed: row.get(4)?,
            at: row.get(5)?,
        })
    }
}

/// A page of what the viewer follows, all of it or one sort, the newest first.
pub fn page_of(viewer: &Viewer, tx: &Tx<'_>, what: Option<What>, number: u64) -> Result<Page<Subscription>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let mut sql = Sql::new("select count(*)");
    of(&mut sql, person, what);
    let total = sql.value::<i64>(tx)?.unwrap_or(0) as u64;
    let mut sql = Sql::new("select id, what, subject, pace, feed_digest is not null, at");
    of(&mut sql, person, what);
    let before = number.saturating_sub(1).saturating_mul(PAGE).min(i64::MAX as u64) as i64;
    sql.push(" order by at desc, id desc limit ").bind(PAGE as i64).push(" offset ").bind(before);
    let rows = sql.all(tx, Plain::read)?;
    Ok(Page { items: dressed(viewer, tx, rows)?, total, number: number.max(1) })
}

/// How many of each sort the viewer follows, in the order in which sorts are shown; nothing of those of which they follow none.
pub fn counts(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<(What, u64)>> {
    let text = "select what, count(*) from subscriptions where person_id = $1 group by what";
    let mut counts = tx.all(text, args![viewer.person()], |row| Ok((row.get(0)?, row.get::<i64>(1)? as u64)))?;
    counts.sort_by_key(|(what, _)| What::ALL.iter().position(|other| other == what));
    Ok(counts)
}

fn of(sql: &mut Sql<'_>, person: PersonId, what: Option<What>) {
    sql.push(" from subscriptions where person_id = ").bind(person);
    if let Some(what) = what {
        sql.push(" and what = ").bind(what);
    }
}

fn dressed(viewer: &Viewer, tx: &Tx<'_>, rows: Vec<Plain>) -> Result<Vec<Subscription>> {
    let all: Vec<Subject> = rows.iter().map(|row| row.subject).collect();
    let mut seen = subjects(viewer, tx, &all)?;
    let dress = |Plain { id, subject, pace, has_feed, at }: Plain| Subscription {
        id,
        what: subject.what(),
        subject: seen.remove(&subject).unwrap_or(SeenSubject::Gone),
        pace,
        has_feed,
        since: from_millis(at),
    };
    Ok(rows.into_iter().map(dress).collect())
}

/// The works that the viewer follows, by number. Not those of a series or a person: what an anonymous work belongs to is not
/// told. Only of these works, if any are named.
pub(crate) fn works_of(viewer: &Viewer, tx: &Tx<'_>, among: Option<&[WorkId]>) -> Result<Vec<WorkId>> {
    let mut sql = Sql::new("select subject from subscriptions where person_id = ");
    sql.bind(viewer.person()).push(" and what = ").bind(What::Work);
    sql.only("subject", among).all(tx, |row| row.get(0))
}

/// What somebody follows, as they see it.
pub fn seen(viewer: &Viewer, tx: &Tx<'_>, subject: Subject) -> Result<SeenSubject> {
    Ok(subjects(viewer, tx, &[subject])?.remove(&subject).unwrap_or(SeenSubject::Gone))
}

/// Those of these subjects that the viewer sees.
pub(crate) fn subjects(viewer: &Viewer, tx: &Tx<'_>, all: &[Subject]) -> Result<HashMap<Subject, SeenSubject>> {
    let works: Vec<WorkId> =
        all.iter().filter_map(|one| if let Subject::Work(id) = one { Some(*id) } else { None }).collect();
    let cards = works::cards(viewer, tx, &works)?.into_iter().filter(|card| !card.is_deleted && !card.is_unrevealed);
    let mut seen: HashMap<_, _> =
        cards.map(|card| (Subject::Work(card.id), SeenSubject::Work(Box::new(card)))).collect();
    let searches =
        if all.iter().any(|one| one.what() == What::Search) { filters::all(viewer, tx)? } else { Vec::new() };
    seen.extend(searches.into_iter().map(|search| (Subject::Search(search.id), SeenSubject::Search(search))));
    for subject in all {
        let found = match subject {
            Subject::Work(_) | Subject::Search(_) => continue,
            Subject::Series(id) => {
                there(series::show(viewer, tx, *id, 1))?.map(|series| SeenSubject::Series(*id, series.title))
            }
            Subject::Person(id) => there(people::show(viewer, tx, *id))?.map(|person| SeenSubject::Person(person.name)),
            Subject::Tag(id) => tag(viewer, tx, *id)?.map(SeenSubject::Tag),
            Subject::Collection(id) => {
                there(collections::place(viewer, tx, *id))?.flatten().map(SeenSubject::Collection)
            }
        };
        if let Some(found) = found {
            seen.insert(*subject, found);
        }
    }
    Ok(seen)
}

fn tag(viewer: &Viewer, tx: &Tx<'_>, id: TagId) -> Result<Option<Tag>> {
    let Some(tag) = tags::of_ids(tx, &[id])?.remove(&id) else { return Ok(None) };
    Ok(tags::to_find(viewer, tx, &tag.name)?.map(|(tag, means)| means.unwrap_or(tag)))
}

fn there<T>(read: Result<T>) -> Result<Option<T>> {
    match read {
        Err(Error::NotFound | Error::LogIn) => Ok(None),
        found => found.map(Some),
    }
}

/// All that the viewer follows, to be taken away.
pub(crate) fn kept_of(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Kept>> {
    let rows = tx.all(
        "select id, what, subject, pace, feed_digest is not null, at from subscriptions where person_id = $1 order by at, id",
        args![viewer.person()],
        Plain::read,
    )?;
    let numbers: Vec<i64> = rows.iter().map(|row| row.subject.number()).collect();
    let kept = dressed(viewer, tx, rows)?.into_iter().zip(numbers).map(|(one, subject)| Kept {
        what: one.what.word(),
        subject,
        name: match one.subject {
            SeenSubject::Work(card) => Some(card.title),
            SeenSubject::Series(_, title) => Some(title),
            SeenSubject::Person(name) => Some(name),
            SeenSubject::Tag(tag) => Some(tag.name),
            SeenSubject::Search(search) => Some(search.name),
            SeenSubject::Collection(place) => Some(place.title),
            SeenSubject::Gone => None,
        },
        pace: one.pace.map(Pace::word),
        since: one.since,
    });
    Ok(kept.collect())
}

/// How many follow each of some subjects of one sort, by their numbers; nothing of those that nobody follows. Who asks may know
/// of the subjects, and is told no exact number.
pub(crate) fn followers(tx: &Tx<'_>, what: What, subjects: &[i64]) -> Result<HashMap<i64, u64>> {
    let mut sql = Sql::new("select subject, count(*) from subscriptions where what = ");
    sql.bind(what.word()).push(" and subject in ").bind_list(subjects.iter().copied()).push(" group by subject");
    Ok(sql.all(tx, |row| Ok((row.get(0)?, row.get::<i64>(1)? as u64)))?.into_iter().collect())
}
