//! What the finder is told: tags, and works that carry them. Numbers throughout; the only texts are keys to sort by and
//! names to suggest.

/// Makes the numbers by which the archive knows things into types of their own.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);
    )+ };
}

ids! {
    /// A work. Ids have at most 45 bits, here and below; the archive makes them of 40.
    WorkId,
    /// A tag, whatever its kind.
    TagId,
    /// Somebody whom works are found by.
    AuthorId,
    /// A series.
    SeriesId,
    /// A collection.
    CollectionId,
    /// A language, as the archive numbers them.
    LanguageId,
}

/// What a tag speaks of (TAG-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// How explicit.
    Rating,
    /// What is warned of.
    Warning,
    /// What kind of relationships.
    Category,
    /// The world it is written in.
    Fandom,
    /// Who with whom.
    Relationship,
    /// Who.
    Character,
    /// Everything else.
    Additional,
    /// What fandoms are sorted under; on no work.
    Media,
}

impl Kind {
    /// Every kind, in the order of a work's page.
    pub const ALL: [Self; 8] = [
        Self::Rating,
        Self::Warning,
        Self::Category,
        Self::Fandom,
        Self::Relationship,
        Self::Character,
        Self::Additional,
        Self::Media,
    ];

    pub(crate) fn of(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

/// Where a tag stands in the wrangling graph (WR-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// The form that others are collected under.
    Canonical,
    /// Another word for a canonical tag. As long as that tag is not canonical, the synonym counts as unwrangled.
    SynonymOf(TagId),
    /// Neither.
    #[default]
    Unwrangled,
}

/// A tag and its links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its number.
    pub id: TagId,
    /// What it speaks of.
    pub kind: Kind,
    /// Where it stands.
    pub standing: Standing,
    /// Its direct metatags (WR-9). They count while both ends are canonical.
    pub metatags: Vec<TagId>,
}

/// Who may find a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Audience {
    /// In no list at all.
    #[default]
    Nobody,
    /// Whoever is logged in.
    Members,
    /// Guests too.
    Everyone,
}

/// How much a tag matters to a work, when its author says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Role {
    /// Nothing was said.
    #[default]
    Plain,
    /// What the work is about.
    Main,
    /// In passing.
    Side,
}

/// A tag as it was entered on a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Entered {
    /// Which.
    pub tag: TagId,
    /// What it speaks of.
    pub kind: Kind,
    /// How much it matters.
    pub role: Role,
}

/// What is counted of a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Words.
    pub words: u64,
    /// Chapters that are there.
    pub chapters: u64,
    /// Kudos.
    pub kudos: u64,
    /// Comments.
    pub comments: u64,
    /// Bookmarks that the asker may count.
    pub bookmarks: u64,
    /// How often it was opened.
    pub hits: u64,
}

/// A work, as far as it can be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Work {
    /// Its number.
    pub id: WorkId,
    /// Who may find it.
    pub audience: Audience,
    /// Who may find it by its authors: nobody, if it is anonymous.
    pub names: Audience,
    /// Its tags in their order. Only those that make it found: an unrevealed work has none.
    pub tags: Vec<Entered>,
    /// Its language.
    pub language: LanguageId,
    /// By whom it is.
    pub authors: Vec<AuthorId>,
    /// Series that it is found in.
    pub series: Vec<SeriesId>,
    /// Collections that it is found in.
    pub collections: Vec<CollectionId>,
    /// What is counted.
    pub counts: Counts,
    /// Whether it is finished.
    pub complete: bool,
    /// Whether it will have one chapter only (SRCH-12).
    pub single: bool,
    /// When it was posted, in milliseconds since 1970.
    pub posted: i64,
    /// When a chapter last came.
    pub updated: i64,
    /// What titles are sorted by; the finder compares bytes.
    pub title: String,
    /// What bylines are sorted by.
    pub byline: String,
    /// What its authors permit, as the archive numbers the bits.
    pub permissions: u8,
}
