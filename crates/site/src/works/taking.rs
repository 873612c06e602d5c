//! A file that is read into a form: its text becomes the form's, what it says of the story is put where nothing was typed
//! and told where something was. Nothing of the file is kept but what stands in the form.

use archive::Slip;
use import::{Arrival, Input};
use manuscript::{Chapter, Manuscript, Place, Proposal, ProposedField, Prose, footnotes};

use super::{doctor::Doctor, form::typed, further::Further, view::View};
use crate::{
    Cx, Problem, Say,
    form::{Fields, Slips},
    languages,
    upload::File,
};

/// The heaviest file that is read. The longest stories are a tenth of it; books with many pictures reach it.
pub(super) const HEAVIEST_FILE: usize = 16 * 1024 * 1024;

/// What a file says of a story, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    name: Name,
    pub(super) value: String,
    /// The words that a guess was made from.
    pub(super) evidence: String,
    pub(super) fate: Fate,
}

/// What something in a file is called.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Name {
    /// By the catalogue.
    Field(&'static str),
    /// By the file.
    Line(String),
}

/// What became of something that a file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stands in a field that was empty.
    Taken,
    /// Something else was typed there, and that stays.
    Left,
    /// It is a guess, for somebody to decide.
    Guessed,
    /// This form has no field for it.
    Told,
}

impl Fate {
    /// The name of its sentence.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Taken => message!("offer-taken"),
            Self::Left => message!("offer-left"),
            Self::Guessed => message!("offer-guessed"),
            Self::Told => message!("offer-told"),
        }
    }
}

impl Offer {
    /// Puts what a file says into an empty field. Where nothing is said, or the same, there is no offer.
    pub(super) fn put(field: &mut String, label: &'static str, value: String) -> Option<Self> {
        if value.is_empty() || *field == value {
            return None;
        }
        let fate = if field.trim().is_empty() { Fate::Taken } else { Fate::Left };
        if fate == Fate::Taken {
            field.clone_from(&value);
        }
        Some(Self { name: Name::Field(label), value, evidence: String::new(), fate })
    }

    /// Ticks what a file says where nothing was ticked.
    pub(super) fn put_all(field: &mut Vec<String>, label: &'static str, values: Vec<String>) -> Option<Self> {
        let mut ticked = field.join(", ");
        let offer = Self::put(&mut ticked, label, values.join(", "))?;
        if offer.fate == Fate::Taken {
            *field = values;
        }
        Some(offer)
    }

    /// The same where there is no such field.
    pub(super) fn without_field(self) -> Self {
        Self { fate: Fate::Told, ..self }
    }

    /// Something of which it is known what became.
    pub(super) fn about(label: &'static str, value: &str, fate: Fate) -> Self {
        Self { name: Name::Field(label), value: value.to_owned(), evidence: String::new(), fate }
    }

    /// Something for which there is no field.
    pub(super) fn told(label: &'static str, value: String) -> Option<Self> {
        let offer = Self { name: Name::Field(label), value, evidence: String::new(), fate: Fate::Told };
        Some(offer).filter(|offer| !offer.value.is_empty())
    }

    fn line((label, value): &(String, String)) -> Self {
        Self { name: Name::Line(label.clone()), value: value.clone(), evidence: String::new(), fate: Fate::Told }
    }

    fn guess(proposal: &Proposal) -> Self {
        let name = Name::Field(field_of(proposal.field));
        Self { name, value: proposal.value.clone(), evidence: proposal.evidence.clone(), fate: Fate::Guessed }
    }

    /// What it is called in the visitor's language, or by the file.
    pub(super) fn label(&self, say: &Say) -> String {
        match &self.name {
            Name::Field(name) => say.text(name),
            Name::Line(line) => line.clone(),
        }
    }
}

const fn field_of(field: ProposedField) -> &'static str {
    match field {
        ProposedField::Rating => message!("field-rating"),
        ProposedField::Warning => message!("field-warnings"),
        ProposedField::Category => message!("field-categories"),
        ProposedField::Fandom => message!("field-fandoms"),
        ProposedField::Relationship => message!("field-relationships"),
        ProposedField::Character => message!("field-characters"),
        ProposedField::Additional => message!("field-additional"),
        ProposedField::Language => message!("field-language"),
        ProposedField::Title => message!("field-title"),
        ProposedField::Byline => message!("offer-byline"),
    }
}

