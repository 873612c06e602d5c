//! What its recipient says to a gift: no, and yes again (GIFT-3).

use crate::db::args;
use crate::feed::{self, Change};
use crate::{Error, Result, Tx, Viewer, WorkId, works};

/// Refuses a work that was given to the viewer: it says their name no more.
pub fn refuse(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<()> {
    answer(viewer, tx, work, true)
}

/// Takes a work after all that the viewer has refused.
pub fn accept(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<()> {
    answer(viewer, tx, work, false)
}

fn answer(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, refused: bool) -> Result<()> {
    viewer.in_good_standing()?;
    let person = viewer.person().ok_or(Error::LogIn)?;
    // Who does not see it has not been given it yet.
    works::show(viewer, tx, work)?;
    let changed =
        tx.run("update gifts set refused = $3 where work_id = $1 and person_id = $2", args![work, person, refused])?;
    if changed == 0 { Err(Error::NotFound) } else { feed::note(tx, Change::Work(work)) }
}
