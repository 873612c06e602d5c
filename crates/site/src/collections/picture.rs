//! The picture at the head of a collection, as a file: for whoever sees the collection, and for nobody else at any time.

use archive::collections as ground;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};

use crate::{Answer, Cx, Problem, front, headers, path::At, sheet::Reach};

pub(super) async fn show(cx: Cx, At(name): At<String>, asked_with: HeaderMap) -> Answer {
    let viewer = cx.viewer;
    let (picture, is_for_all) = cx.archive().read(move |tx| ground::picture(&viewer, tx, &name)).await?;

    let etag = HeaderValue::try_from(format!("\"{}\"", picture.digest)).map_err(Problem::broken)?;
    let is_known = asked_with.get(header::IF_NONE_MATCH).is_some_and(|theirs| front::matches(theirs, &etag));

    let mut response = Response::new(if is_known { Body::empty() } else { Body::from(picture.bytes) });
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let reach = if cx.is_guest() { Reach::Guests } else { Reach::Visitor };
    response.headers_mut().extend([
        (header::CONTENT_TYPE, HeaderValue::from_static(picture.kind.media_type())),
        (header::CACHE_CONTROL, HeaderValue::from_static(reach.keeping())),
        (header::VARY, HeaderValue::from_static("cookie")),
        (header::ETAG, etag),
    ]);
    if !is_for_all {
        headers::for_some(response.headers_mut());
    }
    Ok(response)
}
