//! The small things a browser carries for us: session, that it logged in before or is halfway in, reader's settings, consent to adult
//! content, keys of secret links.

use archive::{Secret, WorkId};
use axum::http::{HeaderMap, HeaderValue, header};

use crate::{sessions::CookieNames, settings::reader};

/// What the name of the cookie that holds the key of a work's secret link begins with; the work's number follows.
const KEY: &str = "key-";

/// A season: as long as a link is likely to be read again.
const KEY_AGE: u32 = 90 * 86_400;

/// The cookie that remembers consent to adult content (POST-21).
pub const CONSENT: &str = "adult";

/// A year, as browsers cap longer lives anyway.
const MAX_AGE: u32 = 31_536_000;

/// Our cookies of one request; others are not looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cookies<'a> {
    /// The session's token.
    pub session: Option<&'a str>,
    /// What the browser is known by since it logged in before.
    pub device: Option<&'a str>,
    /// The secret of somebody who has said their password and has yet to show their second factor.
    pub halfway: Option<&'a str>,
    /// The reader's settings as the cookie spells them.
    pub reader: Option<&'a str>,
    /// Whether the visitor has agreed to see adult content.
    pub consent: bool,
    /// Whether the visitor holds the key of any work.
    pub holds_keys: bool,
}

impl<'a> Cookies<'a> {
    /// Reads every `Cookie` header, with the names that are in use on this site. The first of a name counts.
    pub(crate) fn of(headers: &'a HeaderMap, names: CookieNames) -> Self {
        let mut cookies = Self::default();
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        for (name, value) in lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('=')) {
            match name {
                name if name == names.session => cookies.session = cookies.session.or(Some(value)),
                name if name == names.device => cookies.device = cookies.device.or(Some(value)),
                name if name == names.halfway => cookies.halfway = cookies.halfway.or(Some(value)),
                reader::COOKIE => cookies.reader = cookies.reader.or(Some(value)),
                CONSENT => cookies.consent |= value == "yes",
                name if name.starts_with(KEY) => cookies.holds_keys = true,
                _ => {}
            }
        }
        cookies
    }
}

/// The keys that a request's cookies hold.
pub(crate) fn keys(headers: &HeaderMap) -> Vec<(WorkId, Secret)> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let key = |(name, value): (&str, &str)| Some((name.strip_prefix(KEY)?.parse().ok()?, Secret::shown(value)));
    pairs.filter_map(key).collect()
}

/// A `Set-Cookie` that holds the key of a work, so that it stands in no further address.
pub(crate) fn key(work: WorkId, secret: &Secret, is_plain_http: bool) -> Option<HeaderValue> {
    let secure = if is_plain_http { "" } else { "; Secure" };
    let value = secret.text();
    HeaderValue::try_from(format!("{KEY}{work}={value}; Path=/; Max-Age={KEY_AGE}; HttpOnly; SameSite=Lax{secure}"))
        .ok()
}

/// A `Set-Cookie` of a preference. `value` is one of our own words, so it needs no escaping.
pub fn preference(name: &str, value: &str) -> Option<HeaderValue> {
    HeaderValue::try_from(format!("{name}={value}; Path=/; Max-Age={MAX_AGE}; SameSite=Lax; HttpOnly")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: CookieNames =
        CookieNames { session: "__Host-session", device: "__Host-device", halfway: "__Host-halfway" };

    #[test]
    fn our_cookies_are_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=b; reader=sepia; __Host-session=ana; __Host-device=x".parse().unwrap());
        headers.append(header::COOKIE, "adult=yes; reader=paper".parse().unwrap());

        let cookies = Cookies::of(&headers, NAMES);

        let (session, device, reader) = (Some("ana"), Some("x"), Some("sepia"));
        let expected = Cookies { session, device, reader, consent: true, ..Cookies::default() };
        assert_eq!(cookies, expected);
    }

    #[test]
    fn a_key_opens_the_work_in_its_name() {
        let set = key(WorkId::new(7), &Secret::shown("cap"), false).unwrap();
        assert_eq!(set, "key-7=cap; Path=/; Max-Age=7776000; HttpOnly; SameSite=Lax; Secure");
        let line = "key-7=cap; key-x=bells; key-8=bells".parse().unwrap();
        let headers = HeaderMap::from_iter([(header::COOKIE, line)]);
        let held = [(WorkId::new(7), Secret::shown("cap")), (WorkId::new(8), Secret::shown("bells"))];
        assert_eq!(keys(&headers), held);
        assert!(Cookies::of(&headers, NAMES).holds_keys);
    }

    #[test]
    fn only_a_plain_yes_is_consent() {
        for (line, consent) in [("adult=yes", true), ("adult=no", false), ("adult", false), ("adulty=yes", false)] {
            let headers = HeaderMap::from_iter([(header::COOKIE, line.parse().unwrap())]);
            assert_eq!(Cookies::of(&headers, NAMES).consent, consent, "{line}");
        }
    }
}
