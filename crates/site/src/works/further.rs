//! Chapters that came with a file: they stand in the form of a new work, a tick for each, until the work is saved.
//!
//! They are sent back as they were read and cleaned again like everything that is sent; later each has a form of its own.

use manuscript::{Chapter, Complaint, Place, Prose, count_words};
use serde::{Deserialize, Serialize};

use super::form::cleaned;

/// A chapter in a form: clean HTML, but for the title.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Further {
    pub(super) title: String,
    summary: String,
    notes: String,
    text: String,
    end_notes: String,
}

impl Further {
    /// A chapter as a form carries it.
    pub(super) fn of(chapter: &Chapter) -> Self {
        let html = |prose: &Prose| prose.html().to_owned();
        Self {
            title: chapter.title.clone(),
            summary: html(&chapter.summary),
            notes: html(&chapter.notes),
            text: html(&chapter.body),
            end_notes: html(&chapter.end_notes),
        }
    }

    /// The same without its text, which stands in a field of its own.
    pub(super) fn without_text(self) -> Self {
        Self { text: String::new(), ..self }
    }

    /// What was sent; nothing where that is no chapter.
    pub(super) fn sent(field: &str) -> Option<Self> {
        serde_json::from_str(field).ok()
    }

    /// As it is sent.
    pub(super) fn field(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// All of it as one text, to be copied.
    pub(super) fn copy(&self) -> String {
        let parts = [&self.title, &self.summary, &self.notes, &self.text, &self.end_notes];
        parts.map(String::as_str).into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    /// How many words its text has.
    pub(super) fn words(&self) -> u64 {
        count_words(&self.text)
    }

    /// The chapter, clean.
    pub(super) fn chapter(&self, complaints: &mut Vec<Complaint>) -> Chapter {
        let mut clean = |html: &str, place| cleaned(html, place, complaints);
        Chapter {
            title: self.title.clone(),
            summary: clean(&self.summary, Place::Summary),
            notes: clean(&self.notes, Place::Notes),
            body: clean(&self.text, Place::Body),
            end_notes: clean(&self.end_notes, Place::Notes),
            ..Chapter::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::prose;

    #[test]
    fn a_chapter_comes_back_as_it_was_and_nothing_forged_comes_with_it() {
        let text = prose("<p>a <em>b</em></p><hr />");
        let chapter =
            Chapter { title: "A \"b\" <c>".into(), notes: prose("<p>n</p>"), body: text, ..Chapter::default() };
        let back = Further::sent(&Further::of(&chapter).field()).unwrap();
        assert_eq!((back.chapter(&mut Vec::new()), back.words()), (chapter, 2));
        let forged = Further::sent("{\"text\":\"<p onclick=x>a<script>b</script></p>\",\"more\":1}").unwrap();
        assert_eq!(forged.chapter(&mut Vec::new()).body.html(), "<p>a</p>");
        assert_eq!(Further::sent("{\"text\":"), None);
    }
}
