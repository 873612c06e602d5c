//! What a reader remembers of their reading: what they opened, how far they came, what they want to read (HIST-1 to HIST-3).
//!
//! All of it is its reader's alone: nobody else reads it, moderators neither, no log holds it, and only [`crate::statistics`] counts it, in round
//! numbers of many. What
//! happens while somebody reads comes in batches, off the path of requests, and writes nothing into the change feed.

mod deeds;
mod downloads;
mod gathered;
mod glances;
mod library;
mod lists;
mod memory;
mod notes;
mod paragraphs;
mod resume;
mod row;
mod sets;
mod subjects;

pub(crate) use deeds::keep_in_library;
pub use deeds::{Wish, clear, forget, habit, keep, mark_for_later, read_up_to, set_habit};
pub(crate) use downloads::downloaded;
pub use downloads::{Download, KeptFile, all_files, note_downloads};
pub use gathered::{File, Gathered, Part, gathered};
pub use glances::{Glance, Place, note};
pub use library::{Kept, Reading, Shown, all_of, going_on, library, of_cards, of_work};
pub use lists::{
    Brought, Counts, Elsewhere, Fate, Ledger, ListLine, Read, begin_list, brought, choose, elsewhere, forget_elsewhere,
    out, out_elsewhere, out_shelves, put_away, show_list, take, weigh,
};
pub(crate) use memory::Memories;
pub use paragraphs::{Paragraph, paragraphs};
pub use resume::{Resume, resume};
pub use row::{Habit, State};
pub(crate) use sets::{Asked, Which, is_shown};
pub use subjects::Subject;
pub(crate) use subjects::subjects;
