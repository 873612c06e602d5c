//! A finished page before it is packed for the wire.
//!
//! A page is laid out around the chapters it shows: the layout is rendered fresh, a chapter's text is taken from the
//! archive as it is stored, compressed, and only joined in when the answer is packed (see [`crate::gzip`]). What is on it
//! for one member alone, their name and the secret of their forms, has a place of its own as well, so that the rest can be
//! the same for many. A handler answers with a sheet in the response's extensions; the front desk takes it from there.

use std::fmt::{self, Write as _};

use crate::visits::Shown;
use archive::{WorkId, works::PackedText};
use axum::{
    body::Body,
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// What a place in a rendered layout begins with. NUL cannot stand in anything the archive keeps or a template writes.
const SLOT: char = '\0';

/// A place in a rendered layout, written where a template says `{{ slot }}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The next stored text.
    Text,
    /// Something of one member's.
    Own(Own),
}

impl Slot {
    const fn sign(self) -> char {
        match self {
            Self::Text => 't',
            Self::Own(Own::Nav) => 'n',
            Self::Own(Own::Token) => 'k',
        }
    }

    const ALL: [Self; 3] = [Self::Text, Self::Own(Own::Nav), Self::Own(Own::Token)];
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char(SLOT)?;
        f.write_char(self.sign())
    }
}

/// What stands on a page for one member alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// The masthead's links, among them their name.
    Nav,
    /// The secret that their forms hold.
    Token,
}

/// Bytes of the secret that forms hold, whoever's it is: what is packed around it counts on that.
pub(crate) const TOKEN: usize = 64;

/// [`Own`], as it is for somebody; empty for guests, whose pages have no such places.
#[derive(Debug, Clone, Default)]
pub(crate) struct Belonging {
    pub(crate) nav: String,
    pub(crate) token: String,
}

impl Belonging {
    /// What goes into a place.
    pub(crate) fn of(&self, own: Own) -> &str {
        match own {
            Own::Nav => &self.nav,
            Own::Token => &self.token,
        }
    }
}

/// A piece of a page.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    /// Rendered now.
    Fresh(String),
    /// Stored or kept compressed.
    Packed(PackedText),
    /// The place of something of one member's.
    Own(Own),
}

impl Piece {
    /// Bytes that are handled when it is packed.
    pub(crate) const fn weight(&self, gzip: bool) -> u64 {
        match self {
            Self::Fresh(html) => html.len() as u64,
            Self::Packed(text) if gzip => text.deflate.len() as u64,
            Self::Packed(text) => text.length,
            Self::Own(_) => 0,
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
    pub(crate) belonging: Belonging,
    /// The work that the page shows, when it is, but for what is their own, the same for every member with the same
    /// settings who has no tie to this work.
    pub(crate) alike: Option<WorkId>,
    /// The work that the page is about.
    pub(crate) about: Option<WorkId>,
    /// The work whose text the page shows, if that is noted.
    pub(crate) shown: Option<Shown>,
}

impl Sheet {
    /// A layout with a [`Slot::Text`] for each of `texts`, in order.
    pub(crate) fn around(html: &str, texts: Vec<PackedText>, reach: Reach) -> Self {
        let mut pieces = Vec::with_capacity(texts.len() * 2 + 5);
        let mut texts = texts.into_iter();
        for part in html.split(SLOT) {
            let slot = Slot::ALL.into_iter().filter(|_| !pieces.is_empty()).find(|slot| part.starts_with(slot.sign()));
            match slot {
                Some(Slot::Text) => pieces.extend(texts.next().map(Piece::Packed)),
                Some(Slot::Own(own)) => pieces.push(Piece::Own(own)),
                None => {}
            }
            let fresh = slot.and_then(|slot| part.strip_prefix(slot.sign())).unwrap_or(part);
            pieces.push(Piece::Fresh(fresh.to_owned()));
        }
        Self {
            status: StatusCode::OK,
            pieces,
            reach,
            belonging: Belonging::default(),
            alike: None,
            about: None,
            shown: None,
        }
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
