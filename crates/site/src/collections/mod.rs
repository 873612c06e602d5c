//! Collections: lists of them, a page for each with its works, people and parts, and the pages where they are kept in order.
//!
//! What waits and who asks is told to those who keep a collection, on pages that are kept for nobody.

mod at_random;
mod edit;
mod fandoms;
mod index;
mod items;
mod of_work;
mod parts;
mod people;
mod picture;
mod requests;
mod show;
mod typed;
mod works;

use archive::{
    FieldError, ItemId, Slip, Tx, Viewer, Why,
    collections::{self as ground, Card, Counts, Role, SeenCollection},
};

use crate::{
    Door,
    Parameter::{Flag, Page, Text},
    Routes,
    form::{Fields, FromFields},
    search::LIST,
};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    kept(routes)
        .get("/collections", Door::Anyone, index::index)
        .reading(index::SOUGHT)
        .get("/collections/{name}", Door::Anyone, show::show)
        .get("/collections/{name}/works", Door::Anyone, works::show)
        .reading(LIST)
        .get("/collections/{name}/tags/{tag}/works", Door::Anyone, works::of_tag)
        .get("/collections/{name}/fandoms", Door::Anyone, fandoms::show)
        .reading(&[Page])
        // A name has no hyphen, so that none of them is shadowed.
        .get("/collections/at-random", Door::Anyone, at_random::collection)
        .get("/collections/{name}/at-random", Door::Anyone, at_random::work)
        .get("/collections/{name}/feed.atom", Door::Anyone, crate::search::feed::of_collection)
        .reading(&[Text("q")])
        .get("/collections/{name}/picture", Door::Anyone, picture::show)
        .get("/collections/{name}/people", Door::Anyone, people::index)
        .get("/collections/{name}/collections", Door::Anyone, parts::index)
        .get("/users/{name}/collections", Door::Anyone, index::of_person)
        .reading(&[Page])
        .post("/collections/{name}/membership", Door::Members, people::join)
        .post("/collections/{name}/membership/ending", Door::Account, people::leave)
        .get("/users/{name}/collections/requests", Door::Members, requests::index)
        .get("/works/{id}/collections", Door::Members, of_work::of_work)
        .post("/works/{id}/collections", Door::Members, of_work::put_work)
        .post("/works/{id}/collections/answer", Door::Members, of_work::answer_work)
        .get("/bookmarks/{id}/collections", Door::Members, of_work::of_bookmark)
        .post("/bookmarks/{id}/collections", Door::Members, of_work::put_bookmark)
        .post("/bookmarks/{id}/collections/answer", Door::Members, of_work::answer_bookmark)
        .post("/collections/{name}/hiding", Door::Moderators, show::hide)
        .post("/collections/{name}/hiding/lifting", Door::Moderators, show::unhide)
}

/// What those who keep a collection do with it.
fn kept(routes: Routes) -> Routes {
    routes
        .get("/collections/new", Door::Members, edit::new)
        .post("/collections", Door::Members, edit::create)
        .carrying(typed::LARGEST_FORM)
        .get("/collections/{name}/edit", Door::Members, edit::edit)
        .post("/collections/{name}", Door::Members, edit::update)
        .carrying(typed::LARGEST_FORM)
        .get("/collections/{name}/deletion", Door::Members, edit::confirm)
        .post("/collections/{name}/deletion", Door::Members, edit::destroy)
        .post("/collections/{name}/reveal", Door::Members, items::reveal)
        .get("/collections/{name}/items", Door::Members, items::index)
        .reading(&[Text("which"), Flag("done"), Page])
        .post("/collections/{name}/items", Door::Members, items::decide)
        .post("/collections/{name}/works", Door::Members, items::ask)
        .post("/collections/{name}/people", Door::Members, people::invite)
        .post("/collections/{name}/people/role", Door::Members, people::set_role)
        .post("/collections/{name}/collections", Door::Members, parts::answer)
}

/// A collection with what is counted of it, as the head of each of its pages shows it.
#[derive(Debug, Clone)]
pub(crate) struct Headed {
    pub(crate) seen: SeenCollection,
    pub(crate) counts: Counts,
}

impl Headed {
    fn of(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> archive::Result<Self> {
        let seen = ground::show(viewer, tx, name)?;
        let counts = ground::counts(viewer, tx, &seen)?;
        Ok(Self { seen, counts })
    }
}

/// What is said of how a collection is kept.
pub(crate) const fn marks(is: [bool; 4]) -> [Option<&'static str>; 4] {
    const fn word(is: bool, word: &'static str) -> Option<&'static str> {
        if is { Some(word) } else { None }
    }
    let [closed, moderated, unrevealed, anonymous] = is;
    [
        Some(if closed { message!("collection-closed") } else { message!("collection-open") }),
        word(moderated, message!("collection-moderated")),
        word(unrevealed, message!("collection-unrevealed")),
        word(anonymous, message!("collection-anonymous")),
    ]
}

/// What is said of a collection in a list.
pub(crate) fn card_marks(card: &Card) -> impl Iterator<Item = &'static str> {
    marks([card.is_closed, card.is_moderated, card.is_unrevealed, card.is_anonymous]).into_iter().flatten()
}

/// What is said of a collection on its own page.
pub(crate) fn seen_marks(seen: &SeenCollection) -> impl Iterator<Item = &'static str> {
    marks([seen.is_closed, seen.is_moderated, seen.is_unrevealed, seen.is_anonymous]).into_iter().flatten()
}

/// The words for a role.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
pub(crate) const fn role_message(role: &Role) -> &'static str {
    match role {
        Role::Owner => message!("role-in-owner"),
        Role::Moderator => message!("role-in-moderator"),
        Role::Member => message!("role-in-member"),
        Role::Invited => message!("role-in-invited"),
        Role::Applied => message!("role-in-applied"),
    }
}

/// What stands against something, at the field where it was typed; any other failure stays one.
fn at_field(field: &'static str, name: &str, outcome: archive::Result<()>) -> archive::Result<()> {
    let name = || name.chars().take(90).collect::<String>();
    let slip = match outcome {
        Err(archive::Error::Forbidden(Why::NotToBeAsked)) => Slip::NotToBeAsked { name: name() },
        Err(archive::Error::Forbidden(Why::Closed | Why::KeptOff)) => Slip::TakesNothing { name: name() },
        Err(archive::Error::NotFound) => Slip::NoCollection { name: name() },
        Err(archive::Error::Invalid(errors)) => return Err(archive::Error::Invalid(moved(errors, field))),
        other => return other,
    };
    Err(archive::Error::invalid(field, slip))
}

/// The same at another field: where it was typed here.
pub(crate) fn moved(errors: Vec<FieldError>, field: &'static str) -> Vec<FieldError> {
    errors.into_iter().map(|error| FieldError { field, ..error }).collect()
}

/// An answer about one thing in a collection.
#[derive(Debug, Clone)]
struct About {
    item: Option<ItemId>,
    answer: String,
}

impl FromFields for About {
    fn read(fields: &Fields) -> Self {
        Self { item: fields.line("item").parse().ok(), answer: fields.line("answer") }
    }
}

/// A name that was typed.
#[derive(Debug, Clone, Default)]
struct Named {
    name: String,
}

impl FromFields for Named {
    fn read(fields: &Fields) -> Self {
        Self { name: fields.line("name") }
    }
}
