//! Makes an EPUB's XHTML readable for an HTML parser.
//!
//! In XML any element may be empty (`<title/>`, `<a id="x"/>`, `<p/>`), which an HTML parser takes for an opening tag and
//! so swallows what follows; CDATA and processing instructions it takes for comments. One linear pass puts that right.

use std::fmt::Write as _;

use crate::html::markup::{VOID, escaped};

/// Rewrites XHTML as HTML. Text that is no XHTML at all comes out as it was.
pub(super) fn as_html(xhtml: &str) -> String {
    let mut out = String::with_capacity(xhtml.len() + 64);
    let mut rest = xhtml;
    while let Some((text, markup)) = rest.split_once('<') {
        out.push_str(text);
        rest = one(markup, &mut out);
    }
    out.push_str(rest);
    out
}

/// Writes one piece of markup, given without its `<`, and gives what follows it.
fn one<'a>(markup: &'a str, out: &mut String) -> &'a str {
    if let Some(data) = markup.strip_prefix("![CDATA[") {
        let (text, after) = data.split_once("]]>").unwrap_or((data, ""));
        out.push_str(&escaped(text));
        return after;
    }
    if let Some(comment) = markup.strip_prefix("!--") {
        return comment.split_once("-->").map_or("", |(_, after)| after);
    }
    if let Some(instruction) = markup.strip_prefix('?') {
        return instruction.split_once('>').map_or("", |(_, after)| after);
    }
    if markup.starts_with("!DOCTYPE") {
        return doctype(markup);
    }
    let end = end_of_tag(markup);
    let (tag, after) = markup.split_at_checked(end).unwrap_or((markup, ""));
    out.push('<');
    match tag.strip_suffix("/>") {
        Some(empty) if !VOID.contains(&name(empty).as_str()) && !name(empty).is_empty() => {
            let _ = write!(out, "{empty}></{}>", name(empty));
        }
        _ => out.push_str(tag),
    }
    after
}

/// Skips a document type with its inner declarations, which are never read (R30).
fn doctype(markup: &str) -> &str {
    let outer = markup.find('>').unwrap_or(markup.len());
    let inner = markup.find('[').filter(|at| *at < outer);
    let from = inner
        .and_then(|at| markup.get(at..))
        .and_then(|inside| inside.split_once(']'))
        .map_or(markup, |(_, after)| after);
    from.split_once('>').map_or("", |(_, after)| after)
}

fn name(tag: &str) -> String {
    tag.chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_'))
        .collect::<String>()
        .to_ascii_lowercase()
}

/// Where a tag ends, quoted `>` passed over.
fn end_of_tag(markup: &str) -> usize {
    let mut quote = None;
    for (at, c) in markup.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), close) if open == close => quote = None,
            // A quote that never ends must not swallow the rest of the file.
            (Some(_), '<') => return at,
            _ => {}
        }
    }
    markup.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_elements_are_opened_and_closed() {
        for (xhtml, html) in [
            ("<title/><p>x</p>", "<title></title><p>x</p>"),
            (r#"<a id="p1" />x"#, r#"<a id="p1" ></a>x"#),
            ("a<br/>b<hr />", "a<br/>b<hr />"),
            ("<p>1 < 2</p>", "<p>1 < 2</p>"),
            (r#"<p title="a>b"/>c"#, r#"<p title="a>b"></p>c"#),
        ] {
            assert_eq!(as_html(xhtml), html);
        }
    }

    #[test]
    fn what_only_xml_knows_is_undone() {
        for (xhtml, html) in [
            ("<?xml version='1.0'?><p>x</p>", "<p>x</p>"),
            ("<!DOCTYPE html [<!ENTITY a \"b\">]><p>x</p>", "<p>x</p>"),
            ("<p><![CDATA[1 < 2]]></p>", "<p>1 &lt; 2</p>"),
            ("a<!-- gone -->b", "ab"),
        ] {
            assert_eq!(as_html(xhtml), html);
        }
    }

    #[test]
    fn markup_that_breaks_off_keeps_its_text() {
        assert_eq!(as_html("<p>x</p><!-- never"), "<p>x</p>");
        assert_eq!(as_html("<p title=\"x>y<b>z</b>"), "<p title=\"x>y<b>z</b>");
    }
}
