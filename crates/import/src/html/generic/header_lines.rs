//! The block of `Label: value` lines that fans put before a story, in a page with or without paragraphs.
//!
//! The page's first lines are laid out as text, [`header::block`] says which of them are the header, and exactly the
//! nodes of those lines leave the page.

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use manuscript::{Manuscript, letters};

use crate::account::{dropped_letters, story_letters};
use crate::header::{self, block};
use crate::html::page::{Page, squeeze};

/// How many lines are looked at.
const LIMIT: usize = 400;

/// How many lines, such as the site's name and the title, may stand before the header.
const BEFORE: usize = 6;

/// Elements before and after which there is a new line.
const BLOCKS: [&str; 23] = [
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
    "dl",
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

/// A line of text and the nodes it is made of; an empty one stands between paragraphs.
#[derive(Debug, Default)]
struct Line {
    nodes: Vec<NodeId>,
    text: String,
}

/// Takes the header block below `root`, if there is one.
pub(crate) fn read(page: &mut Page, root: NodeId, manuscript: &mut Manuscript) {
    let lines = lines(page, root);
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let found = (0..BEFORE).find_map(|from| Some((from, block::parse(texts.get(from..)?)?)));
    let Some((from, block)) = found else { return };

    let kept = |manuscript: &Manuscript| story_letters(manuscript) + dropped_letters(manuscript);
    let before = kept(manuscript);
    for pair in &block.pairs {
        header::take(&pair.label, &pair.value, manuscript);
    }
    // A summary's words stand in the manuscript as prose and are counted there.
    let prose = kept(manuscript).saturating_sub(before);
    let taken = lines.iter().skip(from).take(block.lines);
    let mut count: u64 = 0;
    for id in taken.flat_map(|line| &line.nodes) {
        count += letters(&page.text_nodes(*id));
        page.detach(*id);
    }
    page.count_fact(count.saturating_sub(prose));
}

/// The first lines of text below `root`, by paragraphs and breaks.
fn lines(page: &Page, root: NodeId) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::default();
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

/// Ends a line; between blocks stands one empty line.
fn end(lines: &mut Vec<Line>, line: &mut Line, block: bool) {
    let done = std::mem::take(line);
    let text = squeeze(&done.text);
    let after_empty = lines.last().is_none_or(|last| last.text.is_empty());
    if !text.is_empty() {
        lines.push(Line { text, ..done });
    } else if let Some(last) = lines.last_mut() {
        last.nodes.extend(done.nodes);
    }
    if block && !(after_empty && lines.last().is_none_or(|last| last.text.is_empty())) {
        lines.push(Line::default());
    }
}
