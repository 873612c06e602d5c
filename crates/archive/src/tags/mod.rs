//! Tags: what works are about, by kind (TAG-1), with one name for one tag across all kinds (TAG-3).

mod address;
mod complete;
mod facts;
mod kind;
mod known;
mod letter;
mod name;
mod read;
mod typed;
mod write;

pub use address::{from_address, to_address};
pub use complete::complete;
pub(crate) use facts::{by_use, facts, number};
pub use kind::Kind;
pub(crate) use known::{KnownTags, no_tags};
pub use letter::Letter;
pub(crate) use letter::in_order;
pub(crate) use name::{check, is_blank, salvage};
pub use name::{key, tidy};
pub use read::{Tag, by_name, to_find};
pub(crate) use read::{of_ids, of_meaning, of_works};
pub use typed::listed;
pub(crate) use write::{NO_FANDOM, UNCATEGORIZED, all_in_use, clear_name, find_or_make, is_kept, make_new, seed};
