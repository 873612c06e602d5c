//! Other dates of publication than the day of posting: works and chapters that appeared elsewhere before (POST-10, CHAP-1).
//!
//! A draft keeps the day that was told until it is posted, and is of that day then.

use jiff::civil::Date;

use super::dates::moment;
use super::read::fetch;
use super::visibility::{Action, may};
use super::write::settle;
use crate::clock::{day_of, noon_of};
use crate::db::args;
use crate::{ChapterId, Error, Result, Slip, Tx, Viewer, WorkId};

/// The sun is up to fourteen hours further on in some places: there the day is another one already.
const AHEAD: i64 = 14 * 3_600_000;

/// Dates a work, and with it its chapter if it has but one. Without a day it is of the day on which it was made here.
pub fn date(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, day: Option<Date>) -> Result<()> {
    let row = fetch(viewer, tx, id)?;
    may(viewer, Action::Change, row.standing)?;
    not_to_come(tx, day)?;
    if !row.standing.posted {
        let mut details = row.details()?;
        details.told.move_to(day);
        return tx.run("update works set details = $2 where id = $1", args![id, details.written()?]).map(drop);
    }
    if day == Some(day_of(row.published_at)) {
        return Ok(());
    }
    let made: Option<i64> = tx.value("select created_at from works where id = $1", args![id])?;
    let at = day.map(|day| moment(day, tx.now())).or(made).unwrap_or(row.published_at);
    tx.run("update works set published_at = $2 where id = $1", args![id, at])?;
    if row.chapters == 1 {
        tx.run("update chapters set published_at = $2 where work_id = $1", args![id, at])?;
    }
    settle(tx, id)
}

/// Dates a chapter. A draft is of that day once it is posted; without a day, of the day on which it is. What is posted
/// keeps its date when none is told.
pub fn date_chapter(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, chapter: ChapterId, day: Option<Date>) -> Result<()> {
    may(viewer, Action::Change, fetch(viewer, tx, work)?.standing)?;
    not_to_come(tx, day)?;
    let found = tx.first(
        "select posted, published_at from chapters where work_id = $1 and id = $2",
        args![work, chapter],
        |row| Ok((row.get::<bool>(0)?, row.get::<i64>(1)?)),
    )?;
    let (posted, published_at) = found.ok_or(Error::NotFound)?;
    match day {
        _ if !posted => tx.run("update chapters set told_at = $2 where id = $1", args![chapter, day.map(noon_of)])?,
        Some(day) if day != day_of(published_at) => {
            tx.run("update chapters set published_at = $2 where id = $1", args![chapter, moment(day, tx.now())])?
        }
        _ => return Ok(()),
    };
    settle(tx, work)
}

fn not_to_come(tx: &Tx<'_>, day: Option<Date>) -> Result<()> {
    let latest = day_of(tx.now() + AHEAD);
    if day.is_some_and(|day| day > latest) { Err(Error::invalid("published", Slip::ToCome)) } else { Ok(()) }
}
