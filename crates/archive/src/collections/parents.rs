//! Collections that are a part of another one: one level, and both sides say so (COL-2).

use super::lists::{Card, cards};
use super::put::reached_by;
use super::read::{Place, fetch, fetch_by_id, fetch_to, holds};
use super::row::CollectionRow;
use super::visibility::{Action, sight};
use crate::db::args;
use crate::feed::{self, Change};
use crate::tags::key;
use crate::{CollectionId, Error, Result, Slip, Tx, Viewer, reach};

/// Makes a collection a part of the one of this name, or of none. Where the viewer does not own that one, whoever does is asked.
pub(super) fn attach(viewer: &Viewer, tx: &Tx<'_>, child: CollectionId, parent: &str) -> Result<()> {
    let row = fetch_by_id(viewer, tx, child)?;
    let Some(parent) = Some(parent.trim()).filter(|parent| !parent.is_empty()) else {
        return tx
            .run("update collections set parent_id = null, parent_agreed = false where id = $1", args![child])
            .map(drop);
    };
    if key(parent) == key(&row.name) {
        return Err(Error::invalid("parent", Slip::InsideItself));
    }
    let parent = match fetch(viewer, tx, parent) {
        Ok(above) if sight(above.standing) => above,
        Ok(_) | Err(Error::NotFound) => {
            return Err(Error::invalid("parent", Slip::NoCollection { name: parent.chars().take(90).collect() }));
        }
        Err(error) => return Err(error),
    };
    if row.parent == Some(parent.id) {
        return Ok(());
    }
    fits(tx, child, &parent)?;
    reach::out(viewer, tx, "parent", &reached_by(tx, &parent)?)?;
    tx.run(
        "update collections set parent_id = $2, parent_agreed = $3 where id = $1",
        args![child, parent.id, parent.standing.owns()],
    )?;
    feed::note(tx, Change::Collection(parent.id))
}

/// A part has no parts, and what is a part of another has none either.
fn fits(tx: &Tx<'_>, child: CollectionId, parent: &CollectionRow) -> Result<()> {
    let has_parts = tx.count("select count(*) from collections where parent_id = $1", args![child])? > 0;
    if has_parts || parent.parent.is_some() { Err(Error::invalid("parent", Slip::TooDeep)) } else { Ok(()) }
}

/// The collections that ask to be a part of this one, for those who keep it.
pub fn asked_by(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<Vec<Place>> {
    let row = fetch_to(viewer, tx, name, Action::Look)?;
    tx.all(
        "select name, title from collections where parent_id = $1 and not parent_agreed and not ended order by title_key",
        args![row.id],
        |row| Ok(Place { name: row.get(0)?, title: row.get(1)? }),
    )
}

/// Says yes to one that asks, or sends away one that asks or is a part already.
pub fn answer_child(viewer: &Viewer, tx: &Tx<'_>, name: &str, (child, yes): (&str, bool)) -> Result<()> {
    let row = fetch_to(viewer, tx, name, Action::Own)?;
    let name_key = key(child);
    let text = if yes {
        "update collections set parent_agreed = true where parent_id = $1 and name_key = $2"
    } else {
        "update collections set parent_id = null, parent_agreed = false where parent_id = $1 and name_key = $2"
    };
    if tx.run(text, args![row.id, &name_key])? == 0 {
        return Err(Error::NotFound);
    }
    feed::note(tx, Change::Collection(row.id))
}

/// The collections that are a part of this one, by title.
pub fn children(viewer: &Viewer, tx: &Tx<'_>, id: CollectionId) -> Result<Vec<Card>> {
    let mut ids = holds(viewer, tx, id)?;
    ids.retain(|child| *child != id);
    let mut all = cards(viewer, tx, &ids)?;
    all.sort_by_key(|card| key(&card.title));
    Ok(all)
}
