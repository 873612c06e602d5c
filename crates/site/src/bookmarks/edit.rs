//! The form of a bookmark, and what it does: making, changing and taking away.

use archive::{
    BookmarkId, SeriesId, WorkId,
    bookmarks::{self as ground, On, SeenBookmark, Target, What},
    people::{self, Pseud},
    series, works,
};
use askama::Template;
use axum::http::StatusCode;

use super::typed::{Typed, TypedWork};
use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Button, Form, Slips},
    path::At,
};

#[derive(Template)]
#[template(path = "bookmarks/edit.html")]
struct BookmarkFormPage<'a> {
    cx: &'a Cx,
    heading: String,
    action: &'a str,
    typed: &'a Typed,
    /// The names they can keep it under.
    pseuds: Vec<Pseud>,
    /// Whether it is of a work elsewhere, which is described with it.
    is_elsewhere: bool,
    slips: &'a Slips,
}

impl BookmarkFormPage<'_> {
    fn is_chosen(&self, pseud: &Pseud) -> bool {
        self.typed.pseud == Some(pseud.id)
    }

    fn categories(&self) -> impl Iterator<Item = (&'static str, bool)> {
        let chosen = &self.typed.work.categories;
        manuscript::Category::ALL.iter().map(|one| (one.name(), chosen.iter().any(|name| name == one.name())))
    }
}

fn ratings() -> impl Iterator<Item = &'static str> {
    manuscript::Rating::ALL.iter().map(|rating| rating.name())
}

/// Which form it is: what it is headed by, and where it is sent.
struct Which<'a> {
    heading: String,
    action: &'a str,
    is_elsewhere: bool,
}

async fn page(cx: &Cx, which: Which<'_>, typed: &Typed, slips: &Slips) -> Answer {
    let (viewer, person) = (cx.viewer, cx.viewer.person().ok_or(Problem::LogIn)?);
    let pseuds = cx.archive().read(move |tx| Ok(people::show(&viewer, tx, person)?.pseuds)).await?;
    let title = which.heading.clone();
    let Which { heading, action, is_elsewhere } = which;
    let page = BookmarkFormPage { cx, heading, action, typed, pseuds, is_elsewhere, slips };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(title, page).for_some().with_status(status).for_one(cx)
}

pub(super) async fn of_work(cx: Cx, At(id): At<WorkId>) -> Answer {
    let viewer = cx.viewer;
    let (card, _, own) = cx.archive().read(move |tx| ground::of_work(&viewer, tx, id.into(), 1)).await?;

    let action = address::work(&id) + "/bookmark";
    form_on(&cx, (&card.title, &action), own.as_ref()).await
}

pub(super) async fn of_series(cx: Cx, At(id): At<SeriesId>) -> Answer {
    let viewer = cx.viewer;
    let (series, _, own) = cx.archive().read(move |tx| ground::of_series(&viewer, tx, id, 1)).await?;

    let action = address::series(&id) + "/bookmark";
    form_on(&cx, (&series.title, &action), own.as_ref()).await
}

async fn form_on(cx: &Cx, (title, action): (&str, &str), own: Option<&SeenBookmark>) -> Answer {
    let typed = own.map_or_else(Typed::default, Typed::of);
    let heading = cx.say.of("bookmark-title", title);
    page(cx, Which { heading, action, is_elsewhere: false }, &typed, &Slips::none()).await
}

pub(super) async fn keep_work(cx: Cx, At(id): At<WorkId>, Form(typed): Form<Typed>) -> Answer {
    let viewer = cx.viewer;
    let card = cx.archive().read(move |tx| Ok(works::show(&viewer, tx, id)?.card)).await?;

    let (heading, action) = (cx.say.of("bookmark-title", &card.title), address::work(&id) + "/bookmark");
    keep(&cx, Which { heading, action: &action, is_elsewhere: false }, On::Work(id), &typed).await
}

