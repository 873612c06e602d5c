//! Markdown to HTML, with what a story needs and `CommonMark` does not have.

use std::borrow::Cow;

use comrak::nodes::{NodeHtmlBlock, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};
use manuscript::{is_mark, letters};
use scraper::node::Element;
use scraper::{Html, Node};

/// The HTML of Markdown, not cleaned; footnotes in the manuscript's form, scene breaks with the marks they had.
pub(super) fn html(markdown: &str) -> String {
    if markdown.trim_ascii().is_empty() {
        return String::new();
    }
    let options = options();
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options);
    let lines: Vec<&str> = markdown.lines().collect();
    for node in root.descendants() {
        let mut data = node.data.borrow_mut();
        let start = data.sourcepos.start;
        let line = lines.get(start.line.saturating_sub(1)).copied().unwrap_or_default();
        let mark = line.get(start.column.saturating_sub(1)..).unwrap_or_default().trim();
        if matches!(data.value, NodeValue::ThematicBreak) && !mark.starts_with('-') {
            let literal = format!("<hr data-mark=\"{mark}\" />\n");
            data.value = NodeValue::HtmlBlock(NodeHtmlBlock { block_type: 6, literal });
        }
    }
    let mut html = String::new();
    // Writing into a String cannot fail.
    let _ = format_html(root, &options, &mut html);
    with_own_footnotes(html)
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.footnotes = true;
    options.render.r#unsafe = true;
    options
}

/// The text that inline Markdown shows.
pub(super) fn plain(markdown: &str) -> String {
    let html = html(markdown.trim_ascii());
    Html::parse_fragment(&html).root_element().text().collect::<String>().trim_end_matches('\n').to_owned()
}

/// Letters and digits that a browser would show, the words for pictures and the marks of scene breaks among them.
pub(super) fn visible_letters(html: &str) -> u64 {
    let page = Html::parse_fragment(html);
    let of_element = |element: &Element| {
        let words = match element.name() {
            "img" => element.attr("alt"),
            "hr" => element.attr("data-mark").filter(|mark| is_mark(mark)),
            _ => None,
        };
        words.map_or(0, letters)
    };
    let of_node = |node: &Node| match node {
        Node::Text(text) => letters(text),
        Node::Element(element) => of_element(element),
        _ => 0,
    };
    page.tree.values().map(of_node).sum()
}

/// The parser's footnotes as the manuscript has them: small links, and an ordered list at the end.
fn with_own_footnotes(html: String) -> String {
    if !html.contains("data-footnote-ref") {
        return html;
    }
    let html = replaced(&html, "<sup class=\"footnote-ref\">", "</sup>", |reference| {
        let number =
            reference.rsplit_once("</a>").and_then(|(link, _)| link.rsplit_once('>')).map_or("1", |(_, number)| number);
        format!("<a class=\"fs-noteref\" href=\"#fn{number}\" id=\"fnref{number}\" rel=\"nofollow\">{number}</a>")
    });
    let html = replaced(&html, " <a href=\"#fnref-", "</a>", |_| String::new());
    let mut number = 0;
    let html = replaced(&html, "<li id=\"fn-", ">", |_| {
        number += 1;
        format!("<li class=\"fs-note-text\" id=\"fn{number}\">")
    });
    html.replace("<section class=\"footnotes\" data-footnotes>\n<ol>", "<ol class=\"fs-notes\">")
        .replace("</ol>\n</section>", "</ol>")
}

/// Every stretch from `start` to `end` replaced.
fn replaced(text: &str, start: &str, end: &str, mut with: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(start) {
        out.push_str(before);
        if let Some((inner, tail)) = after.split_once(end) {
            out.push_str(&with(inner));
            rest = tail;
        } else {
            out.push_str(start);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Takes the indent off lines that would become program code; lists, notes and fences keep theirs.
pub(super) fn without_code_indents(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains("\n    ") && !markdown.contains("\n\t") && !markdown.starts_with("    ") {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::with_capacity(markdown.len());
    let (mut fenced, mut contained) = (false, false);
    for line in markdown.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '\t']);
        let is_indented = line.starts_with("    ") || line.starts_with('\t');
        fenced ^= bare.starts_with("```") || bare.starts_with("~~~");
        if !is_indented && !bare.trim().is_empty() {
            contained = is_container(bare);
        }
        out.push_str(if is_indented && !fenced && !contained { bare } else { line });
    }
    Cow::Owned(out)
}

/// A list item, a footnote or raw HTML, whose indented lines belong to it.
fn is_container(line: &str) -> bool {
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = ["- ", "* ", "+ "].iter().any(|bullet| line.starts_with(bullet))
        || after_number.len() < line.len() && after_number.starts_with(['.', ')']);
    is_item || line.starts_with("[^") || line.starts_with('<')
}
