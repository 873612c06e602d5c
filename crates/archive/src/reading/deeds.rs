//! What a reader does with their memory by hand: marking for later, saying how far they are, notes, forgetting.

use super::memory::{forgetting, next_step};
use super::resume::row_of;
use super::row::{END, Habit, State};
use super::{downloads, lists};
use crate::db::args;
use crate::works::{self, WorkCard};
use crate::{ChapterId, Error, PersonId, Result, Slip, Tx, Viewer, WorkId};

/// Letters of a private note.
const NOTE: u64 = 2_000;

/// Stars there are.
const STARS: u64 = 5;

/// What a reader says of a work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// Whether they read it, have read it, or do not go on.
    pub state: State,
    /// What they note for themselves, plain text.
    pub note: String,
    /// Their stars, from 0 to 5.
    pub stars: u64,
}

/// Marks a work that the viewer sees for later, or takes the mark away (HIST-3). Not one of their own.
pub fn mark_for_later(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, is_later: bool) -> Result<()> {
    let person = begin(viewer, tx, work)?;
    let text = "update readings set later = $3, last_at = $4, step = $5 where person_id = $1 and work_id = $2";
    tx.run(text, args![person, work, is_later, tx.now(), next_step(tx, person)?]).map(drop)
}

/// Keeps what the viewer says of a work.
pub fn keep(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, wish: &Wish) -> Result<()> {
    let is = wish.note.trim().chars().count() as u64;
    if is > NOTE {
        return Err(Error::invalid("note", Slip::TooLong { most: NOTE, is }));
    }
    if wish.stars > STARS {
        return Err(Error::invalid("stars", Slip::NotInRange { least: 0, most: STARS }));
    }
    let person = begin(viewer, tx, work)?;
    tx.run(
        "update readings set state = $3, note = $4, stars = $5, step = $6 where person_id = $1 and work_id = $2",
        args![person, work, wish.state, wish.note.trim(), wish.stars as i64, next_step(tx, person)?],
    )
    .map(drop)
}

/// Notes that the viewer has read up to the end of a chapter. With the last chapter of a complete work they have finished it.
pub fn read_up_to(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, chapter: ChapterId) -> Result<()> {
    let seen = works::show(viewer, tx, work)?;
    let index = works::index(&seen, tx)?;
    let entry = index.iter().find(|entry| entry.id == chapter).ok_or(Error::NotFound)?;
    let is_end = entry.number as usize == index.len() && seen.card.is_complete();
    let person = begin(viewer, tx, work)?;
    let (edition, chapters) = (seen.card.edition.number as i64, seen.card.chapters as i64);
    let state = if is_end { State::Finished } else { State::Reading };
    tx.run(
        "update readings set chapter_id = $3, chapter = $4, paragraph = $5, mark = '', state = $6, last_at = $7,
           edition = $8, chapters = $9, visits = case when visits = 0 then 1 else visits end, later = $10,
           step = $11
         where person_id = $1 and work_id = $2",
        args![
            person,
            work,
            chapter,
            entry.number as i64,
            END,
            state,
            tx.now(),
            edition,
            chapters,
            false,
            next_step(tx, person)?
        ],
    )
    .map(drop)
}

/// A row for a work that the viewer sees and did not make. By hand also for those whose reading is not remembered by itself.
fn begin(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<PersonId> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let is_known = row_of(viewer, tx, work)?.is_some();
    if is_known {
        return Ok(person);
    }
    let card = works::show(viewer, tx, work)?.card;
    if card.is_own {
        return Err(Error::NotFound);
    }
    keep_in_library(tx, person, &card)?;
    Ok(person)
}

/// A row for a work that its reader sees and did not make, where there is none.
pub(crate) fn keep_in_library(tx: &Tx<'_>, person: PersonId, card: &WorkCard) -> Result<()> {
    let step = next_step(tx, person)?;
    let (edition, chapters) = (card.edition.number as i64, card.chapters as i64);
    tx.run(
        "insert into readings (person_id, work_id, first_at, last_at, visits, edition, chapters, state, later, chapter,
           paragraph, mark, note, stars, step) values ($1, $2, $3, $3, 0, $4, $5, $6, $7, 0, 0, '', '', 0, $8)
         on conflict (person_id, work_id) do nothing",
        args![person, card.id, tx.now(), edition, chapters, State::Reading, false, step],
    )
    .map(drop)
}

/// Forgets what the viewer remembers of a work.
pub fn forget(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    downloads::forget(tx, person, Some(work))?;
    forgetting(tx, person)?;
    tx.run("delete from readings where person_id = $1 and work_id = $2", args![person, work]).map(drop)
}

/// Forgets what the viewer opened last before a moment, in milliseconds; all of it for nothing. What they have marked, noted,
/// given stars or put on a shelf stays when only a part is cleared.
pub fn clear(viewer: &Viewer, tx: &Tx<'_>, before: Option<i64>) -> Result<u64> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    forgetting(tx, person)?;
    match before {
        None => {
            downloads::forget(tx, person, None)?;
            lists::forget_all(tx, person)?;
        }
        Some(before) => downloads::forget_before(tx, person, before).map(drop)?,
    }
    match before {
        None => tx.run("delete from readings where person_id = $1", args![person]),
        Some(before) => tx.run(
            "delete from readings where person_id = $1 and last_at < $2 and not later and note = '' and stars = 0
               and not exists (select 1 from shelved d join shelves h on h.id = d.shelf_id
                               where d.work_id = readings.work_id and h.person_id = $1)",
            args![person, before],
        ),
    }
}

/// Whether the viewer's reading is remembered.
pub fn habit(viewer: &Viewer, tx: &Tx<'_>) -> Result<Habit> {
    let word: Option<String> =
        tx.value("select habit from reading_habits where person_id = $1", args![viewer.person()])?;
    Ok(word.and_then(|word| Habit::of_word(&word)).unwrap_or_default())
}

/// Says whether the viewer's reading is remembered from now on.
pub fn set_habit(viewer: &Viewer, tx: &Tx<'_>, habit: Habit) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    if habit == Habit::On {
        return tx.run("delete from reading_habits where person_id = $1", args![person]).map(drop);
    }
    tx.run(
        "insert into reading_habits (person_id, habit) values ($1, $2) on conflict (person_id) do update set habit = $2",
        args![person, habit.word()],
    )
    .map(drop)
}
