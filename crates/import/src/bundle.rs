//! ZIP files, opened with suspicion (M3, R30): the one way in which any reader looks into a ZIP.

use crate::{Arrival, Input, Refusal};

/// Reads every story in a plain ZIP of files; chapter files of one story are joined.
pub fn read(input: &Input<'_>) -> Result<Vec<Arrival>, Refusal> {
    let _ = input;
    Err(Refusal::Unknown("a ZIP of files".to_owned()))
}
