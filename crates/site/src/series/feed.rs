//! The Atom feed of a series: the works that were posted into it last, as a guest sees them, whoever asks.

use archive::{SeriesId, Viewer, series as ground};

use crate::{Answer, Cx, address, path::At, search::feed};

/// Works in a feed.
const NEWEST: usize = 25;

pub(super) async fn show(cx: Cx, At(id): At<SeriesId>) -> Answer {
    let (title, cards) = cx.archive().read(move |tx| ground::newest(&Viewer::Guest, tx, id, NEWEST)).await?;

    let list = address::series(&id);
    let own = address::series(&id) + "/feed.atom";
    feed::answer(&cx, &title, (list, own), cards)
}
