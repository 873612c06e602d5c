//! Leading to a collection that nobody has chosen, or to a work in one: another each time, so it is kept for nobody.

use archive::{collections as ground, works};
use axum::response::Response;

use crate::{Answer, Cx, account::lead_to, address, headers, path::At};

fn led_to(place: &str) -> Response {
    let mut answer = lead_to(place);
    headers::for_some(answer.headers_mut());
    answer
}

pub(super) async fn collection(cx: Cx) -> Answer {
    let (viewer, drawn) = (cx.viewer, drawn(&cx));
    let name = cx.archive().read(move |tx| ground::any(&viewer, tx, drawn)).await?;

    Ok(led_to(&name.map_or_else(|| "/collections".to_owned(), |name| address::collection(&name))))
}

pub(super) async fn work(cx: Cx, At(name): At<String>) -> Answer {
    let (viewer, drawn) = (cx.viewer, drawn(&cx));
    let read = cx.archive().read(move |tx| {
        let (id, name) = ground::find(&viewer, tx, &name)?;
        let held = ground::holds(&viewer, tx, id)?;
        Ok((works::any_collected(&viewer, tx, (&held, drawn))?, name))
    });
    let (work, name) = read.await?;

    Ok(led_to(&work.map_or_else(|| address::collection(&name), |work| address::work(&work))))
}

fn drawn(cx: &Cx) -> u64 {
    cx.archive().chance().id().unsigned_abs()
}
