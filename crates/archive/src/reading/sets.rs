//! Somebody's memory as sets of works, for searching in it: what they have read, what they gave stars, what they noted something of.
//!
//! A set is asked for by its owner alone and is told to nobody: the finder answers with it, and the gate makes cards of what
//! comes out. With the history off, only what is marked for later is there.

use std::sync::Arc;

use super::deeds;
use super::memory::{Memories, Memory, Remembered};
use super::row::{Habit, State};
use crate::db::{Row, Sql};
use crate::{PersonId, Result, Tx, Viewer, WorkId};

/// Which works of a memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// All.
    All,
    /// What its owner has read to its end, or says so.
    Read,
    /// What they have opened, or say that they have read or dropped.
    Seen,
    /// What they have begun, and neither finished nor dropped.
    Reading,
    /// What they do not go on with.
    Dropped,
    /// What is marked for later.
    Later,
    /// What has so many of their stars, at least and at most.
    Stars(u64, u64),
}

impl Which {
    fn holds(self, row: &Remembered) -> bool {
        match self {
            Self::All => true,
            Self::Read => row.state == State::Finished,
            Self::Seen => row.is_opened || row.state != State::Reading,
            Self::Reading => row.is_opened && row.state == State::Reading,
            Self::Dropped => row.state == State::Dropped,
            Self::Later => row.is_later,
            Self::Stars(from, to) => (from..=to).contains(&u64::from(row.stars)),
        }
    }
}

/// Whose memory is asked, and of which works alone, if any are named.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) viewer: &'a Viewer,
    pub(crate) tx: &'a Tx<'a>,
    pub(crate) memories: &'a Memories,
    pub(crate) among: Option<&'a [WorkId]>,
}

impl Asked<'_> {
    /// The memory, and whether only what is marked for later shows; nothing of those who have none.
    fn shown(self) -> Result<Option<(Arc<Memory>, bool)>> {
        let Self { viewer, tx, memories, among } = self;
        let Some(person) = viewer.person() else { return Ok(None) };
        // Of a few works it is read from the database rather than all of it be held.
        let memory = match among {
            Some(_) => Arc::new(Memory::read(tx, person, among)?),
            None => memories.of(tx, person)?,
        };
        Ok(Some((memory, is_off(viewer, tx)?)))
    }

    /// The works of a part of the memory, rising.
    pub(crate) fn works(self, which: Which) -> Result<Vec<WorkId>> {
        let Some((memory, is_off)) = self.shown()? else { return Ok(Vec::new()) };
        Ok(part(memory.rising(), which, is_off))
    }

    /// The same, what was opened or marked last first.
    pub(crate) fn works_by_time(self, which: Which) -> Result<Vec<WorkId>> {
        let Some((memory, is_off)) = self.shown()? else { return Ok(Vec::new()) };
        if which == Which::All && !is_off {
            return Ok(memory.works_by_time().to_vec());
        }
        Ok(part(memory.by_time(), which, is_off))
    }

    /// Those of these works, which rise, that are in the memory, what was opened or marked last first.
    pub(crate) fn by_time_among(self, works: &[WorkId]) -> Result<Vec<WorkId>> {
        let Some((memory, is_off)) = self.shown()? else { return Ok(Vec::new()) };
        Ok(part(memory.by_time_among(works), Which::All, is_off))
    }

    /// What was opened, with how many chapters there were the last time; rising.
    pub(crate) fn opened(self) -> Result<Vec<(WorkId, u64)>> {
        let Some((memory, is_off)) = self.shown()? else { return Ok(Vec::new()) };
        let opened = memory.rising().filter(|row| row.is_opened && (row.is_later || !is_off));
        Ok(opened.map(|row| (row.work, row.chapters.into())).collect())
    }

    /// What has stars, with how many; rising.
    pub(crate) fn starred(self) -> Result<Vec<(WorkId, u64)>> {
        let Some((memory, is_off)) = self.shown()? else { return Ok(Vec::new()) };
        let starred = memory.rising().filter(|row| row.stars > 0 && (row.is_later || !is_off));
        Ok(starred.map(|row| (row.work, row.stars.into())).collect())
    }

    /// What these words are noted of.
    pub(crate) fn noted(self, words: &str) -> Result<Vec<WorkId>> {
        let (Some((memory, is_off)), Some(person)) = (self.shown()?, self.viewer.person()) else {
            return Ok(Vec::new());
        };
        let words = words.to_lowercase();
        match memory.noted(&words) {
            Some(found) => Ok(part(found.into_iter(), Which::All, is_off)),
            None => noted((self.tx, person), &words, (self.among, is_off)),
        }
    }
}

fn part<'m>(rows: impl Iterator<Item = &'m Remembered>, which: Which, only_later: bool) -> Vec<WorkId> {
    rows.filter(|row| which.holds(row) && (row.is_later || !only_later)).map(|row| row.work).collect()
}

/// Whether the viewer has a memory to search in: a member, whose history is not off.
pub(crate) fn is_shown(viewer: &Viewer, tx: &Tx<'_>) -> Result<bool> {
    Ok(viewer.person().is_some() && !is_off(viewer, tx)?)
}

fn is_off(viewer: &Viewer, tx: &Tx<'_>) -> Result<bool> {
    Ok(deeds::habit(viewer, tx)? == Habit::Off)
}

/// The same of notes that are too much to be held.
fn noted(
    (tx, person): (&Tx<'_>, PersonId),
    words: &str,
    (among, only_later): (Option<&[WorkId]>, bool),
) -> Result<Vec<WorkId>> {
    let mut sql = Sql::new("select r.work_id, r.note from readings r");
    tx.dialect().along(&mut sql, "readings_noted");
    sql.push(" where r.person_id = ").bind(person).push(if only_later { " and r.later" } else { "" });
    sql.push(" and r.note <> ''").only("r.work_id", among).push(" order by r.last_at desc, r.work_id desc");
    let found = |row: &Row<'_>| Ok(row.get::<String>(1)?.to_lowercase().contains(words).then_some(row.get(0)?));
    Ok(sql.all(tx, found)?.into_iter().flatten().collect())
}
