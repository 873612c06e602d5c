//! People and the names they write under (USER-1, PSEUD-1, PSEUD-2).
//!
//! A person is a *member* with an account, or an *author* known only from imported works. A byline in a file never
//! makes a member the author of anything: it finds or makes an author.

mod byline;
mod called;
mod icon;
mod name;
mod names;
pub mod profile;
pub mod pseuds;
mod read;
mod resting;
mod search;
mod write;

pub use byline::Byline;
pub use called::{Called, called};
pub use icon::{HEAVIEST as HEAVIEST_ICON, Icon};
pub use name::{FORBIDDEN, check as check_name, check_allowed};
pub(crate) use names::{Named, Names, names_of, no_names};
pub use read::{Person, Pseud, by_name, members_named, show};
pub(crate) use read::{bylines_of, is_fresh};
pub(crate) use resting::{rest, rest_for_good, wake};
pub use search::{Found, Sought, search};
pub use write::{add_pseud, default_pseud, join};
pub(crate) use write::{
    author, call, forget, forget_pending, make, orphan_name, pseud_named, seed, sweep_gone, welcome,
};

/// What somebody is to the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Has an account.
    Member,
    /// Known only from imported works.
    Author,
    /// Holds what its creators have left behind: one, and nobody's (ROLE-4).
    Orphanage,
    /// Had an account, which is deleted. Its row stays for what refers to it, and nobody sees it.
    Gone,
    /// Has asked for an account and not confirmed the address yet: the name is kept, and nobody sees it (USER-3).
    Pending,
}

impl Kind {
    /// The word in its column.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Author => "author",
            Self::Orphanage => "orphanage",
            Self::Gone => "gone",
            Self::Pending => "pending",
        }
    }
}
