//! The story as data: the one neutral type that every importer makes and every exporter takes.
//!
//! A [`Manuscript`] is one story: its title page, its chapters, what was claimed about it and what is doubtful.
//! It knows nothing of databases, HTTP or people with accounts. Prose inside it is always canonical clean HTML
//! (see [`clean()`]), which is well-formed XML as well, so that it can be put into a page or an EPUB unchanged.

pub mod blocks;
mod chapters;
pub mod clean;
pub mod compare;
mod complaint;
pub mod footnotes;
mod labels;
mod marks;
mod model;
mod prose;
mod reading_list;
mod relation;
mod slug;
mod tally;
mod text;

pub use chapters::{Heading, chapter_heading, lone_number};
pub use clean::{Newlines, Place, clean, player_hosts};
pub use complaint::{Complaint, Trouble};
pub use labels::{Category, Rating, UnknownLabel, Warning};
pub use marks::is_mark;
pub use model::{
    Byline, Chapter, Manuscript, Parcel, Permission, Permissions, Proposal, ProposedField, Provenance, SeriesPlace,
    Statistics,
};
pub use prose::{CLEANER, Prose};
pub use reading_list::{ListEntry, ListShelf, ListState, READING_LIST, READING_LIST_COLUMNS, READING_LIST_VERSION};
pub use relation::{Relation, RelationKind};
pub use slug::{file_name, sort_title};
pub use tally::{Kept, Tally};
pub use text::{count_words, escaped, letters, letters_of_html, plain_text};
