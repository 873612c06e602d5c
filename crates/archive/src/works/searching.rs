//! Whether the text of one work may be searched: the wish of its creators, beside the one for all works of an account.
//!
//! It is kept with the work, holds at once, and a work is still found by what is said about it.

use super::read::fetch;
use super::visibility::{Action, may};
use super::write::settle;
use crate::db::args;
use crate::{Result, Tx, Viewer, WorkId};

/// Says whether nobody shall find a work by words in its text. Saying what holds already changes nothing.
pub fn keep_from_search(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, is_unsearched: bool) -> Result<()> {
    let row = fetch(viewer, tx, id)?;
    may(viewer, Action::Change, row.standing)?;
    let mut details = row.details()?;
    if details.unsearched == is_unsearched {
        return Ok(());
    }
    details.unsearched = is_unsearched;
    tx.run("update works set details = $2 where id = $1", args![id, details.written()?])?;
    settle(tx, id)
}
