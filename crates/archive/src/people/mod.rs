//! People and the names they write under (USER-1, PSEUD-1, PSEUD-2).
//!
//! A person is a *member* with an account, or an *author* known only from imported works. A byline in a file never
//! makes a member the author of anything: it finds or makes an author.

mod byline;
mod name;
mod read;
mod write;

pub use byline::Byline;
pub use name::check as check_name;
pub(crate) use read::bylines_of;
pub use read::{Person, Pseud, by_name, show};
pub(crate) use write::author;
pub use write::{add_pseud, join};
