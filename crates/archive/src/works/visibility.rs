//! Who sees a work: the rule, as plain `if`s and once more as SQL.
//!
//! [`sight`] decides for one work that is asked for by its address, `listed` for lists, counts and feeds, [`byline`] who
//! is told its creators, and the `_sql` forms say the same to the database. The *twin* test compares them over every
//! combination of facts and viewers, on both databases; the matrix test prints `docs/visibility.md`. A rule is changed
//! here or nowhere.

use super::standing::{Access, Deleted, Standing};
use crate::collections::keeps_work_sql;
use crate::db::Sql;
use crate::error::Why;
use crate::{Errand, Error, Result, Viewer};

/// What a viewer gets of a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// The same as of a work that does not exist.
    Nothing,
    /// An invitation to log in, without title or author.
    LogIn,
    /// What its author wants said at the address of a work that is gone.
    Grave,
    /// That there is a work, and not a word of it (VIS-2).
    Mystery,
    /// Everything.
    Full,
}

/// Whether a viewer is told who made a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// The names.
    Named,
    /// That it is anonymous (VIS-3).
    Anonymous,
}

/// Proof that somebody may see a work. Only [`admit`] makes it, and nothing that shows a work can be made without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Passed(());

/// For whom a list, a page or a file is made; what is kept for reuse is kept under this key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Anybody: may be kept by public caches.
    Everyone,
    /// Whoever is logged in.
    Members,
}

impl Audience {
    /// The audience a viewer belongs to.
    pub const fn of(viewer: &Viewer) -> Self {
        if viewer.is_logged_in() { Self::Members } else { Self::Everyone }
    }

    /// The word in keys of kept files and pages.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Members => "members",
        }
    }

    /// The largest value of an `audience` column that this audience reaches.
    pub(crate) const fn reach(self) -> i64 {
        match self {
            Self::Everyone => 0,
            Self::Members => 1,
        }
    }
}

/// Whether no work is kept from `viewer`.
pub(crate) const fn sees_all(viewer: &Viewer) -> bool {
    matches!(viewer, Viewer::Moderator(_) | Viewer::Custodian(_))
}

/// What `viewer` gets of a work that is asked for by its address.
pub(crate) fn sight(viewer: &Viewer, standing: Standing) -> Sight {
    let tie = standing.tie;
    if sees_all(viewer) || tie.is_creator {
        return Sight::Full;
    }
    if standing.deleted == Deleted::Silently {
        return Sight::Nothing;
    }
    if tie.is_invited && standing.deleted == Deleted::No {
        return Sight::Full;
    }
    if !standing.posted || standing.hidden {
        return Sight::Nothing;
    }
    match standing.access {
        Access::Members if !viewer.is_logged_in() => return Sight::LogIn,
        Access::Named if !tie.is_named => return Sight::Nothing,
        Access::Link if !tie.has_key => return Sight::Nothing,
        _ => {}
    }
    match (standing.deleted, standing.unrevealed) {
        (Deleted::No, true) if tie.keeps => Sight::Full,
        (Deleted::No, true) => Sight::Mystery,
        (Deleted::No, false) => Sight::Full,
        (_, true) => Sight::Nothing,
        (_, false) => Sight::Grave,
    }
}

/// [`sight`]`(viewer, w) = Full` without a key, as a condition on a row `w` of the works' table at this time.
pub(crate) fn sight_sql(sql: &mut Sql<'_>, viewer: &Viewer, now: i64) {
    if sees_all(viewer) {
        sql.push("true");
        return;
    }
    sql.push("(w.deleted = 'no' and not w.hidden and ");
    posted_sql(sql, now);
    let Some(person) = viewer.person() else {
        sql.push(" and not w.unrevealed and w.access = 'everyone')");
        return;
    };
    sql.push(" and (not w.unrevealed or ");
    keeps_work_sql(sql, person);
    sql.push(") and (w.access in ('everyone', 'members') or w.access = 'named' and exists (");
    sql.push("select 1 from named_readers own where own.work_id = w.id and own.person_id = ").bind(person);
    sql.push(")) or exists (select 1 from creatorships own where own.work_id = w.id and own.person_id = ").bind(person);
    sql.push(") or w.deleted = 'no' and exists (select 1 from invitations own where own.work_id = w.id");
    sql.push(" and own.person_id = ").bind(person).push("))");
}

