//! Reading series. A series is there for those who see one of its works (VIS-8), and shows only what they see.

use crate::db::args;
use crate::works::{self, WorkCard};
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
    /// Those of its works that this viewer sees, in order.
    pub works: Vec<WorkCard>,
}

/// A series with the works that this viewer sees of it.
pub fn show(viewer: &Viewer, tx: &Tx<'_>, id: SeriesId) -> Result<SeenSeries> {
    let found = tx.first("select id, title, summary from series where id = $1", args![id], |row| {
        Ok(SeenSeries { id: row.get(0)?, title: row.get(1)?, summary: row.get(2)?, works: Vec::new() })
    })?;
    let mut series = found.ok_or(Error::NotFound)?;
    series.works = works::in_order_of_series(viewer, tx, id)?;
    if series.works.is_empty() {
        return Err(Error::NotFound);
    }
    series.works = works::unmuted(viewer, tx, series.works)?;
    Ok(series)
}
