//! What the two sides say to something that is in a collection or waits to be: those who keep it about many things at once,
//! whoever made it about each (COL-5, VIS-5).

use super::put::{say, tell};
use super::read::{fetch_by_id, fetch_to};
use super::reveal::unmask;
use super::row::{CollectionRow, Side};
use super::visibility::Action;
use crate::db::args;
use crate::error::Why;
use crate::mail::Collected;
use crate::{BookmarkId, CollectionId, Error, ItemId, Result, Tx, Viewer, WorkId, bookmarks, works};

/// What somebody who keeps a collection does with something in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It is in.
    Take,
    /// It is not, and stays known as refused.
    Refuse,
    /// It goes, as if it had never been put in.
    Remove,
    /// It is no mystery any more.
    Reveal,
    /// It is named.
    Name,
    /// It is a mystery again, where the collection keeps mysteries.
    Veil,
    /// It is nameless again, where the collection keeps names to itself.
    Mask,
}

impl Decision {
    /// Every one.
    pub const ALL: &'static [Self] =
        &[Self::Take, Self::Refuse, Self::Remove, Self::Reveal, Self::Name, Self::Veil, Self::Mask];

    /// The word in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Refuse => "refuse",
            Self::Remove => "remove",
            Self::Reveal => "reveal",
            Self::Name => "name",
            Self::Veil => "veil",
            Self::Mask => "mask",
        }
    }

    /// What a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|decision| decision.word() == word)
    }
}

/// Something in a collection, as it is stored.
struct Known {
    id: ItemId,
    collection: CollectionId,
    work: Option<WorkId>,
    bookmark: Option<BookmarkId>,
    creator: Side,
    keeper: Side,
}

fn known(tx: &Tx<'_>, id: ItemId) -> Result<Known> {
    let found = tx.first(
        "select id, collection_id, work_id, bookmark_id, creator_side, keeper_side from collection_items where id = $1",
        args![id],
        |row| {
            Ok(Known {
                id: row.get(0)?,
                collection: row.get(1)?,
                work: row.get(2)?,
                bookmark: row.get(3)?,
                creator: row.get(4)?,
                keeper: row.get(5)?,
            })
        },
    )?;
    found.ok_or(Error::NotFound)
}

/// Does one thing with all of these. What is not in the collection any more is passed over.
pub fn decide(viewer: &Viewer, tx: &Tx<'_>, name: &str, (ids, decision): (&[ItemId], Decision)) -> Result<()> {
    let row = fetch_to(viewer, tx, name, Action::Keep)?;
    for id in ids {
        match known(tx, *id) {
            Ok(item) if item.collection == row.id => one(tx, &row, &item, decision)?,
            Ok(_) | Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn one(tx: &Tx<'_>, row: &CollectionRow, item: &Known, decision: Decision) -> Result<()> {
    let told = match decision {
        Decision::Take => {
            say(tx, item.id, (item.creator, Side::Yes))?;
            (item.keeper != Side::Yes && item.creator == Side::Yes).then_some(Collected::Taken)
        }
        Decision::Refuse => {
            say(tx, item.id, (item.creator, Side::No))?;
            (item.keeper != Side::No && item.creator == Side::Yes).then_some(Collected::Refused)
        }
        // What its creators have refused stays known, so that they are not asked again.
        Decision::Remove if item.creator == Side::No => None,
        Decision::Remove => {
            tx.run("delete from collection_items where id = $1", args![item.id])?;
            None
        }
        Decision::Reveal => unmask(tx, item.id, (true, false)).map(|()| None)?,
        Decision::Name => unmask(tx, item.id, (false, true)).map(|()| None)?,
        Decision::Veil | Decision::Mask => mask(tx, row, item, decision)?,
    };
    let Some(work) = item.work else { return Ok(()) };
    works::settle_collected(tx, work)?;
    told.map_or(Ok(()), |what| tell(tx, (row.id, work), what))
}

/// Masks a work again, where the collection masks what comes in. Its creators are told which of it became true (VIS-5).
fn mask(tx: &Tx<'_>, row: &CollectionRow, item: &Known, decision: Decision) -> Result<Option<Collected>> {
    let (text, may, what) = if decision == Decision::Veil {
        (
            "update collection_items set unrevealed = true where id = $1 and work_id is not null and not unrevealed",
            row.is_unrevealed,
            Collected::Veiled,
        )
    } else {
        (
            "update collection_items set anonymous = true where id = $1 and work_id is not null and not anonymous",
            row.is_anonymous,
            Collected::Masked,
        )
    };
    if !may {
        return Err(Error::Forbidden(Why::NotMasked));
    }
    let changed = tx.run(text, args![item.id])?;
    Ok((changed > 0 && item.creator == Side::Yes).then_some(what))
}

/// Something that the viewer has made, or bookmarked.
fn own(viewer: &Viewer, tx: &Tx<'_>, id: ItemId) -> Result<Known> {
    let item = known(tx, id)?;
    if fetch_by_id(viewer, tx, item.collection)?.standing.is_ended {
        return Err(Error::NotFound);
    }
    match (item.work, item.bookmark) {
        (Some(work), _) => works::own(viewer, tx, work).map(drop)?,
        (None, Some(bookmark)) => bookmarks::own(viewer, tx, bookmark).map(drop)?,
        (None, None) => return Err(Error::NotFound),
    }
    Ok(item)
}

/// Says yes or no to having one's own work in a collection.
pub fn answer(viewer: &Viewer, tx: &Tx<'_>, id: ItemId, yes: bool) -> Result<()> {
    viewer.in_good_standing()?;
    let item = own(viewer, tx, id)?;
    say(tx, id, (if yes { Side::Yes } else { Side::No }, item.keeper))?;
    item.work.map_or(Ok(()), |work| works::settle_collected(tx, work))
}

/// Takes one's own work or bookmark out of a collection, whatever the collection says. That it was refused stays known.
pub fn take_out(viewer: &Viewer, tx: &Tx<'_>, id: ItemId) -> Result<()> {
    let item = own(viewer, tx, id)?;
    if item.keeper == Side::No {
        say(tx, id, (Side::No, Side::No))?;
    } else {
        tx.run("delete from collection_items where id = $1", args![id])?;
    }
    item.work.map_or(Ok(()), |work| works::settle_collected(tx, work))
}
