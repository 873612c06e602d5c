//! What a story is to another: inspired by it, a translation of it, a reading of it; and what others are to it.

use serde::{Deserialize, Serialize};

/// Another work, and what the two are to each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Which comes from which, and how.
    pub kind: RelationKind,
    /// The other's title, plain text; what stands in its place where the source does not tell it.
    pub title: String,
    /// Who made the other, plain text; empty where the source does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub byline: String,
    /// Where the other is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// BCP 47 tag of the other's language, where the source says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// What two works are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// This work is inspired by the other.
    InspiredBy,
    /// It is a translation of the other.
    TranslationOf,
    /// It is the other, read aloud.
    PodficOf,
    /// The other is inspired by this work.
    Inspired,
    /// The other is a translation of it.
    Translation,
    /// The other is it, read aloud.
    Podfic,
}

impl RelationKind {
    /// Every one: what the work comes from first, then what comes from it.
    pub const ALL: &'static [Self] =
        &[Self::InspiredBy, Self::TranslationOf, Self::PodficOf, Self::Inspired, Self::Translation, Self::Podfic];

    /// Whether the work comes from the other.
    pub const fn is_origin(self) -> bool {
        matches!(self, Self::InspiredBy | Self::TranslationOf | Self::PodficOf)
    }

    /// The words that files say it in, before the other's title: those of AO3's downloads, and of the same kind.
    pub const fn words(self) -> &'static str {
        match self {
            Self::InspiredBy => "Inspired by",
            Self::TranslationOf => "A translation of",
            Self::PodficOf => "A podfic of",
            Self::Inspired => "Works inspired by this one",
            Self::Translation => "Translation available",
            Self::Podfic => "Podfic available",
        }
    }

    /// The kind that these words say, in any case, with or without article and colon.
    pub fn of_words(words: &str) -> Option<Self> {
        let words = words.trim().trim_end_matches(':').trim_end().to_lowercase();
        let bare = words.strip_prefix("a ").unwrap_or(&words);
        Self::ALL.iter().copied().find(|kind| {
            let known = kind.words().to_lowercase();
            bare == known.strip_prefix("a ").unwrap_or(&known)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_known_by_its_words() {
        for kind in RelationKind::ALL {
            assert_eq!(RelationKind::of_words(&format!("{}: ", kind.words().to_uppercase())), Some(*kind));
        }
        assert_eq!(RelationKind::of_words("Translation of"), Some(RelationKind::TranslationOf));
        assert_eq!(RelationKind::of_words("Sequel to"), None);
    }
}
