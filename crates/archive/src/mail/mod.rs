//! Letters: what the archive has to tell people by mail, in an outbox that survives a dead mail server.
//!
//! A letter is written in the transaction that causes it and holds only what it is about. It gets its words when it is
//! sent, for the recipient as they are then (house rule 8); the upper floor writes them, a [`Carrier`] carries them.

mod carrier;
mod matter;
mod outbox;

pub use carrier::{Carrier, Enclosure, Mail, Smtp, Undeliverable};
pub use matter::Matter;
pub use outbox::{Letter, claim, failed, sent};
pub(crate) use outbox::{take_back, waits, write, write_last, write_outside, write_to};
