//! Keeping order: what is done about people and works that break the archive's rules.
//!
//! Hiding a work stands with the works. Here are sanctions against people, what they say of themselves, and works that
//! go for good, which takes two.
//! Every act is noted in [`crate::deeds`] and told by letter to those it concerns.

mod account_works;
mod blanking;
mod finding;
mod purges;
mod renaming;
mod sanctions;

pub use account_works::{hide_works_of, show_works_of};
pub use blanking::{blank_profile, blank_pseud};
pub use finding::{Found, MOST_FOUND, find};
pub use purges::{Proposal, agree_to_purge, drop_purge, proposals, propose_purge};
pub use renaming::{give_name, name_instead, take_name};
pub use sanctions::{Beyond, Sanction, ban, beyond, lift, of as sanction_of, own as own_sanction, suspend, warn};
pub(crate) use sanctions::{active, active_sanction, is_address_of_sanctioned, unsanctioned_sql};
