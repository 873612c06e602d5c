//! Rich Text Format: groups of control words around text in any charset.
//!
//! RTF is read as far as it goes: a broken group or a file that breaks off costs nothing that stood before it. Pictures
//! and embedded objects are passed over; what stands beside the text (comments, page headers) is named.

mod charsets;
mod colours;
mod flow;
mod reader;
mod state;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

use crate::{Arrival, Input, Refusal};

use reader::Reader;

/// Reads one story from an RTF file.
///
/// # Errors
/// [`Refusal::Damaged`] if it does not begin as RTF, [`Refusal::NoStory`] if it has no text.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let bytes = input.bytes.trim_ascii_start();
    if !bytes.starts_with(b"{\\rtf") {
        return Err(Refusal::Damaged("it does not begin as RTF does".to_owned()));
    }
    Reader::read(bytes).arrive("Rich Text Format (RTF)", input.name)
}
