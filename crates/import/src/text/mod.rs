//! Reads plain text: paragraphs by statistics, emphasis by its marks, and everything else left as the author typed it.
//!
//! The header block and chapter heads are taken off around the story; what is neither fact nor story (a signature, a
//! list's footer) is dropped with its letters named. Linear in the length of the text.

pub(crate) mod chapters;
pub(crate) mod draft;
pub(crate) mod frame;
mod front;
pub mod inline;
pub(crate) mod own;
pub(crate) mod paragraphs;
#[cfg(test)]
mod tests;

use manuscript::letters;

use self::draft::Draft;
use self::inline::Star;
use crate::mail::headers::title_from_subject;
use crate::{Arrival, Input, Refusal, charset};

/// Reads one story from plain text in any charset.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let decoded = charset::decode(input.bytes, None);
    if own::is_one(&decoded.text) {
        return read_own(input);
    }
    let mut draft = Draft::new("Plain text", input.name);
    draft.seen = letters(&decoded.text);
    draft.manuscript.complaints.extend(decoded.complaints);
    tell(&decoded.text, draft)
}

/// Reads a text into a draft that has counted its letters.
pub(crate) fn tell(text: &str, mut draft: Draft) -> Result<Arrival, Refusal> {
    let text = text.replace('\u{c}', "\n\n");
    let lines: Vec<&str> = text.lines().collect();

    let lines = front::without_header(&lines, &mut draft);
    title_from_subject(&mut draft.manuscript);
    let (lines, footers) = frame::without_footers(lines);
    for (what, text) in footers {
        draft.drop(what, &text);
    }
    let unquoted = frame::without_quoting(lines, &mut draft);
    let lines: Vec<&str> = unquoted.iter().map(AsRef::as_ref).collect();
    let lines = front::without_repeated_title(&lines, &mut draft);

    draft.add_chapters(lines, Star::Em);
    draft.arrive()
}

fn read_own(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let text = charset::decode_own(input.bytes).text;
    let mut draft = Draft::new("Foolscap (text)", input.name);
    draft.seen = letters(&text);
    own::read(&text.lines().collect::<Vec<_>>(), &mut draft);
    draft.arrive_as_it_is()
}
