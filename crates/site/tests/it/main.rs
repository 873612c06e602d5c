//! A person visits, submits, sees: the site as its visitors meet it, over a fresh archive, without a socket.

mod doors;
mod downloads;
mod gate;
mod http;
mod leaks;
mod people;
mod serving;
mod settings;
mod tags;
mod visit;
mod works;
