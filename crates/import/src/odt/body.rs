//! The paragraphs, lists and tables of an Open Document text, in order.

use super::inline::{Pieces, is_no_text, written_text};
use super::styles::Styles;
use crate::office::{self, Block, Cell, Document, Format, Inline, Item, Role, Shape, inner_html};
use crate::xml::{Element, Node};

/// How deep lists may stand in each other and still be told apart.
const LEVELS: u8 = 8;

/// Reads elements of the text into blocks; notes and complaints go to the document.
pub struct Body<'d> {
    /// The styles the text refers to.
    pub styles: &'d Styles,
    /// What is being made.
    pub document: &'d mut Document,
}

impl<'d> Body<'d> {
    /// A reader of this document's text.
    pub fn new(styles: &'d Styles, document: &'d mut Document) -> Self {
        Self { styles, document }
    }

    /// The blocks in an element: the whole text, a section, a table's cell, a note, a text box.
    pub fn blocks(&mut self, element: &Element) -> Vec<Block> {
        let mut blocks = Vec::new();
        for child in element.elements().filter(|child| !is_no_text(&element.name, &child.name)) {
            self.block(child, &mut blocks);
        }
        blocks
    }

    /// Reads one element that holds or is a block.
    pub fn block(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        match &*element.name {
            "p" | "h" => self.paragraph(element, blocks),
            "list" => self.list(element, None, blocks),
            "table" => blocks.extend(self.table(element)),
            "tracked-changes" => self.document.drop_text("deleted text (tracked change)", &written_text(element)),
            "section" if element.attribute("display") == Some("none") => {
                self.document.drop_text("hidden text", &written_text(element));
            }
            "table-of-content" => self.document.drop_text("table of contents", &written_text(element)),
            "frame" => blocks.extend(self.frame(element)),
            _ => blocks.extend(self.blocks(element)),
        }
    }

    fn paragraph(&mut self, paragraph: &Element, blocks: &mut Vec<Block>) {
        let style = self.styles.paragraph(paragraph.attribute("style-name"));
        let outline = paragraph.attribute("outline-level").and_then(|level| level.parse().ok());
        let role = match (&*paragraph.name, outline, style.role) {
            ("h", Some(level), _) => Role::Heading(level),
            ("h", None, None) => Role::Heading(1),
            (_, _, role) => role.unwrap_or_default(),
        };
        if role == Role::Contents {
            self.document.drop_text("table of contents", &written_text(paragraph));
            return;
        }
        if style.begins_page {
            blocks.push(Block::Break);
        }

        // A heading is bold because it is a heading; saying so again inside it would be noise.
        let base = if role.implies_look() { style.format.unmarked() } else { style.format };
        let (line, boxes) = self.pieces(paragraph, base);
        let shape = Shape {
            align: style.align.unwrap_or_default(),
            right_to_left: style.right_to_left.unwrap_or_default(),
            quoted: role == Role::Quote,
        };
        blocks.push(match role {
            Role::Heading(level) if !line.is_blank() => Block::Heading(level, line),
            Role::Rule if line.is_blank() => Block::Break,
            _ => Block::Paragraph(shape, line),
        });
        blocks.extend(boxes);
    }

    /// The writing of a paragraph, and the text boxes that hang on it.
    fn pieces(&mut self, paragraph: &Element, base: Format) -> (Inline, Vec<Block>) {
        let mut pieces = Pieces::new(self);
        pieces.read(paragraph, base);
        pieces.finish()
    }

    /// The items of a list; a list in it that names no style of its own has the outer one's.
    fn list(&mut self, list: &Element, outer: Option<(&str, u8)>, blocks: &mut Vec<Block>) {
        let (outer_style, level) = outer.map_or((None, 0), |(style, level)| (Some(style), (level + 1).min(LEVELS)));
        let style = list.attribute("style-name").or(outer_style).unwrap_or_default();
        let item = Item { level, ordered: self.styles.is_ordered(style, level) };
        for entry in list.elements() {
            let mut written = Inline::default();
            for child in entry.elements() {
                if &*child.name == "list" {
                    blocks.extend(item_block(item, &mut written));
                    self.list(child, Some((style, level)), blocks);
                    continue;
                }
                self.entry(child, item, &mut written, blocks);
            }
            blocks.extend(item_block(item, &mut written));
        }
    }

    /// One paragraph of a list's item joins the others; a heading stands by itself.
    fn entry(&mut self, child: &Element, item: Item, written: &mut Inline, blocks: &mut Vec<Block>) {
        let mut own = Vec::new();
        self.block(child, &mut own);
        for block in own {
            match block {
                Block::Paragraph(_, line) => join(written, &line),
                other => {
                    blocks.extend(item_block(item, written));
                    blocks.push(other);
                }
            }
        }
    }

    fn table(&mut self, table: &Element) -> Vec<Block> {
        let mut rows = Vec::new();
        self.rows(table, &mut rows);
        office::table(rows)
    }

    /// The rows of a table, through the groups they stand in.
    fn rows(&mut self, element: &Element, rows: &mut Vec<Vec<Cell>>) {
        for child in element.elements() {
            match &*child.name {
                "table-row" => {
                    let cells = child.elements().filter(|cell| &*cell.name == "table-cell");
                    let cells = cells.map(|cell| Cell { blocks: self.blocks(cell), columns: columns(cell) });
                    rows.push(cells.collect());
                }
                "table-header-rows" | "table-rows" | "table-row-group" => self.rows(child, rows),
                _ => {}
            }
        }
    }

    /// The text boxes of a frame, and a complaint and the description of its picture.
    pub fn frame(&mut self, frame: &Element) -> Vec<Block> {
        let mut blocks = self.blocks(frame);
        if frame.child("image").is_some() || frame.child("object").is_some() {
            let described = ["desc", "title"].iter().find_map(|name| frame.child(name)).map(Element::text);
            blocks.extend(self.document.picture(&described.unwrap_or_default()));
        }
        blocks
    }

    /// Reads a note; gives its number in the document.
    pub fn note(&mut self, note: &Element) -> usize {
        let number = self.document.notes.len();
        self.document.notes.push(Inline::default());
        self.document.drop_text("text beside a footnote", &beside(note));
        let blocks = note.child("note-body").map(|text| self.blocks(text)).unwrap_or_default();
        if let Some(place) = self.document.notes.get_mut(number) {
            *place = inner_html(&blocks);
        }
        number
    }
}

/// What a note holds outside of its body, where no program shows it.
fn beside(note: &Element) -> String {
    let text = |node: &Node| match node {
        Node::Text(text) => text.to_string(),
        Node::Element(child) if matches!(&*child.name, "note-body" | "note-citation") => String::new(),
        Node::Element(child) => child.text(),
    };
    note.children.iter().map(text).collect()
}

/// The finished item, if anything stands in it.
fn item_block(item: Item, written: &mut Inline) -> Option<Block> {
    let line = std::mem::take(written);
    (!line.is_blank()).then_some(Block::Item(item, line))
}

/// Puts a further paragraph under the writing of an item.
fn join(written: &mut Inline, line: &Inline) {
    if !written.is_blank() && !line.is_blank() {
        written.html.push_str("<br />");
        written.text.push('\n');
    }
    written.html.push_str(&line.html);
    written.text.push_str(&line.text);
}

/// How many columns a cell stands over.
fn columns(cell: &Element) -> u8 {
    cell.attribute("number-columns-spanned").and_then(|span| span.parse().ok()).unwrap_or(1)
}
