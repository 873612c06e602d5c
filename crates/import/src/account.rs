//! Where every letter of a file went: into the story, into a fact of the title page, or into a complaint.

use serde::Serialize;

/// The count of letters and digits (`manuscript::letters`) of one file's visible text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Letters of visible text in the source, counted before anything was understood.
    pub seen: u64,
    /// Letters in the manuscript's prose: bodies, notes, summaries.
    pub story: u64,
    /// Letters read as facts: titles, names, tags, dates, labels.
    pub facts: u64,
    /// Letters named in complaints as dropped.
    pub dropped: u64,
}

impl Account {
    /// Letters that went nowhere (positive) or came from nowhere (negative); 0 when nothing was lost.
    pub fn difference(&self) -> i64 {
        self.seen as i64 - (self.story + self.facts + self.dropped) as i64
    }
}
