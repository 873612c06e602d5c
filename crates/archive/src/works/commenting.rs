//! Who may comment on a work, and whether its creators look at a comment before others do (POST-6, POST-7).
//!
//! The creators' wish is kept with the work and told to whoever sees it.

use serde::{Deserialize, Serialize};

use super::read::fetch;
use super::row::WorkRow;
use super::visibility::{Action, may};
use super::write::settle;
use crate::db::args;
use crate::policies::{self, Guests};
use crate::{Result, Tx, Viewer, WorkId};

/// Who may comment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Commenters {
    /// Everybody, with an account or without.
    Everyone,
    /// Members: what holds when nothing is said (POST-7).
    #[default]
    Members,
    /// Nobody.
    Nobody,
}

impl Commenters {
    /// Every one, the widest first.
    pub const ALL: &'static [Self] = &[Self::Everyone, Self::Members, Self::Nobody];

    /// The word in forms and exports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Members => "members",
            Self::Nobody => "nobody",
        }
    }

    /// The commenters of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|by| by.word() == word)
    }
}

/// What the creators of a work want of comments (POST-6).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Commenting {
    /// Who may comment.
    pub by: Commenters,
    /// Whether a comment waits until a creator has let it through.
    pub is_moderated: bool,
}

impl Commenting {
    /// What that comes to for somebody: where the host lets no guest comment, the wish holds for members (COM-5).
    pub(super) fn for_viewer(self, viewer: &Viewer, tx: &Tx<'_>) -> Result<Self> {
        let is_shut = matches!(viewer, Viewer::Guest)
            && self.by == Commenters::Everyone
            && policies::talk(tx)?.guests == Guests::Nobody;
        Ok(if is_shut { Self { by: Commenters::Members, ..self } } else { self })
    }
}

/// Says who may comment on a work. Saying what holds already changes nothing.
pub fn let_comment(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, commenting: Commenting) -> Result<()> {
    let row = fetch(viewer, tx, id)?;
    may(viewer, Action::Change, row.standing)?;
    let mut details = row.details()?;
    if details.commenting == commenting {
        return Ok(());
    }
    details.commenting = commenting;
    tx.run("update works set details = $2 where id = $1", args![id, details.written()?])?;
    settle(tx, id)
}

/// The details of a new state of a work, which says nothing of comments and of searching, with what was said of them before.
pub(super) fn still_commented(row: &WorkRow, details: &str) -> Result<String> {
    let (mut details, before) = (row.details_in(details)?, row.details()?);
    (details.commenting, details.unsearched) = (before.commenting, before.unsearched);
    details.written()
}
