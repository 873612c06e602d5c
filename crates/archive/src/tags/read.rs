//! Reading tags. A tag's name can be as telling as a title, so a tag is there for those who see a work that has it.

use super::{Kind, key};
use crate::db::{Row, Sql, args};
use crate::{Error, Result, TagId, Tx, Viewer, WorkId, works};

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its id.
    pub id: TagId,
    /// What it speaks of.
    pub kind: Kind,
    /// Its name, as first spelled.
    pub name: String,
}

impl Tag {
    pub(super) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self { id: row.get(0)?, kind: row.get(1)?, name: row.get(2)? })
    }
}

/// The tag of this name in any spelling (TAG-3), unless it stands only on works that lists do not show this viewer.
pub fn by_name(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> Result<Tag> {
    let name_key = key(name);
    let found = tx.first("select id, kind, name from tags where name_key = $1", args![&name_key], Tag::read)?;
    let tag = found.ok_or(Error::NotFound)?;
    if tag.kind.is_fixed() || works::has_any_of_tag(viewer, tx, tag.id)? { Ok(tag) } else { Err(Error::NotFound) }
}

/// The tags of works that have passed the gate, in the order of their pages, and whether they are only in the background.
pub(crate) fn of_works(tx: &Tx<'_>, works: &[WorkId]) -> Result<Vec<(WorkId, (Tag, bool))>> {
    let mut sql = Sql::new(
        "select t.id, t.kind, t.name, c.work_id, c.is_side from work_tags c join tags t on t.id = c.tag_id where c.work_id in ",
    );
    sql.bind_list(works.iter().copied()).push(" order by c.work_id, c.position");
    sql.all(tx, |row| Ok((row.get(3)?, (Tag::read(row)?, row.get(4)?))))
}
