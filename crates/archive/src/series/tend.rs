//! What its creators do with a series: what it says of itself, its order, what is in it, its end (SER-1, SER-2, SER-4).
//!
//! Whoever made one of its works may do all of this. What they do not see of it (another's anonymous work, another's draft)
//! keeps its place and is not told.

use manuscript::Prose;
use serde::Serialize;

use super::arrange::{Arrangement, Named, TITLE, arrange, own as all_own};
use super::read::{SeenSeries, seen};
use super::write::clear;
use crate::db::args;
use crate::error::Why;
use crate::feed::{self, Change};
use crate::tags::{is_blank, key};
use crate::works::{self, WorkCard};
use crate::{Error, FieldError, Result, SeriesId, Slip, Tx, Viewer, WorkId};

/// Letters of a series' summary, marks counted (SER-1).
pub const SUMMARY: u64 = 1_250;

/// Letters of a series' notes, marks counted (SER-1).
pub const NOTES: u64 = 5_000;

/// What its creators say of a series.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Its title, plain text.
    pub title: String,
    /// What it is about.
    pub summary: Prose,
    /// What they say beside it.
    pub notes: Prose,
    /// Whether nothing more will come.
    pub is_complete: bool,
}

/// A series on its creators' desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tended {
    /// The series.
    pub series: SeenSeries,
    /// What is said of it, as it was typed.
    pub said: Said,
    /// All works of it that the viewer sees, in order.
    pub works: Vec<WorkCard>,
    /// The viewer's own works that are not in it, the newest first, a hundred at most.
    pub others: Vec<WorkCard>,
}

/// A series as one of its creators takes it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Its number.
    pub series: i64,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub summary: Prose,
    /// What is said beside it.
    pub notes: Prose,
    /// Whether nothing more will come.
    pub complete: bool,
    /// The numbers of its works, in order, as far as they see them.
    pub works: Vec<i64>,
}

