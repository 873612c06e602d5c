//! One change for many works: what is said changes, and everything else stays as it is (POST-16).
//!
//! A work is changed whole or not at all; the caller gives each a transaction of its own, so that one that cannot be changed
//! keeps none of the others.

use manuscript::{Category, Manuscript, Permission, Permissions, Rating, Warning};

use super::commenting::{Commenters, Commenting, let_comment};
use super::creators::{invite_under, leave};
use super::editing::{Editing, editing};
use super::new::{Creators, NewWork, State};
use super::standing::Access;
use super::write::revise_page;
use crate::error::Why;
use crate::people::Called;
use crate::tags::key;
use crate::{Error, PseudId, Result, Slip, Tx, Viewer, WorkId, collections};

/// What shall change; nothing of what is not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The rating.
    pub rating: Option<Rating>,
    /// The warnings, in the place of those there are.
    pub warnings: Option<Vec<Warning>>,
    /// The categories, in the place of those there are.
    pub categories: Option<Vec<Category>>,
    /// Tags that come behind those there are.
    pub add: TagNames,
    /// Tags that go, in any spelling.
    pub remove: TagNames,
    /// The language.
    pub language: Option<String>,
    /// Whether they are for everybody or for members. A work for some people only is not changed.
    pub access: Option<Access>,
    /// Who may comment.
    pub commenters: Option<Commenters>,
    /// Whether comments wait until a creator has let them through.
    pub moderated: Option<bool>,
    /// What others may do with them.
    pub permissions: SomePermissions,
    /// The viewer's name they are under, in the place of all the viewer's names.
    pub pseud: Option<PseudId>,
    /// Who is asked to be named as a creator.
    pub invite: Option<Called>,
    /// Whether the viewer's names go off.
    pub leave: bool,
    /// The names of collections that they are put into.
    pub put_into: Vec<String>,
    /// The names of collections that they are taken out of.
    pub take_out_of: Vec<String>,
}

/// Tags by their kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagNames {
    /// Fandoms.
    pub fandoms: Vec<String>,
    /// Relationships.
    pub relationships: Vec<String>,
    /// Characters.
    pub characters: Vec<String>,
    /// Additional tags.
    pub additional: Vec<String>,
}

/// Answers to some wishes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SomePermissions {
    /// To bind it as a book.
    pub bind: Option<Permission>,
    /// To record it.
    pub podfic: Option<Permission>,
    /// To translate it.
    pub translate: Option<Permission>,
    /// To write on from it.
    pub remix: Option<Permission>,
    /// To keep a copy.
    pub keep: Option<Permission>,
    /// To train machines on it.
    pub ai: Option<Permission>,
}

impl TagNames {
    const fn lists(&self) -> [&Vec<String>; 4] {
        [&self.fandoms, &self.relationships, &self.characters, &self.additional]
    }
}

impl SomePermissions {
    fn apply(self, to: &mut Permissions) {
        let all = [
            (self.bind, &mut to.bind),
            (self.podfic, &mut to.podfic),
            (self.translate, &mut to.translate),
            (self.remix, &mut to.remix),
            (self.keep, &mut to.keep),
            (self.ai, &mut to.ai),
        ];
        for (answer, place) in all {
            *place = answer.unwrap_or(*place);
        }
    }
}

impl Changes {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the title page, or who stands on it, is another after it.
    fn touches_page(&self) -> bool {
        let nowhere = Self { put_into: Vec::new(), take_out_of: Vec::new(), ..self.clone() };
        Self { invite: None, leave: false, commenters: None, moderated: None, ..nowhere } != Self::default()
    }

    /// The work as it shall be.
    fn applied(&self, work: Editing) -> Result<NewWork> {
        let is_narrow = matches!(work.access, Access::Named | Access::Link);
        if is_narrow && self.access.is_some() {
            return Err(Error::Forbidden(Why::ForSome));
        }
        let mut page = work.page;
        page.rating = self.rating.unwrap_or(page.rating);
        page.warnings = self.warnings.clone().unwrap_or(page.warnings);
        page.categories = self.categories.clone().unwrap_or(page.categories);
        page.language = self.language.clone().unwrap_or(page.language);
        self.permissions.apply(&mut page.permissions);
        self.retag(&mut page);
        if page.fandoms.is_empty() && !self.remove.fandoms.is_empty() {
            return Err(Error::invalid("fandoms", Slip::Missing));
        }
        let creators = Creators::Pseuds(self.pseud.map_or(work.pseuds, |pseud| vec![pseud]));
        let access = self.access.unwrap_or(work.access);
        Ok(NewWork { manuscript: page, creators, state: State::Draft, access })
    }

    /// Who may comment then.
    fn commenting(&self, now: Commenting) -> Commenting {
        let (by, is_moderated) = (self.commenters.unwrap_or(now.by), self.moderated.unwrap_or(now.is_moderated));
        Commenting { by, is_moderated }
    }

    fn retag(&self, page: &mut Manuscript) {
        let lists = [&mut page.fandoms, &mut page.relationships, &mut page.characters, &mut page.additional];
        for (names, (add, remove)) in lists.into_iter().zip(self.add.lists().into_iter().zip(self.remove.lists())) {
            names.retain(|name| !remove.iter().any(|gone| key(gone) == key(name)));
            for new in add {
                if !names.iter().any(|name| key(name) == key(new)) {
                    names.push(new.clone());
                }
            }
        }
        let there: Vec<&String> = page.relationships.iter().chain(&page.characters).collect();
        page.side.retain(|name| there.contains(&name));
    }
}

/// Changes one of the viewer's works.
///
/// Fails with [`Error::Invalid`] where the work would be beyond a limit, and with [`Error::Forbidden`] where it cannot be
/// changed so; then nothing of it has changed once the transaction is undone.
pub fn change(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, changes: &Changes) -> Result<()> {
    let work = editing(viewer, tx, id)?;
    let commenting = changes.commenting(work.commenting);
    if changes.touches_page() {
        revise_page(viewer, tx, id, &changes.applied(work)?.pack_page()?)?;
    }
    let_comment(viewer, tx, id, commenting)?;
    collections::take_all(viewer, tx, id, &changes.take_out_of)?;
    collections::put_all(viewer, tx, id, &changes.put_into)?;
    if let Some(called) = changes.invite {
        invite_under(viewer, tx, id, called)?;
    }
    if changes.leave { leave(viewer, tx, id) } else { Ok(()) }
}
