//! Making, naming, filling, ordering, merging and taking away shelves. Each is its owner's alone to do.

use super::read::own;
use super::row::Sort;
use super::visibility::may_keep;
use crate::db::args;
use crate::reading::keep_in_library;
use crate::tags::key;
use crate::works::{self, Asked};
use crate::{Error, PersonId, Result, ShelfId, Slip, Tx, Viewer, WorkId};

/// Letters of a shelf's name.
const NAME: u64 = 100;

/// Shelves that somebody may have.
const SHELVES: u64 = 200;

/// Works on a shelf.
const WORKS: u64 = 5_000;

/// A shelf as its owner wants it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewShelf {
    /// What it is called; no two of one reader's are called the same.
    pub name: String,
    /// Whether others may see it.
    pub is_public: bool,
    /// In which order its works stand.
    pub sort: Sort,
}

impl NewShelf {
    /// Its name and the key of it, if it can be one, and none of the person's other shelves is called so.
    fn checked(&self, tx: &Tx<'_>, person: PersonId, own: Option<ShelfId>) -> Result<(&str, String)> {
        let name = self.name.trim();
        let is = name.chars().count() as u64;
        if name.is_empty() {
            return Err(Error::invalid("name", Slip::Missing));
        }
        if is > NAME {
            return Err(Error::invalid("name", Slip::TooLong { most: NAME, is }));
        }
        match named(tx, person, name)? {
            Some(other) if Some(other) != own => Err(Error::invalid("name", Slip::Taken)),
            _ => Ok((name, key(name))),
        }
    }
}

/// A person's shelf of this name.
fn named(tx: &Tx<'_>, person: PersonId, name: &str) -> Result<Option<ShelfId>> {
    tx.value("select id from shelves where person_id = $1 and name_key = $2", args![person, key(name)])
}

/// Makes a shelf.
pub fn make(viewer: &Viewer, tx: &Tx<'_>, new: &NewShelf) -> Result<ShelfId> {
    let person = may_keep(viewer, new.is_public)?;
    let (name, name_key) = new.checked(tx, person, None)?;
    let is = tx.count("select count(*) from shelves where person_id = $1", args![person])? + 1;
    if is > SHELVES {
        return Err(Error::invalid("name", Slip::TooMany { most: SHELVES, is }));
    }
    let id = ShelfId::new(tx.fresh_id());
    tx.run(
        "insert into shelves (id, person_id, name, name_key, public, hidden, sort, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![id, person, name, name_key, new.is_public, false, new.sort, tx.now()],
    )?;
    Ok(id)
}

/// The viewer's shelf of this name; one that is theirs alone is made where there is none.
pub fn called(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<ShelfId> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    match named(tx, person, name.trim())? {
        Some(shelf) => Ok(shelf),
        None => make(viewer, tx, &NewShelf { name: name.to_owned(), ..NewShelf::default() }),
    }
}

/// Lets those of these works that the viewer sees stand in this order behind what stands on their shelf of this name. Where there
/// is none, it is made as it is wanted; one that is there stays as it is.
pub(crate) fn stand_on(viewer: &Viewer, tx: &Tx<'_>, wanted: &NewShelf, works: &[WorkId]) -> Result<()> {
    let shelf = match super::own_named(viewer, tx, wanted.name.trim())? {
        Some(shelf) => shelf,
        None => make(viewer, tx, wanted)?,
    };
    may_keep(viewer, own(viewer, tx, shelf)?.is_public)?;
    let cards = works::cards(viewer, tx, works)?;
    has_room(tx, shelf, cards.len() as u64)?;
    let seen = works.iter().filter(|id| cards.iter().any(|card| card.id == **id));
    seen.into_iter().try_for_each(|id| stand(tx, shelf, *id).map(drop))
}

/// Names one of the viewer's shelves anew, shows it to others or not, sets its order.
pub fn revise(viewer: &Viewer, tx: &Tx<'_>, id: ShelfId, new: &NewShelf) -> Result<()> {
    let person = may_keep(viewer, new.is_public)?;
    own(viewer, tx, id)?;
    let (name, name_key) = new.checked(tx, person, Some(id))?;
    tx.run(
        "update shelves set name = $2, name_key = $3, public = $4, sort = $5 where id = $1",
        args![id, name, name_key, new.is_public, new.sort],
    )
    .map(drop)
}

/// Puts those of these works that the viewer sees on one of their shelves, behind what stands there; into their library too.
/// Says how many were not there yet.
pub fn put(viewer: &Viewer, tx: &Tx<'_>, id: ShelfId, works: &[WorkId]) -> Result<u64> {
    let person = may_keep(viewer, own(viewer, tx, id)?.is_public)?;
    let mut added = 0;
    for card in works::cards(viewer, tx, works)? {
        if !card.is_own {
            keep_in_library(tx, person, &card)?;
        }
        added += stand(tx, id, card.id)?;
    }
    has_room(tx, id, 0).map(|()| added)
}

