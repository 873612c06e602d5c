//! `/autocomplete/KIND?term=…`: names for the script of the tag fields, as JSON; `tag` stands for any kind, `collection` for
//! collections that are open, and `query` for terms of the language of search. The fields do
//! without. In fandoms that are named beside it, their own names come first (AUTO-2).

use archive::{
    collections,
    people::{self, Sought},
    search,
    tags::{self as ground, Kind},
};
use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use serde_json::json;

use crate::{Answer, Cx, Problem, path::At};

/// The word for names of collections.
const COLLECTION: &str = "collection";

/// The word for names of members.
const PERSON: &str = "person";

/// The word for terms of the language of search.
const QUERY: &str = "query";

/// Names of members that are offered at once.
const MOST: usize = 10;

pub(super) async fn index(cx: Cx, At(word): At<String>) -> Answer {
    match word.as_str() {
        COLLECTION => return of_collections(&cx).await,
        PERSON => return people(&cx).await,
        QUERY => return terms(&cx).await,
        _ => {}
    }
    let kind = Kind::ALL.iter().copied().find(|kind| kind.word() == word);
    if kind.is_none() && word != "tag" {
        return Err(Problem::NotFound);
    }
    let (viewer, term) = (cx.viewer, cx.asked("term").unwrap_or_default().into_owned());
    let (index, fandoms) = (cx.site().index().clone(), ground::listed(&cx.asked("fandoms").unwrap_or_default()));
    let names = cx.archive().read(move |tx| {
        let found = search::suggest(&viewer, tx, &index, (kind, &term), &fandoms)?;
        // Without the index, words that are spelt well are found still.
        found.map_or_else(|| kind.map_or(Ok(Vec::new()), |kind| ground::complete(&viewer, tx, kind, &term)), Ok)
    });
    let names = names.await?;

    Ok(answer(names.into_iter()))
}

/// The names of open collections (AUTO-5).
async fn of_collections(cx: &Cx) -> Answer {
    let (viewer, term) = (cx.viewer, cx.asked("term").unwrap_or_default().into_owned());
    let found = cx.archive().read(move |tx| collections::suggest(&viewer, tx, &term)).await?;

    Ok(answer(found.into_iter().map(|(name, _)| name)))
}

/// Terms of the language of search, whole, as they stand in its field.
async fn terms(cx: &Cx) -> Answer {
    let (viewer, term) = (cx.viewer, cx.asked("term").unwrap_or_default().into_owned());
    let index = cx.site().index().clone();
    let found = cx.archive().read(move |tx| search::terms(&viewer, tx, &index, &term)).await?;

    Ok(answer(found.into_iter()))
}

/// Members whose names have what was typed in them, for the field of whom a work is for.
async fn people(cx: &Cx) -> Answer {
    let (viewer, name) = (cx.viewer, cx.asked("term").unwrap_or_default().into_owned());
    if name.trim().is_empty() || cx.is_guest() {
        return Ok(answer(std::iter::empty()));
    }
    let sought = Sought { name, fandoms: Vec::new() };
    let found = cx.archive().read(move |tx| people::search(&viewer, tx, &sought, 1)).await?;

    let members = found.items.into_iter().map(|found| found.person).filter(|person| person.is_member);
    Ok(answer(members.map(|person| person.name).take(MOST)))
}

fn answer(names: impl Iterator<Item = String>) -> Response {
    let names: Vec<_> = names.map(|name| json!({ "id": name, "name": name })).collect();
    let mut response = Response::new(json!(names).to_string().into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
