//! Comments: what people say at a work and its chapters, and to each other (COM-*).
//!
//! Everything goes through the gate of the place first (`forum.rs`: of works, or of what wranglers say of tags) and through the one of comments second
//! (`visibility.rs`). A row is private to this folder; what leaves it is a [`SeenComment`]. What a creator says on an
//! anonymous work is told without a name wherever it is told, and letters are made of what their recipient sees.

mod delete;
mod forum;
mod held;
mod inbox;
mod order;
mod read;
mod row;
mod say;
mod visibility;
mod waiting;
mod words;

#[cfg(test)]
mod tests;

use jiff::Timestamp;

pub use delete::delete;
pub use forum::{At, Topic, count_at_tag};
pub use held::{Held, teach_sieve};
pub use inbox::{Received, Sorting, approve_received, inbox, sort};
pub use order::{freeze, hide, hide_all_like, hide_as_spam, unhide};
pub use read::{Conversation, MANY, Turn, View, at_work, editing, is_new, page_of, show};
pub use say::{NewComment, Speaker, edit, say};
pub use waiting::{approve, approve_all, delete_as_spam, waiting};
pub use words::{MOST, Words};

use self::visibility::Passed;
use crate::db::args;
use crate::{ChapterId, CommentId, PersonId, PseudId, Result, Tx, WorkId};

/// A comment as somebody has seen it.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each with its own mark")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenComment {
    /// The comment.
    pub id: CommentId,
    /// Where it was said.
    pub place: At,
    /// The chapter it was said at; one that may be gone.
    pub chapter: Option<ChapterId>,
    /// The comment that its thread begins with.
    pub thread: CommentId,
    /// What it answers.
    pub parent: Option<CommentId>,
    /// How many answers deep it stands.
    pub depth: u64,
    /// When it was said.
    pub at: Timestamp,
    /// When it was changed last.
    pub edited: Option<Timestamp>,
    /// What is told of it.
    pub told: Told,
    /// How many direct answers the viewer gets something of; on a page with others not counted to the end.
    pub replies: u64,
    /// Whether a creator has to let it through first.
    pub waits: bool,
    /// Why, for whoever can let it through.
    pub held: Option<Held>,
    /// Whether nobody can answer or change it (COM-9).
    pub is_frozen: bool,
    /// Whether those who keep order have hidden it.
    pub is_hidden: bool,
    /// Whether the viewer has said it.
    pub is_own: bool,
    /// Whether the viewer has muted who said it (MUT-1).
    pub is_muted: bool,
    passed: Passed,
}

impl SeenComment {
    /// Whether somebody can answer it, as far as the comment itself goes.
    pub const fn is_answerable(&self) -> bool {
        matches!(self.told, Told::Said { .. }) && !self.waits && !self.is_frozen && !self.is_hidden
    }

    /// Whether its author can still change it: until somebody answers (COM-3).
    pub const fn is_editable(&self) -> bool {
        self.is_own && self.replies == 0 && !self.is_frozen && !self.is_hidden
    }
}

/// What is told of a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Who said what.
    Said {
        /// Who.
        by: Author,
        /// What, clean HTML.
        html: String,
    },
    /// That there was one.
    Deleted,
    /// That there is one which those who keep order have hidden.
    Hidden,
}

/// Who said something. The nameless form carries no name that could be printed by accident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// A member.
    Member {
        /// The name they said it under.
        pseud: String,
        /// The name of their account.
        account: String,
        /// Whether they said it as a creator of the work.
        is_creator: bool,
    },
    /// Somebody without an account.
    Guest {
        /// What they call themselves.
        name: String,
    },
    /// A creator of a work whose creators the viewer is not told.
    Creator,
    /// Somebody who has left the archive (DEL-2).
    Gone,
}

/// Takes the name off everything that somebody said who leaves the archive; it stays, as nobody's.
pub(crate) fn let_go(tx: &Tx<'_>, person: PersonId) -> Result<()> {
    tx.run("update comments set person_id = null, pseud_id = null, sameness = null where person_id = $1", args![person])
        .map(drop)
}

/// What stood under one name of a person stands under another from now on (PSEUD-3).
pub(crate) fn rename(tx: &Tx<'_>, from: PseudId, to: PseudId) -> Result<()> {
    tx.run("update comments set pseud_id = $2 where pseud_id = $1", args![from, to]).map(drop)
}

/// What somebody said at a work of theirs goes with the work to whoever has it now (ORPH-1).
pub(crate) fn hand_over(tx: &Tx<'_>, work: WorkId, from: PersonId, to: (PersonId, PseudId)) -> Result<()> {
    tx.run(
        "update comments set person_id = $3, pseud_id = $4 where work_id = $1 and person_id = $2 and as_creator",
        args![work, from, to.0, to.1],
    )
    .map(drop)
}

/// Something that somebody said at a work or a tag, for them to take away.
pub(crate) type Own = (At, i64, String);

/// Everything that a person said, the newest first. The caller has asked whether it is theirs.
pub(crate) fn all_of(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Own>> {
    tx.all(
        "select work_id, tag_id, at, coalesce(source, body) from comments where person_id = $1 order by at desc, id desc",
        args![person],
        |row| Ok((At::of_columns((row.get(0)?, row.get(1)?))?, row.get(2)?, row.get(3)?)),
    )
}
