//! How the shelves of a list stand: in which order, and whether others see them.
//!
//! A shelf that its reader has here stays as it is; only one that taking the list makes is shown to others or ordered as the list
//! says. Works are put in their places before their lines are taken, so that the lines find them standing there.

use std::collections::HashMap;

use manuscript::ListShelf;

use crate::db::{Sql, args};
use crate::shelves::{self, NewShelf, Sort};
use crate::{Error, Result, Tx, Viewer, WorkId};

/// Works that are put in their places in one transaction.
const AT_ONCE: usize = 200;

/// The viewer's shelves as a list tells of them. `host` is the archive's own address.
pub fn out_shelves(viewer: &Viewer, tx: &Tx<'_>, host: &str) -> Result<Vec<ListShelf<String>>> {
    let told = shelves::all_of(viewer, tx)?.into_iter().map(|shelf| ListShelf {
        name: shelf.name,
        public: shelf.public,
        order: shelf.order.to_owned(),
        works: shelf.works.iter().map(|kept| format!("{host}/works/{}", kept.work)).collect(),
    });
    Ok(told.collect())
}

/// Keeps how the shelves of a list stand.
pub(super) fn keep(tx: &Tx<'_>, list: i64, shelves: &[ListShelf<u64>]) -> Result<()> {
    let text = serde_json::to_string(shelves).map_err(|_| Error::broken("the shelves of a list cannot be stored"))?;
    tx.run("update reading_lists set shelves = $2 where id = $1", args![list, &text]).map(drop)
}

/// What a list still says of its shelves.
fn told(tx: &Tx<'_>, list: i64) -> Result<Vec<ListShelf<u64>>> {
    let text: Option<String> = tx.value("select shelves from reading_lists where id = $1", args![list])?;
    serde_json::from_str(text.as_deref().unwrap_or("[]"))
        .map_err(|error| Error::broken(format!("the stored shelves of a list are damaged: {error}")))
}

/// Shelves that taking a list would make for others to see.
pub(super) fn shown_to_others(viewer: &Viewer, tx: &Tx<'_>, list: i64) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for shelf in told(tx, list)?.into_iter().filter(|shelf| shelf.public) {
        if viewer.in_good_standing().is_ok() && shelves::own_named(viewer, tx, &shelf.name)?.is_none() {
            names.push(shelf.name);
        }
    }
    Ok(names)
}

/// Makes a shelf of a list, or puts some more works in their places on it. Says whether there was one.
pub(super) fn settle(viewer: &Viewer, tx: &Tx<'_>, list: i64) -> Result<bool> {
    let mut told = told(tx, list)?;
    let Some(shelf) = told.first_mut() else { return Ok(false) };
    let some: Vec<u64> = shelf.works.drain(..shelf.works.len().min(AT_ONCE)).collect();
    let wanted = NewShelf {
        name: shelf.name.clone(),
        is_public: shelf.public && viewer.in_good_standing().is_ok(),
        sort: Sort::of_word(&shelf.order).unwrap_or_default(),
    };
    let is_full = match shelves::stand_on(viewer, tx, &wanted, &works(tx, list, &some)?) {
        Ok(()) => false,
        // There is no room for it, which its lines are going to say.
        Err(Error::Invalid(_)) => true,
        Err(error) => return Err(error),
    };
    if is_full || shelf.works.is_empty() {
        told.remove(0);
    }
    keep(tx, list, &told).map(|()| true)
}

/// The works that some lines are of, in the order of the lines; only of those that are going to be taken.
fn works(tx: &Tx<'_>, list: i64, lines: &[u64]) -> Result<Vec<WorkId>> {
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new("select line, work_id from reading_list_lines where fate = 'new' and work_id is not null");
    sql.push(" and list_id = ").bind(list).push(" and line in ").bind_list(lines.iter().map(|line| *line as i64));
    let of: HashMap<i64, WorkId> = sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    Ok(lines.iter().filter_map(|line| of.get(&(*line as i64)).copied()).collect())
}
