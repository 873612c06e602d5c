//! A work as the ground on which something is said or left: comments, kudos.
//!
//! Who cannot see a work learns nothing of what is said there and says nothing, through the same gate as everything else
//! ([`admit`]); who sees it may still find that it is not the time or place to say something (COM-11).

use super::commenting::Commenting;
use super::read::{Asked, fetch};
use super::standing::Deleted;
use super::visibility::{Passed, Told, admit, byline, sees_all};
use super::write::creators_of;
use crate::db::args;
use crate::{ChapterId, PersonId, Result, Tx, Viewer, WorkId};

/// What is to be known of a work by who asks whether something may be said there.
#[derive(Debug, Clone)]
pub(crate) struct WorkForum {
    /// The work.
    pub(crate) work: WorkId,
    /// Its title, plain text.
    pub(crate) title: String,
    /// Whether it is posted and nothing keeps it from its readers.
    pub(crate) is_open: bool,
    /// Whether the viewer is one of its creators.
    pub(crate) is_creator: bool,
    /// Whether the viewer is not told who its creators are: then nothing that these say there tells it either.
    pub(crate) is_nameless: bool,
    /// Its creators.
    pub(crate) creators: Vec<PersonId>,
    /// What they want of comments.
    pub(crate) commenting: Commenting,
    _passed: Passed,
}

/// A work that this viewer sees, as the ground for something that is said.
pub(crate) fn work_forum(viewer: &Viewer, tx: &Tx<'_>, asked: impl Into<Asked>) -> Result<WorkForum> {
    let row = fetch(viewer, tx, asked)?;
    let (passed, standing) = (admit(viewer, row.standing)?, row.standing);
    let commenting = row.details()?.commenting.for_viewer(viewer, tx)?;
    Ok(WorkForum {
        work: row.id,
        title: row.title,
        is_open: standing.posted && !standing.hidden && !standing.unrevealed && standing.deleted == Deleted::No,
        is_creator: standing.tie.is_creator,
        is_nameless: byline(viewer, standing) == Told::Anonymous,
        creators: creators_of(tx, row.id)?,
        commenting,
        _passed: passed,
    })
}

/// Whether this is a chapter of the work that the viewer sees.
pub(crate) fn has_chapter(viewer: &Viewer, tx: &Tx<'_>, forum: &WorkForum, chapter: ChapterId) -> Result<bool> {
    if !forum.is_creator && !sees_all(viewer) {
        return has_posted_chapter(tx, forum, chapter);
    }
    let there = "select count(*) from chapters where work_id = $1 and id = $2";
    Ok(tx.count(there, args![forum.work, chapter])? > 0)
}

/// Whether this is a posted chapter of the work; nobody says anything at a draft (DRAFT-3).
pub(crate) fn has_posted_chapter(tx: &Tx<'_>, forum: &WorkForum, chapter: ChapterId) -> Result<bool> {
    let posted = "select count(*) from chapters where work_id = $1 and id = $2
                  and (posted or coalesce(posts_at <= $3, false))";
    Ok(tx.count(posted, args![forum.work, chapter, tx.now()])? > 0)
}
