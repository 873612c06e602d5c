//! A reader's own library: what they have read, as far as they may see of it now (HIST-2).

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Serialize;

use super::resume::row_of;
use super::row::{END, Habit, ReadingRow, State};
use super::subjects::{Subject, subjects};
use super::{deeds, row};
use crate::clock::from_millis;
use crate::db::Sql;
use crate::works::{self, PAGE, Page, WorkCard};
use crate::{Error, PersonId, Result, Tx, Viewer, WorkId};

/// What a reader remembers of a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The work's number.
    pub work: WorkId,
    /// The work, as far as its reader may see it now.
    pub subject: Subject,
    /// When it was opened first and last; nothing for what was only marked.
    pub opened: Option<(Timestamp, Timestamp)>,
    /// How often.
    pub visits: u64,
    /// What they say of it.
    pub state: State,
    /// Whether it is marked for later.
    pub is_later: bool,
    /// The number of the chapter they are in, and whether they have read it to its end; nothing where that is not known.
    pub chapter: Option<(u64, bool)>,
    /// Chapters that came since they opened it last.
    pub new_chapters: u64,
    /// Whether it has changed since, without new chapters.
    pub is_changed: bool,
    /// What they note for themselves.
    pub note: String,
    /// Their stars, from 0 to 5.
    pub stars: u64,
}

/// Which part of a library.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shown {
    /// All of it.
    #[default]
    All,
    /// What has this state; what is only marked is not being read.
    Is(State),
    /// What is marked for later.
    Later,
    /// What has new chapters.
    Grown,
    /// What no list shows this reader: what is deleted, hidden or a mystery, and what is shared with them alone.
    Apart,
}

impl Shown {
    /// The word in addresses; fans' tools know `to-read`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Is(state) => state.word(),
            Self::Later => "to-read",
            Self::Grown => "updated",
            Self::Apart => "apart",
        }
    }

    /// Every one.
    pub const ALL: &'static [Self] = &[
        Self::All,
        Self::Is(State::Reading),
        Self::Is(State::Finished),
        Self::Is(State::Dropped),
        Self::Later,
        Self::Grown,
        Self::Apart,
    ];

    /// What a word means; all for a word that nobody knows.
    pub fn of_word(word: &str) -> Self {
        Self::ALL.iter().copied().find(|shown| shown.word() == word).unwrap_or_default()
    }

    fn condition(self, sql: &mut Sql<'_>, viewer: &Viewer, now: i64) {
        match self {
            Self::All => {}
            Self::Is(State::Reading) => _ = sql.push(" and r.visits > 0 and r.state = ").bind(State::Reading),
            Self::Is(state) => _ = sql.push(" and r.state = ").bind(state),
            Self::Later => _ = sql.push(" and r.later"),
            Self::Grown => {
                sql.push(" and r.visits > 0 and ");
                works::grown_there_sql(sql, viewer, now, ("r.work_id", "r.chapters"));
            }
            Self::Apart => {
                sql.push(" and not ");
                works::listed_there_sql(sql, viewer, "r.work_id");
            }
        }
    }
}

/// A page of the viewer's library, what they opened or marked last first. With the history off, what is marked for later.
pub fn library(viewer: &Viewer, tx: &Tx<'_>, shown: Shown, number: u64) -> Result<Page<Reading>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let is_off = deeds::habit(viewer, tx)? == Habit::Off;
    let of = |mut sql: Sql<'static>| {
        sql.push("r.person_id = ").bind(person).push(if is_off { " and r.later" } else { "" });
        shown.condition(&mut sql, viewer, tx.now());
        sql
    };
    let total = of(Sql::new("select count(*) from readings r where ")).value::<i64>(tx)?.unwrap_or(0) as u64;
    let mut sql = of(ReadingRow::select());
    sql.push(" order by r.last_at desc, r.work_id desc limit ").bind(PAGE as i64).push(" offset ");
    sql.bind((number.max(1) - 1).saturating_mul(PAGE).min(i64::MAX as u64) as i64);
    Ok(Page { items: dress(viewer, tx, sql.all(tx, ReadingRow::read)?)?, total, number: number.max(1) })
}

/// What the viewer goes on with, and what they marked for later, some of each, for the first page: only what they may see.
pub fn going_on(viewer: &Viewer, tx: &Tx<'_>, limit: u64) -> Result<(Vec<Reading>, Vec<Reading>)> {
    let Some(person) = viewer.person() else { return Ok((Vec::new(), Vec::new())) };
    if deeds::habit(viewer, tx)? == Habit::Off {
        return Ok((Vec::new(), Vec::new()));
    }
    let some = |shown: Shown| {
        let mut sql = ReadingRow::select();
        sql.push("r.person_id = ").bind(person).push(" and ");
        works::seen_there_sql(&mut sql, viewer, tx.now(), "r.work_id");
        shown.condition(&mut sql, viewer, tx.now());
        sql.push(" order by r.last_at desc, r.work_id desc limit ").bind(limit as i64);
        dress(viewer, tx, sql.all(tx, ReadingRow::read)?)
    };
    Ok((some(Shown::Is(State::Reading))?, some(Shown::Later)?))
}

