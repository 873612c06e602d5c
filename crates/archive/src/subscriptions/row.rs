//! The words and numbers in which subscriptions are kept.

use crate::db::{Cell, Column, Value};
use crate::filters::SearchId;
use crate::{CollectionId, Error, PersonId, Result, SeriesId, TagId, WorkId};

/// A sort of what can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A work.
    Work,
    /// A series.
    Series,
    /// A person, under all their names.
    Person,
    /// A tag.
    Tag,
    /// A search that the subscriber has saved.
    Search,
    /// A collection, with those that are a part of it.
    Collection,
}

impl What {
    /// Every one, in the order in which they are shown.
    pub const ALL: &'static [Self] =
        &[Self::Work, Self::Series, Self::Person, Self::Tag, Self::Search, Self::Collection];

    /// The word in its column and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Series => "series",
            Self::Person => "person",
            Self::Tag => "tag",
            Self::Search => "search",
            Self::Collection => "collection",
        }
    }

    /// What a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|what| what.word() == word)
    }

    /// Whether a work is told under it because of who made it.
    pub(crate) const fn is_by_name(self) -> bool {
        matches!(self, Self::Series | Self::Person)
    }
}

impl Column for What {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        let word = String::from_cell(cell)?;
        Self::of_word(&word).ok_or_else(|| Error::broken(format!("somebody follows the unknown “{word}”")))
    }
}

impl From<What> for Value<'_> {
    fn from(what: What) -> Self {
        Value::from(what.word())
    }
}

/// What is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A work.
    Work(WorkId),
    /// A series.
    Series(SeriesId),
    /// A person.
    Person(PersonId),
    /// A tag.
    Tag(TagId),
    /// A saved search.
    Search(SearchId),
    /// A collection.
    Collection(CollectionId),
}

impl Subject {
    /// What is kept as a word and a number.
    pub const fn of(what: What, number: i64) -> Self {
        match what {
            What::Work => Self::Work(WorkId::new(number)),
            What::Series => Self::Series(SeriesId::new(number)),
            What::Person => Self::Person(PersonId::new(number)),
            What::Tag => Self::Tag(TagId::new(number)),
            What::Search => Self::Search(number),
            What::Collection => Self::Collection(CollectionId::new(number)),
        }
    }

    /// Its sort.
    pub const fn what(self) -> What {
        match self {
            Self::Work(_) => What::Work,
            Self::Series(_) => What::Series,
            Self::Person(_) => What::Person,
            Self::Tag(_) => What::Tag,
            Self::Search(_) => What::Search,
            Self::Collection(_) => What::Collection,
        }
    }

    /// Its number.
    pub const fn number(self) -> i64 {
        match self {
            Self::Work(id) => id.number(),
            Self::Series(id) => id.number(),
            Self::Person(id) => id.number(),
            Self::Tag(id) => id.number(),
            Self::Search(id) => id,
            Self::Collection(id) => id.number(),
        }
    }
}

/// How soon somebody is told, the soonest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pace {
    /// By a letter, as soon as letters go to them.
    #[default]
    AtOnce,
    /// By a letter each day.
    Daily,
    /// By a letter each week.
    Weekly,
    /// On the page of notices and in feeds alone.
    Page,
}

impl Pace {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::AtOnce, Self::Daily, Self::Weekly, Self::Page];

    /// The word in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AtOnce => "now",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Page => "page",
        }
    }

    /// What a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|pace| pace.word() == word)
    }

    /// The number in its column: the smaller, the sooner.
    pub(crate) const fn number(self) -> i64 {
        match self {
            Self::AtOnce => 0,
            Self::Daily => 1,
            Self::Weekly => 2,
            Self::Page => 3,
        }
    }

    /// What a number means; what no number of ours is goes to the page.
    pub(crate) fn of_number(number: i64) -> Self {
        Self::ALL.iter().copied().find(|pace| pace.number() == number).unwrap_or(Self::Page)
    }

    /// What only one letter at a time is about.
    pub(crate) const fn key(self) -> Option<&'static str> {
        match self {
            Self::AtOnce => Some("news-now"),
            Self::Daily => Some("news-daily"),
            Self::Weekly => Some("news-weekly"),
            Self::Page => None,
        }
    }
}

impl Column for Pace {
    fn from_cell(cell: Cell<'_>) -> Result<Self> {
        i64::from_cell(cell).map(Self::of_number)
    }
}

impl From<Pace> for Value<'_> {
    fn from(pace: Pace) -> Self {
        Value::Int(pace.number())
    }
}
