//! Reading lists out of a library and into it: files to take along, a form for one that is brought, its ledger, and what is not
//! in this archive.

mod elsewhere;
mod ledger;
mod out;
mod words;

use crate::{
    Door,
    Parameter::{Page, Text},
    Routes,
};

/// A form with a list may have so many bytes.
const HEAVIEST: usize = import::reading_list::LARGEST + 64 * 1024;

/// The routes of this part of the feature.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/users/{name}/readings/lists", Door::Members, ledger::index)
        .post("/users/{name}/readings/lists", Door::Account, ledger::create)
        .carrying(HEAVIEST)
        .get("/users/{name}/readings/lists/{id}", Door::Members, ledger::show)
        .reading(&[Text("show"), Page])
        .post("/users/{name}/readings/lists/{id}/choices", Door::Account, ledger::choose)
        .post("/users/{name}/readings/lists/{id}/taking", Door::Account, ledger::take)
        .post("/users/{name}/readings/lists/{id}/removal", Door::Account, ledger::destroy)
        .get("/users/{name}/readings/export/{file}", Door::Members, out::show)
        .get("/users/{name}/readings/elsewhere", Door::Members, elsewhere::index)
        .reading(&[Page])
        .post("/users/{name}/readings/elsewhere/removal", Door::Account, elsewhere::destroy)
}
