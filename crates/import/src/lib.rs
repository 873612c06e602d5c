//! Bytes in, manuscripts out: recognises what a file is by its content and reads every format that fans have.
//!
//! Readers are pure functions of bytes. They fetch nothing, execute nothing and write nothing (R29); facts go into the
//! manuscript's fields, guesses into its proposals, and every letter that is not in the manuscript is named in a complaint.

pub mod account;
pub mod bundle;
pub mod charset;
pub mod detect;
pub mod docx;
pub mod epub;
pub mod fanficfare_text;
pub mod header;
mod headings;
pub mod html;
pub mod joining;
pub mod json;
pub mod mail;
pub mod markdown;
pub mod odt;
mod office;
mod pieces;
mod plain;
pub mod reading_list;
mod refusal;
pub mod rtf;
pub mod text;
pub mod xml;

pub use account::Account;
pub use refusal::Refusal;

use detect::Kind;
use manuscript::Manuscript;

/// The largest file of text or HTML that is read, in bytes. The longest fan works are a quarter of it.
pub const TEXT_LIMIT: usize = 32 * 1024 * 1024;

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

/// Reads every story in a file: recognises by content what it is and hands it to the reader of that format.
pub fn read(input: Input<'_>) -> Result<Vec<Arrival>, Refusal> {
    let kind = detect::kind(&input)?;
    let is_one_text = kind.is_text() || (kind == Kind::Odt && !input.bytes.starts_with(b"PK"));
    if is_one_text && input.bytes.len() > TEXT_LIMIT {
        let mib = TEXT_LIMIT / (1024 * 1024);
        return Err(Refusal::Unsafe(format!("it is larger than {mib} MiB, the most that is read as one text")));
    }
    let mut arrivals = match kind {
        Kind::Bundle => bundle::read(&input),
        Kind::Epub => one(epub::read(&input)),
        Kind::Docx => one(docx::read(&input)),
        Kind::Odt => one(odt::read(&input)),
        Kind::Rtf => one(rtf::read(&input)),
        Kind::Html => one(html::read(&input)),
        Kind::Mail => mail::read(&input),
        Kind::Markdown => one(markdown::read(&input)),
        Kind::FanFicFareText => one(fanficfare_text::read(&input)),
        Kind::Json => one(json::read(&input)),
        Kind::Text => one(text::read(&input)),
    }?;
    if arrivals.iter().all(|arrival| arrival.manuscript.words() == 0) {
        return Err(Refusal::NoStory("it holds not one word".to_owned()));
    }
    for arrival in &mut arrivals {
        plain::mend(&mut arrival.manuscript);
        header::propose_title(&mut arrival.manuscript);
        headings::settle(&mut arrival.manuscript);
    }
    Ok(arrivals)
}

fn one(arrival: Result<Arrival, Refusal>) -> Result<Vec<Arrival>, Refusal> {
    arrival.map(|arrival| vec![arrival])
}
