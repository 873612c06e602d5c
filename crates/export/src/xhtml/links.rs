//! Links and media: an EPUB may point out of itself only by whole, well-formed addresses, and may show nothing remote.

use std::fmt::Write as _;

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;

use crate::xml::escape;

/// Where relative links lead: the host of the archive the text stands in, if there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Base(Option<String>);

impl Base {
    /// The base of a work's address: `https://host/works/7` gives `https://host`.
    pub(crate) fn of(address: Option<&str>) -> Self {
        let host = address.and_then(|address| {
            let (scheme, rest) = address.split_once("://")?;
            Some(format!("{scheme}://{}", rest.split('/').next()?))
        });
        Self(host)
    }

    /// The address a file may link to for what stands in an `href`; `None` when there is none.
    pub(crate) fn outward(&self, href: &str) -> Option<String> {
        outward(href, self)
    }

    /// The archive's page of a tag (TAG-6), where there is an archive.
    pub(crate) fn tag(&self, name: &str) -> Option<String> {
        let host = self.0.as_deref()?;
        Some(format!("{host}/tags/{}", tag_in_address(name)))
    }
}

/// A tag's name as it stands in an address (TAG-6), percent-encoded.
fn tag_in_address(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        match c {
            '/' => out.push_str("*s*"),
            '&' => out.push_str("*a*"),
            '.' => out.push_str("*d*"),
            '?' => out.push_str("*q*"),
            '#' => out.push_str("*h*"),
            c if c.is_ascii_alphanumeric() || "-_~!()*:@".contains(c) => out.push(c),
            c => percent(c, &mut out),
        }
    }
    out
}

fn percent(c: char, out: &mut String) {
    let mut bytes = [0; 4];
    for byte in c.encode_utf8(&mut bytes).bytes() {
        let _ = write!(out, "%{byte:02X}");
    }
}

/// The address an EPUB may link to, for what stands in an `href`; `None` when there is none.
pub(super) fn outward(href: &str, base: &Base) -> Option<String> {
    let href = href.trim();
    if let Some(address) = strip_scheme(href, "mailto:") {
        return address.contains('@').then(|| encoded(href));
    }
    let whole = match href.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None if href.starts_with('/') => format!("{}{href}", base.0.as_deref()?),
        None => href.to_owned(),
    };
    let rest = ["https://", "http://", "ftp://"].iter().find_map(|scheme| strip_scheme(&whole, scheme))?;
    let host = rest.split(['/', '?', '#']).next()?;
    is_host(host).then(|| encoded(&whole))
}

fn strip_scheme<'a>(address: &'a str, scheme: &str) -> Option<&'a str> {
    let (start, rest) = address.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// Letters, digits, dots and hyphens, with a port.
fn is_host(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let numeric = name.split('.').next_back().is_some_and(|last| last.chars().all(|c| c.is_ascii_digit()));
    let fits = if numeric { name.parse::<std::net::Ipv4Addr>().is_ok() } else { name.split('.').all(label) };
    fits && port.parse::<u16>().is_ok()
}

/// Percent-encodes what an address may not hold, without touching what is encoded already.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut fragment = false;
    for (at, c) in address.char_indices() {
        let coded = c == '%'
            && address.get(at + 1..at + 3).is_some_and(|hex| hex.chars().all(|digit| digit.is_ascii_hexdigit()));
        let again = c == '#' && fragment;
        fragment |= c == '#';
        if coded || (!again && (c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=".contains(c))) {
            out.push(c);
        } else {
            percent(c, &mut out);
        }
    }
    out
}

/// Whether an element shows something from elsewhere, which an EPUB may not.
pub(super) fn is_medium(name: &str) -> bool {
    matches!(name, "img" | "audio" | "video" | "iframe" | "object" | "embed")
}

/// The link that stands in place of a picture or a player; `original` is its whole markup. Inside a link, which can hold no
/// other, its words stand alone.
pub(super) fn instead_of(tag: &BytesStart<'_>, original: &str, base: &Base, in_link: bool) -> String {
    let value = |key: &str| {
        let attribute = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == key)?;
        Some(unescape(&attribute.value).ok()?.into_owned())
    };
    let words = ["alt", "title"].into_iter().find_map(|key| value(key).filter(|text| !text.trim().is_empty()));
    let kind = if tag.name().as_ref() == "img" { "Picture" } else { "Recording" };
    let shown = words.map_or_else(|| kind.to_owned(), |words| format!("{kind}: {words}"));
    if in_link {
        return format!(r#"<span class="fs-medium" data-was="{}">[{}]</span>"#, escape(original), escape(&shown));
    }
    let source = value("src").or_else(|| value("data")).or_else(|| first_source(original));
    let href = source.and_then(|source| outward(&source, base));
    let href = href.map_or_else(String::new, |href| format!(r#" href="{}""#, escape(&href)));
    format!(r#"<a class="fs-medium"{href} data-was="{}">[{}]</a>"#, escape(original), escape(&shown))
}

/// The first address inside a player's markup: a `src`, or the value of a `param`.
fn first_source(markup: &str) -> Option<String> {
    let values = [" src=\"", " value=\""].into_iter().flat_map(|key| markup.split(key).skip(1));
    let mut addresses = values.filter_map(|rest| Some(rest.split_once('"')?.0)).filter(|value| value.contains("//"));
    Some(unescape(addresses.next()?).ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_stand_in_addresses_as_fans_tools_expect() {
        let base = Base::of(Some("https://archive.example/works/7"));
        assert_eq!(base.tag("M/M").unwrap(), "https://archive.example/tags/M*s*M");
        assert_eq!(base.tag("Q&A No. 1?").unwrap(), "https://archive.example/tags/Q*a*A%20No*d*%201*q*");
        assert_eq!(Base::of(None).tag("x"), None);
    }

    #[test]
    fn only_whole_addresses_lead_out_of_a_book() {
        let base = Base::of(Some("https://archive.example/works/7"));
        for (href, expected) in [
            ("https://example.org/a b", Some("https://example.org/a%20b")),
            ("HTTP://example.org?x=1#y", Some("HTTP://example.org?x=1#y")),
            ("https://example.org/100%#a#b", Some("https://example.org/100%25#a%23b")),
            ("//example.org/é", Some("https://example.org/%C3%A9")),
            ("/works/8", Some("https://archive.example/works/8")),
            ("mailto:ana@example.org", Some("mailto:ana@example.org")),
            ("chapter2.html", None),
            ("#here", None),
            ("https://", None),
            ("https://exa mple/", None),
            ("https://1.2.3/", None),
            ("javascript:alert(1)", None),
            ("", None),
        ] {
            assert_eq!(outward(href, &base).as_deref(), expected, "{href}");
        }
    }
}
