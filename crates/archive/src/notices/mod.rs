//! Notices: what happened that members follow, and how they are told.
//!
//! Posting writes its change to the feed and nothing else. Whoever does the archive's errands follows the feed ([`follow()`]), writes
//! down what happened, asks the saved searches ([`ask_searches`]) and tells the subscribers in batches ([`tell_some`]): each happening
//! once to each person, however many of their subscriptions it is about. How far each of these came is stored with what it did,
//! so that neither a crash nor a second node tells anything twice.
//!
//! A notice is only that somebody was told. What they see of it now is asked anew, on the page as in a letter when it goes, so
//! that what was hidden meanwhile is told nobody.

mod fan_out;
mod follow;
mod letters;
mod prune;
mod read;
mod searches;
mod sort;
mod telling;
mod when;

pub use fan_out::tell_some;
pub use follow::follow;
pub(crate) use letters::{Candidate, Readiness, keep_on_page, let_stay, ready, rest};
pub use prune::prune;
pub(crate) use read::kept_of;
pub use read::{Event, Kept, Notice, Reason, count_unread, fed, newest_unread, page_of};
pub use searches::ask_searches;
pub use sort::{Sorting, sort, sort_all};
pub use telling::{Because, Contents, Told, in_letters};
pub use when::SPACING;
