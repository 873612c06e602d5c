//! Plain text with a header block, one line a paragraph: what every reading machine of the last forty years can show.
//!
//! The contract with `import`:
//! * **Header block**: `Title:`, `Author:`, then the labels of the title page (`Rating:`, `Archive Warning(s):` …, tags
//!   joined by `, `), `Language:` (`English (en)`), `Series:` (`Part 2 of X`, several joined by `; `), `Published:`, `Updated:`,
//!   `Chapters: 3/?`, `Source:`, then unknown keys as they came, one line each; then `Summary:` and `Notes:` with the text on
//!   the following lines, indented by two spaces, paragraphs divided by an empty line. A line `----------` ends the block.
//! * **Chapters**: `Chapter N: Title` or `Chapter N` alone between two empty lines before and one after; then `Date: 2020-01-02`,
//!   `Summary:`, `Notes:` as above. After the text `End Notes:` as above. The work's own come after a line `----------`.
//! * **Text**: paragraphs are single lines divided by an empty line; a break inside a paragraph is a line end; `_em_` and
//!   `*strong*`; a scene break is its remembered mark, `* * *` where there is none.

use std::fmt::Write as _;

use std::io;

use manuscript::{Manuscript, Prose, blocks};

use crate::labels::{self, Kind};
use crate::tree::{Element, Node, parse};
use crate::{Imprint, languages};

/// Stands between the header block and the story, and between the story and the work's end notes.
const RULE: &str = "----------";

/// Writes a manuscript as plain text.
pub(crate) fn write(manuscript: &Manuscript, imprint: &Imprint, to: &mut dyn io::Write) -> io::Result<()> {
    to.write_all(header(manuscript, imprint).as_bytes())?;
    let headless = labels::is_single(manuscript) && manuscript.chapters.iter().all(|chapter| chapter.title.is_empty());
    for (at, chapter) in manuscript.chapters.iter().enumerate() {
        let heading = if headless {
            String::new()
        } else {
            format!("\n\n{}\n", one_line(&labels::chapter_heading(at + 1, &chapter.title)))
        };
        let date = chapter.published.filter(|_| !headless).map_or_else(String::new, |day| format!("Date: {day}\n"));
        let front = [labelled("Summary", &chapter.summary), labelled("Notes", &chapter.notes)].concat();
        let back = labelled("End Notes", &chapter.end_notes);
        let back = if back.is_empty() { back } else { format!("\n{back}") };
        to.write_all(format!("{heading}{date}{front}\n{}\n{back}", plain(chapter.body.html())).as_bytes())?;
    }
    let notes = labelled("End Notes", &manuscript.end_notes);
    if !notes.is_empty() {
        to.write_all(format!("\n{RULE}\n{notes}").as_bytes())?;
    }
    Ok(())
}

