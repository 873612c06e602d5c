//! Finding works: the language of search, the index that answers, and how it follows the archive.
//!
//! What is found are candidates: whoever asks gets cards that have passed the gate. The index is a cache beside the database,
//! made by the archive's own errand, and can be thrown away.

mod ask;
mod find;
mod index;
#[cfg(feature = "words")]
mod library;
mod mark;
mod meaning;
mod of_tag;
mod own;
mod passages;
pub mod query;
mod rolls;
#[cfg(feature = "words")]
mod stories;
mod suggest;
mod terms;
mod wording;
mod worlds;

pub(crate) use find::among;
pub use find::{Facets, Found, Hidden, Lifted, Listed, Of, Passages, Wish, find, in_languages, list, newest};
pub use index::Index;
pub use of_tag::{tag, tag_on_desk};
pub use passages::Passage;
pub use query::Query;
pub use rolls::{bins, cloud, page_with, tags, waiting};
pub use suggest::suggest;
pub use terms::terms;
pub use worlds::{ByLetter, Used, by_letter, fandom_counts, fandoms_by_letter, largest_fandoms, newest_fandoms};
