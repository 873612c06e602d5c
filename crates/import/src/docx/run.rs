//! The runs of a paragraph: text, breaks, fields, links, notes, pictures, text boxes, and what is tracked or hidden.

use manuscript::{Trouble, letters};

use super::body::Body;
use super::styles;
use crate::office::{self, Block, Format, Inline, Line};
use crate::xml::{Element, Node};

/// What a paragraph turned out to be.
#[derive(Debug, Default)]
pub struct Written {
    /// Its writing; more than one piece where pages end in it.
    pub lines: Vec<Inline>,
    /// The text boxes that hang on it.
    pub boxes: Vec<Block>,
}

/// Where the reading stands in a field such as a page number or a link.
#[derive(Debug, Default)]
struct Field {
    code: String,
    in_result: bool,
}

/// Reads the pieces of one paragraph.
pub struct Run<'b, 'd> {
    body: &'b mut Body<'d>,
    base: Format,
    line: Line,
    written: Written,
    fields: Vec<Field>,
    open_codes: usize,
}

impl<'b, 'd> Run<'b, 'd> {
    /// A reader for a paragraph whose style gives text this format.
    pub fn new(body: &'b mut Body<'d>, base: Format) -> Self {
        Self { body, base, line: Line::default(), written: Written::default(), fields: Vec::new(), open_codes: 0 }
    }

    /// Reads what stands in a paragraph or in one of its wrappers.
    pub fn pieces(&mut self, element: &Element) {
        for child in element.elements() {
            match &*child.name {
                "r" => self.run(child),
                "hyperlink" => self.hyperlink(child),
                "del" | "moveFrom" => {
                    self.body.document.drop_text("deleted text (tracked change)", &paragraph_text(child));
                }
                "pPr" | "sdtPr" | "sdtEndPr" | "Fallback" => {}
                "t" => self.text(&child.text(), self.base),
                _ => self.pieces(child),
            }
        }
    }

    /// The finished paragraph.
    pub fn finish(mut self) -> Written {
        self.body.document.inks.end_paragraph();
        self.written.lines.push(self.line.finish());
        self.written
    }

    fn hyperlink(&mut self, link: &Element) {
        let address = link.attribute("id").and_then(|id| self.body.parts.link(id));
        match address.and_then(office::outside) {
            Some(address) => self.line.link(address),
            None => return self.pieces(link),
        }
        self.pieces(link);
        self.line.unlink();
    }

    fn run(&mut self, run: &Element) {
        let properties = run.child("rPr");
        let style = properties.and_then(|all| all.child("rStyle")).and_then(|style| style.attribute("val"));
        let named = style.and_then(|id| self.body.parts.styles.get(id)).map(|style| style.format).unwrap_or_default();
        let format = styles::format(properties).over(named.toggled_on(self.base));
        self.run_pieces(run, format);
    }

    fn run_pieces(&mut self, run: &Element, format: Format) {
        for child in run.elements() {
            match &*child.name {
                "t" => self.text(&child.text(), format),
                "delText" => self.body.document.drop_text("deleted text (tracked change)", &child.text()),
                "tab" | "ptab" => self.text("\t", format),
                "noBreakHyphen" => self.text("\u{2011}", format),
                "softHyphen" => self.text("\u{ad}", format),
                "sym" => self.symbol(child, format),
                "br" if child.attribute("type") == Some("page") => self.end_page(),
                "br" | "cr" => self.line.line_break(),
                "footnoteReference" | "endnoteReference" => self.note(child),
                "fldChar" => self.field(child.attribute("fldCharType").unwrap_or_default()),
                "instrText" => self.field_code(&child.text()),
                "drawing" | "pict" | "object" => self.drawing(child),
                "rPr" | "delInstrText" | "Fallback" => {}
                _ => self.run_pieces(child, format),
            }
        }
    }

    fn text(&mut self, text: &str, format: Format) {
        if self.open_codes > 0 {
            self.body.document.drop_text("code of a field", text);
        } else if format.hidden == Some(true) {
            self.body.document.drop_text("hidden text", text);
        } else {
            if format.small_capitals == Some(true) && !text.trim().is_empty() {
                self.body.document.complain(Trouble::Changed, "small capitals", text);
            }
            self.body.document.inks.add(text, format.ink, format.styled);
            self.line.text(text, format.look());
        }
    }

