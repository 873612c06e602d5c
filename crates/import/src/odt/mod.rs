//! Reads OpenDocument texts.

use crate::{Arrival, Input, Refusal};

/// Reads one story from ODT files.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let _ = input;
    Err(Refusal::Unknown("ODT files of a kind".to_owned()))
}
