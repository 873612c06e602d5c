//! In which collections a work or bookmark stands, for whoever made it: putting it in, taking it out, answering.

use archive::{
    BookmarkId, Error, ItemId, WorkId, bookmarks,
    collections::{self as ground, Side, Standing},
    works,
};
use askama::Template;
use axum::http::StatusCode;

use super::{About, Named, at_field};
use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Form, Slips},
    path::At,
};

#[derive(Template)]
#[template(path = "collections/of_work.html")]
struct StandingsPage<'a> {
    cx: &'a Cx,
    /// What it is called, and its address.
    title: String,
    of: String,
    standings: Vec<Standing>,
    form: &'a Named,
    slips: &'a Slips,
}

impl StandingsPage<'_> {
    /// What is said of how something stands in a collection.
    fn state(standing: &Standing) -> &'static str {
        match (standing.creator, standing.keeper) {
            (Side::Yes, Side::Yes) => message!("standing-in"),
            (Side::Yes, Side::Waits) => message!("standing-waits"),
            (Side::Yes, Side::No) => message!("standing-refused"),
            (Side::Waits, _) => message!("standing-asked"),
            (Side::No, _) => message!("standing-declined"),
        }
    }

    /// Whether one can say yes to it.
    fn can_accept(standing: &Standing) -> bool {
        standing.creator != Side::Yes && standing.keeper != Side::No
    }

    /// Whether one can say no to it.
    fn can_decline(standing: &Standing) -> bool {
        standing.creator == Side::Waits
    }
}

fn page(cx: &Cx, page: StandingsPage<'_>) -> Answer {
    let status = if page.slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(cx.say.of("collections-of", page.title.as_str()), page).for_some().with_status(status).for_one(cx)
}

async fn work_page(cx: &Cx, id: WorkId, form: &Named, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let found = cx.archive().read(move |tx| Ok((works::own(&viewer, tx, id)?.card, ground::of_work(&viewer, tx, id)?)));
    let (card, standings) = found.await?;

    page(cx, StandingsPage { cx, title: card.title, of: address::work(&id), standings, form, slips })
}

async fn bookmark_page(cx: &Cx, id: BookmarkId, form: &Named, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let found =
        cx.archive().read(move |tx| Ok((bookmarks::own(&viewer, tx, id)?, ground::of_bookmark(&viewer, tx, id)?)));
    let (bookmark, standings) = found.await?;

    let title = crate::bookmarks::title(&bookmark.target);
    let title = title.map_or_else(|| cx.say.text("bookmark-kind"), str::to_owned);
    page(cx, StandingsPage { cx, title, of: format!("/bookmarks/{id}"), standings, form, slips })
}

pub(super) async fn of_work(cx: Cx, At(id): At<WorkId>) -> Answer {
    work_page(&cx, id, &Named::default(), &Slips::none()).await
}

pub(super) async fn of_bookmark(cx: Cx, At(id): At<BookmarkId>) -> Answer {
    bookmark_page(&cx, id, &Named::default(), &Slips::none()).await
}

pub(super) async fn put_work(cx: Cx, At(id): At<WorkId>, Form(form): Form<Named>) -> Answer {
    let (viewer, mut slips, name) = (cx.viewer, Slips::none(), form.name.clone());
    let put = cx.archive().write(move |tx| {
        works::own(&viewer, tx, id)?;
        at_field("name", &name, ground::put_work(&viewer, tx, &name, id).map(drop))
    });

    match slips.keep(put.await)? {
        Some(()) => Ok(lead_to(&(address::work(&id) + "/collections"))),
        None => work_page(&cx, id, &form, &slips).await,
    }
}

pub(super) async fn put_bookmark(cx: Cx, At(id): At<BookmarkId>, Form(form): Form<Named>) -> Answer {
    let (viewer, mut slips, name) = (cx.viewer, Slips::none(), form.name.clone());
    let put = cx.archive().write(move |tx| {
        bookmarks::own(&viewer, tx, id)?;
        at_field("name", &name, ground::put_bookmark(&viewer, tx, &name, id).map(drop))
    });

    match slips.keep(put.await)? {
        Some(()) => Ok(lead_to(&format!("/bookmarks/{id}/collections"))),
        None => bookmark_page(&cx, id, &form, &slips).await,
    }
}

pub(super) async fn answer_work(cx: Cx, At(id): At<WorkId>, Form(about): Form<About>) -> Answer {
    say(&cx, &about).await?;

    Ok(lead_to(&(address::work(&id) + "/collections")))
}

pub(super) async fn answer_bookmark(cx: Cx, At(id): At<BookmarkId>, Form(about): Form<About>) -> Answer {
    say(&cx, &about).await?;

    Ok(lead_to(&format!("/bookmarks/{id}/collections")))
}

async fn say(cx: &Cx, about: &About) -> Result<(), Problem> {
    let viewer = cx.viewer;
    let (item, answer): (ItemId, String) = (about.item.ok_or(Problem::Invalid)?, about.answer.clone());
    let said = cx.archive().write(move |tx| match answer.as_str() {
        "yes" => ground::answer(&viewer, tx, item, true),
        "no" => ground::answer(&viewer, tx, item, false),
        "out" => ground::take_out(&viewer, tx, item),
        _ => Err(Error::NotFound),
    });
    Ok(said.await?)
}
