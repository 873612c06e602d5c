//! Which saved searches find what was posted.
//!
//! Not every search for every work: what came since the last time is asked of each search at once, and among those works only. So a
//! round costs as many small questions as there are followed searches, however much was posted, and how often there is a round is up
//! to whoever calls.

use std::sync::Arc;

use super::follow::begin;
use crate::db::args;
use crate::search::{self, Index, Query};
use crate::subscriptions::Subject;
use crate::{Archive, HappeningId, PersonId, Result, SubscriptionId, Tx, Viewer, WorkId};

/// Works that are looked for in one round.
const WORKS: i64 = 1_000;

/// Searches that are asked in one snapshot.
const SEARCHES: i64 = 200;

/// A followed search.
struct Followed {
    subscription: SubscriptionId,
    person: PersonId,
    search: i64,
    query: String,
}

/// Asks every followed search for what was posted and not looked for yet. Says whether there is more. Nothing is done while the
/// index is not ready. What is found twice, after a crash or by two nodes, is one.
pub fn ask_searches(archive: &Archive, index: &Arc<Index>) -> Result<bool> {
    let posted = archive.read(unsearched).wait()?;
    if posted.is_empty() || !index.is_ready() {
        return Ok(false);
    }
    let mut after = SubscriptionId::new(0);
    loop {
        let (asked, works) = (Arc::clone(index), posted.clone());
        let Some((found, last)) = archive.read(move |tx| some(tx, &asked, &works, after)).wait()? else {
            return Ok(false);
        };
        if !found.is_empty() {
            archive.write(move |tx| found.iter().try_for_each(|(id, search)| begin(tx, *id, *search))).wait()?;
        }
        match last {
            Some(last) => after = last,
            None => break,
        }
    }
    let is_full = posted.len() == WORKS as usize;
    let done: Vec<HappeningId> = posted.into_iter().map(|(happening, _)| happening).collect();
    archive.write(move |tx| done.iter().try_for_each(|id| is_searched(tx, *id))).wait()?;
    Ok(is_full)
}

fn unsearched(tx: &Tx<'_>) -> Result<Vec<(HappeningId, WorkId)>> {
    let text = "select id, work_id from happenings where not searched order by at, id limit $1";
    tx.all(text, args![WORKS], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn is_searched(tx: &Tx<'_>, id: HappeningId) -> Result<()> {
    tx.run("update happenings set searched = true where id = $1", args![id]).map(drop)
}

type Found = (Vec<(HappeningId, Subject)>, Option<SubscriptionId>);

/// What the next searches find among the works, and where to go on; nothing while the index is not ready.
fn some(tx: &Tx<'_>, index: &Index, posted: &[(HappeningId, WorkId)], after: SubscriptionId) -> Result<Option<Found>> {
    let followed = tx.all(
        "select u.id, u.person_id, s.id, s.query from subscriptions u join saved_searches s on s.id = u.subject
         where u.what = 'search' and u.person_id = s.person_id and u.id > $1 order by u.id limit $2",
        args![after, SEARCHES],
        |row| Ok(Followed { subscription: row.get(0)?, person: row.get(1)?, search: row.get(2)?, query: row.get(3)? }),
    )?;
    let works: Vec<WorkId> = posted.iter().map(|(_, work)| *work).collect();
    let mut found = Vec::new();
    for one in &followed {
        let viewer = Viewer::Member(one.person);
        let Some(hits) = search::among(&viewer, tx, index, (&Query::read(&one.query), &works))? else {
            return Ok(None);
        };
        let hits = posted.iter().filter(|(_, work)| hits.contains(work));
        found.extend(hits.map(|(happening, _)| (*happening, Subject::Search(one.search))));
    }
    let is_full = followed.len() == SEARCHES as usize;
    Ok(Some((found, followed.last().filter(|_| is_full).map(|last| last.subscription))))
}
