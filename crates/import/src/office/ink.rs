//! Sizes and colours of text, which no story keeps: what is set by hand and is not the document's ordinary text is named.
//!
//! What a named style says is no more than what the style is for, and many programs write the size of all text by hand; so
//! only that counts which differs from its style and from most of the document.

use std::collections::BTreeMap;

use manuscript::{Complaint, Trouble, letters};

/// What a per cent of a size is of the usual twelve points, in tenths of a point.
const PER_CENT: f32 = 1.2;

/// A size and a colour, as far as they are said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ink {
    /// In any one unit of the format.
    pub size: Option<u32>,
    /// Red, green and blue in one number; 0 for the page's own.
    pub colour: Option<u32>,
}

impl Ink {
    /// This ink where it says something, the other one where not.
    #[must_use]
    pub fn over(self, base: Self) -> Self {
        Self { size: self.size.or(base.size), colour: self.colour.or(base.colour) }
    }
}

/// A size such as `12pt`, or `120%` of the usual one.
pub fn size(value: &str) -> Option<u32> {
    let (number, share) = value.strip_suffix('%').map_or_else(
        || (value.trim_end_matches(|unit: char| unit.is_ascii_alphabetic()), 10.0),
        |number| (number, PER_CENT),
    );
    number.trim().parse::<f32>().ok().map(|number| (number * share).round() as u32)
}

/// A colour such as `#ff0000` or `FF0000`; black is what the page has by itself.
pub fn colour(value: &str) -> u32 {
    u32::from_str_radix(value.trim_start_matches('#'), 16).unwrap_or(0)
}

/// The inks of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inks {
    sizes: Values,
    colours: Values,
}

impl Inks {
    /// Counts text of an ink whose style alone would have another.
    pub fn add(&mut self, text: &str, ink: Ink, styled: Ink) {
        if !text.trim().is_empty() {
            self.sizes.add(text, Value(ink.size), Value(styled.size));
            let colour = |ink: Ink| Value(Some(ink.colour.unwrap_or(0)));
            self.colours.add(text, colour(ink), colour(styled));
        }
    }

    /// Ends a paragraph: the same ink in the next one is another piece.
    pub fn end_paragraph(&mut self) {
        self.sizes.last = None;
        self.colours.last = None;
    }

    /// Names what was set by hand and is not as most of the text is.
    pub fn tell(&self, complaints: &mut Vec<Complaint>) {
        for (what, values) in [("font size", &self.sizes), ("colour", &self.colours)] {
            values.extraordinary().for_each(|seen| {
                let complaint = Complaint::new(Trouble::Changed, what, &seen.example);
                Complaint { times: seen.pieces, ..complaint }.join(complaints);
            });
        }
    }
}

/// What is said of one property, if anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Value(Option<u32>);

/// The values that one property had.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Values {
    seen: BTreeMap<Value, Seen>,
    /// What the text before had, in this paragraph.
    last: Option<Value>,
}

/// Text that had one value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Seen {
    letters: u64,
    /// Pieces in which it was set by hand, and the first of them.
    pieces: u64,
    example: String,
}

impl Values {
    fn add(&mut self, text: &str, value: Value, styled: Value) {
        let is_new = self.last.replace(value) != Some(value);
        let seen = self.seen.entry(value).or_default();
        seen.letters += letters(text);
        if value == styled || !is_new {
            return;
        }
        if seen.pieces == 0 {
            text.clone_into(&mut seen.example);
        }
        seen.pieces += 1;
    }

    /// What was set by hand, but for the value that most letters have.
    fn extraordinary(&self) -> impl Iterator<Item = &Seen> {
        let ordinary = self.seen.iter().max_by_key(|(_, seen)| seen.letters).map(|(value, _)| *value);
        self.seen
            .iter()
            .filter(move |(value, _)| Some(**value) != ordinary)
            .map(|(_, seen)| seen)
            .filter(|seen| seen.pieces > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_colours_are_read_as_the_formats_write_them() {
        assert_eq!([size("12pt"), size("120%"), size("10.5pt"), size("big")], [Some(120), Some(144), Some(105), None]);
        assert_eq!([colour("#ff0000"), colour("0000FF"), colour("auto"), colour("#000000")], [0xff_0000, 0xff, 0, 0]);
    }

    #[test]
    fn a_size_that_all_text_has_by_hand_is_the_documents_own() {
        let (mut inks, none) = (Inks::default(), Ink::default());
        let ink = |size| Ink { size: Some(size), ..none };
        inks.add("It rained all day.", ink(24), none);
        inks.add("Very", ink(48), none);
        inks.add("much.", ink(48), none);
        inks.end_paragraph();
        inks.add("So", ink(48), none);
        inks.add("it was.", none, none);
        let mut complaints = Vec::new();
        inks.tell(&mut complaints);
        let told: Vec<_> = complaints.iter().map(|it| (it.what.as_str(), it.times, it.example.as_str())).collect();
        assert_eq!(told, [("font size", 2, "Very")]);
    }
}
