//! Who wrangles which fandom (WRK-1).

use super::edit::Edits;
use super::resting::may_decide;
use super::search::literal;
use super::standing::{self, Stand, is_canonical};
use crate::accounts::{Power, require};
use crate::db::{Sql, args};
use crate::tags::{Kind, key};
use crate::{Error, PersonId, Result, Slip, TagId, Tx, Viewer};

/// A fandom and who wrangles it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The fandom's name.
    pub fandom: String,
    /// The wrangler's name.
    pub person: String,
}

/// Signs the viewer up for a canonical fandom.
pub fn sign_up(viewer: &Viewer, tx: &Tx<'_>, fandom: TagId) -> Result<()> {
    may_decide(viewer, tx)?;
    let stand = standing::of(tx, fandom)?;
    if !is_canonical(&stand, Kind::Fandom) {
        return Err(Error::invalid("fandom", Slip::NotCanonical { name: stand.tag.name }));
    }
    Edits::new(tx).wrangler(fandom, viewer.person().ok_or(Error::LogIn)?, true)
}

/// Drops somebody from a fandom: oneself or another (WRK-1).
pub fn drop_out(viewer: &Viewer, tx: &Tx<'_>, fandom: TagId, person: PersonId) -> Result<()> {
    may_decide(viewer, tx)?;
    Edits::new(tx).wrangler(fandom, person, false)
}

/// Which of them are wanted: all that is not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Among {
    /// What the wrangler's name holds.
    pub person: String,
    /// The name of a medium that the fandom belongs to.
    pub medium: String,
    /// What the fandom's name holds.
    pub fandom: String,
}

/// Every fandom that somebody wrangles, by name, as far as it is wanted. For wranglers.
pub fn assignments(viewer: &Viewer, tx: &Tx<'_>, among: &Among) -> Result<Vec<Assignment>> {
    require(viewer, tx, Power::Wrangle)?;
    let mut sql = Sql::new(
        "select t.name, p.name from wranglers w join tags t on t.id = w.fandom_id join people p on p.id = w.person_id
         where true",
    );
    for (column, typed) in [(" and p.name_key like ", &among.person), (" and t.name_key like ", &among.fandom)] {
        if !typed.is_empty() {
            sql.push(column).bind(format!("%{}%", literal(&key(typed)))).push(" escape '\\'");
        }
    }
    if !among.medium.is_empty() {
        sql.push(" and exists (select 1 from tag_parents f join tags m on m.id = f.parent_id where f.tag_id = t.id");
        sql.push(" and m.kind = 'media' and m.name_key = ").bind(key(&among.medium)).push(")");
    }
    sql.push(" order by t.name_key, p.name_key");
    sql.all(tx, |row| Ok(Assignment { fandom: row.get(0)?, person: row.get(1)? }))
}

/// Who wrangles a fandom, by name.
pub(super) fn names_of_fandom(tx: &Tx<'_>, fandom: TagId) -> Result<Vec<String>> {
    tx.all(
        "select p.name from wranglers w join people p on p.id = w.person_id where w.fandom_id = $1 order by p.name_key",
        args![fandom],
        |row| row.get(0),
    )
}

/// Who wrangles a fandom.
pub(super) fn of_fandom(tx: &Tx<'_>, fandom: TagId) -> Result<Vec<PersonId>> {
    tx.all("select person_id from wranglers where fandom_id = $1 order by person_id", args![fandom], |row| row.get(0))
}

/// Who wrangles the fandoms of a tag: of what a synonym means; of a fandom itself.
pub(crate) fn of_tag(tx: &Tx<'_>, stand: &Stand) -> Result<Vec<PersonId>> {
    let tag = stand.canonical().unwrap_or(stand.tag.id);
    tx.all(
        "select distinct w.person_id from wranglers w where w.fandom_id = $1
           or w.fandom_id in (select p.parent_id from tag_parents p where p.tag_id = $1) order by w.person_id",
        args![tag],
        |row| row.get(0),
    )
}

/// A tag that wranglers talk of, by number: one of which they know.
pub(crate) fn talked_of(tx: &Tx<'_>, tag: TagId) -> Result<Option<Stand>> {
    let Some(stand) = standing::by_id(tx, tag)? else { return Ok(None) };
    standing::known(tx, &key(&stand.tag.name))
}

/// [`talked_of`], by its name in any spelling.
pub(crate) fn talked_of_named(tx: &Tx<'_>, name: &str) -> Result<Option<Stand>> {
    standing::known(tx, &key(name))
}
