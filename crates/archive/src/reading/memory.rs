//! What somebody remembers of works, held in memory from one question to the next: lists that hide what their reader has read
//! ask for it every time, and a reader may have read twenty thousand works.
//!
//! It is read again where it has changed, and nowhere else. Whoever changes rows of a person's readings takes the next of that
//! person's steps before and writes it into each row; whoever makes rows vanish says so in the step. Steps of one person are
//! taken one after the other, on every node, so that rows with a later step are all that came since.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::notes::{Noted, Notes};
use super::row::State;
use crate::db::{Row, Sql, args};
use crate::{PersonId, Result, Tx, WorkId};

/// Works that are held of all readers together; 18 MB.
const MOST: usize = 500_000;
/// Bytes of notes that count as much as a work.
const NOTE: usize = size_of::<Remembered>();
/// Bytes of one reader's notes that are held; of whoever wrote more none are.
const NOTES: usize = 2 << 20;

/// A work in somebody's memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Remembered {
    pub(super) work: WorkId,
    /// When it was opened or marked last.
    pub(super) last_at: i64,
    /// How many chapters there were when it was opened last.
    pub(super) chapters: u32,
    pub(super) stars: u8,
    pub(super) state: State,
    pub(super) is_opened: bool,
    pub(super) is_later: bool,
}

/// What somebody remembers of works.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Memory {
    /// Works rising.
    rows: Vec<Remembered>,
    /// The places of rows, what was opened or marked last first.
    by_time: Vec<u32>,
    /// Their works: most who ask want all of them, and rows are far from one another in this order.
    works_by_time: Vec<WorkId>,
    /// Nothing where it is too much to be held.
    notes: Option<Notes>,
}

impl Memory {
    /// All of it, works rising.
    pub(super) fn rising(&self) -> impl Iterator<Item = &Remembered> {
        self.rows.iter()
    }

    /// All of it, what was opened or marked last first.
    pub(super) fn by_time(&self) -> impl Iterator<Item = &Remembered> {
        self.by_time.iter().filter_map(|place| self.rows.get(*place as usize))
    }

    /// The works of [`Memory::by_time`].
    pub(super) fn works_by_time(&self) -> &[WorkId] {
        &self.works_by_time
    }

    /// Those of it that are among these, works rising, in the order of [`Memory::by_time`].
    pub(super) fn by_time_among(&self, works: &[WorkId]) -> impl Iterator<Item = &Remembered> {
        let among = self.places(works).fold(vec![false; self.rows.len()], |mut among, place| {
            if let Some(is_among) = among.get_mut(place) {
                *is_among = true;
            }
            among
        });
        let places = self.by_time.iter().map(|place| *place as usize);
        let chosen = places.filter(move |place| among.get(*place).is_some_and(|is_among| *is_among));
        chosen.filter_map(|place| self.rows.get(place))
    }

    /// Of which works these words, in small letters, are noted; works rise. Nothing if the notes are too much to be held.
    pub(super) fn noted(&self, words: &str) -> Option<Vec<&Remembered>> {
        let noted = self.notes.as_ref()?.with(words);
        Some(self.places(&noted).filter_map(|place| self.rows.get(place)).collect())
    }

    /// The places of the rows of these works, which rise.
    fn places<'w>(&self, works: &'w [WorkId]) -> impl Iterator<Item = usize> + use<'_, 'w> {
        works.iter().filter_map(|work| self.rows.binary_search_by_key(work, |row| row.work).ok())
    }

    /// How much it is to hold, in works.
    fn weight(&self) -> usize {
        self.rows.len() + self.notes.as_ref().map_or(0, Notes::bytes) / NOTE
    }

    /// What a person remembers of these works, or of all.
    pub(super) fn read(tx: &Tx<'_>, person: PersonId, among: Option<&[WorkId]>) -> Result<Self> {
        let mut sql = select(person);
        sql.only("r.work_id", among).push(" order by r.work_id");
        Ok(Self { notes: Some(Notes::default()), ..Self::default() }.with(noted(tx, &sql)?))
    }

    /// With rows that came since this was read; works rise in them.
    fn with(&self, newer: Vec<Noted>) -> Self {
        let notes = self.notes.as_ref().map(|notes| notes.and(&newer)).filter(|notes| notes.text.len() <= NOTES);
        let newer: Vec<Remembered> = newer.into_iter().map(|(row, _)| row).collect();
        Self { notes, ..self.with_rows(&newer) }
    }

    fn with_rows(&self, newer: &[Remembered]) -> Self {
        let mut rows = Vec::with_capacity(self.rows.len() + newer.len());
        // How many were there before each that is added.
        let mut added: Vec<usize> = Vec::new();
        let mut rest = self.rows.as_slice();
        for row in newer {
            let (before, behind) = rest.split_at(rest.partition_point(|old| old.work < row.work));
            rows.extend_from_slice(before);
            rest = match behind {
                [old, behind @ ..] if old.work == row.work => behind,
                _ => {
                    added.push(self.rows.len() - behind.len());
                    behind
                }
            };
            rows.push(*row);
        }
        rows.extend_from_slice(rest);
        let moved = |place: u32| place + added.partition_point(|at| *at <= place as usize) as u32;
        let mut by_time: Vec<u32> = self.by_time.iter().map(|place| moved(*place)).collect();
        by_time.extend((0..).zip(&added).map(|(before, at)| *at as u32 + before));
        Self { rows, by_time, ..Self::default() }.sorted()
    }

    /// With places in their order: the sort looks for what is in order already.
    fn sorted(mut self) -> Self {
        let rows = &self.rows;
        self.by_time.sort_by_key(|place| rows.get(*place as usize).map(when));
        self.works_by_time = self.by_time().map(|row| row.work).collect();
        self
    }
}

