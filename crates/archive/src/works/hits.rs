//! How often works were opened (HIT-1): counts that come in batches, a row a work and day.
//!
//! Who opened them is known to nobody here. Nothing is noted in the change feed: a hit is no change of a work.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::read::fetch;
use super::visibility::{Action, may, posted_sql};
use crate::db::{Sql, args};
use crate::{Archive, Errand, Error, Result, Tx, Viewer, WorkId, tallies};

/// The hour at which the days of hits begin, in milliseconds after midnight, UTC.
const MORNING: i64 = 3 * 60 * 60 * 1000;

/// Milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// So many days of hits are kept one by one; what is older is kept month by month (R36).
pub const DAILY: i64 = 400;

/// Rows that are looked at in one snapshot.
const LOOKED_AT: i64 = 5_000;

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

/// Adds up the hits of old days, those of a month on its first day: a work keeps twelve rows a year of what is long ago, and no
/// number of hits becomes another. Some works at a time; writes nothing when nothing is to be added up.
pub fn fold_hits(archive: &Archive) -> Result<()> {
    let mut after = WorkId::new(-1);
    loop {
        let (last, months) = archive.read(move |tx| unfolded(tx, after)).wait()?;
        if !months.is_empty() {
            archive.write(move |tx| months.iter().try_for_each(|month| fold(tx, *month))).wait()?;
        }
        match last {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

/// A work, and the first days of a month and of the next.
type Month = (WorkId, i64, i64);

/// The months behind a work of which old days are kept one by one, and up to which work was looked.
fn unfolded(tx: &Tx<'_>, after: WorkId) -> Result<(Option<WorkId>, Vec<Month>)> {
    let oldest = month_of(hit_day(tx.now()) - DAILY).map_or(i64::MIN, |(first, _)| first);
    let days: Vec<(WorkId, i64)> = tx.all(
        "select work_id, day from hits where work_id > $1 and day < $2 order by work_id, day limit $3",
        args![after, oldest, LOOKED_AT],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let last = days.last().map(|(work, _)| *work);
    let month = |(work, day): (WorkId, i64)| {
        let (first, next) = month_of(day)?;
        (day != first).then_some((work, first, next))
    };
    let mut months: Vec<Month> = days.into_iter().filter_map(month).collect();
    months.dedup();
    Ok((last, months))
}

fn fold(tx: &Tx<'_>, (work, first, next): Month) -> Result<()> {
    tx.run(
        "insert into hits (work_id, day, hits) select work_id, $2, cast(sum(hits) as bigint) from hits
         where work_id = $1 and day > $2 and day < $3 group by work_id
         on conflict (work_id, day) do update set hits = hits.hits + excluded.hits",
        args![work, first, next],
    )?;
    tx.run("delete from hits where work_id = $1 and day > $2 and day < $3", args![work, first, next]).map(drop)
}

/// The first days of the month that a day is in, and of the next.
fn month_of(day: i64) -> Option<(i64, i64)> {
    let began = Date::new(1970, 1, 1).ok()?;
    let first = began.checked_add(day.days()).ok()?.first_of_month();
    let since = |date: Date| began.until(date).ok().map(|span| i64::from(span.get_days()));
    Some((since(first)?, since(first.last_of_month().tomorrow().ok()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::tests::archives;
    use crate::people;
    use crate::works::{Access, Creators, NewWork, State, post};

    fn posted(archive: &Archive) -> WorkId {
        let (person, pseud) = archive.write(|tx| people::join(tx, "ana")).wait().unwrap();
        let creators = Creators::Pseuds(vec![pseud]);
        let manuscript = testkit::story("Rain", 1);
        let new = NewWork { manuscript, creators, state: State::Posted, access: Access::Everyone }.pack().unwrap();
        archive.write(move |tx| post(&Viewer::Member(person), tx, &new)).wait().unwrap()
    }

    #[test]
    fn hits_of_long_ago_are_kept_month_by_month_and_no_number_becomes_another() {
        for (archive, _database) in archives() {
            let work = posted(&archive);
            let today = hit_day(archive.clock().now().as_millisecond());
            let (first, next) = month_of(today - DAILY - 40).unwrap();
            for (day, hits) in [(first, 1), (first + 3, 2), (next - 1, 4), (next, 8), (today - 1, 16), (today, 32)] {
                let text = "insert into hits (work_id, day, hits) values ($1, $2, $3)";
                archive.write(move |tx| tx.run(text, args![work, day, hits]).map(drop)).wait().unwrap();
            }
            let kept = || {
                let text = "select day, hits from hits where work_id = $1 order by day";
                let days = archive.read(move |tx| tx.all(text, args![work], |row| Ok((row.get(0)?, row.get(1)?))));
                days.wait().unwrap()
            };
            fold_hits(&archive).unwrap();
            let folded: Vec<(i64, i64)> = vec![(first, 7), (next, 8), (today - 1, 16), (today, 32)];
            assert_eq!(kept(), folded, "R36");
            let commits = archive.commits();
            fold_hits(&archive).unwrap();
            assert_eq!(
                (kept(), archive.commits()),
                (folded, commits),
                "nothing is written when nothing is to be added up"
            );
        }
    }

    #[test]
    fn a_day_of_hits_begins_at_three_in_the_morning() {
        let at = |text: &str| hit_day(text.parse::<jiff::Timestamp>().unwrap().as_millisecond());
        let first = at("2026-11-01T03:00:00Z");
        assert_eq!(at("2026-11-01T02:59:59.999Z"), first - 1, "HIT-1");
        assert_eq!(at("2026-11-02T02:59:59Z"), first);
        assert_eq!(at("1969-12-31T00:00:00Z"), -2);
    }
}
