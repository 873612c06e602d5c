//! Series: works in the order their creators gave them.

use archive::{
    SeriesId,
    series::{self as ground, SeenSeries},
    tags::Kind,
};
use askama::Template;

use crate::{Answer, Cx, Door, Page, Routes, path::At, works::marks};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/series/{id}", Door::Anyone, show)
}

#[derive(Template)]
#[template(path = "series/show.html")]
struct SeriesShowPage<'a> {
    cx: &'a Cx,
    series: &'a SeenSeries,
    words: u64,
}

async fn show(cx: Cx, At(id): At<SeriesId>) -> Answer {
    let viewer = cx.viewer;
    let series = cx.archive().read(move |tx| ground::show(&viewer, tx, id)).await?;

    let words = series.works.iter().map(|card| card.words).sum();
    let page = SeriesShowPage { cx: &cx, series: &series, words };

    let is_unindexed = series.works.iter().any(|card| card.is_unindexed);
    Page::new(&series.title, page).unindexed(is_unindexed).answer(&cx)
}
