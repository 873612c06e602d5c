//! The headers that every answer carries, so that a text can do nothing in a browser but be read.
//!
//! No inline script or style anywhere (ASVS 3.4.3); images, media and the frames of known players may come from elsewhere
//! over TLS because authors embed them, and nothing else may. What stands in an `<object>` is not let in either: it is
//! for plug-ins, and a browser shows the link that the cleaner put into it. Referrers stay in the house, so that a link
//! out does not tell what was read; a page that says it wants none at all gets none.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: https:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; media-src https:; \
    frame-src https://4shared.com https://*.4shared.com https://archive.org https://audio.com https://*.bilibili.com \
    https://bilibili.com https://criticalcommons.org https://podfic.com https://*.soundcloud.com https://soundcloud.com \
    https://*.spotify.com https://spotify.com https://vidders.net https://viddertube.com https://*.vimeo.com \
    https://vimeo.com https://*.youtube-nocookie.com https://youtube-nocookie.com https://*.youtube.com https://youtube.com";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), browsing-topics=()"),
];

/// What is asked of caches, crawlers and browsers where an answer is for some people only.
const FOR_SOME: [(HeaderName, &str); 3] = [
    (header::CACHE_CONTROL, "private, no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

/// Says [`FOR_SOME`], whatever was said before.
pub(crate) fn for_some(headers: &mut HeaderMap) {
    for (name, value) in FOR_SOME {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Asks browsers to come by TLS only, for a year (ASVS 3.4.1). Other names of the host are not ours to speak for.
const TLS_ONLY: &str = "max-age=31536000";

/// [`secure`], and asks for TLS where visitors come by it.
pub(crate) fn secure_at(headers: &mut HeaderMap, address: &str) {
    secure(headers);
    if address.starts_with("https://") {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TLS_ONLY));
    }
}

/// Adds the headers; what is said already is said anew, but no referrer is no referrer. An answer that says nothing of keeping is kept by nobody.
fn secure(headers: &mut HeaderMap) {
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let no_referrer = headers.get(header::REFERRER_POLICY).filter(|policy| *policy == "no-referrer").cloned();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(policy) = no_referrer {
        headers.insert(header::REFERRER_POLICY, policy);
    }
}
