//! Tags that a reader keeps at hand on their first page (WRK-9).
//!
//! Kept by number, and what a tag means is looked up: when wranglers give it another meaning the favourite follows, when it means
//! nothing any more it is away, and when they undo that it is there again (WR-3, WR-4).

use crate::db::args;
use crate::tags::{self, Kind, Tag};
use crate::{Error, Result, Slip, TagId, Tx, Viewer, wrangling};

/// So many are kept.
const MOST: u64 = 20;

/// The viewer's favourites, by name.
pub fn favourites(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Tag>> {
    tx.all(
        "select c.id, c.kind, c.name from tags c where c.standing = 'canonical' and c.id in (
           select case when t.standing = 'canonical' then t.id else t.merger_id end
           from favourite_tags f join tags t on t.id = f.tag_id where f.person_id = $1) order by c.name_key",
        args![viewer.person()],
        Tag::read,
    )
}

/// Keeps the canonical tag of a name, or the one that it means, at hand.
pub fn keep_at_hand(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<()> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let tag = canonical(viewer, tx, name)?;
    let kept = favourites(viewer, tx)?;
    if kept.iter().any(|one| one.id == tag) {
        return Ok(());
    }
    let is = kept.len() as u64 + 1;
    if is > MOST {
        return Err(Error::invalid("favourite", Slip::TooMany { most: MOST, is }));
    }
    tx.run(
        "insert into favourite_tags (person_id, tag_id, since) values ($1, $2, $3) on conflict do nothing",
        args![person, tag, tx.now()],
    )
    .map(drop)
}

/// Keeps it at hand no more.
pub fn put_away(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<()> {
    let tag = canonical(viewer, tx, name)?;
    tx.run(
        "delete from favourite_tags where person_id = $1
         and (tag_id = $2 or tag_id in (select id from tags where merger_id = $2))",
        args![viewer.person(), tag],
    )
    .map(drop)
}

fn canonical(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<TagId> {
    let (tag, merger) = tags::to_find(viewer, tx, name)?.ok_or(Error::NotFound)?;
    let tag = merger.unwrap_or(tag);
    if tag.kind == Kind::Media || wrangling::means(tx, tag.id)? != Some(tag.id) {
        return Err(Error::invalid("favourite", Slip::NotCanonical { name: tag.name }));
    }
    Ok(tag.id)
}
