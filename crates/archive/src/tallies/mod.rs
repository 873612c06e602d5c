//! What is counted of works: kudos, comments, bookmarks, hits.
//!
//! A tally is derived. Whoever leaves or takes away what is counted writes down, in the same transaction, that the work is
//! due ([`owe`]); the timekeeper counts what is due anew, many works at once ([`count_due`]), and tells the feed of those
//! whose numbers have changed. So no two deeds ever wait for one another at a row that counts (R40), and what is shown is a
//! few seconds behind at most. The work's own page shows what was just done in another way: the deed tells
//! [`Change::Talk`].

use std::collections::HashMap;

use crate::db::{Row, Sql, args};
use crate::feed::{self, Change};
use crate::{Archive, Result, Tx, WorkId};

/// What is counted of a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Kudos of members and guests.
    pub kudos: u64,
    /// Comments that everybody sees who sees the work.
    pub comments: u64,
    /// Bookmarks that everybody sees.
    pub bookmarks: u64,
    /// How often it was opened.
    pub hits: u64,
}

impl Tally {
    /// Reads four columns from `first` on.
    pub(crate) fn read(row: &Row<'_>, first: usize) -> Result<Self> {
        let number = |at| row.get::<i64>(first + at).map(|number| number as u64);
        Ok(Self { kudos: number(0)?, comments: number(1)?, bookmarks: number(2)?, hits: number(3)? })
    }
}

/// The tallies of works; of those that are not named nothing was counted yet. Who may know of the works has been asked.
pub(crate) fn of_works(tx: &Tx<'_>, works: &[WorkId]) -> Result<HashMap<WorkId, Tally>> {
    let mut sql = Sql::new("select work_id, kudos, comments, bookmarks, hits from tallies where work_id in ");
    sql.bind_list(works.iter().copied());
    Ok(sql.all(tx, |row| Ok((row.get(0)?, Tally::read(row, 1)?)))?.into_iter().collect())
}

/// Writes down that a work is to be counted anew. Touches no row that anybody else's deed touches.
pub(crate) fn owe(tx: &Tx<'_>, work: WorkId) -> Result<()> {
    tx.run("insert into tally_dues (work_id) values ($1)", args![work]).map(drop)
}

/// [`owe`], if the work is still there: what was counted of it may have outlived it. Every work has a creator.
pub(crate) fn owe_if_there(tx: &Tx<'_>, work: WorkId) -> Result<()> {
    let text = "insert into tally_dues (work_id) select distinct work_id from creatorships where work_id = $1";
    tx.run(text, args![work]).map(drop)
}

/// [`owe`], of a deed that is to be seen at once on the work's own pages.
pub(crate) fn talked(tx: &Tx<'_>, work: WorkId) -> Result<()> {
    owe(tx, work)?;
    feed::note(tx, Change::Talk(work))
}

/// So many notes of what is due are followed in one transaction.
const STRIDE: i64 = 2_000;

/// Counts anew what is due, and says of how many works the numbers have changed. Writes nothing when nothing is due.
pub fn count_due(archive: &Archive) -> Result<u64> {
    let mut changed = 0;
    while archive.read(|tx| tx.count("select count(*) from (select id from tally_dues limit 1) due", &[])).wait()? > 0 {
        changed += archive.write(count_some).wait()?;
    }
    Ok(changed)
}

/// Counts some of what is due. What is noted meanwhile, by whoever this snapshot does not see, stays due.
fn count_some(tx: &Tx<'_>) -> Result<u64> {
    let last: Option<Option<i64>> =
        tx.value("select max(id) from (select id from tally_dues order by id limit $1) due", args![STRIDE])?;
    let Some(last) = last.flatten() else { return Ok(0) };
    let counted = tx.all(
        "select due.work_id,
           (select count(*) from kudos k where k.work_id = due.work_id),
           (select count(*) from comments c where c.work_id = due.work_id and c.state = 'shown' and not c.hidden),
           (select count(*) from bookmarks b
            where b.what = 'work' and b.subject = due.work_id and not b.private and not b.hidden),
           (select cast(coalesce(sum(h.hits), 0) as bigint) from hits h where h.work_id = due.work_id),
           coalesce(t.kudos, 0), coalesce(t.comments, 0), coalesce(t.bookmarks, 0), coalesce(t.hits, 0)
         from (select distinct work_id from tally_dues where id <= $1) due
         left join tallies t on t.work_id = due.work_id",
        args![last],
        |row| Ok((row.get::<WorkId>(0)?, Tally::read(row, 1)?, Tally::read(row, 5)?)),
    )?;
    tx.run("delete from tally_dues where id <= $1", args![last])?;
    let changed: Vec<_> = counted.into_iter().filter(|(_, now, before)| now != before).collect();
    for (work, now, _) in &changed {
        store(tx, *work, *now)?;
        feed::note(tx, Change::Tally(*work))?;
    }
    Ok(changed.len() as u64)
}

fn store(tx: &Tx<'_>, work: WorkId, tally: Tally) -> Result<()> {
    let Tally { kudos, comments, bookmarks, hits } = tally;
    tx.run(
        "insert into tallies (work_id, kudos, comments, bookmarks, hits) values ($1, $2, $3, $4, $5)
         on conflict (work_id) do update set kudos = excluded.kudos, comments = excluded.comments,
           bookmarks = excluded.bookmarks, hits = excluded.hits",
        args![work, kudos as i64, comments as i64, bookmarks as i64, hits as i64],
    )
    .map(drop)
}
