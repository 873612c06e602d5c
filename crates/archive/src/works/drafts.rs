//! Drafts that nobody goes on with: kept for ever, unless the owner of the archive sets a limit (DRAFT-2).
//!
//! A limit takes no words away. The creators are told a week before, any change of the work begins the time anew, and what
//! goes in the end goes into the bin, whose letter brings the text. A draft of nobody who could be told, or could come and
//! save it, stays.

use jiff::Timestamp;

use super::bin::{Epitaph, put_into_bin};
use super::standing::Standing;
use super::write::write_to_creators;
use crate::clock::from_millis;
use crate::db::{Sql, args};
use crate::mail::Matter;
use crate::{Archive, Errand, Error, Result, Tx, Viewer, WorkId, policies};

/// How long before it goes the creators of a draft are told, in milliseconds.
const NOTICE: i64 = 7 * 24 * 60 * 60 * 1000;

/// Tells the creators of each draft that goes in a week, each once, and each draft in a transaction of its own. Answers those
/// of which nobody could be told. To be called every hour or so; it writes nothing when there is nothing to tell.
pub fn tell_of_drafts(archive: &Archive) -> Result<Vec<(WorkId, Error)>> {
    let clock = Viewer::Custodian(Errand::Clock);
    let mut undone = Vec::new();
    for id in archive.read(to_tell).wait()? {
        if let Err(error) = archive.write(move |tx| tell(&clock, tx, id)).wait() {
            undone.push((id, error));
        }
    }
    Ok(undone)
}

fn to_tell(tx: &Tx<'_>) -> Result<Vec<WorkId>> {
    let Some(limit) = policies::draft_limit(tx)? else { return Ok(Vec::new()) };
    resting(tx, tx.now() - (limit - NOTICE)).push(" and w.goes_at is null order by w.id").all(tx, |row| row.get(0))
}

/// Sets the time when a draft goes, a week from now, and writes to its creators. For the archive itself.
fn tell(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<()> {
    of_the_clock(viewer)?;
    let Some(limit) = policies::draft_limit(tx)? else { return Ok(()) };
    let Some((_, None)) = is_resting(tx, id, tx.now() - (limit - NOTICE))? else { return Ok(()) };
    tx.run("update works set goes_at = $2 where id = $1", args![id, tx.now() + NOTICE])?;
    write_to_creators(tx, id, &Matter::DraftGoes { work: id.number() })
}

/// Puts a draft into the bin whose time is over, and says whether it did. Where the limit has been lifted since, or nobody
/// could save it now, it stays, and will be told of again. For the archive itself.
pub fn let_draft_go(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<bool> {
    of_the_clock(viewer)?;
    let due = "select count(*) from works where id = $1 and goes_at <= $2";
    if tx.count(due, args![id, tx.now()])? == 0 {
        return Ok(false);
    }
    let goes = match policies::draft_limit(tx)? {
        Some(limit) => is_resting(tx, id, tx.now() - limit)?.is_some(),
        None => false,
    };
    if goes {
        put_into_bin(tx, id, None, &Epitaph::default(), &Matter::DraftWent { work: id.number() })?;
    } else {
        tx.run("update works set goes_at = null where id = $1", args![id])?;
    }
    Ok(goes)
}

/// When a draft goes, as things are; nothing for one that stays.
pub(super) fn goes(tx: &Tx<'_>, id: WorkId, standing: Standing) -> Result<Option<Timestamp>> {
    let limit = if standing.posted { None } else { policies::draft_limit(tx)? };
    let Some(limit) = limit else { return Ok(None) };
    let rest = is_resting(tx, id, tx.now())?;
    let moment = rest.map(|(changed, goes)| goes.unwrap_or_else(|| (changed + limit).max(tx.now() + NOTICE)));
    Ok(moment.map(from_millis))
}

/// When a draft that may go was changed last and when it is to go, if it has not been changed after `since`.
fn is_resting(tx: &Tx<'_>, id: WorkId, since: i64) -> Result<Option<(i64, Option<i64>)>> {
    resting(tx, since).push(" and w.id = ").bind(id).first(tx, |row| Ok((row.get(1)?, row.get(2)?)))
}

/// `select id, changed_at, goes_at …` of the drafts that have not been changed after `since` and may go: those that do not
/// post themselves, are not hidden, wait for nobody to claim them, and have a creator who gets letters and may write.
fn resting<'v>(tx: &Tx<'_>, since: i64) -> Sql<'v> {
    let mut sql = Sql::new(
        "select w.id, w.changed_at, w.goes_at from works w where not w.posted and w.posts_at is null and w.waits_at is null and not w.hidden
         and w.deleted = 'no' and not exists (select 1 from claims q where q.work_id = w.id)
         and exists (select 1 from creatorships c join accounts a on a.person_id = c.person_id
           where c.work_id = w.id and not exists (select 1 from sanctions s where s.person_id = c.person_id
             and s.lifted_at is null and (s.ends_at is null or s.ends_at > ",
    );
    sql.bind(tx.now()).push("))) and w.changed_at <= ").bind(since);
    sql
}

fn of_the_clock(viewer: &Viewer) -> Result<()> {
    if matches!(viewer, Viewer::Custodian(Errand::Clock)) { Ok(()) } else { Err(Error::NotFound) }
}
