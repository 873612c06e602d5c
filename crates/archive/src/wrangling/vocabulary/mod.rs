//! A vocabulary: canonical tags with their other names and what stands above them, as one readable file that archives share.
//!
//! Reading a file and taking it in are apart: a line that is wrong is a complaint with its number and costs nothing else.
//! The format stands in `docs/wrangling.md`.

mod read;
mod take;
mod write;

use crate::tags::Kind;
use crate::{Slip, Why};

pub use take::{Taken, is_untouched, take};
pub use write::write;

/// What a new archive begins with.
pub const STARTER: &str = include_str!("starter.txt");

/// The kinds in a file, in their order.
const KINDS: [Kind; 5] = [Kind::Media, Kind::Fandom, Kind::Character, Kind::Relationship, Kind::Additional];

/// The sign of each relation of a tag to a name below it. No name holds any of them (TAG-2).
const SIGNS: [(char, Relation); 3] = [('=', Relation::Synonym), ('<', Relation::Parent), ('^', Relation::Metatag)];

/// The sign of a line that says in words what a tag means.
const ABOUT: char = '*';

/// What a name below a tag is to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// Another name for it.
    Synonym,
    /// What it belongs to.
    Parent,
    /// What it is a part of.
    Metatag,
}

/// A line that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub fault: Fault,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It begins with no kind that there is.
    #[error("“{0}” is no kind of tag; the kinds are media, fandom, character, relationship and additional")]
    UnknownKind(String),
    /// It is neither a tag nor something about one.
    #[error("this is neither a tag nor something about one")]
    NoTag,
    /// It is about a tag, and there is none above it that was taken.
    #[error("no tag above this line was taken that it could be about")]
    NoneAbove,
    /// It cannot stand as it is.
    #[error("{0}")]
    Slip(Slip),
    /// The name is that of a tag of another kind.
    #[error("“{name}” is of another kind here: {kind}", kind = .kind.word())]
    OtherKind {
        /// The name.
        name: String,
        /// The kind of the tag that has it.
        kind: Kind,
    },
    /// The name is another name for something else.
    #[error("“{name}” is another name for “{means}” here")]
    MeansAnother {
        /// The name.
        name: String,
        /// What it means.
        means: String,
    },
    /// What should be another name is canonical.
    #[error("“{0}” is canonical here, so it is no other name")]
    IsCanonical(String),
    /// Something else is said of it here.
    #[error("something else is said of “{0}” here")]
    SaidOtherwise(String),
    /// It was set aside.
    #[error("“{0}” is set aside here")]
    IsAside(String),
    /// It is not allowed.
    #[error("{0}")]
    Refused(Why),
}
