//! Who sees a bookmark: the rule, as plain `if`s and once more as SQL (BM-3, BM-4, BKS-2).
//!
//! A bookmark is its owner's. Others see it unless it is private or hidden, and only beside what they may see: notes and words
//! of a bookmark can tell as much as a title. So a bookmark of a mystery, of a work for members or of one that is gone is to
//! whoever may not see the work as if it were not there. The twin test compares both forms on both databases.

use crate::db::Sql;
use crate::works;
use crate::{Result, Viewer};

/// The facts about a bookmark that decide who sees it.
#[expect(clippy::struct_excessive_bools, reason = "independent facts; the twin test tries all combinations")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// The viewer made it.
    pub(super) is_own: bool,
    /// It is for its owner alone.
    pub(super) is_private: bool,
    /// A moderator has hidden it.
    pub(super) is_hidden: bool,
    /// The viewer sees what it is of.
    pub(super) is_target_seen: bool,
    /// No work is kept from the viewer, who keeps order.
    pub(super) keeps_order: bool,
}

/// Whether a viewer who has this to do with a bookmark sees it.
pub(super) const fn sight(standing: Standing) -> bool {
    if standing.is_own {
        return true;
    }
    !standing.is_private && (!standing.is_hidden || standing.keeps_order) && standing.is_target_seen
}

/// Whether a bookmark is in lists and counts made for many: no private one, not even for its owner.
#[cfg(test)]
pub(super) const fn listed(standing: Standing) -> bool {
    !standing.is_private && !standing.is_hidden && standing.is_target_seen
}

/// [`sight`], as a condition on a row `b` of the bookmarks at this time.
pub(super) fn sight_sql(sql: &mut Sql<'_>, viewer: &Viewer, now: i64) {
    sql.push("(");
    if let Some(person) = viewer.person() {
        sql.push("b.person_id = ").bind(person).push(" or ");
    }
    sql.push(if works::sees_all(viewer) { "not b.private and " } else { "not b.private and not b.hidden and " });
    sql.push("(b.what = 'elsewhere' or b.what = 'work' and ");
    works::seen_there_sql(sql, viewer, now, "b.subject");
    sql.push(" or b.what = 'series' and ");
    works::series_seen_there_sql(sql, viewer, now, "b.subject");
    sql.push("))");
}

/// `listed`, as a condition on a row `b` of the bookmarks: of what lists show this viewer.
pub(super) fn listed_sql(sql: &mut Sql<'_>, viewer: &Viewer) {
    sql.push("(not b.private and not b.hidden and (b.what = 'elsewhere' or b.what = 'work' and ");
    works::listed_there_sql(sql, viewer, "b.subject");
    sql.push(" or b.what = 'series' and ");
    works::series_listed_there_sql(sql, viewer, "b.subject");
    sql.push("))");
}

/// [`sight_sql`] for the bookmark whose number stands in this column of another table.
pub(crate) fn seen_there_sql(sql: &mut Sql<'_>, viewer: &Viewer, now: i64, bookmark: &'static str) {
    sql.push("exists (select 1 from bookmarks b where b.id = ").push(bookmark).push(" and ");
    sight_sql(sql, viewer, now);
    sql.push(")");
}

/// Whether lists show this viewer the bookmark whose number stands in this column of another table.
pub(crate) fn listed_there_sql(sql: &mut Sql<'_>, viewer: &Viewer, bookmark: &'static str) {
    sql.push("exists (select 1 from bookmarks b where b.id = ").push(bookmark).push(" and ");
    listed_sql(sql, viewer);
    sql.push(")");
}

/// `and …`: a row `b` of the bookmarks is by nobody whom the viewer has muted (MUT-1). Taste, and no secrecy.
pub(super) fn unmuted_sql(sql: &mut Sql<'_>, viewer: &Viewer) {
    let Some(person) = viewer.person() else { return };
    sql.push(" and not exists (select 1 from mutes m where m.muted_id = b.person_id and m.person_id = ");
    sql.bind(person).push(")");
}

/// Whether the viewer may make and change bookmarks (USER-6).
pub(super) fn may_keep(viewer: &Viewer) -> Result<crate::PersonId> {
    viewer.in_good_standing()?;
    viewer.person().ok_or(crate::Error::LogIn)
}
