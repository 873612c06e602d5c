//! A fandom's relationships by the characters in them (WR-19). Only what was decided is told, which is everybody's to know.

use super::standing::{self, Stand, is_canonical};
use crate::db::args;
use crate::tags::Kind;
use crate::{Error, Result, Tx, Viewer};

/// So many are told.
const MOST: i64 = 5_000;

/// A character, and the relationships of theirs.
pub type Pairings = (Stand, Vec<Stand>);

/// A fandom, and its canonical characters by name, each with the canonical relationships of theirs that belong to it.
pub fn pairings(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<(Stand, Vec<Pairings>)> {
    let fandom = super::show(viewer, tx, name)?.stand;
    if !is_canonical(&fandom, Kind::Fandom) {
        return Err(Error::NotFound);
    }
    let pairs = tx.all(
        "select r.id, r.kind, r.name, r.standing, r.merger_id, c.id from tag_parents of_fandom
           join tags c on c.id = of_fandom.tag_id join tag_parents of_character on of_character.parent_id = c.id
           join tags r on r.id = of_character.tag_id
           join tag_parents shared on shared.tag_id = r.id and shared.parent_id = of_fandom.parent_id
         where of_fandom.parent_id = $1 and c.kind = $2 and c.standing = 'canonical' and r.standing = 'canonical'
         order by c.name_key, r.name_key limit $3",
        args![fandom.tag.id, Kind::Character, MOST],
        |row| Ok((row.get(5)?, standing::read(row)?)),
    )?;
    let mut by_character: Vec<Pairings> = Vec::new();
    for (character, relationship) in pairs {
        match by_character.last_mut() {
            Some((last, theirs)) if last.tag.id == character => theirs.push(relationship),
            _ => by_character.push((standing::of(tx, character)?, vec![relationship])),
        }
    }
    Ok((fandom, by_character))
}
