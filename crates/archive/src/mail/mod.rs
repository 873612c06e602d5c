//! Letters: what the archive has to tell people by mail, in an outbox that survives a dead mail server.
//!
//! A letter is written in the transaction that causes it and holds only what it is about. It gets its words when it is
//! sent, for the recipient as they are then (house rule 8); the upper floor writes them, a [`Carrier`] carries them.
//!
//! That it was taken is stored before it is carried. Where nobody knows whether it left, because a node died or a mail server fell
//! silent after it had all of it, a letter goes again under the same name, by which it is known for the same; letters about what
//! somebody follows do not go again.

mod carrier;
mod dead;
mod matter;
mod news;
mod outbox;
mod wire;

pub use carrier::{Carrier, Enclosure, Mail, Smtp, Undeliverable};
pub use dead::{DeadLetter, dead, let_go, send_again};
pub use matter::{Collected, Matter};
pub(crate) use news::{Due, drop_news, write_news};
pub use outbox::{Letter, Outcome, claim, failed, sent, settle};
pub(crate) use outbox::{take_back, waits, write, write_last, write_outside, write_to};
