//! The front desk: the outermost thing every request meets and every answer passes.
//!
//! A guest's page that was given before and has not changed since is handed over from the shelf, packed and with its
//! `ETag`, before anything else happens (goal P1). Otherwise the site is asked, and a [`Sheet`] in its answer is packed,
//! named, answered with 304 where the visitor has it, and kept if every guest gets the same.
//!
//! Only guests' pages are ever kept or `public`; a page is kept under everything that may change it: address, in the one
//! spelling that every request is given first, language, reader's settings, consent, encoding, and the archive's version
//! at the time *before* it was read.

use std::{fmt::Write as _, sync::Arc};

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use sha2::{Digest, Sha256};
use tower::ServiceExt;

use crate::{
    Messages, Sheet, Site,
    cookies::Cookies,
    gzip::{self, Effort},
    headers,
    parameters::canonical,
    routes::Router,
    sessions::{CookieNames, cookie_names},
    settings::Reader,
    sheet::{Piece, Reach},
    shelf::{Shelf, Weighed},
};

/// Longer addresses are answered, but not kept.
const LONGEST_KEY: usize = 1_024;

/// Bytes of pieces that are packed at once, which takes 1.6 ms at most; all layout, and a text of 50,000 words.
const LARGE: u64 = 128 * 1024;

/// The site behind its front desk. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Front {
    site: Site,
    router: Router,
    shelf: Arc<Shelf<Kept>>,
}

/// An answer ready to go, and the archive's version it was made of.
#[derive(Debug, Clone)]
struct Kept {
    version: u64,
    etag: HeaderValue,
    headers: Arc<HeaderMap>,
    body: Bytes,
}

impl Weighed for Kept {
    /// The body, and about a kilobyte of headers and bookkeeping.
    fn bytes(&self) -> usize {
        self.body.len() + 1_024
    }
}

/// What of a request decides how its answer is packed and whether it can be kept.
struct Wish {
    head: bool,
    gzip: bool,
    if_none_match: Option<HeaderValue>,
    key: Option<String>,
}

impl Front {
    /// Puts a desk with a shelf of `bytes` before a router.
    pub(crate) fn new(site: Site, router: Router, bytes: usize) -> Self {
        Self { site, router, shelf: Arc::new(Shelf::new(bytes)) }
    }

    /// The site behind the desk.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Answers a request.
    pub async fn answer(&self, mut request: Request) -> Response {
        let reads = self.site.reads(request.method(), request.uri().path());
        *request.uri_mut() = canonical(request.uri(), reads);
        let wish = Wish::of(&request, &self.site);
        // Who cannot be handed a kept page does not wait for news of the archive.
        let version = if wish.key.is_some() { self.site.version().await } else { None };
        if let Some(kept) = wish.key.as_deref().and_then(|key| self.shelf.get(key))
            && Some(kept.version) == version
        {
            return kept.answer(&wish);
        }
        let Ok(mut response) = self.router.clone().oneshot(request).await;
        headers::secure_at(response.headers_mut(), &self.site.settings().address);
        match response.extensions_mut().remove::<Sheet>() {
            Some(sheet) => self.pack(sheet, response, &wish, version).await,
            None => response,
        }
    }

    async fn pack(&self, sheet: Sheet, response: Response, wish: &Wish, version: Option<u64>) -> Response {
        let kept = sheet.reach == Reach::Guests && wish.key.is_some();
        let effort = if kept { Effort::Kept } else { Effort::Once };
        let (body, etag) = match self.packed(sheet.pieces, wish.gzip, effort).await {
            Ok(packed) => packed,
            Err(error) => {
                tracing::error!(%error, "a page cannot be packed");
                let mut nothing = empty(StatusCode::INTERNAL_SERVER_ERROR);
                headers::secure_at(nothing.headers_mut(), &self.site.settings().address);
                return nothing;
            }
        };
        let (parts, _) = response.into_parts();
        let alone = parts.headers.contains_key(header::SET_COOKIE) || sheet.status != StatusCode::OK;
        let reach = if alone && sheet.reach == Reach::Guests { Reach::Visitor } else { sheet.reach };
        let headers = Arc::new(labelled(parts.headers, wish.gzip, reach, &etag, body.len()));
        let kept = Kept { version: version.unwrap_or_default(), etag, headers, body };
        if sheet.status != StatusCode::OK {
            return kept.whole(sheet.status, wish.head);
        }
        if let (Reach::Guests, Some(key), Some(_)) = (reach, &wish.key, version) {
            self.shelf.put(key, kept.clone());
        }
        kept.answer(wish)
    }

    /// The bytes of a page and their tag. A large page is packed away from the threads that serve, in its turn among those
    /// who write files.
    async fn packed(&self, pieces: Vec<Piece>, gzip: bool, effort: Effort) -> archive::Result<(Bytes, HeaderValue)> {
        let is_large = pieces.iter().map(|piece| piece.weight(gzip)).sum::<u64>() > LARGE;
        let pack = move || {
            let body = if gzip { gzip::gzip(&pieces, effort)? } else { gzip::plain(&pieces)? };
            let etag = etag(&body);
            Ok((body, etag))
        };
        if !is_large {
            return pack();
        }
        let seat = self.site.writers().acquire_owned().await;
        let packing = tokio::task::spawn_blocking(move || {
            let _seat = seat;
            pack()
        });
        packing.await.unwrap_or_else(|_| Err(archive::Error::broken("packing a page was cut off")))
    }
}

