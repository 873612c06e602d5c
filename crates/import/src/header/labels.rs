//! The labels of header lines, of all archives, lists and communities, and the field each means.

use manuscript::RelationKind;

/// What a header line speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The title.
    Title,
    /// Who made it.
    Author,
    /// An address of the author's, kept but never shown as a name.
    Contact,
    /// Fandoms.
    Fandom,
    /// Relationships.
    Relationship,
    /// Characters.
    Character,
    /// The rating.
    Rating,
    /// Categories in the archive's sense, or anything else that old lists called so.
    Category,
    /// Free tags.
    Tag,
    /// A series, or in old headers the show.
    Series,
    /// `1/5`: which part this is and how many there are.
    Part,
    /// Complete or in progress.
    Status,
    /// The summary.
    Summary,
    /// Warnings.
    Warning,
    /// Notes before the text.
    Note,
    /// Notes after the text.
    EndNote,
    /// What stays visible as a note with its label: disclaimers, archiving, feedback.
    Statement,
    /// The language.
    Language,
    /// First publication.
    Published,
    /// Last revision.
    Updated,
    /// A claimed number of words.
    Words,
    /// The story's address at its source.
    Source,
    /// The site it was published on.
    Publisher,
    /// Collections it was in.
    Collection,
    /// Whom it is a gift for.
    Gift,
    /// Another work that it comes from, or that comes from it.
    Related(RelationKind),
    /// Known as a header's label, without a field of its own.
    Other,
}

impl Field {
    /// Whether two different ones of this kind prove a header block (`spec/formats.md` §2.6).
    pub const fn proves_header(self) -> bool {
        matches!(
            self,
            Self::Title
                | Self::Author
                | Self::Rating
                | Self::Fandom
                | Self::Relationship
                | Self::Summary
                | Self::Statement
        )
    }
}

const LABELS: &[(Field, &[&str])] = &[
    (Field::Title, &["title", "story", "story title", "fic", "fic title", "name of story"]),
    (Field::Author, &["author", "authors", "by", "written by", "penname", "pen name", "writer", "creator", "creators"]),
    (
        Field::Contact,
        &[
            "e-mail",
            "email",
            "contact",
            "author e-mail",
            "author email",
            "author's e-mail",
            "author url",
            "email address",
        ],
    ),
    (Field::Fandom, &["fandom", "fandoms", "show", "universe", "fandom/universe"]),
    (
        Field::Relationship,
        &[
            "pairing",
            "pairings",
            "pairing(s)",
            "ship",
            "ships",
            "relationship",
            "relationships",
            "relationship(s)",
            "couple",
            "couples",
            "pairing/s",
        ],
    ),
    (Field::Character, &["character", "characters", "character(s)", "main characters", "cast"]),
    (Field::Rating, &["rating", "rated", "ratings"]),
    (
        Field::Category,
        &["category", "categories", "category(ies)", "codes", "code", "genre", "genres", "type", "classification"],
    ),
    (Field::Tag, &["tag", "tags", "additional tag", "additional tags", "freeform", "keywords", "keyword"]),
    (Field::Series, &["series", "series/sequel", "universe/series"]),
    (Field::Part, &["part", "parts", "chapter", "chapters"]),
    (Field::Status, &["status", "state", "completion", "complete", "completed", "wip"]),
    (Field::Summary, &["summary", "teaser", "synopsis", "description", "blurb"]),
    (
        Field::Warning,
        &[
            "warning",
            "warnings",
            "warning(s)",
            "archive warning",
            "archive warnings",
            "content",
            "content warning",
            "content warnings",
            "content notes",
            "trigger warnings",
        ],
    ),
    (
        Field::Note,
        &[
            "note",
            "notes",
            "note(s)",
            "a/n",
            "an",
            "a.n",
            "a/ns",
            "author's note",
            "author's notes",
            "authors note",
            "authors notes",
            "author note",
            "author notes",
            "author's note(s)",
            "notes/warnings",
        ],
    ),
    (Field::EndNote, &["end note", "end notes", "endnote", "endnotes", "end_notes"]),
    (
        Field::Statement,
        &[
            "disclaimer",
            "disclaimers",
            "disclaimer(s)",
            "legal stuff",
            "legal",
            "disclaim",
            "archive",
            "archiving",
            "archives",
            "distribution",
            "permission",
            "permissions",
            "feedback",
            "r&r",
            "comments",
            "reviews welcome",
        ],
    ),
    (Field::Language, &["language", "lang"]),
    (
        Field::Published,
        &[
            "date",
            "written",
            "posted",
            "published",
            "posted on",
            "posted at",
            "date posted",
            "date published",
            "first published",
            "date written",
        ],
    ),
    (Field::Updated, &["updated", "last updated", "last update", "revised", "date updated"]),
    (Field::Words, &["words", "word count", "wordcount", "length"]),
    (Field::Source, &["story url", "url", "source", "original url", "link", "story link"]),
    (Field::Publisher, &["publisher", "site", "origin"]),
    (Field::Collection, &["collection", "collections"]),
    (Field::Gift, &["recipient", "recipients", "gift for", "gift to", "gifted to", "gifts"]),
    (Field::Related(RelationKind::InspiredBy), &["inspired by", "remix of", "a remix of"]),
    (Field::Related(RelationKind::TranslationOf), &["translation of", "a translation of"]),
    (Field::Related(RelationKind::PodficOf), &["podfic of", "a podfic of"]),
    (
        Field::Other,
        &[
            "beta",
            "betas",
            "beta'd by",
            "beta reader",
            "thanks to",
            "thanks",
            "spoilers",
            "spoiler",
            "spoilers for",
            "timeline",
            "setting",
            "sequel to",
            "sequel",
            "dedication",
            "dedicated to",
            "for",
            "challenge",
            "prompt",
            "website",
            "web site",
            "webpage",
            "homepage",
            "packaged",
            "season",
            "episode",
            "episodes",
            "betaed by",
            "written for",
            "subject",
            "archived by",
            "x-posted",
            "crossposted",
            "stats",
            "reviews",
            "favs",
            "follows",
            "kudos",
            "hits",
            "bookmarks",
            "id",
            "credits",
            "lyrics",
            "music",
            "started",
            "ended",
            "author's website",
            "livejournal",
        ],
    ),
];

/// The field of a label in any case, with or without marks, colon and plural; `None` when it is unknown.
pub fn field(label: &str) -> Option<Field> {
    let label = plain(label);
    LABELS.iter().find(|(_, names)| names.contains(&label.as_str())).map(|(field, _)| *field)
}

/// The label in lower case with single spaces, straight apostrophes, and without `*`, `_` and the colon.
fn plain(label: &str) -> String {
    let bare =
        label.trim_matches(|c: char| c.is_whitespace() || "*_:=<>[]#-".contains(c)).replace('’', "'").to_lowercase();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_any_case_and_dress() {
        let cases = [
            ("TITLE", Some(Field::Title)),
            ("**Pairing(s):**", Some(Field::Relationship)),
            ("author’s  notes", Some(Field::Note)),
            ("Archive Warnings:", Some(Field::Warning)),
            ("A/N", Some(Field::Note)),
            ("Disclaimer", Some(Field::Statement)),
            ("Jam", None),
            ("", None),
        ];
        for (label, expected) in cases {
            assert_eq!(field(label), expected, "{label}");
        }
    }

    #[test]
    fn no_label_means_two_things() {
        let mut names: Vec<&str> = LABELS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
