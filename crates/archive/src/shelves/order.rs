//! Keeping order among public shelves: those who do hide one whose name breaks the archive's rules, and show it again, each
//! with an entry in the log. Of shelves that are somebody's alone they see nothing, so there is nothing to do to them.

use super::read::find;
use crate::accounts::{Power, require};
use crate::db::args;
use crate::deeds::{self, Act, Subject};
use crate::error::Why;
use crate::{Error, Result, ShelfId, Tx, Viewer};

/// Hides a shelf: nobody sees it any more but whoever made it and those who keep order.
pub fn hide(viewer: &Viewer, tx: &Tx<'_>, id: ShelfId, reason: &str) -> Result<()> {
    veil(viewer, tx, id, (true, reason))
}

/// Shows a hidden shelf again.
pub fn unhide(viewer: &Viewer, tx: &Tx<'_>, id: ShelfId, reason: &str) -> Result<()> {
    veil(viewer, tx, id, (false, reason))
}

fn veil(viewer: &Viewer, tx: &Tx<'_>, id: ShelfId, (is_hidden, reason): (bool, &str)) -> Result<()> {
    let shelf = find(viewer, tx, id)?;
    require(viewer, tx, Power::KeepOrder)?;
    if shelf.is_own {
        return Err(Error::Forbidden(Why::OwnWork));
    }
    if shelf.is_hidden == is_hidden {
        return Ok(());
    }
    let act = if is_hidden { Act::HidShelf } else { Act::ShowedShelf };
    deeds::note(viewer, tx, act, &Subject::person(tx, shelf.person)?, reason.trim())?;
    tx.run("update shelves set hidden = $2 where id = $1", args![id, is_hidden]).map(drop)
}
