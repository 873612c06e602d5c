//! Reads plain text: paragraphs by statistics, emphasis by its marks, and everything else left as the author typed it.
//!
//! Mail headers, the header block and chapter heads are taken off around the story; what is neither fact nor story (a
//! signature, a list's footer) is dropped with its letters named. Linear in the length of the text.

pub(crate) mod chapters;
mod draft;
mod front;
pub mod inline;
mod mail;
mod own;
pub(crate) mod paragraphs;
#[cfg(test)]
mod tests;

use manuscript::letters;

use self::draft::Draft;
use self::inline::Star;
use crate::{Arrival, Input, Refusal, charset};

/// Reads one story from plain text in any charset.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let decoded = charset::decode(input.bytes, None);
    let mut draft = Draft::new("Plain text", input.name);
    draft.seen = letters(&decoded.text);
    draft.manuscript.complaints.extend(decoded.complaints);
    let text = decoded.text.replace('\u{c}', "\n\n");
    let lines: Vec<&str> = text.lines().collect();

    if own::is_one(&lines) {
        own::read(&lines, &mut draft);
        return draft.arrive();
    }
    let lines = mail::without_headers(&lines, &mut draft);
    let lines = front::without_header(lines, &mut draft);
    front::title_from_subject(&mut draft);
    let (lines, footers) = mail::without_footers(lines);
    for (what, text) in footers {
        draft.drop(what, &text);
    }
    let unquoted = mail::without_quoting(lines, &mut draft);
    let lines: Vec<&str> = unquoted.iter().map(AsRef::as_ref).collect();
    let lines = front::without_repeated_title(&lines, &mut draft);

    draft.add_chapters(lines, Star::Em);
    draft.arrive()
}