/// What no form has a field for: by whom it is, its series, its other lines, its language where the form says one
/// already; and what was guessed.
pub(super) fn besides(story: &Manuscript) -> Vec<Offer> {
    let listed = |names: Vec<String>| names.join(", ");
    let language = if story.language == "und" { "" } else { languages::name(&story.language) };
    let fields = [
        Offer::told(message!("offer-byline"), listed(story.bylines.iter().map(ToString::to_string).collect())),
        Offer::told(message!("offer-series"), listed(story.series.iter().map(|place| place.title.clone()).collect())),
        Offer::told(message!("field-language"), language.to_owned()),
        Offer::told(message!("offer-source"), story.provenance.url.clone().unwrap_or_default()),
    ];
    let lines = story.extra.iter().map(Offer::line);
    fields.into_iter().flatten().chain(lines).chain(story.proposals.iter().map(Offer::guess)).collect()
}

/// Whether a chapter's title is only a number, `Part One`: that is no title of a work.
pub(super) fn is_number(title: &str) -> bool {
    manuscript::chapter_heading(title).is_some_and(|heading| heading.title.is_empty())
}

/// Puts what a chapter says of itself into its title, summary and notes before and after the text, where nothing was typed.
pub(super) fn of_chapter([title, summary, notes, end_notes]: [&mut String; 4], chapter: &Chapter) -> Vec<Offer> {
    let fields = [
        (title, message!("field-chapter-title"), chapter.title.clone()),
        (summary, message!("field-summary"), typed(&chapter.summary, Place::Summary)),
        (notes, message!("field-notes"), typed(&chapter.notes, Place::Notes)),
        (end_notes, message!("field-end-notes"), typed(&chapter.end_notes, Place::Notes)),
    ];
    fields.into_iter().filter_map(|(field, label, value)| Offer::put(field, label, value)).collect()
}

/// What a form sends of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Chosen {
    file: Option<File>,
    /// Whether its text comes after the one that is there, and not in its place.
    pub(super) is_after: bool,
}

impl Chosen {
    pub(super) fn read(fields: &Fields) -> Self {
        Self { file: fields.file("file").cloned(), is_after: fields.line("file_goes") == "after" }
    }

    /// What it was called.
    pub(super) fn name(&self) -> &str {
        self.file.as_ref().map(|file| file.name.as_str()).unwrap_or_default()
    }

    /// The one story in it, or why there is none, at its field.
    pub(super) async fn arrival(&self, cx: &Cx, slips: &mut Slips) -> Result<Option<Arrival>, Problem> {
        let outcome = match self.file.clone() {
            None => Err(Slip::Missing),
            Some(file) if file.bytes.len() > HEAVIEST_FILE => {
                let kilobytes = |bytes: usize| bytes as u64 / 1_000;
                Err(Slip::TooHeavy { most: kilobytes(HEAVIEST_FILE), is: kilobytes(file.bytes.len()) })
            }
            Some(file) => cx.away(move || read(&file)).await?,
        };
        Ok(outcome.map_err(|slip| slips.add("file", slip)).ok())
    }
}

fn read(file: &File) -> Result<Arrival, Slip> {
    let read = import::read(Input { name: &file.name, bytes: &file.bytes });
    let mut stories = read.map_err(|refusal| Slip::NotRead { why: refusal.to_string() })?;
    match stories.len() {
        1 => stories.pop().ok_or(Slip::Missing),
        many => Err(Slip::SeveralStories { is: many as u64 }),
    }
}

/// A text with that of a file after it or in its place, and the text that gave way.
pub(super) fn together(view: View, typed: &str, new: &Prose, is_after: bool) -> (String, String) {
    if typed.trim().is_empty() {
        return (view.shown_anew(new), String::new());
    }
    if !is_after {
        return (view.shown_anew(new), typed.to_owned());
    }
    let there = view.cleaned(typed, &mut Vec::new());
    (view.shown_anew(&joined(&[there.html(), new.html()])), String::new())
}

