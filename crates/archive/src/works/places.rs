//! The places of works in series, as a viewer sees them.
//!
//! A place is a rank among those works of a series that lists show this viewer, so that no number and no neighbour tells
//! of a work they may not see, nor of an anonymous one: a series would name its author. The number that the source told orders a series and is given out to the archive's own
//! errands only (docs/decisions/0008). Parts of one number stand in the order in which they were published.

use super::seen::SeriesEntry;
use super::visibility::Audience;
use crate::db::Sql;
use crate::{Result, SeriesId, Tx, Viewer, WorkId};

/// The order of a series, on its places `p` and their works `o`.
const ORDER: &str = "p.place, o.published_at, p.work_id";

/// One place, as it is stored.
struct Place {
    series: SeriesId,
    title: String,
    work: WorkId,
    told: i64,
    is_listed: bool,
}

/// The works of a series in their order, seen by anybody or not.
pub(crate) fn in_order(tx: &Tx<'_>, series: SeriesId) -> Result<Vec<WorkId>> {
    let mut sql =
        Sql::new("select p.work_id from series_places p join works o on o.id = p.work_id where p.series_id = ");
    sql.bind(series).push(" order by ").push(ORDER);
    sql.all(tx, |row| row.get(0))
}

/// The order of a series in which a work has this place among those that lists show the viewer, or is the last; all others
/// keep theirs. The order that there is, for a work that is not in it.
pub(crate) fn order_with(
    viewer: &Viewer,
    tx: &Tx<'_>,
    series: SeriesId,
    (work, place): (WorkId, u64),
) -> Result<Vec<WorkId>> {
    let mut sql = Sql::new("select p.work_id, o.audience <= ");
    sql.bind(Audience::of(viewer).reach())
        .push(" and not o.anonymous from series_places p join works o on o.id = p.work_id where p.series_id = ");
    sql.bind(series).push(" order by ").push(ORDER);
    let all: Vec<(WorkId, bool)> = sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let is_in = all.iter().any(|(id, _)| *id == work);
    let others: Vec<(WorkId, bool)> = all.into_iter().filter(|(id, _)| *id != work).collect();
    let mut listed = others.iter().enumerate().filter(|(_, (_, is_listed))| *is_listed).map(|(at, _)| at);
    let at = listed.nth(place.max(1) as usize - 1).unwrap_or(others.len());
    let mut order: Vec<WorkId> = others.into_iter().map(|(id, _)| id).collect();
    if is_in {
        order.insert(at, work);
    }
    Ok(order)
}

/// The series of works, with the work's place and neighbours in each.
pub(super) fn of_works(viewer: &Viewer, tx: &Tx<'_>, works: &[WorkId]) -> Result<Vec<(WorkId, SeriesEntry)>> {
    let mut sql = Sql::new("select p.series_id, s.title, p.work_id, p.place, o.audience <= ");
    sql.bind(Audience::of(viewer).reach()).push(
        " and not o.anonymous from series_places p join series s on s.id = p.series_id join works o on o.id = p.work_id
          where p.series_id in (select m.series_id from series_places m where m.work_id in ",
    );
    sql.bind_list(works.iter().copied()).push(") order by s.title_key, p.series_id, ").push(ORDER);
    let places = sql.all(tx, |row| {
        let (series, title, work) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Place { series, title, work, told: row.get(3)?, is_listed: row.get(4)? })
    })?;
    let all = places.chunk_by(|one, other| one.series == other.series).flat_map(|series| entries(viewer, series));
    Ok(all.filter(|(work, _)| works.contains(work)).collect())
}

/// The entry of every place of one series. A work that is in no list, but seen by its creator, has the place it would have.
fn entries(viewer: &Viewer, series: &[Place]) -> Vec<(WorkId, SeriesEntry)> {
    let listed: Vec<WorkId> = series.iter().filter(|place| place.is_listed).map(|place| place.work).collect();
    let mut before: usize = 0;
    let entry = |place: &Place| {
        let previous = before.checked_sub(1).and_then(|at| listed.get(at)).copied();
        let next = listed.get(before + usize::from(place.is_listed)).copied();
        let rank = before as u64 + 1;
        before += usize::from(place.is_listed);
        let number = if matches!(viewer, Viewer::Custodian(_)) { place.told.max(0) as u64 } else { rank };
        (place.work, SeriesEntry { id: place.series, title: place.title.clone(), place: number, previous, next })
    };
    series.iter().map(entry).collect()
}
