//! Which element may stand where, as far as the cleaner leaves it open.
//!
//! The cleaner nests properly: inline elements never span blocks, lists hold items and tables their parts. What is left are
//! blocks inside phrasing (a heading in a `<summary>`), misplaced captions, half a glossary, and ruby in any order.

use quick_xml::Reader;
use quick_xml::events::Event;

/// What an element may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Model {
    /// Blocks and text.
    Flow,
    /// Blocks and text, but no headings.
    Headless,
    /// Text and inline elements.
    Phrasing,
    /// Its own parts, which the cleaner has put in order.
    Parts,
    /// Terms and explanations; the last part that was seen.
    Terms(Term),
    /// A `<details>` that has not begun: its summary comes first.
    Details,
    /// A `<figure>` that has not begun: its caption comes first or last.
    Figure,
    /// Text with readings above it.
    Ruby,
}

/// Where in a `<dl>` we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    /// Nothing yet.
    Nothing,
    /// A term that wants its explanation.
    Asked,
    /// An explanation.
    Explained,
}

/// The name of the element that takes the place of `name` in `parent`; the same name where it may stand.
pub(super) fn place(name: &str, parent: Model, rest: &str) -> &'static str {
    let inline = parent == Model::Phrasing || parent == Model::Ruby;
    match name {
        "rt" | "rp" if parent != Model::Ruby => "span",
        "ruby" if !is_sound_ruby(rest) => "span",
        "li" | "dt" | "dd" | "caption" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "colgroup"
            if !matches!(parent, Model::Parts | Model::Terms(_)) =>
        {
            if inline {
                "span"
            } else {
                "div"
            }
        }
        "summary" if parent != Model::Details => "div",
        "figcaption" if parent != Model::Figure && !closes_figure(rest) => "div",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if parent == Model::Headless => "div",
        _ if inline && !is_phrasing(name) => "span",
        _ => own(name),
    }
}

/// The modern name of an element: its own, apart from five that HTML has given up.
fn own(name: &str) -> &'static str {
    match name {
        "center" => "div",
        "big" | "tt" | "font" => "span",
        "strike" => "s",
        "acronym" => "abbr",
        _ => "",
    }
}

/// What an element of this name may hold.
pub(super) fn children(name: &str, parent: Model) -> Model {
    match name {
        "a" | "ins" | "del" if matches!(parent, Model::Details | Model::Figure) => Model::Flow,
        "a" | "ins" | "del" => parent,
        "ul" | "ol" | "table" | "thead" | "tbody" | "tfoot" | "tr" | "colgroup" => Model::Parts,
        "dl" => Model::Terms(Term::Nothing),
        "details" => Model::Details,
        "figure" => Model::Figure,
        "ruby" => Model::Ruby,
        "th" | "dt" | "address" => Model::Headless,
        "div" | "center" | "blockquote" | "li" | "dd" | "td" | "caption" | "figcaption"
            if parent != Model::Phrasing =>
        {
            if parent == Model::Headless {
                Model::Headless
            } else {
                Model::Flow
            }
        }
        _ => Model::Phrasing,
    }
}

fn is_phrasing(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "big"
            | "br"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "tt"
            | "u"
            | "var"
    )
}

/// Whether the caption that begins before `rest` is the last thing in its figure.
fn closes_figure(rest: &str) -> bool {
    rest.split_once("</figcaption>").is_some_and(|(_, after)| after.trim_start().starts_with("</figure>"))
}

/// Whether every reading follows its base text: `(base (rt | rp rt rp))+`.
fn is_sound_ruby(rest: &str) -> bool {
    let Some((inside, _)) = rest.split_once("</ruby>") else { return false };
    let mut reader = Reader::from_str(inside);
    let mut order = String::new();
    let mut depth = 0_u32;
    while let Ok(event) = reader.read_event() {
        let at_top = depth == 0;
        let letter = match event {
            Event::Eof => break,
            Event::Start(tag) => {
                depth += 1;
                kind(tag.name().as_ref())
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                continue;
            }
            Event::Text(text) if text.chars().all(char::is_whitespace) => continue,
            _ => 'b',
        };
        if at_top && !(letter == 'b' && order.ends_with('b')) {
            order.push(letter);
        }
    }
    !order.is_empty() && order.replace("prp", "r").replace("br", "").is_empty()
}

fn kind(name: &str) -> char {
    match name {
        "rt" => 'r',
        "rp" => 'p',
        _ => 'b',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ruby_is_sound_when_every_reading_has_its_base() {
        for (inside, sound) in [
            ("漢<rt>kan</rt></ruby>", true),
            ("漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby>", true),
            ("<b>漢</b>x<rt>kan</rt></ruby>", true),
            ("<rt>kan</rt></ruby>", false),
            ("漢<rp>(</rp></ruby>", false),
            ("漢<rt>kan</rt>字</ruby>", false),
            ("</ruby>", false),
        ] {
            assert_eq!(is_sound_ruby(inside), sound, "{inside}");
        }
    }

    #[test]
    fn a_caption_stands_first_or_last_in_its_figure() {
        assert_eq!(place("figcaption", Model::Figure, "x</figcaption><p>y</p></figure>"), "");
        assert_eq!(place("figcaption", Model::Flow, "x</figcaption> </figure>"), "");
        assert_eq!(place("figcaption", Model::Flow, "x</figcaption><p>y</p></figure>"), "div");
    }
}
