//! Tag and word search over ids: which works carry these tags and not those, in which order, and how many of them carry each
//! other tag.
//!
//! The finder is a cache. It is told facts about works by number, answers with numbers, and can be thrown away at will. It knows
//! no SQL, no address, and no name or text that it was not given to index. What it finds are candidates: whoever asks reads
//! them through the gate before anything is shown.
//!
//! Works have short numbers of their own here. For every *term* (a tag, an author, a series, a language) there is the set of
//! works that it finds; for a canonical tag that includes the works of its synonyms, its subtags and their synonyms, so that
//! asking is cheap and wrangling makes a few sets anew. For every work there is the list of its tags as entered, of which
//! facets are counted through one table that leads from a tag to its canonical form.

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
mod posting;
mod question;
mod snapshot;
mod suggest;
mod texts;
mod words;

pub use columns::Measure;
pub use facts::{
    Audience, AuthorId, Counts, Entered, Kind, LanguageId, Role, SeriesId, Standing, Tag, TagId, Work, WorkId,
};
pub use finder::Finder;
pub use question::{
    Answer, Asker, Cursor, CursorKey, FacetList, Never, Part, Question, Range, Relevance, Rule, Sort, Start, Wanted,
};
pub use snapshot::SnapshotError;
pub use suggest::{Hint, Suggestion, TagName};
pub use words::{Place, Seek, Text, Words, WordsError};
