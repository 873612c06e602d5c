//! Keeping order among bookmarks: those who do hide what breaks the archive's rules, and show it again, each with an entry in
//! the log. Of private bookmarks they see nothing, so there is nothing to do to them.

use super::read::show;
use crate::accounts::{Power, require};
use crate::db::args;
use crate::deeds::{self, Act, Subject};
use crate::error::Why;
use crate::{BookmarkId, Error, Result, Tx, Viewer};

/// Hides a bookmark: nobody sees it any more but whoever made it and those who keep order.
pub fn hide(viewer: &Viewer, tx: &Tx<'_>, id: BookmarkId, reason: &str) -> Result<()> {
    veil(viewer, tx, id, (true, reason))
}

/// Shows a hidden bookmark again.
pub fn unhide(viewer: &Viewer, tx: &Tx<'_>, id: BookmarkId, reason: &str) -> Result<()> {
    veil(viewer, tx, id, (false, reason))
}

fn veil(viewer: &Viewer, tx: &Tx<'_>, id: BookmarkId, (is_hidden, reason): (bool, &str)) -> Result<()> {
    let bookmark = show(viewer, tx, id)?;
    require(viewer, tx, Power::KeepOrder)?;
    if bookmark.is_own {
        return Err(Error::Forbidden(Why::OwnWork));
    }
    if bookmark.is_hidden == is_hidden {
        return Ok(());
    }
    let act = if is_hidden { Act::HidBookmark } else { Act::ShowedBookmark };
    deeds::note(viewer, tx, act, &Subject::person(tx, bookmark.person)?, reason.trim())?;
    tx.run("update bookmarks set hidden = $2 where id = $1", args![id, is_hidden])?;
    super::write::count_anew(tx, id)
}
