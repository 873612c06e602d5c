//! Bookmarks: what readers keep of works, series and works elsewhere, with notes, words of their own and a recommendation
//! (BM-1 to BM-5).
//!
//! A bookmark keeps the number of its work and asks `works` for a card; it outlives the work. Who sees it is said once, in
//! `visibility.rs`. What somebody keeps for themselves alone is theirs alone, in counts too, and moderators see none of it.

mod cleaning;
mod elsewhere;
mod keep;
mod of_tag;
mod order;
mod read;
mod row;
mod search;
mod visibility;
mod write;

#[cfg(test)]
mod tests;

pub use cleaning::clean_anew;
pub(crate) use elsewhere::is_address;
pub use elsewhere::{Elsewhere, known_at};
pub use keep::{Kept, all_of};
pub use of_tag::{Item, Items, of_tag};
pub use order::{hide, unhide};
pub use read::{Of, SeenBookmark, Series, Target, by, newest, of_series, of_work, own, show};
pub(crate) use read::{count_collected, of_ids as some, works_of};
pub use row::What;
pub use search::{Found, Sort, Wish as Search, search};
pub(crate) use visibility::{listed_there_sql, seen_there_sql};
pub use write::{NewBookmark, On, keep, remove, revise};
