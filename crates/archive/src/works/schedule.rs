//! Works and chapters that post themselves.
//!
//! Whether somebody sees one is decided by the clock in the gate's own query, so it is there at once and never before,
//! whether or not anything has run. Lists go by copied columns: [`post_due`], called every second, settles them. Until
//! then they say less than they may, never more.

use jiff::Timestamp;

use super::read::fetch;
use super::visibility::{Action, may};
use super::write::{publish_at, settle};
use crate::db::args;
use crate::{ChapterId, Errand, Error, Result, Slip, Tx, Viewer, WorkId};

/// Lets a draft post itself at a time to come, or not any more.
pub fn schedule(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, at: Option<Timestamp>) -> Result<()> {
    let standing = fetch(viewer, tx, id)?.standing;
    may(viewer, Action::Change, standing)?;
    if standing.posted {
        return Err(Error::invalid("posts_at", Slip::Past));
    }
    tx.run("update works set posts_at = $2 where id = $1", args![id, to_come(tx, at)?])?;
    settle(tx, id)
}

/// Keeps a chapter as a draft that posts itself at a time to come, or not any more. A chapter that is posted stays so.
pub fn schedule_chapter(
    viewer: &Viewer,
    tx: &Tx<'_>,
    id: WorkId,
    chapter: ChapterId,
    at: Option<Timestamp>,
) -> Result<()> {
    may(viewer, Action::Change, fetch(viewer, tx, id)?.standing)?;
    let changed = tx.run(
        "update chapters set posts_at = $3 where work_id = $1 and id = $2 and not posted",
        args![id, chapter, to_come(tx, at)?],
    )?;
    if changed == 0 { Err(Error::NotFound) } else { settle(tx, id) }
}

fn to_come(tx: &Tx<'_>, at: Option<Timestamp>) -> Result<Option<i64>> {
    let at = at.map(Timestamp::as_millisecond);
    if at.is_some_and(|at| at <= tx.now()) { Err(Error::invalid("posts_at", Slip::Past)) } else { Ok(at) }
}

/// Whether the time of anything has come. Cheap, to be asked every second.
pub fn is_due(tx: &Tx<'_>) -> Result<bool> {
    let due = tx.first(
        "select 1 from works where posts_at <= $1 union all select 1 from chapters where posts_at <= $1
         union all select 1 from deletions where ends_at <= $1 limit 1",
        args![tx.now()],
        |_| Ok(()),
    )?;
    Ok(due.is_some())
}

/// Posts what was to post itself by now, dated with the time it was to be, and says how many works changed. For the
/// archive itself; running it twice, or on two machines, does nothing more.
pub fn post_due(viewer: &Viewer, tx: &Tx<'_>) -> Result<usize> {
    if !matches!(viewer, Viewer::Custodian(Errand::Clock)) {
        return Err(Error::NotFound);
    }
    let works: Vec<(WorkId, i64)> =
        tx.all("select id, posts_at from works where posts_at <= $1 order by posts_at, id", args![tx.now()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    for (id, at) in &works {
        publish_at(tx, &fetch(viewer, tx, *id)?, *at)?;
    }
    let changed: Vec<WorkId> =
        tx.all("select distinct work_id from chapters where posts_at <= $1", args![tx.now()], |row| row.get(0))?;
    tx.run(
        "update chapters set posted = true, published_at = posts_at, posts_at = null where posts_at <= $1",
        args![tx.now()],
    )?;
    for id in &changed {
        settle(tx, *id)?;
    }
    Ok(works.len() + changed.len())
}

#[cfg(test)]
mod tests {
    use testkit::story;

    use super::*;
    use crate::db::tests::archives;
    use crate::works::{Access, Creators, NewWork, State, index, post, show};
    use crate::{Archive, people};

    fn chapters(archive: &Archive, viewer: Viewer, id: WorkId) -> Vec<ChapterId> {
        let index = archive.read(move |tx| index(&show(&viewer, tx, id)?, tx)).wait().unwrap();
        index.into_iter().map(|entry| entry.id).collect()
    }

    #[test]
    fn a_scheduled_chapter_joins_a_posted_work_at_its_time() {
        for (archive, _database) in archives() {
            let ana = archive.write(|tx| people::join(tx, "ana")).wait().unwrap();
            let (viewer, creators) = (Viewer::Member(ana.0), Creators::Pseuds(vec![ana.1]));
            let new =
                NewWork { manuscript: story("Serial", 2), creators, state: State::Posted, access: Access::Everyone };
            let new = new.pack().unwrap();
            let id = archive.write(move |tx| post(&viewer, tx, &new)).wait().unwrap();
            let (second, at) =
                (chapters(&archive, viewer, id)[1], archive.clock().now() + jiff::SignedDuration::from_mins(10));
            let set = move |tx: &Tx<'_>| schedule_chapter(&viewer, tx, id, second, Some(at));
            assert!(matches!(archive.write(set).wait(), Err(Error::NotFound)), "what is posted is not taken back");
            let draft = move |tx: &Tx<'_>| tx.run("update chapters set posted = false where id = $1", args![second]);
            archive.write(draft).wait().unwrap();
            archive.write(set).wait().unwrap();
            let seen = || [Viewer::Guest, viewer].map(|viewer| chapters(&archive, viewer, id).len());
            assert_eq!(seen(), [1, 2], "CHAP-3");
            archive.clock().advance(std::time::Duration::from_mins(10));
            assert_eq!(seen(), [2, 2], "the clock alone decides");
            let done = archive.write(|tx| post_due(&Viewer::Custodian(Errand::Clock), tx));
            assert_eq!(done.wait().unwrap(), 1);
            let card = archive.read(move |tx| show(&Viewer::Guest, tx, id)).wait().unwrap().card;
            assert_eq!((card.chapters, card.revised), (2, at));
        }
    }
}
