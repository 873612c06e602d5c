//! A person visits, submits, sees: the site as its visitors meet it, over a fresh archive, without a socket.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what tests stand on fails as loudly as the tests")]

mod account;
mod belongings;
mod bookmarks;
mod brought_ties;
mod browser;
mod canaries;
mod chapters;
mod claims;
mod collections;
mod correcting;
mod creators;
mod demo;
mod desk;
mod doctor;
mod doors;
mod downloads;
mod factors;
mod filters;
mod gate;
mod gifts;
mod http;
mod invitations;
mod keeping;
mod kept;
mod leaks;
mod letters;
mod lists;
mod many;
mod masks;
mod moderation;
mod notices;
mod orphaning;
mod own_account;
mod paging;
mod people;
mod pictures;
mod posting;
mod preferences;
mod pseuds;
mod reach;
mod reading;
#[cfg(test)]
mod reading_lists;
mod relations;
mod replay;
mod rules;
mod schedule;
mod search;
mod secrets;
mod series;
mod serving;
mod settings;
mod share;
#[cfg(test)]
mod shelves;
mod states;
mod statistics;
mod tag_pages;
mod tags;
mod talk;
#[cfg(test)]
mod talking;
mod unfound;
mod views;
mod visit;
#[cfg(test)]
mod week;
mod wishes;
mod works;
mod wrangling;
