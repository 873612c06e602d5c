//! The form that names a shelf, shows it to others or not, merges it with another, or takes it away.

use archive::{
    ShelfId,
    shelves::{self as ground, NewShelf, SeenShelf, Sort},
};
use askama::Template;
use axum::http::StatusCode;

use crate::{
    Answer, Cx, Page, Problem,
    account::lead_to,
    address,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

#[derive(Template)]
#[template(path = "shelves/edit.html")]
struct ShelfFormPage<'a> {
    cx: &'a Cx,
    shelf: &'a SeenShelf,
    /// The others, into which it can be merged.
    others: Vec<SeenShelf>,
    form: &'a NewShelf,
    slips: &'a Slips,
}

impl ShelfFormPage<'_> {
    fn sorts(&self) -> Vec<(&'static str, &'static str, bool)> {
        Sort::ALL.iter().map(|sort| (sort.word(), super::sort_words(*sort), *sort == self.form.sort)).collect()
    }
}

pub(super) async fn edit(cx: Cx, At(id): At<ShelfId>) -> Answer {
    page(&cx, id, None, &Slips::none()).await
}

pub(super) async fn update(cx: Cx, At(id): At<ShelfId>, Form(new): Form<NewShelf>) -> Answer {
    let (viewer, mut slips, typed) = (cx.viewer, Slips::none(), new.clone());
    let revised = cx.archive().write(move |tx| ground::revise(&viewer, tx, id, &new)).await;

    if slips.keep(revised)?.is_none() {
        return page(&cx, id, Some(&typed), &slips).await;
    }
    Ok(lead_to(&super::address(&id)))
}

/// Into which shelf another goes.
#[derive(Debug)]
pub(super) struct Merging(Option<ShelfId>);

impl FromFields for Merging {
    fn read(fields: &Fields) -> Self {
        Self(fields.line("into").parse().ok())
    }
}

pub(super) async fn merge(cx: Cx, At(id): At<ShelfId>, Form(Merging(into)): Form<Merging>) -> Answer {
    let (viewer, mut slips) = (cx.viewer, Slips::none());
    let into = into.ok_or(Problem::Invalid)?;
    let merged = cx.archive().write(move |tx| ground::merge(&viewer, tx, id, into)).await;

    if slips.keep(merged)?.is_none() {
        return page(&cx, id, None, &slips).await;
    }
    Ok(lead_to(&super::address(&into)))
}

/// Whether somebody is sure.
#[derive(Debug)]
pub(super) struct Sure(bool);

impl FromFields for Sure {
    fn read(fields: &Fields) -> Self {
        Self(fields.has("sure"))
    }
}

pub(super) async fn destroy(cx: Cx, At(id): At<ShelfId>, Form(Sure(is_sure)): Form<Sure>) -> Answer {
    if !is_sure {
        return Err(Problem::Invalid);
    }
    let viewer = cx.viewer;
    cx.archive().write(move |tx| ground::remove(&viewer, tx, id)).await?;

    let name = cx.member().map(|member| member.name.clone()).unwrap_or_default();
    Ok(lead_to(&address::shelves(&name)))
}

async fn page(cx: &Cx, id: ShelfId, typed: Option<&NewShelf>, slips: &Slips) -> Answer {
    let viewer = cx.viewer;
    let found = cx.archive().read(move |tx| {
        let shelf = ground::own(&viewer, tx, id)?;
        let all = ground::of_person(&viewer, tx, shelf.person)?;
        Ok((shelf, all))
    });
    let (shelf, all) = found.await?;

    let kept = NewShelf { name: shelf.name.clone(), is_public: shelf.is_public, sort: shelf.sort };
    let others = all.into_iter().filter(|other| other.id != id).collect();
    let heading = cx.say.of("shelf-edit-which", shelf.name.as_str());
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ShelfFormPage { cx, shelf: &shelf, others, form: typed.unwrap_or(&kept), slips };
    Page::new(heading, page).for_some().with_status(status).for_one(cx)
}
