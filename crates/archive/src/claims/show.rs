//! What waits to be claimed: for the person it is about, by the link of their letter, and for whoever brought it in.

use jiff::Timestamp;

use super::{creator, works_of};
use crate::accounts::{Power, require};
use crate::clock::from_millis;
use crate::db::args;
use crate::works::{self, WorkCard};
use crate::{Errand, Error, Result, Secret, Tx, Viewer, WorkId};

/// What the link of a letter shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimable {
    /// The address that the letter went to.
    pub address: String,
    /// Whether there is an account with it.
    pub has_account: bool,
    /// The works that wait.
    pub works: Vec<Claimed>,
    /// Whether they want no more letters about works that are brought in.
    pub silent: bool,
    /// Whether they want no more works brought in.
    pub refuses: bool,
}

/// A work that waits to be claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The work.
    pub card: WorkCard,
    /// Until when it can be fetched back, when it lies in the bin.
    pub restorable_until: Option<Timestamp>,
}

/// A work that somebody brought in, as they see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// The work.
    pub card: WorkCard,
    /// When it was brought in.
    pub at: Timestamp,
}

/// What the link of a letter shows; nothing when it is over or none at all.
///
/// The archive hands a person all of their own works here ([`Errand::OwnExport`]): they see drafts, too.
pub fn look(tx: &Tx<'_>, secret: &Secret) -> Result<Option<Claimable>> {
    let Some(creator) = creator(tx, secret)? else { return Ok(None) };
    let viewer = Viewer::Custodian(Errand::OwnExport);
    let works = works::cards(&viewer, tx, &works_of(tx, creator.id)?)?;
    let works = works.into_iter().map(|card| {
        let restorable_until = works::restorable_until(&viewer, tx, card.id)?;
        Ok(Claimed { card, restorable_until })
    });
    Ok(Some(Claimable {
        has_account: crate::accounts::by_name_or_address(tx, &creator.address)?.is_some(),
        works: works.collect::<Result<_>>()?,
        silent: creator.silent,
        refuses: creator.refuses,
        address: creator.address,
    }))
}

/// The works that the viewer keeps for others, the latest first, at most `limit`. For archivists.
pub fn brought(viewer: &Viewer, tx: &Tx<'_>, limit: u64) -> Result<Vec<Brought>> {
    require(viewer, tx, Power::ImportForOthers)?;
    let person = viewer.person().ok_or(Error::LogIn)?;
    let kept = tx.all(
        "select work_id, max(at) from claims where by_id = $1 group by work_id order by max(at) desc, work_id limit $2",
        args![person, limit as i64],
        |row| Ok((row.get::<WorkId>(0)?, from_millis(row.get(1)?))),
    )?;
    let cards = works::cards(viewer, tx, &kept.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
    let at = |id: WorkId| kept.iter().find(|(kept, _)| *kept == id).map(|(_, at)| *at);
    Ok(cards.into_iter().filter_map(|card| Some(Brought { at: at(card.id)?, card })).collect())
}
