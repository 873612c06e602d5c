//! Reading series. A series is there for those who see one of its works (VIS-8), and shows only what they see.

use crate::db::args;
use crate::works::{self, Page, WorkCard};
use crate::{Error, Result, SeriesId, Tx, Viewer};

/// A series as somebody has seen it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenSeries {
    /// Its id.
    pub id: SeriesId,
    /// Its title, plain text.
    pub title: String,
    /// What it is about, clean HTML; may be empty.
    pub summary: String,
    /// Those of its works that this viewer sees, in order: a page of them.
    pub works: Page<WorkCard>,
    /// The words of all that this viewer sees of it.
    pub words: u64,
}

/// A series with a page of the works that this viewer sees of it, but for those of people they have muted (MUT-1).
pub fn show(viewer: &Viewer, tx: &Tx<'_>, id: SeriesId, number: u64) -> Result<SeenSeries> {
    let found = tx.first("select title, summary from series where id = $1", args![id], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?))
    })?;
    let (title, summary) = found.ok_or(Error::NotFound)?;
    let all = works::in_order_of_series(viewer, tx, id)?;
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    let shown = works::unmuted(viewer, tx, all)?;
    let words = shown.iter().map(|card| card.words).sum();
    Ok(SeenSeries { id, title, summary, works: Page::of(shown, number), words })
}
