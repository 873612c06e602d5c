//! Gifts: whom works are given to, people here or names only (GIFT-1 … GIFT-5).
//!
//! A gift is its recipient's as much as its giver's: who does not want it refuses it, and then it stands nowhere but on their
//! own page until they say otherwise. Nothing here tells more of a work than the gate does.

mod answer;
mod bring;
mod give;
mod read;
mod tell;

pub use answer::{accept, refuse};
pub(crate) use bring::bring;
pub use give::{MOST, give};
pub use read::{Kept, Recipient, To, page_of, refused, typed};
pub(crate) use read::{all_of, of_works};
pub(crate) use tell::tell;
