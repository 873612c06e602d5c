//! Blocks: what may stand in what, and what is implied where something is missing.

use super::super::attributes::implied;
use super::super::elements::{Kind, kind};
use super::super::style::Dress;
use super::super::tokens::Tag;
use super::super::{embeds, write};
use super::Weaver;

/// The most blocks inside each other; with a table's parts, a paragraph and its inline elements that makes less than 100.
pub(super) const MOST_BLOCKS: usize = 60;

/// A block that is open.
pub(super) struct Block {
    pub(super) name: &'static str,
    /// Where its start tag begins in the text written.
    pub(super) start: usize,
    /// Where its contents begin.
    pub(super) body: usize,
    /// Loose text in it is put into paragraphs.
    pub(super) wraps: bool,
    /// Inline elements before this one belong outside and are not carried in.
    pub(super) inline_base: usize,
    /// It was made for an item or a cell that stood alone.
    pub(super) implied: bool,
    /// It means something even when empty.
    keeps_empty: bool,
}

impl Block {
    pub(super) fn kind(&self) -> Kind {
        kind(self.name)
    }

    /// A cell or caption: nothing inline goes through its walls.
    pub(super) fn is_walled(&self) -> bool {
        is_walled(self.name)
    }
}

fn is_walled(name: &str) -> bool {
    matches!(name, "td" | "th" | "caption")
}

/// A scene break needs nothing around it to stand in the middle.
fn is_lone_rule(contents: &str) -> bool {
    contents.len() < 400 && contents.starts_with("<hr") && contents.matches('<').count() == 1
}

fn is_list_of(list: &str, item: &str) -> bool {
    match item {
        "li" => matches!(list, "ul" | "ol"),
        _ => list == "dl",
    }
}

