//! Reads Rich Text Format.

use crate::{Arrival, Input, Refusal};

/// Reads one story from RTF files.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let _ = input;
    Err(Refusal::Unknown("RTF files of a kind".to_owned()))
}
