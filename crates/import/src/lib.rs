//! Bytes in, manuscripts out: recognises what a file is by its content and reads every format that fans have.
//!
//! Readers are pure functions of bytes. They fetch nothing, execute nothing and write nothing (R29); facts go into the
//! manuscript's fields, guesses into its proposals, and every letter that is not in the manuscript is named in a complaint.

pub mod account;
pub mod bundle;
pub mod charset;
mod refusal;

pub use account::Account;
pub use refusal::Refusal;

use manuscript::Manuscript;

/// A file as it was given.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Its name, with any path inside a ZIP after `!/`; only a hint, content decides.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// One story that a reader found, with the proof that nothing was lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The story.
    pub manuscript: Manuscript,
    /// Where every letter of the file went.
    pub account: Account,
}
