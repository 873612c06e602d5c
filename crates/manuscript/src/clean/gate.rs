//! The gate: ammonia has the last word on whether a text is safe (SAN-1 to SAN-9, safety rules M2 and R7).
//!
//! The weaver's text is parsed by a real HTML tree builder and filtered by an allow-list. Only when that changes
//! nothing is the text canonical; then it is also certain that every browser builds the tree that was meant.

use std::borrow::Cow;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::Place;
use super::attributes::{EVERYWHERE, OF_ELEMENTS, is_fit};
use super::elements::{ELEMENTS, MEDIA};

/// Elements that go with all they hold, should the weaver ever let one through (SAN-5).
const WITH_CONTENTS: &[&str] = &[
    "math",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "script",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "xmp",
];

static BODY: LazyLock<Builder<'static>> = LazyLock::new(|| policy(Place::Body));
static NOTES: LazyLock<Builder<'static>> = LazyLock::new(|| policy(Place::Notes));
static SUMMARY: LazyLock<Builder<'static>> = LazyLock::new(|| policy(Place::Summary));

/// What ammonia leaves of a text.
pub(super) fn judge(html: &str, place: Place) -> String {
    let policy = match place {
        Place::Body => &BODY,
        Place::Notes => &NOTES,
        Place::Summary => &SUMMARY,
    };
    policy.clean(&with_short_texts(html)).to_string()
}

/// The longest text that ammonia gets in one piece.
///
/// Its serialiser looks through the whole rest of a text at every `&` and no-break space, so a long text would cost the
/// square of its length.
const LONGEST_TEXT: usize = 4096;

/// Cuts long texts with comments, which ammonia takes out again.
fn with_short_texts(html: &str) -> Cow<'_, str> {
    let is_short = html.split('<').all(|piece| piece.len() <= LONGEST_TEXT);
    if is_short {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + html.len() / 64);
    for piece in html.split_inclusive('>') {
        let (text, tag) = piece.rsplit_once('<').map_or((piece, ""), |(text, _)| piece.split_at(text.len()));
        let mut since = 0;
        for part in text.split_inclusive([';', ' ']) {
            since += part.len();
            if since > LONGEST_TEXT {
                out.push_str("<!---->");
                since = part.len();
            }
            out.push_str(part);
        }
        out.push_str(tag);
    }
    Cow::Owned(out)
}

/// Whether the verdict is the text itself but for HTML's way of spelling empty elements and no-break spaces.
pub(super) fn is_unchanged(xml: &str, verdict: &str) -> bool {
    xml.replace(" />", ">") == verdict.replace("&nbsp;", "\u{A0}")
}

fn policy(place: Place) -> Builder<'static> {
    let media = if place == Place::Body { MEDIA } else { &[] };
    let class = if place == Place::Summary { None } else { Some("class") };
    let of_elements = OF_ELEMENTS.iter().filter(|(name, _)| ELEMENTS.contains(name) || media.contains(name));
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.iter().chain(media).copied().collect())
        .clean_content_tags(WITH_CONTENTS.iter().copied().collect())
        .generic_attributes(EVERYWHERE.iter().copied().chain(class).collect())
        .tag_attributes(of_elements.map(|(name, attributes)| (*name, attributes.iter().copied().collect())).collect())
        .url_schemes(["ftp", "http", "https", "mailto"].into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("nofollow"))
        .attribute_filter(|element, name, value| is_fit(element, name, value).then_some(Cow::Borrowed(value)));
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(place: Place) -> Vec<&'static str> {
        let mut tags: Vec<_> = policy(place).clone_tags().into_iter().collect();
        tags.sort_unstable();
        tags
    }

    #[test]
    fn the_allowed_elements_are_exactly_these() {
        let text = "a abbr acronym address b big blockquote br caption center cite code col colgroup dd del details dfn \
                    div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q rp rt ruby s samp \
                    small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var";
        let expected: Vec<_> = text.split_whitespace().collect();
        assert_eq!(allowed(Place::Summary), expected);
        assert_eq!(allowed(Place::Notes), expected);
        let mut with_media =
            [expected, vec!["audio", "embed", "iframe", "object", "param", "source", "track", "video"]].concat();
        with_media.sort_unstable();
        assert_eq!(allowed(Place::Body), with_media);
    }

    #[test]
    fn elements_of_mutation_attacks_are_never_allowed() {
        for place in [Place::Body, Place::Notes, Place::Summary] {
            for tag in ["svg", "math", "style", "noscript", "textarea", "title", "xmp", "script", "template", "select"]
            {
                assert!(!allowed(place).contains(&tag), "{tag} in {place:?}");
            }
        }
    }

    #[test]
    fn a_long_text_is_cut_for_ammonia_and_comes_back_whole() {
        let text = format!("<p title=\"a\">{}</p><p>b</p>", "&amp;é\u{A0}".repeat(5000));
        let cut = with_short_texts(&text);
        assert!(cut.split(['<', '>']).all(|piece| piece.len() <= LONGEST_TEXT + 8));
        assert!(is_unchanged(&text, &judge(&text, Place::Body)));
        assert!(matches!(with_short_texts("<p>short</p>"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_text_that_ammonia_would_change_is_noticed() {
        for html in [
            "<p onclick=\"x\">a</p>",
            "<p>a<p>b</p></p>",
            "<svg>a</svg>",
            "<a href=\"javascript:x\" rel=\"nofollow\">a</a>",
        ] {
            assert!(!is_unchanged(html, &judge(html, Place::Body)), "{html}");
        }
        let fine = "<p>a<br />&amp;\u{A0}<img alt=\"\" src=\"https://x.example/\" /></p>";
        assert!(is_unchanged(fine, &judge(fine, Place::Body)));
    }
}
