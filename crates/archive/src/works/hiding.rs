//! All works of somebody's, hidden in one act and shown again in one (R47, R49).
//!
//! Each work that is hidden so has a hiding of its own that says of whose works it was one. What was hidden before, and what
//! somebody hides or shows by itself later, is left alone.

use super::read::cards;
use super::seen::WorkCard;
use super::write::{creators_of, settle};
use crate::accounts::{Power, require};
use crate::db::args;
use crate::deeds::{self, Act, Subject};
use crate::{Error, PersonId, Result, Tx, Viewer, WorkId};

/// The works of a person's that are not hidden, in whatever state, but for those that the viewer made too: nobody judges
/// their own. For those who keep order.
pub fn to_hide(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Vec<WorkCard>> {
    require(viewer, tx, Power::KeepOrder)?;
    let ids: Vec<WorkId> = tx.all(
        "select w.id from works w where not w.hidden
           and exists (select 1 from creatorships c where c.work_id = w.id and c.person_id = $1)
         order by w.revised_at desc, w.id desc",
        args![person],
        |row| row.get(0),
    )?;
    let mut cards = cards(viewer, tx, &ids)?;
    cards.retain(|card| !card.is_own);
    Ok(cards)
}

/// The works that were hidden with all others of a person's and are hidden still. For those who keep order.
pub fn hidden_together(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Vec<WorkCard>> {
    require(viewer, tx, Power::KeepOrder)?;
    let ids: Vec<WorkId> = tx.all(
        "select w.id from works w where exists (
           select 1 from hidings h where h.work_id = w.id and h.of_id = $1 and h.lifted_at is null)
         order by w.revised_at desc, w.id desc",
        args![person],
        |row| row.get(0),
    )?;
    cards(viewer, tx, &ids)
}

/// Hides what [`to_hide`] tells, each with an entry in the log, and answers for each work who made it. The caller has asked
/// whether the viewer may do this to this person, and writes the letters.
pub(crate) fn hide_all(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, reason: &str) -> Result<Vec<Vec<PersonId>>> {
    let by = viewer.person().ok_or(Error::NotFound)?;
    let hide = |card: WorkCard| {
        tx.run(
            "insert into hidings (id, work_id, by_id, at, reason, of_id) values ($1, $2, $3, $4, $5, $6)",
            args![tx.fresh_id(), card.id, by, tx.now(), reason, person],
        )?;
        deeds::note(viewer, tx, Act::Hid, &Subject::work(card.id, card.title), reason)?;
        settle(tx, card.id)?;
        creators_of(tx, card.id)
    };
    to_hide(viewer, tx, person)?.into_iter().map(hide).collect()
}

/// Shows what [`hidden_together`] tells, each with an entry in the log, and answers for each work that is shown again who
/// made it: what was hidden by itself as well stays so.
pub(crate) fn show_all(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, reason: &str) -> Result<Vec<Vec<PersonId>>> {
    let by = viewer.person().ok_or(Error::NotFound)?;
    let mut shown = Vec::new();
    for card in hidden_together(viewer, tx, person)? {
        tx.run(
            "update hidings set lifted_by_id = $1, lifted_at = $2 where work_id = $3 and of_id = $4 and lifted_at is null",
            args![by, tx.now(), card.id, person],
        )?;
        settle(tx, card.id)?;
        if tx.value::<bool>("select hidden from works where id = $1", args![card.id])? == Some(false) {
            deeds::note(viewer, tx, Act::Showed, &Subject::work(card.id, card.title), reason)?;
            shown.push(creators_of(tx, card.id)?);
        }
    }
    Ok(shown)
}
