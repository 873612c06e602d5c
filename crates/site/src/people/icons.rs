//! Icons as files: named by their own bytes, so that browsers keep them for ever.

use archive::people::pseuds;
use axum::{
    http::{HeaderValue, header},
    response::IntoResponse,
};

use crate::{Answer, Cx, Problem, path::At};

pub(super) async fn show(cx: Cx, At(file): At<String>) -> Answer {
    let digest = file.strip_suffix(".png").ok_or(Problem::NotFound)?.to_owned();
    let png = cx.archive().read(move |tx| pseuds::icon(tx, &digest)).await?.ok_or(Problem::NotFound)?;

    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/png")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    Ok((headers, png).into_response())
}
