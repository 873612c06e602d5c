//! The ground floor: the archive's data and its rules, on SQLite or PostgreSQL.
//!
//! Everything here is synchronous and runs inside [`Archive::read`] (one snapshot) or [`Archive::write`] (one
//! transaction, run again when another one was in its way). Nothing leaves this room unless it has been *seen* by a
//! [`Viewer`]: rows are private, and only what the visibility gate has passed can be read.
//! This room names neither HTTP nor templates.
//!
//! One folder a feature: [`works`], [`people`], [`accounts`], [`moderation`], [`deeds`], [`blocks`], [`mail`], [`tags`],
//! [`series`], [`imports`], [`feed`], [`typings`], [`belongings`], [`policies`],
//! [`invitations`], [`claims`], [`wrangling`], [`search`], [`tallies`], [`kudos`],
//! [`comments`], [`bookmarks`], [`reading`], [`statistics`], [`collections`], [`subscriptions`], [`notices`], [`relations`],
//! [`gifts`], [`shelves`], [`sieve`], [`unwelcome`], [`reach`], [`pictures`].

pub mod accounts;
mod archive;
pub mod belongings;
pub mod blocks;
pub mod bookmarks;
mod chance;
pub mod claims;
mod clock;
pub mod collections;
pub mod comments;
pub mod db;
pub mod deeds;
mod error;
pub mod feed;
pub mod filters;
pub mod gifts;
pub mod growth;
mod ids;
pub mod imports;
pub mod invitations;
pub mod kudos;
pub mod mail;
pub mod moderation;
pub mod notices;
pub mod people;
pub mod pictures;
pub mod policies;
mod private;
pub mod reach;
pub mod reading;
pub mod relations;
pub mod search;
mod secret;
pub mod series;
mod settings;
pub mod shelves;
pub mod sieve;
mod slip;
pub mod statistics;
pub mod subscriptions;
pub mod tags;
pub mod tallies;
pub mod typings;
pub mod unwelcome;
mod viewer;
pub mod works;
pub mod wrangling;

pub use archive::Archive;
pub use chance::Chance;
pub use clock::Clock;
pub use db::{Answer, Tx};
pub use error::{Error, Fault, FieldError, Result, Slip, What, Why};
pub use ids::{
    BookmarkId, ChapterId, CollectionId, CommentId, HappeningId, InvitationId, ItemId, LetterId, PasskeyId, PersonId,
    PseudId, RelationId, SeriesId, SessionId, ShelfId, SubscriptionId, TagId, WorkId,
};
pub use private::make_folder as make_private_folder;
pub use secret::Secret;
pub use settings::{DatabasePlace, Settings};
pub use viewer::{Errand, Viewer};
