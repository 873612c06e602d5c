//! Where something is said: at a work, through the gate of works, or at a tag, among those who keep tags in order.
//!
//! What is said of a tag is for wranglers and for those who keep order, and for nobody else (WRK-7): to everybody else there is
//! no such place. It reaches the wranglers of the tag's fandoms; nobody's block keeps it from them, and nobody lets it through
//! first.

use crate::accounts::{self, Power, require};
use crate::db::Sql;
use crate::deeds::Subject;
use crate::works::{self, Asked, Commenters, Commenting};
use crate::{Error, PersonId, Result, TagId, Tx, Viewer, WorkId, tallies, wrangling};

/// What is asked for: where something is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
    /// At a work.
    Work(Asked),
    /// At a tag.
    Tag(TagId),
    /// At the tag of a name in any spelling.
    Named(String),
}

impl From<WorkId> for Topic {
    fn from(work: WorkId) -> Self {
        Self::Work(work.into())
    }
}

impl From<Asked> for Topic {
    fn from(asked: Asked) -> Self {
        Self::Work(asked)
    }
}

/// Where something was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum At {
    /// At a work.
    Work(WorkId),
    /// At a tag.
    Tag(TagId),
}

impl At {
    /// The columns of the work and of the tag.
    pub(super) const fn columns(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Work(work) => (Some(work.number()), None),
            Self::Tag(tag) => (None, Some(tag.number())),
        }
    }

    /// Reads the columns of the work and of the tag.
    pub(super) fn of_columns(columns: (Option<WorkId>, Option<TagId>)) -> Result<Self> {
        match columns {
            (Some(work), None) => Ok(Self::Work(work)),
            (None, Some(tag)) => Ok(Self::Tag(tag)),
            _ => Err(Error::broken("a comment stands at no work and no tag, or at both")),
        }
    }
}

impl From<At> for Topic {
    fn from(at: At) -> Self {
        match at {
            At::Work(work) => work.into(),
            At::Tag(tag) => Self::Tag(tag),
        }
    }
}

/// What is to be known of such a place, a work or a tag, by who asks whether something may be said there. It is made by its gate.
#[derive(Debug, Clone)]
pub(super) struct Forum {
    /// Where.
    pub(super) at: At,
    /// What it is called, plain text.
    pub(super) title: String,
    /// Whether nothing keeps it from its readers.
    pub(super) is_open: bool,
    /// Whether the viewer is one of the creators.
    pub(super) is_creator: bool,
    /// Whether the viewer is not told who the creators are.
    pub(super) is_nameless: bool,
    /// Whom what is said there reaches: a work's creators, the wranglers of a tag's fandoms.
    pub(super) told: Vec<PersonId>,
    /// What is wanted of comments.
    pub(super) commenting: Commenting,
    /// The work, where it is one.
    pub(super) work: Option<works::WorkForum>,
}

impl Forum {
    /// A condition on a row of comments, under the name `c`: it was said here.
    pub(super) fn here(&self, sql: &mut Sql<'_>) {
        match self.at {
            At::Work(work) => sql.push("c.work_id = ").bind(work),
            At::Tag(tag) => sql.push("c.tag_id = ").bind(tag),
        };
    }

    /// Whether it is a tag: then whoever sees it may say something, whomever they have blocked.
    pub(super) const fn is_tag(&self) -> bool {
        matches!(self.at, At::Tag(_))
    }

    /// Notes that something was said, or is so no more.
    pub(super) fn talked(&self, tx: &Tx<'_>) -> Result<()> {
        match self.at {
            At::Work(work) => tallies::talked(tx, work),
            At::Tag(_) => Ok(()),
        }
    }

    /// As the log of deeds calls it.
    pub(super) fn subject(&self) -> Subject {
        match self.at {
            At::Work(work) => Subject::work(work, self.title.clone()),
            At::Tag(_) => Subject::called(self.title.clone()),
        }
    }
}

/// The place of a topic, for whoever may know of it.
pub(super) fn forum(viewer: &Viewer, tx: &Tx<'_>, topic: &Topic) -> Result<Forum> {
    match topic {
        Topic::Work(asked) => {
            let forum = works::work_forum(viewer, tx, asked.clone())?;
            Ok(Forum {
                at: At::Work(forum.work),
                title: forum.title.clone(),
                is_open: forum.is_open,
                is_creator: forum.is_creator,
                is_nameless: forum.is_nameless,
                told: forum.creators.clone(),
                commenting: forum.commenting,
                work: Some(forum),
            })
        }
        Topic::Tag(tag) => of_tag(viewer, tx, wrangling::talked_of(tx, *tag)?),
        Topic::Named(name) => of_tag(viewer, tx, wrangling::talked_of_named(tx, name)?),
    }
}

fn of_tag(viewer: &Viewer, tx: &Tx<'_>, stand: Option<wrangling::Stand>) -> Result<Forum> {
    hears_wranglers(viewer, tx)?;
    let stand = stand.ok_or(Error::NotFound)?;
    let wranglers = wrangling::wranglers_of(tx, &stand)?;
    let told = wranglers.into_iter().map(|person| Ok(may_hear(tx, person)?.then_some(person)));
    Ok(Forum {
        at: At::Tag(stand.tag.id),
        title: stand.tag.name,
        is_open: true,
        is_creator: false,
        is_nameless: false,
        told: told.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect(),
        commenting: Commenting { by: Commenters::Members, is_moderated: false },
        work: None,
    })
}

/// Makes sure that the viewer is one of those who keep tags in order, or who keep order.
pub(super) fn hears_wranglers(viewer: &Viewer, tx: &Tx<'_>) -> Result<()> {
    match require(viewer, tx, Power::Wrangle) {
        Err(Error::Forbidden(_)) => require(viewer, tx, Power::KeepOrder),
        other => other,
    }
}

/// Whether somebody has such a role now.
pub(super) fn may_hear(tx: &Tx<'_>, person: PersonId) -> Result<bool> {
    let roles = accounts::roles_of(tx, person)?;
    Ok(roles.iter().any(|role| role.has(Power::Wrangle) || role.has(Power::KeepOrder)))
}

/// How much is said of a tag, for those who may know it.
pub fn count_at_tag(viewer: &Viewer, tx: &Tx<'_>, tag: TagId) -> Result<u64> {
    hears_wranglers(viewer, tx)?;
    tx.count(
        "select count(*) from comments where tag_id = $1 and state = 'shown' and not hidden",
        crate::db::args![tag],
    )
}
