//! The page of a library: everything somebody has read or marked, by what they say of it.

use archive::{
    accounts::Member,
    reading::{self as ground, Habit, Reading, Shown, State, Subject},
    tags::Kind,
};
use askama::Template;

use crate::{
    Answer, Cx, Page,
    account::{lead_to, own},
    address,
    pager::{self, Pager, Step},
    path::At,
    works::marks,
};

#[derive(Template)]
#[template(path = "reading/library.html")]
struct LibraryPage<'a> {
    cx: &'a Cx,
    member: &'a Member,
    shown: Shown,
    habit: Habit,
    total: u64,
    readings: Vec<Reading>,
    pager: Pager,
}

impl LibraryPage<'_> {
    fn path(&self) -> String {
        address::person(&self.member.name) + "/readings"
    }

    /// The parts of a library: their address, their words, and whether this is it.
    fn parts(&self) -> Vec<(String, &'static str, bool)> {
        let words = |shown| match shown {
            Shown::All => message!("library-all"),
            Shown::Is(State::Reading) => message!("library-reading"),
            Shown::Is(State::Finished) => message!("library-finished"),
            Shown::Is(State::Dropped) => message!("library-dropped"),
            Shown::Later => message!("library-later"),
            Shown::Grown => message!("library-grown"),
        };
        let part = |shown: &Shown| (list(&self.path(), *shown), words(*shown), *shown == self.shown);
        Shown::ALL.iter().map(part).collect()
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
}

fn list(path: &str, shown: Shown) -> String {
    if shown == Shown::All { path.to_owned() } else { format!("{path}?show={}", shown.word()) }
}

/// Leads to one's own.
pub(super) async fn lead(cx: Cx) -> Answer {
    let name = cx.member().map(|member| member.name.clone()).unwrap_or_default();
    Ok(lead_to(&(address::person(&name) + "/readings")))
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    let (member, viewer, number) = (own(&cx, &name)?, cx.viewer, cx.page_number());
    let shown = Shown::of_word(&cx.asked("show").unwrap_or_default());
    let (habit, page) = cx
        .archive()
        .read(move |tx| {
            let page = pager::existing(number, |number| ground::library(&viewer, tx, shown, number))?;
            Ok((ground::habit(&viewer, tx)?, page))
        })
        .await?;

    let pager = Pager::new(list(&(address::person(&member.name) + "/readings"), shown), &page);
    let page = LibraryPage { cx: &cx, member, shown, habit, total: page.total, readings: page.items, pager };
    Page::new(cx.say.text("library-title"), page).for_some().for_one(&cx)
}