impl Weaver<'_> {
    pub(super) fn inline_base(&self) -> usize {
        self.blocks.last().map_or(0, |block| block.inline_base)
    }

    /// Whether only text and inline elements fit here.
    pub(super) fn is_phrasing(&self) -> bool {
        self.blocks.last().is_some_and(|block| matches!(block.kind(), Kind::Phrasing | Kind::Media))
    }

    /// Opens a block that is neither paragraph, item nor part of a table.
    pub(super) fn open_block(&mut self, element: &'static str, tag: &Tag, dress: &Dress) {
        let fits_text = matches!(kind(element), Kind::Flow | Kind::Tight);
        if (self.is_phrasing() && fits_text) || self.is_homeless(element) {
            return self.boundary();
        }
        self.end_phrasing();
        self.make_room(element);
        if self.blocks.len() >= MOST_BLOCKS {
            return self.tally.changed("nesting too deep", tag.source);
        }
        let attributes = self.attributes(element, tag, dress);
        self.push(element, &attributes);
        self.wear(dress);
    }

    /// Parts of something that is not here.
    fn is_homeless(&self, element: &str) -> bool {
        let top = self.blocks.last();
        match element {
            "summary" => {
                !top.is_some_and(|top| top.name == "details" && top.body == self.out.len()) || self.run.is_some()
            }
            "figcaption" => top.is_none_or(|top| top.name != "figure"),
            _ => false,
        }
    }

    /// Ends the line, and the heading around it.
    pub(super) fn end_phrasing(&mut self) {
        self.end_run();
        while self.is_phrasing() {
            self.close_block();
        }
    }

    /// Writes a block's start tag.
    pub(super) fn push(&mut self, name: &'static str, attributes: &str) {
        let inherited = self.blocks.last().is_none_or(|parent| parent.wraps);
        let inline_base = if is_walled(name) { self.inline.len() } else { self.inline_base() };
        let start = self.out.len();
        write::start(&mut self.out, name, attributes);
        self.blocks.push(Block {
            name,
            start,
            body: self.out.len(),
            wraps: inherited && kind(name) == Kind::Flow,
            inline_base,
            implied: false,
            keeps_empty: matches!(name, "td" | "th" | "li" | "dd" | "dt") || attributes.contains(" src=\""),
        });
        let parts = embeds::first_parts(name);
        self.part_of_player(&parts);
    }

    /// Writes the start tag of a block that the source left out.
    pub(super) fn imply(&mut self, name: &'static str) {
        self.push(name, &implied(name));
        if let Some(block) = self.blocks.last_mut() {
            block.implied = true;
        }
    }

    /// Ends the innermost block; one that holds nothing vanishes.
    pub(super) fn close_block(&mut self) {
        self.end_run();
        let Some(block) = self.blocks.pop() else { return };
        if block.is_walled() {
            self.inline.truncate(block.inline_base);
        }
        self.forget_inline_born_below(self.depth());
        let contents = self.out.get(block.body..).unwrap_or_default();
        if contents.trim_ascii().is_empty() && !block.keeps_empty {
            self.out.truncate(block.start);
        } else if block.name == "center" && is_lone_rule(contents) {
            self.out.replace_range(block.start..block.body, "");
        } else {
            self.link_player(&block);
            write::end(&mut self.out, block.name);
        }
    }

    pub(super) fn close_down_to(&mut self, count: usize) {
        while self.blocks.len() > count {
            self.close_block();
        }
    }

    /// The end tag of a block: ends it and all in it, if it is open on this side of the next wall.
    pub(super) fn end_block(&mut self, name: &str) {
        let is_heading = |name: &str| name.len() == 2 && name.starts_with('h') && name != "hr";
        for (at, block) in self.blocks.iter().enumerate().rev() {
            if block.name == name || (is_heading(name) && is_heading(block.name)) {
                return self.close_down_to(at);
            }
            let wall = match kind(name) {
                Kind::TablePart => block.name == "table",
                Kind::Table => false,
                Kind::Item => matches!(block.kind(), Kind::List | Kind::Table) || block.is_walled(),
                _ => block.is_walled(),
            };
            if wall {
                return;
            }
        }
    }

    /// `li`, `dd` or `dt`: ends the item before it, and makes a list if there is none.
    pub(super) fn open_item(&mut self, element: &'static str, tag: &Tag, dress: &Dress) {
        self.end_phrasing();
        self.end_item_before(element);
        let in_list = self.blocks.last().is_some_and(|block| is_list_of(block.name, element));
        if !in_list {
            self.make_room(element);
            if self.blocks.len() >= MOST_BLOCKS {
                return self.tally.changed("nesting too deep", tag.source);
            }
            self.imply(if element == "li" { "ul" } else { "dl" });
        }
        let attributes = self.attributes(element, tag, dress);
        self.push(element, &attributes);
        self.wear(dress);
    }

    fn end_item_before(&mut self, element: &str) {
        for (at, block) in self.blocks.iter().enumerate().rev() {
            let is_item = block.kind() == Kind::Item;
            if is_item && (block.name == "li") == (element == "li") {
                return self.close_down_to(at);
            }
            if !matches!(block.name, "div" | "address") {
                return;
            }
        }
    }

    /// Makes the innermost block one that may hold `element`.
    pub(super) fn make_room(&mut self, element: &str) {
        while let Some(block) = self.blocks.last() {
            match block.kind() {
                Kind::List if is_list_of(block.name, element) => return,
                Kind::List if block.implied => self.close_block(),
                Kind::List => self.enter_item(),
                Kind::Table | Kind::TablePart if !block.is_walled() => self.enter_cell(),
                _ => return,
            }
        }
    }

    /// Whether the innermost block may hold text as it is.
    pub(super) fn may_hold_text(&self) -> bool {
        let top = self.blocks.last().map(|block| (block.kind(), block.is_walled()));
        !matches!(top, Some((Kind::List | Kind::Table | Kind::TablePart, false)))
    }

    /// Makes the innermost block one that may hold text.
    pub(super) fn make_room_for_text(&mut self) {
        self.make_room("");
    }

    /// What stands in a list but in no item belongs to the item before it.
    fn enter_item(&mut self) {
        let item = match self.blocks.last() {
            Some(list) if list.name == "dl" => "dd",
            _ => "li",
        };
        let inside = self.blocks.last().map_or(0, |list| list.body);
        let end = format!("</{item}>");
        if self.out.len() > inside && self.out.ends_with(&end) {
            self.out.truncate(self.out.len() - end.len());
            let body = self.out.len();
            self.imply(item);
            self.out.truncate(body);
            if let Some(block) = self.blocks.last_mut() {
                block.body = body;
            }
        } else {
            self.imply(item);
        }
    }

    /// `hr`.
    pub(super) fn rule(&mut self, tag: &Tag) {
        self.end_phrasing();
        self.make_room("hr");
        let attributes = self.attributes("hr", tag, &Dress::default());
        write::empty(&mut self.out, "hr", &attributes);
    }
}