/// [`seen_there_sql`] for a row that says in a second column whether it tells who made the work: then only if the viewer is told
/// that.
pub(crate) fn told_there_sql(
    sql: &mut Sql<'_>,
    viewer: &Viewer,
    now: i64,
    (work, by_name): (&'static str, &'static str),
) {
    sql.push("exists (select 1 from works w where w.deleted = 'no' and w.id = ")
        .push(work)
        .push(" and (not ")
        .push(by_name);
    sql.push(" or ");
    named_sql(sql, viewer);
    sql.push(") and ");
    sight_sql(sql, viewer, now);
    sql.push(")");
}

/// [`sight_sql`] for the work whose number stands in this column of another table, unless it lies in the bin.
pub(crate) fn seen_there_sql(sql: &mut Sql<'_>, viewer: &Viewer, now: i64, work: &'static str) {
    sql.push("exists (select 1 from works w where w.deleted = 'no' and w.id = ").push(work).push(" and ");
    sight_sql(sql, viewer, now);
    sql.push(")");
}

/// [`seen_there_sql`], and the work has more chapters now than stand in the second column.
pub(crate) fn grown_there_sql(
    sql: &mut Sql<'_>,
    viewer: &Viewer,
    now: i64,
    (work, chapters): (&'static str, &'static str),
) {
    sql.push("exists (select 1 from works w where w.deleted = 'no' and w.id = ").push(work);
    sql.push(" and w.posted_chapters > ").push(chapters).push(" and ");
    sight_sql(sql, viewer, now);
    sql.push(")");
}

/// Whether the series whose number stands in this column shows the viewer one of its works: those that they see with the
/// names of its creators (VIS-7, VIS-8).
pub(crate) fn series_seen_there_sql(sql: &mut Sql<'_>, viewer: &Viewer, now: i64, series: &'static str) {
    sql.push("exists (select 1 from series_places p join works w on w.id = p.work_id where w.deleted = 'no' and p.series_id = ");
    sql.push(series).push(" and ");
    named_sql(sql, viewer);
    sql.push(" and ");
    sight_sql(sql, viewer, now);
    sql.push(")");
}

/// Whether lists show this viewer the work whose number stands in this column of another table.
pub(crate) fn listed_there_sql(sql: &mut Sql<'_>, viewer: &Viewer, work: &'static str) {
    sql.push("exists (select 1 from works w where w.id = ").push(work).push(" and w.");
    listed_sql(sql, viewer);
    sql.push(")");
}

/// Whether lists show this viewer a work of the series whose number stands in this column.
pub(crate) fn series_listed_there_sql(sql: &mut Sql<'_>, viewer: &Viewer, series: &'static str) {
    sql.push("exists (select 1 from series_places p join works w on w.id = p.work_id where not w.anonymous and p.series_id = ");
    sql.push(series).push(" and w.");
    listed_sql(sql, viewer);
    sql.push(")");
}

/// [`byline`]`(viewer, w) = Named`, as a condition on a row `w` of the works' table.
pub(super) fn named_sql(sql: &mut Sql<'_>, viewer: &Viewer) {
    if sees_all(viewer) {
        sql.push("true");
        return;
    }
    let person = viewer.person();
    sql.push("(not w.anonymous or exists (select 1 from creatorships n where n.work_id = w.id and n.person_id = ");
    sql.bind(person).push(") or exists (select 1 from invitations n where n.work_id = w.id and n.person_id = ");
    sql.bind(person).push("))");
}

/// Whether a row `w` of the works' table is posted at this time: the clock decides, and no job has to have run.
pub(crate) fn posted_sql(sql: &mut Sql<'_>, now: i64) {
    sql.push("(w.posted or coalesce(w.posts_at <= ").bind(now).push(", false))");
}

