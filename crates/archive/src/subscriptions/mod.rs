//! Subscriptions: works, series, people, tags, searches and collections that members follow (SUB-1).
//!
//! A subscription is its owner's alone, and nobody is told who follows them. It names its subject by number; what its owner sees of
//! it now is asked anew, so that a subject that is gone, hidden or a mystery tells nothing. What comes of subscriptions is in
//! [`crate::notices`].

mod ending;
mod feeds;
mod habits;
mod read;
mod row;
mod write;

pub use ending::{Ends, all_letters, end, ends};
pub use feeds::{Fed, by_feed, stop_feed, take_feed};
pub use habits::{Habit, Said, habit, set_habit};
pub use read::{Kept, SeenSubject, Subscription, counts, page_of, seen};
pub(crate) use read::{followers, kept_of, subjects, works_of};
pub use row::{Pace, Subject, What};
pub use write::{MOST, set_pace, subscribe, unsubscribe, unsubscribe_all};
