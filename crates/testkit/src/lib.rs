//! What tests stand on: fresh databases, the named cast, stories, and a seeded generator of whole catalogues.
//!
//! Dev only; nothing that ships depends on it. Time stands still in a [`TestArchive`] and chance is seeded, so that
//! every run is the same run.

mod authenticator;
mod cast;
mod database;
mod generator;
mod story;

pub use authenticator::Authenticator;
pub use cast::{Cast, Member, StatedWorks, TestArchive, every_ready_database, on_every_database};
pub use database::{ScratchDatabase, blessing, every_database};
pub use generator::Generator;
pub use story::{prose, story};
