//! The front desk: the outermost thing every request meets and every answer passes.
//!
//! A page that was given before and has not changed since is handed over from the shelf, packed, before anything else
//! happens (goal P1). Otherwise the site is asked, and a [`Sheet`] in its answer is packed, named, answered with 304 where
//! the visitor has it, and kept if others get the same.
//!
//! A guest's page is kept whole, and only guests' pages are ever `public`. Of a member's page is kept what is the same for
//! members who are told no more of its work than others, without what is their own: that has places in it, which are
//! filled for whoever asks. A page is kept under everything that may change it: address, in the one spelling that every
//! request is given first, language, settings, preferences, consent, encoding, and the archive's version at the time
//! *before* it was read.

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
    Cx, Messages, Problem, Sheet, Site,
    client::Peer,
    cookies::Cookies,
    freshness::Moment,
    gzip::{self, Effort},
    headers,
    kept::{Content, Kept, whole},
    parameters::canonical,
    routes::Router,
    sessions::{self, CookieNames, cookie_names},
    settings::Reader,
    sheet::{Piece, Reach},
    shelf::Shelf,
    visits::{Caller, Shown},
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

/// What of a request decides how its answer is packed and whether it can be kept.
pub(crate) struct Wish {
    /// Who asks, if it is a member.
    pub(crate) cx: Option<Cx>,
    pub(crate) head: bool,
    gzip: bool,
    if_none_match: Option<HeaderValue>,
    key: Option<String>,
}

/// Why it is not known who asks.
#[derive(Debug, Clone)]
pub(crate) struct Unknown(pub(crate) Problem);

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
        let cx = self.member(&mut request).await;
        let caller = Caller::of(&request, &self.site, cx.as_ref());
        let wish = Wish::of(&request, &self.site, cx);
        // Who cannot be handed a kept page does not wait for news of the archive.
        let moment = if wish.key.is_some() { self.site.moment().await } else { None };
        if let Some(kept) = wish.key.as_deref().and_then(|key| self.shelf.get(key))
            && moment.is_some_and(|now| self.site.is_still(kept.moment, now, kept.about))
            && let Some(response) = kept.answer(&wish)
        {
            self.note(kept.shown, caller.as_ref());
            return response;
        }
        let Ok(mut response) = self.router.clone().oneshot(request).await;
        headers::secure_at(response.headers_mut(), &self.site.settings().address);
        match response.extensions_mut().remove::<Sheet>() {
            Some(sheet) => {
                self.note(sheet.shown, caller.as_ref());
                self.pack(sheet, response, &wish, moment).await
            }
            None => response,
        }
    }

    /// Notes that a work was shown to somebody.
    fn note(&self, shown: Option<Shown>, caller: Option<&Caller>) {
        if let (Some(shown), Some(caller)) = (shown, caller) {
            self.site.visits().note(&self.site, shown, caller);
        }
    }

    /// Finds out who is behind a session's cookie, and lets the request say so.
    async fn member(&self, request: &mut Request) -> Option<Cx> {
        let session = Cookies::of(request.headers(), cookie_names(self.site.settings())).session?;
        let known = match sessions::member(&self.site, Some(session)).await {
            Ok(known) => known?,
            Err(problem) => {
                request.extensions_mut().insert(Unknown(problem));
                return None;
            }
        };
        let peer = request.extensions().get::<Peer>().copied();
        let cx = Cx::of(self.site.clone(), request.uri(), request.headers(), peer, Some(known));
        request.extensions_mut().insert(cx.clone());
        Some(cx)
    }

    async fn pack(&self, sheet: Sheet, response: Response, wish: &Wish, moment: Option<Moment>) -> Response {
        let (parts, _) = response.into_parts();
        let is_alone = parts.headers.contains_key(header::SET_COOKIE) || sheet.status != StatusCode::OK;
        let reach = if is_alone && sheet.reach == Reach::Guests { Reach::Visitor } else { sheet.reach };
        let headers = labelled(parts.headers, wish.gzip, reach);
        let alike = sheet.alike.filter(|work| wish.cx.as_ref().is_some_and(|cx| !cx.is_tied_to(*work)));
        let (status, about, shown) = (sheet.status, sheet.about, sheet.shown);
        let Packed { body, etag, pieces } = match self.packed(sheet, wish.gzip, reach).await {
            Ok(packed) => packed,
            Err(error) => {
                tracing::error!(%error, "a page cannot be packed");
                let mut nothing = empty(StatusCode::INTERNAL_SERVER_ERROR);
                headers::secure_at(nothing.headers_mut(), &self.site.settings().address);
                return nothing;
            }
        };
        let headers = with_tag(headers, etag.as_ref());
        let is_known = etag.as_ref().is_some_and(|etag| wish.has(etag)) && status == StatusCode::OK;
        let content = match (reach, etag, alike) {
            (Reach::Guests, Some(etag), _) => Some(Content::Whole(body.clone(), etag)),
            (Reach::Member, _, Some(work)) => Some(Content::Alike(work, pieces.into())),
            _ => None,
        };
        let place = wish.key.as_deref().zip(moment).filter(|_| !is_alone);
        if let (Some((key, moment)), Some(content)) = (place, content) {
            self.shelf.put(key, Kept { moment, about, headers: Arc::new(headers.clone()), content, shown });
        }
        if is_known { unchanged(headers) } else { whole(status, headers, body, wish.head) }
    }

    /// The bytes of a page. A large one is packed away from the threads that serve, in its turn among those who write files.
    async fn packed(&self, sheet: Sheet, gzip: bool, reach: Reach) -> archive::Result<Packed> {
        let is_large = sheet.pieces.iter().map(|piece| piece.weight(gzip)).sum::<u64>() > LARGE;
        if !is_large {
            return Packed::of(sheet, gzip, reach);
        }
        let seat = self.site.writers().acquire_owned().await;
        let packing = tokio::task::spawn_blocking(move || {
            let _seat = seat;
            Packed::of(sheet, gzip, reach)
        });
        packing.await.unwrap_or_else(|_| Err(archive::Error::broken("packing a page was cut off")))
    }
}