/// The header block with the line under it.
fn header(manuscript: &Manuscript, imprint: &Imprint) -> String {
    let mut out = format!("Title: {}\nAuthor: {}\n", one_line(&manuscript.title), labels::byline(&manuscript.bylines));
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "{}: {}", one_line(key), one_line(value));
        }
    };
    for label in labels::tags(manuscript).iter().chain(&labels::circumstances(manuscript)) {
        let between = if label.kind == Kind::Tags { ", " } else { "; " };
        let tag = || format!("{} ({})", languages::name(&manuscript.language), manuscript.language);
        let value = if label.id == "language" { tag() } else { label.values.join(between) };
        line(&label.name, &value);
    }
    line("Published", &manuscript.published.map_or_else(String::new, |day| day.to_string()));
    line("Updated", &manuscript.updated.map_or_else(String::new, |day| day.to_string()));
    line("Chapters", &labels::chapter_count(manuscript));
    line("Source", manuscript.provenance.url.as_deref().or(imprint.address.as_deref()).unwrap_or_default());
    out.push_str(&labelled("Summary", &manuscript.summary));
    out.push_str(&labelled("Notes", &manuscript.notes));
    format!("{out}{RULE}\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `Notes:` and the text under it, indented; nothing where there is no text.
fn labelled(label: &str, prose: &Prose) -> String {
    if prose.is_empty() {
        return String::new();
    }
    let text = plain(prose.html());
    let indented = text.split('\n').map(|line| if line.is_empty() { String::new() } else { format!("  {line}") });
    format!("{label}:\n{}\n", indented.collect::<Vec<_>>().join("\n"))
}

/// Clean HTML as text with `_em_`, `*strong*` and the marks of scene breaks.
fn plain(html: &str) -> String {
    let Some(nodes) = parse(html) else { return manuscript::plain_text(html) };
    let mut blocks = Vec::new();
    gather(&nodes, &mut blocks, "");
    blocks.join("\n\n")
}

/// Adds every block of text to `blocks`; `prefix` stands before each line, as in quotations.
fn gather(nodes: &[Node<'_>], blocks: &mut Vec<String>, prefix: &str) {
    let mut loose = String::new();
    for node in nodes {
        match node {
            Node::Element(element) if is_block(element.name) => {
                settle(&mut loose, blocks, prefix);
                block(element, blocks, prefix);
            }
            other => inline(std::slice::from_ref(other), &mut loose),
        }
    }
    settle(&mut loose, blocks, prefix);
}

fn settle(loose: &mut String, blocks: &mut Vec<String>, prefix: &str) {
    let text = std::mem::take(loose);
    let lines: Vec<_> = text.trim().lines().map(|line| format!("{prefix}{}", line.trim())).collect();
    if !text.trim().is_empty() {
        blocks.push(lines.join("\n"));
    }
}

fn block(element: &Element<'_>, blocks: &mut Vec<String>, prefix: &str) {
    match element.name {
        "hr" => blocks.push(element.attribute("data-mark").unwrap_or("* * *").to_owned()),
        "tr" => blocks.push(row(element, prefix)),
        "li" => item(element, blocks, prefix),
        "blockquote" => gather(&element.children, blocks, &format!("{prefix}> ")),
        "pre" => blocks.push(verbatim(&element.children)),
        _ => gather(&element.children, blocks, prefix),
    }
}

/// A list's item: a hyphen before its first line.
fn item(element: &Element<'_>, blocks: &mut Vec<String>, prefix: &str) {
    let before = blocks.len();
    gather(&element.children, blocks, prefix);
    if let Some(first) = blocks.get_mut(before) {
        *first = format!("{prefix}- {}", first.strip_prefix(prefix).unwrap_or(first));
    }
}

/// A table's row: cells divided by ` | `.
fn row(element: &Element<'_>, prefix: &str) -> String {
    let cell = |node: &Node<'_>| {
        let Node::Element(cell) = node else { return None };
        let mut blocks = Vec::new();
        gather(&cell.children, &mut blocks, "");
        Some(blocks.join(" ").replace('\n', " "))
    };
    format!("{prefix}{}", element.children.iter().filter_map(cell).collect::<Vec<_>>().join(" | "))
}

fn verbatim(nodes: &[Node<'_>]) -> String {
    let text = |node: &Node<'_>| match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) if element.name == "br" => "\n".to_owned(),
        Node::Element(element) => verbatim(&element.children),
    };
    nodes.iter().map(text).collect()
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "hr"
            | "blockquote"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "caption"
            | "colgroup"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "pre"
            | "center"
            | "details"
            | "summary"
            | "figure"
            | "figcaption"
            | "address"
    )
}

fn inline(nodes: &[Node<'_>], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&text.replace('\n', " ")),
            Node::Element(element) => inline_element(element, out),
        }
    }
}

fn inline_element(element: &Element<'_>, out: &mut String) {
    let mark = match element.name {
        "em" | "i" => "_",
        "strong" | "b" => "*",
        "br" => return out.push('\n'),
        "img" => {
            let words = element.attribute("alt").filter(|alt| !alt.is_empty()).unwrap_or("picture");
            return out.extend(["[", words, "]"]);
        }
        _ => "",
    };
    let mut inside = String::new();
    inline(&element.children, &mut inside);
    if !inside.is_empty() {
        out.extend([mark, &inside, mark]);
    }
    if element.has_class(blocks::WHO) {
        out.push(':');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_html_becomes_lines_with_marks() {
        for (html, expected) in [
            ("<p>One <em>two</em> <strong>three</strong></p><p>a<br />b</p>", "One _two_ *three*\n\na\nb"),
            ("<p>x</p><hr data-mark=\"oOo\" /><p>y</p><hr />", "x\n\noOo\n\ny\n\n* * *"),
            ("<blockquote><p>a<br />b</p></blockquote>", "> a\n> b"),
            ("<ul><li>one</li><li><p>two</p></li></ul>", "- one\n\n- two"),
            ("<table><tbody><tr><td>a</td><td><p>b</p></td></tr></tbody></table>", "a | b"),
            (
                "<div class=\"fs-chat\"><p><span class=\"fs-who\">ana</span> <span class=\"fs-said\">hi</span></p></div>",
                "ana: hi",
            ),
            ("<pre>a\n  b</pre>", "a\n  b"),
        ] {
            assert_eq!(plain(html), expected);
        }
    }

    #[test]
    fn no_letter_is_lost() {
        let html = "<p>a<em></em></p><details><summary>b</summary>c</details><dl><dt>d</dt><dd>e</dd></dl>\
                    <figure><img alt=\"f\" src=\"https://x.example/\" /><figcaption>g</figcaption></figure>";
        assert_eq!(plain(html), "a\n\nb\n\nc\n\nd\n\ne\n\n[f]\n\ng");
    }
}