/// The last first.
fn when(row: &Remembered) -> Reverse<(i64, WorkId)> {
    Reverse((row.last_at, row.work))
}

fn select<'v>(person: PersonId) -> Sql<'v> {
    let mut sql = Sql::new(
        "select r.work_id, r.last_at, r.chapters, r.stars, r.state, r.visits, r.later, r.note
         from readings r where r.person_id = ",
    );
    sql.bind(person);
    sql
}

fn remembered(row: &Row<'_>) -> Result<Noted> {
    // Here, because neither database knows the small letters of all alphabets.
    let note = row.get::<String>(7)?.to_lowercase().into();
    let remembered = Remembered {
        work: row.get(0)?,
        last_at: row.get(1)?,
        chapters: u32::try_from(row.get::<i64>(2)?.max(0)).unwrap_or(u32::MAX),
        stars: u8::try_from(row.get::<i64>(3)?.max(0)).unwrap_or(u8::MAX),
        state: row.get(4)?,
        is_opened: row.get::<i64>(5)? > 0,
        is_later: row.get(6)?,
    };
    Ok((remembered, note))
}

/// Rows with what is noted of them. Once there is more of that than is held, which is enough to tell, the rest is left: nobody's
/// notes fill this process's memory.
fn noted(tx: &Tx<'_>, sql: &Sql<'_>) -> Result<Vec<Noted>> {
    let read = Cell::new(0);
    sql.all(tx, |row| {
        let (row, note) = remembered(row)?;
        let note = if read.get() > NOTES { Arc::from("") } else { note };
        read.set(read.get() + note.len());
        Ok((row, note))
    })
}

/// The memories of those who asked last.
#[derive(Debug, Default)]
pub(crate) struct Memories(Mutex<Held>);

#[derive(Debug, Default)]
struct Held {
    people: HashMap<PersonId, Kept>,
    weight: usize,
    /// Grows with every question.
    questions: u64,
}

#[derive(Debug, Clone)]
struct Kept {
    step: i64,
    memory: Arc<Memory>,
    /// The number of the last question for it.
    asked: u64,
}

