//! What readers save of their searching: searches by name, and what they never want to see (wants 2 and 17).
//!
//! Both are taste, not secrecy, and nobody sees another's. Searches are kept as they were typed, in the language of search;
//! what is never shown is kept by number, so that it holds when somebody is renamed.

mod favourites;
mod matter;
mod never;
mod searches;

pub use favourites::{favourites, keep_at_hand, put_away};
pub use matter::{Matter, Named};
pub use never::{Id as RuleId, Rule, Wish as NeverWish, hide, rules, stop_hiding};
pub(crate) use never::{Kept, for_finder, mine};
pub use searches::{
    Id as SearchId, SavedSearch, Scope, Wish as SearchWish, all, by_feed, forget, make_usual, save, stop_feed,
    take_feed, usual,
};
