//! What stands in a collection, for those who keep it and for those who made it. Nobody is told of a work here that they may
//! not see, not by a number either: what is a draft or hidden is not on the list.

use jiff::Timestamp;

use super::read::{Place, fetch_to};
use super::row::Side;
use super::visibility::Action;
use crate::bookmarks::{self, SeenBookmark};
use crate::clock::from_millis;
use crate::db::{Sql, args};
use crate::people::Byline;
use crate::works::{self, PAGE, Page, WorkCard};
use crate::{BookmarkId, CollectionId, Error, ItemId, Result, Tx, Viewer, WorkId};

/// Which things of a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that wait for whoever keeps it.
    Waiting,
    /// Those that wait for whoever made them.
    Asked,
    /// Those that are in.
    In,
    /// Those that were refused by whoever keeps it.
    Refused,
    /// Those that were refused by whoever made them.
    Declined,
}

impl Which {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Waiting, Self::Asked, Self::In, Self::Refused, Self::Declined];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Asked => "asked",
            Self::In => "in",
            Self::Refused => "refused",
            Self::Declined => "declined",
        }
    }

    /// What a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|which| which.word() == word)
    }

    const fn sql(self) -> &'static str {
        match self {
            Self::Waiting => " and i.creator_side = 'yes' and i.keeper_side = 'waits'",
            Self::Asked => " and i.creator_side = 'waits'",
            Self::In => " and i.creator_side = 'yes' and i.keeper_side = 'yes'",
            Self::Refused => " and i.creator_side <> 'no' and i.keeper_side = 'no'",
            Self::Declined => " and i.creator_side = 'no'",
        }
    }
}

/// Something in a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub id: ItemId,
    /// The work, if it is one.
    pub work: Option<Box<WorkCard>>,
    /// Who made it: those who keep the collection are told here, and only here (VIS-3).
    pub names: Vec<Byline>,
    /// The bookmark, if it is one.
    pub bookmark: Option<Box<SeenBookmark>>,
    /// Whether the collection keeps it as a mystery.
    pub is_unrevealed: bool,
    /// Whether the collection keeps its creators' names to itself.
    pub is_anonymous: bool,
    /// When it was put in.
    pub at: Timestamp,
}

/// A row before anybody has seen what it is of.
type Bare = (ItemId, Option<WorkId>, Option<BookmarkId>, bool, bool, i64);

/// A page of what stands in a collection, the newest first, for those who keep it.
pub fn items(viewer: &Viewer, tx: &Tx<'_>, name: &str, (which, number): (Which, u64)) -> Result<Page<Item>> {
    let row = fetch_to(viewer, tx, name, Action::Look)?;
    let of = |what| {
        let mut sql = Sql::new(what);
        sql.push(" from collection_items i where i.collection_id = ").bind(row.id).push(which.sql()).push(" and (");
        works::seen_there_sql(&mut sql, viewer, tx.now(), "i.work_id");
        sql.push(" or ");
        bookmarks::seen_there_sql(&mut sql, viewer, tx.now(), "i.bookmark_id");
        sql.push(")");
        sql
    };
    let total = of("select count(*)").value::<i64>(tx)?.unwrap_or(0) as u64;
    let mut sql = of("select i.id, i.work_id, i.bookmark_id, i.unrevealed, i.anonymous, i.at");
    sql.push(" order by i.at desc, i.id desc limit ").bind(PAGE as i64).push(" offset ");
    sql.bind((number.max(1) - 1).saturating_mul(PAGE).min(i64::MAX as u64) as i64);
    let found: Vec<Bare> =
        sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)))?;
    Ok(Page { items: dress(viewer, tx, found)?, total, number: number.max(1) })
}

