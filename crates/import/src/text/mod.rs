//! Reads plain text: paragraphs by statistics, emphasis by its marks, and everything else left as the author typed it.

pub mod inline;

use crate::{Arrival, Input, Refusal};

/// Reads one story from plain text in any charset.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let _ = input;
    Err(Refusal::Unknown("plain text".to_owned()))
}
