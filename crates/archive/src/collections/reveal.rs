//! Revealing: works stop being mysteries, and their creators are named (VIS-4 to VIS-6, R40).
//!
//! What is to be done to a whole collection is noted in one short transaction and done some works at a time, each time with
//! their changes in the feed; what was noted is done after a fall too. A work that another collection keeps as a mystery
//! stays one. A time to come is kept by the timekeeper.

use super::read::{fetch_by_id, fetch_to};
use super::visibility::Action;
use crate::db::args;
use crate::feed::{self, Change};
use crate::subscriptions::What;
use crate::{Archive, CollectionId, Error, ItemId, Result, Tx, Viewer, WorkId, works};

/// Works that are settled in one transaction.
const AT_ONCE: i64 = 50;

/// Subscriptions that end in one transaction.
const FORGOTTEN: i64 = 1_000;

/// Steps that the timekeeper does at once: what else is due does not wait long.
const STEPS: u32 = 50;

/// What is taken off: that works are mysteries, that they are nameless.
pub(super) type Masks = (bool, bool);

/// Reveals everything in a collection, or names everybody: [`reveal_some`] does it.
pub fn reveal_all(viewer: &Viewer, tx: &Tx<'_>, name: &str, masks: (bool, bool)) -> Result<()> {
    let row = fetch_to(viewer, tx, name, Action::Mend).or_else(|error| match error {
        Error::Forbidden(_) => fetch_to(viewer, tx, name, Action::Keep),
        other => Err(other),
    })?;
    begin(tx, row.id, masks)?;
    feed::note(tx, Change::Collection(row.id))
}

/// Notes what is to be taken off a collection's works. Nothing that comes in is masked so any more.
pub(super) fn begin(tx: &Tx<'_>, id: CollectionId, (works, names): Masks) -> Result<()> {
    if !works && !names {
        return Ok(());
    }
    tx.run(
        "update collections set unrevealed = unrevealed and not $2, anonymous = anonymous and not $3,
           reveals_at = case when $2 then null else reveals_at end, names_at = case when $3 then null else names_at end
         where id = $1",
        args![id, works, names],
    )?;
    tx.run(
        "insert into collection_reveals (collection_id, works, names) values ($1, $2, $3)
         on conflict (collection_id) do update set works = collection_reveals.works or excluded.works,
           names = collection_reveals.names or excluded.names",
        args![id, works, names],
    )
    .map(drop)
}

/// What comes in is masked again, so nothing more is taken off: what has not been revealed yet stays as it is.
pub(super) fn stay(tx: &Tx<'_>, id: CollectionId, (works, names): Masks) -> Result<()> {
    tx.run(
        "update collection_reveals set works = works and not $2, names = names and not $3 where collection_id = $1",
        args![id, works, names],
    )
    .map(drop)
}

/// Does some of what is noted. Whether there may be more.
pub fn reveal_some(tx: &Tx<'_>) -> Result<bool> {
    let due = tx.first(
        "select r.collection_id, r.works, r.names, c.ended from collection_reveals r
         join collections c on c.id = r.collection_id order by r.collection_id limit 1",
        &[],
        |row| Ok((row.get::<CollectionId>(0)?, row.get::<bool>(1)?, row.get::<bool>(2)?, row.get::<bool>(3)?)),
    )?;
    let Some((id, works, names, is_ended)) = due else { return Ok(false) };
    let some: Vec<(ItemId, Option<WorkId>)> = tx.all(
        "select i.id, i.work_id from collection_items i where i.collection_id = $1
         and ($4 or ($2 and i.unrevealed) or ($3 and i.anonymous)) order by i.id limit $5",
        args![id, works, names, is_ended, AT_ONCE],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if some.is_empty() {
        return if is_ended && forget_followers(tx, id)? { Ok(true) } else { finish(tx, id, is_ended).map(|()| true) };
    }
    for (item, work) in some {
        if is_ended {
            tx.run("delete from collection_items where id = $1", args![item])?;
        } else {
            unmask(tx, item, (works, names))?;
        }
        work.map_or(Ok(()), |work| works::settle_collected(tx, work))?;
    }
    Ok(true)
}

/// Takes masks off one thing.
pub(super) fn unmask(tx: &Tx<'_>, item: ItemId, (works, names): Masks) -> Result<()> {
    tx.run(
        "update collection_items set unrevealed = unrevealed and not $2, anonymous = anonymous and not $3 where id = $1",
        args![item, works, names],
    )
    .map(drop)
}

/// Ends some subscriptions to a collection that goes, and says whether there were any (SUB-1).
fn forget_followers(tx: &Tx<'_>, id: CollectionId) -> Result<bool> {
    let gone = tx.run(
        "delete from subscriptions where id in (select id from subscriptions where what = $1 and subject = $2 limit $3)",
        args![What::Collection, id, FORGOTTEN],
    )?;
    Ok(gone > 0)
}

fn finish(tx: &Tx<'_>, id: CollectionId, is_ended: bool) -> Result<()> {
    tx.run("delete from collection_reveals where collection_id = $1", args![id])?;
    if is_ended {
        tx.run("delete from collections where id = $1", args![id])?;
    }
    feed::note(tx, Change::Collection(id))
}

/// Begins what the time has come for, and does what is noted, each step in a transaction of its own; a very large collection goes
/// on with the next call. Writes nothing when nothing is due.
pub fn reveal_due(archive: &Archive) -> Result<()> {
    let due = archive.read(|tx| {
        let ids = tx.all(
            "select id from collections where reveals_at <= $1 or names_at <= $1 order by id",
            args![tx.now()],
            |row| row.get::<CollectionId>(0),
        )?;
        Ok((ids, tx.count("select count(*) from collection_reveals", &[])? > 0))
    });
    let (ids, is_noted) = due.wait()?;
    for id in &ids {
        let id = *id;
        archive.write(move |tx| begin_due(tx, id)).wait()?;
    }
    let mut steps = if is_noted || !ids.is_empty() { STEPS } else { 0 };
    while steps > 0 && archive.write(reveal_some).wait()? {
        steps -= 1;
    }
    Ok(())
}

fn begin_due(tx: &Tx<'_>, id: CollectionId) -> Result<()> {
    let row = fetch_by_id(&Viewer::Guest, tx, id)?;
    let is_due = |at: Option<i64>| at.is_some_and(|at| at <= tx.now());
    begin(tx, id, (is_due(row.reveals_at), is_due(row.names_at)))?;
    feed::note(tx, Change::Collection(id))
}
