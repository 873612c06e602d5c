//! The block of `Label: value` lines that fans put before a story, in a page with or without paragraphs.
//!
//! It counts as one only when at least two lines have labels that every archive knows; it ends at the first paragraph
//! that does not begin with a label. Unknown labels inside it are kept as extra lines.

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use manuscript::{Manuscript, letters};

use crate::account::story_letters;
use crate::header;
use crate::html::page::{Page, squeeze};

/// How many lines a header may have.
const LIMIT: usize = 60;

/// How many lines, such as the site's name, may stand before the header.
const BEFORE: usize = 8;

/// Elements after which a new line begins.
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ul",
    "ol",
    "table",
    "tr",
    "td",
    "th",
    "blockquote",
    "pre",
    "section",
    "article",
    "header",
    "center",
];

/// A line of text and the nodes it is made of.
#[derive(Debug, Default)]
struct Line {
    nodes: Vec<NodeId>,
    text: String,
    opens_block: bool,
}

/// A label with its value and the nodes of both.
struct Entry {
    label: String,
    value: String,
    nodes: Vec<NodeId>,
}

/// Takes the header block below `root`, if there is one.
pub(crate) fn read(page: &mut Page, root: NodeId, manuscript: &mut Manuscript) {
    let entries = entries(&lines(page, root));
    let known = entries.iter().filter(|entry| is_known(&entry.label, &entry.value)).count();
    if known < 2 {
        return;
    }
    for entry in entries {
        let before = story_letters(manuscript);
        let taken: u64 = entry.nodes.iter().map(|id| letters(&page.text_nodes(*id))).sum();
        for id in &entry.nodes {
            page.detach(*id);
        }
        if !header::apply(&entry.label, &entry.value, manuscript) {
            manuscript.extra.push((entry.label, entry.value));
        }
        // A summary's words stand in the manuscript as prose and are counted there.
        let prose = story_letters(manuscript).saturating_sub(before);
        page.count_fact(taken.saturating_sub(prose));
    }
}

/// Whether a label is one that archives know, tried on an empty manuscript.
fn is_known(label: &str, value: &str) -> bool {
    header::apply(label, value, &mut Manuscript::default())
}

/// The leading lines as labels with values; a line without a label continues the one before in the same paragraph.
fn entries(lines: &[Line]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let first = lines.iter().take(BEFORE).position(|line| label(&line.text).is_some()).unwrap_or(lines.len());
    for line in lines.iter().skip(first) {
        match (label(&line.text), entries.last_mut()) {
            (Some((label, value)), _) => {
                entries.push(Entry { label: label.to_owned(), value: value.to_owned(), nodes: line.nodes.clone() });
            }
            (None, Some(last)) if !line.opens_block || last.value.is_empty() => {
                last.value = squeeze(&format!("{} {}", last.value, line.text));
                last.nodes.extend(&line.nodes);
            }
            (None, _) => break,
        }
    }
    entries
}

/// `Label: value`, the label at most four words and thirty characters.
fn label(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.split_once(':')?;
    let label = label.trim().trim_matches(['*', '_']).trim();
    let short = !label.is_empty() && label.chars().count() <= 30 && label.split(' ').count() <= 4;
    let wordy = label.chars().next().is_some_and(char::is_alphabetic) && !label.contains(['.', '“', '"', '?', '!']);
    (short && wordy && !value.starts_with("//")).then(|| (label, value.trim()))
}

/// The first lines of text below `root`, by paragraphs and breaks.
fn lines(page: &Page, root: NodeId) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line { opens_block: true, ..Line::default() };
    for edge in page.node(root).into_iter().flat_map(|node| node.traverse()) {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        let opening = matches!(edge, Edge::Open(_));
        let block = BLOCKS.contains(&page.name(node.id()));
        let is_break = opening && page.name(node.id()) == "br";
        if block || is_break {
            end(&mut lines, &mut line, block);
        }
        let text = node.value().as_text().filter(|_| opening);
        if text.is_some() || is_break {
            line.nodes.push(node.id());
        }
        line.text.push_str(text.map_or("", |text| text));
        if lines.len() > LIMIT {
            return lines;
        }
    }
    end(&mut lines, &mut line, true);
    lines
}

/// Ends a line; an empty one only passes on that a paragraph has begun.
fn end(lines: &mut Vec<Line>, line: &mut Line, block: bool) {
    let text = squeeze(&line.text);
    let empty = text.is_empty();
    let done = std::mem::take(line);
    line.opens_block = block || (empty && done.opens_block);
    if !empty {
        lines.push(Line { text, ..done });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_short_and_no_sentence() {
        assert_eq!(label("Pairing: Holmes/Watson"), Some(("Pairing", "Holmes/Watson")));
        assert_eq!(label("*Author's Note:* hello").map(|(label, _)| label), Some("Author's Note"));
        for line in ["http://example.org", "He said this to nobody at all: no", "no colon", ": value", "“Well: then”"]
        {
            assert_eq!(label(line), None, "{line}");
        }
    }
}