impl Kept {
    fn answer(&self, wish: &Wish) -> Response {
        if wish.if_none_match.as_ref().is_some_and(|theirs| matches(theirs, &self.etag)) {
            let mut response = empty(StatusCode::NOT_MODIFIED);
            *response.headers_mut() = HeaderMap::clone(&self.headers);
            response.headers_mut().remove(header::CONTENT_LENGTH);
            return response;
        }
        self.whole(StatusCode::OK, wish.head)
    }

    fn whole(&self, status: StatusCode, head: bool) -> Response {
        let body = if head { Body::empty() } else { Body::from(self.body.clone()) };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = HeaderMap::clone(&self.headers);
        response
    }
}

impl Wish {
    fn of(request: &Request, site: &Site) -> Self {
        let headers = request.headers();
        let gzip = accepts(headers, "gzip");
        let head = request.method() == Method::HEAD;
        let readable = head || request.method() == Method::GET;
        let key = readable.then(|| key(request, gzip, site.messages(), cookie_names(site.settings()))).flatten();
        Self { head, gzip, if_none_match: headers.get(header::IF_NONE_MATCH).cloned(), key }
    }
}

/// The key of a guest's page; nothing for anybody who may be more than a guest, or who asks for JSON.
fn key(request: &Request, gzip: bool, messages: &Messages, names: CookieNames) -> Option<String> {
    let headers = request.headers();
    let cookies = Cookies::of(headers, names);
    let address = request.uri().path_and_query()?.as_str();
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if cookies.session.is_some()
        || cookies.holds_keys
        || address.len() > LONGEST_KEY
        || text(header::ACCEPT).contains("json")
    {
        return None;
    }
    // One spelling for all headers and cookies that mean the same, so that nobody can fill the shelf with spellings.
    let language = messages.for_header(Some(text(header::ACCEPT_LANGUAGE))).tag();
    let reader = cookies.reader.map(|value| Reader::from_cookie(value).to_cookie()).unwrap_or_default();
    let consent = cookies.consent;
    Some(format!("{address} {reader} {consent} {gzip} {language}"))
}

/// Whether an `Accept-Encoding` takes a coding: named, and not with a weight of zero.
pub(crate) fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|item| {
        let (name, weight) = item.split_once(';').unwrap_or((item, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0_f32));
        name.trim().eq_ignore_ascii_case(coding) && !refused
    })
}

/// Whether an `If-None-Match` names this tag.
pub(crate) fn matches(theirs: &HeaderValue, ours: &HeaderValue) -> bool {
    let (Ok(theirs), Ok(ours)) = (theirs.to_str(), ours.to_str()) else { return false };
    theirs.split(',').map(|tag| tag.trim().trim_start_matches("W/")).any(|tag| tag == ours || tag == "*")
}

/// A strong tag of the very bytes that are sent.
pub(crate) fn etag(body: &[u8]) -> HeaderValue {
    HeaderValue::try_from(format!("\"{}\"", fingerprint(body, 12))).unwrap_or(HeaderValue::from_static("\"\""))
}

/// The first bytes of a content's SHA-256, in hex.
pub(crate) fn fingerprint(content: &[u8], bytes: usize) -> String {
    Sha256::digest(content).iter().take(bytes).fold(String::new(), |mut hex, byte| {
        // Writing into a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn labelled(mut headers: HeaderMap, gzip: bool, reach: Reach, etag: &HeaderValue, length: usize) -> HeaderMap {
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if gzip {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(reach.keeping()));
    headers.insert(header::VARY, HeaderValue::from_static("accept, accept-encoding, accept-language, cookie"));
    headers.insert(header::ETAG, etag.clone());
    // The router has counted the empty body that a sheet came with.
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers
}

fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_taken_as_the_client_weighs_them() {
        let cases = [
            ("gzip, deflate, br", true),
            ("br;q=1.0, GZIP;q=0.8", true),
            ("gzip;q=0", false),
            ("gzip;q=0.000", false),
            ("br", false),
            ("", false),
            ("xgzip", false),
        ];
        for (line, expected) in cases {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, line.parse().unwrap())]);
            assert_eq!(accepts(&headers, "gzip"), expected, "{line}");
        }
    }

    #[test]
    fn a_tag_is_recognised_in_a_list_weak_or_strong() {
        let ours = HeaderValue::from_static("\"abc\"");
        let cases = [("\"abc\"", true), ("W/\"abc\"", true), ("\"x\", \"abc\"", true), ("*", true), ("\"ab\"", false)];
        for (theirs, expected) in cases {
            assert_eq!(matches(&HeaderValue::from_static(theirs), &ours), expected, "{theirs}");
        }
    }

    #[test]
    fn what_means_the_same_is_kept_once() {
        let messages = Messages::english().unwrap();
        let key_with = |name: header::HeaderName, value: &str| {
            let request = Request::get("/works").header(name, value).body(Body::empty()).unwrap();
            key(&request, true, &messages, cookie_names(&crate::SiteSettings::default())).unwrap()
        };
        let same = [
            key_with(header::ACCEPT_LANGUAGE, "en-GB,en;q=0.5"),
            key_with(header::ACCEPT_LANGUAGE, "tlh"),
            key_with(header::COOKIE, "other=1"),
        ];
        assert!(same.iter().all(|key| *key == same[0]), "{same:?}");
        let (odd, odder) = (key_with(header::COOKIE, "reader=sepia.x"), key_with(header::COOKIE, "reader=sepia.y"));
        assert_eq!(odd, odder);
        assert_ne!(odd, same[0]);
    }
}
