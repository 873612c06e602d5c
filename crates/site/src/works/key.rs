//! A work's secret link. Whoever opens it gets the key as a cookie and goes on to the work's usual address, so that the
//! key stands in no address that a page of ours could tell another site, and every page and file of the work is open.

use archive::{Secret, WorkId, works as ground};
use axum::{http::header, response::IntoResponse};

use crate::{Answer, Cx, Problem, address, cookies, headers, path::AtBoth};

pub(super) async fn show(cx: Cx, AtBoth(id, key): AtBoth<WorkId, String>) -> Answer {
    let (viewer, key) = (cx.viewer, Secret::shown(key));
    let asked = ground::Asked::with(id, Some(key.clone()));
    let opening = cx.archive().read(move |tx| {
        ground::at_address(&viewer, tx, asked.clone())?;
        ground::opens(&viewer, tx, asked.clone())
    });
    let opens = opening.await?;

    let mut response = axum::response::Redirect::to(&address::work(&id)).into_response();
    // Whoever writes a link to a work that needs no key could put anything into the reader's cookies.
    if opens {
        let cookie = cookies::key(id, &key, cx.site().settings().is_plain_http()).ok_or(Problem::NotFound)?;
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    headers::for_some(response.headers_mut());
    Ok(response)
}
