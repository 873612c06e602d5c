//! Tables: every row in a section, every text in a cell.
//!
//! Browsers throw what stands between cells out of the table; here it gets a cell of its own, where it was written.

use super::super::style::Dress;
use super::super::tokens::Tag;
use super::super::write;
use super::Weaver;

const SECTIONS: &[&str] = &["tbody", "thead", "tfoot"];

impl Weaver<'_> {
    /// The start tag of anything that may stand only in a table.
    pub(super) fn open_table_part(&mut self, element: &'static str, tag: &Tag, dress: &Dress) {
        if !self.blocks.iter().any(|block| block.name == "table") {
            self.tally.changed("part of a table outside of a table", tag.source);
            return self.boundary();
        }
        self.end_run();
        match element {
            "td" | "th" => self.enter_row(),
            "tr" => self.enter_section(),
            "col" => self.close_table_down_to(&["colgroup"]),
            _ => self.close_table_down_to(&[]),
        }
        let attributes = self.attributes(element, tag, dress);
        match element {
            "col" => self.column(&attributes),
            "colgroup" | "caption" if !self.is_at_head_of_table() => {}
            _ => {
                self.push(element, &attributes);
                self.wear(dress);
            }
        }
    }

    fn column(&mut self, attributes: &str) {
        let in_group = self.is_top(&["colgroup"]);
        if !in_group && self.is_at_head_of_table() {
            self.imply("colgroup");
        }
        if self.is_top(&["colgroup"]) {
            write::empty(&mut self.out, "col", attributes);
        }
    }

    /// Whether nothing but columns and a caption stands in the innermost table so far.
    fn is_at_head_of_table(&self) -> bool {
        let opened = self.blocks.last().is_some_and(|block| block.body == self.out.len());
        opened || ["</caption>", "</colgroup>"].iter().any(|end| self.out.ends_with(end))
    }

    fn is_top(&self, names: &[&str]) -> bool {
        self.blocks.last().is_some_and(|block| names.contains(&block.name))
    }

    /// Closes what is open in the innermost table, down to one of these parts or the table itself.
    fn close_table_down_to(&mut self, parts: &[&str]) {
        while self.blocks.last().is_some_and(|block| block.name != "table" && !parts.contains(&block.name)) {
            self.close_block();
        }
    }

    fn enter_section(&mut self) {
        self.close_table_down_to(SECTIONS);
        if self.is_top(&["table"]) {
            self.imply("tbody");
        }
    }

    fn enter_row(&mut self) {
        self.close_table_down_to(&["tr", "tbody", "thead", "tfoot"]);
        if !self.is_top(&["tr"]) {
            self.enter_section();
            self.imply("tr");
        }
    }

    /// Something stands between cells: it gets a cell.
    pub(super) fn enter_cell(&mut self) {
        self.enter_row();
        self.imply("td");
    }
}
