//! The import ledger: which file or address became which work, and the file itself, so that nothing comes in twice
//! and nothing is lost.

mod address;
mod ledger;

#[cfg(test)]
mod tests;

pub(crate) use address::spellings;
pub use address::url_key;
pub use ledger::{Outcome, SourceFile, doubts, known, source, take_in, take_in_many};
pub(crate) use ledger::{forget, works_at};
