//! One shelf with what stands on it.

use archive::{
    ShelfId,
    accounts::Power,
    reading::Subject,
    shelves::{self as ground, Entry, SeenShelf, Sort},
};
use askama::Template;
use axum::http::StatusCode;

use crate::{
    Answer, Cx, Page,
    account::lead_to,
    form::{Form, Slips},
    hosting::Reason,
    pager::{self, Pager},
    path::At,
};

#[derive(Template)]
#[template(path = "shelves/show.html")]
struct ShelfPage<'a> {
    cx: &'a Cx,
    shelf: &'a SeenShelf,
    sort: Sort,
    entries: Vec<Entry>,
    pager: Pager,
    /// Why somebody who keeps order hides or shows it, as they typed it.
    form: &'a Reason,
    slips: &'a Slips,
}

impl ShelfPage<'_> {
    /// The orders: their words, their address, and whether it is this one.
    fn sorts(&self) -> Vec<(&'static str, String, bool)> {
        let path = super::address(&self.shelf.id);
        let sort = |sort: &Sort| (super::sort_words(*sort), sorted(&path, *sort), *sort == self.sort);
        Sort::ALL.iter().map(sort).collect()
    }

    fn is_by_hand(&self) -> bool {
        self.sort == Sort::Hand
    }

    /// What a work is called where something is done to it.
    fn called(&self, entry: &Entry) -> String {
        match &entry.subject {
            Subject::Work(card) => card.title.clone(),
            _ => self.cx.say.of("shelf-place-number", entry.place),
        }
    }
}

fn sorted(path: &str, sort: Sort) -> String {
    format!("{path}?sort={}", sort.word())
}

pub(super) async fn show(cx: Cx, At(id): At<ShelfId>) -> Answer {
    page(&cx, id, &Reason::default(), &Slips::none()).await
}

pub(super) async fn hide(cx: Cx, At(id): At<ShelfId>, Form(form): Form<Reason>) -> Answer {
    let Some(reason) = form.given() else { return page(&cx, id, &form, &Reason::missing()).await };
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::hide(&viewer, tx, id, &reason)).await?;

    Ok(lead_to(&super::address(&id)))
}

pub(super) async fn unhide(cx: Cx, At(id): At<ShelfId>, Form(form): Form<Reason>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::unhide(&viewer, tx, id, &form.reason)).await?;

    Ok(lead_to(&super::address(&id)))
}

pub(super) async fn page(cx: &Cx, id: ShelfId, form: &Reason, slips: &Slips) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let asked = cx.asked("sort").and_then(|word| Sort::of_word(&word));
    let found = cx.archive().read(move |tx| {
        let (shelf, page) = ground::show(&viewer, tx, id, (asked, number))?;
        let (_, page) = if page.items.is_empty() && number > page.pages() {
            ground::show(&viewer, tx, id, (asked, page.pages()))?
        } else {
            (shelf.clone(), page)
        };
        let is_unindexed = archive::accounts::is_unindexed(&viewer, tx, shelf.person)?;
        Ok((shelf, page, is_unindexed))
    });
    let (shelf, page, is_unindexed) = found.await?;

    let path = super::address(&id);
    let pager = pager::Pager::new(asked.map_or_else(|| path.clone(), |sort| sorted(&path, sort)), &page);
    let sort = asked.unwrap_or(shelf.sort);
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let list = ShelfPage { cx, shelf: &shelf, sort, entries: page.items, pager, form, slips };
    let page = Page::new(shelf.name.clone(), list).unindexed(is_unindexed).with_status(status);
    if shelf.is_public && !shelf.is_hidden { page.for_one(cx) } else { page.for_some().for_one(cx) }
}
