//! What each control word and symbol does. Words that a story does not need do nothing.

use manuscript::Trouble;

use super::reader::Reader;
use super::state::{Destination, Ends, Presence};
use crate::office::{self, Align, Ink, Mark};

/// Destinations whose text is no text of the story, with where it goes instead.
const DESTINATIONS: &[(&str, Destination)] = &[
    ("fonttbl", Destination::Fonts),
    ("colortbl", Destination::Colours),
    ("stylesheet", Destination::Styles),
    ("fldinst", Destination::FieldCode),
    ("listtext", Destination::ItemMark),
    ("pntext", Destination::ItemMark),
    ("title", Destination::Property("title")),
    ("author", Destination::Property("author")),
    ("subject", Destination::Property("Subject")),
    ("keywords", Destination::Property("Keywords")),
    ("doccomm", Destination::Property("Description")),
    ("annotation", Destination::Complaint("comment in the margin")),
    ("header", Destination::Complaint("page header or footer")),
    ("headerl", Destination::Complaint("page header or footer")),
    ("headerr", Destination::Complaint("page header or footer")),
    ("headerf", Destination::Complaint("page header or footer")),
    ("footer", Destination::Complaint("page header or footer")),
    ("footerl", Destination::Complaint("page header or footer")),
    ("footerr", Destination::Complaint("page header or footer")),
    ("footerf", Destination::Complaint("page header or footer")),
];

/// Destinations that hold nothing a reader sees, though no `\*` need stand before them.
const NOWHERE: &[&str] = &[
    "filetbl",
    "revtbl",
    "info",
    "object",
    "nonshppict",
    "nonesttables",
    "private",
    "xe",
    "tc",
    "sn",
    "sv",
    "bkmkstart",
    "bkmkend",
    "upr",
    "template",
    "operator",
    "company",
    "manager",
    "creatim",
    "revtim",
    "printim",
    "buptim",
    "category",
    "hlinkbase",
    "comment",
    "falt",
    "panose",
    "listname",
    "leveltext",
    "levelnumbers",
    "atnid",
    "atnauthor",
    "atndate",
    "atnref",
    "ftnsep",
    "ftnsepc",
    "aftnsep",
    "aftnsepc",
    "pntxta",
    "pntxtb",
    "listtable",
];

/// Destinations with `\*` before them that hold text all the same.
const TRANSPARENT: &[&str] = &["shpinst", "shppict", "ud", "shp", "shptxt", "dptxbxtext", "footnote", "result"];

