//! Reads any HTML a fan may have: generic pages, archives' downloads and saved pages.

use crate::{Arrival, Input, Refusal};

/// Reads one story from HTML files.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let _ = input;
    Err(Refusal::Unknown("HTML files of a kind".to_owned()))
}
