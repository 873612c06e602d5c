//! Works that wait to be claimed by those who made them (see [`crate::claims`], which asks who may do this).
//!
//! Whoever brought such a work in keeps it: they stand among its creators and may do what creators do, but the name of who
//! made it is shown. When the last of those has decided, the keeper's name goes.

use super::bin;
use super::estates::bury;
use super::write::settle;
use crate::db::args;
use crate::{PersonId, PseudId, Result, Tx, WorkId, people};

/// Ends somebody's claim to a work: this name stands on it in their place, or none where others made it too. When nobody
/// else has to decide, who kept it is named no more.
pub(crate) fn hand_on(tx: &Tx<'_>, id: WorkId, creator: i64, to: Option<(PersonId, PseudId)>) -> Result<()> {
    let keeper: Option<PersonId> =
        tx.value("select by_id from claims where work_id = $1 and creator_id = $2", args![id, creator])?;
    tx.run("delete from claims where work_id = $1 and creator_id = $2", args![id, creator])?;
    if let Some((person, pseud)) = to {
        tx.run(
            "insert into creatorships (work_id, position, person_id, pseud_id, audience, revised_at)
             select $1, max(position) + 1, $2, $3, max(audience), max(revised_at) from creatorships
             where work_id = $1 having sum(case when pseud_id = $3 then 1 else 0 end) = 0",
            args![id, person, pseud],
        )?;
    }
    if let Some(keeper) = keeper {
        dismiss(tx, id, keeper, to.map(|(_, pseud)| pseud))?;
    }
    settle(tx, id)
}

/// Takes a keeper's name off a work, unless others have still to decide or nobody else is named. Of the orphan account,
/// which may stand there for others too, only its own name goes.
fn dismiss(tx: &Tx<'_>, id: WorkId, keeper: PersonId, but: Option<PseudId>) -> Result<()> {
    tx.run(
        "delete from creatorships where work_id = $1 and person_id = $2 and pseud_id <> $3
           and not exists (select 1 from claims k where k.work_id = $1 and k.by_id = $2)
           and exists (select 1 from creatorships o where o.work_id = $1 and (o.person_id <> $2 or o.pseud_id = $3))
           and pseud_id in (select s.id from pseuds s join people p on p.id = s.person_id
                            where p.id = $2 and (p.kind <> 'orphanage' or s.is_default))",
        args![id, keeper, but.map_or(0, PseudId::number)],
    )
    .map(drop)
}

/// Whether a work that can be decided on is a draft; nothing for one that is hidden or lies in the bin.
pub(crate) fn is_draft_to_decide_on(tx: &Tx<'_>, id: WorkId) -> Result<Option<bool>> {
    tx.value("select not posted from works where id = $1 and not hidden and deleted = 'no'", args![id])
}

/// Whether somebody made a work beside this person for whom it waits.
pub(crate) fn has_other_creators(tx: &Tx<'_>, id: WorkId, creator: i64) -> Result<bool> {
    let others = tx.count(
        "select (select count(*) from claims where work_id = $1 and creator_id <> $2)
           + (select count(*) from creatorships c where c.work_id = $1 and not exists
              (select 1 from claims k where k.work_id = $1 and k.by_id = c.person_id))",
        args![id, creator],
    )?;
    Ok(others > 0)
}

/// Puts a work into the bin for the person for whom it waits: out of the reach of who kept it, who could fetch it back.
pub(crate) fn discard_unclaimed(tx: &Tx<'_>, id: WorkId) -> Result<()> {
    let (orphanage, pseud) = people::orphan_name(tx, None)?;
    tx.run(
        "update creatorships set person_id = $2, pseud_id = $3
         where work_id = $1 and position = (select min(position) from creatorships where work_id = $1)",
        args![id, orphanage, pseud],
    )?;
    tx.run("delete from creatorships where work_id = $1 and pseud_id <> $2", args![id, pseud])?;
    tx.run("update claims set by_id = $2 where work_id = $1", args![id, orphanage])?;
    bury(tx, id)
}

/// Fetches such a work back from the bin.
pub(crate) fn restore_unclaimed(tx: &Tx<'_>, id: WorkId) -> Result<()> {
    bin::dig_up(tx, id)
}

/// Whether a person keeps a work for others.
pub(super) fn is_keeper(tx: &Tx<'_>, id: WorkId, person: PersonId) -> Result<bool> {
    Ok(tx.count("select count(*) from claims where work_id = $1 and by_id = $2", args![id, person])? > 0)
}

/// The orphan account keeps a work for others where this person did.
pub(super) fn keep_from_now_on(tx: &Tx<'_>, id: WorkId, before: PersonId) -> Result<()> {
    let (orphanage, _) = people::orphan_name(tx, None)?;
    tx.run("update claims set by_id = $3 where work_id = $1 and by_id = $2", args![id, before, orphanage]).map(drop)
}