impl Memories {
    /// What a person remembers, as this transaction sees it.
    pub(super) fn of(&self, tx: &Tx<'_>, person: PersonId) -> Result<Arc<Memory>> {
        // What is not stored for good may be taken back, and its step be taken by something else.
        if !tx.is_settled() {
            return Memory::read(tx, person, None).map(Arc::new);
        }
        let Steps { step, gone } = Steps::of(tx, person)?;
        let memory = match self.kept(person) {
            Some(kept) if kept.step == step => return Ok(kept.memory),
            Some(kept) if kept.step < step && kept.step >= gone => kept.memory.with(since(tx, person, kept.step)?),
            _ => Memory::read(tx, person, None)?,
        };
        let memory = Arc::new(memory);
        self.keep(person, step, &memory);
        Ok(memory)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept(&self, person: PersonId) -> Option<Kept> {
        let mut held = self.held();
        held.questions += 1;
        let asked = held.questions;
        let kept = held.people.get_mut(&person)?;
        kept.asked = asked;
        Some(kept.clone())
    }

    /// Keeps a memory, unless a newer one is kept, and lets go of those who have not asked for longest.
    fn keep(&self, person: PersonId, step: i64, memory: &Arc<Memory>) {
        let mut held = self.held();
        if held.people.get(&person).is_some_and(|kept| kept.step > step) {
            return;
        }
        let asked = held.questions;
        held.weight += memory.weight();
        let before = held.people.insert(person, Kept { step, memory: Arc::clone(memory), asked });
        held.weight -= before.map_or(0, |kept| kept.memory.weight());
        while held.weight > MOST {
            let Some(person) = held.people.iter().min_by_key(|(_, kept)| kept.asked).map(|(person, _)| *person) else {
                break;
            };
            let gone = held.people.remove(&person);
            held.weight -= gone.map_or(0, |kept| kept.memory.weight());
        }
    }
}

/// How far somebody's memory has got.
#[derive(Debug, Default)]
struct Steps {
    /// The last step.
    step: i64,
    /// The step in which something was forgotten last.
    gone: i64,
}

impl Steps {
    fn of(tx: &Tx<'_>, person: PersonId) -> Result<Self> {
        let text = "select step, gone from reading_steps where person_id = $1";
        let steps = tx.first(text, args![person], |row| Ok(Self { step: row.get(0)?, gone: row.get(1)? }))?;
        Ok(steps.unwrap_or_default())
    }
}

fn since(tx: &Tx<'_>, person: PersonId, step: i64) -> Result<Vec<Noted>> {
    let mut sql = select(person);
    sql.push(" and r.step > ").bind(step).push(" order by r.work_id");
    noted(tx, &sql)
}

/// The next step of somebody's memory, to be taken before any of its rows is written; nothing for a person who is not there.
pub(super) fn next_step(tx: &Tx<'_>, person: PersonId) -> Result<Option<i64>> {
    tx.value(
        "insert into reading_steps (person_id, step, gone) select p.id, 1, 0 from people p where p.id = $1
         on conflict (person_id) do update set step = reading_steps.step + 1 returning step",
        args![person],
    )
}

/// A step in which somebody forgets.
pub(super) fn forgetting(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    next_step(tx, person)?;
    tx.run("update reading_steps set gone = step where person_id = $1", args![person]).map(drop)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each work once, rising, opened last at some time, with a note or none.
    fn some_rows() -> impl Strategy<Value = Vec<Noted>> {
        proptest::collection::btree_map(0_i64..40, (0_i64..9, "[ab]{0,2}"), 0..30).prop_map(|all| {
            let row = |(work, (last_at, note)): (i64, (i64, String))| {
                let row = Remembered {
                    work: WorkId::new(work),
                    last_at,
                    chapters: 1,
                    stars: 0,
                    state: State::Reading,
                    is_opened: true,
                    is_later: false,
                };
                (row, note.into())
            };
            all.into_iter().map(row).collect()
        })
    }

    fn memory(rows: Vec<Noted>) -> Memory {
        Memory { notes: Some(Notes::default()), ..Memory::default() }.with(rows)
    }

    proptest! {
        #[test]
        fn what_came_since_stands_where_it_would_if_all_was_read_anew(old in some_rows(), newer in some_rows()) {
            let anew = old.iter().chain(&newer).map(|row| (row.0.work, row.clone()));
            let anew: std::collections::BTreeMap<WorkId, Noted> = anew.collect();
            let anew: Vec<Noted> = anew.into_values().collect();
            let with_a: Vec<&Remembered> = anew.iter().filter(|(_, note)| note.contains('a')).map(|(row, _)| row).collect();
            let memory_anew = memory(anew.clone());
            prop_assert_eq!(memory_anew.noted("a"), Some(with_a.clone()));
            let among: Vec<WorkId> = with_a.iter().map(|row| row.work).collect();
            prop_assert!(memory_anew.by_time_among(&among).eq(memory_anew.by_time().filter(|row| among.contains(&row.work))));
            prop_assert!(memory_anew.by_time().is_sorted_by_key(when));
            prop_assert!(memory_anew.rising().eq(anew.iter().map(|(row, _)| row)));
            prop_assert_eq!(memory(old).with(newer), memory_anew);
        }
    }

    #[test]
    fn notes_that_are_very_long_together_are_not_held() {
        let long: Arc<str> = "x".repeat(NOTES / 2 + 1).into();
        let row = |work| Remembered {
            work: WorkId::new(work),
            last_at: work,
            chapters: 1,
            stars: 0,
            state: State::Reading,
            is_opened: true,
            is_later: false,
        };
        let one = memory(vec![(row(1), long.clone())]);
        assert_eq!(one.noted("x").map(|found| found.len()), Some(1));
        let both = one.with(vec![(row(2), long)]);
        assert_eq!((both.noted("x"), both.rising().count()), (None, 2));
    }
}
