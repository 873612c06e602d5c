//! The blocks of clean HTML as Markdown. What Markdown says safely is said so; everything else stays HTML, which
//! Markdown allows, in a form that no line of it can be taken for a mark.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::inline::{self, paragraph};
use crate::tree::{Element, Node, is_block, parse};
use crate::xml::escape;

/// The Markdown of a text, blocks divided by empty lines, no line end at the end.
pub(super) fn markdown(html: &str) -> String {
    match parse(html) {
        Some(nodes) => blocks(&nodes),
        None => raw(html),
    }
}

fn blocks(nodes: &[Node<'_>]) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let mut after_list = false;
    for node in nodes {
        // Two lists one after the other would be read as one.
        let list = list(node).filter(|_| !after_list);
        after_list = list.is_some();
        blocks.push(list.unwrap_or_else(|| block(node)));
    }
    blocks.join("\n\n")
}

fn block(node: &Node<'_>) -> String {
    let element = match node {
        Node::Text(text) => return raw(&escape(text)),
        Node::Element(element) => element,
    };
    let said = match element.name {
        "hr" => rule(element),
        _ if !element.attributes.is_empty() => None,
        "p" => paragraph(&element.children),
        "h2" | "h3" | "h4" | "h5" | "h6" => heading(element),
        "blockquote" if is_all_blocks(element) => Some(quoted(&blocks(&element.children))),
        _ => None,
    };
    said.unwrap_or_else(|| raw(element.source))
}

/// A block as HTML. What begins a line inside it is a letter, a tag or a reference, so that no line is empty and none
/// looks like anything else.
fn raw(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut at_start = false;
    for c in with_own_first_line(html).chars() {
        if at_start && !c.is_alphanumeric() && !matches!(c, '<' | '&') {
            let _ = write!(out, "&#{};", u32::from(c));
            at_start = false;
        } else {
            out.push(c);
            at_start = c == '\n';
        }
    }
    out
}

/// Players are no blocks to Markdown unless their start tag has a line of its own.
fn with_own_first_line(html: &str) -> Cow<'_, str> {
    match html.split_once('>') {
        Some((tag, rest)) if ["<audio", "<object", "<video"].iter().any(|player| tag.starts_with(player)) => {
            Cow::Owned(format!("{tag}>\n{rest}"))
        }
        _ => Cow::Borrowed(html),
    }
}

/// A scene break: `---`, or its mark where that is a break in Markdown as well.
fn rule(element: &Element<'_>) -> Option<String> {
    let is_break = |mark: &str, sign: char| {
        mark.chars().all(|c| c == sign || c == ' ') && mark.chars().filter(|c| *c == sign).count() >= 3
    };
    match element.attributes.as_slice() {
        [] => Some("---".to_owned()),
        [(name, mark)] if name == "data-mark" && (is_break(mark, '*') || is_break(mark, '_')) => Some(mark.clone()),
        _ => None,
    }
}

fn heading(element: &Element<'_>) -> Option<String> {
    let level = element.name.strip_prefix('h')?.parse().ok()?;
    let text = inline::line(&element.children)?;
    Some(format!("{} {text}", "#".repeat(level)))
}

fn quoted(markdown: &str) -> String {
    let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    markdown.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn is_all_blocks(quote: &Element<'_>) -> bool {
    quote.children.iter().all(|node| matches!(node, Node::Element(child) if is_block(child.name)))
}

/// A list whose items are all lines or all paragraphs; `None` for what is no such list.
fn list(node: &Node<'_>) -> Option<String> {
    let Node::Element(list) = node else { return None };
    let sign = sign(list)?;
    let items = list.children.iter().map(item).collect::<Option<Vec<Item>>>()?;
    let tight = items.iter().all(|item| item.paragraphs == 0);
    let loose = items.iter().all(|item| item.paragraphs > 0);
    // One paragraph alone would be read as a line.
    let alone = items.len() == 1 && items.iter().all(|item| item.paragraphs == 1);
    let numbered = |(item, number): (Item, u32)| {
        let sign = if sign == Sign::Dash { "- ".to_owned() } else { format!("{number}. ") };
        format!("{sign}{}", indented(&item.markdown, sign.len()))
    };
    let first = if let Sign::Number(first) = sign { first } else { 0 };
    let lines: Vec<String> = items.into_iter().zip(first..).map(numbered).collect();
    (tight || loose && !alone).then(|| lines.join(if tight { "\n" } else { "\n\n" }))
}

/// What stands before a list's items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Dash,
    /// The first item's number.
    Number(u32),
}

/// The sign of a list of which nothing else has to be said.
fn sign(list: &Element<'_>) -> Option<Sign> {
    match (list.name, list.attributes.as_slice()) {
        ("ul", []) => Some(Sign::Dash),
        ("ol", []) => Some(Sign::Number(1)),
        ("ol", [(name, start)]) if name == "start" => {
            let number = start.parse().ok().filter(|number: &u32| *number != 1 && *number < 100_000_000)?;
            (number.to_string() == *start).then_some(Sign::Number(number))
        }
        _ => None,
    }
}

