//! Who sees a collection and who keeps it in order: the rule, as plain `if`s and once more as SQL (COL-2, COL-3, COL-10).
//!
//! A collection is everybody's to see, unless those who keep order in the archive have hidden it. Those who keep the
//! collection that it is a part of keep it too. The twin test compares both forms on both databases.

use super::row::Role;
use crate::db::Sql;
use crate::error::Why;
use crate::{Error, PersonId, Result, Viewer, works};

/// The facts that decide who sees a collection, and what this viewer is to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// A moderator of the archive has hidden it.
    pub(super) is_hidden: bool,
    /// It is deleted, and what was in it is being let go.
    pub(super) is_ended: bool,
    /// The viewer's role in it.
    pub(super) role: Option<Role>,
    /// The viewer's role in the collection that it is a part of.
    pub(super) above: Option<Role>,
    /// Nothing is kept from the viewer, who keeps order in the archive.
    pub(super) keeps_order: bool,
}

impl Standing {
    /// Whether the viewer keeps it in order.
    pub(super) fn keeps(self) -> bool {
        self.role.is_some_and(Role::keeps) || self.above.is_some_and(Role::keeps)
    }

    /// Whether the viewer decides about everything in it.
    pub(super) fn owns(self) -> bool {
        self.role == Some(Role::Owner) || self.above == Some(Role::Owner)
    }
}

/// Whether a viewer who has this to do with a collection sees it.
pub(super) fn sight(standing: Standing) -> bool {
    !standing.is_ended && (!standing.is_hidden || standing.keeps() || standing.keeps_order)
}

/// [`sight`], as a condition on a row `c` of the collections.
pub(super) fn sight_sql(sql: &mut Sql<'_>, viewer: &Viewer) {
    sight_of_sql(sql, viewer, "c");
}

/// [`sight`], as a condition on a row of the collections that has this name.
pub(super) fn sight_of_sql(sql: &mut Sql<'_>, viewer: &Viewer, row: &'static str) {
    sql.push("(not ").push(row).push(".ended");
    if !works::sees_all(viewer) {
        sql.push(" and (not ").push(row).push(".hidden");
        if let Some(person) = viewer.person() {
            sql.push(" or ");
            keeps_sql(sql, person, row);
        }
        sql.push(")");
    }
    sql.push(")");
}

/// Whether a person keeps the collection of the row of this name in order.
pub(super) fn keeps_sql(sql: &mut Sql<'_>, person: PersonId, row: &'static str) {
    sql.push("exists (select 1 from collection_people k where k.role in ('owner', 'moderator') and k.person_id = ");
    sql.bind(person).push(" and (k.collection_id = ").push(row).push(".id or ").push(row);
    sql.push(".parent_agreed and k.collection_id = ").push(row).push(".parent_id))");
}

/// Whether a person keeps a collection in which the creators of a work `w` want it, and which has not refused it: they see
/// it before it is revealed.
pub(crate) fn keeps_work_sql(sql: &mut Sql<'_>, person: PersonId) {
    sql.push(
        "exists (select 1 from collection_items i join collections c on c.id = i.collection_id where i.work_id = w.id
         and i.creator_side = 'yes' and i.keeper_side <> 'no' and not c.ended and ",
    );
    keeps_sql(sql, person, "c");
    sql.push(")");
}

/// Whether a work `w` is held by one of these collections: both sides say so.
pub(crate) fn held_there_sql(sql: &mut Sql<'_>, collections: &[crate::CollectionId]) {
    sql.push(
        "exists (select 1 from collection_items i where i.work_id = w.id and i.creator_side = 'yes'
         and i.keeper_side = 'yes' and i.collection_id in ",
    );
    sql.bind_list(collections.iter().copied()).push(")");
}

/// Something that is done to a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// Look at what waits, and at who asks.
    Look,
    /// Decide about what is put in, reveal it, take members.
    Keep,
    /// Change what it is and who keeps it; delete it.
    Own,
    /// Change its words, and reveal what is in it: also whoever keeps order in the archive.
    Mend,
}

/// Whether a viewer may do this to a collection that they see.
pub(super) fn may(viewer: &Viewer, action: Action, standing: Standing) -> Result<()> {
    if !sight(standing) {
        return Err(Error::NotFound);
    }
    let may = match action {
        Action::Look => standing.keeps() || standing.keeps_order,
        Action::Keep => standing.keeps(),
        Action::Own => standing.owns(),
        Action::Mend => standing.owns() || matches!(viewer, Viewer::Moderator(_)),
    };
    match (may, viewer) {
        (false, Viewer::Guest) => Err(Error::LogIn),
        (false, _) => Err(Error::Forbidden(Why::NotKept)),
        (true, _) if action == Action::Look => Ok(()),
        (true, _) => viewer.in_good_standing(),
    }
}
