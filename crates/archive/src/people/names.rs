//! What people are called, as it is held in memory. Whoever calls somebody otherwise takes a step of [`Tx::names`].

use std::sync::Arc;

use crate::db::{Held, Rows, Sql};
use crate::{PersonId, PseudId, Result, Tx};

/// Names that are held; 8 MB by reckoning.
const MOST: usize = 50_000;

/// Names by the pseud they belong to.
pub(crate) type Names = Held<PseudId, Named>;

/// A name to write under and whose it is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// The person.
    pub(crate) person: PersonId,
    /// The name they write under.
    pub(crate) pseud: String,
    /// Their own.
    pub(crate) account: String,
}

/// What is written under these, and by whom.
pub(crate) fn names_of(tx: &Tx<'_>, pseuds: impl IntoIterator<Item = PseudId>) -> Result<Rows<PseudId, Named>> {
    tx.names().of(tx, pseuds, read)
}

/// An empty memory of names.
pub(crate) fn no_names() -> Names {
    Held::new("names", MOST)
}

fn read(tx: &Tx<'_>, pseuds: &[PseudId]) -> Result<Rows<PseudId, Named>> {
    let mut sql = Sql::new(
        "select s.id, s.person_id, s.name, p.name from pseuds s join people p on p.id = s.person_id where s.id in ",
    );
    sql.bind_list(pseuds.iter().copied());
    let named = sql.all(tx, |row| {
        let named = Named { person: row.get(1)?, pseud: row.get(2)?, account: row.get(3)? };
        Ok((row.get(0)?, Arc::new(named)))
    })?;
    Ok(named.into_iter().collect())
}
