//! The paragraphs, lists and tables of a Word document, in order.

use std::collections::BTreeMap;

use super::parts::Parts;
use super::run::{Run, paragraph_text, visible_letters};
use super::styles::{self, Style};
use crate::office::{self, Block, Cell, Document, Inline, Item, Role, Shape, inner_html};
use crate::xml::Element;

/// Reads elements of the text into blocks; notes and complaints go to the document.
pub struct Body<'d> {
    /// The parts the text refers to.
    pub parts: &'d Parts,
    /// What is being made.
    pub document: &'d mut Document,
    notes: BTreeMap<(bool, String), Note<'d>>,
}

/// A note of the document: its text, and its number once it has been referred to.
struct Note<'d> {
    text: &'d Element,
    number: Option<usize>,
}

impl<'d> Body<'d> {
    /// A reader of this document's text.
    pub fn new(parts: &'d Parts, document: &'d mut Document) -> Self {
        let notes = |is_endnote: bool, part: &'d Option<Element>| {
            let all = part.iter().flat_map(Element::elements);
            all.filter_map(move |text| {
                Some(((is_endnote, text.attribute("id")?.to_owned()), Note { text, number: None }))
            })
        };
        let notes = notes(false, &parts.footnotes).chain(notes(true, &parts.endnotes)).collect();
        Self { parts, document, notes }
    }

    /// The blocks in an element: the whole text, a table's cell, a note, a text box.
    pub fn blocks(&mut self, element: &Element) -> Vec<Block> {
        let mut blocks = Vec::new();
        for child in element.elements() {
            match &*child.name {
                "p" => self.paragraph(child, &mut blocks),
                "tbl" => blocks.extend(self.table(child)),
                "del" | "moveFrom" => self.document.drop_text("deleted text (tracked change)", &paragraph_text(child)),
                "sectPr" | "sdtPr" | "sdtEndPr" | "tblPr" | "tcPr" | "Fallback" => {}
                _ => blocks.extend(self.blocks(child)),
            }
        }
        blocks
    }

    fn paragraph(&mut self, paragraph: &Element, blocks: &mut Vec<Block>) {
        let properties = paragraph.child("pPr");
        let named = properties.and_then(|all| all.child("pStyle")).and_then(|style| style.attribute("val"));
        let parts = self.parts;
        let style = parts.styles.paragraph(named).unwrap_or(&parts.unstyled);
        let role = styles::outline(properties).or(style.role).unwrap_or_default();
        if role == Role::Contents {
            self.document.drop_text("table of contents", &paragraph_text(paragraph));
            return;
        }
        if is_on(properties, "pageBreakBefore") {
            blocks.push(Block::Break);
        }

        // A heading is bold because it is a heading; saying so again inside it would be noise.
        let styled = style.format.over(parts.styles.defaults);
        let base = if role.implies_look() { styled.unmarked() } else { styled };
        let mut run = Run::new(self, base);
        run.pieces(paragraph);
        let written = run.finish();

        let shape = Shape {
            align: styles::align(properties).or(style.align).unwrap_or_default(),
            right_to_left: is_on(properties, "bidi"),
            quoted: role == Role::Quote,
        };
        let list = self.item(properties, style);
        for (number, line) in written.lines.into_iter().enumerate() {
            if number > 0 {
                blocks.push(Block::Break);
            }
            blocks.push(block(role, list, shape, line));
        }
        let is_ruled = properties.is_some_and(|all| all.child("pBdr").is_some());
        if is_ruled && blocks.last().is_some_and(Block::is_blank) {
            blocks.push(Block::Break);
        }
        blocks.extend(written.boxes);
    }

    /// The list a paragraph stands in.
    fn item(&self, properties: Option<&Element>, style: &Style) -> Option<Item> {
        let (list, level) = styles::list(properties).or_else(|| style.list.clone())?;
        let ordered = self.parts.numbering.is_ordered(&list, level);
        (list != "0").then_some(Item { level, ordered })
    }

    fn table(&mut self, table: &Element) -> Vec<Block> {
        let mut rows = Vec::new();
        for row in named(table, "tr") {
            let cells = named(row, "tc").map(|cell| Cell { blocks: self.blocks(cell), columns: span(cell) });
            rows.push(cells.collect());
        }
        office::table(rows)
    }

    /// The document's number for a note, which is read when it is first referred to.
    pub fn note(&mut self, is_endnote: bool, id: &str) -> Option<usize> {
        let note = self.notes.get_mut(&(is_endnote, id.to_owned()))?;
        if note.number.is_some() {
            return note.number;
        }
        let (number, text) = (self.document.notes.len(), note.text);
        // Its place is taken first, so that a note that refers to itself ends.
        note.number = Some(number);
        self.document.notes.push(Inline::default());
        self.document.seen += visible_letters(text);
        let inner = inner_html(&self.blocks(text));
        if let Some(place) = self.document.notes.get_mut(number) {
            *place = inner;
        }
        Some(number)
    }
}

fn block(role: Role, list: Option<Item>, shape: Shape, line: Inline) -> Block {
    match (role, list) {
        (Role::Heading(level), _) if !line.is_blank() => Block::Heading(level, line),
        (_, Some(item)) if !line.is_blank() => Block::Item(item, line),
        _ => Block::Paragraph(shape, line),
    }
}

/// The elements of this name in an element, through the wrappers that Word puts around rows and cells.
fn named<'e>(element: &'e Element, name: &'static str) -> impl Iterator<Item = &'e Element> {
    let wrapped = |child: &'e Element| match &*child.name {
        "sdt" => child.child("sdtContent").map(|content| content.elements().collect()).unwrap_or_default(),
        "customXml" | "ins" => child.elements().collect(),
        _ => vec![child],
    };
    element.elements().flat_map(wrapped).filter(move |child| &*child.name == name)
}

/// How many columns a cell stands over.
fn span(cell: &Element) -> u8 {
    let span = cell.child("tcPr").and_then(|all| all.child("gridSpan")).and_then(|span| span.attribute("val"));
    span.and_then(|span| span.parse().ok()).unwrap_or(1)
}

/// Whether a property is there and not switched off.
fn is_on(properties: Option<&Element>, name: &str) -> bool {
    let value = properties.and_then(|all| all.child(name)).map(|property| property.attribute("val").unwrap_or("true"));
    value.is_some_and(|value| !matches!(value, "0" | "false" | "off"))
}
