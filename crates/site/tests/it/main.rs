//! A person visits, submits, sees: the site as its visitors meet it, over a fresh archive, without a socket.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what tests stand on fails as loudly as the tests")]

mod account;
mod belongings;
mod browser;
mod canaries;
mod chapters;
mod claims;
mod correcting;
mod creators;
mod demo;
mod doctor;
mod doors;
mod downloads;
mod factors;
mod gate;
mod http;
mod invitations;
mod keeping;
mod kept;
mod leaks;
mod many;
mod moderation;
mod orphaning;
mod own_account;
mod paging;
mod people;
mod posting;
mod preferences;
mod pseuds;
mod replay;
mod rules;
mod schedule;
mod secrets;
mod series;
mod serving;
mod settings;
mod share;
mod states;
mod tag_pages;
mod tags;
mod views;
mod visit;
mod wishes;
mod works;
mod wrangling;