/// All chapters as one text, each under its title or number, with its summary and notes set apart; of an only one its text.
pub(super) fn one_text(chapters: &[Chapter]) -> Prose {
    if let [only] = chapters {
        return only.body.clone();
    }
    let heads = chapters.iter().zip(1..).map(|(chapter, number)| {
        let title =
            if chapter.title.is_empty() { format!("Chapter {number}") } else { manuscript::escaped(&chapter.title) };
        format!("<h2>{title}</h2>") + &quoted(&chapter.summary) + &quoted(&chapter.notes)
    });
    let parts: Vec<String> = heads
        .zip(chapters)
        .flat_map(|(head, chapter)| [head, chapter.body.html().to_owned(), quoted(&chapter.end_notes)])
        .collect();
    joined(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Clean texts as one, their notes counted on.
fn joined(texts: &[&str]) -> Prose {
    View::Rich.cleaned(&footnotes::joined(texts.iter().copied()), &mut Vec::new())
}

fn quoted(prose: &Prose) -> String {
    if prose.is_empty() { String::new() } else { format!("<blockquote>{}</blockquote>", prose.html()) }
}

/// The texts of a new work's form: the first one, and the chapters that follow it.
#[derive(Debug, Clone, Default)]
pub(super) struct Chapters {
    /// What else there is of the first chapter, where there are others.
    pub(super) first: Option<Further>,
    pub(super) more: Vec<Further>,
}

impl Chapters {
    pub(super) fn read(fields: &Fields) -> Self {
        let more = fields.all("more").iter().filter_map(|field| Further::sent(field)).collect();
        Self { first: Further::sent(fields.raw("first")), more }
    }

    /// Puts a file's chapters after those that are there or in their place; gives the new first text, and what gave way.
    pub(super) fn put(&mut self, view: View, typed: &str, chapters: &[Chapter], is_after: bool) -> (String, String) {
        let is_after = is_after && !typed.trim().is_empty();
        let mut new = chapters.iter().map(Further::of);
        if is_after {
            self.first.get_or_insert_default();
            self.more.extend(new);
            return (typed.to_owned(), String::new());
        }
        self.first = new.next().map(Further::without_text);
        self.more = new.collect();
        let first = chapters.first().map(|chapter| view.shown_anew(&chapter.body)).unwrap_or_default();
        (first, typed.to_owned())
    }

    /// What there is of the first chapter, as it is sent; empty where there is nothing.
    pub(super) fn first_field(&self) -> String {
        self.first.as_ref().map(Further::field).unwrap_or_default()
    }

    /// How many chapters the work has with them.
    pub(super) fn count(&self) -> u64 {
        1 + self.more.len() as u64
    }
}

/// What became of a form that a file was read into.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub(super) offers: Vec<Offer>,
    /// The text that gave way.
    pub(super) before: String,
    /// A sentence about the file's chapters by its name, and how many they are.
    pub(super) remark: Option<(&'static str, u64)>,
}

impl Taken {
    /// The report on it.
    pub(super) fn report<'a>(&self, cx: &'a Cx, arrival: &'a Arrival, name: &str) -> Doctor<'a> {
        let remark = self.remark.map(|(name, count)| cx.say.of(name, count));
        let (offers, before) = (self.offers.clone(), self.before.clone());
        Doctor::of(cx, arrival, name).with_offers(offers).remarking(remark).in_place_of(before)
    }
}

#[cfg(test)]
mod tests {
    use testkit::prose;

    use super::*;

    fn chapter(title: &str, text: &str) -> Chapter {
        Chapter { title: title.to_owned(), body: prose(text), notes: prose("<p>n</p>"), ..Chapter::default() }
    }

    #[test]
    fn what_was_typed_is_never_overwritten() {
        let (mut empty, mut typed) = (String::new(), "mine".to_owned());
        let taken = Offer::put(&mut empty, "field-title", "theirs".to_owned()).unwrap();
        let left = Offer::put(&mut typed, "field-title", "theirs".to_owned()).unwrap();
        assert_eq!((taken.fate, left.fate), (Fate::Taken, Fate::Left));
        assert_eq!((empty.as_str(), typed.as_str()), ("theirs", "mine"));
        assert_eq!(Offer::put(&mut typed, "field-title", "mine".to_owned()), None);
        assert_eq!(Offer::put(&mut typed, "field-title", String::new()), None);
    }

    #[test]
    fn a_text_goes_after_another_or_in_its_place_and_what_gave_way_is_given_back() {
        let new = prose("<p>New.</p>");
        assert_eq!(together(View::Html, "Old.", &new, true), ("<p>Old.</p>\n\n<p>New.</p>".into(), String::new()));
        assert_eq!(together(View::Markdown, "Old.", &new, false), ("New.".into(), "Old.".into()));
        assert_eq!(together(View::Html, " ", &new, true), ("<p>New.</p>".into(), String::new()));
    }

    #[test]
    fn chapters_as_one_text_lose_neither_titles_nor_notes() {
        let text = one_text(&[chapter("A & b", "<p>One.</p>"), chapter("", "<p>Two.</p>")]);
        let note = "<blockquote><p>n</p></blockquote>";
        assert_eq!(text.html(), format!("<h2>A &amp; b</h2>{note}<p>One.</p><h2>Chapter 2</h2>{note}<p>Two.</p>"));
    }

    #[test]
    fn chapters_follow_or_replace_those_that_are_there() {
        let (mut form, two) = (Chapters::default(), [chapter("A", "<p>One.</p>"), chapter("B", "<p>Two.</p>")]);
        assert_eq!(form.put(View::Html, "", &two, false), ("<p>One.</p>".to_owned(), String::new()));
        assert_eq!((form.count(), form.first.as_ref().unwrap().title.as_str()), (2, "A"));
        assert_eq!(form.put(View::Html, "<p>One.</p>", &two, true).0, "<p>One.</p>");
        assert_eq!(form.more.iter().map(|chapter| chapter.title.as_str()).collect::<Vec<_>>(), ["B", "A", "B"]);
    }
}
