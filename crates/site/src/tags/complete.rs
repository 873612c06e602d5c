//! `/autocomplete/KIND?term=…`: names for the script of the tag fields, as JSON. The fields do without.

use archive::tags::{self as ground, Kind};
use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use serde_json::json;

use crate::{Answer, Cx, Problem, path::At};

pub(super) async fn index(cx: Cx, At(word): At<String>) -> Answer {
    let kind = Kind::ALL.iter().copied().find(|kind| kind.word() == word).ok_or(Problem::NotFound)?;
    let (viewer, term) = (cx.viewer, cx.asked("term").unwrap_or_default().into_owned());
    let names = cx.archive().read(move |tx| ground::complete(&viewer, tx, kind, &term)).await?;

    let names: Vec<_> = names.iter().map(|name| json!({ "id": name, "name": name })).collect();
    let mut response = Response::new(json!(names).to_string().into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}
