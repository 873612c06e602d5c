//! What went wrong, told to a visitor: a plain sentence, whether anything was lost, what to do, a number to name.
//!
//! The only failure a handler can answer with. What is behind it (a driver's text, a path, a name) never reaches a
//! visitor: it is logged once, here, under the same incident number. A draft, a hidden work and none at all give the
//! same [`Problem::NotFound`], byte for byte, so a problem carries nothing of what was asked for.

use std::sync::Arc;

use archive::{FieldError, Slip, What, Why};

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{Cx, Sheet, account, address, page::ProblemPage};

/// Why there is no page to show.
#[derive(Debug, Clone)]
pub enum Problem {
    /// Nothing is here, or nothing this viewer may know of.
    NotFound,
    /// It is for people with an account.
    LogIn,
    /// A page that only people with an account have, whatever is on it.
    Members,
    /// Known, but not for this viewer.
    Forbidden,
    /// The terms have changed, and are to be agreed to first.
    Agree,
    /// A form that is not ours, or of a session that is over.
    Forged,
    /// Known, and in reach, but this account is suspended or banned.
    Sanctioned,
    /// One proposes, another agrees, and the first one asks.
    TakesTwo,
    /// A letter must be sent before.
    LetterWaits,
    /// They are new, and have reached as many others as they can for now.
    ReachesMany,
    /// The archive takes no new accounts.
    Closed,
    /// Asked in a way that makes no sense here.
    Invalid,
    /// The address knows other verbs.
    WrongMethod,
    /// More was sent than is accepted.
    TooLarge,
    /// This visitor has tried too often; so many seconds from now they may again.
    TooOften {
        /// How long to wait.
        seconds: u64,
    },
    /// Too much is going on; nothing was changed.
    Busy,
    /// A defect, or something underneath us is broken.
    Broken(Arc<dyn std::error::Error + Send + Sync>),
    /// A defect that was caught on its way out; what is known of it has been logged.
    Panicked,
}

impl Problem {
    /// Something underneath us is broken.
    pub fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Broken(Arc::from(error.into()))
    }

    /// The problem of a bare status that a library answered with.
    pub(crate) fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::NOT_FOUND => Some(Self::NotFound),
            StatusCode::METHOD_NOT_ALLOWED => Some(Self::WrongMethod),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Self::TooLarge),
            StatusCode::TOO_MANY_REQUESTS => Some(Self::TooOften { seconds: 60 }),
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => Some(Self::Busy),
            StatusCode::INTERNAL_SERVER_ERROR => Some(Self::Panicked),
            status if status.is_client_error() => Some(Self::Invalid),
            _ => None,
        }
    }

    /// The status it answers with.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::LogIn | Self::Members => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::Agree | Self::Forged | Self::Closed | Self::Sanctioned | Self::TakesTwo => {
                StatusCode::FORBIDDEN
            }
            Self::LetterWaits => StatusCode::CONFLICT,
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooOften { .. } | Self::ReachesMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) | Self::Panicked => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The names of its three messages: what happened, what it means, what to do.
    pub(crate) const fn messages(&self) -> [&'static str; 3] {
        match self {
            Self::NotFound => [message!("not-found-title"), message!("not-found-what"), message!("not-found-do")],
            Self::LogIn => [message!("log-in-title"), message!("log-in-what"), message!("log-in-do")],
            Self::Members => [message!("log-in-title"), message!("members-what"), message!("log-in-do")],
            Self::Forbidden => [message!("forbidden-title"), message!("forbidden-what"), message!("forbidden-do")],
            Self::Agree => [message!("agree-title"), message!("agree-what"), message!("agree-do")],
            Self::Forged => [message!("forged-title"), message!("forged-what"), message!("forged-do")],
            Self::Sanctioned => [message!("sanctioned-title"), message!("sanctioned-what"), message!("sanctioned-do")],
            Self::TakesTwo => [message!("takes-two-title"), message!("takes-two-what"), message!("takes-two-do")],
            Self::LetterWaits => {
                [message!("letter-waits-title"), message!("letter-waits-what"), message!("letter-waits-do")]
            }
            Self::ReachesMany => {
                [message!("reaches-many-title"), message!("reaches-many-what"), message!("reaches-many-do")]
            }
            Self::Closed => [message!("closed-title"), message!("closed-what"), message!("closed-do")],
            Self::Invalid | Self::WrongMethod => {
                [message!("invalid-title"), message!("invalid-what"), message!("invalid-do")]
            }
            Self::TooLarge => [message!("too-large-title"), message!("too-large-what"), message!("too-large-do")],
            Self::TooOften { .. } => {
                [message!("too-often-title"), message!("too-often-what"), message!("too-often-do")]
            }
            Self::Busy => [message!("busy-title"), message!("busy-what"), message!("busy-do")],
            Self::Broken(_) | Self::Panicked => {
                [message!("broken-title"), message!("broken-what"), message!("broken-do")]
            }
        }
    }

    /// Where the visitor can do something about it, and the name of that button's message.
    fn way_on(&self, cx: &Cx) -> Option<(String, String)> {
        let (path, name) = match self {
            Self::LogIn | Self::Members => ("/users/login", message!("log-in")),
            Self::Agree => (account::AGREEMENT, message!("agreement-title")),
            _ => return None,
        };
        let back = address::segment(&cx.address());
        Some((format!("{path}?return_to={back}"), cx.say.text(name)))
    }

    /// The answer, as a page or as JSON (RFC 9457), whichever the visitor asked for.
    pub(crate) fn answer(&self, cx: &Cx) -> Response {
        let incident = self.incident(cx);
        let [title, what, what_to_do] = self.messages().map(|name| cx.say.text(name));
        let mut response = if cx.wants_json {
            let told = Told { kind: "about:blank", title, status: self.status().as_u16(), detail: what, incident };
            json(&told)
        } else {
            let (incident, way_on) = (incident.as_deref(), self.way_on(cx));
            ProblemPage { cx, title: &title, what: &what, what_to_do: &what_to_do, incident, way_on }.answer()
        };
        *response.status_mut() = self.status();
        if let Some(sheet) = response.extensions_mut().get_mut::<Sheet>() {
            sheet.status = self.status();
        }
        if let Some(seconds) = self.retry_after() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    /// After how many seconds it makes sense to try again.
    pub(crate) const fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooOften { seconds } => Some(*seconds),
            Self::Busy => Some(5),
            _ => None,
        }
    }

    /// Logs what is behind a problem of ours and gives it a number. A visitor's own slip has none; nor has a full queue,
    /// which is no defect, and of which a flood would fill the log.
    pub(crate) fn incident(&self, cx: &Cx) -> Option<String> {
        if !self.status().is_server_error() || matches!(self, Self::Busy) {
            return None;
        }
        let incident = cx.next_incident();
        match self {
            Self::Broken(error) => tracing::error!(incident, error = %chain(error.as_ref()), "a page is broken"),
            other => tracing::error!(incident, problem = ?other, "a page could not be given"),
        }
        Some(incident)
    }
}

