//! Taking a list that was weighed into the library, some lines at a time, so that nobody waits behind a long one.

use manuscript::ListEntry;

use super::super::memory::next_step;
use super::super::resume::row_of;
use super::super::row::ReadingRow;
use super::elsewhere::{self, stored};
use super::find;
use super::ledger::{Fate, own};
use super::merge::{Facts, Memory, memory};
use super::standing;
use crate::db::args;
use crate::works::{self, WorkCard};
use crate::{ChapterId, Error, PersonId, Result, Tx, Viewer, WorkId, shelves};

/// Lines that are taken in one transaction.
const AT_ONCE: i64 = 200;

/// Takes some lines of one of the viewer's lists. Says whether there are more. `host` is the archive's own address.
pub fn take(viewer: &Viewer, tx: &Tx<'_>, id: i64, host: &str) -> Result<bool> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    own(viewer, tx, id)?;
    if standing::settle(viewer, tx, id)? {
        return Ok(true);
    }
    let text = "select line, fate, work_id, entry from reading_list_lines
                where list_id = $1 and fate in ('new', 'elsewhere') order by line limit $2";
    let lines = tx.all(text, args![id, AT_ONCE], |row| {
        let entry = stored(&row.get::<String>(3)?)?;
        Ok((row.get::<i64>(0)?, row.get::<Fate>(1)?, row.get::<Option<WorkId>>(2)?, entry))
    })?;
    let has_more = lines.len() as i64 == AT_ONCE;
    let ids: Vec<WorkId> = lines.iter().filter_map(|(_, _, work, _)| *work).collect();
    let cards = works::cards(viewer, tx, &ids)?;
    for (line, fate, work, entry) in lines {
        // It may have gone from sight since it was weighed.
        let card = work.filter(|_| fate == Fate::New).and_then(|work| cards.iter().find(|card| card.id == work));
        let fate = match card {
            Some(card) => here(viewer, tx, (person, card), (&entry, host))?,
            None => elsewhere::keep(tx, person, &entry).map(|()| Fate::Put)?,
        };
        let text = "update reading_list_lines set fate = $3 where list_id = $1 and line = $2";
        tx.run(text, args![id, line, fate])?;
    }
    Ok(has_more)
}

/// Takes a line that is of this work.
fn here(
    viewer: &Viewer,
    tx: &Tx<'_>,
    (person, card): (PersonId, &WorkCard),
    (entry, host): (&ListEntry, &str),
) -> Result<Fate> {
    // Before it is put on shelves, and so into the library.
    let before = row_of(viewer, tx, card.id)?;
    for name in &entry.shelves {
        let shelf = match shelves::called(viewer, tx, name) {
            // There is no room for one more.
            Err(Error::Invalid(_)) => return Ok(Fate::Wrong),
            other => other?,
        };
        shelves::put(viewer, tx, shelf, &[card.id])?;
    }
    if card.is_own || says_nothing(entry) && !entry.shelves.is_empty() {
        return Ok(Fate::Taken);
    }
    let is_own = find::own(host, &entry.address).is_some();
    let facts = facts(tx, card, is_own);
    let after = memory(before.as_ref().map(remembered).as_ref(), entry, facts);
    store(viewer, tx, (person, card.id), &after)?;
    Ok(Fate::Taken)
}

/// Whether an entry says no more than which work it is of.
fn says_nothing(entry: &ListEntry) -> bool {
    let ListEntry { address, title, author, shelves, elsewhere, .. } = entry.clone();
    *entry == ListEntry { address, title, author, shelves, elsewhere, ..ListEntry::default() }
}

fn facts(tx: &Tx<'_>, card: &WorkCard, is_own: bool) -> Facts {
    Facts { now: (card.edition.number as i64, card.chapters as i64), is_own, at: tx.now() }
}

fn remembered(row: &ReadingRow) -> Memory {
    Memory {
        first_at: row.first_at,
        last_at: row.last_at,
        visits: row.visits,
        edition: row.edition,
        chapters: row.chapters,
        state: row.state,
        is_later: row.is_later,
        chapter: row.chapter_id.map_or(0, |_| row.chapter.max(1)),
        paragraph: row.chapter_id.map_or(0, |_| row.paragraph),
        mark: row.chapter_id.map_or_else(String::new, |_| row.mark.clone()),
        note: row.note.clone(),
        stars: row.stars,
    }
}

/// Whether taking an entry of this work would change nothing.
pub(super) fn is_known(
    viewer: &Viewer,
    tx: &Tx<'_>,
    (person, work): (PersonId, WorkId),
    (entry, is_own): (&ListEntry, bool),
) -> Result<bool> {
    let on = shelves::names(viewer, tx, &[work])?.remove(&work).unwrap_or_default();
    let stands = |name: &String| on.iter().any(|(_, other)| crate::tags::key(other) == crate::tags::key(name));
    if !entry.shelves.iter().all(stands) {
        return Ok(false);
    }
    if says_nothing(entry) && !entry.shelves.is_empty() {
        return Ok(true);
    }
    let Some(row) = row_of(viewer, tx, work)? else {
        // One's own works are in nobody's memory of their own.
        return Ok(works::creators_of(tx, work)?.contains(&person));
    };
    let before = remembered(&row);
    let facts = Facts { now: (before.edition, before.chapters), is_own, at: before.last_at };
    Ok(memory(Some(&before), entry, facts) == before)
}

/// Writes down what is remembered of a work that the viewer sees.
fn store(viewer: &Viewer, tx: &Tx<'_>, (person, work): (PersonId, WorkId), after: &Memory) -> Result<()> {
    let chapter_id = if after.chapter > 0 { chapter(viewer, tx, work, after.chapter)? } else { None };
    let (has_place, step) = (chapter_id.is_some(), next_step(tx, person)?);
    tx.run(
        "insert into readings (person_id, work_id, first_at, last_at, visits, edition, chapters, state, later, chapter_id,
           chapter, paragraph, mark, note, stars, step)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         on conflict (person_id, work_id) do update set first_at = $3, last_at = $4, visits = $5, edition = $6, chapters = $7,
           state = $8, later = $9, chapter_id = $10, chapter = $11, paragraph = $12, mark = $13, note = $14, stars = $15,
           step = $16",
        args![
            person,
            work,
            after.first_at,
            after.last_at,
            after.visits,
            after.edition,
            after.chapters,
            after.state,
            after.is_later,
            chapter_id,
            if has_place { after.chapter } else { 0 },
            if has_place { after.paragraph } else { 0 },
            if has_place { after.mark.as_str() } else { "" },
            &after.note,
            after.stars,
            step,
        ],
    )
    .map(drop)
}

/// The chapter of this number, or the last one where there are fewer.
fn chapter(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, number: i64) -> Result<Option<ChapterId>> {
    let index = works::index(&works::show(viewer, tx, work)?, tx)?;
    let at = usize::try_from(number).unwrap_or(1).min(index.len());
    Ok(index.get(at.saturating_sub(1)).map(|entry| entry.id))
}
