//! Manuscripts in, files out: EPUB, HTML, Markdown, plain text and JSON. No database, no network.
//!
//! A writer is a pure function of a manuscript and an [`Imprint`]: the same two give the same bytes. Every file can be
//! read by other programs, and by our own readers well enough to make the same manuscript again; how far each format
//! carries it says [`Format::carries`], and how our own files are read back says [`facts`].

mod cover;
pub mod epub;
pub mod facts;

mod format;
mod html;
mod labels;
mod languages;
mod markdown;
pub mod reading_list;
mod sheet;
mod text;
mod tree;
mod xhtml;
mod xml;
mod zip;

use std::io;

use jiff::Timestamp;
use manuscript::Manuscript;

pub use crate::zip::Pressed;
pub use format::{Format, UnknownFormat};
pub use languages::{all as languages, name as language_name};

/// What the archive says of itself in the files it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imprint {
    /// The archive's name.
    pub archive: String,
    /// The work's address in the archive (`https://host/works/7`); names the edition, so that a newer file replaces an older one.
    pub address: Option<String>,
    /// When this edition was last changed; the same manuscript and instant give the same bytes.
    pub modified: Timestamp,
}

/// A clean text as Markdown. What Markdown cannot say stays HTML in it, so that reading it again gives the same text.
pub fn markdown(html: &str) -> String {
    markdown::of_prose(html)
}

/// The name of a work's file, which any device accepts (DL-2); `id` is the work's number, for titles that make no name.
pub fn file_name(manuscript: &Manuscript, format: Format, id: &str) -> String {
    format!("{}.{}", manuscript::file_name(&manuscript.title, id), format.extension())
}

/// Writes a manuscript in a format. Fails only when `to` fails.
pub fn write(manuscript: &Manuscript, format: Format, imprint: &Imprint, to: &mut dyn io::Write) -> io::Result<()> {
    match format {
        Format::Json => serde_json::to_writer_pretty(&mut *to, manuscript).map_err(io::Error::from)?,
        Format::Epub => epub::write(manuscript, imprint, to)?,
        Format::Html => html::write(manuscript, imprint, to)?,
        Format::Markdown => markdown::write(manuscript, imprint, to)?,
        Format::Text => text::write(manuscript, imprint, to)?,
    }
    to.flush()
}

#[cfg(test)]
mod round_trip;
