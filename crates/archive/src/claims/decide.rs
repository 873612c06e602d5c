//! What becomes of works that were brought in for somebody, as that person says (ARCH-3).

use super::{Creator, creator, works_of};
use crate::accounts::{self, Address, NewAccount};
use crate::db::args;
use crate::works::{self, Keeping};
use crate::{Error, PersonId, Result, Secret, Slip, Tx, Viewer, WorkId, people};

/// What shall become of works that their creator does not want for an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// They stay, and belong to nobody.
    Orphan(Keeping),
    /// They are deleted; where others made them too, the name is taken off.
    Delete,
}

/// Makes the viewer the creator of those of the works that wait for the link's person; under the name that stands on them
/// where they write under one of that name, and under their default name otherwise. Says how many it were.
pub fn adopt(viewer: &Viewer, tx: &Tx<'_>, secret: &Secret, wanted: &[WorkId]) -> Result<u64> {
    viewer.in_good_standing()?;
    let person = viewer.person().ok_or(Error::LogIn)?;
    let creator = creator(tx, secret)?.ok_or(Error::NotFound)?;
    take_over(tx, &creator, person, wanted)
}

/// Makes an account with the letter's address, which needs no other proof, and makes it the creator of everything that
/// waits. Nothing when the link is over.
pub fn sign_up(tx: &Tx<'_>, secret: &Secret, new: &NewAccount) -> Result<Option<PersonId>> {
    let Some(creator) = creator(tx, secret)? else { return Ok(None) };
    let address: Address = creator.address.parse()?;
    if address != new.address {
        return Err(Error::invalid("email", Slip::NotTheSame));
    }
    let person = accounts::open_at_once(tx, new)?;
    let all = works_of(tx, creator.id)?;
    take_over(tx, &creator, person, &all)?;
    Ok(Some(person))
}

fn take_over(tx: &Tx<'_>, creator: &Creator, person: PersonId, wanted: &[WorkId]) -> Result<u64> {
    let mut number = 0;
    for (work, name) in waiting(tx, creator, wanted)? {
        let pseud = match people::pseud_named(tx, person, &name)? {
            Some(pseud) => pseud,
            None => people::default_pseud(tx, person)?,
        };
        works::hand_on(tx, work, creator.id, Some((person, pseud)))?;
        number += 1;
    }
    Ok(number)
}

/// Decides about works that wait for the link's person. What a moderator has hidden stays as it is, and so does what lies
/// in the bin.
pub fn decide(tx: &Tx<'_>, secret: &Secret, wanted: &[WorkId], decision: Decision) -> Result<u64> {
    let creator = creator(tx, secret)?.ok_or(Error::NotFound)?;
    let mut number = 0;
    for (work, name) in waiting(tx, &creator, wanted)? {
        let Some(is_draft) = works::is_draft_to_decide_on(tx, work)? else { continue };
        match decision {
            // Nobody could ever find a draft there.
            Decision::Orphan(keeping) if !is_draft => {
                let orphaned = people::orphan_name(tx, (keeping == Keeping::Name).then_some(name.as_str()))?;
                works::hand_on(tx, work, creator.id, Some(orphaned))?;
            }
            Decision::Orphan(_) | Decision::Delete => delete(tx, &creator, work)?,
        }
        number += 1;
    }
    Ok(number)
}

/// Takes a name off a work that others made too, and puts one that nobody else made into the bin, out of its keeper's reach.
fn delete(tx: &Tx<'_>, creator: &Creator, work: WorkId) -> Result<()> {
    if works::has_other_creators(tx, work, creator.id)? {
        return works::hand_on(tx, work, creator.id, None);
    }
    works::discard_unclaimed(tx, work)
}

/// Fetches a work back from the bin by the link of its creator.
pub fn restore(tx: &Tx<'_>, secret: &Secret, work: WorkId) -> Result<()> {
    let creator = creator(tx, secret)?.ok_or(Error::NotFound)?;
    if waiting(tx, &creator, &[work])?.is_empty() {
        return Err(Error::NotFound);
    }
    works::restore_unclaimed(tx, work)
}

/// Says whether the link's person wants more letters about works that are brought in, and more works brought in at all.
pub fn wish(tx: &Tx<'_>, secret: &Secret, silent: bool, refuses: bool) -> Result<()> {
    let creator = creator(tx, secret)?.ok_or(Error::NotFound)?;
    tx.run("update absent_creators set silent = $2, refuses = $3 where id = $1", args![creator.id, silent, refuses])
        .map(drop)
}

/// Those of the works that wait for somebody, with the name that stands on each.
fn waiting(tx: &Tx<'_>, creator: &Creator, wanted: &[WorkId]) -> Result<Vec<(WorkId, String)>> {
    let all = tx.all(
        "select work_id, name from claims where creator_id = $1 order by at, work_id",
        args![creator.id],
        |row| Ok((row.get::<WorkId>(0)?, row.get::<String>(1)?)),
    )?;
    Ok(all.into_iter().filter(|(work, _)| wanted.contains(work)).collect())
}
