//! Shelves: works that a reader puts together under a name, for themselves or, if they want it, for others to see.
//!
//! A shelf keeps the numbers of its works and asks `works` for cards, so that nobody sees on it what they may not see
//! elsewhere; what stands on it outlives its work. Who sees a shelf is said once, in `visibility.rs`. Whatever is put on one
//! is in its reader's library too, and stays there when it is taken off.

mod keep;
mod order;
mod read;
mod row;
mod visibility;
mod write;

#[cfg(test)]
mod tests;

pub use keep::{Kept, all_of};
pub use order::{hide, unhide};
pub use read::{Entry, SeenShelf, names, of_person, of_work, own, show};
pub(crate) use read::{own_named, works_of};
pub use row::Sort;
pub(crate) use write::stand_on;
pub use write::{NewShelf, called, make, merge, place, put, remove, revise, set, take_off};
