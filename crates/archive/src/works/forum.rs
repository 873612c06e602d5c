//! A work as the ground on which something is said or left: comments, kudos.
//!
//! Who cannot see a work learns nothing of what is said there and says nothing, through the same gate as everything else
//! ([`admit`]); who sees it may still find that it is not the time or place to say something (COM-11).

use super::read::{Asked, fetch};
use super::standing::Deleted;
use super::visibility::{Passed, admit};
use super::write::creators_of;
use crate::{PersonId, Result, Tx, Viewer, WorkId};

/// What is to be known of a work by who asks whether something may be said there.
#[derive(Debug, Clone)]
pub(crate) struct Forum {
    /// The work.
    pub(crate) work: WorkId,
    /// Whether it is posted and nothing keeps it from its readers.
    pub(crate) is_open: bool,
    /// Whether the viewer is one of its creators.
    pub(crate) is_creator: bool,
    /// Its creators.
    pub(crate) creators: Vec<PersonId>,
    _passed: Passed,
}

/// A work that this viewer sees, as the ground for something that is said.
pub(crate) fn forum(viewer: &Viewer, tx: &Tx<'_>, asked: impl Into<Asked>) -> Result<Forum> {
    let row = fetch(viewer, tx, asked)?;
    let (passed, standing) = (admit(viewer, row.standing)?, row.standing);
    Ok(Forum {
        work: row.id,
        is_open: standing.posted && !standing.hidden && !standing.unrevealed && standing.deleted == Deleted::No,
        is_creator: standing.tie.is_creator,
        creators: creators_of(tx, row.id)?,
        _passed: passed,
    })
}
