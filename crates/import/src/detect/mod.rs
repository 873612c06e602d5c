//! What a file is, by its content; its name is only a hint where Markdown and plain text look alike.
//!
//! A kind that is no story or that Foolscap does not read is refused here by its name, in plain words.

mod looks;
mod magic;

pub(crate) use looks::has_front_matter;

use crate::mail::headers;
use crate::{Input, Refusal, charset, json, text};

/// How many bytes from the beginning of a text decide what it is.
const SAMPLE: usize = 64 * 1024;

/// A kind of file that has a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A ZIP that is no book: a bundle of files.
    Bundle,
    /// An EPUB.
    Epub,
    /// A Word document.
    Docx,
    /// An `OpenDocument` text, packed or flat.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// HTML, whole or a fragment.
    Html,
    /// A mail, or a mailbox of several.
    Mail,
    /// Markdown.
    Markdown,
    /// The plain text that `FanFicFare` writes.
    FanFicFareText,
    /// The JSON that Foolscap writes.
    Json,
    /// Any other text.
    Text,
}

impl Kind {
    /// Whether the file is one long text, for which [`crate::TEXT_LIMIT`] holds.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Html | Self::Markdown | Self::FanFicFareText | Self::Json | Self::Text)
    }
}

/// Recognises a file; refuses by name what is not read.
pub fn kind(input: &Input<'_>) -> Result<Kind, Refusal> {
    let bytes = input.bytes;
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(Refusal::NoStory("the file is empty".to_owned()));
    }
    if let Some(name) = magic::foreign(bytes) {
        return Err(Refusal::Unknown(name.to_owned()));
    }
    if magic::is_zip(bytes) {
        return magic::kind_of_zip(bytes);
    }
    if bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return Ok(Kind::Rtf);
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if charset::is_binary(sample) {
        return Err(Refusal::Unknown("a binary file of an unknown kind".to_owned()));
    }
    kind_of_text(input, &charset::decode(sample, None).text)
}

fn kind_of_text(input: &Input<'_>, sample: &str) -> Result<Kind, Refusal> {
    if let Some(is_story) = json::looks(sample) {
        return if is_story { Ok(Kind::Json) } else { Err(Refusal::Unknown("JSON that is no story".to_owned())) };
    }
    Ok(if text::own::is_one(sample) {
        Kind::Text
    } else if looks::is_flat_document(sample) {
        Kind::Odt
    } else if headers::begin(sample) {
        Kind::Mail
    } else if looks::has_front_matter(sample) {
        Kind::Markdown
    } else if looks::is_fanficfare(sample) {
        Kind::FanFicFareText
    } else if looks::is_html(sample) {
        Kind::Html
    } else if looks::is_markdown(sample, input.name) {
        Kind::Markdown
    } else if let Some(name) = magic::foreign_text(input.name) {
        return Err(Refusal::Unknown(name.to_owned()));
    } else {
        Kind::Text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(name: &str, bytes: &[u8]) -> Result<Kind, Refusal> {
        kind(&Input { name, bytes })
    }

    #[test]
    fn content_decides_and_not_the_name() {
        let cases: &[(&str, Kind)] = &[
            ("{\\rtf1\\ansi jam}", Kind::Rtf),
            ("<!DOCTYPE html><p>Jam", Kind::Html),
            ("\u{feff}\n<p>Jam</p><p>Toast</p>", Kind::Html),
            ("Title: Jam<br>\nAuthor: Ann<br><br>\nThe fog came.<br>\n", Kind::Html),
            ("<meta charset='utf-8'><b id=\"docs-internal-guid-1\"><p>Jam</p></b>", Kind::Html),
            ("<?xml version=\"1.0\"?>\n<office:document xmlns:office=\"urn\" office:version=\"1.3\"/>", Kind::Odt),
            ("<?xml version=\"1.0\"?><html><p>&lt;office:document&gt;</p></html>", Kind::Html),
            ("---\ntitle: Jam\n---\n<p>raw</p><p>raw</p>\n", Kind::Markdown),
            ("# Chapter 1\n\nThe fog came.\n\n## A part\n\nSee [this](https://example.org/).\n", Kind::Markdown),
            ("He said <i>no</i> and left.\n\n***\n\n# # #\n\nThe end.\n", Kind::Text),
            ("Title: Jam\nAuthor: Ann\n\nThe fog came.\n", Kind::Text),
            ("From: a@b.org\nSubject: Jam\n\n<html><p>The fog</p><p>came.</p></html>\n", Kind::Mail),
            ("From a@b.org Sat Nov 14\nFrom: a@b.org\nTo: c\n\nThe fog came.\n", Kind::Mail),
            ("From: Ann\n\nThe fog came.\n", Kind::Text),
            (
                "\n\nJam\n\nby Ann\n\nStatus: Completed\nPackaged: 2020-01-01 10:00:00\n\nTABLE OF CONTENTS\n\n",
                Kind::FanFicFareText,
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(kind_of("story.bin", text.as_bytes()), Ok(*expected), "{text}");
        }
    }

    #[test]
    fn foreign_files_are_refused_by_their_name() {
        let mut mobi = vec![0_u8; 60];
        mobi.extend_from_slice(b"BOOKMOBI");
        let cases: &[(&[u8], &str)] = &[
            (b"%PDF-1.4", "PDF"),
            (&mobi, "Kindle"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
            (b"\x89PNG\r\n\x1a\n", "picture"),
            (b"MZ\x90\x00", "program"),
            (b"\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11", "binary"),
        ];
        for (bytes, word) in cases {
            let refusal = kind_of("story.txt", bytes).expect_err("foreign");
            assert!(matches!(&refusal, Refusal::Unknown(_)) && refusal.to_string().contains(word), "{refusal}");
        }
    }

    #[test]
    fn what_a_saved_page_brings_with_it_is_no_story() {
        for (name, word) in [("page_files/site.css", "style sheet"), ("a.JS", "script"), ("list.csv", "table")] {
            let refusal = kind_of(name, b"body { color: red }\nThe fog came.\n").expect_err("foreign");
            assert!(refusal.to_string().contains(word), "{refusal}");
        }
        assert!(kind_of("data.txt", b"{\"works\": [1, 2]}").is_err());
        assert_eq!(kind_of("story.log", b"The fog came.\n"), Ok(Kind::Text));
    }

    #[test]
    fn an_empty_file_holds_no_story() {
        assert!(matches!(kind_of("a.txt", b" \r\n\0"), Err(Refusal::NoStory(_))));
    }
}
