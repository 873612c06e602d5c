//! Putting works and bookmarks into collections: a creator their own, somebody who keeps the collection others' works as a
//! question (COL-5 to COL-8).

use super::decide::take_out;
use super::read::fetch;
use super::row::{CollectionRow, Role, Side};
use super::visibility::sight;
use crate::accounts::{self, Power};
use crate::db::args;
use crate::error::Why;
use crate::mail::{Collected, Matter};
use crate::tags::{key, listed};
use crate::works::{self, WorkCard};
use crate::{
    BookmarkId, CollectionId, Error, FieldError, ItemId, PersonId, Result, Slip, Tx, Viewer, WorkId, blocks, bookmarks,
    reach,
};

/// So many collections can be named at once.
const MOST: u64 = 50;

/// For so many works of one person a collection can ask before it has an answer.
const WAITING: u64 = 20;

/// The field at which it is told what cannot be put in.
const FIELD: &str = "collections";

/// Something in a collection, as it is stored.
#[derive(Debug, Clone, Copy)]
struct Known {
    id: ItemId,
    creator: Side,
    keeper: Side,
}

/// Puts a work into a collection, or asks its creators to; says what those who keep the collection say to it.
pub fn put_work(viewer: &Viewer, tx: &Tx<'_>, name: &str, id: WorkId) -> Result<Side> {
    viewer.in_good_standing()?;
    let row = seen(viewer, tx, name)?;
    let card = works::show(viewer, tx, id)?.card;
    match () {
        () if card.is_deleted => Err(Error::Forbidden(Why::Deleted)),
        () if card.is_hidden => Err(Error::Forbidden(Why::Hidden)),
        () if card.is_own => put_own(viewer, tx, &row, id),
        () => ask_for(viewer, tx, &row, &card),
    }
}

