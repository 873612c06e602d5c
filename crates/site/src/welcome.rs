//! What every request passes between the front desk and its handler: limits, a log line, its context, and the telling
//! of problems.
//!
//! The one place where a [`Problem`] becomes a page, because here it is known who asks and how they like pages.

use std::time::Duration;

use axum::{
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    http::{Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use http_body_util::Limited;
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};
use tracing::Instrument;

use crate::{Cx, Problem, Sheet, Site, client::Peer, front::Unknown, routes::Router};

/// A page that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Puts the layers around a router, outermost last.
pub(crate) fn around(router: Router<Site>, site: &Site) -> Router<Site> {
    router
        .fallback(nothing)
        .method_not_allowed_fallback(wrong_method)
        // What a route carries is the only limit: axum's own is smaller than a long chapter.
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(site.clone(), bounded))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::custom(|_| Problem::Panicked.into_response()))
        .layer(middleware::from_fn_with_state(site.clone(), welcome))
}

async fn nothing() -> Problem {
    Problem::NotFound
}

async fn wrong_method() -> Problem {
    Problem::WrongMethod
}

/// Refuses more than the route carries: at once when a request says how much it is, and otherwise when it turns out.
async fn bounded(State(site): State<Site>, request: Request, next: Next) -> Response {
    let is_guest = request.extensions().get::<Cx>().is_none_or(Cx::is_guest);
    let most = site.carries(request.method(), request.uri().path(), is_guest);
    let said = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if said.is_some_and(|length: usize| length > most) {
        return Problem::TooLarge.into_response();
    }
    let is_guest = request.extensions().get::<Cx>().is_none_or(Cx::is_guest);
    let _room = match site
        .rooms()
        .take(is_guest, if request.method() == Method::POST { said.unwrap_or(most) } else { 0 })
        .await
    {
        Ok(room) => room,
        Err(problem) => return problem.into_response(),
    };
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}

async fn welcome(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let trouble = request.extensions_mut().remove::<Unknown>();
    // The front desk knows a member when it sees one.
    let cx = request.extensions().get::<Cx>().cloned().unwrap_or_else(|| guest(site, &request));
    let path = cx.site().logged(request.method(), request.uri().path());
    let span = tracing::info_span!("request", method = %request.method(), path);
    request.extensions_mut().insert(cx.clone());
    async {
        // Who cannot be known is not taken for a guest: what they ask for may not be for guests.
        let response = match trouble {
            Some(Unknown(problem)) => problem.into_response(),
            None => next.run(request).await,
        };
        let answer = told(response, &cx);
        let status = answer.status();
        // What browsers tell by themselves, while somebody reads or writes, comes thousands of times.
        if status == StatusCode::NO_CONTENT {
            tracing::debug!(status = status.as_u16(), "answered");
        } else {
            tracing::info!(status = status.as_u16(), "answered");
        }
        answer
    }
    .instrument(span)
    .await
}

fn guest(site: Site, request: &Request) -> Cx {
    let peer = request.extensions().get::<Peer>().copied();
    Cx::of(site, request.uri(), request.headers(), peer, None)
}

/// The answer, with a problem told in full.
fn told(mut response: Response, cx: &Cx) -> Response {
    if response.extensions().get::<Sheet>().is_some() {
        return response;
    }
    let noted = response.extensions_mut().remove::<Problem>();
    if noted.is_none() && response.status() == StatusCode::SERVICE_UNAVAILABLE {
        tracing::warn!("a page took longer than anybody waits, and was given up");
    }
    match noted.or_else(|| Problem::of_status(response.status())) {
        Some(problem) => problem.answer(cx),
        None => response,
    }
}
