//! Works and chapters that post themselves.
//!
//! Whether somebody sees one is decided by the clock in the gate's own query, so it is there at once and never before,
//! whether or not anything has run. Lists go by copied columns: [`post_due`], called every second, settles them. Until
//! then they say less than they may, never more.

use jiff::Timestamp;

use super::bin::empty_bin;
use super::chapter_bin::empty_chapter_bin;
use super::drafts::let_draft_go;
use super::read::fetch;
use super::visibility::{Action, may};
use super::waiting;
use super::write::{publish_at, settle, settle_unseen};
use crate::db::args;
use crate::{Archive, ChapterId, Errand, Error, Result, Slip, Tx, Viewer, WorkId};

/// Lets a draft post itself at a time to come, or not any more.
pub fn schedule(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, at: Option<Timestamp>) -> Result<()> {
    let standing = fetch(viewer, tx, id)?.standing;
    may(viewer, Action::Change, standing)?;
    if standing.posted {
        return Err(Error::invalid("posts_at", Slip::Past));
    }
    tx.run("update works set posts_at = $2, waits_at = null where id = $1", args![id, to_come(tx, at)?])?;
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
    let standing = fetch(viewer, tx, id)?.standing;
    may(viewer, Action::Change, standing)?;
    let changed = tx.run(
        "update chapters set posts_at = $3, waits_at = null where work_id = $1 and id = $2 and not posted",
        args![id, chapter, to_come(tx, at)?],
    )?;
    match changed {
        0 => Err(Error::NotFound),
        _ if standing.posted => settle_unseen(tx, id),
        _ => settle(tx, id),
    }
}

/// Posts a chapter that is a draft, as it is; a chapter of a draft is posted with its work, and what is posted already
/// stays as it is.
pub fn publish_chapter(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, chapter: ChapterId) -> Result<()> {
    let standing = fetch(viewer, tx, id)?.standing;
    may(viewer, Action::Change, standing)?;
    if !standing.posted {
        return Err(Error::NotFound);
    }
    let changed = tx.run(
        "update chapters set posted = true, published_at = coalesce(told_at, $3), posts_at = null, waits_at = null
         where work_id = $1 and id = $2 and not posted",
        args![id, chapter, tx.now()],
    )?;
    if changed == 0 { Err(Error::NotFound) } else { settle(tx, id) }
}

fn to_come(tx: &Tx<'_>, at: Option<Timestamp>) -> Result<Option<i64>> {
    let at = at.map(Timestamp::as_millisecond);
    if at.is_some_and(|at| at <= tx.now()) { Err(Error::invalid("posts_at", Slip::Past)) } else { Ok(at) }
}

/// What the time has come for, each by its own index: for a `union`, which has to tell what is the same, SQLite walks through
/// all works instead.
const DUE: &str =
    "select id from works where posts_at <= $1 union all select work_id from chapters where posts_at <= $1
    union all select id from works where goes_at <= $1
    union all select work_id from chapter_deletions where ends_at <= $1
    union all select work_id from deletions where ends_at <= $1";

/// The works for which the time of something has come. Cheap, to be asked every second.
pub fn due(tx: &Tx<'_>) -> Result<Vec<WorkId>> {
    let mut due: Vec<WorkId> = tx.all(DUE, args![tx.now()], |row| row.get(0))?;
    due.sort_unstable();
    due.dedup();
    due.extend(waiting::over(tx)?);
    Ok(due)
}

/// Does what the time has come for, each work in a transaction of its own, so that one that cannot be done keeps no other
/// waiting. Answers those that could not be done. Writes nothing when nothing is due.
pub fn do_what_is_due(archive: &Archive) -> Result<Vec<(WorkId, Error)>> {
    let clock = Viewer::Custodian(Errand::Clock);
    let mut undone = Vec::new();
    for id in archive.read(due).wait()? {
        let deed = move |tx: &Tx<'_>| {
            waiting::go_on(tx, id)?;
            post_due(&clock, tx, id)?;
            let_draft_go(&clock, tx, id)?;
            empty_chapter_bin(&clock, tx, id)?;
            empty_bin(&clock, tx, id)
        };
        if let Err(error) = archive.write(deed).wait() {
            undone.push((id, error));
        }
    }
    Ok(undone)
}

