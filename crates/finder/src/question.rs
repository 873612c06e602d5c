//! What can be asked.

use crate::columns::Measure;
use crate::facts::{AuthorId, CollectionId, Kind, LanguageId, SeriesId, TagId, WorkId};

/// For whom works are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Asker {
    /// Works that everyone may find.
    #[default]
    Guest,
    /// Works for members, too.
    Member,
}

/// What a wanted tag must be to a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Part {
    /// One of its tags.
    #[default]
    Any,
    /// One that its author calls main.
    Main,
    /// One that its author mentions in passing only.
    Side,
    /// The first of its kind.
    First,
}

/// A tag that works must carry (WR-12): the tag itself; if it is canonical, its synonyms, subtags and their synonyms too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// Which.
    pub tag: TagId,
    /// As what.
    pub part: Part,
}

impl From<TagId> for Wanted {
    fn from(tag: TagId) -> Self {
        Self { tag, part: Part::Any }
    }
}

/// Bounds of a measure; both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    /// What is bounded.
    pub measure: Measure,
    /// The least; a time in milliseconds since 1970 for times.
    pub from: Option<i64>,
    /// The most.
    pub to: Option<i64>,
    /// Whether works must lie outside of them.
    pub outside: bool,
}

/// What a work can be, among other things that it can be instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whether {
    /// It has a tag (WR-12), perhaps in a role.
    Tag(Wanted),
    /// It is found by an author.
    Author(AuthorId),
    /// Nobody is named for it whom the asker may know.
    Anonymous,
    /// It is in a series.
    Series(SeriesId),
    /// One of these collections holds it.
    Collections(Vec<CollectionId>),
    /// It is in a language.
    Language(LanguageId),
    /// It is finished.
    Complete,
    /// It is a crossover.
    Crossover,
    /// It is of a single chapter.
    Single,
    /// It is for members only.
    Restricted,
    /// It lies in a range, or outside of one.
    In(Range),
    /// All of these bits are set.
    Permits(u8),
    /// It is one of these, from the word index.
    Among(Vec<WorkId>),
    /// It is in the set that has this place in [`Question::sets`].
    Set(usize),
}

/// One of several things that a work can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// What.
    pub whether: Whether,
    /// Whether it must not be that.
    pub is_not: bool,
}

/// What a reader's own rule hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Never {
    /// Works with a tag (WR-12).
    Tag(TagId),
    /// Works that are found by an author.
    Author(AuthorId),
    /// One work.
    Work(WorkId),
    /// Works that nobody is named for.
    Anonymous,
    /// Works in a language.
    Language(LanguageId),
    /// Works that are found in a series.
    Series(SeriesId),
    /// Works that are found in a collection.
    Collection(CollectionId),
    /// Works with a measure above this; a time in milliseconds since 1970 for times.
    MoreThan(Measure, i64),
    /// Works of the set that has this place in [`Question::sets`].
    Set(usize),
}

/// A rule, and what it does not apply to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rule {
    /// What is hidden.
    pub never: Never,
    /// Works of these kinds are shown nevertheless.
    pub unless: Vec<Never>,
}

/// The order of works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// By a measure.
    By(Measure),
    /// By title.
    Title,
    /// By byline.
    Byline,
    /// By kudos for each hit.
    Score,
    /// By how well they fit the words, as [`Question::among`] says, or as [`Question::ranks`] does.
    Relevance,
}

/// Where a page starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// Behind so many works.
    Offset(u64),
    /// Behind a work that was the last of another page, wherever it has gone since.
    After(Cursor),
}

impl Default for Start {
    fn default() -> Self {
        Self::Offset(0)
    }
}

/// A place in an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// What the order goes by.
    pub key: CursorKey,
    /// The work, which decides between equals.
    pub work: WorkId,
}

/// A value that an order goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CursorKey {
    /// A measure, a score, a relevance.
    Number(u64),
    /// A title or a byline.
    Text(Box<[u8]>),
}

/// How relevant the word index finds a work; only the order of these numbers counts.
pub type Relevance = f32;

