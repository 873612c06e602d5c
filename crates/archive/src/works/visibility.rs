//! Who sees a work: the rule, as plain `if`s and once more as SQL.
//!
//! [`sight`] decides for one work that is asked for by its address, `listed` for lists, counts and feeds, and the
//! `_sql` forms say the same to the database. The *twin* test compares them over every combination of facts and
//! viewers, on both databases; the matrix test prints `docs/visibility.md`. A rule is changed here or nowhere.

use crate::db::Sql;
use crate::error::Why;
use crate::{Errand, Error, Result, Viewer};

/// The facts about a work that decide who sees it.
#[expect(clippy::struct_excessive_bools, reason = "independent facts; the twin test tries all combinations")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Not a draft (DRAFT-1).
    pub(crate) posted: bool,
    /// For members only.
    pub(crate) restricted: bool,
    /// Hidden by a moderator (VIS-10).
    pub(crate) hidden: bool,
    /// Whether this viewer is one of its creators.
    pub(crate) is_creator: bool,
}

/// What a viewer gets of a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// The same as of a work that does not exist.
    Nothing,
    /// An invitation to log in, without title or author.
    LogIn,
    /// Everything.
    Full,
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
    if sees_all(viewer) || standing.is_creator {
        return Sight::Full;
    }
    if !standing.posted || standing.hidden {
        return Sight::Nothing;
    }
    if standing.restricted && !viewer.is_logged_in() {
        return Sight::LogIn;
    }
    Sight::Full
}

/// [`sight`]`(viewer, w) = Full`, as a condition on a row `w` of the works' table.
pub(crate) fn sight_sql(sql: &mut Sql<'_>, viewer: &Viewer) {
    match viewer {
        Viewer::Moderator(_) | Viewer::Custodian(_) => {
            sql.push("true");
        }
        Viewer::Guest => {
            sql.push("w.posted and not w.hidden and not w.restricted");
        }
        Viewer::Member(person) => {
            sql.push("(w.posted and not w.hidden or exists (select 1 from creatorships own where own.work_id = w.id");
            sql.push(" and own.person_id = ").bind(*person).push("))");
        }
    }
}

/// Whether a work appears in lists, counts and feeds made for `viewer`: drafts and hidden works appear in nobody's.
#[cfg(test)]
pub(crate) fn listed(viewer: &Viewer, standing: Standing) -> bool {
    standing.posted && !standing.hidden && (!standing.restricted || viewer.is_logged_in())
}

/// The value of the `audience` column: the smallest reach that sees the work in lists; 2 is beyond everybody.
pub(crate) const fn audience(standing: Standing) -> i64 {
    if !standing.posted || standing.hidden {
        return 2;
    }
    standing.restricted as i64
}

/// `listed`, as a condition on any row that has an `audience` column: `… audience <= $n`.
pub(crate) fn listed_sql(sql: &mut Sql<'_>, viewer: &Viewer) {
    sql.push("audience <= ").bind(Audience::of(viewer).reach());
}

/// Lets a viewer in, or answers why not. Drafts, hidden works and works that do not exist get the same answer.
pub(crate) fn admit(viewer: &Viewer, standing: Standing) -> Result<Passed> {
    match sight(viewer, standing) {
        Sight::Nothing => Err(Error::NotFound),
        Sight::LogIn => Err(Error::LogIn),
        Sight::Full => Ok(Passed(())),
    }
}

/// Something that is done to a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Change its text or title page, post its draft, restrict it, delete it.
    Change,
    /// Hide it, or show it again.
    Hide,
}

/// Whether `viewer` may do this to a work; asked after [`admit`], so what cannot be seen cannot be done either.
pub(crate) fn may(viewer: &Viewer, action: Action, standing: Standing) -> Result<()> {
    admit(viewer, standing)?;
    match (action, viewer) {
        (Action::Change, Viewer::Custodian(Errand::Import)) | (Action::Hide, Viewer::Moderator(_)) => Ok(()),
        (Action::Hide, _) => Err(Error::Forbidden(Why::NotModerator)),
        (Action::Change, _) if !standing.is_creator => Err(Error::Forbidden(Why::NotYours)),
        (Action::Change, _) if standing.hidden => Err(Error::Forbidden(Why::Hidden)),
        (Action::Change, _) => Ok(()),
    }
}
