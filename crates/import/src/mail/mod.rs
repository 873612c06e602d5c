//! Reads mail and usenet: one message, or a mailbox with the stories and the talk of a list.
//!
//! A message becomes the plain text that a mail program would show under its headers, and is read as such. Parts of one
//! story are joined by what their subjects say; answers without a story of their own are no stories, and are named with
//! their letters. What is attached is not opened.

mod codings;
pub(crate) mod headers;
mod mailbox;
mod message;
mod parts;
mod stories;
mod subject;
#[cfg(test)]
mod tests;
mod words;

use message::Message;

use crate::{Arrival, Input, Refusal, charset};

/// Reads every story in a message or a mailbox.
pub fn read(input: &Input<'_>) -> Result<Vec<Arrival>, Refusal> {
    let narrow = charset::narrowed(input.bytes);
    let messages: Vec<Message> = mailbox::messages(&narrow).iter().map(|bytes| Message::read(bytes)).collect();
    stories::of(&messages, input.name)
}
