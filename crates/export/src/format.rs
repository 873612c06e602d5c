//! The formats by name, extension and media type, and what each can carry.

use std::str::FromStr;

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

/// A word that names no format we can write.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a format Foolscap can write; it writes epub, html, md, txt and json")]
pub struct UnknownFormat(pub String);

impl Format {
    /// Every format, in the order in which a page offers them.
    pub const ALL: &'static [Self] = &[Self::Epub, Self::Html, Self::Markdown, Self::Text, Self::Json];

    /// The file name's ending, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Epub => "epub",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Json => "json",
        }
    }

    /// The name as shown on a button.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Epub => "EPUB",
            Self::Html => "HTML",
            Self::Markdown => "Markdown",
            Self::Text => "Plain text",
            Self::Json => "JSON",
        }
    }

    /// The media type, with the charset where the type has one.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Epub => "application/epub+zip",
            Self::Html => "text/html; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
            Self::Json => "application/json",
        }
    }

    /// What comes back when a file of this format is read again, in one sentence for a person who chooses.
    pub const fn carries(self) -> &'static str {
        match self {
            Self::Json => "Everything, with sources, claims, proposals and complaints.",
            Self::Epub | Self::Html | Self::Markdown => {
                "The whole story: title page, tags, notes, dates, permissions, chapters with all their markup."
            }
            Self::Text => {
                "Title page, notes, chapters with titles and dates, paragraphs, line breaks, emphasis and scene breaks; \
                 links, lists, tables, pictures and authors' addresses become plain words."
            }
        }
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    /// Reads an extension or a name in any case, with or without a leading dot.
    fn from_str(word: &str) -> Result<Self, UnknownFormat> {
        let wanted = word.trim().trim_start_matches('.').to_ascii_lowercase();
        match wanted.as_str() {
            "epub" | "epub3" => Ok(Self::Epub),
            "html" | "htm" | "xhtml" => Ok(Self::Html),
            "md" | "markdown" => Ok(Self::Markdown),
            "txt" | "text" | "plain text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(UnknownFormat(word.trim().to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_extension_and_by_its_name() {
        for format in Format::ALL {
            assert_eq!(format.extension().parse(), Ok(*format));
            assert_eq!(format!(".{}", format.extension().to_uppercase()).parse(), Ok(*format));
            assert_eq!(format.name().parse(), Ok(*format));
        }
    }

    #[test]
    fn an_unknown_format_is_answered_with_the_ones_there_are() {
        let refusal = "docx".parse::<Format>().unwrap_err().to_string();
        assert!(refusal.contains("docx") && refusal.contains("epub, html, md, txt and json"), "{refusal}");
    }
}
