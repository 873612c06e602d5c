//! Shelves as their reader takes them away.

use jiff::Timestamp;
use serde::Serialize;

use super::read::of_person;
use crate::clock::from_millis;
use crate::db::args;
use crate::{Error, Result, Tx, Viewer};

/// A shelf as its reader takes it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// What it is called.
    pub name: String,
    /// Whether others may see it.
    pub public: bool,
    /// In which order its works stand: `added`, `title` or `hand`.
    pub order: &'static str,
    /// When it was made.
    pub made: Timestamp,
    /// What stands on it, in the order set by hand.
    pub works: Vec<KeptWork>,
}

/// A work on a shelf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptWork {
    /// Its number.
    pub work: i64,
    /// When it was put there.
    pub added: Timestamp,
}

/// All of the viewer's shelves.
pub fn all_of(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Kept>> {
    let shelves = of_person(viewer, tx, viewer.person().ok_or(Error::LogIn)?)?.into_iter();
    let text = "select work_id, at from shelved where shelf_id = $1 order by position";
    let kept = shelves.map(|shelf| {
        let read = |row: &crate::db::Row<'_>| Ok(KeptWork { work: row.get(0)?, added: from_millis(row.get(1)?) });
        let works = tx.all(text, args![shelf.id], read)?;
        let order = shelf.sort.word();
        Ok(Kept { name: shelf.name, public: shelf.is_public, order, made: shelf.at, works })
    });
    kept.collect()
}
