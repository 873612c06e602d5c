//! Leaving out an element with all that is in it, and saying what was in it.

use super::super::elements::{Kind, kind};
use super::super::tokens::{Tag, Token};
use super::{Weaver, visible_text};
use crate::letters;

/// How many elements inside a skipped one are told apart.
const MOST_OPEN: usize = 100;
/// How many bytes of a skipped text are kept to recognise it by.
const EXAMPLE: usize = 400;

/// The element that is being left out.
pub(super) struct Skip {
    what: &'static str,
    /// The elements open inside, the skipped one first.
    open: Vec<String>,
    letters: u64,
    example: String,
}

impl Skip {
    fn note(&mut self, text: &str) {
        self.letters += letters(text);
        if self.example.len() < EXAMPLE {
            self.example.extend(text.chars().take(EXAMPLE));
        }
    }

    fn is(&self, name: &str) -> bool {
        self.open.first().is_some_and(|own| own == name)
    }

    fn is_foreign(&self) -> bool {
        self.open.first().is_some_and(|own| kind(own) == Kind::Foreign)
    }
}

fn is_empty_element(name: &str) -> bool {
    matches!(kind(name), Kind::Break | Kind::Rule | Kind::Invisible | Kind::MediaPart)
        || matches!(name, "img" | "image" | "col")
}

/// Elements that end where the next of their kind begins, closed or not.
fn ends_at_the_next(name: &str) -> bool {
    matches!(name, "p" | "li" | "dd" | "dt" | "td" | "th" | "tr" | "option")
}

impl Weaver<'_> {
    /// Leaves out the element that begins with `tag`.
    pub(super) fn begin_skip(&mut self, tag: &Tag, what: &'static str) {
        let alt = tag.get("alt").unwrap_or_default();
        if is_empty_element(&tag.name) {
            return self.tally.dropped(what, alt);
        }
        self.boundary_of_hidden(&tag.name);
        self.skip = Some(Skip { what, open: vec![tag.name.clone().into_owned()], letters: 0, example: String::new() });
    }

    /// A hidden block still stands between what is before and after it.
    fn boundary_of_hidden(&mut self, name: &str) {
        let inline =
            matches!(kind(name), Kind::Formatting | Kind::Inline | Kind::Unknown | Kind::Foreign | Kind::Object);
        if !inline {
            self.boundary();
        }
    }

    /// Takes a token into what is left out; `false` when the token is not part of it.
    pub(super) fn skipped(&mut self, token: &Token) -> bool {
        match token {
            Token::Start(tag) => self.skipped_start(tag),
            Token::End(name) => self.skipped_end(name),
            Token::Text(text) => self.note(text),
            Token::Raw { text, .. } => self.skipped_raw(text),
            Token::Comment(_) => true,
        }
    }

    fn note(&mut self, text: &str) -> bool {
        if let Some(skip) = &mut self.skip {
            skip.note(text);
        }
        true
    }

    fn skipped_raw(&mut self, text: &str) -> bool {
        let code = matches!(std::mem::take(&mut self.raw), "script" | "style");
        code || self.note(&visible_text(text))
    }

    fn skipped_start(&mut self, tag: &Tag) -> bool {
        let Some(skip) = &mut self.skip else { return false };
        let name = tag.name.as_ref();
        let breaks_out = skip.is_foreign() && !matches!(kind(name), Kind::Unknown | Kind::Foreign | Kind::Invisible);
        // `a`, `script`, `style` and `title` are elements of drawings as well.
        let breaks_out = breaks_out && name != "a";
        if breaks_out || (skip.is(name) && ends_at_the_next(name)) {
            self.end_skip();
            return false;
        }
        self.raw = super::raw_name(name);
        skip.note(tag.get("alt").unwrap_or_default());
        if self.raw.is_empty() && !is_empty_element(name) && skip.open.len() < MOST_OPEN {
            skip.open.push(name.to_owned());
        }
        true
    }

    fn skipped_end(&mut self, name: &str) -> bool {
        let Some(skip) = &mut self.skip else { return false };
        match skip.open.iter().rposition(|open| open == name) {
            Some(0) => {
                self.end_skip();
                true
            }
            Some(at) => {
                skip.open.truncate(at);
                true
            }
            None if self.blocks.iter().any(|block| block.name == name) => {
                self.end_skip();
                false
            }
            None => true,
        }
    }

    /// Ends leaving out, and says what was left out.
    pub(super) fn end_skip(&mut self) {
        if let Some(skip) = self.skip.take() {
            self.tally.dropped_letters(skip.what, skip.letters, &skip.example);
        }
    }
}