    fn symbol(&mut self, symbol: &Element, format: Format) {
        if let Some(character) = symbol_of(symbol) {
            self.text(character.encode_utf8(&mut [0; 4]), format);
            return;
        }
        let font = symbol.attribute("font").unwrap_or_default();
        let code = symbol.attribute("char").unwrap_or_default();
        self.body.document.complain(Trouble::Dropped, "sign of a symbol font", &format!("{font} {code}"));
    }

    fn end_page(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.written.lines.push(line.finish());
    }

    fn note(&mut self, reference: &Element) {
        let is_endnote = &*reference.name == "endnoteReference";
        match self.body.note(is_endnote, reference.attribute("id").unwrap_or_default()) {
            Some(number) => self.line.note(number),
            None => self.body.document.complain(Trouble::Damaged, "note whose text is missing", ""),
        }
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => {
                self.fields.push(Field::default());
                self.open_codes += 1;
            }
            "separate" => self.begin_result(),
            "end" => self.end_field(),
            _ => {}
        }
    }

    fn begin_result(&mut self) {
        let Some(field) = self.fields.last_mut().filter(|field| !field.in_result) else { return };
        field.in_result = true;
        self.open_codes -= 1;
        if let Some(address) = office::link_of_field(&field.code) {
            self.line.link(address);
        }
    }

    fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else { return };
        self.open_codes -= usize::from(!field.in_result);
        if office::link_of_field(&field.code).is_some() {
            self.line.unlink();
        }
    }

    fn field_code(&mut self, code: &str) {
        if let Some(field) = self.fields.last_mut() {
            field.code.push_str(code);
        }
    }

    /// A picture is named; the text that describes it and the text boxes in it are kept.
    fn drawing(&mut self, drawing: &Element) {
        let boxes = text_boxes(drawing);
        for content in &boxes {
            let blocks = self.body.blocks(content);
            self.written.boxes.extend(blocks);
        }
        if !boxes.is_empty() {
            return;
        }
        // Google Docs draws the line between scenes as a picture.
        if drawing.find("rect").is_some_and(|line| line.attribute("hr").is_some()) {
            self.written.boxes.push(Block::Break);
            return;
        }
        let described = drawing.find("docPr").and_then(|properties| properties.attribute("descr")).unwrap_or_default();
        let described = self.body.document.picture(described);
        self.written.boxes.extend(described);
    }
}

/// The contents of the text boxes in a drawing, each once: Word writes them twice, for new and for old programs.
fn text_boxes(drawing: &Element) -> Vec<&Element> {
    let mut boxes = Vec::new();
    for child in drawing.elements().filter(|child| &*child.name != "Fallback") {
        if &*child.name == "txbxContent" {
            boxes.push(child);
        } else {
            boxes.extend(text_boxes(child));
        }
    }
    boxes
}

fn symbol_of(symbol: &Element) -> Option<char> {
    let code = u32::from_str_radix(symbol.attribute("char")?, 16).ok()?;
    office::symbol(symbol.attribute("font").unwrap_or_default(), code)
}

/// The plain text in an element, deleted text too, with a space between paragraphs.
pub fn paragraph_text(element: &Element) -> String {
    let mut text = String::new();
    gather(element, &mut text);
    text
}

fn gather(element: &Element, text: &mut String) {
    for child in element.elements() {
        match &*child.name {
            "t" | "delText" => text.push_str(&child.text()),
            "sym" => text.extend(symbol_of(child)),
            "Fallback" => {}
            name => {
                gather(child, text);
                text.push_str(if matches!(name, "p" | "tab" | "br") { " " } else { "" });
            }
        }
    }
}

/// The letters of all text in an element, before anything is understood.
pub fn visible_letters(element: &Element) -> u64 {
    element
        .children
        .iter()
        .map(|node| match node {
            Node::Text(_) => 0,
            Node::Element(child) => match &*child.name {
                "t" | "delText" => letters(&child.text()),
                "sym" => symbol_of(child).map_or(0, |character| u64::from(character.is_alphanumeric())),
                "Fallback" => 0,
                _ => visible_letters(child),
            },
        })
        .sum()
}
