//! People: who they are, the names they write under, their works.

mod icons;
mod profile;
mod pseuds;
mod search;

use archive::{
    Error, PersonId, Tx, Viewer,
    accounts::{Power, is_unindexed, permissions},
    people::{
        self as ground, Person, Pseud,
        profile::{self as profiles, Profile},
        pseuds::{Portrait, portraits},
    },
    search::{self as finding, Index, Listed, Of, query::What},
    works::{self, WorkCard},
};
use askama::Template;
use axum::response::{IntoResponse, Redirect};
use jiff::civil::Date;

use crate::{
    Cx, Door, Page, Parameter, Routes, address,
    path::{At, AtBoth},
    search::{Asked, LIST, List, Place, filtered},
    works::wishes::Wishes,
};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/people/search", Door::Anyone, search::index)
        .reading(&[Parameter::Text("name"), Parameter::Text("fandoms"), Parameter::Page])
        .get("/users/{name}", Door::Anyone, show)
        .reading(LIST)
        .get("/users/{name}/works", Door::Anyone, show)
        .reading(LIST)
        .get("/users/{name}/pseuds/{pseud}", Door::Anyone, show_pseud)
        .reading(LIST)
        .get("/users/{name}/pseuds/{pseud}/works", Door::Anyone, show_pseud)
        .reading(LIST)
        .get("/users/{name}/edit/profile", Door::Members, profile::edit)
        .post("/users/{name}/edit/profile", Door::Members, profile::update)
        .get("/users/{name}/edit/pseuds", Door::Members, pseuds::index)
        .post("/users/{name}/edit/pseuds", Door::Members, pseuds::create)
        .carrying(pseuds::LARGEST_FORM)
        .get("/users/{name}/edit/pseuds/{id}", Door::Members, pseuds::edit)
        .post("/users/{name}/edit/pseuds/{id}", Door::Members, pseuds::update)
        .carrying(pseuds::LARGEST_FORM)
        .post("/users/{name}/edit/pseuds/{id}/default", Door::Members, pseuds::prefer)
        .post("/users/{name}/edit/pseuds/{id}/removal", Door::Members, pseuds::destroy)
        .get("/icons/{file}", Door::Anyone, icons::show)
}

/// A person, or one of their names, with the works.
#[derive(Template)]
#[template(path = "people/show.html")]
struct PersonPage<'a> {
    cx: &'a Cx,
    person: Person,
    /// The one name whose works are listed; nothing for all of them.
    pseud: Option<Pseud>,
    /// What stands beside that name, or beside the one they write under unless they say another.
    portrait: Option<Portrait>,
    /// What they say of themselves, and the day they joined; nothing on the page of one of their names.
    profile: Option<(Profile, Option<Date>)>,
    /// What others may do with their works, where a work does not say otherwise.
    wishes: Wishes,
    list: List,
    /// What is in no list.
    unlisted: Unlisted,
}

impl PersonPage<'_> {
    /// Whether this is the person who asks.
    fn is_own(&self) -> bool {
        self.cx.viewer.person() == Some(self.person.id)
    }

    /// Where the person who asks finds what is theirs, and what it is called.
    fn own_links(&self) -> [(String, &'static str); 10] {
        let name = &self.person.name;
        let below = |path: &str| address::person(name) + path;
        [
            (address::inbox(name), message!("inbox-title")),
            (address::notices(name), message!("notices-title")),
            (address::subscriptions(name), message!("subscriptions-title")),
            (address::collection_requests(name), message!("collection-requests")),
            (below("/readings"), message!("library-title")),
            (address::statistics(name), message!("statistics-link")),
            (below("/works/drafts"), message!("drafts")),
            (below("/edit/profile"), message!("profile-edit")),
            (below("/edit"), message!("edit-title")),
            (address::many(name, "show"), message!("many-title")),
        ]
    }
}

/// Works that no list under a person's name shows, as far as this viewer may know of them.
#[derive(Default)]
struct Unlisted(Vec<Section>);

/// Some of them: its place on the page, the word in the address of all of them, its heading, the first works, and how many
/// there are.
struct Section {
    id: &'static str,
    page: &'static str,
    heading: &'static str,
    cards: Vec<WorkCard>,
    total: u64,
}

