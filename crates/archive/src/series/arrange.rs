//! What creators say of the series that a work is in: joining one of their own or beginning one, moving in it, leaving it
//! (POST-6, SER-1, SER-2).

use super::write::{begin, begun, clear, next_place};
use crate::db::args;
use crate::feed::{self, Change};
use crate::tags::is_blank;
use crate::{Error, PersonId, Result, SeriesId, Slip, Tx, Viewer, WorkId, works};

/// Characters of a series' title (SER-1).
pub const TITLE: u64 = 255;

/// The largest place that can be asked for; whatever lies beyond the end means the end.
pub const LAST_PLACE: u64 = 9_999;

/// What is to become of a work's series. What is not named stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Series that it leaves.
    pub leave: Vec<SeriesId>,
    /// Its new places in series that it is in, from 1.
    pub places: Vec<(SeriesId, u64)>,
    /// A series of the viewer's that it joins.
    pub join: Option<SeriesId>,
    /// The title of a series that it joins, or begins where none of the viewer's is called so; empty for none.
    pub title: String,
    /// Its place in what it joins; nothing for the last one.
    pub place: Option<u64>,
}

/// A series by its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The series.
    pub id: SeriesId,
    /// Its title, plain text.
    pub title: String,
}

/// The series of which the viewer has made a work, by title.
pub fn own(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Named>> {
    tx.all(
        "select s.id, s.title from series s where exists (select 1 from series_places p
           join creatorships c on c.work_id = p.work_id where p.series_id = s.id and c.person_id = $1)
         order by s.title_key, s.id",
        args![viewer.person()],
        |row| Ok(Named { id: row.get(0)?, title: row.get(1)? }),
    )
}

/// Arranges the series of a work of the viewer's. Only series of which they have made a work can be joined (SER-2).
pub fn arrange(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, wanted: &Arrangement) -> Result<()> {
    if *wanted == Arrangement::default() {
        return Ok(());
    }
    works::is_changeable(viewer, tx, work)?;
    let person = viewer.person().ok_or(Error::LogIn)?;
    let joined = joined(viewer, tx, person, wanted)?;
    for id in &wanted.leave {
        tx.run("delete from series_places where series_id = $1 and work_id = $2", args![*id, work])?;
        clear(tx, *id)?;
    }
    for id in joined {
        let next = next_place(tx, id)?;
        tx.run(
            "insert into series_places (series_id, work_id, place) values ($1, $2, $3)
             on conflict (series_id, work_id) do nothing",
            args![id, work, next],
        )?;
        wanted.place.map_or(Ok(()), |place| put_at(viewer, tx, id, (work, place)))?;
    }
    wanted.places.iter().try_for_each(|(id, place)| put_at(viewer, tx, *id, (work, *place)))?;
    feed::note(tx, Change::Work(work))
}

/// The series that are to be joined, of which one may be new.
fn joined(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, wanted: &Arrangement) -> Result<Vec<SeriesId>> {
    let mut joined = Vec::new();
    if let Some(id) = wanted.join {
        if !own(viewer, tx)?.iter().any(|series| series.id == id) {
            return Err(Error::invalid("series", Slip::NotOffered));
        }
        joined.push(id);
    }
    let title = wanted.title.trim();
    if title.is_empty() {
        return Ok(joined);
    }
    let is = title.chars().count() as u64;
    if is > TITLE {
        return Err(Error::invalid("series_title", Slip::TooLong { most: TITLE, is }));
    }
    if is_blank(title) {
        return Err(Error::invalid("series_title", Slip::Blank));
    }
    joined.push(begun(tx, person, title)?.map_or_else(|| begin(tx, title), Ok)?);
    Ok(joined)
}

/// Puts a work that is in a series before the one that has this place in the viewer's eyes, or behind all.
fn put_at(viewer: &Viewer, tx: &Tx<'_>, id: SeriesId, (work, place): (WorkId, u64)) -> Result<()> {
    let order = works::order_with(viewer, tx, id, (work, place))?;
    for (work, place) in order.iter().zip(1_i64..) {
        tx.run(
            "update series_places set place = $3 where series_id = $1 and work_id = $2 and place <> $3",
            args![id, *work, place],
        )?;
    }
    Ok(())
}
