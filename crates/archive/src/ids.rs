//! Ids: a newtype each, so that a work's id cannot be taken for a chapter's.
//!
//! Whatever has an address has a random 40-bit id (see [`crate::Chance`]), shown as decimal digits. Stored as 64 bits.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use crate::Result;
use crate::db::{Cell, Column, Value};

/// Makes id types that go into and out of SQL, addresses and text.
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// Takes a number from an address or a file. Whether there is such a thing, only a reader can say.
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            /// The number.
            pub const fn number(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(digits: &str) -> std::result::Result<Self, ParseIntError> {
                digits.parse().map(Self)
            }
        }

        impl Column for $name {
            fn from_cell(cell: Cell<'_>) -> Result<Self> {
                i64::from_cell(cell).map(Self)
            }
        }

        impl From<$name> for Value<'_> {
            fn from(id: $name) -> Self {
                Value::Int(id.0)
            }
        }
    )+};
}

id! {
    /// That one work comes from another.
    RelationId,
    /// A work.
    WorkId,
    /// A chapter of a work.
    ChapterId,
    /// A person with an account, or an author known only from imported works.
    PersonId,
    /// A name under which a person writes.
    PseudId,
    /// A series of works.
    SeriesId,
    /// A bookmark.
    BookmarkId,
    /// A reader's shelf.
    ShelfId,
    /// A tag.
    TagId,
    /// A browser that somebody has logged in with.
    SessionId,
    /// A passkey of a member's.
    PasskeyId,
    /// A letter that waits to be sent.
    LetterId,
    /// An invitation to make an account.
    InvitationId,
    /// A comment.
    CommentId,
    /// A collection of works and bookmarks.
    CollectionId,
    /// Something that stands in a collection, or waits to.
    ItemId,
    /// A subscription.
    SubscriptionId,
    /// Something that happened to a work and subscribers are told of.
    HappeningId,
}
