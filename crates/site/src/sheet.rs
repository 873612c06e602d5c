//! A finished page before it is packed for the wire.
//!
//! A page is laid out around the chapters it shows: the layout is rendered fresh, a chapter's text is taken from the
//! archive as it is stored, compressed, and only joined in when the answer is packed (see [`crate::gzip`]). A handler
//! answers with a sheet in the response's extensions; the front desk takes it from there.

use archive::works::PackedText;
use axum::{
    body::Body,
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// Where a stored text goes in a rendered layout. NUL cannot stand in anything the archive keeps or a template writes.
pub(crate) const SLOT: char = '\0';

/// A piece of a page.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    /// Rendered now.
    Fresh(String),
    /// Stored compressed.
    Packed(PackedText),
}

/// A rendered page with its stored texts in place.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub(crate) status: StatusCode,
    pub(crate) pieces: Vec<Piece>,
    /// Whether every guest with the same settings gets this very page, so that it may be kept.
    pub(crate) for_all_guests: bool,
}

impl Sheet {
    /// A page without stored texts.
    pub fn plain(status: StatusCode, html: String) -> Self {
        Self { status, pieces: vec![Piece::Fresh(html)], for_all_guests: false }
    }

    /// A layout with a [`SLOT`] for each of `texts`, in order.
    pub(crate) fn around(html: &str, texts: Vec<PackedText>) -> Self {
        let mut pieces = Vec::with_capacity(texts.len() * 2 + 1);
        let mut texts = texts.into_iter();
        for (place, fresh) in html.split(SLOT).enumerate() {
            if place > 0 {
                pieces.extend(texts.next().map(Piece::Packed));
            }
            pieces.push(Piece::Fresh(fresh.to_owned()));
        }
        Self { status: StatusCode::OK, pieces, for_all_guests: false }
    }
}

impl IntoResponse for Sheet {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        response.extensions_mut().insert(self);
        response
    }
}
