//! Reads EPUB 2 and 3 of any maker.

use crate::{Arrival, Input, Refusal};

/// Reads one story from EPUB files.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let _ = input;
    Err(Refusal::Unknown("EPUB files of a kind".to_owned()))
}
