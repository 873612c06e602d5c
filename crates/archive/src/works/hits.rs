//! How often works were opened (HIT-1): counts that come in batches, a row a work and day.
//!
//! Who opened them is known to nobody here. Nothing is noted in the change feed: a hit is no change of a work.

use super::read::fetch;
use super::visibility::{Action, may, posted_sql};
use crate::db::{Sql, args};
use crate::{Errand, Error, Result, Tx, Viewer, WorkId, tallies};

/// The hour at which the days of hits begin, in milliseconds after midnight, UTC.
const MORNING: i64 = 3 * 60 * 60 * 1000;

/// Milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// The day of hits that a moment is in, both since 1970.
pub const fn hit_day(millis: i64) -> i64 {
    (millis - MORNING).div_euclid(DAY)
}

/// Adds hits to works that are open to somebody: drafts, hidden works, mysteries and what lies in the bin get none. For the
/// archive's errand alone.
pub fn count_hits(viewer: &Viewer, tx: &Tx<'_>, day: i64, hits: &[(WorkId, u64)]) -> Result<()> {
    if *viewer != Viewer::Custodian(Errand::Clock) {
        return Err(Error::NotFound);
    }
    for (work, count) in hits {
        let mut sql = Sql::new("insert into hits (work_id, day, hits) select w.id, ");
        sql.bind(day).push(", ").bind(*count as i64).push(" from works w where w.id = ").bind(*work);
        sql.push(" and not w.hidden and not w.unrevealed and w.deleted = 'no' and ");
        posted_sql(&mut sql, tx.now());
        sql.push(" on conflict (work_id, day) do update set hits = hits.hits + excluded.hits");
        sql.run(tx)?;
    }
    Ok(())
}

/// Has the hits of works counted anew where their tallies show them; of works that are gone nothing. For the archive's errand
/// alone.
pub fn tell_hits(viewer: &Viewer, tx: &Tx<'_>, works: &[WorkId]) -> Result<()> {
    if *viewer != Viewer::Custodian(Errand::Clock) {
        return Err(Error::NotFound);
    }
    works.iter().try_for_each(|work| tallies::owe_if_there(tx, *work))
}

/// How often one of the viewer's own works was opened, day by day (days since 1970), the first first.
pub fn own_hits(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<Vec<(i64, u64)>> {
    may(viewer, Action::Change, fetch(viewer, tx, work)?.standing)?;
    tx.all("select day, hits from hits where work_id = $1 order by day", args![work], |row| {
        Ok((row.get(0)?, row.get::<i64>(1)? as u64))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_hits_begins_at_three_in_the_morning() {
        let at = |text: &str| hit_day(text.parse::<jiff::Timestamp>().unwrap().as_millisecond());
        let first = at("2026-11-01T03:00:00Z");
        assert_eq!(at("2026-11-01T02:59:59.999Z"), first - 1, "HIT-1");
        assert_eq!(at("2026-11-02T02:59:59Z"), first);
        assert_eq!(at("1969-12-31T00:00:00Z"), -2);
    }
}
