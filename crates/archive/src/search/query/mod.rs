//! The language of search: read from what people type, and written from what a form says.
//!
//! `fandom:"Sherlock Holmes" -"major character death" words:5k-20k complete (fluff | "slow burn") sort:kudos`. Parts stand
//! beside each other and all must be true. Reading never fails: what makes no sense is told as a [`Doubt`] with its place, and
//! the rest counts. Nothing here looks anything up; whether there is such a tag is asked in `ask`.

mod fields;
mod lex;
mod mine;
mod numbers;
mod reader;
mod write;

use std::ops::Range;

pub use mine::Mine;
pub use numbers::{Ago, Bounds, Time, Unit};

use crate::tags::Kind;
use lex::Lexer;
use reader::Reader;

/// Letters that are read of a query.
pub const LONGEST: usize = 4_000;

/// Parts that are read of a query.
pub const MOST: usize = 100;

/// A query, part by part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What must be true of works.
    pub parts: Vec<Part>,
    /// In which order they come, unless in the usual one.
    pub sort: Option<Sorting>,
    /// What could not be read as it stands.
    pub doubts: Vec<Doubt>,
}

/// One part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it says.
    pub what: What,
    /// Whether that must not be so.
    pub is_not: bool,
    /// The bytes of the text that it stands in.
    pub at: Range<usize>,
}

/// What a part says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A tag of a kind, or of any.
    Tag(Option<Kind>, String),
    /// A tag that matters to a work more than others, or less.
    Role(Role, String),
    /// Words somewhere in a work.
    Words(Words),
    /// Somebody's.
    By(String),
    /// In a language, by its code.
    Language(String),
    /// What a work is.
    Is(Trait),
    /// What its authors permit.
    May(May),
    /// How much there is of something.
    Amount(Measure, Bounds),
    /// When it was posted.
    Posted(Time),
    /// When it was updated.
    Updated(Time),
    /// What the one who asks has to do with it.
    Mine(Mine),
    /// How many stars they gave it.
    Stars(Bounds),
    /// Words of what they note of it.
    Noted(String),
    /// That it stands on their shelf of this name.
    Shelf(String),
    /// One of these.
    Either(Vec<One>),
}

/// One of several things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct One {
    /// What.
    pub what: What,
    /// Whether that must not be so.
    pub is_not: bool,
}

/// Words that are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Where.
    pub place: Place,
    /// The words.
    pub text: String,
    /// Whether they stand side by side in this order.
    pub is_phrase: bool,
}

/// Where words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Everywhere.
    Anywhere,
    /// In the title.
    Title,
    /// In the summary.
    Summary,
    /// In the notes.
    Notes,
    /// In the title of a series.
    Series,
    /// In the title of a collection.
    Collection,
    /// In the text of the story.
    Text,
    /// Everywhere but in the text.
    About,
}

/// What a work can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trait {
    /// Finished.
    Complete,
    /// Of worlds that have nothing to do with each other (SRCH-10).
    Crossover,
    /// Of one chapter (SRCH-12).
    Single,
    /// For members only.
    Restricted,
    /// Of one relationship (SRCH-11).
    Otp,
    /// Without the names of who made it.
    Anonymous,
}

/// What a tag can be to a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What it is about.
    Main,
    /// Mentioned in passing.
    Side,
    /// The first of its kind.
    First,
}

/// What authors can permit, in the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum May {
    /// Binding it as a book.
    Bind,
    /// Recording it.
    Podfic,
    /// Translating it.
    Translate,
    /// Writing on from it.
    Remix,
    /// Keeping a copy.
    Keep,
    /// Training machines on it.
    Ai,
}

/// What can be counted of a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Words.
    Words,
    /// Chapters.
    Chapters,
    /// Kudos.
    Kudos,
    /// Comments.
    Comments,
    /// Bookmarks.
    Bookmarks,
    /// Hits.
    Hits,
    /// Fandoms.
    Fandoms,
    /// Relationships.
    Relationships,
}

/// What works are ordered by (SRCH-13).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// How well they fit the words.
    Relevance,
    /// Who made them.
    Author,
    /// Their titles.
    Title,
    /// When they were posted.
    Posted,
    /// When they were updated.
    Updated,
    /// What is counted of them.
    By(Measure),
    /// When the one who asks opened them last.
    Opened,
    /// How many stars they gave them.
    Stars,
}

/// An order and its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorting {
    /// What goes first.
    pub sort: Sort,
    /// Whether from the largest, newest, last.
    pub is_descending: bool,
}

impl Sort {
    /// In the direction that is usual for it: names from A, everything else from the most (SRCH-13).
    pub const fn usual(self) -> Sorting {
        Sorting { sort: self, is_descending: !matches!(self, Self::Author | Self::Title) }
    }
}

/// Something in a query that could not be read as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What.
    pub about: About,
    /// Where.
    pub at: Range<usize>,
}

/// What is doubtful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// There is no such field; it was read as words.
    Field(String),
    /// This is no number or range.
    Number(String),
    /// This is no time.
    Time(String),
    /// Nothing can be sorted by this.
    Sort(String),
    /// Nothing is called so that somebody has.
    In(String),
    /// A word that stands beside others was read as a word, and not as what the reader has to do with a work.
    Word(String),
    /// The one who asks has no shelf of this name.
    NoShelf(String),
    /// Only members have a library.
    LogIn,
    /// The reader does not want what they read to be remembered.
    NoMemory,
    /// Nobody is asked to permit this.
    May(String),
    /// A field says nothing.
    Empty(String),
    /// The ends of a range stood the wrong way round.
    Turned,
    /// A quote was never closed.
    Open,
    /// A parenthesis has no other half.
    Parenthesis,
    /// Parentheses stand in parentheses.
    Nested,
    /// The text is longer than what is read of it.
    Long,
    /// There are more parts than are read.
    Many,
    /// There is no tag of this name, so its words are looked for in the names of tags (SRCH-7).
    NoTag(String),
    /// Words cannot be looked for in this archive, or not yet.
    NoWords,
    /// The text of stories is not searched in this archive.
    NoTexts,
    /// Not every text was read yet.
    SomeTexts,
    /// Only so many words and phrases are looked for in texts.
    ManyTexts,
    /// Several things that are turned round together cannot stand among alternatives.
    NotHere,
}

impl Query {
    /// Reads what is typed.
    pub fn read(text: &str) -> Self {
        let mut reader = Reader::default();
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
        for token in Lexer::of(text.get(..end).unwrap_or_default()) {
            reader.take(token);
        }
        reader.close();
        mine::settle(&mut reader.query, text);
        if end < text.len() {
            reader.query.doubts.push(Doubt { about: About::Long, at: end..text.len() });
        }
        reader.query
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether it asks for what only the one who asks knows, and so means nothing to others.
    pub fn is_own(&self) -> bool {
        let is_own = |what: &What| matches!(what, What::Mine(_) | What::Stars(_) | What::Noted(_) | What::Shelf(_));
        let has_own = |part: &Part| match &part.what {
            What::Either(all) => all.iter().any(|one| is_own(&one.what)),
            what => is_own(what),
        };
        let sorts = self.sort.is_some_and(|sorting| matches!(sorting.sort, Sort::Opened | Sort::Stars));
        sorts || self.parts.iter().any(has_own)
    }

    /// The text without what stands in this place.
    pub fn without(text: &str, at: &Range<usize>) -> String {
        let (before, after) = (text.get(..at.start).unwrap_or_default(), text.get(at.end..).unwrap_or_default());
        [before.trim(), after.trim()].join(" ").trim().to_owned()
    }
}

#[cfg(test)]
mod tests;
