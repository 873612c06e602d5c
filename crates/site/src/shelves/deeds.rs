//! What a reader does with what stands on their shelves: some put there at once, one moved or taken off.

use archive::{ShelfId, WorkId, shelves as ground};

use crate::{
    Answer, Cx, Problem,
    account::{lead_to, own},
    address,
    form::{Fields, Form, FromFields, Slips},
    hosting::Reason,
    path::At,
};

/// Works of a library that are put on a shelf at once.
#[derive(Debug)]
pub(super) struct Batch {
    works: Vec<WorkId>,
    shelf: Option<ShelfId>,
    /// The name of a new shelf.
    name: String,
}

impl FromFields for Batch {
    fn read(fields: &Fields) -> Self {
        let works = fields.all("work").iter().filter_map(|id| id.parse().ok()).collect();
        Self { works, shelf: fields.line("shelf").parse().ok(), name: fields.line("name") }
    }
}

pub(super) async fn put_some(cx: Cx, At(name): At<String>, Form(batch): Form<Batch>) -> Answer {
    let (member, viewer) = (own(&cx, &name)?, cx.viewer);
    if batch.shelf.is_none() && batch.name.is_empty() {
        return Ok(lead_to(&(address::person(&member.name) + "/readings")));
    }
    let put = cx.archive().write(move |tx| {
        let shelf = match batch.shelf.filter(|_| batch.name.is_empty()) {
            Some(shelf) => shelf,
            None => ground::called(&viewer, tx, &batch.name)?,
        };
        ground::put(&viewer, tx, shelf, &batch.works).map(|_| shelf)
    });

    Ok(lead_to(&super::address(&put.await?)))
}

/// A work of a shelf, and where it is to stand.
#[derive(Debug)]
pub(super) struct Moved {
    work: Option<WorkId>,
    place: u64,
}

impl FromFields for Moved {
    fn read(fields: &Fields) -> Self {
        // What is no number is no place, and is told so.
        Self { work: fields.line("work").parse().ok(), place: fields.line("place").parse().unwrap_or_default() }
    }
}

pub(super) async fn place(cx: Cx, At(id): At<ShelfId>, Form(moved): Form<Moved>) -> Answer {
    let (viewer, mut slips) = (cx.viewer, Slips::none());
    let work = moved.work.ok_or(Problem::Invalid)?;
    let placed = cx.archive().write(move |tx| ground::place(&viewer, tx, id, (work, moved.place))).await;

    if slips.keep(placed)?.is_none() {
        return super::show::page(&cx, id, &Reason::default(), &slips).await;
    }
    Ok(lead_to(&format!("{}#shelved_{work}", super::address(&id))))
}

pub(super) async fn take_off(cx: Cx, At(id): At<ShelfId>, Form(moved): Form<Moved>) -> Answer {
    let viewer = cx.viewer;
    let work = moved.work.ok_or(Problem::Invalid)?;
    cx.archive().write(move |tx| ground::take_off(&viewer, tx, id, work)).await?;

    Ok(lead_to(&super::address(&id)))
}
