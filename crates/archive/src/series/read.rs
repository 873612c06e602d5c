//! Reading series. A series is there for those who see one of its works (VIS-8), and shows only what they see.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::db::args;
use crate::people::Byline;
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
    /// What its creators say beside it, clean HTML; may be empty.
    pub notes: String,
    /// Whether its creators say that nothing more will come.
    pub is_complete: bool,
    /// Who made the works that this viewer sees of it, each once, in the order of the works (SER-1).
    pub creators: Vec<Byline>,
    /// Those of its works that this viewer sees, in order: a page of them.
    pub works: Page<WorkCard>,
    /// The words of all that this viewer sees of it.
    pub words: u64,
    /// When the first of what this viewer sees of it was published.
    pub begun: Option<Date>,
    /// When something of what this viewer sees of it was revised last.
    pub updated: Option<Timestamp>,
    /// Whether the viewer has made one of its works, and so may change it.
    pub is_own: bool,
}

/// A series with a page of the works that this viewer sees of it, but for those of people they have muted (MUT-1).
pub fn show(viewer: &Viewer, tx: &Tx<'_>, id: SeriesId, number: u64) -> Result<SeenSeries> {
    let (mut series, all) = seen(viewer, tx, id)?;
    let shown = works::unmuted(viewer, tx, all)?;
    series.words = shown.iter().map(|card| card.words).sum();
    series.begun = shown.iter().map(|card| card.published).min();
    series.updated = shown.iter().map(|card| card.revised).max();
    series.creators = creators(&shown);
    series.works = Page::of(shown, number);
    Ok(series)
}

/// The works of a series that were published last, as a guest or whoever asks sees them, the newest first, at most `limit`.
pub fn newest(viewer: &Viewer, tx: &Tx<'_>, id: SeriesId, limit: usize) -> Result<(String, Vec<WorkCard>)> {
    let (series, mut cards) = seen(viewer, tx, id)?;
    cards.sort_by_key(|card| std::cmp::Reverse((card.published, card.revised, card.id)));
    cards.truncate(limit);
    Ok((series.title, cards))
}

/// A series with every work that the viewer sees of it, in order.
pub(super) fn seen(viewer: &Viewer, tx: &Tx<'_>, id: SeriesId) -> Result<(SeenSeries, Vec<WorkCard>)> {
    let found = tx.first("select title, summary, notes, complete from series where id = $1", args![id], |row| {
        Ok(SeenSeries {
            id,
            title: row.get(0)?,
            summary: row.get(1)?,
            notes: row.get(2)?,
            is_complete: row.get(3)?,
            creators: Vec::new(),
            works: Page { items: Vec::new(), total: 0, number: 1 },
            words: 0,
            begun: None,
            updated: None,
            is_own: false,
        })
    })?;
    let mut series = found.ok_or(Error::NotFound)?;
    let all = works::in_order_of_series(viewer, tx, id)?;
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    series.is_own = all.iter().any(|card| card.is_own);
    Ok((series, all))
}

/// The names on these works, each once.
fn creators(works: &[WorkCard]) -> Vec<Byline> {
    let mut creators: Vec<Byline> = Vec::new();
    for byline in works.iter().flat_map(|card| &card.bylines) {
        if !creators.contains(byline) {
            creators.push(byline.clone());
        }
    }
    creators
}