/// Whether `viewer`, who may see the work, is told who made it.
pub(crate) fn byline(viewer: &Viewer, standing: Standing) -> Told {
    let tie = standing.tie;
    if !standing.anonymous || sees_all(viewer) || tie.is_creator || tie.is_invited {
        return Told::Named;
    }
    Told::Anonymous
}

/// Whether a work appears in lists, counts and feeds made for `viewer`: drafts, hidden works, mysteries and what is for
/// some people only appear in nobody's.
#[cfg(test)]
pub(crate) fn listed(viewer: &Viewer, standing: Standing) -> bool {
    let there = standing.posted && !standing.hidden && !standing.unrevealed && standing.deleted == Deleted::No;
    let open = standing.access == Access::Everyone || standing.access == Access::Members && viewer.is_logged_in();
    there && open
}

/// [`listed`] for lists and counts under a name: an anonymous work is in none (VIS-3).
#[cfg(test)]
pub(crate) fn listed_by_name(viewer: &Viewer, standing: Standing) -> bool {
    !standing.anonymous && listed(viewer, standing)
}

/// Beyond everybody's reach.
const NOBODY: i64 = 2;

/// The value of the `audience` column: the smallest reach that sees the work in lists.
pub(crate) fn audience(standing: Standing) -> i64 {
    if !standing.posted || standing.hidden || standing.unrevealed || standing.deleted != Deleted::No {
        return NOBODY;
    }
    match standing.access {
        Access::Everyone => 0,
        Access::Members => 1,
        Access::Named | Access::Link => NOBODY,
    }
}

/// The value of the `audience` column beside the names of a work's creators.
pub(crate) fn audience_by_name(standing: Standing) -> i64 {
    if standing.anonymous { NOBODY } else { audience(standing) }
}

/// `listed`, as a condition on any row that has an `audience` column: `… audience <= $n`.
pub(crate) fn listed_sql(sql: &mut Sql<'_>, viewer: &Viewer) {
    sql.push("audience <= ").bind(Audience::of(viewer).reach());
}

/// Lets a viewer in to everything, or answers why not. What is not there for them gets the same answer, whatever the
/// reason.
pub(crate) fn admit(viewer: &Viewer, standing: Standing) -> Result<Passed> {
    match sight(viewer, standing) {
        Sight::Nothing | Sight::Grave | Sight::Mystery => Err(Error::NotFound),
        Sight::LogIn => Err(Error::LogIn),
        Sight::Full => Ok(Passed(())),
    }
}

/// Something that is done to a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Change its text or title page, post its draft, say who sees it.
    Change,
    /// Put it into the bin.
    Discard,
    /// Take it away for good.
    Erase,
    /// Fetch it back from the bin.
    Restore,
    /// Hide it, or show it again.
    Hide,
}

/// Whether `viewer` may do this to a work; asked after [`admit`], so what cannot be seen cannot be done either.
pub(crate) fn may(viewer: &Viewer, action: Action, standing: Standing) -> Result<()> {
    admit(viewer, standing)?;
    match (viewer, action) {
        (Viewer::Banned(_), Action::Discard | Action::Erase) => {}
        _ => viewer.in_good_standing()?,
    }
    let is_deleted = standing.deleted != Deleted::No;
    match (action, viewer) {
        (Action::Hide, Viewer::Moderator(_)) if standing.tie.is_creator => Err(Error::Forbidden(Why::OwnWork)),
        (Action::Change | Action::Erase, Viewer::Custodian(Errand::Import)) | (Action::Hide, Viewer::Moderator(_)) => {
            Ok(())
        }
        (Action::Hide, _) => Err(Error::Forbidden(Why::NotModerator)),
        _ if !standing.tie.is_creator => Err(Error::Forbidden(Why::NotYours)),
        (Action::Restore | Action::Erase, _) if is_deleted => Ok(()),
        (Action::Restore, _) => Err(Error::NotFound),
        _ if is_deleted => Err(Error::Forbidden(Why::Deleted)),
        _ if standing.hidden => Err(Error::Forbidden(Why::Hidden)),
        _ => Ok(()),
    }
}
