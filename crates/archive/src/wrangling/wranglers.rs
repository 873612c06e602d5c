//! Who wrangles which fandom (WRK-1).

use super::edit::Edits;
use super::standing::{self, is_canonical};
use crate::accounts::{Power, require};
use crate::db::args;
use crate::tags::Kind;
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
    require(viewer, tx, Power::Wrangle)?;
    let stand = standing::of(tx, fandom)?;
    if !is_canonical(&stand, Kind::Fandom) {
        return Err(Error::invalid("fandom", Slip::NotCanonical { name: stand.tag.name }));
    }
    Edits::new(tx).wrangler(fandom, viewer.person().ok_or(Error::LogIn)?, true)
}

/// Drops somebody from a fandom: oneself or another (WRK-1).
pub fn drop_out(viewer: &Viewer, tx: &Tx<'_>, fandom: TagId, person: PersonId) -> Result<()> {
    require(viewer, tx, Power::Wrangle)?;
    Edits::new(tx).wrangler(fandom, person, false)
}

/// Every fandom that somebody wrangles, by name. For wranglers.
pub fn assignments(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Assignment>> {
    require(viewer, tx, Power::Wrangle)?;
    tx.all(
        "select t.name, p.name from wranglers w join tags t on t.id = w.fandom_id join people p on p.id = w.person_id
         order by t.name_key, p.name_key",
        &[],
        |row| Ok(Assignment { fandom: row.get(0)?, person: row.get(1)? }),
    )
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