impl Unlisted {
    fn of(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> archive::Result<Self> {
        let some = |which| works::page_of_unlisted(viewer, tx, person, (which, 1));
        let (kept, bin) = (some(works::Unlisted::Kept)?, some(works::Unlisted::Bin)?);
        // Those that the person has shared with the viewer by name.
        let shared = works::shared_by(viewer, tx, person)?;
        let all = [
            (("shared", ""), message!("person-shared"), shared.len() as u64, shared),
            (("drafts", "unlisted"), message!("person-drafts"), kept.total, kept.items),
            (("discarded", "deleted"), message!("person-discarded"), bin.total, bin.items),
        ];
        let section =
            |((id, page), heading, total, cards): (_, _, _, Vec<_>)| Section { id, page, heading, cards, total };
        Ok(Self(all.into_iter().map(section).filter(|section| !section.cards.is_empty()).collect()))
    }
}

impl Section {
    /// Whether it has a page of its own, with more of them.
    fn goes_on(&self) -> bool {
        self.total > self.cards.len() as u64
    }
}

/// What a page about a person is made of, besides the works that it lists.
struct About {
    person: Person,
    profile: (Profile, Option<Date>),
    portraits: Vec<Portrait>,
    wishes: Wishes,
    /// Whether search engines are asked to stay away.
    is_unindexed: bool,
}

impl About {
    fn of(viewer: &Viewer, tx: &Tx<'_>, name: &str) -> archive::Result<Self> {
        let person = ground::by_name(viewer, tx, name)?;
        let (profile, portraits) = (profiles::of(viewer, tx, person.id)?, portraits(viewer, tx, person.id)?);
        let wishes = Wishes::of(&permissions(viewer, tx, person.id)?);
        let is_unindexed = is_unindexed(viewer, tx, person.id)?;
        Ok(Self { person, profile, portraits, wishes, is_unindexed })
    }
}

/// The works of a person, or under one name of theirs.
fn listed(viewer: &Viewer, tx: &Tx<'_>, index: &Index, asked: &Asked, of: Of) -> archive::Result<Listed> {
    finding::list(viewer, tx, index, &asked.wish(of))
}

async fn show(cx: Cx, At(name): At<String>) -> crate::Answer {
    let (viewer, index, asked) = (cx.viewer, cx.site().index().clone(), Asked::of(&cx));
    let wanted = asked.clone();
    let found = cx.archive().read(move |tx| {
        let about = About::of(&viewer, tx, &name)?;
        let listed = listed(&viewer, tx, &index, &wanted, Of::Person(about.person.id))?;
        // Beside an answer to a question they would look like a part of it.
        let unlisted =
            if wanted.is_plain() { Unlisted::of(&viewer, tx, about.person.id)? } else { Unlisted::default() };
        Ok((about, listed, unlisted))
    });
    let (about, listed, unlisted) = found.await?;

    let path = address::person(&about.person.name) + "/works";
    let place = Place::of(path, &What::By(about.person.name.clone()), message!("person-empty"));
    if let Some(address) = filtered(&cx, place.path()) {
        return Ok(Redirect::to(&address).into_response());
    }

    let About { person, profile, portraits, wishes, is_unindexed } = about;
    let (list, title) = (List::of(&cx, asked, &place, listed), person.name.clone());
    let (portrait, profile) = (portraits.into_iter().find(|portrait| portrait.is_default), Some(profile));
    let manner = list.manner();
    let page = PersonPage { cx: &cx, person, pseud: None, portrait, profile, wishes, list, unlisted };
    manner.send(&cx, Page::new(title, page).unindexed(is_unindexed))
}

async fn show_pseud(cx: Cx, AtBoth(name, pseud): AtBoth<String, String>) -> crate::Answer {
    let (viewer, index, asked) = (cx.viewer, cx.site().index().clone(), Asked::of(&cx));
    let wanted = asked.clone();
    let found = cx.archive().read(move |tx| {
        let about = About::of(&viewer, tx, &name)?;
        let pseud = about.person.pseuds.iter().find(|known| known.name == pseud).cloned().ok_or(Error::NotFound)?;
        let listed = listed(&viewer, tx, &index, &wanted, Of::Pseud(pseud.id))?;
        Ok((about, pseud, listed))
    });
    let (about, pseud, listed) = found.await?;

    let path = address::pseud(&about.person.name, &pseud.name) + "/works";
    let means = What::By(format!("{} ({})", pseud.name, about.person.name));
    let place = Place::of(path, &means, message!("person-empty"));
    if let Some(address) = filtered(&cx, place.path()) {
        return Ok(Redirect::to(&address).into_response());
    }

    let About { person, portraits, wishes, is_unindexed, .. } = about;
    let (portrait, title) = (portraits.into_iter().find(|portrait| portrait.pseud == pseud), pseud.name.clone());
    let list = List::of(&cx, asked, &place, listed);
    let (manner, unlisted, pseud) = (list.manner(), Unlisted::default(), Some(pseud));
    let page = PersonPage { cx: &cx, person, pseud, portrait, profile: None, wishes, list, unlisted };
    manner.send(&cx, Page::new(title, page).unindexed(is_unindexed))
}
