//! What styles and properties say of text, and how one says it over another.

use super::{Ink, Look, Mark};

/// What properties say of text: some marks are set or taken away, the others are left as they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Format {
    said: Look,
    look: Look,
    /// Whether the text is hidden, if that is said.
    pub hidden: Option<bool>,
    /// Whether the text is in small capitals, if that is said.
    pub small_capitals: Option<bool>,
    /// Its size and colour.
    pub ink: Ink,
    /// The size and colour that it would have from named styles alone.
    pub styled: Ink,
}

impl Format {
    /// Says that text has a mark, or has it not.
    pub fn say(&mut self, mark: Mark, on: bool) {
        self.said = self.said.with(mark, true);
        self.look = self.look.with(mark, on);
    }

    /// This format where it says something, the other one where not.
    #[must_use]
    pub fn over(self, base: Self) -> Self {
        let mut format = base;
        for mark in Mark::ALL.into_iter().filter(|mark| self.said.has(*mark)) {
            format.say(mark, self.look.has(mark));
        }
        format.hidden = self.hidden.or(base.hidden);
        format.small_capitals = self.small_capitals.or(base.small_capitals);
        format.ink = self.ink.over(base.ink);
        format.styled = self.styled.over(base.styled);
        format
    }

    /// The same as what a named style says.
    #[must_use]
    pub fn named(self) -> Self {
        Self { styled: self.ink, ..self }
    }

    /// Its size and colour without any marks, for text whose marks only repeat what it is for.
    #[must_use]
    pub fn unmarked(self) -> Self {
        Self { ink: self.ink, styled: self.styled, ..Self::default() }
    }

    /// A character style of Word on a paragraph style: emphasis in italics is upright (ECMA-376 17.7.3).
    #[must_use]
    pub fn toggled_on(self, base: Self) -> Self {
        let mut format = self.over(base);
        for mark in [Mark::Bold, Mark::Italic, Mark::Strike] {
            if self.look.has(mark) && base.look.has(mark) {
                format.say(mark, false);
            }
        }
        format
    }

    /// The marks that are set.
    pub fn look(self) -> Look {
        self.look
    }
}
