//! A page that was packed before and is given again.

use std::sync::Arc;

use archive::WorkId;
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};

use crate::{
    freshness::Moment,
    front::{Wish, unchanged},
    gzip,
    page::belonging,
    sheet::Piece,
    shelf::Weighed,
    visits::Shown,
};

/// An answer ready to go, and the state of the archive it was made of.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) moment: Moment,
    /// The work that it is about: what is said there makes it old.
    pub(crate) about: Option<WorkId>,
    pub(crate) headers: Arc<HeaderMap>,
    pub(crate) content: Content,
    /// The work whose text it shows, if that is noted.
    pub(crate) shown: Option<Shown>,
}

/// What is kept of a page.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// All of it, under this tag.
    Whole(Bytes, HeaderValue),
    /// All that is the same for members who have no tie to this work, packed, with the places of what is their own.
    Alike(WorkId, Arc<[Piece]>),
}

impl Weighed for Kept {
    /// The body, and about a kilobyte of headers and bookkeeping.
    fn bytes(&self) -> usize {
        let body = match &self.content {
            Content::Whole(body, _) => body.len(),
            Content::Alike(_, pieces) => pieces.iter().map(|piece| piece.weight(true) as usize).sum(),
        };
        body + 1_024
    }
}

impl Kept {
    /// The page for whoever asks now; nothing when it was not made for the likes of them, or cannot be put together.
    pub(crate) fn answer(&self, wish: &Wish) -> Option<Response> {
        let body = match (&self.content, &wish.cx) {
            (Content::Whole(_, etag), None) if wish.has(etag) => {
                return Some(unchanged(HeaderMap::clone(&self.headers)));
            }
            (Content::Whole(body, _), None) => body.clone(),
            (Content::Alike(work, pieces), Some(cx)) if !cx.is_tied_to(*work) => {
                gzip::joined(pieces, &belonging(cx).ok()?)
            }
            _ => return None,
        };
        Some(whole(StatusCode::OK, HeaderMap::clone(&self.headers), body, wish.head))
    }
}

/// An answer with all of a page, or without the page for who asks for its head alone.
pub(crate) fn whole(status: StatusCode, mut headers: HeaderMap, body: Bytes, head: bool) -> Response {
    // The router has counted the empty body that a sheet came with.
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    let mut response = Response::new(if head { Body::empty() } else { Body::from(body) });
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
