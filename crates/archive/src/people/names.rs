//! What people are called, held in memory: a page shows dozens of names, and to look one up costs two pages of the database.
//!
//! Names are held as of a step. Whoever gives somebody another name takes the next one in the same transaction, and what was held
//! before counts no more, on no node. What vanishes needs no step: no row leads to it any longer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::db::Sql;
use crate::{PersonId, PseudId, Result, Tx};

/// Names that are held; 15 MB. Once there are more, all are let go and read again as they are asked for.
const MOST: usize = 100_000;

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

type Found = HashMap<PseudId, Arc<Named>>;

/// The names that were asked for.
#[derive(Debug, Default)]
pub(crate) struct Names(Mutex<Held>);

#[derive(Debug, Default)]
struct Held {
    step: i64,
    names: Found,
}

impl Names {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those of them that are held as of this step.
    fn known(&self, step: i64, wanted: &[PseudId]) -> Found {
        let held = self.held();
        if held.step != step {
            return Found::new();
        }
        wanted.iter().filter_map(|id| Some((*id, Arc::clone(held.names.get(id)?)))).collect()
    }

    /// Holds names that were read at a step, unless that has passed.
    fn keep(&self, step: i64, names: &Found) {
        let mut held = self.held();
        if step < held.step {
            return;
        }
        if step > held.step || held.names.len() + names.len() > MOST {
            *held = Held { step, names: Found::new() };
        }
        held.names.extend(names.iter().map(|(id, named)| (*id, Arc::clone(named))));
    }
}

/// What is written under these, and by whom. What is not there any more is left out.
pub(crate) fn names_of(tx: &Tx<'_>, wanted: impl IntoIterator<Item = PseudId>) -> Result<Found> {
    let mut wanted: Vec<PseudId> = wanted.into_iter().collect();
    wanted.sort_unstable();
    wanted.dedup();
    // What is not stored for good may be taken back, and its step be taken by something else.
    if wanted.is_empty() || !tx.is_settled() {
        return read(tx, &wanted);
    }
    let step = tx.value("select step from name_steps", &[])?.unwrap_or(0);
    let mut found = tx.names().known(step, &wanted);
    debug_assert!(found == read(tx, &found.keys().copied().collect::<Vec<_>>())?, "a name was changed without a step");
    let missing: Vec<PseudId> = wanted.into_iter().filter(|id| !found.contains_key(id)).collect();
    if !missing.is_empty() {
        let names = read(tx, &missing)?;
        tx.names().keep(step, &names);
        found.extend(names);
    }
    Ok(found)
}

fn read(tx: &Tx<'_>, ids: &[PseudId]) -> Result<Found> {
    if ids.is_empty() {
        return Ok(Found::new());
    }
    let mut sql =
        Sql::new("select s.id, s.person_id, s.name, p.name from pseuds s join people p on p.id = s.person_id where s.id in ");
    sql.bind_list(ids.iter().copied());
    let names = sql.all(tx, |row| {
        let named = Named { person: row.get(1)?, pseud: row.get(2)?, account: row.get(3)? };
        Ok((row.get(0)?, Arc::new(named)))
    })?;
    Ok(names.into_iter().collect())
}

/// The next step, to be taken by whoever changes what somebody is called.
pub(super) fn changed(tx: &Tx<'_>) -> Result<()> {
    tx.run("update name_steps set step = step + 1", &[]).map(drop)
}
