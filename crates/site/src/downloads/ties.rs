//! What a file says of whom it is for, of the works it comes from and of those that come from it, and of the collections that
//! hold it: on its title page (DL-3). Told as to anybody of its asker's audience, because a file is passed on.

use archive::{collections, relations::Side, works::WorkCard};
use manuscript::{Manuscript, Relation, RelationKind};

use crate::{Cx, address, relations::Related};

/// What stands on the title page of a work's file that the work itself does not hold.
#[derive(Debug)]
pub(super) struct Ties {
    gifts: Vec<String>,
    relations: Vec<Relation>,
    /// The collections that hold it.
    collections: Vec<String>,
}

impl Ties {
    pub(super) fn of(cx: &Cx, card: &WorkCard, related: &Related, held: &[collections::Place]) -> Self {
        let parents = related.parents.iter().map(|parent| told(cx, parent.kind.of_child(), &parent.side));
        let children = related.children.iter().map(|child| told(cx, child.kind.of_parent(), &child.child));
        Self {
            gifts: card.recipients.iter().map(ToString::to_string).collect(),
            relations: parents.chain(children).collect(),
            collections: held.iter().map(|place| place.title.clone()).collect(),
        }
    }

    /// All of it, to be told apart by.
    pub(super) fn told(&self) -> String {
        format!("{self:?}")
    }

    /// The story with it on its title page. What its own file said comes from it stays, but for what the archive knows by itself.
    pub(super) fn put_into(self, story: Manuscript) -> Manuscript {
        let Self { gifts, mut relations, collections } = self;
        let is_known = |other: &Relation| other.url.is_some() && relations.iter().any(|known| known.url == other.url);
        let kept: Vec<Relation> = story.relations.iter().filter(|other| !is_known(other)).cloned().collect();
        relations.extend(kept);
        let mut all = story.collections.clone();
        all.extend(collections.into_iter().filter(|title| !story.collections.contains(title)));
        Manuscript { gifts, relations, collections: all, ..story }
    }
}

/// A side of a relation as a file tells of it.
fn told(cx: &Cx, kind: RelationKind, side: &Side) -> Relation {
    let language = crate::relations::language(side).map(str::to_owned);
    let here = |id| Some(cx.site().settings().address.clone() + &address::work(id));
    let (title, byline, url) = match side {
        Side::Here(card) => (card.title.clone(), names(cx, card), here(&card.id)),
        Side::Restricted(id) => (cx.say.text("related-restricted"), String::new(), here(id)),
        Side::Mystery => (cx.say.text("related-mystery"), String::new(), None),
        Side::Gone => (cx.say.text("related-gone"), String::new(), None),
        Side::Elsewhere(work) => {
            let url = Some(work.address.clone()).filter(|address| !address.is_empty());
            (work.title.clone(), work.author.clone(), url)
        }
    };
    Relation { kind, title, byline, url, language }
}

fn names(cx: &Cx, card: &WorkCard) -> String {
    if card.is_anonymous || !card.is_named() {
        return cx.say.text("anonymous");
    }
    card.bylines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
