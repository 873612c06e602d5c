//! The first page: what this archive is, what is new, which worlds it holds.

use archive::{
    filters,
    notices::{self, Notice},
    reading::{self, Reading},
    search,
    tags::Tag,
    works::WorkCard,
};
use askama::Template;

use crate::{Answer, Cx, Door, Page, Routes, notices::event_words};

/// Works on the first page.
const NEWEST: u64 = 8;

/// Works on it that a member goes on with, and of those that they marked for later.
const GOING_ON: u64 = 3;

/// Fandoms on the first page.
const LARGEST: usize = 14;

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/", Door::Anyone, show)
}

#[derive(Template)]
#[template(path = "home/show.html")]
struct HomePage<'a> {
    cx: &'a Cx,
    /// Whether what the member never wants to see is shown, because the index is being made.
    is_waiting: bool,
    cards: Vec<WorkCard>,
    fandoms: Vec<search::Used>,
    fandom_count: u64,
    /// What the member goes on with.
    going_on: Vec<Reading>,
    /// What they marked for later.
    later: Vec<Reading>,
    /// What they were told last and have not read.
    news: Vec<Notice>,
    /// Tags that the member keeps at hand (WRK-9).
    favourites: Vec<Tag>,
}

impl HomePage<'_> {
    /// What stands above all else for a member: the id of each part, its heading, and what is on it.
    fn shelves(&self) -> [(&'static str, &'static str, &[Reading]); 2] {
        [
            ("continue", message!("home-continue"), self.going_on.as_slice()),
            ("later", message!("home-later"), self.later.as_slice()),
        ]
    }
}

async fn show(cx: Cx) -> Answer {
    let (viewer, index) = (cx.viewer, cx.site().index().clone());
    let is_waiting = cx.member().is_some() && !index.is_ready();
    let asked = cx.archive().read(move |tx| {
        let news = notices::newest_unread(&viewer, tx, GOING_ON)?;
        let own = (reading::going_on(&viewer, tx, GOING_ON)?, news, filters::favourites(&viewer, tx)?);
        Ok((search::newest(&viewer, tx, &index, NEWEST)?, search::largest_fandoms(&viewer, tx, &index, LARGEST)?, own))
    });
    let (cards, (fandoms, fandom_count), ((going_on, later), news, favourites)) = asked.await?;

    let page = HomePage { cx: &cx, is_waiting, cards, fandoms, fandom_count, going_on, later, news, favourites };
    Page::new("", page).answer(&cx)
}
