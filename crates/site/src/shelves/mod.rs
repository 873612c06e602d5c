//! Shelves: a reader's own and those that others show, one with what stands on it, the form that puts a work on them.
//!
//! No page of a shelf is kept for others: what is put on one shows at once, and one that is somebody's alone never.

mod deeds;
mod edit;
mod index;
mod of_work;
mod show;

use std::collections::HashMap;

use archive::{
    ShelfId, Tx, Viewer, WorkId,
    reading::Reading,
    shelves::{self as ground, SeenShelf, Sort},
};

use crate::{
    Door,
    Parameter::{Page, Text},
    Routes,
};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/shelves", Door::Members, index::lead)
        .get("/users/{name}/shelves", Door::Anyone, index::index)
        .post("/users/{name}/shelves", Door::Account, index::create)
        .post("/users/{name}/readings/shelving", Door::Account, deeds::put_some)
        .get("/shelves/{id}", Door::Anyone, show::show)
        .reading(&[Text("sort"), Page])
        .post("/shelves/{id}", Door::Account, edit::update)
        .get("/shelves/{id}/edit", Door::Members, edit::edit)
        .post("/shelves/{id}/order", Door::Account, deeds::place)
        .post("/shelves/{id}/works/removal", Door::Account, deeds::take_off)
        .post("/shelves/{id}/merging", Door::Account, edit::merge)
        .post("/shelves/{id}/removal", Door::Account, edit::destroy)
        .post("/shelves/{id}/hiding", Door::Moderators, show::hide)
        .post("/shelves/{id}/hiding/lifting", Door::Moderators, show::unhide)
        .get("/works/{id}/shelves", Door::Members, of_work::show)
        .post("/works/{id}/shelves", Door::Account, of_work::update)
}

/// What a library shows of its reader's shelves: all of them, and those that each work stands on.
#[derive(Debug, Default)]
pub(crate) struct Shelving {
    pub(crate) all: Vec<SeenShelf>,
    pub(crate) on: HashMap<WorkId, Vec<(ShelfId, String)>>,
}

impl Shelving {
    pub(crate) fn of(viewer: &Viewer, tx: &Tx<'_>, readings: &[Reading]) -> archive::Result<Self> {
        let Some(person) = viewer.person() else { return Ok(Self::default()) };
        let works: Vec<WorkId> = readings.iter().map(|reading| reading.work).collect();
        Ok(Self { all: ground::of_person(viewer, tx, person)?, on: ground::names(viewer, tx, &works)? })
    }
}

/// The address of a shelf.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
pub(crate) fn address(id: &ShelfId) -> String {
    format!("/shelves/{id}")
}

/// The words for an order.
const fn sort_words(sort: Sort) -> &'static str {
    match sort {
        Sort::Added => message!("shelf-by-added"),
        Sort::Title => message!("shelf-by-title"),
        Sort::Hand => message!("shelf-by-hand"),
    }
}