/// A problem as RFC 9457 spells it.
#[derive(Debug, Serialize)]
struct Told {
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    incident: Option<String>,
}

fn json(told: &Told) -> Response {
    let body = serde_json::to_string(told).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    let problem_json = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, problem_json);
    response
}

/// Whether a button would reach more others than are left to whoever is new.
const fn is_of_reach(error: &FieldError) -> bool {
    matches!(error.slip, Slip::ReachesMany { .. })
}

/// An error with everything behind it, for the log.
fn chain(error: &dyn std::error::Error) -> String {
    let behind = std::iter::successors(error.source(), |error| error.source());
    behind.fold(error.to_string(), |told, next| format!("{told}: {next}"))
}

impl From<archive::Error> for Problem {
    fn from(error: archive::Error) -> Self {
        match error {
            archive::Error::NotFound => Self::NotFound,
            archive::Error::LogIn => Self::LogIn,
            archive::Error::Forbidden(Why::Sanctioned) => Self::Sanctioned,
            archive::Error::Forbidden(Why::TakesTwo) => Self::TakesTwo,
            archive::Error::Forbidden(Why::NotOpen) => Self::Closed,
            archive::Error::Forbidden(_) => Self::Forbidden,
            archive::Error::Conflict(What::LetterWaits) => Self::LetterWaits,
            archive::Error::Invalid(errors) if errors.iter().any(is_of_reach) => Self::ReachesMany,
            archive::Error::Invalid(_) | archive::Error::Conflict(_) => Self::Invalid,
            archive::Error::Busy => Self::Busy,
            broken @ archive::Error::Broken(_) => Self::broken(broken),
        }
    }
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Self {
        Self::broken(error)
    }
}

impl IntoResponse for Problem {
    /// Only notes the problem; the page is made where the visitor is known, in `welcome`.
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, Uri};
    use testkit::TestArchive;

    use super::*;
    use crate::{Site, SiteSettings, gzip};

    fn cx(ground: &TestArchive, accept: &'static str) -> Cx {
        let site = Site::with(ground.archive.clone(), SiteSettings::default(), Vec::new()).unwrap();
        let headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]);
        Cx::of(site, &Uri::from_static("/works/7"), &headers, None, None)
    }

    #[test]
    fn what_is_broken_inside_is_told_by_a_number_only() {
        let ground = TestArchive::new();
        let problem = Problem::broken("table works is gone at /var/lib");
        for (accept, numbers) in [("text/html", "-0."), ("application/json", "-0\"")] {
            let answer = problem.answer(&cx(&ground, accept));
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
            let told = match answer.extensions().get::<Sheet>() {
                Some(sheet) => gzip::plain(&sheet.pieces, &sheet.belonging).unwrap().to_vec(),
                None => body_of(answer),
            };
            let told = String::from_utf8(told).unwrap();
            assert!(told.contains(numbers), "an incident number: {told}");
            assert!(!told.contains("table") && !told.contains("/var"), "{told}");
        }
    }

    #[test]
    fn a_full_queue_is_no_incident() {
        let ground = TestArchive::new();
        let cx = cx(&ground, "text/html");
        assert_eq!(Problem::Busy.answer(&cx).status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(cx.next_incident().ends_with("-0"), "none was counted");
    }

    fn body_of(answer: Response) -> Vec<u8> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(axum::body::to_bytes(answer.into_body(), 10_000)).unwrap().to_vec()
    }

    #[test]
    fn every_status_of_a_library_becomes_a_sentence_with_the_same_status() {
        for status in [404, 405, 413, 422, 503, 500] {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(Problem::of_status(status).map(|problem| problem.status()), Some(status));
        }
        assert!(Problem::of_status(StatusCode::OK).is_none());
        assert!(Problem::of_status(StatusCode::SEE_OTHER).is_none());
    }
}
