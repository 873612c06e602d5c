//! The form that puts a work on shelves and takes it off them.

use archive::{
    ShelfId, WorkId,
    shelves::{self as ground, SeenShelf},
    works::WorkCard,
};
use askama::Template;
use axum::http::StatusCode;

use crate::{
    Answer, Cx, Page,
    account::lead_to,
    address,
    form::{Fields, Form, FromFields, Slips},
    path::At,
};

#[derive(Template)]
#[template(path = "shelves/of_work.html")]
struct ShelvesOfWorkPage<'a> {
    cx: &'a Cx,
    card: &'a WorkCard,
    shelves: Vec<(SeenShelf, bool)>,
    /// The name of a new one, as it was typed.
    name: &'a str,
    slips: &'a Slips,
}

/// The shelves that a work is to stand on.
#[derive(Debug, Clone, Default)]
pub(super) struct Chosen {
    shelves: Vec<ShelfId>,
    /// The name of one that is to be made for it.
    name: String,
}

impl FromFields for Chosen {
    fn read(fields: &Fields) -> Self {
        let shelves = fields.all("shelf").iter().filter_map(|id| id.parse().ok()).collect();
        Self { shelves, name: fields.line("name") }
    }
}

pub(super) async fn show(cx: Cx, At(id): At<WorkId>) -> Answer {
    page(&cx, id, None, &Slips::none()).await
}

pub(super) async fn update(cx: Cx, At(id): At<WorkId>, Form(chosen): Form<Chosen>) -> Answer {
    let (viewer, asked, mut slips, typed) = (cx.viewer, cx.work(id), Slips::none(), chosen.clone());
    let set = cx.archive().write(move |tx| {
        ground::set(&viewer, tx, asked.clone(), &chosen.shelves)?;
        if !chosen.name.is_empty() {
            let new = ground::called(&viewer, tx, &chosen.name)?;
            ground::put(&viewer, tx, new, &[id])?;
        }
        Ok(())
    });
    if slips.keep(set.await)?.is_none() {
        return page(&cx, id, Some(&typed), &slips).await;
    }

    Ok(lead_to(&(address::work(&id) + "/shelves")))
}

async fn page(cx: &Cx, id: WorkId, typed: Option<&Chosen>, slips: &Slips) -> Answer {
    let (viewer, asked) = (cx.viewer, cx.work(id));
    let (card, mut shelves) = cx.archive().read(move |tx| ground::of_work(&viewer, tx, asked.clone())).await?;

    if let Some(typed) = typed {
        for (shelf, is_on) in &mut shelves {
            *is_on = typed.shelves.contains(&shelf.id);
        }
    }
    let heading = cx.say.of("shelves-of-work", card.title.as_str());
    let status = if slips.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let name = typed.map_or("", |typed| typed.name.as_str());
    let page = ShelvesOfWorkPage { cx, card: &card, shelves, name, slips };
    Page::new(heading, page).for_some().with_status(status).for_one(cx)
}
