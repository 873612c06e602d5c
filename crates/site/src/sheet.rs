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

impl Piece {
    /// Bytes that are handled when it is packed.
    pub(crate) const fn weight(&self, gzip: bool) -> u64 {
        match self {
            Self::Fresh(html) => html.len() as u64,
            Self::Packed(text) if gzip => text.deflate.len() as u64,
            Self::Packed(text) => text.length,
        }
    }
}

/// For whom a page was made, and so who may keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Every guest with the same settings gets this very page.
    Guests,
    /// This visitor, who is nobody in particular.
    Visitor,
    /// Somebody who is logged in: kept nowhere, not even by their browser (ASVS 14.2).
    Member,
}

impl Reach {
    /// What caches are told.
    pub(crate) const fn keeping(self) -> &'static str {
        match self {
            // Even a public page is asked about each time: what is hidden now must be gone everywhere now.
            Self::Guests => "public, no-cache",
            Self::Visitor => "private, no-cache",
            Self::Member => "private, no-store",
        }
    }
}

/// A rendered page with its stored texts in place.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub(crate) status: StatusCode,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) reach: Reach,
}

impl Sheet {
    /// A layout with a [`SLOT`] for each of `texts`, in order.
    pub(crate) fn around(html: &str, texts: Vec<PackedText>, reach: Reach) -> Self {
        let mut pieces = Vec::with_capacity(texts.len() * 2 + 1);
        let mut texts = texts.into_iter();
        for (place, fresh) in html.split(SLOT).enumerate() {
            if place > 0 {
                pieces.extend(texts.next().map(Piece::Packed));
            }
            pieces.push(Piece::Fresh(fresh.to_owned()));
        }
        Self { status: StatusCode::OK, pieces, reach }
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
