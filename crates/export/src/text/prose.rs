//! Clean HTML as lines of text.
//!
//! Paragraphs are lines divided by an empty line; a break inside a paragraph is a line end, and an empty line inside one
//! holds a space. A scene break is its remembered mark alone, `* * *` where there is none. `> ` stands before the lines of a
//! quotation, `| ` before those of preformatted text. A paragraph that could be taken for any of these, or for a label
//! or a heading of the file, begins with a space. Emphasis: [`super::inline`].

use super::{RULE, inline};
use crate::tree::{Element, Node, is_block, parse};

/// Paragraphs that mean something to the reader when they stand alone.
const LABELS: &[&str] = &["Summary:", "Notes:", "End Notes:", RULE];
/// Beginnings that mean something to the reader.
const STARTS: &[&str] = &[">", "|", "Author: ", "Authors: ", "Date: "];

/// The text, no line end at its end.
pub(super) fn text(html: &str) -> String {
    let Some(nodes) = parse(html) else { return manuscript::plain_text(html) };
    blocks(&nodes).join("\n\n")
}

fn blocks(nodes: &[Node<'_>]) -> Vec<String> {
    let mut blocks = Vec::new();
    for run in nodes.chunk_by(|one, next| block_of(one).is_none() && block_of(next).is_none()) {
        match run.first().and_then(block_of) {
            Some(element) => block(element, &mut blocks),
            None => blocks.extend(paragraph(&inline::text(run))),
        }
    }
    blocks
}

fn block_of<'a, 'b>(node: &'a Node<'b>) -> Option<&'a Element<'b>> {
    match node {
        Node::Element(element) if is_block(element.name) => Some(element),
        _ => None,
    }
}

fn block(element: &Element<'_>, blocks: &mut Vec<String>) {
    let mut inside = match element.name {
        "hr" => vec![scene_break(element)],
        "pre" => return blocks.push(lines_with("|", &verbatim(&element.children))),
        "tr" => Vec::from_iter(paragraph(&row(element))),
        _ => self::blocks(&element.children),
    };
    match element.name {
        "blockquote" if !inside.is_empty() => inside = vec![lines_with(">", &inside.join("\n\n"))],
        "li" => inside.iter_mut().take(1).for_each(|first| *first = safe(format!("- {first}"))),
        "audio" | "video" if inside.is_empty() => inside.push(inline::NOT_TEXT.to_owned()),
        _ => {}
    }
    blocks.append(&mut inside);
}

/// The mark, or a paragraph that looks like it: the cleaner knows a mark when it sees one.
fn scene_break(element: &Element<'_>) -> String {
    let mark = element.attribute("data-mark").unwrap_or("* * *");
    if mark.starts_with(['>', '|']) { format!(" {mark}") } else { mark.to_owned() }
}

/// A table's row: cells divided by ` | `.
fn row(element: &Element<'_>) -> String {
    let cell = |node: &Node<'_>| match node {
        Node::Element(cell) => Some(blocks(&cell.children).join(" ").replace('\n', " ")),
        Node::Text(_) => None,
    };
    element.children.iter().filter_map(cell).collect::<Vec<_>>().join(" | ")
}

fn verbatim(nodes: &[Node<'_>]) -> String {
    let text = |node: &Node<'_>| match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) if element.name == "br" => "\n".to_owned(),
        Node::Element(element) if element.name == "img" => inline::picture(element),
        Node::Element(element) => verbatim(&element.children),
    };
    nodes.iter().map(text).collect()
}

/// Lines with a sign before each.
fn lines_with(sign: &str, text: &str) -> String {
    let line = |line: &str| if line.is_empty() { sign.to_owned() } else { format!("{sign} {line}") };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// A paragraph of its own; `None` where there is nothing to read.
fn paragraph(text: &str) -> Option<String> {
    let lines = text.trim_matches([' ', '\n']).split('\n').map(|line| line.trim_matches(' '));
    let lines: Vec<_> = lines.map(|line| if line.is_empty() { " " } else { line }).collect();
    (lines != [" "]).then(|| safe(lines.join("\n")))
}

/// A paragraph with a space before it if it could be taken for something else.
fn safe(paragraph: String) -> String {
    let first = paragraph.lines().next().unwrap_or_default();
    let is_label = LABELS.contains(&first) || STARTS.iter().any(|start| first.starts_with(start));
    let is_mark = first.len() == paragraph.len() && manuscript::is_mark(first);
    if is_label || is_mark || is_heading(first) { format!(" {paragraph}") } else { paragraph }
}

/// Whether a line looks like a chapter's head.
fn is_heading(line: &str) -> bool {
    let rest = line.strip_prefix("Chapter ").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(": "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_html_becomes_lines_with_marks() {
        for (html, expected) in [
            ("<p>One <em>two</em> <strong>three</strong></p><p>a<br />b</p>", "One _two_ *three*\n\na\nb"),
            ("<p>x</p><hr data-mark=\"oOo\" /><p>y</p><hr />", "x\n\noOo\n\ny\n\n* * *"),
            ("<blockquote><p>a<br />b</p><p>c</p></blockquote>", "> a\n> b\n>\n> c"),
            ("<ul><li>one</li><li><p>two</p></li></ul>", "- one\n\n- two"),
            ("<table><tbody><tr><td>a</td><td><p>b</p></td></tr></tbody></table>", "a | b"),
            (
                "<div class=\"fs-chat\"><p><span class=\"fs-who\">ana</span> <span class=\"fs-said\">hi</span></p></div>",
                "ana: hi",
            ),
            ("<pre>a\n\n  b</pre>", "| a\n|\n|   b"),
            ("<p>a<br /><br />b</p>", "a\n \nb"),
        ] {
            assert_eq!(text(html), expected);
        }
    }

    #[test]
    fn a_paragraph_that_looks_like_something_else_begins_with_a_space() {
        for line in
            ["End Notes:", "----------", "Chapter 2", "Chapter 7: x", "Date: soon", "&gt; x", "| x", "~*~", "| | |"]
        {
            let expected = format!(" {}", line.replace("&gt;", ">"));
            assert_eq!(text(&format!("<p>{line}</p>")), expected);
        }
        for line in ["Chapter two", "Chapter 2 was long", "- x", "Title: x"] {
            assert_eq!(text(&format!("<p>{line}</p>")), line);
        }
    }

    #[test]
    fn no_letter_is_lost() {
        let html = "<p>a<em></em></p><details><summary>b</summary>c</details><dl><dt>d</dt><dd>e</dd></dl>\
                    <figure><img alt=\"f\" src=\"https://x.example/\" /><figcaption>g</figcaption></figure>";
        assert_eq!(text(html), "a\n\nb\n\nc\n\nd\n\ne\n\n[f]\n\ng");
    }
}
