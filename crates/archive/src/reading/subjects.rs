//! Works that somebody keeps by their numbers, each as its keeper may see it now.

use std::collections::HashMap;

use crate::people::Byline;
use crate::works::{self, AtAddress, Tombstone, WorkCard};
use crate::{Error, Result, Tx, Viewer, WorkId};

/// A work that somebody keeps, as they may see it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The work.
    Work(Box<WorkCard>),
    /// A work of which nothing is told for now.
    Mystery,
    /// A deleted work, with what its author wants said of it.
    Grave(Tombstone),
    /// What is not there, or not for this reader: which of it is not told.
    Gone,
}

impl Subject {
    /// Its title and who made it, as far as that is told.
    pub(super) fn called(self) -> (Option<String>, Vec<Byline>) {
        match self {
            Self::Work(card) => (Some(card.title), card.bylines),
            Self::Grave(stone) => (stone.title, stone.bylines),
            Self::Mystery | Self::Gone => (None, Vec::new()),
        }
    }
}

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
