//! Reading shelves: somebody's, one with what stands on it, those that a work stands on.

use std::collections::HashMap;

use jiff::Timestamp;

use super::row::{ShelfRow, Sort};
use super::visibility::{Standing, sight, sight_sql};
use crate::clock::from_millis;
use crate::db::{Sql, args};
use crate::reading::{Subject, subjects};
use crate::tags::key;
use crate::works::{self, Asked, PAGE, Page, WorkCard};
use crate::{Error, PersonId, Result, ShelfId, Tx, Viewer, WorkId};

/// A shelf as somebody has seen it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenShelf {
    /// The shelf.
    pub id: ShelfId,
    /// Whose it is.
    pub person: PersonId,
    /// Their account's name.
    pub owner: String,
    /// What it is called.
    pub name: String,
    /// Whether others may see it.
    pub is_public: bool,
    /// Whether a moderator has hidden it from them.
    pub is_hidden: bool,
    /// Whether it is the viewer's own.
    pub is_own: bool,
    /// In which order its works stand.
    pub sort: Sort,
    /// How many works the viewer finds on it.
    pub works: u64,
    /// When it was made.
    pub at: Timestamp,
}

/// A work on a shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The work's number.
    pub work: WorkId,
    /// The work, as far as this viewer may see it now; to others than the shelf's owner nothing but a work.
    pub subject: Subject,
    /// Its place in the order that was set by hand, from 1.
    pub place: u64,
    /// When it was put there.
    pub at: Timestamp,
}