/// Every series of the viewer's.
pub(crate) fn all_of(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Kept>> {
    let mut all = Vec::new();
    for Named { id, .. } in all_own(viewer, tx)? {
        let (_, works) = match seen(viewer, tx, id) {
            Err(Error::NotFound) => continue,
            found => found?,
        };
        let Said { title, summary, notes, is_complete } = said(tx, id)?;
        let works = works.iter().map(|card| card.id.number()).collect();
        all.push(Kept { series: id.number(), title, summary, notes, complete: is_complete, works });
    }
    Ok(all)
}

/// A series for its creators.
pub fn tended(viewer: &Viewer, tx: &Tx<'_>, id: SeriesId) -> Result<Tended> {
    let (series, works) = own(viewer, tx, id)?;
    let said = said(tx, id)?;
    let others: Vec<WorkId> = tx.all(
        "select c.work_id from creatorships c where c.person_id = $1 and not exists
           (select 1 from series_places p where p.series_id = $2 and p.work_id = c.work_id)
         group by c.work_id order by max(c.revised_at) desc, c.work_id desc limit 100",
        args![viewer.person(), id],
        |row| row.get(0),
    )?;
    let mut others = works::cards(viewer, tx, &others)?;
    others.retain(|card| !card.is_deleted && !card.is_hidden);
    Ok(Tended { series, said, works, others })
}

/// What is said of a series, as it was typed.
fn said(tx: &Tx<'_>, id: SeriesId) -> Result<Said> {
    let said = tx.first(
        "select title, summary, summary_source, notes, notes_source, cleaner, complete from series where id = $1",
        args![id],
        |row| {
            let cleaner = row.get::<i64>(5)? as u32;
            let summary = Prose::stored(row.get(1)?, row.get(2)?, cleaner);
            let notes = Prose::stored(row.get(3)?, row.get(4)?, cleaner);
            Ok(Said { title: row.get(0)?, summary, notes, is_complete: row.get(6)? })
        },
    )?;
    said.ok_or(Error::NotFound)
}

/// Says something else of a series.
pub fn describe(viewer: &Viewer, tx: &Tx<'_>, id: SeriesId, said: &Said) -> Result<()> {
    let (_, works) = own(viewer, tx, id)?;
    let title = checked(said)?;
    let source = |prose: &Prose| Some(prose.source().to_owned()).filter(|source| source != prose.html());
    tx.run(
        "update series set title = $2, title_key = $3, summary = $4, summary_source = $5, notes = $6, notes_source = $7,
           cleaner = $8, complete = $9 where id = $1",
        args![
            id,
            &title,
            key(&title),
            said.summary.html(),
            source(&said.summary),
            said.notes.html(),
            source(&said.notes),
            i64::from(said.summary.cleaner()),
            said.is_complete,
        ],
    )?;
    tell(tx, works.iter().map(|card| card.id))
}

/// The title in good form, or all that is wrong.
fn checked(said: &Said) -> Result<String> {
    let (title, mut wrong) = (said.title.trim(), Vec::new());
    if title.is_empty() {
        wrong.push(FieldError::new("title", Slip::Missing));
    } else if is_blank(title) {
        wrong.push(FieldError::new("title", Slip::Blank));
    }
    let lengths =
        [("title", TITLE, title), ("summary", SUMMARY, said.summary.html()), ("notes", NOTES, said.notes.html())];
    for (field, most, text) in lengths {
        let is = text.chars().count() as u64;
        if is > most {
            wrong.push(FieldError::new(field, Slip::TooLong { most, is }));
        }
    }
    if said.summary.html().contains("<img") {
        wrong.push(FieldError::new("summary", Slip::NoPictures));
    }
    if wrong.is_empty() { Ok(title.to_owned()) } else { Err(Error::Invalid(wrong)) }
}

/// Puts works of a series into this order. What is not named keeps its place among the others.
pub fn reorder(viewer: &Viewer, tx: &Tx<'_>, id: SeriesId, wanted: &[WorkId]) -> Result<()> {
    let (_, works) = own(viewer, tx, id)?;
    let seen: Vec<WorkId> = works.iter().map(|card| card.id).collect();
    let mut named: Vec<WorkId> = Vec::new();
    for work in wanted.iter().filter(|work| seen.contains(work)) {
        if !named.contains(work) {
            named.push(*work);
        }
    }
    let all = works::all_in_order_of_series(tx, id)?;
    let mut next = named.clone().into_iter();
    let order = all.into_iter().map(|work| if named.contains(&work) { next.next().unwrap_or(work) } else { work });
    for (work, place) in order.zip(1_i64..) {
        tx.run(
            "update series_places set place = $3 where series_id = $1 and work_id = $2 and place <> $3",
            args![id, work, place],
        )?;
    }
    tell(tx, seen)
}

/// Puts a work of the viewer's own into one of their series, behind all others or at this place (SER-2).
pub fn put_in(viewer: &Viewer, tx: &Tx<'_>, id: SeriesId, (work, place): (WorkId, Option<u64>)) -> Result<()> {
    own(viewer, tx, id)?;
    arrange(viewer, tx, work, &Arrangement { join: Some(id), place, ..Arrangement::default() })
}

/// Takes a work out of a series. The series goes with its last (SER-1).
pub fn take_out(viewer: &Viewer, tx: &Tx<'_>, id: SeriesId, work: WorkId) -> Result<()> {
    let (_, works) = own(viewer, tx, id)?;
    if !works.iter().any(|card| card.id == work) {
        return Err(Error::NotFound);
    }
    tx.run("delete from series_places where series_id = $1 and work_id = $2", args![id, work])?;
    clear(tx, id)?;
    tell(tx, [work])
}

/// Takes a series away. Its works stay.
pub fn delete(viewer: &Viewer, tx: &Tx<'_>, id: SeriesId) -> Result<()> {
    own(viewer, tx, id)?;
    let works = works::all_in_order_of_series(tx, id)?;
    tx.run("delete from series where id = $1", args![id])?;
    tell(tx, works)
}

/// Takes the viewer's names off every work of a series; off all of them or none. Who is the only creator of one stays (SER-4).
pub fn leave(viewer: &Viewer, tx: &Tx<'_>, id: SeriesId) -> Result<()> {
    let (_, works) = own(viewer, tx, id)?;
    works.iter().filter(|card| card.is_own).try_for_each(|card| works::leave(viewer, tx, card.id))
}

/// A series that the viewer may change, and all that they see of it.
fn own(viewer: &Viewer, tx: &Tx<'_>, id: SeriesId) -> Result<(SeenSeries, Vec<WorkCard>)> {
    let found = seen(viewer, tx, id)?;
    viewer.in_good_standing()?;
    if found.0.is_own { Ok(found) } else { Err(Error::Forbidden(Why::NotYours)) }
}

/// Lets indexes and kept pages know that works stand otherwise in their series.
fn tell(tx: &Tx<'_>, works: impl IntoIterator<Item = WorkId>) -> Result<()> {
    works.into_iter().try_for_each(|work| feed::note(tx, Change::Work(work)))
}
