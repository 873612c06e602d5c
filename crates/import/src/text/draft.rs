//! A manuscript in the making, with the count of its letters.

use manuscript::{Chapter, Complaint, Manuscript, Newlines, Place, chapter_heading, clean, letters, letters_of_html};

use super::chapters::{self, Piece};
use super::inline::Star;
use super::paragraphs;
use crate::header::{self, Taken, block::Pair};
use crate::headings;
use crate::pieces::append;
use crate::{Account, Arrival, Refusal};

/// How many letters may stand before the first chapter and still be a note; more are a chapter of their own.
const LONGEST_PREFACE: u64 = 3000;

/// The manuscript so far.
pub struct Draft {
    /// What was read.
    pub manuscript: Manuscript,
    /// Letters of the source.
    pub seen: u64,
    facts: u64,
}

impl Draft {
    /// An empty draft of a file.
    pub fn new(format: &str, file: &str) -> Self {
        let mut manuscript = Manuscript::default();
        format.clone_into(&mut manuscript.provenance.format);
        file.clone_into(&mut manuscript.provenance.file);
        Self { manuscript, seen: 0, facts: 0 }
    }

    /// Puts a header line where it belongs and counts its letters.
    pub fn take(&mut self, pair: &Pair) {
        let value = pair.value.trim();
        let dropped = |manuscript: &Manuscript| crate::account::dropped_letters(manuscript);
        let before = dropped(&self.manuscript);
        match header::take(&pair.label, value, &mut self.manuscript) {
            Taken::Fact => self.facts += letters(&pair.label) + letters(value) - (dropped(&self.manuscript) - before),
            Taken::Prose => {
                self.facts += letters(&pair.label);
                self.markup(header::letters_of_tags(value));
            }
            Taken::Statement => self.markup(header::letters_of_tags(value)),
        }
    }

    /// Counts a text as a fact that was read into a field.
    pub fn fact(&mut self, text: &str) {
        self.facts += letters(text);
    }

    /// Counts letters that were read into fields.
    pub fn facts(&mut self, letters: u64) {
        self.facts += letters;
    }

    /// Takes letters of markup off what was seen: they are not visible text.
    pub fn markup(&mut self, letters: u64) {
        self.seen -= letters;
    }

    /// Drops a text and says so.
    pub fn drop(&mut self, what: &str, text: &str) {
        Complaint::dropped(what, text).join(&mut self.manuscript.complaints);
    }

    /// Divides the rest of the text into chapters and paragraphs.
    pub fn add_chapters(&mut self, lines: &[&str], star: Star) {
        for piece in chapters::split(lines) {
            let set = paragraphs::html(piece.lines, star);
            self.markup(set.markup);
            self.fact(piece.head);
            self.add_piece(&piece, &set.html);
        }
    }

    fn add_piece(&mut self, piece: &Piece<'_>, html: &str) {
        let is_preface = piece.is_preface && letters_of_html(html) <= LONGEST_PREFACE;
        if is_preface {
            let m = &mut self.manuscript;
            let notes = clean(html, Place::Notes, Newlines::Space, &mut m.complaints);
            append(&mut m.notes, notes, Place::Notes, &mut m.complaints);
        } else if !html.is_empty() || !piece.head.is_empty() {
            let body = clean(html, Place::Body, Newlines::Space, &mut self.manuscript.complaints);
            let title = self.title(piece);
            self.manuscript.chapters.push(Chapter { title, body, ..Chapter::default() });
        }
    }

    /// The title of a piece; a bare number that counts is none.
    fn title(&mut self, piece: &Piece<'_>) -> String {
        let is_numbered = piece.title.is_empty() && chapter_heading(piece.head).is_some();
        if is_numbered { headings::title(piece.head, &mut self.manuscript) } else { piece.title.clone() }
    }

    /// The finished arrival; a text without a letter of story is none.
    pub fn arrive(mut self) -> Result<Arrival, Refusal> {
        header::settle(&mut self.manuscript);
        self.arrive_as_it_is()
    }

    /// The finished arrival of which nothing has to be concluded.
    pub fn arrive_as_it_is(self) -> Result<Arrival, Refusal> {
        if self.manuscript.chapters.iter().all(|chapter| chapter.body.is_empty()) {
            return Err(Refusal::NoStory("it has no text after its header".to_owned()));
        }
        let account = Account::of(&self.manuscript, self.seen, self.facts);
        Ok(Arrival { manuscript: self.manuscript, account })
    }
}
