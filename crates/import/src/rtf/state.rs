//! What a group of an RTF file inherits from the one around it and forgets at its end.

use crate::office::{Align, Ink, Look};

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Destination {
    /// Into the story, or the note or box that is being read.
    #[default]
    Story,
    /// Nowhere: it is no text.
    Nowhere,
    /// To the names of fonts.
    Fonts,
    /// To the table of colours.
    Colours,
    /// To the names of styles.
    Styles,
    /// To the file's properties, by this name.
    Property(&'static str),
    /// To the code of a field.
    FieldCode,
    /// To the mark before a list's item.
    ItemMark,
    /// To the complaints, as this.
    Complaint(&'static str),
}

/// What a group ends when it ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ends {
    /// Nothing.
    #[default]
    Nothing,
    /// A footnote.
    Note,
    /// A text box.
    Frame,
    /// A link.
    Link,
    /// The mark of a list's item.
    ItemMark,
}

/// Whether a reader sees text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Presence {
    /// A reader sees it.
    #[default]
    Shown,
    /// It is hidden.
    Hidden,
    /// A tracked change took it away.
    Deleted,
}

impl Presence {
    /// This presence where it is switched on, else text is shown.
    pub const fn when(self, on: bool) -> Self {
        if on { self } else { Self::Shown }
    }
}

/// A group's state.
#[derive(Debug, Clone, Copy)]
pub struct State {
    /// Where text goes.
    pub destination: Destination,
    /// What the group ends.
    pub ends: Ends,
    /// What text looks like.
    pub look: Look,
    /// Its size and colour.
    pub ink: Ink,
    /// Whether text is to be seen.
    pub presence: Presence,
    /// The font, which decides the charset.
    pub font: i32,
    /// How many characters stand in for one of Unicode's (`\uc`).
    pub stand_ins: usize,
    /// How lines stand.
    pub align: Align,
    /// Whether the paragraph is written from right to left.
    pub right_to_left: bool,
    /// Whether the paragraph stands in a table.
    pub in_table: bool,
    /// The paragraph's style.
    pub style: i32,
    /// The heading level the paragraph says for itself.
    pub outline: Option<u8>,
    /// How deep the paragraph's list stands in other lists.
    pub list_level: u8,
}

impl Default for State {
    fn default() -> Self {
        Self {
            destination: Destination::Story,
            ends: Ends::Nothing,
            look: Look::default(),
            ink: Ink::default(),
            presence: Presence::Shown,
            font: 0,
            stand_ins: 1,
            align: Align::Natural,
            right_to_left: false,
            in_table: false,
            style: 0,
            outline: None,
            list_level: 0,
        }
    }
}

impl State {
    /// `\plain`: text as the file's default has it.
    pub fn plain(&mut self, font: i32) {
        *self = Self { look: Look::default(), ink: Ink::default(), presence: Presence::Shown, font, ..*self };
    }

    /// `\pard`: a paragraph as the file's default has it.
    pub fn plain_paragraph(&mut self) {
        let fresh = Self::default();
        *self = Self {
            align: fresh.align,
            right_to_left: fresh.right_to_left,
            in_table: fresh.in_table,
            style: fresh.style,
            outline: fresh.outline,
            list_level: fresh.list_level,
            ..*self
        };
    }
}
