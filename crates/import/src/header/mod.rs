//! What a story's header says: known labels in any case and order, rating words, dates, and guesses from prose.
//!
//! Facts and proposals are different things: only an explicit label with an unambiguous value sets a field; whatever is
//! read from prose becomes a [`Proposal`] that a person confirms.

use jiff::civil::Date;
use manuscript::{Manuscript, Proposal, Rating};

/// The rating that a word of any archive means (IMP-7); `None` when it means none for certain.
pub fn rating(word: &str) -> Option<Rating> {
    word.parse().ok()
}

/// A day in any of the forms fans write (IMP-9); `None` when it is ambiguous beyond repair or no date.
pub fn parse_date(text: &str) -> Option<Date> {
    text.trim().parse().ok()
}

/// What plain prose (a summary, a subject line) seems to say of ratings, warnings, categories and pairings.
pub fn propose(prose: &str) -> Vec<Proposal> {
    let _ = prose;
    Vec::new()
}

/// Puts the plain-text `value` of a header line into the field that `label` means, in any case, singular or plural, with or without colon.
///
/// Returns whether the label is known; an unknown one changes nothing, and the caller keeps it in [`Manuscript::extra`].
pub fn apply(label: &str, value: &str, manuscript: &mut Manuscript) -> bool {
    let _ = (label, value, manuscript);
    false
}
