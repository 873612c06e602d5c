//! `/collections/NAME/works`: a collection's works with their filters, those of its parts among them (COL-2, FILT-7).

use archive::{
    collections as ground,
    search::{self, Of},
};
use askama::Template;
use axum::response::{IntoResponse, Redirect};

use super::Headed;
use crate::{
    Cx, Page,
    path::{At, AtBoth},
    search::{Asked, List, Place, filtered, of_tag_there},
};

#[derive(Template)]
#[template(path = "collections/works.html")]
struct CollectionWorksPage<'a> {
    cx: &'a Cx,
    headed: Headed,
    list: List,
}

pub(super) async fn show(cx: Cx, At(name): At<String>) -> crate::Answer {
    let (viewer, index, asked) = (cx.viewer, cx.site().index().clone(), Asked::of(&cx));
    let wanted = asked.clone();
    let found = cx.archive().read(move |tx| {
        let headed = Headed::of(&viewer, tx, &name)?;
        let held = ground::holds(&viewer, tx, headed.seen.id)?;
        let listed = search::list(&viewer, tx, &index, &wanted.wish(Of::Collection(held)))?;
        Ok((headed, listed))
    });
    let (headed, listed) = found.await?;

    let place = Place::of_collection(&headed.seen.name, headed.seen.is_hidden);
    if let Some(address) = filtered(&cx, place.path()) {
        return Ok(Redirect::to(&address).into_response());
    }
    let (title, is_hidden) = (cx.say.of("collection-works-of", headed.seen.title.as_str()), headed.seen.is_hidden);
    let list = List::of(&cx, asked, &place, listed);
    let manner = list.manner();
    let page = Page::new(title, CollectionWorksPage { cx: &cx, headed, list });
    manner.send(&cx, if is_hidden { page.for_some() } else { page })
}

/// The works with a tag: the one list, asked for it.
pub(super) async fn of_tag(cx: Cx, AtBoth(name, tag): AtBoth<String, String>) -> crate::Answer {
    let viewer = cx.viewer;
    let (_, name) = cx.archive().read(move |tx| ground::find(&viewer, tx, &name)).await?;

    Ok(Redirect::to(&of_tag_there(&name, &archive::tags::from_address(&tag))).into_response())
}
