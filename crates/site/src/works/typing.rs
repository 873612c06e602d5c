//! Keeping what is typed, for the script of the forms: `writing.js` sends a form's fields here every few seconds and asks
//! for them when a form is opened. Pages and forms do without.

use std::time::Duration;

use archive::{typings, works::PackedText};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{
    Answer, Cx, Problem,
    form::{Fields, Form, FromFields},
    throttle::Rule,
};

/// What the script sends.
#[derive(Debug)]
pub(super) struct Typing {
    place: String,
    typed: String,
}

impl FromFields for Typing {
    fn read(fields: &Fields) -> Self {
        Self { place: fields.line("place"), typed: fields.raw("typed").to_owned() }
    }
}

/// What was typed at a place, or nothing.
pub(super) async fn show(cx: Cx) -> Answer {
    let (viewer, place) = (cx.viewer, cx.asked("place").unwrap_or_default().into_owned());
    let kept = cx.archive().read(move |tx| typings::at(&viewer, tx, &place)).await?;

    let told = kept.map_or(json!({}), |kept| json!({ "at": kept.at.as_millisecond(), "typed": kept.text }));
    let mut response = Response::new(told.to_string().into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// How often a person's script may send something: several forms, each every three seconds.
const PACE: Rule = Rule { what: "typing", most: 240, per: Duration::from_mins(1) };

/// Bytes of a form that are kept: the longest chapter, in any script, with its notes.
const LONGEST: usize = 3 * 1024 * 1024;

/// Keeps it; an empty one is forgotten.
pub(super) async fn create(cx: Cx, Form(typing): Form<Typing>) -> Answer {
    let (viewer, Typing { place, typed }) = (cx.viewer, typing);
    cx.slow_down(PACE)?;
    if typed.len() > LONGEST {
        return Err(Problem::TooLarge);
    }
    let text = cx.away(move || PackedText::pack(typed.as_bytes())).await?;
    let keeping = cx.archive().write(move |tx| match text.length {
        0 => typings::forget(&viewer, tx, &place),
        _ => typings::keep(&viewer, tx, &place, &text),
    });
    keeping.await?;

    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Leads to what was saved, and tells the script that nothing of it need be kept any more.
pub(super) fn saved(address: &str, place: &str) -> Answer {
    let cookie = format!("saved={place}; Path=/; Max-Age=86400; SameSite=Lax");
    let cookie = HeaderValue::try_from(cookie).map_err(Problem::broken)?;
    Ok(crate::account::lead_with(address, [cookie]))
}