fn seen(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<CollectionRow> {
    let row = fetch(viewer, tx, name)?;
    if sight(row.standing) { Ok(row) } else { Err(Error::NotFound) }
}

fn known(tx: &Tx<'_>, row: &CollectionRow, id: WorkId) -> Result<Option<Known>> {
    tx.first(
        "select id, creator_side, keeper_side from collection_items where collection_id = $1 and work_id = $2",
        args![row.id, id],
        |row| Ok(Known { id: row.get(0)?, creator: row.get(1)?, keeper: row.get(2)? }),
    )
}

fn put_own(viewer: &Viewer, tx: &Tx<'_>, row: &CollectionRow, id: WorkId) -> Result<Side> {
    let keeper = keepers_word(viewer, tx, row)?;
    let side = match known(tx, row, id)? {
        None => {
            reach::out(viewer, tx, FIELD, &reached_by(tx, row)?)?;
            insert(tx, row, (Some(id), None), (Side::Yes, keeper))?;
            keeper
        }
        // What was refused stays refused until whoever keeps the collection says otherwise.
        Some(known) => {
            let keeper = match known.keeper {
                Side::No if !row.standing.keeps() => Side::No,
                Side::Yes => Side::Yes,
                Side::Waits | Side::No => keeper,
            };
            say(tx, known.id, (Side::Yes, keeper))?;
            keeper
        }
    };
    works::settle_collected(tx, id).map(|()| side)
}

/// Whom it reaches when something is put into a collection: nobody where the viewer keeps it; else, however many keep it, the one
/// who has owned it longest.
pub(super) fn reached_by(tx: &Tx<'_>, row: &CollectionRow) -> Result<Vec<PersonId>> {
    if row.standing.keeps() {
        return Ok(Vec::new());
    }
    tx.all(
        "select person_id from collection_people where collection_id = $1 and role = 'owner' order by at, person_id limit 1",
        args![row.id],
        |row| row.get(0),
    )
}

/// What those who keep a collection say to what the viewer puts into it; an error where they say nothing comes in.
fn keepers_word(viewer: &Viewer, tx: &Tx<'_>, row: &CollectionRow) -> Result<Side> {
    if row.standing.keeps() {
        return Ok(Side::Yes);
    }
    if row.is_closed {
        return Err(Error::Forbidden(Why::Closed));
    }
    let person = viewer.person().ok_or(Error::LogIn)?;
    if blocks::keeps_off(tx, &keepers(tx, row.id)?, person)? {
        return Err(Error::Forbidden(Why::KeptOff));
    }
    Ok(if row.is_moderated && row.standing.role != Some(Role::Member) { Side::Waits } else { Side::Yes })
}

/// Who keeps a collection in order, by themselves.
pub(super) fn keepers(tx: &Tx<'_>, id: CollectionId) -> Result<Vec<PersonId>> {
    tx.all(
        "select person_id from collection_people where collection_id = $1 and role in ('owner', 'moderator')
         order by person_id",
        args![id],
        |row| row.get(0),
    )
}

/// Asks the creators of a work. Why one cannot be asked is not told: neither who made a nameless work, nor who has blocked whom.
fn ask_for(viewer: &Viewer, tx: &Tx<'_>, row: &CollectionRow, card: &WorkCard) -> Result<Side> {
    if !row.standing.keeps() {
        return Err(Error::Forbidden(Why::NotYours));
    }
    let not_to_be_asked = || Error::Forbidden(Why::NotToBeAsked);
    if let Some(known) = known(tx, row, card.id)? {
        if known.creator == Side::No {
            return Err(not_to_be_asked());
        }
        say(tx, known.id, (known.creator, Side::Yes))?;
        return works::settle_collected(tx, card.id).map(|()| Side::Yes);
    }
    let by = viewer.person().ok_or(Error::LogIn)?;
    let is_masked = row.is_unrevealed || row.is_anonymous || card.is_anonymous || card.is_unrevealed;
    let creators = works::creators_of(tx, card.id)?;
    let blocked = creators.iter().map(|creator| blocks::stand_between(tx, by, *creator)).collect::<Result<Vec<_>>>()?;
    let brings = accounts::require(viewer, tx, Power::ImportForOthers).is_ok();
    let wishes = creators.iter().map(|creator| accounts::preferences_of(tx, *creator)).collect::<Result<Vec<_>>>()?;
    let is_open = brings || wishes.iter().any(|wish| wish.collections || wish.collected_at_once);
    if is_masked || blocked.contains(&true) || !is_open {
        return Err(not_to_be_asked());
    }
    if creators
        .iter()
        .map(|creator| waiting(tx, row, *creator))
        .collect::<Result<Vec<_>>>()?
        .iter()
        .any(|is| *is >= WAITING)
    {
        return Err(Error::invalid(FIELD, Slip::AsksMuch { most: WAITING }));
    }
    reach::out(viewer, tx, FIELD, &creators)?;
    let is_at_once = brings || wishes.iter().any(|wish| wish.collected_at_once);
    let side = if is_at_once { Side::Yes } else { Side::Waits };
    insert(tx, row, (Some(card.id), None), (side, Side::Yes))?;
    works::settle_collected(tx, card.id)?;
    let what = if is_at_once { Collected::PutIn } else { Collected::Asked };
    tell(tx, (row.id, card.id), what).map(|()| Side::Yes)
}

/// How many works of somebody's a collection has asked for without having been answered.
fn waiting(tx: &Tx<'_>, row: &CollectionRow, creator: PersonId) -> Result<u64> {
    tx.count(
        "select count(*) from collection_items i where i.collection_id = $1 and i.creator_side = 'waits'
         and exists (select 1 from creatorships u where u.work_id = i.work_id and u.person_id = $2)",
        args![row.id, creator],
    )
}

/// Writes to the creators of a work who want such letters.
pub(super) fn tell(tx: &Tx<'_>, (collection, work): (CollectionId, WorkId), what: Collected) -> Result<()> {
    let matter = Matter::Collected { collection: collection.number(), work: work.number(), what };
    for creator in works::creators_of(tx, work)? {
        if !accounts::preferences_of(tx, creator)?.no_collection_letters {
            crate::mail::write(tx, creator, &matter)?;
        }
    }
    Ok(())
}

/// Puts one of the viewer's bookmarks into a collection. It is never masked, and one that is theirs alone cannot be put in.
pub fn put_bookmark(viewer: &Viewer, tx: &Tx<'_>, name: &str, id: BookmarkId) -> Result<Side> {
    viewer.in_good_standing()?;
    let (row, bookmark) = (seen(viewer, tx, name)?, bookmarks::own(viewer, tx, id)?);
    if bookmark.is_private {
        return Err(Error::Forbidden(Why::Private));
    }
    let keeper = keepers_word(viewer, tx, &row)?;
    let is_there = tx.count(
        "select count(*) from collection_items where collection_id = $1 and bookmark_id = $2",
        args![row.id, id],
    )?;
    if is_there == 0 {
        reach::out(viewer, tx, FIELD, &reached_by(tx, &row)?)?;
        insert(tx, &row, (None, Some(id)), (Side::Yes, keeper))?;
    }
    Ok(keeper)
}

fn insert(
    tx: &Tx<'_>,
    row: &CollectionRow,
    (work, bookmark): (Option<WorkId>, Option<BookmarkId>),
    (creator, keeper): (Side, Side),
) -> Result<()> {
    let (unrevealed, anonymous) = (row.is_unrevealed && work.is_some(), row.is_anonymous && work.is_some());
    tx.run(
        "insert into collection_items (id, collection_id, work_id, bookmark_id, creator_side, keeper_side, unrevealed,
           anonymous, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![tx.fresh_id(), row.id, work, bookmark, creator, keeper, unrevealed, anonymous, tx.now()],
    )
    .map(drop)
}

/// Keeps what both sides say.
pub(super) fn say(tx: &Tx<'_>, id: ItemId, (creator, keeper): (Side, Side)) -> Result<()> {
    tx.run("update collection_items set creator_side = $2, keeper_side = $3 where id = $1", args![id, creator, keeper])
        .map(drop)
}

/// Puts one of the viewer's works into the collections of these names, with commas between, and takes it out of all others.
/// What cannot be done is told at the field, all of it at once.
pub fn arrange(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, names: &str) -> Result<()> {
    let wanted = listed(names);
    let keys: Vec<String> = wanted.iter().map(|name| key(name)).collect();
    for (item, _) in there(tx, id)?.iter().filter(|(_, name)| !keys.contains(name)) {
        take_out(viewer, tx, *item)?;
    }
    put_all(viewer, tx, id, &wanted)
}

/// Whom it reaches when something is put into all of these, of which there are as many as were typed rightly.
fn reached_by_all(viewer: &Viewer, tx: &Tx<'_>, names: &[&String]) -> Result<Vec<PersonId>> {
    let mut all = Vec::new();
    for name in names {
        match seen(viewer, tx, name) {
            Ok(row) => all.extend(reached_by(tx, &row)?),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}

/// Takes one of the viewer's works out of the collections of these names, where it is in them.
pub(crate) fn take_all(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, names: &[String]) -> Result<()> {
    let keys: Vec<String> = names.iter().map(|name| key(name)).collect();
    let mut there = there(tx, id)?;
    there.retain(|(_, name)| keys.contains(name));
    there.into_iter().try_for_each(|(item, _)| take_out(viewer, tx, item))
}

/// Where the creators of a work want it: its number there, and the key of the collection's name.
fn there(tx: &Tx<'_>, id: WorkId) -> Result<Vec<(ItemId, String)>> {
    tx.all(
        "select i.id, c.name_key from collection_items i join collections c on c.id = i.collection_id
         where i.work_id = $1 and i.creator_side = 'yes' and not c.ended",
        args![id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Puts one of the viewer's works into the collections of these names, where it is not there.
pub(crate) fn put_all(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, names: &[String]) -> Result<()> {
    if names.len() as u64 > MOST {
        return Err(Error::invalid(FIELD, Slip::TooMany { most: MOST, is: names.len() as u64 }));
    }
    let (there, mut wrong) = (there(tx, id)?, Vec::new());
    let new: Vec<&String> = names.iter().filter(|name| !there.iter().any(|(_, known)| *known == key(name))).collect();
    reach::out(viewer, tx, FIELD, &reached_by_all(viewer, tx, &new)?)?;
    for name in new {
        let told = || name.chars().take(90).collect::<String>();
        match put_work(viewer, tx, name, id) {
            Ok(_) => {}
            Err(Error::NotFound) => {
                wrong.push(FieldError::new(FIELD, Slip::NoCollection { name: told() }));
            }
            Err(Error::Forbidden(Why::Closed | Why::KeptOff)) => {
                wrong.push(FieldError::new(FIELD, Slip::TakesNothing { name: told() }));
            }
            Err(error) => return Err(error),
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}
