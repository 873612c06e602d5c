//! Whether wranglers decide at present (WRK-8). An owner can let wrangling rest: the desk stays open to look at, and only owners
//! decide meanwhile.

use crate::accounts::{Power, require};
use crate::error::Why;
use crate::{Error, Result, Tx, Viewer, policies};

/// Makes sure that the viewer may decide about tags now.
pub(super) fn may_decide(viewer: &Viewer, tx: &Tx<'_>) -> Result<()> {
    require(viewer, tx, Power::Wrangle)?;
    if policies::wrangles(tx)? {
        return Ok(());
    }
    match require(viewer, tx, Power::MendTags) {
        Err(Error::Forbidden(_)) => Err(Error::Forbidden(Why::WranglingRests)),
        other => other,
    }
}

/// Whether wrangling rests. For those who wrangle.
pub fn rests(viewer: &Viewer, tx: &Tx<'_>) -> Result<bool> {
    require(viewer, tx, Power::Wrangle)?;
    Ok(!policies::wrangles(tx)?)
}
