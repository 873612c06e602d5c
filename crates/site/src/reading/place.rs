//! Where somebody is in a text, told by their browser as they read. It is kept in memory and written with others of its kind.
//! The answer is the same whatever was told, so that nobody learns by it what there is.

use std::time::Duration;

use archive::{ChapterId, WorkId, reading::Place};
use axum::{http::StatusCode, response::IntoResponse};

use crate::{
    Answer, Cx, Problem,
    form::{Fields, Form, FromFields},
    path::At,
    throttle::Rule,
};

/// How often a browser may tell: it does at most every five seconds, from a few windows.
const OFTEN: Rule = Rule { what: "place", most: 60, per: Duration::from_mins(1) };

/// A chapter, and the number and mark of a paragraph in it; nothing for its end.
#[derive(Debug)]
pub(super) struct Told {
    chapter: Option<ChapterId>,
    paragraph: Option<u32>,
    mark: String,
}

impl FromFields for Told {
    fn read(fields: &Fields) -> Self {
        let (paragraph, mark) = (fields.line("paragraph").parse().ok(), fields.line("mark"));
        Self { chapter: fields.line("chapter").parse().ok(), paragraph, mark }
    }
}

pub(super) async fn create(cx: Cx, At(work): At<WorkId>, Form(told): Form<Told>) -> Answer {
    cx.slow_down(OFTEN)?;
    let person = cx.viewer.person().ok_or(Problem::LogIn)?;
    if let Some(chapter) = told.chapter {
        let mark = told.mark.chars().take(8).collect();
        let at = cx.now().as_millisecond();
        cx.site().visits().reached(Place { person, work, chapter, paragraph: told.paragraph, mark, at });
    }

    Ok(StatusCode::NO_CONTENT.into_response())
}
