//! Works that go for good: one who keeps order proposes, another agrees (R42). Until then the work is hidden, and nothing
//! is lost; its creators have its text before it goes.

use jiff::Timestamp;

use crate::accounts::{Power, require};
use crate::clock::from_millis;
use crate::db::args;
use crate::deeds::{self, Act, Subject};
use crate::error::{What, Why};
use crate::mail::{self, Matter};
use crate::{Error, PersonId, Result, Slip, Tx, Viewer, WorkId, works};

/// A work that somebody wants gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The work.
    pub work: WorkId,
    /// Its title.
    pub title: String,
    /// Who proposed it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// Whether this viewer proposed it, and so cannot agree.
    pub is_own: bool,
}

/// Proposes that a work goes for good. It is hidden from now on, and its creators get a letter with its text.
pub fn propose_purge(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, reason: &str) -> Result<()> {
    let (by, title) = asked(viewer, tx, work)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::invalid("reason", Slip::Missing));
    }
    let fresh = tx.run(
        "insert into purges (work_id, by_id, at, reason) values ($1, $2, $3, $4) on conflict (work_id) do nothing",
        args![work, by, tx.now(), reason],
    )?;
    if fresh == 0 {
        return Ok(());
    }
    works::hide(viewer, tx, work, reason)?;
    deeds::note(viewer, tx, Act::ProposedPurge, &Subject::work(work, title), reason)?;
    works::write_to_creators(tx, work, &letter(work))
}

/// Takes a proposal back, or refuses it. The work stays hidden until somebody shows it again.
pub fn drop_purge(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<()> {
    let (_, title) = asked(viewer, tx, work)?;
    if tx.run("delete from purges where work_id = $1", args![work])? == 0 {
        return Err(Error::NotFound);
    }
    deeds::note(viewer, tx, Act::DroppedPurge, &Subject::work(work, title), "")
}

/// Agrees to another's proposal: the work is gone for good. Not before the letters with its text have left the house.
pub fn agree_to_purge(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<()> {
    let (by, title) = asked(viewer, tx, work)?;
    let proposal = tx.first("select by_id, reason from purges where work_id = $1", args![work], |row| {
        Ok((row.get::<PersonId>(0)?, row.get::<String>(1)?))
    })?;
    let (proposer, reason) = proposal.ok_or(Error::NotFound)?;
    if proposer == by {
        return Err(Error::Forbidden(Why::TakesTwo));
    }
    if mail::waits(tx, &letter(work))? {
        return Err(Error::Conflict(What::LetterWaits));
    }
    works::write_to_creators(tx, work, &Matter::WorkPurged { title: title.clone(), reason: reason.clone() })?;
    works::purge(viewer, tx, work)?;
    deeds::note(viewer, tx, Act::Purged, &Subject::work(work, title), &reason)
}

/// Every open proposal, the oldest first.
pub fn proposals(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Proposal>> {
    require(viewer, tx, Power::Purge)?;
    let rows = tx.all(
        "select p.work_id, e.name, p.at, p.reason, p.by_id from purges p join people e on e.id = p.by_id
         order by p.at, p.work_id",
        &[],
        |row| {
            let (work, by, at, reason) = (row.get(0)?, row.get(1)?, from_millis(row.get(2)?), row.get(3)?);
            let is_own = viewer.person() == Some(row.get(4)?);
            Ok(Proposal { work, title: String::new(), by, at, reason, is_own })
        },
    )?;
    let titles = works::cards(viewer, tx, &rows.iter().map(|row| row.work).collect::<Vec<_>>())?;
    let title = |work| titles.iter().find(|card| card.id == work).map(|card| card.title.clone());
    Ok(rows.into_iter().map(|row| Proposal { title: title(row.work).unwrap_or_default(), ..row }).collect())
}

/// Who asks, if they may, and what the work is called.
fn asked(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<(PersonId, String)> {
    require(viewer, tx, Power::Purge)?;
    let card = works::show(viewer, tx, work)?.card;
    if card.is_own && require(viewer, tx, Power::GiveRoles).is_err() {
        return Err(Error::Forbidden(Why::OwnWork));
    }
    Ok((viewer.person().ok_or(Error::Forbidden(Why::TakesTwo))?, card.title))
}

fn letter(work: WorkId) -> Matter {
    Matter::WorkGoes { work: work.number() }
}