/// A list's item.
struct Item {
    markdown: String,
    /// How many paragraphs it has; none if it is a line, with or without a list below it.
    paragraphs: usize,
}

fn item(node: &Node<'_>) -> Option<Item> {
    let Node::Element(Element { name: "li", attributes, children, .. }) = node else { return None };
    if !attributes.is_empty() {
        return None;
    }
    let paragraphs = children.iter().map(plain_paragraph).collect::<Option<Vec<_>>>().unwrap_or_default();
    if !paragraphs.is_empty() {
        return Some(Item { paragraphs: paragraphs.len(), markdown: paragraphs.join("\n\n") });
    }
    let (line, below) = match children.split_last() {
        Some((last, line)) if may_follow_line(last) => (line, format!("\n{}", list(last)?)),
        _ => (children.as_slice(), String::new()),
    };
    let is_line = line.iter().all(|node| !matches!(node, Node::Element(child) if is_block(child.name)));
    let markdown = paragraph(line).filter(|_| is_line)? + &below;
    Some(Item { markdown, paragraphs: 0 })
}

fn plain_paragraph(node: &Node<'_>) -> Option<String> {
    match node {
        Node::Element(Element { name: "p", attributes, children, .. }) if attributes.is_empty() => paragraph(children),
        _ => None,
    }
}

/// Whether a list is known for one just under a line of text: a number of its own would be part of that.
fn may_follow_line(node: &Node<'_>) -> bool {
    matches!(node, Node::Element(list) if matches!(sign(list), Some(Sign::Dash | Sign::Number(1))))
}

/// Lines with all but the first moved to the right.
fn indented(markdown: &str, by: usize) -> String {
    let moved = |line: &str| if line.is_empty() { String::new() } else { format!("{:by$}{line}", "") };
    let lines = markdown.split('\n').enumerate();
    lines.map(|(at, line)| if at == 0 { line.to_owned() } else { moved(line) }).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_commonmark_can_say_is_said_in_commonmark() {
        for (html, expected) in [
            ("<p>One <em>two</em>.</p><p>Five</p>", "One *two*.\n\nFive"),
            ("<p>a<br />b</p>", "a\\\nb"),
            ("<h2>Head</h2>", "## Head"),
            ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
            ("<p>2 * 2 &lt; 5_000 &amp; so on</p>", "2 \\* 2 \\< 5\\_000 \\& so on"),
            ("<p># no heading</p><p>1. no item</p><p>- nor this</p>", "\\# no heading\n\n1\\. no item\n\n\\- nor this"),
            ("<hr /><hr data-mark=\"* * *\" /><hr data-mark=\"***\" />", "---\n\n* * *\n\n***"),
            ("<ul><li>a</li><li>b<ol><li>c<br />d</li></ol></li></ul>", "- a\n- b\n  1. c\\\n     d"),
            ("<ol start=\"9\"><li><p>a</p></li><li><p>b</p><p>c</p></li></ol>", "9. a\n\n10. b\n\n    c"),
            ("<p>\u{a0}</p>", "&nbsp;"),
        ] {
            assert_eq!(markdown(html), expected);
        }
    }

    #[test]
    fn what_it_cannot_say_stays_html() {
        for html in [
            "<h1>Head</h1>",
            "<p class=\"x\">y</p>",
            "<hr data-mark=\"~*~\" />",
            "<table><tbody><tr><td>x</td></tr></tbody></table>",
            "<p><u>starts</u> with a tag</p>",
            "<ul><li><p>alone</p></li></ul>",
            "<ul><li>a</li><li><p>b</p></li></ul>",
            "<ol type=\"a\"><li>a</li></ol>",
            "<ol start=\"03\"><li>a</li></ol>",
            "<ul><li>a<ol start=\"3\"><li>b</li></ol></li></ul>",
        ] {
            assert_eq!(markdown(html), html);
        }
        assert_eq!(markdown("<ul><li>a</li></ul><ul><li>b</li></ul>"), "- a\n\n<ul><li>b</li></ul>");
    }

    #[test]
    fn no_line_inside_html_is_empty_or_looks_like_a_mark() {
        let html = "<pre>a\n\n\n# b\n    c\n1. d\n<em>\n:::</em></pre>";
        let expected = "<pre>a\n&#10;\n&#35; b\n&#32;   c\n1. d\n<em>\n&#58;::</em></pre>";
        assert_eq!(markdown(html), expected);
        assert_eq!(markdown("<audio src=\"x\">*a*</audio>"), "<audio src=\"x\">\n&#42;a*</audio>");
        assert_eq!(markdown("<object data=\"x\"><param />*a*</object>"), "<object data=\"x\">\n<param />*a*</object>");
    }
}
