//! Where every letter of a file went: into the story, into a fact of the title page, or into a complaint.

use manuscript::{Chapter, Manuscript, Prose, letters_of_html};
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
    /// The account of a finished manuscript: `seen` was counted from the source, `facts` while reading; prose and
    /// complaints are counted here from what really stands in the manuscript.
    pub fn of(manuscript: &Manuscript, seen: u64, facts: u64) -> Self {
        Self { seen, facts, story: story_letters(manuscript), dropped: dropped_letters(manuscript) }
    }

    /// Letters that went nowhere (positive) or came from nowhere (negative); 0 when nothing was lost.
    pub fn difference(&self) -> i64 {
        self.seen as i64 - (self.story + self.facts + self.dropped) as i64
    }
}

/// The letters of all prose in a manuscript: summaries, notes and bodies, not titles and tags.
pub fn story_letters(manuscript: &Manuscript) -> u64 {
    let work = [&manuscript.summary, &manuscript.notes, &manuscript.end_notes];
    work.into_iter()
        .chain(manuscript.chapters.iter().flat_map(chapter_prose))
        .map(|prose| letters_of_html(prose.html()))
        .sum()
}

/// The letters that the manuscript's complaints name as dropped.
pub fn dropped_letters(manuscript: &Manuscript) -> u64 {
    manuscript.complaints.iter().map(|complaint| complaint.letters).sum()
}

fn chapter_prose(chapter: &Chapter) -> [&Prose; 4] {
    [&chapter.summary, &chapter.notes, &chapter.body, &chapter.end_notes]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_went_nowhere_shows_as_a_difference() {
        let whole = Account { seen: 12, story: 5, facts: 3, dropped: 4 };
        assert_eq!(whole.difference(), 0);
        assert_eq!(Account { story: 4, ..whole }.difference(), 1);
        assert_eq!(Account { facts: 5, ..whole }.difference(), -2);
    }
}
