//! The page of a library: everything somebody has read or marked, searched, filtered and sorted like every list of works, with
//! what they note of each. While the index is not ready, it is as it is in the tables.

use std::collections::HashMap;

use archive::{
    Tx, Viewer, WorkId,
    accounts::Member,
    reading::{self as ground, Habit, Reading, Shown, State, Subject},
    search::{
        self, Found, Index, Listed, Of, Passage,
        query::{Mine, What},
    },
    works,
};
use askama::Template;
use axum::response::{IntoResponse, Redirect};

use crate::{
    Cx, Page,
    account::{lead_to, own},
    address,
    pager::{self, Pager},
    path::At,
    search::{Asked, List, Place, filtered},
    shelves::Shelving,
};

#[derive(Template)]
#[template(path = "reading/library.html")]
struct LibraryPage<'a> {
    cx: &'a Cx,
    member: &'a Member,
    shown: Shown,
    habit: Habit,
    /// How many works are here that no list shows.
    apart: u64,
    readings: Vec<Reading>,
    /// Of some works, where in the text stands what was looked for.
    passages: HashMap<WorkId, Passage>,
    shelves: Shelving,
    list: List,
}

/// What is on the page.
struct Shelf {
    habit: Habit,
    readings: Vec<Reading>,
    shelves: Shelving,
    listed: Listed,
    apart: u64,
}

impl LibraryPage<'_> {
    fn path(&self) -> String {
        path(&self.member.name)
    }

    /// The parts of a library: their address, their words, and whether this is it.
    fn parts(&self) -> Vec<(String, &'static str, bool)> {
        let part = |shown: &Shown| (address_of(&self.path(), *shown), words(*shown), *shown == self.shown);
        let has_apart = self.apart > 0 || self.shown == Shown::Apart;
        Shown::ALL.iter().filter(|shown| has_apart || **shown != Shown::Apart).map(part).collect()
    }

    /// What can be chosen about the memory itself.
    fn habits(&self) -> [(&'static str, &'static str, bool); 3] {
        [
            (Habit::On, message!("habit-on")),
            (Habit::Paused, message!("habit-paused")),
            (Habit::Off, message!("habit-off")),
        ]
        .map(|(habit, words)| (habit.word(), words, habit == self.habit))
    }

    fn apart_address(&self) -> String {
        address_of(&self.path(), Shown::Apart)
    }
}

fn path(name: &str) -> String {
    address::person(name) + "/readings"
}

const fn words(shown: Shown) -> &'static str {
    match shown {
        Shown::All => message!("library-all"),
        Shown::Is(State::Reading) => message!("library-reading"),
        Shown::Is(State::Finished) => message!("library-finished"),
        Shown::Is(State::Dropped) => message!("library-dropped"),
        Shown::Later => message!("library-later"),
        Shown::Grown => message!("library-grown"),
        Shown::Apart => message!("library-apart"),
    }
}

/// What a part of a library is in the language of search; nothing for all of it, and for what no search finds.
const fn mine(shown: Shown) -> Option<Mine> {
    match shown {
        Shown::All | Shown::Apart => None,
        Shown::Is(State::Reading) => Some(Mine::Reading),
        Shown::Is(State::Finished) => Some(Mine::Read),
        Shown::Is(State::Dropped) => Some(Mine::Dropped),
        Shown::Later => Some(Mine::Later),
        Shown::Grown => Some(Mine::Grown),
    }
}

fn text_of(shown: Shown) -> String {
    mine(shown).map(|mine| What::Mine(mine).to_string()).unwrap_or_default()
}

fn address_of(path: &str, shown: Shown) -> String {
    match shown {
        Shown::Apart => format!("{path}?show={}", shown.word()),
        shown => crate::search::address(path, &text_of(shown)),
    }
}

/// The part that is asked for; nothing where more is asked than a part.
fn part_of(asked: &Asked) -> Option<Shown> {
    let whats = |shown: Shown| mine(shown).map(What::Mine).into_iter().collect::<Vec<_>>();
    Shown::ALL.iter().copied().filter(|shown| *shown != Shown::Apart).find(|shown| asked.is_just(&whats(*shown)))
}

/// Leads to one's own.
pub(super) async fn lead(cx: Cx) -> crate::Answer {
    let name = cx.member().map(|member| member.name.clone()).unwrap_or_default();
    Ok(lead_to(&path(&name)))
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> crate::Answer {
    let member = own(&cx, &name)?;
    let place = Place::of(path(&member.name), &What::Mine(Mine::Library), message!("library-empty"));
    if let Some(address) = filtered(&cx, place.path()) {
        return Ok(Redirect::to(&address).into_response());
    }
    let wanted = Shown::of_word(&cx.asked("show").unwrap_or_default());
    let asked = Asked::of(&cx).or(&text_of(wanted));
    let is_apart = wanted == Shown::Apart && asked.query.is_empty();
    let part = if is_apart { Some(Shown::Apart) } else { part_of(&asked) };
    let (viewer, index, wish) = (cx.viewer, cx.site().index().clone(), asked.wish(Of::Library));
    let found = cx.archive().read(move |tx| shelf(&viewer, tx, &index, (&wish, part))).await?;

    let Shelf { habit, readings, shelves, listed, apart } = found;
    let mut list = List::of(&cx, asked, &place, listed);
    list.feed = None;
    if let Some(panel) = &mut list.panel {
        panel.offer_shelves(shelves.all.iter().map(|shelf| shelf.name.as_str()));
    }
    if is_apart {
        list.pager = Pager { path: address_of(place.path(), Shown::Apart), ..list.pager };
        (list.note, list.panel) = (None, None);
    }
    let passages = std::mem::take(&mut list.passages);
    let shown = part.unwrap_or_default();
    let page = LibraryPage { cx: &cx, member, shown, habit, apart, readings, passages, shelves, list };
    Page::new(cx.say.text("library-title"), page).for_some().for_one(&cx)
}

/// What a library has for this wish.
fn shelf(
    viewer: &Viewer,
    tx: &Tx<'_>,
    index: &Index,
    (wish, part): (&search::Wish, Option<Shown>),
) -> archive::Result<Shelf> {
    let habit = ground::habit(viewer, tx)?;
    let found = if part == Some(Shown::Apart) { None } else { search::find(viewer, tx, index, wish)? };
    let Some(found) = found else {
        let part = part.unwrap_or_default();
        let page = pager::existing(wish.number, |number| ground::library(viewer, tx, part, number))?;
        let listed = works::Page { items: Vec::new(), total: page.total, number: page.number };
        let shelves = Shelving::of(viewer, tx, &page.items)?;
        return Ok(Shelf { habit, readings: page.items, shelves, listed: Listed::Plain(listed), apart: 0 });
    };
    let Found { works: works::Page { items, total, number }, .. } = found;
    // Where nothing is asked for, what is not found is what no list shows.
    let apart = if wish.query.is_empty() { found.remembered.saturating_sub(total) } else { 0 };
    let readings = ground::of_cards(viewer, tx, items)?;
    let shelves = Shelving::of(viewer, tx, &readings)?;
    let works = works::Page { items: Vec::new(), total, number };
    Ok(Shelf { habit, readings, shelves, listed: Listed::Found(Box::new(Found { works, ..found })), apart })
}
