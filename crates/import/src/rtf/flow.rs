//! Paragraphs as they come: into the text, or into the cells of a table.

use crate::office::{Block, Cell, Item, Line, Look, Role, Shape, table};

/// One run of paragraphs: the story, a note, or a text box.
#[derive(Debug, Default)]
pub struct Flow {
    /// The paragraph that is being written.
    pub line: Line,
    /// The mark that stood before it, if it is a list's item: whether it was a number.
    pub item_mark: Option<bool>,
    blocks: Vec<Block>,
    boxes: Vec<Block>,
    cell: Vec<Block>,
    row: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
}

/// What a paragraph is at its end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kind {
    /// What it is for.
    pub role: Role,
    /// Its shape.
    pub shape: Shape,
    /// Whether it stands in a table.
    pub in_table: bool,
    /// How deep its list stands in others, if it is an item.
    pub list_level: u8,
}

impl Flow {
    /// Adds text to the paragraph.
    pub fn text(&mut self, text: &str, look: Look) {
        self.line.text(text, look);
    }

    /// Adds the paragraphs of a text box behind this one.
    pub fn add_box(&mut self, blocks: Vec<Block>) {
        self.boxes.extend(blocks);
    }

    /// Ends the paragraph.
    pub fn end_paragraph(&mut self, kind: Kind) {
        let line = std::mem::take(&mut self.line).finish();
        let mark = self.item_mark.take();
        let block = match (kind.role, mark) {
            (Role::Heading(level), _) if !line.is_blank() => Block::Heading(level, line),
            (_, Some(ordered)) if !line.is_blank() => Block::Item(Item { level: kind.list_level, ordered }, line),
            _ => Block::Paragraph(kind.shape, line),
        };
        if kind.in_table {
            self.cell.push(block);
            self.cell.append(&mut self.boxes);
        } else {
            self.end_table();
            self.blocks.push(block);
            self.blocks.append(&mut self.boxes);
        }
    }

    /// Ends a paragraph that no `\par` ended, if anything stands in it.
    pub fn end_rest(&mut self, kind: Kind) {
        if !self.line.is_blank() || !self.boxes.is_empty() {
            self.end_paragraph(kind);
        }
    }

    /// Ends a page.
    pub fn end_page(&mut self, kind: Kind) {
        self.end_rest(kind);
        if !kind.in_table {
            self.end_table();
            self.blocks.push(Block::Break);
        }
    }

    /// Ends a cell of a table.
    pub fn end_cell(&mut self, kind: Kind) {
        self.end_rest(Kind { in_table: true, ..kind });
        self.row.push(Cell { blocks: std::mem::take(&mut self.cell), columns: 1 });
    }

    /// Ends a row of a table.
    pub fn end_row(&mut self, kind: Kind) {
        self.end_rest(Kind { in_table: true, ..kind });
        if !self.cell.is_empty() {
            self.end_cell(kind);
        }
        self.rows.push(std::mem::take(&mut self.row));
    }

    fn end_table(&mut self) {
        if !self.cell.is_empty() || !self.row.is_empty() {
            let rest = Cell { blocks: std::mem::take(&mut self.cell), columns: 1 };
            self.row.extend(Some(rest).filter(|cell| !cell.blocks.is_empty()));
            self.rows.push(std::mem::take(&mut self.row));
        }
        self.blocks.extend(table(std::mem::take(&mut self.rows)));
    }

    /// All blocks, with what was not ended.
    pub fn finish(mut self, kind: Kind) -> Vec<Block> {
        self.end_rest(kind);
        self.end_table();
        self.blocks
    }
}
