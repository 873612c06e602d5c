//! A reading list as data: what somebody has read or wants to read, and what they say of it.
//!
//! A reader takes it from one archive to another, or to a table of their own; it knows nothing of either. Its entries name
//! works by address, title and author and hold no word of the works themselves.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The mark of the JSON that holds one, with its version.
pub const READING_LIST: &str = "foolscap_reading_list";

/// Its version.
pub const READING_LIST_VERSION: u64 = 1;

/// The columns of the CSV that holds one, in their order; each is the name of a field of [`ListEntry`].
pub const READING_LIST_COLUMNS: [&str; 17] = [
    "address",
    "title",
    "author",
    "state",
    "later",
    "chapter",
    "paragraph",
    "mark",
    "chapters",
    "edition",
    "visits",
    "first",
    "last",
    "stars",
    "shelves",
    "note",
    "elsewhere",
];

/// What a reader says of a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ListState {
    /// They read it.
    Reading,
    /// They have read it.
    Finished,
    /// They do not go on with it.
    Dropped,
}

impl ListState {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Reading, Self::Finished, Self::Dropped];

    /// The word in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Finished => "finished",
            Self::Dropped => "dropped",
        }
    }

    /// What a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.word() == word)
    }
}

/// One work of a reading list. What nobody says is empty, nothing or 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListEntry {
    /// Where the work is.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// Whether its reader reads it, has read it, or does not go on.
    pub state: Option<ListState>,
    /// Whether it is marked for later.
    pub later: bool,
    /// The number of the chapter they are in, from 1.
    pub chapter: Option<u64>,
    /// The number of the paragraph there, from 0; −1 for the end of the chapter.
    pub paragraph: Option<i64>,
    /// The mark of that paragraph's words.
    pub mark: String,
    /// How many chapters there were when it was opened last.
    pub chapters: Option<u64>,
    /// The edition that was opened last; of meaning only in the archive that the address is of.
    pub edition: Option<u64>,
    /// How often it was opened.
    pub visits: u64,
    /// When it was opened first, or put on the list.
    pub first: Option<Timestamp>,
    /// When it was opened last, or something was said of it.
    pub last: Option<Timestamp>,
    /// Their stars, from 0 to 5.
    pub stars: u64,
    /// The shelves that it stands on.
    pub shelves: Vec<String>,
    /// What they note for themselves.
    pub note: String,
    /// Whether it was a work elsewhere where the list was made.
    pub elsewhere: bool,
}

/// A shelf of a reading list. Which entries stand on it is theirs to say ([`ListEntry::shelves`]); it says how they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListShelf<T> {
    /// What it is called.
    pub name: String,
    /// Whether others may see it.
    #[serde(default)]
    pub public: bool,
    /// In which order its works are shown, as a word: `added`, `title`, `hand`.
    #[serde(default)]
    pub order: String,
    /// Its works in the order that was set by hand: in a file their addresses, once it is read the numbers of their lines.
    #[serde(default = "Vec::new")]
    pub works: Vec<T>,
}
