//! People: who they are, the names they write under, their works.

mod icons;
mod profile;
mod pseuds;

use archive::{
    Error, PersonId, Tx, Viewer,
    accounts::{Power, is_unindexed, permissions},
    people::{
        self as ground, Person, Pseud,
        profile::{self as profiles, Profile},
        pseuds::{Portrait, portraits},
    },
    tags::Kind,
    works::{self, WorkCard},
};
use askama::Template;
use jiff::civil::Date;

use crate::{
    Answer, Cx, Door, Page, Parameter, Routes, address,
    pager::{self, Pager, Step},
    path::{At, AtBoth},
    works::{marks, wishes::Wishes},
};

/// What is read of the address of a list.
const PAGES: &[Parameter] = &[Parameter::Page];

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/users/{name}", Door::Anyone, show)
        .reading(PAGES)
        .get("/users/{name}/works", Door::Anyone, show)
        .reading(PAGES)
        .get("/users/{name}/pseuds/{pseud}", Door::Anyone, show_pseud)
        .reading(PAGES)
        .get("/users/{name}/pseuds/{pseud}/works", Door::Anyone, show_pseud)
        .reading(PAGES)
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
    total: u64,
    cards: Vec<WorkCard>,
    /// What is in no list.
    unlisted: Unlisted,
    pager: Pager,
}

impl PersonPage<'_> {
    /// Whether this is the person who asks.
    fn is_own(&self) -> bool {
        self.cx.viewer.person() == Some(self.person.id)
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

async fn show(cx: Cx, At(name): At<String>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let (about, works, unlisted) = cx
        .archive()
        .read(move |tx| {
            let about = About::of(&viewer, tx, &name)?;
            let person = about.person.id;
            let works = pager::existing(number, |number| works::page_of_person(&viewer, tx, person, number))?;
            Ok((about, works, Unlisted::of(&viewer, tx, person)?))
        })
        .await?;

    let About { person, profile, portraits, wishes, is_unindexed } = about;
    let (pager, title) = (Pager::new(address::person(&person.name) + "/works", &works), person.name.clone());
    let (portrait, profile) = (portraits.into_iter().find(|portrait| portrait.is_default), Some(profile));
    let (total, cards) = (works.total, works.items);
    let page = PersonPage { cx: &cx, person, pseud: None, portrait, profile, wishes, total, cards, unlisted, pager };

    Page::new(title, page).unindexed(is_unindexed).answer(&cx)
}

async fn show_pseud(cx: Cx, AtBoth(name, pseud): AtBoth<String, String>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let (about, pseud, works) = cx
        .archive()
        .read(move |tx| {
            let about = About::of(&viewer, tx, &name)?;
            let pseud = about.person.pseuds.iter().find(|known| known.name == pseud).cloned().ok_or(Error::NotFound)?;
            let works = pager::existing(number, |number| works::page_of_pseud(&viewer, tx, pseud.id, number))?;
            Ok((about, pseud, works))
        })
        .await?;

    let About { person, portraits, wishes, is_unindexed, .. } = about;
    let pager = Pager::new(address::pseud(&person.name, &pseud.name) + "/works", &works);
    let (portrait, title) = (portraits.into_iter().find(|portrait| portrait.pseud == pseud), pseud.name.clone());
    let (total, cards, unlisted, profile) = (works.total, works.items, Unlisted::default(), None);
    let pseud = Some(pseud);
    let page = PersonPage { cx: &cx, person, pseud, portrait, profile, wishes, total, cards, unlisted, pager };

    Page::new(title, page).unindexed(is_unindexed).answer(&cx)
}
