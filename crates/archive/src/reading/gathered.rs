//! What stands beside a library's states: works that its reader took away as files, bookmarked, or follows.

use std::collections::HashMap;

use jiff::Timestamp;

use super::downloads::{Fetched, files};
use super::library::{Reading, dress};
use super::row::{Habit, ReadingRow};
use super::{Subject, deeds, subjects};
use crate::clock::from_millis;
use crate::db::{Sql, args};
use crate::works::{PAGE, Page};
use crate::{Error, PersonId, Result, Tx, Viewer, WorkId};

/// What its reader has done with a work besides reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Taken it away as a file.
    Downloaded,
    /// Bookmarked it.
    Bookmarked,
    /// Followed it.
    Subscribed,
}

impl Part {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Downloaded, Self::Bookmarked, Self::Subscribed];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Downloaded => "downloaded",
            Self::Bookmarked => "bookmarked",
            Self::Subscribed => "subscribed",
        }
    }

    /// What a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|part| part.word() == word)
    }

    /// The works of a person, with when they did it last.
    fn of(self, person: PersonId) -> Sql<'static> {
        let mut sql = Sql::new("");
        match self {
            Self::Downloaded => {
                sql.push("select d.work_id as work, max(d.at) as since from downloads d where d.person_id = ")
            }
            Self::Bookmarked => sql.push(
                "select b.subject as work, b.at as since from bookmarks b where b.what = 'work' and b.person_id = ",
            ),
            Self::Subscribed => sql.push(
                "select s.subject as work, s.at as since from subscriptions s where s.what = 'work' and s.person_id = ",
            ),
        };
        sql.bind(person);
        if self == Self::Downloaded {
            sql.push(" group by d.work_id");
        }
        sql
    }
}

/// A work that its reader has done this with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathered {
    /// The work's number.
    pub work: WorkId,
    /// The work, as far as its reader may see it now.
    pub subject: Subject,
    /// When they did it last.
    pub since: Timestamp,
    /// The files that they have of it, the newest first.
    pub files: Vec<File>,
    /// What they remember of reading it.
    pub reading: Option<Reading>,
}

/// A file that somebody has of a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// In which format, by its ending.
    pub format: String,
    /// When it was fetched last.
    pub at: Timestamp,
    /// Chapters that came since.
    pub new_chapters: u64,
    /// Whether the work has changed since, without new chapters.
    pub is_changed: bool,
}

/// A page of the works that the viewer has done this with, the last first. With the history off, no downloads show.
pub fn gathered(viewer: &Viewer, tx: &Tx<'_>, part: Part, number: u64) -> Result<Page<Gathered>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let is_off = deeds::habit(viewer, tx)? == Habit::Off;
    if is_off && part == Part::Downloaded {
        return Ok(Page { items: Vec::new(), total: 0, number: 1 });
    }
    let total = count(tx, part, person)?;
    let mut sql = part.of(person);
    sql.push(" order by since desc, work limit ").bind(PAGE as i64).push(" offset ");
    sql.bind((number.max(1) - 1).saturating_mul(PAGE).min(i64::MAX as u64) as i64);
    let some: Vec<(WorkId, i64)> = sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let ids: Vec<WorkId> = some.iter().map(|(work, _)| *work).collect();
    let (mut files, mut readings) = if is_off || ids.is_empty() {
        (HashMap::new(), HashMap::new())
    } else {
        (files(tx, person, &ids)?, readings(viewer, tx, (person, &ids))?)
    };
    let items = subjects(viewer, tx, &ids)?.into_iter().zip(some).map(|(subject, (work, since))| Gathered {
        work,
        files: files.remove(&work).unwrap_or_default().into_iter().map(|file| compared(file, &subject)).collect(),
        subject,
        since: from_millis(since),
        reading: readings.remove(&work),
    });
    Ok(Page { items: items.collect(), total, number: number.max(1) })
}

fn count(tx: &Tx<'_>, part: Part, person: PersonId) -> Result<u64> {
    let text = match part {
        Part::Downloaded => "select count(distinct work_id) from downloads where person_id = $1",
        Part::Bookmarked => "select count(*) from bookmarks where what = 'work' and person_id = $1",
        Part::Subscribed => "select count(*) from subscriptions where what = 'work' and person_id = $1",
    };
    tx.count(text, args![person])
}

fn readings(viewer: &Viewer, tx: &Tx<'_>, (person, ids): (PersonId, &[WorkId])) -> Result<HashMap<WorkId, Reading>> {
    let mut sql = ReadingRow::select();
    sql.push("r.person_id = ").bind(person).push(" and r.work_id in ").bind_list(ids.iter().copied());
    let readings = dress(viewer, tx, sql.all(tx, ReadingRow::read)?)?.into_iter();
    Ok(readings.map(|reading| (reading.work, reading)).collect())
}

/// A file beside the work as its reader sees it now: of what they do not see, nothing is told.
fn compared(file: Fetched, subject: &Subject) -> File {
    let (chapters, edition) = match subject {
        Subject::Work(card) => (card.chapters, card.edition.number),
        Subject::Mystery | Subject::Grave(_) | Subject::Gone => (0, 0),
    };
    let new_chapters = chapters.saturating_sub(file.chapters);
    let is_changed = new_chapters == 0 && edition > file.edition;
    File { format: file.format, at: file.at, new_chapters, is_changed }
}