/// Whether a shelf has room for what stands there and for some more.
fn has_room(tx: &Tx<'_>, id: ShelfId, more: u64) -> Result<()> {
    let is = tx.count("select count(*) from shelved where shelf_id = $1", args![id])? + more;
    if is > WORKS { Err(Error::invalid("shelf", Slip::TooMany { most: WORKS, is })) } else { Ok(()) }
}

/// Lets a work stand at the end of a shelf; 1 where it did not stand there.
fn stand(tx: &Tx<'_>, id: ShelfId, work: WorkId) -> Result<u64> {
    tx.run(
        "insert into shelved (shelf_id, work_id, position, at)
         select h.id, $2, (select count(*) from shelved d where d.shelf_id = h.id) + 1, $3 from shelves h where h.id = $1
         on conflict (shelf_id, work_id) do nothing",
        args![id, work, tx.now()],
    )
}

/// Lets a work that the viewer sees stand on these of their shelves and on no other.
pub fn set(viewer: &Viewer, tx: &Tx<'_>, asked: Asked, on: &[ShelfId]) -> Result<()> {
    let (card, shelves) = super::of_work(viewer, tx, asked)?;
    for (shelf, is_on) in shelves {
        match (is_on, on.contains(&shelf.id)) {
            (false, true) => put(viewer, tx, shelf.id, &[card.id]).map(drop)?,
            (true, false) => take_off(viewer, tx, shelf.id, card.id)?,
            _ => {}
        }
    }
    Ok(())
}

/// Takes a work off one of the viewer's shelves; it stays in their library.
pub fn take_off(viewer: &Viewer, tx: &Tx<'_>, id: ShelfId, work: WorkId) -> Result<()> {
    own(viewer, tx, id)?;
    let Some(from) = position(tx, id, work)? else { return Ok(()) };
    tx.run("delete from shelved where shelf_id = $1 and work_id = $2", args![id, work])?;
    let text = "update shelved set position = position - 1 where shelf_id = $1 and position > $2";
    tx.run(text, args![id, from]).map(drop)
}

fn position(tx: &Tx<'_>, id: ShelfId, work: WorkId) -> Result<Option<i64>> {
    tx.value("select position from shelved where shelf_id = $1 and work_id = $2", args![id, work])
}

/// Puts a work of one of the viewer's shelves at a place of the order that is set by hand, from 1, and orders the shelf so.
pub fn place(viewer: &Viewer, tx: &Tx<'_>, id: ShelfId, (work, place): (WorkId, u64)) -> Result<()> {
    let shelf = own(viewer, tx, id)?;
    let from = position(tx, id, work)?.ok_or(Error::NotFound)?;
    if place == 0 || place > shelf.works {
        return Err(Error::invalid("place", Slip::NotInRange { least: 1, most: shelf.works }));
    }
    let to = place as i64;
    let (least, most, step) = if to < from { (to, from - 1, 1) } else { (from + 1, to, -1) };
    tx.run(
        "update shelved set position = position + $4 where shelf_id = $1 and position >= $2 and position <= $3",
        args![id, least, most, step],
    )?;
    tx.run("update shelved set position = $3 where shelf_id = $1 and work_id = $2", args![id, work, to])?;
    tx.run("update shelves set sort = $2 where id = $1", args![id, Sort::Hand]).map(drop)
}

/// Puts everything from one of the viewer's shelves behind what stands on another, as it stood, and takes the first away.
pub fn merge(viewer: &Viewer, tx: &Tx<'_>, from: ShelfId, into: ShelfId) -> Result<()> {
    let (first, second) = (own(viewer, tx, from)?, own(viewer, tx, into)?);
    may_keep(viewer, second.is_public)?;
    if from == into {
        return Err(Error::invalid("into", Slip::NotOffered));
    }
    let text = "select work_id, at from shelved where shelf_id = $1 order by position";
    let all = tx.all(text, args![from], |row| Ok((row.get::<WorkId>(0)?, row.get::<i64>(1)?)))?;
    for (work, at) in all {
        if stand(tx, into, work)? > 0 {
            let text = "update shelved set at = $3 where shelf_id = $1 and work_id = $2";
            tx.run(text, args![into, work, at])?;
        }
    }
    let is = tx.count("select count(*) from shelved where shelf_id = $1", args![into])?;
    if is > WORKS {
        return Err(Error::invalid("into", Slip::TooMany { most: WORKS, is }));
    }
    remove(viewer, tx, first.id)
}

/// Takes one of the viewer's shelves away; the works on it stay in their library.
pub fn remove(viewer: &Viewer, tx: &Tx<'_>, id: ShelfId) -> Result<()> {
    own(viewer, tx, id)?;
    tx.run("delete from shelved where shelf_id = $1", args![id])?;
    tx.run("delete from shelves where id = $1", args![id]).map(drop)
}
