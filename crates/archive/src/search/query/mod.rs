//! The language of search: read from what people type, and written from what a form says.
//!
//! `fandom:"Sherlock Holmes" -"major character death" words:5k-20k complete (fluff | "slow burn") sort:kudos`. Parts stand
//! beside each other and all must be true. Reading never fails: what makes no sense is told as a [`Doubt`] with its place, and
//! the rest counts. Nothing here looks anything up; whether there is such a tag is asked in `ask`.

mod fields;
mod lex;
mod numbers;
mod write;

use std::ops::Range;

pub use numbers::{Ago, Bounds, Time, Unit};

use crate::tags::Kind;
use fields::understand;
use lex::{Lexer, Sign, Token};

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
    /// One of these.
    Either(Vec<What>),
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
    /// This cannot stand among alternatives, or cannot be turned round by `-`.
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
        if end < text.len() {
            reader.query.doubts.push(Doubt { about: About::Long, at: end..text.len() });
        }
        reader.query
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The text without what stands in this place.
    pub fn without(text: &str, at: &Range<usize>) -> String {
        let (before, after) = (text.get(..at.start).unwrap_or_default(), text.get(at.end..).unwrap_or_default());
        [before.trim(), after.trim()].join(" ").trim().to_owned()
    }
}

/// A query that is being read.
#[derive(Default)]
struct Reader {
    query: Query,
    /// Where the `-` before what comes next stands.
    not: Option<usize>,
    /// Whether what comes next is an alternative to what came last.
    or: bool,
    /// Where the parenthesis around what comes next was opened, and whether something came in it.
    group: Option<(usize, bool)>,
    /// Parentheses within it.
    depth: usize,
    /// Whether an `-` stood before the parenthesis.
    group_is_not: bool,
    is_full: bool,
}

impl Reader {
    fn take(&mut self, Token { sign, at }: Token) {
        match sign {
            Sign::Not => self.not = Some(at.start),
            Sign::Or => self.or = self.query.parts.last().is_some_and(|part| part.at.end <= at.start),
            Sign::Open if self.group.is_some() => {
                self.depth += 1;
                if self.depth == 1 {
                    self.doubt(About::Nested, at);
                }
            }
            Sign::Open => {
                let not = self.not.take();
                self.group = Some((not.unwrap_or(at.start), false));
                self.group_is_not = not.is_some();
            }
            Sign::Close if self.depth > 0 => self.depth -= 1,
            Sign::Close => match self.group.take() {
                Some((_, had)) => {
                    self.or = false;
                    if let Some(last) = self.query.parts.last_mut().filter(|_| had) {
                        last.at.end = at.end;
                    }
                }
                None => self.doubt(About::Parenthesis, at),
            },
            Sign::Term(term) => {
                if term.is_open {
                    self.doubt(About::Open, at.clone());
                }
                let understood = understand(term, &at, &mut self.query.doubts);
                match understood {
                    Some(fields::Understood::Sorting(sorting)) => self.query.sort = Some(sorting),
                    Some(fields::Understood::Part(what, is_not)) => self.put(what, is_not, at),
                    None => {}
                }
                self.not = None;
                self.or = false;
            }
        }
    }

    /// Adds what a word says: to the alternatives in the parenthesis, to what stands before an `|`, or by itself.
    fn put(&mut self, what: What, is_not: bool, at: Range<usize>) {
        if self.query.parts.iter().map(|part| part.what.len()).sum::<usize>() >= MOST {
            if !std::mem::replace(&mut self.is_full, true) {
                self.doubt(About::Many, at);
            }
            return;
        }
        let is_not = is_not != self.not.is_some();
        let group = self.group.as_mut().map(|(start, had)| (*start, std::mem::replace(had, true)));
        let joins = self.or || group.is_some_and(|(_, had)| had);
        if let Some(last) = self.query.parts.last_mut().filter(|_| joins) {
            if is_not {
                let doubt = Doubt { about: About::NotHere, at: at.clone() };
                self.query.doubts.push(doubt);
            }
            last.what.or(what);
            last.at.end = at.end;
            return;
        }
        let start = group.map_or(self.not.unwrap_or(at.start), |(start, _)| start);
        let is_not = if group.is_some() { self.group_is_not != is_not } else { is_not };
        self.query.parts.push(Part { what, is_not, at: start..at.end });
    }

    fn close(&mut self) {
        if let Some((start, _)) = self.group {
            self.doubt(About::Parenthesis, start..start + 1);
        }
    }

    fn doubt(&mut self, about: About, at: Range<usize>) {
        if self.query.doubts.len() < MOST {
            self.query.doubts.push(Doubt { about, at });
        }
    }
}

impl What {
    /// Makes it one of several alternatives.
    fn or(&mut self, other: Self) {
        match self {
            Self::Either(all) => all.push(other),
            one => *one = Self::Either(vec![one.clone(), other]),
        }
    }

    fn len(&self) -> usize {
        if let Self::Either(all) = self { all.len() } else { 1 }
    }
}

#[cfg(test)]
mod tests;