pub(super) async fn keep_series(cx: Cx, At(id): At<SeriesId>, Form(typed): Form<Typed>) -> Answer {
    let viewer = cx.viewer;
    let seen = cx.archive().read(move |tx| series::show(&viewer, tx, id, 1)).await?;

    let (heading, action) = (cx.say.of("bookmark-title", &seen.title), address::series(&id) + "/bookmark");
    keep(&cx, Which { heading, action: &action, is_elsewhere: false }, On::Series(id), &typed).await
}

async fn keep(cx: &Cx, which: Which<'_>, on: On, typed: &Typed) -> Answer {
    let (viewer, new, mut slips) = (cx.viewer, typed.bookmark(cx).await?, Slips::none());
    let kept = cx.archive().write(move |tx| ground::keep(&viewer, tx, &on, &new)).await;

    match slips.keep(kept)? {
        Some(id) => Ok(lead_to(&format!("/bookmarks/{id}"))),
        None => page(cx, which, typed, &slips).await,
    }
}

/// The form for a work elsewhere; with an address that others have bookmarked openly, in their words (BM-2).
pub(super) async fn new_elsewhere(cx: Cx) -> Answer {
    let (viewer, address) = (cx.viewer, cx.asked("address").unwrap_or_default().trim().to_owned());
    let asked = address.clone();
    let known = cx.archive().read(move |tx| ground::known_at(&viewer, tx, &asked)).await?;

    let work = known.map_or_else(TypedWork::default, |work| TypedWork::of(&work));
    let typed = Typed { work: TypedWork { address, ..work }, ..Typed::default() };
    page(&cx, elsewhere(&cx), &typed, &Slips::none()).await
}

fn elsewhere(cx: &Cx) -> Which<'static> {
    Which { heading: cx.say.text("bookmark-title-elsewhere"), action: "/bookmarks", is_elsewhere: true }
}

pub(super) async fn create_elsewhere(cx: Cx, Form(typed): Form<Typed>) -> Answer {
    let work = typed.work.elsewhere(&cx).await?;
    let which = elsewhere(&cx);

    keep(&cx, which, On::Elsewhere(Box::new(work)), &typed).await
}

pub(super) async fn edit(cx: Cx, At(id): At<BookmarkId>) -> Answer {
    let viewer = cx.viewer;
    let bookmark = cx.archive().read(move |tx| ground::own(&viewer, tx, id)).await?;

    let action = format!("/bookmarks/{id}");
    page(&cx, changing(&cx, &bookmark, &action), &Typed::of(&bookmark), &Slips::none()).await
}

fn changing<'a>(cx: &Cx, bookmark: &SeenBookmark, action: &'a str) -> Which<'a> {
    let heading = match super::title(&bookmark.target) {
        Some(title) => cx.say.of("bookmark-title", title),
        None => cx.say.text("bookmark-title-gone"),
    };
    Which { heading, action, is_elsewhere: matches!(bookmark.target, Target::Elsewhere(_)) }
}

pub(super) async fn update(cx: Cx, At(id): At<BookmarkId>, Form(typed): Form<Typed>) -> Answer {
    let (viewer, mut slips) = (cx.viewer, Slips::none());
    let bookmark = cx.archive().read(move |tx| ground::own(&viewer, tx, id)).await?;
    let is_elsewhere = bookmark.what == What::Elsewhere;
    let work = if is_elsewhere { Some(typed.work.elsewhere(&cx).await?) } else { None };
    let new = typed.bookmark(&cx).await?;
    let revised = cx.archive().write(move |tx| ground::revise(&viewer, tx, id, (&new, work.as_ref()))).await;

    let action = format!("/bookmarks/{id}");
    if slips.keep(revised)?.is_none() {
        return page(&cx, changing(&cx, &bookmark, &action), &typed, &slips).await;
    }
    Ok(lead_to(&action))
}

pub(super) async fn destroy(cx: Cx, At(id): At<BookmarkId>, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::remove(&viewer, tx, id)).await?;

    let name = cx.member().map(|member| member.name.clone()).unwrap_or_default();
    Ok(lead_to(&(address::person(&name) + "/bookmarks")))
}
