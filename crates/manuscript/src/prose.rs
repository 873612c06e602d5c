//! A piece of text that a person wrote: what came in, and the canonical clean HTML made of it.
//!
//! The source stays beside the cleaned text with the version of the cleaner that made it, so that a better cleaner can
//! do it again (safety rules R4, R5; HTML-4). Equality is equality of the cleaned text.

use serde::{Deserialize, Serialize};

/// The version of the cleaner. Raised whenever the same source would give other bytes.
pub const CLEANER: u32 = 2;

/// A text as it came in and as it is shown.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Prose {
    html: String,
    source: Option<String>,
    cleaner: u32,
}

impl Prose {
    /// Takes HTML that [`crate::clean()`] has made from `source`. Only the cleaner calls this.
    pub(crate) fn cleaned(html: String, source: &str) -> Self {
        let source = (source != html).then(|| source.to_owned());
        Self { html, source, cleaner: CLEANER }
    }

    /// Takes a text out of storage again: HTML that version `cleaner` of the cleaner once made, with its source where
    /// that was different. Never for text that has not been through [`crate::clean()`].
    pub fn stored(html: String, source: Option<String>, cleaner: u32) -> Self {
        Self { html, source, cleaner }
    }

    /// The canonical clean HTML; well-formed XML (`<br />`, quoted attributes, no named entities but XML's five).
    pub fn html(&self) -> &str {
        &self.html
    }

    /// What the author or the file said, before cleaning.
    pub fn source(&self) -> &str {
        self.source.as_deref().unwrap_or(&self.html)
    }

    /// The version of the cleaner that made [`Prose::html`].
    pub fn cleaner(&self) -> u32 {
        self.cleaner
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.html.is_empty()
    }
}

impl PartialEq for Prose {
    fn eq(&self, other: &Self) -> bool {
        self.html == other.html
    }
}

impl Eq for Prose {}
