//! Footnotes: numbered anew in each chapter, with their text at its end.

use std::collections::BTreeSet;

use manuscript::footnotes::{self, Note};
use manuscript::letters;

use super::Inline;

/// A piece of HTML with its notes placed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The HTML, with marks for notes and their texts at the end.
    pub html: String,
    /// How many letters and digits the marks are, which the source counts by itself.
    pub marks: u64,
}

/// Puts marks where notes stand in the HTML, and the notes' texts after it; `extra` are notes without a place in it.
///
/// A note is written once: those in `used` are passed over, and those written join them.
pub fn place(html: &str, notes: &[Inline], extra: &[usize], used: &mut BTreeSet<usize>) -> Placed {
    let mut placed = Placed::default();
    let mut texts: Vec<Note> = Vec::new();
    let mut take = |number: usize| {
        let note = notes.get(number).filter(|_| used.insert(number))?;
        let number = texts.len() as u32 + 1;
        texts.push(Note { number, html: note.html.clone() });
        Some(number)
    };
    let mut pieces = html.split("<note ");
    placed.html.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (number, rest) = piece.split_once('>').unwrap_or(("", piece));
        if let Some(number) = number.parse().ok().and_then(&mut take) {
            placed.html.push_str(&footnotes::reference(number));
            placed.marks += letters(&number.to_string());
        }
        placed.html.push_str(rest);
    }
    for number in extra {
        take(*number);
    }
    placed.html.push_str(&footnotes::list(&texts));
    placed
}

/// The numbers of the notes that stand in the HTML.
pub fn numbers(html: &str) -> Vec<usize> {
    let pieces = html.split("<note ").skip(1);
    pieces.filter_map(|piece| piece.split_once('>').and_then(|(number, _)| number.parse().ok())).collect()
}
