//! What can belong to what (WR-6).

use super::standing::{self, Stand};
use crate::db::args;
use crate::tags::Kind;
use crate::{Result, TagId, Tx};

/// Whether tags of one kind can hold tags of another.
pub const fn may_hold(parent: Kind, child: Kind) -> bool {
    matches!(
        (parent, child),
        (Kind::Media, Kind::Fandom)
            | (Kind::Fandom, Kind::Character | Kind::Relationship | Kind::Additional)
            | (Kind::Character, Kind::Relationship)
    )
}

/// What a tag belongs to, by name.
pub fn parents_of(tx: &Tx<'_>, tag: TagId) -> Result<Vec<Stand>> {
    tx.all(
        "select t.id, t.kind, t.name, t.standing, t.merger_id from tag_parents p join tags t on t.id = p.parent_id
         where p.tag_id = $1 order by t.kind, t.name_key",
        args![tag],
        standing::read,
    )
}

/// What belongs to a tag, in no order.
pub(super) fn children_of(tx: &Tx<'_>, tag: TagId) -> Result<Vec<Stand>> {
    tx.all(
        "select t.id, t.kind, t.name, t.standing, t.merger_id from tag_parents p join tags t on t.id = p.tag_id
         where p.parent_id = $1",
        args![tag],
        standing::read,
    )
}

/// The synonyms of a tag, by name.
pub(super) fn synonyms_of(tx: &Tx<'_>, tag: TagId) -> Result<Vec<Stand>> {
    tx.all(
        "select id, kind, name, standing, merger_id from tags where merger_id = $1 order by name_key",
        args![tag],
        standing::read,
    )
}
