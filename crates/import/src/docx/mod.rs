//! Reads Word documents.

use crate::{Arrival, Input, Refusal};

/// Reads one story from DOCX files.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let _ = input;
    Err(Refusal::Unknown("DOCX files of a kind".to_owned()))
}
