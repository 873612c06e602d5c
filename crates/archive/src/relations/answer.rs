//! What the creators of a cited work say to it: yes, no, and either of them any time again (REL-2).

use super::kind::Answer;
use crate::db::args;
use crate::error::Why;
use crate::feed::{self, Change};
use crate::{Error, RelationId, Result, Tx, Viewer, WorkId, works};

/// Answers for one of the viewer's works that another cites. Who does not see the other yet has nothing to answer.
pub fn answer(viewer: &Viewer, tx: &Tx<'_>, id: RelationId, answer: Answer) -> Result<()> {
    let found = tx.first("select work_id, parent_id from relations where id = $1", args![id], |row| {
        Ok((row.get::<WorkId>(0)?, row.get::<Option<WorkId>>(1)?))
    })?;
    let Some((child, Some(parent))) = found else { return Err(Error::NotFound) };
    viewer.in_good_standing()?;
    let is_own =
        viewer.person().is_some_and(|person| works::creators_of(tx, parent).is_ok_and(|all| all.contains(&person)));
    let card = works::show(viewer, tx, child)?.card;
    if !is_own {
        return Err(Error::Forbidden(Why::NotYours));
    }
    if card.is_draft || card.is_deleted {
        return Err(Error::NotFound);
    }
    tx.run("update relations set answer = $2 where id = $1", args![id, answer])?;
    feed::note(tx, Change::Work(parent))?;
    feed::note(tx, Change::Work(child))
}