/// A work that the viewer sees, with what they remember of it.
pub fn of_work(viewer: &Viewer, tx: &Tx<'_>, asked: works::Asked, work: WorkId) -> Result<(WorkCard, Option<Reading>)> {
    let card = works::show(viewer, tx, asked)?.card;
    let rows = row_of(viewer, tx, work)?.into_iter().collect();
    Ok((card, dress(viewer, tx, rows)?.pop()))
}

/// What the viewer remembers of these works, which they see, in the same order.
pub fn of_cards(viewer: &Viewer, tx: &Tx<'_>, cards: Vec<WorkCard>) -> Result<Vec<Reading>> {
    let Some(person) = viewer.person().filter(|_| !cards.is_empty()) else { return Ok(Vec::new()) };
    let mut sql = ReadingRow::select();
    sql.push("r.person_id = ").bind(person).push(" and r.work_id in ").bind_list(cards.iter().map(|card| card.id));
    let rows = sql.all(tx, ReadingRow::read)?.into_iter().map(|row| (row.work, row));
    let mut rows: HashMap<WorkId, ReadingRow> = rows.collect();
    let one = |card: WorkCard| Some(reading(rows.remove(&card.id)?, Subject::Work(Box::new(card))));
    Ok(cards.into_iter().filter_map(one).collect())
}

pub(super) fn dress(viewer: &Viewer, tx: &Tx<'_>, rows: Vec<ReadingRow>) -> Result<Vec<Reading>> {
    let ids: Vec<WorkId> = rows.iter().map(|row| row.work).collect();
    let subjects = subjects(viewer, tx, &ids)?;
    Ok(rows.into_iter().zip(subjects).map(|(row, subject)| reading(row, subject)).collect())
}

fn reading(row: ReadingRow, subject: Subject) -> Reading {
    let now = match &subject {
        Subject::Work(card) if row.visits > 0 => Some((card.chapters as i64, card.edition.number as i64)),
        _ => None,
    };
    let new_chapters = now.map_or(0, |(chapters, _)| (chapters - row.chapters).max(0)) as u64;
    let chapter = row.chapter_id.map(|_| (row.chapter.max(1) as u64, row.paragraph == END));
    Reading {
        work: row.work,
        subject,
        opened: (row.visits > 0).then(|| (from_millis(row.first_at), from_millis(row.last_at))),
        visits: row.visits as u64,
        state: row.state,
        is_later: row.is_later,
        chapter,
        new_chapters,
        is_changed: new_chapters == 0 && now.is_some_and(|(_, edition)| edition > row.edition),
        note: row.note,
        stars: row.stars as u64,
    }
}

/// A reading as its reader takes it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The work's number.
    pub work: i64,
    /// Its title, as far as its reader may know it now.
    pub title: Option<String>,
    /// When it was opened first.
    pub first: Option<Timestamp>,
    /// When it was opened last.
    pub last: Option<Timestamp>,
    /// How often.
    pub visits: u64,
    /// What they say of it.
    pub state: &'static str,
    /// Whether it is marked for later.
    pub later: bool,
    /// The number of the chapter they are in.
    pub chapter: Option<u64>,
    /// What they note for themselves.
    pub note: String,
    /// Their stars.
    pub stars: u64,
}

/// So many are read at once.
const AT_ONCE: i64 = 500;

/// Everything the viewer remembers of their reading, whether or not it shows.
pub fn all_of(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Vec<Kept>> {
    let (mut all, mut from) = (Vec::new(), 0);
    loop {
        let mut sql = row::ReadingRow::select();
        sql.push("r.person_id = ").bind(person).push(" order by r.last_at, r.work_id limit ").bind(AT_ONCE);
        sql.push(" offset ").bind(from);
        let some = dress(viewer, tx, sql.all(tx, ReadingRow::read)?)?;
        if some.is_empty() {
            return Ok(all);
        }
        from += AT_ONCE;
        all.extend(some.into_iter().map(kept));
    }
}

fn kept(reading: Reading) -> Kept {
    Kept {
        work: reading.work.number(),
        title: reading.subject.called().0,
        first: reading.opened.map(|(first, _)| first),
        last: reading.opened.map(|(_, last)| last),
        visits: reading.visits,
        state: reading.state.word(),
        later: reading.is_later,
        chapter: reading.chapter.map(|(number, _)| number),
        note: reading.note,
        stars: reading.stars,
    }
}