/// Posts what of a work was to post itself by now, dated with the time it was to be, and says whether anything changed. For
/// the archive itself; running it twice, or on two machines, does nothing more.
pub fn post_due(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<bool> {
    if !matches!(viewer, Viewer::Custodian(Errand::Clock)) {
        return Err(Error::NotFound);
    }
    let at: Option<i64> =
        tx.value("select posts_at from works where id = $1 and posts_at <= $2", args![id, tx.now()])?;
    if let Some(at) = at {
        publish_at(tx, &fetch(viewer, tx, id)?, at)?;
    }
    let chapters = tx.run(
        "update chapters set posted = true, published_at = coalesce(told_at, posts_at), posts_at = null
         where work_id = $1 and posts_at <= $2",
        args![id, tx.now()],
    )?;
    if chapters > 0 {
        settle(tx, id)?;
    }
    Ok(at.is_some() || chapters > 0)
}

#[cfg(test)]
mod tests {
    use testkit::story;

    use super::*;
    use crate::db::tests::archives;
    use crate::people;
    use crate::works::{Access, Creators, NewWork, State, index, post, show};

    fn chapters(archive: &Archive, viewer: Viewer, id: WorkId) -> Vec<ChapterId> {
        let index = archive.read(move |tx| index(&show(&viewer, tx, id)?, tx)).wait().unwrap();
        index.into_iter().map(|entry| entry.id).collect()
    }

    #[test]
    fn what_is_due_is_looked_up_and_not_looked_for_among_all_works() {
        let (archive, _database) = archives().remove(0);
        let plan = move |tx: &Tx<'_>| {
            tx.all(&format!("explain query plan {DUE}"), args![tx.now()], |row| row.get::<String>(3))
        };
        let plan = archive.read(plan).wait().unwrap();
        assert!(plan.iter().filter(|step| step.starts_with("SEARCH")).count() == 5, "{plan:?}");
        assert!(!plan.iter().any(|step| step.starts_with("SCAN")), "{plan:?}");
    }

    #[test]
    fn a_work_that_cannot_be_posted_keeps_no_other_waiting() {
        for (archive, _database) in archives() {
            let ana = archive.write(|tx| people::join(tx, "ana")).wait().unwrap();
            let viewer = Viewer::Member(ana.0);
            let at = archive.clock().now() + jiff::SignedDuration::from_mins(10);
            let draft = |title: &str| {
                let creators = Creators::Pseuds(vec![ana.1]);
                let new =
                    NewWork { manuscript: story(title, 1), creators, state: State::Draft, access: Access::Everyone };
                let new = new.pack().unwrap();
                let deed = move |tx: &Tx<'_>| {
                    let id = post(&viewer, tx, &new)?;
                    schedule(&viewer, tx, id, Some(at)).map(|()| id)
                };
                archive.write(deed).wait().unwrap()
            };
            let (broken, good) = (draft("Broken"), draft("Good"));
            let damage = move |tx: &Tx<'_>| tx.run("update works set details = '?' where id = $1", args![broken]);
            archive.write(damage).wait().unwrap();
            archive.clock().advance(std::time::Duration::from_mins(10));

            let undone = do_what_is_due(&archive).unwrap();

            assert_eq!(undone.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [broken]);
            assert_eq!(archive.read(due).wait().unwrap(), [broken], "the other one is done");
            assert!(archive.read(move |tx| show(&Viewer::Guest, tx, good)).wait().is_ok());
        }
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
            let done = archive.write(move |tx| post_due(&Viewer::Custodian(Errand::Clock), tx, id));
            assert!(done.wait().unwrap());
            let card = archive.read(move |tx| show(&Viewer::Guest, tx, id)).wait().unwrap().card;
            assert_eq!((card.chapters, card.revised), (2, at));
        }
    }
}
