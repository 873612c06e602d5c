//! Bookmarks: the form to make and change one, lists of them, a search, a feed, and one by its address.
//!
//! No list of bookmarks is kept for others: a bookmark that is made shows at once, and one that is private never.

mod blurb;
mod edit;
mod feed;
mod lists;
mod of_tag;
mod search;
mod show;
mod typed;

use archive::{
    bookmarks::{SeenBookmark, Target},
    tags::Kind,
};

pub(crate) use self::blurb::blurb;
use crate::{
    Door,
    Parameter::{self, Page, Text},
    Routes, address,
};

/// What a search of bookmarks is made of.
const SOUGHT: &[Parameter] = &[
    Text("q"),
    Text("notes"),
    Text("tags"),
    Text("without"),
    Text("by"),
    Text("type"),
    Text("since"),
    Text("sort"),
    Text("rec"),
    Text("noted"),
    Page,
];

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/bookmarks", Door::Anyone, lists::newest)
        .post("/bookmarks", Door::Members, edit::create_elsewhere)
        .get("/bookmarks/new", Door::Members, edit::new_elsewhere)
        .reading(&[Text("address")])
        .get("/bookmarks/search", Door::Anyone, search::show)
        .reading(SOUGHT)
        .get("/bookmarks/{id}", Door::Anyone, show::show)
        .post("/bookmarks/{id}", Door::Members, edit::update)
        .get("/bookmarks/{id}/edit", Door::Members, edit::edit)
        .post("/bookmarks/{id}/removal", Door::Members, edit::destroy)
        .post("/bookmarks/{id}/hiding", Door::Moderators, show::hide)
        .post("/bookmarks/{id}/hiding/lifting", Door::Moderators, show::unhide)
        .get("/works/{id}/bookmarks", Door::Anyone, lists::of_work)
        .reading(&[Page])
        .get("/works/{id}/bookmark", Door::Members, edit::of_work)
        .post("/works/{id}/bookmark", Door::Members, edit::keep_work)
        .get("/series/{id}/bookmarks", Door::Anyone, lists::of_series)
        .reading(&[Page])
        .get("/series/{id}/bookmark", Door::Members, edit::of_series)
        .post("/series/{id}/bookmark", Door::Members, edit::keep_series)
        .get("/users/{name}/bookmarks", Door::Anyone, lists::by_person)
        .reading(&[Page])
        .get("/users/{name}/pseuds/{pseud}/bookmarks", Door::Anyone, lists::by_pseud)
        .reading(&[Page])
        .get("/users/{name}/bookmarks/feed.atom", Door::Anyone, feed::show)
        .get("/collections/{name}/bookmarks", Door::Anyone, lists::of_collection)
        .reading(&[Page])
        .get("/tags/{name}/bookmarks", Door::Anyone, of_tag::show)
        .reading(&[Page])
}

/// The title of what a bookmark is of; nothing where none can be told.
pub(crate) fn title(target: &Target) -> Option<&str> {
    match target {
        Target::Work(card) => Some(&card.title),
        Target::Series(series) => Some(&series.title),
        Target::Elsewhere(work) => Some(&work.title),
        Target::Grave(stone) => stone.title.as_deref(),
        Target::Mystery | Target::Gone => None,
    }
}

/// The page of whoever made a bookmark, under the name they keep it.
pub(crate) fn owner(bookmark: &SeenBookmark) -> String {
    address::pseud(&bookmark.account, &bookmark.pseud)
}

/// That name with the account's behind it, where they differ (PSEUD-2).
pub(crate) fn byline(bookmark: &SeenBookmark) -> String {
    if bookmark.pseud == bookmark.account {
        bookmark.pseud.clone()
    } else {
        format!("{} ({})", bookmark.pseud, bookmark.account)
    }
}

/// The names that stand under a work elsewhere, behind its fandoms.
pub(crate) const BESIDE: [Kind; 3] = [Kind::Category, Kind::Relationship, Kind::Character];
