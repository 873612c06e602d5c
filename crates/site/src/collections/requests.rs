//! What waits for a member's word: their works that others want in collections, and collections that want them (COL-3, COL-5).

use archive::collections::{self as ground, Invited, Place};
use askama::Template;

use crate::{Answer, Cx, Page, account::own, path::At};

#[derive(Template)]
#[template(path = "collections/requests.html")]
struct RequestsPage<'a> {
    cx: &'a Cx,
    works: Vec<Invited>,
    places: Vec<Place>,
}

pub(super) async fn index(cx: Cx, At(name): At<String>) -> Answer {
    own(&cx, &name)?;
    let viewer = cx.viewer;
    let (works, places) =
        cx.archive().read(move |tx| Ok((ground::asked_for(&viewer, tx)?, ground::invited_to(&viewer, tx)?))).await?;

    let page = RequestsPage { cx: &cx, works, places };
    Page::new(cx.say.text("collection-requests"), page).for_some().for_one(&cx)
}
