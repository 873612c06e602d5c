//! Who gets what of a comment: the rule, as plain `if`s and once more as SQL.
//!
//! Asked after the gate of the work, which is the first and the higher one: whoever does not see a work sees nothing that
//! is said there ([`crate::works::work_forum`]). The *twin* test compares both forms over every combination of facts and viewers,
//! on both databases. A rule is changed here or nowhere.

use crate::db::{Cell, Column, Sql, Value};
use crate::works::sees_all;
use crate::{Error, Result, Viewer};

/// What a viewer gets of a comment on a work that they see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// The same as of a comment that does not exist.
    Nothing,
    /// That there was one, because others have answered it (COM-4).
    Stub,
    /// That there is one which those who keep order have hidden (COM-9).
    Veiled,
    /// Everything.
    Full,
}

/// How far a comment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Everybody reads it who sees the work.
    Shown,
    /// It waits for a creator of the work to let it through (COM-6).
    Waits,
    /// It is deleted, and only its replies are left.
    Gone,
}

impl State {
    /// Every one.
    pub(crate) const ALL: &'static [Self] = &[Self::Shown, Self::Waits, Self::Gone];

    /// The word in its column.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Waits => "waits",
            Self::Gone => "gone",
        }
    }
}

impl Column for State {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        let state = Self::ALL.iter().copied().find(|state| state.word() == word);
        state.ok_or_else(|| Error::broken(format!("the database holds a comment in the unknown state “{word}”")))
    }
}

impl From<State> for Value<'_> {
    fn from(state: State) -> Self {
        Value::from(state.word())
    }
}

/// The facts about a comment that decide who gets what of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// How far it has come.
    pub(crate) state: State,
    /// Whether those who keep order have hidden it.
    pub(crate) hidden: bool,
    /// Whether the viewer has said it.
    pub(crate) is_own: bool,
    /// Whether the viewer is a creator of the work.
    pub(crate) is_creator: bool,
}

/// Proof that somebody may get something of a comment. Only [`admit`] makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Passed(());

/// What `viewer`, who sees the work, gets of a comment there.
pub(crate) fn sight(viewer: &Viewer, standing: Standing) -> Sight {
    let Standing { state, hidden, is_own, is_creator } = standing;
    if state == State::Gone {
        return Sight::Stub;
    }
    if sees_all(viewer) || is_own {
        return Sight::Full;
    }
    if state == State::Waits && !is_creator {
        return Sight::Nothing;
    }
    if hidden { Sight::Veiled } else { Sight::Full }
}

/// [`sight`]`(viewer, row) <> Nothing`, as a condition on a row of the comments' table under this name. It asks for nothing that
/// does not stand in the indexes of threads and answers.
pub(crate) fn sight_sql(sql: &mut Sql<'_>, row: &'static str, viewer: &Viewer, is_creator: bool) {
    if sees_all(viewer) || is_creator {
        sql.push("true");
        return;
    }
    sql.push("(").push(row).push(".state <> 'waits'");
    if let Some(person) = viewer.person() {
        sql.push(" or coalesce(").push(row).push(".person_id = ").bind(person).push(", false)");
    }
    sql.push(")");
}

/// [`sight_sql`] of rows `c` that stand at works here and there, of which the viewer has made some.
pub(crate) fn sight_anywhere_sql(sql: &mut Sql<'_>, viewer: &Viewer) {
    sql.push("(");
    sight_sql(sql, "c", viewer, false);
    if let Some(person) = viewer.person() {
        sql.push(" or exists (select 1 from creatorships k where k.work_id = c.work_id and k.person_id = ");
        sql.bind(person).push(")");
    }
    sql.push(")");
}

/// Lets a viewer through to what they get of a comment.
pub(crate) fn admit(viewer: &Viewer, standing: Standing) -> Option<(Sight, Passed)> {
    match sight(viewer, standing) {
        Sight::Nothing => None,
        sight => Some((sight, Passed(()))),
    }
}
