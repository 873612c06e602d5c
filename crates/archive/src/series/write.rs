//! Putting works into series.

use manuscript::SeriesPlace;

use crate::db::args;
use crate::tags::key;
use crate::{PersonId, Result, SeriesId, Tx, WorkId};

/// Puts a work into the series of this title that its creator has begun already, or begins one.
///
/// The place is the one the source tells, or the next.
pub(crate) fn put(tx: &Tx<'_>, work: WorkId, creator: PersonId, place: &SeriesPlace) -> Result<()> {
    let title = place.title.trim();
    if title.is_empty() {
        return Ok(());
    }
    let series = match begun(tx, creator, title)? {
        Some(series) => series,
        None => begin(tx, title)?,
    };
    let place = place.part.map_or_else(|| next_place(tx, series), |part| Ok(i64::from(part)))?;
    tx.run(
        "insert into series_places (series_id, work_id, place) values ($1, $2, $3)
         on conflict (series_id, work_id) do update set place = excluded.place",
        args![series, work, place],
    )
    .map(drop)
}

/// Takes a work out of its series; those whose last it was are gone (SER-1).
pub(crate) fn forget(tx: &Tx<'_>, work: WorkId) -> Result<()> {
    let series: Vec<SeriesId> =
        tx.all("select series_id from series_places where work_id = $1", args![work], |row| row.get(0))?;
    tx.run("delete from series_places where work_id = $1", args![work])?;
    series.into_iter().try_for_each(|id| clear(tx, id))
}

/// Takes a series away that has no work.
pub(super) fn clear(tx: &Tx<'_>, series: SeriesId) -> Result<()> {
    tx.run(
        "delete from series where id = $1 and not exists (select 1 from series_places where series_id = $1)",
        args![series],
    )
    .map(drop)
}

/// The place behind all others.
pub(super) fn next_place(tx: &Tx<'_>, series: SeriesId) -> Result<i64> {
    let next = "select coalesce(max(place), 0) + 1 from series_places where series_id = $1";
    Ok(tx.value(next, args![series])?.unwrap_or(1))
}

pub(super) fn begun(tx: &Tx<'_>, creator: PersonId, title: &str) -> Result<Option<SeriesId>> {
    let title_key = key(title);
    tx.value(
        "select s.id from series s where s.title_key = $1 and exists (
           select 1 from series_places p join creatorships c on c.work_id = p.work_id
           where p.series_id = s.id and c.person_id = $2
         ) order by s.created_at, s.id",
        args![&title_key, creator],
    )
}

pub(super) fn begin(tx: &Tx<'_>, title: &str) -> Result<SeriesId> {
    let (id, title_key) = (SeriesId::new(tx.fresh_id()), key(title));
    tx.run(
        "insert into series (id, title, title_key, summary, created_at) values ($1, $2, $3, '', $4)",
        args![id, title, &title_key, tx.now()],
    )?;
    Ok(id)
}
