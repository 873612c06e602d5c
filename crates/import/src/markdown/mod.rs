//! Reads Markdown with or without YAML front matter.
//!
//! The front matter's keys are those that Foolscap writes and the usual ones of other programs; `#` heads are chapters.
//! Raw HTML goes through the cleaner like any other. An indented paragraph is a paragraph: stories hold no program code.

mod body;
mod fields;
mod footnotes;
mod front_matter;
mod heads;
#[cfg(test)]
mod tests;

use manuscript::{Chapter, Complaint, Manuscript, Newlines, Place, Prose, clean, letters, letters_of_html};

pub(crate) use self::fields::take_text;
use self::heads::{Divided, Head};
use crate::pieces::append;
use crate::{Account, Arrival, Input, Refusal, charset, header, headings};

/// How many letters may stand before the first chapter and still be a note; more are a chapter of their own.
const LONGEST_PREFACE: u64 = 3000;

/// Reads one story from Markdown.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let is_own = front_matter::is_own(input.bytes);
    let decoded = if is_own { charset::decode_own(input.bytes) } else { charset::decode(input.bytes, None) };
    let mut reading = Reading::of(if is_own { "Foolscap (Markdown)" } else { "Markdown" }, input.name);
    reading.is_own = is_own;
    reading.manuscript.complaints.extend(decoded.complaints);
    let (front, body) = front_matter::split(&decoded.text);
    if let Some(front) = front {
        fields::read(front, &mut reading);
    }
    reading.read_body(body)
}

/// Markdown that somebody typed, as clean prose: nothing in it is taken for a title or a header. What was dropped, changed
/// or doubted joins `complaints`.
///
/// Markdown that `export` made of a clean text gives that text again.
pub fn prose(markdown: &str, place: Place, complaints: &mut Vec<Complaint>) -> Prose {
    let markdown = body::without_code_indents(markdown);
    let lines: Vec<&str> = markdown.lines().collect();
    let (lines, mut definitions) = footnotes::take(&lines);
    let mut text = lines.join("\n");
    let notes = footnotes::referred(&text, &mut definitions) + &footnotes::unreferred(&definitions);
    text.push_str(&notes);
    let mut reading = Reading::default();
    let prose = reading.prose(&text, place);
    reading.manuscript.complaints.into_iter().for_each(|complaint| complaint.join(complaints));
    prose
}

/// A manuscript in the making, with the count of its letters.
#[derive(Default)]
pub(crate) struct Reading {
    /// What was read.
    pub(crate) manuscript: Manuscript,
    seen: u64,
    facts: u64,
    /// Dates and names of chapters, which stand in the front matter.
    chapters: Vec<Chapter>,
    /// Whether Foolscap wrote the file, so that nothing in it has to be guessed.
    is_own: bool,
}

impl Reading {
    /// An empty draft of a file.
    pub(crate) fn of(format: &str, file: &str) -> Self {
        let mut reading = Self::default();
        format.clone_into(&mut reading.manuscript.provenance.format);
        file.clone_into(&mut reading.manuscript.provenance.file);
        reading
    }

    /// Counts a text that was read into a field.
    pub(crate) fn fact(&mut self, text: &str) {
        self.seen += letters(text);
        self.facts += letters(text);
    }

    /// Markdown as clean prose; letters that the cleaner left out without a word are named.
    fn prose(&mut self, markdown: &str, place: Place) -> Prose {
        let html = body::html(markdown);
        let seen = body::visible_letters(&html);
        let mut complaints = Vec::new();
        let prose = clean(&html, place, Newlines::Space, &mut complaints);
        let named: u64 = complaints.iter().map(|complaint| complaint.letters).sum();
        let told = letters_of_html(prose.html()) + named;
        // What never ends hides a text from a browser, and not from the cleaner.
        self.seen += seen.max(told);
        let lost = seen.saturating_sub(told);
        if lost > 0 {
            let complaint = Complaint::dropped("text that cannot be shown", "");
            Complaint { letters: lost, ..complaint }.join(&mut complaints);
        }
        for complaint in complaints {
            complaint.join(&mut self.manuscript.complaints);
        }
        prose
    }

