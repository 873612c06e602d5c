//! Keeping what is typed, for the script of the forms: `writing.js` sends a form's fields here every few seconds and asks
//! for them when a form is opened. Pages and forms do without.

use std::time::Duration;

use archive::{
    typings::{self, Typing},
    works::PackedText,
};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    Answer, Cx, Problem,
    form::{Fields, Form, FromFields},
    throttle::Rule,
};

/// What the script sends.
#[derive(Debug)]
pub(super) struct Sent {
    place: String,
    typed: String,
}

impl FromFields for Sent {
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

/// What was typed into a form of something new and not saved.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) place: String,
    pub(super) at: Timestamp,
    /// Its title, or its first words.
    pub(super) title: String,
}

/// All that was typed at the places that begin like this, the newest first.
pub(super) async fn kept(cx: &Cx, beginning: String) -> Result<Vec<Kept>, Problem> {
    let viewer = cx.viewer;
    let kept = cx.archive().read(move |tx| typings::under(&viewer, tx, &beginning)).await?;
    let row = |(place, kept): (String, Typing)| Kept { place, at: kept.at, title: called(&kept.text) };
    Ok(kept.into_iter().map(row).collect())
}

/// What a list calls a text that was typed: its title, or its first words.
fn called(typed: &str) -> String {
    let fields: Value = serde_json::from_str(typed).unwrap_or_default();
    let first = |name: &str| fields.get(name)?.get(0)?.as_str().filter(|text| !text.is_empty());
    let name = first("title").or_else(|| first("chapter_title")).or_else(|| first("body")).unwrap_or_default();
    name.chars().take(60).collect()
}

/// How often a person's script may send something: several forms, each every three seconds.
const PACE: Rule = Rule { what: "typing", most: 240, per: Duration::from_mins(1) };

/// Bytes of a form that are kept: the longest chapter, in any script, with its notes.
const LONGEST: usize = 3 * 1024 * 1024;

/// Keeps it; an empty one is forgotten.
pub(super) async fn create(cx: Cx, Form(sent): Form<Sent>) -> Answer {
    let (viewer, Sent { place, typed }) = (cx.viewer, sent);
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

/// Leads to what was saved, and tells the script of that person that nothing of it need be kept any more.
pub(super) fn saved(cx: &Cx, address: &str, place: &str) -> Answer {
    let writer = Slot::default().writer(cx);
    let cookie = format!("saved={writer}:{place}; Path=/; Max-Age=86400; SameSite=Lax");
    let cookie = HeaderValue::try_from(cookie).map_err(Problem::broken)?;
    Ok(crate::account::lead_with(address, [cookie]))
}

/// Where a form of something new keeps what is typed into it, so that two tabs do not share one place; and whose it is.
#[derive(Debug, Clone, Default)]
pub(super) struct Slot {
    key: String,
    writer: String,
}

impl Slot {
    /// One that no other form has.
    pub(super) fn new(cx: &Cx) -> Self {
        Self { key: cx.archive().chance().id().to_string(), ..Self::default() }
    }

    pub(super) fn read(fields: &Fields) -> Self {
        Self { key: plain(fields.line("slot")), writer: plain(fields.line("writer")) }
    }

    /// Empty for a form of something that is there, which has an address.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The place under `new`, or the form's address.
    pub(super) fn place(&self, new: &str, address: String) -> String {
        if self.key.is_empty() { address } else { format!("{new}{}", self.key) }
    }

    /// Who writes: the member, or who was it before they were logged out. Only their own browser goes by it.
    pub(super) fn writer(&self, cx: &Cx) -> String {
        cx.member().map_or_else(|| self.writer.clone(), |member| member.person.to_string())
    }
}

/// Nothing but digits goes into an address or a cookie.
fn plain(sent: String) -> String {
    let is_plain = sent.len() <= 20 && sent.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { sent } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forged_slot_is_none() {
        let place = |sent: &str| Slot::read(&Fields::of(sent.as_bytes())).place("/works/new/", "/works".to_owned());
        assert_eq!(place("slot=77"), "/works/new/77");
        for forged in ["", "slot=..%2F7", "slot=7%3B+x", "slot=777777777777777777777"] {
            assert_eq!(place(forged), "/works", "{forged}");
        }
    }

    #[test]
    fn a_text_is_called_by_its_title_or_its_first_words() {
        let long = "w".repeat(80);
        let cases = [
            ("{\"title\":[\"Rain\"],\"body\":[\"It\"]}", "Rain"),
            ("{\"title\":[\"\"],\"body\":[\"It rained.\"]}", "It rained."),
            ("{\"chapter_title\":[\"Snow\"]}", "Snow"),
            ("?", ""),
            (&format!("{{\"body\":[\"{long}\"]}}"), &"w".repeat(60)),
        ];
        for (typed, name) in cases {
            assert_eq!(called(typed), name, "{typed}");
        }
    }
}