/// A page as it goes out, and the pieces it was joined of.
struct Packed {
    body: Bytes,
    /// Nothing for what no browser may keep.
    etag: Option<HeaderValue>,
    pieces: Vec<Piece>,
}

impl Packed {
    fn of(sheet: Sheet, gzip: bool, reach: Reach) -> archive::Result<Self> {
        let Sheet { pieces, belonging, .. } = sheet;
        let effort = if reach == Reach::Guests { Effort::Kept } else { Effort::Once };
        let pieces = if gzip { gzip::packed(pieces, effort)? } else { pieces };
        let body = if gzip { gzip::joined(&pieces, &belonging) } else { gzip::plain(&pieces, &belonging)? };
        let etag = (reach != Reach::Member).then(|| etag(&body));
        Ok(Self { body, etag, pieces })
    }
}

impl Wish {
    fn of(request: &Request, site: &Site, cx: Option<Cx>) -> Self {
        let headers = request.headers();
        let gzip = accepts(headers, "gzip");
        let head = request.method() == Method::HEAD;
        let readable = head || request.method() == Method::GET;
        let key = || match &cx {
            Some(cx) => members_key(request, &cx.kin().filter(|_| gzip)?),
            None => guests_key(request, gzip, site.messages(), cookie_names(site.settings())),
        };
        let key = readable.then(key).flatten();
        Self { cx, head, gzip, if_none_match: headers.get(header::IF_NONE_MATCH).cloned(), key }
    }

    /// Whether the visitor has what this tag names.
    pub(crate) fn has(&self, etag: &HeaderValue) -> bool {
        self.if_none_match.as_ref().is_some_and(|theirs| matches(theirs, etag))
    }
}

/// The key of a page for members of one kind; no guest's key begins so.
fn members_key(request: &Request, kin: &str) -> Option<String> {
    let address = request.uri().path_and_query()?.as_str();
    (address.len() <= LONGEST_KEY).then(|| format!("{kin} {address}"))
}

/// The key of a guest's page; nothing for anybody who may be more than a guest, or who asks for JSON.
fn guests_key(request: &Request, gzip: bool, messages: &Messages, names: CookieNames) -> Option<String> {
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

fn labelled(mut headers: HeaderMap, gzip: bool, reach: Reach) -> HeaderMap {
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if gzip {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(reach.keeping()));
    headers.insert(header::VARY, HeaderValue::from_static("accept, accept-encoding, accept-language, cookie"));
    headers
}

fn with_tag(mut headers: HeaderMap, etag: Option<&HeaderValue>) -> HeaderMap {
    if let Some(etag) = etag {
        headers.insert(header::ETAG, etag.clone());
    }
    headers
}

/// The answer to who has the page.
pub(crate) fn unchanged(headers: HeaderMap) -> Response {
    let mut response = empty(StatusCode::NOT_MODIFIED);
    *response.headers_mut() = headers;
    response.headers_mut().remove(header::CONTENT_LENGTH);
    response
}

pub(crate) fn empty(status: StatusCode) -> Response {
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
            guests_key(&request, true, &messages, cookie_names(&crate::SiteSettings::default())).unwrap()
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
