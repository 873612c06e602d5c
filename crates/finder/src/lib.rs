//! Tag and word search over ids: which works carry these tags and not those, in which order, and how many of them carry each
//! other tag.
//!
//! The finder is a cache: it is told facts by number, answers with numbers, and can be thrown away. It knows no SQL, no address, and
//! no name or text that it was not given. What it finds are candidates, which are read through the gate before they are shown.
//! For every *term* (a tag, an author, a series, a collection, a language) it keeps the set of works that it finds, and for every work the
//! list of what it counts for. [`Finder`] says how to begin.

mod ask;
mod cells;
mod columns;
mod facts;
mod finder;
mod forward;
mod graph;
mod heads;
mod ids;
mod index;
mod kept;
mod numbers;
mod packed;
mod plain;
mod posting;
mod question;
mod snapshot;
mod suggest;
mod texts;
mod weight;
#[cfg(feature = "words")]
mod words;
mod worlds;

pub use columns::Measure;
pub use facts::{
    Audience, AuthorId, CollectionId, Counts, Entered, Kind, LanguageId, Role, SeriesId, Standing, Tag, TagId, Work,
    WorkId,
};
pub use finder::Finder;
pub use question::{
    Alternative, Answer, Asker, Cursor, CursorKey, FacetList, Never, Part, Question, Range, Relevance, Rule, Sort,
    Start, Wanted, Whether,
};
pub use snapshot::SnapshotError;
pub use suggest::{Hint, Listed, Order, Roll, Stands, Suggestion, TagName, Traits};
#[cfg(feature = "words")]
pub use words::{Chapter, Place, Seek, Stories, StorySeeker, Text, Words, WordsError, passage, seek};
pub use worlds::{FandomUse, Fandoms, Sorting, World};
