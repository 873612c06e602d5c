//! The works that are to a member not what they are to every other member.
//!
//! A page of a work that is open is the same for all members who have no tie to it, and may be kept for them.

use std::collections::HashSet;

use crate::db::args;
use crate::{Result, Tx, Viewer, WorkId};

/// Who has more ties is given pages that were made for nobody else.
const MOST: usize = 2_000;

/// The works that the viewer has a tie to: is one of the creators of, is asked to be one,
/// or keeps the collection in which it is a mystery. Nothing when there are too many
/// to keep in mind.
pub fn tied(viewer: &Viewer, tx: &Tx<'_>) -> Result<Option<HashSet<WorkId>>> {
    let works = tx.all(
        "select work_id from creatorships where person_id = $1
         union select work_id from invitations where person_id = $1
         union select i.work_id from collection_people k
           join collections c on c.id = k.collection_id or c.parent_agreed and c.parent_id = k.collection_id
           join collection_items i on i.collection_id = c.id
           where k.person_id = $1 and k.role in ('owner', 'moderator') and i.work_id is not null and i.unrevealed limit $2",
        args![viewer.person(), MOST as i64 + 1],
        |row| row.get(0),
    )?;
    Ok((works.len() <= MOST).then(|| works.into_iter().collect()))
}
