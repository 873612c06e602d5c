//! The upper floor: routes, pages, forms and downloads over an archive.
//!
//! Handlers ask the archive on behalf of a viewer, decide which page that makes, and answer. No SQL is written here and
//! no rule of visibility is decided here. One folder a feature, with a struct, a template and a handler side by side;
//! [`site_map`] names every route on one screen.

#[macro_use]
mod message;

mod about;
mod account;
mod address;
pub mod belongings;
mod blocks;
mod bookmarks;
mod claims;
mod client;
mod collections;
mod comments;
mod cookies;
mod cx;
pub mod demo;
mod downloads;
mod familiar;
mod filters;
mod form;
mod freshness;
mod front;
mod gifts;
mod gzip;
mod headers;
mod herald;
mod home;
mod hosting;
mod imports;
mod invitations;
mod kept;
mod kudos;
mod languages;
mod layout;
mod letters;
mod messages;
mod notices;
mod pace;
mod parameters;
mod path;
mod people;
mod problem;
mod reading;
mod relations;
mod room;
mod routes;
mod search;
mod series;
mod serve;
mod sessions;
mod settings;
mod sheet;
mod shelf;
mod shelves;
mod site;
mod statics;
mod statistics;
mod subscriptions;
mod tags;
mod throttle;
mod timekeeper;
mod unwelcome;
mod upload;
mod visitors;
mod visits;
mod welcome;
mod works;
mod wrangling;

pub use client::{Net, NotANet};
pub use cx::Cx;
pub use front::Front;
pub use herald::herald;
pub use layout::page::Page;
pub(crate) use layout::{page, pager};
pub use letters::{post_office, send_some};
pub use messages::{BadCatalogue, Messages, Say, direction};
pub use parameters::Parameter;
pub use problem::Problem;
pub(crate) use relations::message_of_kind;
pub use routes::{Door, Route, Routes};
pub use serve::{Limits, serve};
pub use sheet::Sheet;
pub use site::{Notice, Site, SiteSettings};
pub use timekeeper::{cleaner, indexer, timekeeper};

/// What a handler gives: a page, another answer, or a problem that is told as a page.
pub type Answer = Result<axum::response::Response, Problem>;

/// Every route of the site with its door, one line a feature; the features' own `routes` hold the addresses.
pub fn site_map() -> Routes {
    let features = [
        home::routes,
        works::routes,
        kudos::routes,
        comments::routes,
        downloads::routes,
        tags::routes,
        wrangling::routes,
        search::routes,
        bookmarks::routes,
        collections::routes,
        reading::routes,
        shelves::routes,
        statistics::routes,
        subscriptions::routes,
        notices::routes,
        people::routes,
        series::routes,
        relations::routes,
        gifts::routes,
        account::routes,
        belongings::routes,
        invitations::routes,
        imports::routes,
        claims::routes,
        blocks::routes,
        unwelcome::routes,
        filters::routes,
        settings::routes,
        about::routes,
        hosting::routes,
        statics::routes,
    ];
    features.into_iter().fold(Routes::new(), |routes, feature| feature(routes))
}