/// Words that stand for one character.
const CHARACTERS: &[(&str, char)] = &[
    ("tab", '\t'),
    ("emdash", '—'),
    ("endash", '–'),
    ("lquote", '‘'),
    ("rquote", '’'),
    ("ldblquote", '“'),
    ("rdblquote", '”'),
    ("bullet", '•'),
    ("emspace", '\u{2003}'),
    ("enspace", '\u{2002}'),
    ("qmspace", '\u{2005}'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
    ("ltrmark", '\u{200e}'),
    ("rtlmark", '\u{200f}'),
];

impl Reader {
    /// Does what a control word says.
    pub fn word(&mut self, name: &str, number: Option<i32>) {
        if let Some((_, character)) = CHARACTERS.iter().find(|(known, _)| *known == name) {
            return self.add_character(*character);
        }
        if name == "u" {
            return self.add_unit(number.unwrap_or(0));
        }
        self.flush();
        self.skip = 0;
        let is_starred = std::mem::take(&mut self.starred);
        if self.destination(name) {
            return;
        }
        if is_starred && !TRANSPARENT.contains(&name) {
            self.state.destination = Destination::Nowhere;
            return;
        }
        match self.state.destination {
            Destination::Nowhere => {}
            Destination::Fonts => self.font_word(name, number.unwrap_or(0)),
            Destination::Colours => self.colours.mix(name, number.unwrap_or(0)),
            Destination::Styles => self.style_word(name, number.unwrap_or(0)),
            _ => self.story_word(name, number),
        }
    }

    /// Does what a control symbol says.
    pub fn symbol(&mut self, sign: u8) {
        match sign {
            b'*' => self.starred = true,
            b'~' => self.add_character('\u{a0}'),
            b'_' => self.add_character('\u{2011}'),
            b'-' => self.add_character('\u{ad}'),
            b'\\' | b'{' | b'}' => self.add_escaped(sign),
            _ => {}
        }
    }

    /// Changes where the group's text goes, if the word says so.
    fn destination(&mut self, name: &str) -> bool {
        let is_nowhere = self.state.destination == Destination::Nowhere;
        match name {
            "shptxt" | "dptxbxtext" => self.begin_flow(Ends::Frame),
            "result" | "ud" => self.state.destination = Destination::Story,
            _ if is_nowhere && !matches!(name, "title" | "author" | "subject" | "keywords" | "doccomm") => {
                return false;
            }
            "footnote" => self.begin_flow(Ends::Note),
            "field" => self.field_code.clear(),
            "fldrslt" => self.begin_link(),
            "pict" => {
                self.document.complain(Trouble::Dropped, "picture", "");
                self.state.destination = Destination::Nowhere;
            }
            _ if NOWHERE.contains(&name) => self.state.destination = Destination::Nowhere,
            _ => return self.listed_destination(name),
        }
        true
    }

    fn listed_destination(&mut self, name: &str) -> bool {
        let Some((_, destination)) = DESTINATIONS.iter().find(|(known, _)| *known == name) else { return false };
        self.state.destination = *destination;
        if *destination == Destination::ItemMark {
            self.end_with(Ends::ItemMark);
        }
        true
    }

    /// What the group's end means, unless it is the end of a note or a box already.
    fn end_with(&mut self, ends: Ends) {
        if !matches!(self.state.ends, Ends::Note | Ends::Frame) {
            self.state.ends = ends;
        }
    }

    fn begin_link(&mut self) {
        if let Some(address) = office::link_of_field(&self.field_code).map(str::to_owned) {
            self.flow().line.link(&address);
            self.end_with(Ends::Link);
        }
    }

    fn font_word(&mut self, name: &str, number: i32) {
        match name {
            "f" => self.entry = number,
            "fcharset" => self.charsets.font_mut(self.entry).set_charset(number),
            "cpg" => self.charsets.font_mut(self.entry).set_page(number),
            _ => {}
        }
    }

    fn style_word(&mut self, name: &str, number: i32) {
        match name {
            "s" | "cs" | "ts" | "ds" => self.entry = number,
            "fs" | "cf" => self.set_style_ink(self.ink(name, number)),
            "outlinelevel" => {
                if let Some(level) = heading_level(number) {
                    self.set_style_level(level);
                }
            }
            _ => {}
        }
    }

    fn story_word(&mut self, name: &str, number: Option<i32>) {
        let is_on = number != Some(0);
        match name {
            "b" => self.mark(Mark::Bold, is_on),
            "i" => self.mark(Mark::Italic, is_on),
            "ulnone" => self.mark(Mark::Underline, false),
            "ulc" => {}
            _ if name.starts_with("ul") => self.mark(Mark::Underline, is_on),
            "strike" | "striked" => self.mark(Mark::Strike, is_on),
            "super" => self.mark(Mark::Superscript, is_on),
            "sub" => self.mark(Mark::Subscript, is_on),
            "nosupersub" => {
                self.mark(Mark::Superscript, false);
                self.mark(Mark::Subscript, false);
            }
            "scaps" if is_on => self.document.complain(Trouble::Changed, "small capitals", ""),
            "v" => self.state.presence = Presence::Hidden.when(is_on),
            "deleted" => self.state.presence = Presence::Deleted.when(is_on),
            "plain" => self.state.plain(self.default_font),
            "f" => self.state.font = number.unwrap_or(0),
            "fs" | "cf" => self.state.ink = self.ink(name, number.unwrap_or(0)).over(self.state.ink),
            "uc" => self.state.stand_ins = usize::try_from(number.unwrap_or(1)).unwrap_or(0).min(16),
            "ansicpg" => self.charsets.default = super::charsets::code_page(number.unwrap_or(1252)),
            "mac" => self.charsets.default = super::charsets::code_page(10_000),
            "deff" => {
                self.default_font = number.unwrap_or(0);
                self.state.font = self.default_font;
            }
            _ => self.paragraph_word(name, number.unwrap_or(0)),
        }
    }

    /// The size or colour that a word says.
    fn ink(&self, name: &str, number: i32) -> Ink {
        match name {
            "cf" => Ink { colour: Some(self.colours.get(number)), size: None },
            _ => Ink { size: u32::try_from(number).ok(), colour: None },
        }
    }

    fn mark(&mut self, mark: Mark, is_on: bool) {
        self.state.look = self.state.look.with(mark, is_on);
    }

    fn paragraph_word(&mut self, name: &str, number: i32) {
        match name {
            "pard" => self.state.plain_paragraph(),
            "qc" => self.state.align = Align::Center,
            "qr" => self.state.align = Align::End,
            "ql" | "qj" => self.state.align = Align::Natural,
            "rtlpar" => self.state.right_to_left = true,
            "ltrpar" => self.state.right_to_left = false,
            "intbl" => self.state.in_table = true,
            "s" => self.state.style = number,
            "outlinelevel" => self.state.outline = heading_level(number),
            "ilvl" => self.state.list_level = u8::try_from(number).unwrap_or(0).min(8),
            _ if self.state.destination == Destination::Story => self.breaking_word(name),
            "par" | "line" => self.add_character(' '),
            _ => {}
        }
    }

    fn breaking_word(&mut self, name: &str) {
        let kind = self.kind();
        match name {
            "par" => self.end_paragraph(),
            "line" | "nestcell" | "nestrow" => self.flow().line.line_break(),
            "page" | "sect" => self.flow().end_page(kind),
            "cell" => self.flow().end_cell(kind),
            "row" => self.flow().end_row(kind),
            _ => {}
        }
    }
}

/// The heading level of an outline level; 9 is text.
fn heading_level(outline: i32) -> Option<u8> {
    u8::try_from(outline).ok().filter(|level| *level < 9).map(|level| level + 1)
}
