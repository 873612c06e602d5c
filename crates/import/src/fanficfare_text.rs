//! Reads the plain text files that FanFicFare writes.

use crate::{Arrival, Input, Refusal};

/// Reads one story from FanFicFare's TXT.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let _ = input;
    Err(Refusal::Unknown("FanFicFare text".to_owned()))
}