    /// Drops a text that is no part of the story, and says so.
    pub(crate) fn drop(&mut self, what: &str, text: &str) {
        self.seen += letters(text);
        if letters(text) > 0 {
            Complaint::dropped(what, text).join(&mut self.manuscript.complaints);
        }
    }

    /// Adds Markdown to the summary.
    pub(crate) fn add_summary(&mut self, markdown: &str) {
        let more = self.prose(markdown, Place::Summary);
        let m = &mut self.manuscript;
        append(&mut m.summary, more, Place::Summary, &mut m.complaints);
        self.manuscript.proposals.extend(header::propose(markdown));
    }

    /// Adds a chapter of Markdown.
    pub(crate) fn add_chapter(&mut self, title: String, markdown: &str) {
        let markdown = body::without_code_indents(markdown);
        let body = self.prose(&markdown, Place::Body);
        self.manuscript.chapters.push(Chapter { title, body, ..Chapter::default() });
    }

    /// The finished arrival; a text without a letter of story is none.
    pub(crate) fn arrive(mut self) -> Result<Arrival, Refusal> {
        if self.manuscript.chapters.iter().all(|chapter| chapter.body.is_empty()) {
            return Err(Refusal::NoStory("it has no text after its header".to_owned()));
        }
        if !self.is_own {
            header::settle(&mut self.manuscript);
        }
        let account = Account::of(&self.manuscript, self.seen, self.facts);
        Ok(Arrival { manuscript: self.manuscript, account })
    }

    fn read_body(mut self, body: &str) -> Result<Arrival, Refusal> {
        if self.is_own {
            let lines: Vec<&str> = body.lines().collect();
            return self.read_chapters(&heads::split_own(&lines));
        }
        let body = body::without_code_indents(body);
        let lines: Vec<&str> = body.lines().collect();
        let (lines, title) = heads::work_title(&lines, &self.manuscript.title);
        if let Some(title) = title {
            self.fact(&title);
            self.manuscript.title = title;
        }
        let (lines, mut definitions) = footnotes::take(lines);
        let mut pieces = heads::split(&lines);
        for (_, divided) in &mut pieces {
            let notes = footnotes::referred(&divided.body, &mut definitions);
            divided.body.push_str(&notes);
        }
        if let Some((_, last)) = pieces.last_mut() {
            last.body.push_str(&footnotes::unreferred(&definitions));
        }
        self.read_chapters(&pieces)
    }

    fn read_chapters(mut self, pieces: &[(Option<Head>, Divided)]) -> Result<Arrival, Refusal> {
        for (head, divided) in pieces {
            self.take(head.as_ref(), divided, pieces.len() > 1);
        }
        self.arrive()
    }

    fn title(&mut self, head: &Head) -> String {
        head.title.clone().unwrap_or_else(|| headings::title(&head.text, &mut self.manuscript))
    }

    fn take(&mut self, head: Option<&Head>, divided: &Divided, many: bool) {
        let body = self.prose(&divided.body, Place::Body);
        if head.is_none() && many && letters_of_html(body.html()) <= LONGEST_PREFACE {
            let m = &mut self.manuscript;
            let notes = clean(body.html(), Place::Notes, Newlines::Space, &mut m.complaints);
            append(&mut m.notes, notes, Place::Notes, &mut m.complaints);
            return;
        }
        let facts = self.chapters.get(self.manuscript.chapters.len()).cloned().unwrap_or_default();
        if let Some(head) = head {
            self.fact(&head.text);
        }
        let chapter = Chapter {
            title: head.map(|head| self.title(head)).unwrap_or_default(),
            summary: self.prose(&divided.summary, Place::Summary),
            notes: self.prose(&divided.notes, Place::Notes),
            end_notes: self.prose(&divided.end_notes, Place::Notes),
            body,
            ..facts
        };
        self.manuscript.chapters.push(chapter);
    }
}
