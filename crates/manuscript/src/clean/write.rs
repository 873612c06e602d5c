//! The canonical spelling: well-formed XML and HTML at once, one way of writing each thing.

use super::repair::is_allowed;

/// Appends text with the characters escaped that need it; what XML forbids is left out.
pub(super) fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| matches!(c, '&' | '<' | '>' | '"') || !is_allowed(c)) {
        let (plain, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut characters = special.chars();
        match characters.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push('"'),
            _ => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}

/// Appends a start tag; attributes are as [`attribute`] makes them.
pub(super) fn start(out: &mut String, name: &str, attributes: &str) {
    out.extend(["<", name, attributes, ">"]);
}

/// Appends an end tag.
pub(super) fn end(out: &mut String, name: &str) {
    out.extend(["</", name, ">"]);
}

/// Appends the tag of an element that holds nothing.
pub(super) fn empty(out: &mut String, name: &str, attributes: &str) {
    out.extend(["<", name, attributes, " />"]);
}

/// ` name="value"`, escaped.
pub(super) fn attribute(name: &str, value: &str) -> String {
    let mut out = format!(" {name}=\"");
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// An attribute's value without what XML would change or forbid: runs of white space become one space.
pub(super) fn one_line(value: &str) -> String {
    let visible: String = value.chars().filter(|&c| is_allowed(c)).collect();
    visible.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_four_characters_are_escaped_and_quotes_only_in_attributes() {
        let mut text = String::new();
        push_text(&mut text, "<a & \"b\"> 'c' \u{A0}é");
        assert_eq!(text, "&lt;a &amp; \"b\"&gt; 'c' \u{A0}é");
        assert_eq!(attribute("title", "<a & \"b\">"), " title=\"&lt;a &amp; &quot;b&quot;&gt;\"");
    }

    #[test]
    fn an_attribute_has_one_line() {
        assert_eq!(one_line("  a\n\tb\u{1} c\u{A0} "), "a b c\u{A0}");
    }

    #[test]
    fn tags_are_spelled_for_xml() {
        let mut out = String::new();
        start(&mut out, "p", " lang=\"de\"");
        empty(&mut out, "br", "");
        end(&mut out, "p");
        assert_eq!(out, "<p lang=\"de\"><br /></p>");
    }
}
