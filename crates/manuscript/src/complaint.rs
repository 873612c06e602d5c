//! What a cleaner or a reader dropped, changed or doubted, said so that a person can judge it.
//!
//! Complaints are the second half of *losing nothing*: letters that came in either stand in the manuscript or are named here.

use serde::{Deserialize, Serialize};

/// The kind of thing that happened to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// Something visible is not in the manuscript any more; [`Complaint::letters`] of text went with it.
    Dropped,
    /// Something invisible was taken away or rewritten (a font size, an event handler, a broken nesting); no text was lost.
    Changed,
    /// Read as one thing where it may be another: a person should look.
    Doubted,
    /// The source itself is damaged (lost characters, cut text), before it came here.
    Damaged,
}

/// One thing that was dropped, changed or doubted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// The kind.
    pub trouble: Trouble,
    /// What, in plain words and in the singular: `font size`, `script`, `navigation text`.
    pub what: String,
    /// How often it happened, at least once.
    pub times: u64,
    /// How many letters and digits of visible text are gone with it; 0 unless [`Trouble::Dropped`].
    pub letters: u64,
    /// The first dropped or doubted text, at most 120 characters, so that a person can recognise it.
    pub example: String,
}

impl Complaint {
    /// A complaint of one occurrence without lost letters.
    pub fn new(trouble: Trouble, what: impl Into<String>, example: impl AsRef<str>) -> Self {
        let example = example.as_ref().trim().chars().take(120).collect();
        Self { trouble, what: what.into(), times: 1, letters: 0, example }
    }

    /// A complaint that `text` was dropped as `what`; its letters are counted.
    pub fn dropped(what: impl Into<String>, text: &str) -> Self {
        Self { letters: crate::letters(text), ..Self::new(Trouble::Dropped, what, text) }
    }

    /// Adds this complaint to a list, joining it with an equal kind of complaint that is already there.
    pub fn join(self, list: &mut Vec<Self>) {
        match list.iter_mut().find(|other| other.trouble == self.trouble && other.what == self.what) {
            Some(other) => {
                other.times += self.times;
                other.letters += self.letters;
            }
            None => list.push(self),
        }
    }
}
