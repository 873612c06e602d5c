//! Kinds that the first bytes give away.

use super::Kind;
use crate::Refusal;

/// Beginnings of files that hold no readable story, with the name to refuse them by.
const FOREIGN: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document (.doc; save it as .docx, .odt or .rtf)"),
    (b"TPZ", "a Kindle book (Topaz)"),
    (b"\xeaDRMION", "a locked Kindle book"),
    (b"CONT\x02\x00", "a Kindle book (KFX)"),
    (b"L\0R\0F\0", "a Sony Reader book (LRF)"),
    (b"ITOLITLS", "a Microsoft Reader book (LIT)"),
    (b"ITSF", "a Windows help file (CHM)"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"Rar!\x1a\x07", "a RAR archive (unpack it first)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive (unpack it first)"),
    (b"\x1f\x8b", "a gzip file (unpack it first)"),
    (b"BZh", "a bzip2 file (unpack it first)"),
    (b"\xfd7zXZ\0", "an xz file (unpack it first)"),
    (b"SQLite format 3\0", "an SQLite database"),
];

/// The name of a kind of file that is not read; `None` when the bytes may be a story.
pub fn foreign(bytes: &[u8]) -> Option<&'static str> {
    if matches!(bytes.get(60..68), Some(b"BOOKMOBI" | b"TEXtREAd")) {
        return Some("a Kindle book (MOBI or AZW)");
    }
    let known = FOREIGN.iter().find(|(start, _)| bytes.starts_with(start));
    known.filter(|(start, _)| start.len() > 3 || has_controls(bytes)).map(|(_, name)| *name)
}

/// Two and three letters may begin a story as well (`BM`, `MZ`); a real picture or program soon has control characters.
fn has_controls(bytes: &[u8]) -> bool {
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
    bytes.iter().take(512).any(control)
}

/// Whether the bytes begin like a ZIP, be it empty.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Tells books and documents from plain bundles by the names in the ZIP's directory.
pub fn kind_of_zip(bytes: &[u8]) -> Result<Kind, Refusal> {
    let directory =
        directory(bytes).ok_or_else(|| Refusal::Damaged("the ZIP breaks off before its directory".to_owned()))?;
    let holds = |name: &[u8]| directory.windows(name.len()).any(|window| window == name);
    let is_office = holds(b"[Content_Types].xml") && holds(b"_rels/.rels");
    if is_office && (holds(b"xl/workbook") || holds(b"ppt/presentation")) {
        return Err(Refusal::Unknown("a spreadsheet or a presentation".to_owned()));
    }
    Ok(if holds(b"META-INF/container.xml") || holds(b".opf") {
        Kind::Epub
    } else if is_office || holds(b"word/document.xml") {
        Kind::Docx
    } else if holds(b"content.xml") && holds(b"META-INF/manifest.xml") {
        Kind::Odt
    } else {
        Kind::Bundle
    })
}

/// The central directory with the names of a ZIP's entries, without trusting its figures.
fn directory(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let start = bytes.get(end + 16..end + 20)?;
    let start = u32::from_le_bytes(start.try_into().ok()?) as usize;
    bytes.get(start..end)
}
/// Texts that are no stories although they look like plain text, known by their names: what browsers save beside a page,
/// and what programs keep.
pub(super) fn foreign_text(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "css" => "a style sheet",
        "js" | "mjs" | "php" | "py" | "sh" => "a script",
        "csv" | "tsv" => "a table",
        "svg" => "a picture",
        "sql" => "a database dump",
        "xml" | "opf" | "ncx" | "toml" | "yaml" | "yml" | "ini" => "a file of settings or data",
        _ => return None,
    })
}
