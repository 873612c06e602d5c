//! Finding people by what they are called, were called, write under, or by their whole address; for those who help with
//! accounts (ADM-3). Nobody is told an address that they did not know.

use super::{Sanction, active};
use crate::accounts::{Address, Power, former_names, require};
use crate::db::args;
use crate::people::{self, Person};
use crate::tags::key;
use crate::{PersonId, Result, Tx, Viewer};

/// So many people are told at once.
pub const MOST_FOUND: usize = 50;

/// Somebody who was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The person, with the names they write under.
    pub person: Person,
    /// What their account was called before, the last name first.
    pub former: Vec<String>,
    /// What keeps them from writing.
    pub sanction: Option<Sanction>,
}

/// The members of whom the text is a part of a name, a former name or a pseud, or the whole address, now or before; or their
/// number. By name, [`MOST_FOUND`] and one more at most. Nobody for an empty text.
pub fn find(viewer: &Viewer, tx: &Tx<'_>, text: &str) -> Result<Vec<Found>> {
    require(viewer, tx, Power::HelpWithAccounts)?;
    let text = text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let name = format!("%{}%", literally(&key(text)));
    let (address, number) = (text.parse::<Address>().ok().map(|address| address.key()), text.parse::<i64>().ok());
    let found: Vec<PersonId> = tx.all(
        "select p.id from people p where p.kind = 'member' and (p.name_key like $1 escape '!' or p.id = $3
           or exists (select 1 from pseuds s where s.person_id = p.id and s.name_key like $1 escape '!')
           or exists (select 1 from former f where f.person_id = p.id
             and (f.what in ('name', 'taken-name') and lower(f.value) like $1 escape '!'
               or f.what = 'address' and lower(f.value) = $2))
           or exists (select 1 from accounts a where a.person_id = p.id and a.email_key = $2))
         order by p.name_key limit $4",
        args![name, address, number, MOST_FOUND as i64 + 1],
        |row| row.get(0),
    )?;
    let whole = |id| {
        let (person, former) = (people::show(viewer, tx, id)?, former_names(viewer, tx, id)?);
        Ok(Found { person, former, sanction: active(tx, id)? })
    };
    found.into_iter().map(whole).collect()
}

/// The text for a pattern in which nothing stands for anything else.
fn literally(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}
