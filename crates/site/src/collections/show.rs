//! A collection's own page: what it is, who keeps it, the works and bookmarks that came last (COL-9).

use archive::{
    accounts::Power,
    bookmarks::{self, Of, SeenBookmark},
    collections::{self as ground, Participant, Role},
    works::{self, WorkCard},
};
use askama::Template;
use axum::http::StatusCode;

use super::Headed;
use crate::{
    Answer, Cx, Page,
    account::lead_to,
    address,
    form::{Form, Slips},
    hosting::Reason,
    path::At,
};

/// Works and bookmarks on the page.
const SOME: usize = 5;

#[derive(Template)]
#[template(path = "collections/show.html")]
struct CollectionPage<'a> {
    cx: &'a Cx,
    headed: Headed,
    keepers: Vec<Participant>,
    cards: Vec<WorkCard>,
    bookmarks: Vec<SeenBookmark>,
    /// Why somebody who keeps order hides or shows it, as they typed it.
    form: &'a Reason,
    slips: &'a Slips,
}

impl CollectionPage<'_> {
    fn is_invited(&self) -> bool {
        self.headed.seen.role == Some(Role::Invited)
    }

    fn has_applied(&self) -> bool {
        self.headed.seen.role == Some(Role::Applied)
    }

    /// Whether it keeps nothing from those who keep order in the archive: then it is theirs to mend.
    fn mends(&self) -> bool {
        self.cx.has(Power::KeepOrder) && !self.headed.seen.keeps
    }
}

pub(super) async fn show(cx: Cx, At(name): At<String>) -> Answer {
    page(&cx, name, &Reason::default(), &Slips::none()).await
}

async fn page(cx: &Cx, name: String, form: &Reason, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let found = cx.archive().read(move |tx| {
        let headed = Headed::of(&viewer, tx, &name)?;
        let held = ground::holds(&viewer, tx, headed.seen.id)?;
        let cards = works::page_of_collected(&viewer, tx, &held, 1)?.items;
        let bookmarks = bookmarks::by(&viewer, tx, Of::Collection(headed.seen.id), 1)?.items;
        let mut keepers = ground::people(&viewer, tx, &name)?;
        keepers.retain(|one| one.role.keeps());
        Ok((headed, keepers, cards, bookmarks))
    });
    let (headed, keepers, mut cards, mut bookmarks) = found.await?;

    cards.truncate(SOME);
    bookmarks.truncate(SOME);
    let (title, is_hidden) = (headed.seen.title.clone(), headed.seen.is_hidden);
    let page = CollectionPage { cx, headed, keepers, cards, bookmarks, form, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::new(title, page).with_status(status);
    if is_hidden || !slips.is_empty() { page.for_some().for_one(cx) } else { page.for_one(cx) }
}

pub(super) async fn hide(cx: Cx, At(name): At<String>, Form(form): Form<Reason>) -> Answer {
    let Some(reason) = form.given() else { return page(&cx, name, &form, &Reason::missing()).await };
    let (viewer, back) = (cx.viewer, address::collection(&name));
    cx.archive().write(move |tx| ground::hide(&viewer, tx, &name, &reason)).await?;

    Ok(lead_to(&back))
}

pub(super) async fn unhide(cx: Cx, At(name): At<String>, Form(form): Form<Reason>) -> Answer {
    let (viewer, back) = (cx.viewer, address::collection(&name));
    cx.archive().write(move |tx| ground::unhide(&viewer, tx, &name, &form.reason)).await?;

    Ok(lead_to(&back))
}
