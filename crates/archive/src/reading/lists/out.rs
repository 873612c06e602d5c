//! A library as a reading list: all that its reader remembers and says, with the addresses of the works.

use manuscript::{ListEntry, ListState};

use super::super::row::{ReadingRow, State};
use super::super::subjects;
use super::elsewhere;
use crate::clock::from_millis;
use crate::db::args;
use crate::{Error, PersonId, Result, Tx, Viewer, WorkId, shelves};

/// So many are read at once.
const AT_ONCE: i64 = 500;

/// The viewer's whole library. `host` is the archive's own address.
pub fn out(viewer: &Viewer, tx: &Tx<'_>, host: &str) -> Result<Vec<ListEntry>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let (mut all, mut from) = (Vec::new(), 0);
    loop {
        let mut sql = ReadingRow::select();
        sql.push("r.person_id = ").bind(person).push(" order by r.last_at, r.work_id limit ").bind(AT_ONCE);
        sql.push(" offset ").bind(from);
        let rows = sql.all(tx, ReadingRow::read)?;
        if rows.is_empty() {
            break;
        }
        from += AT_ONCE;
        let named = named(viewer, tx, host, &rows.iter().map(|row| row.work).collect::<Vec<_>>())?;
        all.extend(named.into_iter().zip(rows).map(|(named, row)| remembered(named, row)));
    }
    let rest = only_shelved(tx, person)?;
    all.extend(named(viewer, tx, host, &rest)?);
    all.extend(elsewhere::out(viewer, tx)?);
    Ok(all)
}

/// Works that stand on a person's shelves and are not remembered otherwise.
fn only_shelved(tx: &Tx<'_>, person: PersonId) -> Result<Vec<WorkId>> {
    let text = "select distinct d.work_id from shelved d join shelves h on h.id = d.shelf_id where h.person_id = $1
                and not exists (select 1 from readings r where r.person_id = $1 and r.work_id = d.work_id)
                order by d.work_id";
    tx.all(text, args![person], |row| row.get(0))
}

/// Entries of these works: their addresses, their shelves, and what they are called as far as their reader may know.
fn named(viewer: &Viewer, tx: &Tx<'_>, host: &str, ids: &[WorkId]) -> Result<Vec<ListEntry>> {
    let mut on = shelves::names(viewer, tx, ids)?;
    let subjects = subjects(viewer, tx, ids)?;
    let entries = ids.iter().zip(subjects).map(|(id, subject)| {
        let (title, bylines) = subject.called();
        let author = bylines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let shelves = on.remove(id).unwrap_or_default().into_iter().map(|(_, name)| name).collect();
        ListEntry {
            address: format!("{host}/works/{id}"),
            title: title.unwrap_or_default(),
            author,
            shelves,
            ..ListEntry::default()
        }
    });
    Ok(entries.collect())
}

fn remembered(named: ListEntry, row: ReadingRow) -> ListEntry {
    let state = match row.state {
        State::Reading => ListState::Reading,
        State::Finished => ListState::Finished,
        State::Dropped => ListState::Dropped,
    };
    let has_place = row.chapter_id.is_some();
    ListEntry {
        // Of what was never opened, that somebody reads it is only what is written where nothing is said.
        state: Some(state).filter(|state| row.visits > 0 || *state != ListState::Reading),
        later: row.is_later,
        chapter: has_place.then_some(row.chapter.max(1) as u64),
        paragraph: has_place.then_some(row.paragraph),
        mark: if has_place { row.mark } else { String::new() },
        chapters: Some(row.chapters as u64),
        edition: Some(row.edition as u64),
        visits: row.visits as u64,
        first: Some(from_millis(row.first_at)),
        last: Some(from_millis(row.last_at)),
        stars: row.stars as u64,
        note: row.note,
        ..named
    }
}
