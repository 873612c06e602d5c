//! What somebody is told of works that others name: as cited, as given, as anything that outlives them.
//!
//! Where [`super::cards`] leaves out what cannot be shown, whoever names a work must say something in its place; this says
//! what that may be, through the same gate.

use std::collections::HashMap;

use super::read::dress_rows;
use super::row::WorkRow;
use super::seen::WorkCard;
use super::standing::{Deleted, Tie};
use super::visibility::{Sight, admit, sight};
use crate::db::args;
use crate::{Result, Tx, Viewer, WorkId};

/// What somebody is told of a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Glimpse {
    /// All that lists tell.
    Seen(Box<WorkCard>),
    /// That it is for members.
    LogIn,
    /// That there is one, and not a word of it (VIS-2).
    Mystery,
    /// That there was one.
    Gone,
    /// Nothing, not even that there is one.
    Nothing,
}

/// Whether what a viewer has to do with a work counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ties {
    /// It does: on a page for this viewer alone.
    Count,
    /// It does not: on a page that is the same for many.
    DoNotCount,
}

/// As much of a [`Glimpse`] as counts need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    /// All that lists tell; perhaps nothing of who made it.
    Seen { is_masked: bool },
    /// Something: that it is for members, a mystery.
    Something,
    /// That there was one.
    Gone,
    /// Nothing, not even that there is one.
    Nothing,
}

/// Works whose rows are read with one question.
const AT_ONCE: usize = 5_000;

/// What there would be to tell a viewer of each of these works.
pub(crate) fn hints(viewer: &Viewer, tx: &Tx<'_>, ids: &[WorkId], ties: Ties) -> Result<HashMap<WorkId, Hint>> {
    let mut told: HashMap<WorkId, Hint> = ids.iter().map(|id| (*id, Hint::Gone)).collect();
    for some in ids.chunks(AT_ONCE) {
        for row in rows(viewer, tx, some, ties)? {
            let hint = match sight(viewer, row.standing) {
                Sight::Full => Hint::Seen { is_masked: row.standing.anonymous || row.standing.unrevealed },
                Sight::LogIn | Sight::Mystery => Hint::Something,
                Sight::Nothing | Sight::Grave => Hint::Nothing,
            };
            told.insert(row.id, hint);
        }
    }
    Ok(told)
}

/// The rows of those of these works that do not lie in the bin.
fn rows(viewer: &Viewer, tx: &Tx<'_>, ids: &[WorkId], ties: Ties) -> Result<Vec<WorkRow>> {
    let mut sql = WorkRow::select(viewer, tx.now(), None);
    sql.push("w.id in ").bind_list(ids.iter().copied());
    let mut rows = sql.all(tx, WorkRow::read)?;
    rows.retain(|row| row.standing.deleted == Deleted::No);
    if ties == Ties::DoNotCount {
        for row in &mut rows {
            row.standing.tie = Tie::default();
        }
    }
    Ok(rows)
}

/// What a viewer is told of each of these works.
pub(crate) fn glimpses(viewer: &Viewer, tx: &Tx<'_>, ids: &[WorkId], ties: Ties) -> Result<HashMap<WorkId, Glimpse>> {
    let mut told: HashMap<WorkId, Glimpse> = ids.iter().map(|id| (*id, Glimpse::Gone)).collect();
    if ids.is_empty() {
        return Ok(told);
    }
    let mut seen = Vec::new();
    for row in rows(viewer, tx, ids, ties)? {
        let id = row.id;
        let glimpse = match sight(viewer, row.standing) {
            Sight::LogIn => Glimpse::LogIn,
            Sight::Mystery => Glimpse::Mystery,
            Sight::Nothing | Sight::Grave => Glimpse::Nothing,
            Sight::Full => {
                let passed = admit(viewer, row.standing)?;
                seen.push((row, passed));
                continue;
            }
        };
        told.insert(id, glimpse);
    }
    for card in dress_rows(viewer, tx, seen)? {
        told.insert(card.id, Glimpse::Seen(Box::new(card)));
    }
    Ok(told)
}

/// Whether a work is out: posted, and nothing keeps it from all its readers.
pub(crate) fn is_out(tx: &Tx<'_>, id: WorkId) -> Result<bool> {
    let out =
        "select count(*) from works where id = $1 and posted and not hidden and not unrevealed and deleted = 'no'";
    Ok(tx.count(out, args![id])? > 0)
}
