//! Escaping for XML and HTML. Characters that XML 1.0 cannot hold at all are left out.

use std::borrow::Cow;

/// Escapes text for element content and for attributes in double quotes.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| replacement(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match replacement(c) {
            Some(replacement) => out.push_str(replacement),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn replacement(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\t' | '\n' | '\r' => None,
        '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => Some(""),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_what_xml_cannot_hold_is_left_out() {
        for (text, escaped) in [
            ("plain ünd 日本", "plain ünd 日本"),
            (r#"<a & "b">"#, "&lt;a &amp; &quot;b&quot;&gt;"),
            ("a\u{0}b\u{b}c\nd", "abc\nd"),
        ] {
            assert_eq!(escape(text), escaped);
        }
    }
}