fn dress(viewer: &Viewer, tx: &Tx<'_>, found: Vec<Bare>) -> Result<Vec<Item>> {
    let ids: Vec<WorkId> = found.iter().filter_map(|(_, work, ..)| *work).collect();
    let (cards, mut names) = (works::cards(viewer, tx, &ids)?, works::names_for_keepers(viewer, tx, &ids)?);
    let ids: Vec<BookmarkId> = found.iter().filter_map(|(_, _, bookmark, ..)| *bookmark).collect();
    let marks = bookmarks::some(viewer, tx, &ids)?;
    let item = |(id, work, bookmark, is_unrevealed, is_anonymous, at): Bare| {
        let card = |id: WorkId| cards.iter().find(|card| card.id == id).cloned().map(Box::new);
        let mark = |id: BookmarkId| marks.iter().find(|mark| mark.id == id).cloned().map(Box::new);
        Item {
            id,
            work: work.and_then(card),
            names: work.and_then(|work| names.remove(&work)).unwrap_or_default(),
            bookmark: bookmark.and_then(mark),
            is_unrevealed,
            is_anonymous,
            at: from_millis(at),
        }
    };
    let items: Vec<Item> = found.into_iter().map(item).collect();
    Ok(items.into_iter().filter(|item| item.work.is_some() || item.bookmark.is_some()).collect())
}

/// Where a thing of somebody's stands, or is asked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its number there.
    pub id: ItemId,
    /// The collection.
    pub place: Place,
    /// What its creators say.
    pub creator: Side,
    /// What those who keep the collection say.
    pub keeper: Side,
    /// Whether the collection keeps it as a mystery.
    pub is_unrevealed: bool,
    /// Whether the collection keeps its creators' names to itself.
    pub is_anonymous: bool,
}

/// In which collections a work stands or is asked to, for its creators.
pub fn of_work(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<Vec<Standing>> {
    works::own(viewer, tx, id)?;
    let mut sql = standings();
    sql.push("i.work_id = ").bind(id).push(" order by c.title_key, c.id");
    sql.all(tx, standing)
}

/// In which collections a bookmark stands, for whoever made it.
pub fn of_bookmark(viewer: &Viewer, tx: &Tx<'_>, id: BookmarkId) -> Result<Vec<Standing>> {
    bookmarks::own(viewer, tx, id)?;
    let mut sql = standings();
    sql.push("i.bookmark_id = ").bind(id).push(" order by c.title_key, c.id");
    sql.all(tx, standing)
}

fn standings() -> Sql<'static> {
    Sql::new(
        "select i.id, c.name, c.title, i.creator_side, i.keeper_side, i.unrevealed, i.anonymous from collection_items i
         join collections c on c.id = i.collection_id where not c.ended and ",
    )
}

fn standing(row: &crate::db::Row<'_>) -> Result<Standing> {
    Ok(Standing {
        id: row.get(0)?,
        place: Place { name: row.get(1)?, title: row.get(2)? },
        creator: row.get(3)?,
        keeper: row.get(4)?,
        is_unrevealed: row.get(5)?,
        is_anonymous: row.get(6)?,
    })
}

/// A work of the viewer's that somebody wants in a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// Its number there.
    pub id: ItemId,
    /// The work.
    pub card: WorkCard,
    /// The collection.
    pub place: Place,
}

/// The viewer's works that others want in their collections, the newest question first.
pub fn asked_for(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Invited>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let rows: Vec<(ItemId, WorkId, Place)> = tx.all(
        "select i.id, i.work_id, c.name, c.title from collection_items i join collections c on c.id = i.collection_id
         where i.creator_side = 'waits' and not c.ended and not c.hidden and i.work_id in
           (select work_id from creatorships where person_id = $1) order by i.at desc, i.id",
        args![person],
        |row| Ok((row.get(0)?, row.get(1)?, Place { name: row.get(2)?, title: row.get(3)? })),
    )?;
    let cards = works::cards(viewer, tx, &rows.iter().map(|(_, work, _)| *work).collect::<Vec<_>>())?;
    let card = |id: WorkId| cards.iter().find(|card| card.id == id && !card.is_deleted).cloned();
    Ok(rows.into_iter().filter_map(|(id, work, place)| Some(Invited { id, card: card(work)?, place })).collect())
}

/// The name and title of a collection, for letters about it; nothing where it is not to be seen.
pub fn place_of(viewer: &Viewer, tx: &Tx<'_>, id: CollectionId) -> Result<Option<Place>> {
    match super::read::place(viewer, tx, id) {
        Err(Error::NotFound) => Ok(None),
        other => other,
    }
}