/// A question. The default asks for all works of guests, newest first, with no facets.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// For whom.
    pub asker: Asker,
    /// Tags that works must have.
    pub all: Vec<Wanted>,
    /// Of each of these, works must have one.
    pub any: Vec<Vec<TagId>>,
    /// Of each of these, works must be one: alternatives of different sorts. None of nothing.
    pub either: Vec<Vec<Alternative>>,
    /// Tags that works must not have.
    pub none: Vec<TagId>,
    /// Tags that works must not have in these roles.
    pub unlike: Vec<Wanted>,
    /// By all of these.
    pub authors: Vec<AuthorId>,
    /// Whether anonymous: named for nobody whom the asker may know (SRCH-9).
    pub anonymous: Option<bool>,
    /// In one of these series.
    pub series: Vec<SeriesId>,
    /// Of each of these, in one.
    pub collections: Vec<Vec<CollectionId>>,
    /// In one of these languages.
    pub languages: Vec<LanguageId>,
    /// In all of these languages: a list's own, beside what is asked for in it.
    pub within: Vec<LanguageId>,
    /// Whether finished.
    pub complete: Option<bool>,
    /// Whether a crossover (SRCH-10).
    pub crossover: Option<bool>,
    /// Whether of a single chapter (SRCH-12).
    pub single: Option<bool>,
    /// Whether for members only.
    pub restricted: Option<bool>,
    /// Bounds.
    pub ranges: Vec<Range>,
    /// All of these bits are set.
    pub permissions: u8,
    /// None of these bits is set.
    pub unpermitted: u8,
    /// What the asker never wants to see, first the reason that counts.
    pub rules: Vec<Rule>,
    /// Only these works, with their relevance, from the word index.
    pub among: Option<Vec<(WorkId, Relevance)>>,
    /// Sets of works that whoever asks knows of, and the finder does not: what somebody has read. The rest of the question speaks of
    /// them by their place; a place where none is stands for no work.
    pub sets: Vec<Vec<WorkId>>,
    /// In all of these sets.
    pub inside: Vec<usize>,
    /// What [`Sort::Relevance`] goes by instead of the relevance in [`Question::among`], if anything: an order that whoever asks
    /// knows. A work that is not here comes behind all that are.
    pub ranks: Vec<(WorkId, Relevance)>,
    /// The order.
    pub sort: Sort,
    /// From the largest, newest, last.
    pub descending: bool,
    /// Where the page starts.
    pub from: Start,
    /// Works on a page.
    pub limit: u32,
    /// Facets of each kind; none are counted for 0.
    pub facets: u32,
    /// Tags to be listed among the facets even if they are not among the first. Those asked for always are (FILT-4).
    pub listed: Vec<TagId>,
}

impl Default for Question {
    fn default() -> Self {
        Self {
            asker: Asker::Guest,
            all: Vec::new(),
            any: Vec::new(),
            either: Vec::new(),
            none: Vec::new(),
            unlike: Vec::new(),
            authors: Vec::new(),
            anonymous: None,
            series: Vec::new(),
            collections: Vec::new(),
            languages: Vec::new(),
            within: Vec::new(),
            complete: None,
            crossover: None,
            single: None,
            restricted: None,
            ranges: Vec::new(),
            permissions: 0,
            unpermitted: 0,
            rules: Vec::new(),
            among: None,
            sets: Vec::new(),
            inside: Vec::new(),
            ranks: Vec::new(),
            sort: Sort::By(Measure::Updated),
            descending: true,
            from: Start::default(),
            limit: 20,
            facets: 0,
            listed: Vec::new(),
        }
    }
}

/// What a page leafs through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Browsed {
    /// All works.
    Archive,
    /// Those of a tag.
    Tag(TagId),
}

impl Question {
    /// Every tag that the question speaks of and whose facet is to be shown.
    pub(crate) fn spoken_of(&self) -> impl Iterator<Item = TagId> + '_ {
        let wanted = self.all.iter().map(|wanted| wanted.tag);
        let among = self.either.iter().flatten().filter_map(|one| match one.whether {
            Whether::Tag(Wanted { tag, .. }) => Some(tag),
            _ => None,
        });
        wanted
            .chain(self.any.iter().flatten().copied())
            .chain(among)
            .chain(self.none.iter().copied())
            .chain(self.listed.iter().copied())
    }

    /// What is leafed through, if nothing else limits the works but for whom they are.
    pub(crate) fn browses(&self) -> Option<Browsed> {
        let free = self.any.is_empty()
            && self.either.is_empty()
            && self.none.is_empty()
            && self.unlike.is_empty()
            && self.authors.is_empty()
            && self.series.is_empty()
            && self.collections.is_empty()
            && self.languages.is_empty()
            && self.within.is_empty()
            && self.ranges.is_empty()
            && self.inside.is_empty()
            && self.ranks.is_empty()
            && self.rules.is_empty();
        let free = free && self.among.is_none() && self.permissions | self.unpermitted == 0;
        let flags = [self.anonymous, self.complete, self.crossover, self.single, self.restricted];
        match self.all.as_slice() {
            _ if !free || flags.iter().any(Option::is_some) => None,
            [] => Some(Browsed::Archive),
            [Wanted { tag, part: Part::Any }] => Some(Browsed::Tag(*tag)),
            _ => None,
        }
    }
}

/// Facets of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetList {
    /// The kind.
    pub kind: Kind,
    /// Canonical tags and on how many of the found works they are (FILT-3): the most frequent first, of equals the lower id;
    /// then those that were asked for and are not among them.
    pub tags: Vec<(TagId, u64)>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// The works of the page.
    pub works: Vec<WorkId>,
    /// How many works were found in all.
    pub total: u64,
    /// The facets, in the order of the kinds.
    pub facets: Vec<FacetList>,
    /// How many works each rule hid; a work that several would hide counts for the first.
    pub hidden: Vec<u64>,
    /// Where the next page starts, if this one is not empty.
    pub next: Option<Cursor>,
}
