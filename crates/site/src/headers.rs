//! The headers that every answer carries, so that a text can do nothing in a browser but be read.
//!
//! No inline script or style anywhere (ASVS 3.4.3); images, media and the frames of known players may come from elsewhere
//! over TLS because authors embed them, and nothing else may. What stands in an `<object>` is not let in either: it is
//! for plug-ins, and a browser shows the link that the cleaner put into it. Referrers stay in the house, so that a link
//! out does not tell what was read.

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

/// Adds the headers; what is said already is said anew. An answer that says nothing of keeping is kept by nobody.
pub(crate) fn secure(headers: &mut HeaderMap) {
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
