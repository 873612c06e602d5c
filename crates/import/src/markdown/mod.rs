//! Reads Markdown with or without YAML front matter.

use crate::{Arrival, Input, Refusal};

/// Reads one story from Markdown.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let _ = input;
    Err(Refusal::Unknown("Markdown".to_owned()))
}
