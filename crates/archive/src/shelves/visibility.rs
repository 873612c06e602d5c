//! Who sees a shelf: the rule, as plain `if`s and once more as SQL. What stands on it is another question, which `works`
//! answers. The twin test compares both forms on both databases.

use super::row::ShelfRow;
use crate::db::Sql;
use crate::works;
use crate::{Error, PersonId, Result, Viewer};

/// The facts about a shelf that decide who sees it.
#[expect(clippy::struct_excessive_bools, reason = "independent facts; the twin test tries all combinations")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// The viewer made it.
    pub(super) is_own: bool,
    /// It is not for its owner alone.
    pub(super) is_public: bool,
    /// A moderator has hidden it.
    pub(super) is_hidden: bool,
    /// The viewer keeps order.
    pub(super) keeps_order: bool,
}

impl Standing {
    pub(super) fn of(viewer: &Viewer, row: &ShelfRow) -> Self {
        Self {
            is_own: viewer.person() == Some(row.person),
            is_public: row.is_public,
            is_hidden: row.is_hidden,
            keeps_order: works::sees_all(viewer),
        }
    }
}

/// Whether a viewer who has this to do with a shelf sees it. What is somebody's alone is theirs alone: moderators see none of
/// it.
pub(super) const fn sight(standing: Standing) -> bool {
    standing.is_own || standing.is_public && (!standing.is_hidden || standing.keeps_order)
}

/// [`sight`], as a condition on a row `h` of the shelves.
pub(super) fn sight_sql(sql: &mut Sql<'_>, viewer: &Viewer) {
    sql.push("(");
    if let Some(person) = viewer.person() {
        sql.push("h.person_id = ").bind(person).push(" or ");
    }
    sql.push(if works::sees_all(viewer) { "h.public)" } else { "h.public and not h.hidden)" });
}

/// The viewer, if they may change a shelf that is public or not: who is under a sanction shows others nothing (USER-6).
pub(super) fn may_keep(viewer: &Viewer, is_public: bool) -> Result<PersonId> {
    if is_public {
        viewer.in_good_standing()?;
    }
    viewer.person().ok_or(Error::LogIn)
}
