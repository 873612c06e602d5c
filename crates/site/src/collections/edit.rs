//! Making a collection, changing it, deleting it.

use archive::collections::{self as ground, SeenCollection};
use askama::Template;
use axum::http::StatusCode;

use super::{items, typed::Typed};
use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Button, Form, Slips},
    path::At,
};

#[derive(Template)]
#[template(path = "collections/edit.html")]
struct CollectionFormPage<'a> {
    cx: &'a Cx,
    typed: &'a Typed,
    slips: &'a Slips,
    /// The collection that is changed; nothing for a new one.
    seen: Option<&'a SeenCollection>,
}

impl CollectionFormPage<'_> {
    fn action(&self) -> String {
        self.seen.map_or_else(|| "/collections".to_owned(), |seen| address::collection(&seen.name))
    }

    /// Whether the viewer changes how it is kept too, and not its words alone.
    fn owns(&self) -> bool {
        self.seen.is_none_or(|seen| seen.owns)
    }
}

#[derive(Template)]
#[template(path = "collections/deletion.html")]
struct DeletionPage<'a> {
    cx: &'a Cx,
    seen: &'a SeenCollection,
}

fn page(cx: &Cx, typed: &Typed, slips: &Slips, seen: Option<&SeenCollection>) -> Answer {
    let title = match seen {
        Some(seen) => cx.say.of("collection-edit", seen.title.as_str()),
        None => cx.say.text("collection-new"),
    };
    let page = CollectionFormPage { cx, typed, slips, seen };
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(title, page).for_some().with_status(status).for_one(cx)
}

pub(super) async fn new(cx: Cx) -> Answer {
    page(&cx, &Typed::default(), &Slips::none(), None)
}

pub(super) async fn create(cx: Cx, Form(typed): Form<Typed>) -> Answer {
    let (viewer, mut slips) = (cx.viewer, Slips::none());
    let Some(new) = typed.wanted(&cx, &mut slips).await? else { return page(&cx, &typed, &slips, None) };
    let made = cx.archive().write(move |tx| ground::make(&viewer, tx, &new)).await;

    if slips.keep(made)?.is_none() {
        return page(&cx, &typed, &slips, None);
    }
    Ok(lead_to(&address::collection(&typed.name)))
}

/// A collection that the viewer may change.
async fn own(cx: &Cx, name: String) -> Result<SeenCollection, Problem> {
    let viewer = cx.viewer;
    let seen = cx.archive().read(move |tx| ground::show(&viewer, tx, &name)).await?;
    let mends = matches!(viewer, archive::Viewer::Moderator(_));
    if seen.owns || mends { Ok(seen) } else { Err(archive::Error::Forbidden(archive::Why::NotKept).into()) }
}

pub(super) async fn edit(cx: Cx, At(name): At<String>) -> Answer {
    let seen = own(&cx, name).await?;

    page(&cx, &Typed::of(&seen, &cx.zone()), &Slips::none(), Some(&seen))
}

pub(super) async fn update(cx: Cx, At(name): At<String>, Form(typed): Form<Typed>) -> Answer {
    let (viewer, mut slips, seen) = (cx.viewer, Slips::none(), own(&cx, name).await?);
    let Some(new) = typed.wanted(&cx, &mut slips).await? else { return page(&cx, &typed, &slips, Some(&seen)) };
    let before = seen.name.clone();
    let revised = cx.archive().write(move |tx| ground::revise(&viewer, tx, &before, &new)).await;

    if slips.keep(revised)?.is_none() {
        return page(&cx, &typed, &slips, Some(&seen));
    }
    items::go_on(&cx).await?;
    Ok(lead_to(&address::collection(if seen.owns { &typed.name } else { &seen.name })))
}

pub(super) async fn confirm(cx: Cx, At(name): At<String>) -> Answer {
    let seen = own(&cx, name).await?;

    let title = cx.say.of("collection-delete-which", seen.title.as_str());
    Page::new(title, DeletionPage { cx: &cx, seen: &seen }).for_some().for_one(&cx)
}

pub(super) async fn destroy(cx: Cx, At(name): At<String>, Form(Button): Form<Button>) -> Answer {
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::remove(&viewer, tx, &name)).await?;

    items::go_on(&cx).await?;
    Ok(lead_to("/collections"))
}
