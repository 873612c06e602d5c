//! The pieces of a paragraph of an Open Document text: text, spans, spaces, links, notes, comments and frames.

use manuscript::{Trouble, letters};

use super::body::Body;
use crate::office::{self, Block, Format, Inline, Line};
use crate::xml::{Element, Node};

/// The most spaces that one `text:s` may stand for.
const SPACES: usize = 200;

/// Reads the pieces of one paragraph.
pub struct Pieces<'b, 'd> {
    body: &'b mut Body<'d>,
    line: Line,
    boxes: Vec<Block>,
}

impl<'b, 'd> Pieces<'b, 'd> {
    /// A reader of one paragraph.
    pub fn new(body: &'b mut Body<'d>) -> Self {
        Self { body, line: Line::default(), boxes: Vec::new() }
    }

    /// Reads what stands in a paragraph or in one of its spans.
    pub fn read(&mut self, element: &Element, format: Format) {
        for node in &element.children {
            match node {
                Node::Text(text) => self.text(text, format),
                Node::Element(child) if is_no_text(&element.name, &child.name) => {}
                Node::Element(child) => self.piece(child, format),
            }
        }
    }

    /// The writing, and the text boxes that hang on it.
    pub fn finish(self) -> (Inline, Vec<Block>) {
        self.body.document.inks.end_paragraph();
        (self.line.finish(), self.boxes)
    }

    fn piece(&mut self, child: &Element, format: Format) {
        match &*child.name {
            "span" => {
                let named = self.body.styles.text(child.attribute("style-name"));
                self.read(child, named.over(format));
            }
            "s" => {
                let count = child.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.text(&" ".repeat(SPACES.min(count)), format);
            }
            "tab" => self.text("\t", format),
            "line-break" => self.line.line_break(),
            "a" => self.link(child, format),
            "note" => {
                let number = self.body.note(child);
                self.line.note(number);
            }
            "annotation" => self.body.document.drop_text("comment in the margin", &written_text(child)),
            "frame" => self.boxes.extend(self.body.frame(child)),
            "hidden-text" => self.body.document.drop_text("hidden text", &child.text()),
            "p" | "h" | "list" | "table" => self.body.block(child, &mut self.boxes),
            _ => self.read(child, format),
        }
    }

    fn link(&mut self, link: &Element, format: Format) {
        match link.attribute("href").and_then(office::outside) {
            Some(address) => {
                self.line.link(address);
                self.read(link, format);
                self.line.unlink();
            }
            None => self.read(link, format),
        }
    }

    fn text(&mut self, text: &str, format: Format) {
        if format.hidden == Some(true) {
            return self.body.document.drop_text("hidden text", text);
        }
        if format.small_capitals == Some(true) && !text.trim().is_empty() {
            self.body.document.complain(Trouble::Changed, "small capitals", text);
        }
        self.body.document.inks.add(text, format.ink, format.styled);
        self.line.text(text, format.look());
    }
}

/// Whether an element holds what is no text of the document though it is written in it.
///
/// The same names elsewhere are fields that a reader sees: `text:date` is, `dc:date` in a comment is not.
pub fn is_no_text(parent: &str, name: &str) -> bool {
    match parent {
        "frame" if matches!(name, "title" | "desc" | "object" | "object-ole") => true,
        "annotation" if matches!(name, "creator" | "date" | "creator-initials") => true,
        _ => matches!(name, "note-citation" | "binary-data" | "script"),
    }
}

/// The plain text of all paragraphs in an element, with a space between them.
pub fn written_text(element: &Element) -> String {
    let mut text = String::new();
    gather(element, false, &mut text);
    text
}

/// The letters of all paragraphs in an element, before anything is understood.
pub fn visible_letters(element: &Element) -> u64 {
    letters(&written_text(element))
}

fn gather(element: &Element, in_paragraph: bool, text: &mut String) {
    let in_paragraph = in_paragraph || matches!(&*element.name, "p" | "h");
    for node in &element.children {
        match node {
            Node::Text(piece) if in_paragraph => text.push_str(piece),
            Node::Text(_) => {}
            Node::Element(child) if is_no_text(&element.name, &child.name) => {}
            Node::Element(child) => {
                gather(child, in_paragraph, text);
                text.push_str(if matches!(&*child.name, "p" | "h" | "s" | "tab" | "line-break") { " " } else { "" });
            }
        }
    }
}
