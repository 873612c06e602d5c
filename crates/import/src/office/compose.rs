//! Blocks as HTML, and the chapters of a manuscript out of them.

use std::collections::BTreeSet;

use manuscript::{Chapter, Complaint, Manuscript, Newlines, Place, Trouble, clean, count_words};

use super::chapters::Division;
use super::front::title_of;
use super::{Align, Block, Inline, Item, Shape, notes};
use crate::headings;
use crate::pieces::append;

/// A text before the first chapter with fewer words than this is a note and not a chapter.
const NOTE_WORDS: u64 = 200;

/// A blank line that says something.
const BLANK: &str = "<p>&#160;</p>";

/// Writes the chapters into the manuscript; gives how many letters and digits the marks of notes are.
pub fn write(division: Division, all_notes: &[Inline], manuscript: &mut Manuscript) -> u64 {
    let mut pen = Pen { notes: all_notes, used: BTreeSet::new(), marks: 0 };
    let has_chapters = !division.chapters.is_empty();
    let mut parts = vec![(Inline::default(), division.front)];
    parts.extend(division.chapters);
    let last = parts.len() - 1;
    for (place, (heading, blocks)) in parts.into_iter().enumerate() {
        let mut html = pen.html(&heading, &blocks);
        if place == last {
            html.push_str(&pen.orphans());
        }
        let is_front = place == 0 && has_chapters;
        if is_front && html.is_empty() {
            continue;
        }
        let body = clean(&html, Place::Body, Newlines::Space, &mut manuscript.complaints);
        if is_front && count_words(body.html()) < NOTE_WORDS {
            doubt_front(&blocks, manuscript);
            append(&mut manuscript.notes, body, Place::Notes, &mut manuscript.complaints);
            continue;
        }
        let written = title_of(&heading);
        let title = headings::title(&written, manuscript);
        manuscript.chapters.push(Chapter { title, body, ..Chapter::default() });
    }
    pen.marks
}

fn doubt_front(blocks: &[Block], manuscript: &mut Manuscript) {
    let first = blocks.iter().filter_map(Block::inline).find(|inline| !inline.is_blank());
    let example = first.map_or("", |inline| inline.text.as_str());
    let what = "text before the first chapter, read as notes";
    Complaint::new(Trouble::Doubted, what, example).join(&mut manuscript.complaints);
}

/// Writes parts of one document and remembers which notes were placed.
struct Pen<'n> {
    notes: &'n [Inline],
    used: BTreeSet<usize>,
    marks: u64,
}

impl Pen<'_> {
    /// The HTML of one part, its notes at its end.
    fn html(&mut self, heading: &Inline, blocks: &[Block]) -> String {
        let html = blocks_html(blocks);
        self.placed(&html, &notes::numbers(&heading.html))
    }

    /// The notes whose places are in no part.
    fn orphans(&mut self) -> String {
        let all: Vec<_> = (0..self.notes.len()).collect();
        self.placed("", &all)
    }

    fn placed(&mut self, html: &str, extra: &[usize]) -> String {
        let placed = notes::place(html, self.notes, extra, &mut self.used);
        self.marks += placed.marks;
        placed.html
    }
}

/// Blocks that stand inside another, such as a table's cell or a note: one paragraph alone needs no element.
pub fn inner_html(blocks: &[Block]) -> Inline {
    let written: Vec<_> = blocks.iter().filter(|block| !block.is_blank()).collect();
    let html = match written.as_slice() {
        [Block::Paragraph(_, inline)] => inline.html.clone(),
        _ => blocks_html(blocks),
    };
    let texts: Vec<_> = written.iter().filter_map(|block| block.inline()).map(|inline| inline.text.as_str()).collect();
    Inline { html, text: texts.join("\n") }
}

/// The HTML of blocks in order, notes not yet placed.
pub fn blocks_html(blocks: &[Block]) -> String {
    let spaced = blank_lines_separate(blocks);
    let mut html = String::new();
    let mut list: Vec<(Item, &Inline)> = Vec::new();
    let mut page_ended = false;
    for block in blocks {
        if !matches!(block, Block::Item(..)) {
            html.push_str(&list_html(&list));
            list.clear();
        }
        if matches!(block, Block::Break) {
            page_ended = !html.is_empty();
            continue;
        }
        if block.is_blank() {
            html.push_str(if spaced || page_ended || html.is_empty() { "" } else { BLANK });
            continue;
        }
        if std::mem::take(&mut page_ended) {
            rule(&mut html);
        }
        match block {
            Block::Heading(level, inline) => html.push_str(&heading_html(*level, inline)),
            Block::Paragraph(shape, inline) if shape.quoted => quote(&paragraph_html(*shape, inline), &mut html),
            Block::Paragraph(shape, inline) => html.push_str(&paragraph_html(*shape, inline)),
            Block::Finished(inline) => html.push_str(&inline.html),
            Block::Item(item, inline) => list.push((*item, inline)),
            Block::Break => {}
        }
    }
    html + &list_html(&list)
}

/// Whether blank lines are how this document separates its paragraphs, so that one says nothing of a scene.
fn blank_lines_separate(blocks: &[Block]) -> bool {
    let paragraphs = || blocks.iter().filter(|block| matches!(block, Block::Paragraph(..)));
    let blank = paragraphs().filter(|block| block.is_blank()).count();
    blank * 3 >= paragraphs().count()
}

fn heading_html(level: u8, inline: &Inline) -> String {
    let level = (level + 1).clamp(2, 6);
    format!("<h{level}>{}</h{level}>", inline.html)
}

fn paragraph_html(shape: Shape, inline: &Inline) -> String {
    let align = match shape.align {
        Align::Natural => "",
        Align::Center => " align=\"center\"",
        Align::End => " align=\"right\"",
    };
    let direction = if shape.right_to_left { " dir=\"rtl\"" } else { "" };
    format!("<p{align}{direction}>{}</p>", inline.html)
}

/// Adds a line between scenes, which needs no blank line before it.
fn rule(html: &mut String) {
    while html.ends_with(BLANK) {
        html.truncate(html.len() - BLANK.len());
    }
    html.push_str("<hr />");
}

/// Adds a quoted paragraph, into the quotation before it if there is one.
fn quote(paragraph: &str, html: &mut String) {
    const END: &str = "</blockquote>";
    if html.ends_with(END) {
        html.truncate(html.len() - END.len());
    } else {
        html.push_str("<blockquote>");
    }
    html.push_str(paragraph);
    html.push_str(END);
}

/// The HTML of one run of list items, lists in lists.
fn list_html(items: &[(Item, &Inline)]) -> String {
    let mut html = String::new();
    let mut open: Vec<bool> = Vec::new();
    for (item, inline) in items {
        let depth = usize::from(item.level) + 1;
        while open.len() > depth || (open.len() == depth && open.last() != Some(&item.ordered)) {
            close_list(&mut open, &mut html);
        }
        if open.len() == depth {
            html.push_str("</li><li>");
        }
        while open.len() < depth {
            html.push_str(if item.ordered { "<ol><li>" } else { "<ul><li>" });
            open.push(item.ordered);
        }
        html.push_str(&inline.html);
    }
    while !open.is_empty() {
        close_list(&mut open, &mut html);
    }
    html
}

fn close_list(open: &mut Vec<bool>, html: &mut String) {
    if let Some(ordered) = open.pop() {
        html.push_str(if ordered { "</li></ol>" } else { "</li></ul>" });
    }
}