/// Somebody's shelves, as far as the viewer sees them, by their names.
pub fn of_person(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Vec<SeenShelf>> {
    let mut sql = ShelfRow::select();
    sql.push("h.person_id = ").bind(person).push(" and ");
    sight_sql(&mut sql, viewer);
    sql.push(" order by h.name_key, h.id");
    sql.all(tx, ShelfRow::read)?.into_iter().map(|row| seen(viewer, tx, row)).collect()
}

/// One of the viewer's own.
pub fn own(viewer: &Viewer, tx: &Tx<'_>, id: ShelfId) -> Result<SeenShelf> {
    Some(find(viewer, tx, id)?).filter(|shelf| shelf.is_own).ok_or(Error::NotFound)
}

/// The viewer's own shelf of this name.
pub(crate) fn own_named(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<Option<ShelfId>> {
    let Some(person) = viewer.person() else { return Ok(None) };
    tx.value("select id from shelves where person_id = $1 and name_key = $2", args![person, key(name)])
}

/// The works on the viewer's own shelf of this name, by number; only of these, if any are named. Nobody else's shelf is asked,
/// shown or not.
pub(crate) fn works_of(viewer: &Viewer, tx: &Tx<'_>, name: &str, among: Option<&[WorkId]>) -> Result<Vec<WorkId>> {
    let Some(shelf) = own_named(viewer, tx, name)? else { return Ok(Vec::new()) };
    let mut sql = Sql::new("select work_id from shelved where shelf_id = ");
    sql.bind(shelf).only("work_id", among).all(tx, |row| row.get(0))
}

/// A shelf and a page of what stands on it; in its own order unless another is asked for.
pub fn show(
    viewer: &Viewer,
    tx: &Tx<'_>,
    id: ShelfId,
    (sort, number): (Option<Sort>, u64),
) -> Result<(SeenShelf, Page<Entry>)> {
    let shelf = find(viewer, tx, id)?;
    let all = in_order(viewer, tx, &shelf, sort.unwrap_or(shelf.sort))?;
    let from = usize::try_from((number.max(1) - 1).saturating_mul(PAGE)).unwrap_or(usize::MAX);
    let some: Vec<Place> = all.iter().skip(from).take(PAGE as usize).copied().collect();
    let ids: Vec<WorkId> = some.iter().map(|place| place.work).collect();
    let entries = subjects(viewer, tx, &ids)?.into_iter().zip(some).map(|(subject, place)| Entry {
        work: place.work,
        subject,
        place: place.position as u64,
        at: from_millis(place.at),
    });
    Ok((shelf, Page { items: entries.collect(), total: all.len() as u64, number: number.max(1) }))
}

/// A shelf that the viewer sees.
pub(super) fn find(viewer: &Viewer, tx: &Tx<'_>, id: ShelfId) -> Result<SeenShelf> {
    let mut sql = ShelfRow::select();
    sql.push("h.id = ").bind(id);
    let row = sql.first(tx, ShelfRow::read)?.filter(|row| sight(Standing::of(viewer, row)));
    seen(viewer, tx, row.ok_or(Error::NotFound)?)
}

/// A row that the viewer sees. Others than its owner are told of no work that they do not see, in the number neither.
fn seen(viewer: &Viewer, tx: &Tx<'_>, row: ShelfRow) -> Result<SeenShelf> {
    let is_own = Standing::of(viewer, &row).is_own;
    let mut sql = Sql::new("select count(*) from shelved d where d.shelf_id = ");
    sql.bind(row.id);
    if !is_own {
        sql.push(" and ");
        works::seen_there_sql(&mut sql, viewer, tx.now(), "d.work_id");
    }
    Ok(SeenShelf {
        id: row.id,
        person: row.person,
        owner: row.owner,
        name: row.name,
        is_public: row.is_public,
        is_hidden: row.is_hidden,
        is_own,
        sort: row.sort,
        works: sql.value::<i64>(tx)?.unwrap_or(0) as u64,
        at: from_millis(row.at),
    })
}

/// Where a work stands on a shelf.
#[derive(Clone, Copy)]
struct Place {
    work: WorkId,
    position: i64,
    at: i64,
}

/// All that the viewer finds on a shelf. What its owner does not see any more stands behind, where titles give the order.
fn in_order(viewer: &Viewer, tx: &Tx<'_>, shelf: &SeenShelf, sort: Sort) -> Result<Vec<Place>> {
    let text = "select work_id, position, at from shelved where shelf_id = $1 order by position";
    let read = |row: &crate::db::Row<'_>| Ok(Place { work: row.get(0)?, position: row.get(1)?, at: row.get(2)? });
    let mut all = tx.all(text, args![shelf.id], read)?;
    if sort == Sort::Added {
        all.sort_by_key(|place| (-place.at, -place.position));
    }
    if sort != Sort::Title && shelf.is_own {
        return Ok(all);
    }
    let ids: Vec<WorkId> = all.iter().map(|place| place.work).collect();
    let titled = works::seen_by_title(viewer, tx, &ids)?;
    let rank: HashMap<WorkId, usize> = titled.into_iter().enumerate().map(|(at, id)| (id, at)).collect();
    all.retain(|place| shelf.is_own || rank.contains_key(&place.work));
    if sort == Sort::Title {
        all.sort_by_key(|place| rank.get(&place.work).copied().unwrap_or(usize::MAX));
    }
    Ok(all)
}

/// A work that the viewer sees, and their shelves, each with whether the work stands on it.
pub fn of_work(viewer: &Viewer, tx: &Tx<'_>, asked: impl Into<Asked>) -> Result<(WorkCard, Vec<(SeenShelf, bool)>)> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let card = works::show(viewer, tx, asked)?.card;
    let text = "select d.shelf_id from shelved d join shelves h on h.id = d.shelf_id
                where d.work_id = $1 and h.person_id = $2";
    let on: Vec<ShelfId> = tx.all(text, args![card.id, person], |row| row.get(0))?;
    let shelves = of_person(viewer, tx, person)?.into_iter();
    Ok((card, shelves.map(|shelf| (on.contains(&shelf.id), shelf)).map(|(is_on, shelf)| (shelf, is_on)).collect()))
}

/// The viewer's shelves that each of these works stands on, with their names.
pub fn names(viewer: &Viewer, tx: &Tx<'_>, works: &[WorkId]) -> Result<HashMap<WorkId, Vec<(ShelfId, String)>>> {
    let mut named: HashMap<WorkId, Vec<(ShelfId, String)>> = HashMap::new();
    let Some(person) = viewer.person().filter(|_| !works.is_empty()) else { return Ok(named) };
    let mut sql = Sql::new("select d.work_id, h.id, h.name from shelved d join shelves h on h.id = d.shelf_id where ");
    sql.push("h.person_id = ").bind(person).push(" and d.work_id in ").bind_list(works.iter().copied());
    sql.push(" order by h.name_key, h.id");
    for (work, shelf) in sql.all(tx, |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))? {
        named.entry(work).or_default().push(shelf);
    }
    Ok(named)
}
