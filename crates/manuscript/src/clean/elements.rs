//! Which elements a text may hold (SAN-1, SAN-5) and how each of them behaves in the paragraph maker (PARA-2, PARA-3).

use super::Place;

/// Every element of SAN-1, sorted.
pub(super) const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "b",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
];

/// Embeds and media, only in the text of a chapter (HTML-2, SAN-8, SAN-9), sorted.
pub(super) const MEDIA: &[&str] = &["audio", "embed", "iframe", "object", "param", "source", "track", "video"];

/// How an element behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A block whose loose text is put into paragraphs.
    Flow,
    /// A block whose loose text stays as it is.
    Tight,
    /// A block that holds only text and inline elements.
    Phrasing,
    /// `p`.
    Paragraph,
    /// `ul`, `ol` and `dl`, which hold nothing but their items.
    List,
    /// A list's item.
    Item,
    /// `table`.
    Table,
    /// Anything that may stand only inside a table.
    TablePart,
    /// `audio`, `video` and `object`.
    Media,
    /// `source`, `track`, `param` and `embed`.
    MediaPart,
    /// `hr`.
    Rule,
    /// `br`.
    Break,
    /// `img` and `iframe`: stands in a line like a letter.
    Object,
    /// An inline element that browsers carry on into the next paragraph when it is not closed.
    Formatting,
    /// Any other inline element.
    Inline,
    /// An unknown element that stands on lines of its own; its children are kept.
    Layout,
    /// An unknown element that stands in a line; its children are kept.
    Unknown,
    /// An element without contents that shows no text.
    Invisible,
    /// An element that goes with its contents and is no raw text.
    Foreign,
}

/// How the element of this name behaves.
pub(super) fn kind(name: &str) -> Kind {
    match name {
        "div" | "blockquote" | "center" | "details" => Kind::Flow,
        "address" | "figure" | "figcaption" => Kind::Tight,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "summary" => Kind::Phrasing,
        "p" => Kind::Paragraph,
        "ul" | "ol" | "dl" => Kind::List,
        "li" | "dd" | "dt" => Kind::Item,
        "table" => Kind::Table,
        "caption" | "col" | "colgroup" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr" => Kind::TablePart,
        "audio" | "object" | "video" => Kind::Media,
        "embed" | "param" | "source" | "track" => Kind::MediaPart,
        "hr" => Kind::Rule,
        "br" => Kind::Break,
        "img" | "image" | "iframe" => Kind::Object,
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "s" | "small" | "strike" | "strong" | "tt" | "u" => {
            Kind::Formatting
        }
        _ => unusual(name),
    }
}

fn unusual(name: &str) -> Kind {
    match name {
        "article" | "aside" | "body" | "dir" | "fieldset" | "footer" | "form" | "header" | "hgroup" | "html"
        | "legend" | "listing" | "main" | "menu" | "nav" | "optgroup" | "option" | "search" | "section" => Kind::Layout,
        "area" | "base" | "basefont" | "bgsound" | "frame" | "input" | "keygen" | "link" | "meta" | "wbr" => {
            Kind::Invisible
        }
        "math" | "svg" => Kind::Foreign,
        _ if ELEMENTS.binary_search(&name).is_ok() => Kind::Inline,
        _ => Kind::Unknown,
    }
}

/// The element's own spelling in our lists, where it may stand in this place.
pub(super) fn allowed(name: &str, place: Place) -> Option<&'static str> {
    let among = |list: &[&'static str]| list.binary_search(&name).ok().and_then(|at| list.get(at).copied());
    among(ELEMENTS).or_else(|| among(MEDIA).filter(|_| place == Place::Body))
}

/// What a person would call an element that is not kept, and whether it is one of HTML at all.
pub(super) fn in_words(name: &str) -> (&'static str, bool) {
    match name {
        "font" | "basefont" => ("font", true),
        "html" | "body" | "head" => ("page frame", true),
        "article" | "aside" | "footer" | "header" | "hgroup" | "main" | "nav" | "search" | "section" => {
            ("layout element", true)
        }
        "button" | "fieldset" | "form" | "input" | "keygen" | "label" | "legend" | "optgroup" | "option" | "select"
        | "textarea" | "datalist" | "output" | "meter" | "progress" => ("form control", true),
        "audio" | "embed" | "iframe" | "object" | "param" | "source" | "track" | "video" => ("embed", true),
        "meta" | "link" | "base" | "bgsound" | "frame" | "frameset" => ("page setting", true),
        "wbr" | "nobr" | "bdi" | "bdo" | "blink" | "marquee" | "data" | "time" | "mark" | "dialog" | "picture"
        | "canvas" | "map" | "area" | "menu" | "dir" | "listing" | "rb" | "rtc" | "slot" | "template" | "hidden" => {
            ("unusual element", true)
        }
        _ if name.contains([':', '-']) => ("office element", true),
        _ => ("word in angle brackets", false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_so_that_they_can_be_searched() {
        assert!(ELEMENTS.is_sorted() && MEDIA.is_sorted());
    }

    #[test]
    fn media_stand_in_chapters_only() {
        assert_eq!(allowed("video", Place::Body), Some("video"));
        assert_eq!(allowed("video", Place::Notes), None);
        assert_eq!(allowed("tfoot", Place::Summary), Some("tfoot"));
    }
}
