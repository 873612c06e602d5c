//! Works that somebody keeps by their numbers, each as its keeper may see it now.

use std::collections::HashMap;

use super::library::Subject;
use crate::works::{self, AtAddress, WorkCard};
use crate::{Error, Result, Tx, Viewer, WorkId};

/// What is to be said of each of these works, in the order asked for.
pub(crate) fn subjects(viewer: &Viewer, tx: &Tx<'_>, ids: &[WorkId]) -> Result<Vec<Subject>> {
    let cards = works::cards(viewer, tx, ids)?.into_iter().map(|card| (card.id, card));
    let mut cards: HashMap<WorkId, WorkCard> = cards.collect();
    let of = |id: &WorkId| match cards.remove(id) {
        Some(card) => Ok(Subject::Work(Box::new(card))),
        None => left(viewer, tx, *id),
    };
    ids.iter().map(of).collect()
}

/// What is left to say of a work that its keeper does not see any more.
fn left(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<Subject> {
    match works::at_address(viewer, tx, work) {
        Ok(AtAddress::Mystery) => Ok(Subject::Mystery),
        Ok(AtAddress::Grave(stone)) => Ok(Subject::Grave(stone)),
        Ok(AtAddress::Work(_)) | Err(Error::NotFound | Error::LogIn) => Ok(Subject::Gone),
        Err(error) => Err(error),
    }
}
