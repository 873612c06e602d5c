//! Keeping order among collections: those who do hide one that breaks the archive's rules, and show it again, each with an
//! entry in the log (COL-10). Its works stay what they are; only the collection and its name are not to be seen.

use super::read::{fetch, show};
use crate::accounts::{Power, require};
use crate::db::args;
use crate::deeds::{self, Act, Subject};
use crate::error::Why;
use crate::feed::{self, Change};
use crate::{Error, Result, Tx, Viewer};

/// Hides a collection: nobody sees it any more but those who keep it and those who keep order.
pub fn hide(viewer: &Viewer, tx: &Tx<'_>, name: &str, reason: &str) -> Result<()> {
    veil(viewer, tx, name, (true, reason))
}

/// Shows a hidden collection again.
pub fn unhide(viewer: &Viewer, tx: &Tx<'_>, name: &str, reason: &str) -> Result<()> {
    veil(viewer, tx, name, (false, reason))
}

fn veil(viewer: &Viewer, tx: &Tx<'_>, name: &str, (is_hidden, reason): (bool, &str)) -> Result<()> {
    let seen = show(viewer, tx, name)?;
    require(viewer, tx, Power::KeepOrder)?;
    if fetch(viewer, tx, name)?.standing.keeps() {
        return Err(Error::Forbidden(Why::OwnWork));
    }
    if seen.is_hidden == is_hidden {
        return Ok(());
    }
    let act = if is_hidden { Act::HidCollection } else { Act::ShowedCollection };
    deeds::note(viewer, tx, act, &Subject::called(&seen.name), reason.trim())?;
    tx.run("update collections set hidden = $2 where id = $1", args![seen.id, is_hidden])?;
    feed::note(tx, Change::Collection(seen.id))
}
