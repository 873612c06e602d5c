//! What a story's header says: known labels in any case and order, rating words, dates, and guesses from prose.
//!
//! Facts and proposals are different things: only an explicit label with an unambiguous value sets a field; whatever is
//! read from prose becomes a `Proposal` that a person confirms. A value that no field can hold is kept in
//! [`Manuscript::extra`], never dropped.

pub(crate) mod block;
mod dates;
mod fields;
mod labels;
mod languages;
mod people;
mod proposals;
pub mod rated_line;
mod rating;
mod relations;
pub mod tags;

use manuscript::{Manuscript, Newlines, Place, Prose, clean};

use crate::text::inline::{self, Star};

pub use dates::{parse_american_date, parse_date};
pub(crate) use fields::put;
pub use labels::{Field, field};
pub use languages::tag as language;
pub(crate) use people::title_and_part;
pub use people::{byline, bylines};
pub use proposals::propose;
pub(crate) use proposals::{proposal, propose_title};
pub use rating::rating;
pub(crate) use relations::apart;

/// Where the letters of a header line went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// Label and value are facts.
    Fact,
    /// The label is a fact, the value stands in the story's prose (a summary, a note).
    Prose,
    /// Label and value stand in the notes, as they were.
    Statement,
}

/// Puts the plain-text `value` of a header line into the field that `label` means, in any case, singular or plural, with or without colon.
///
/// Returns whether the label is known; an unknown one changes nothing, and the caller keeps it in [`Manuscript::extra`].
/// Repeated labels add to each other. A known label whose value the field cannot hold goes to `extra`.
pub fn apply(label: &str, value: &str, manuscript: &mut Manuscript) -> bool {
    let known = field(label);
    if let Some(field) = known {
        put(field, label, value, manuscript);
    }
    known.is_some()
}

/// Like [`apply`], and keeps an unknown line in `extra`; says where the letters went.
pub(crate) fn take(label: &str, value: &str, manuscript: &mut Manuscript) -> Taken {
    match field(label) {
        Some(field) => put(field, label, value, manuscript),
        None => keep(label, value, manuscript),
    }
}

/// Keeps a line that no field holds.
pub(crate) fn keep(label: &str, value: &str, manuscript: &mut Manuscript) -> Taken {
    manuscript.extra.push((label.trim().trim_end_matches(':').trim().to_owned(), value.trim().to_owned()));
    Taken::Fact
}

/// Once the chapters are there: a story that calls itself complete has as many as it has (POST-13).
pub fn settle(manuscript: &mut Manuscript) {
    let says_complete =
        |(label, value): &(String, String)| field(label) == Some(Field::Status) && fields::is_complete(value);
    if manuscript.expected_chapters.is_some_and(|expected| (expected as usize) < manuscript.chapters.len()) {
        manuscript.expected_chapters = None;
    }
    if manuscript.expected_chapters.is_none() && manuscript.extra.iter().any(says_complete) {
        manuscript.expected_chapters = Some(manuscript.chapters.len() as u32);
    }
}

/// The letters of literal tags in a value that [`take`] puts into prose.
pub(crate) fn letters_of_tags(value: &str) -> u64 {
    value.split("\n\n").map(|paragraph| inline::letters_of_tags(paragraph.trim())).sum()
}

/// Adds plain text to a prose field as paragraphs of their own.
pub(crate) fn add_text(prose: &mut Prose, text: &str, place: Place, complaints: &mut Vec<manuscript::Complaint>) {
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    let mut html = prose.html().to_owned();
    for paragraph in paragraphs {
        html.extend(["<p>", &inline::html(paragraph, Star::Em), "</p>"]);
    }
    *prose = clean(&html, place, Newlines::Space, complaints);
}

#[cfg(test)]
mod tests;
