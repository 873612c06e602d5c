//! Series: works in the order their creators gave them, read as one river.

mod feed;
mod tend;

use archive::{
    SeriesId,
    series::{self as ground, SeenSeries},
};
use askama::Template;

use crate::{Answer, Cx, Door, Page, Parameter, Routes, address, pager::Pager, path::At};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/series/{id}", Door::Anyone, show)
        .reading(&[Parameter::Page])
        .post("/series/{id}", Door::Members, tend::update)
        .get("/series/{id}/feed.atom", Door::Anyone, feed::show)
        .get("/series/{id}/edit", Door::Members, tend::edit)
        .get("/series/{id}/manage", Door::Members, tend::order)
        .post("/series/{id}/order", Door::Members, tend::reorder)
        .post("/series/{id}/works", Door::Members, tend::put_in)
        .post("/series/{id}/works/removal", Door::Members, tend::take_out)
        .get("/series/{id}/confirm_delete", Door::Members, tend::confirm_delete)
        .post("/series/{id}/deletion", Door::Members, tend::destroy)
        .post("/series/{id}/leaving", Door::Members, tend::leave)
}

#[derive(Template)]
#[template(path = "series/show.html")]
struct SeriesShowPage<'a> {
    cx: &'a Cx,
    series: &'a SeenSeries,
    pager: Pager,
}

async fn show(cx: Cx, At(id): At<SeriesId>) -> Answer {
    let (viewer, number) = (cx.viewer, cx.page_number());
    let series = cx.archive().read(move |tx| {
        let series = ground::show(&viewer, tx, id, number)?;
        let last = series.works.pages();
        if number > last { ground::show(&viewer, tx, id, last) } else { Ok(series) }
    });
    let series = series.await?;

    let pager = Pager::new(address::series(&id), &series.works);
    let page = SeriesShowPage { cx: &cx, series: &series, pager };

    let is_unindexed = series.works.items.iter().any(|card| card.is_unindexed);
    Page::new(&series.title, page).unindexed(is_unindexed).answer(&cx)
}
