//! Reads tokens into a document: keeps the groups' states, decodes text, and knows where it goes.

use std::collections::BTreeMap;

use manuscript::{Trouble, letters};

use super::charsets::Charsets;
use super::colours::Colours;
use super::flow::{Flow, Kind};
use super::state::{Destination, Ends, Presence, State};
use super::tokens::{Token, Tokens};
use crate::office::{self, Document, Ink, Mark, Role, Shape, inner_html};

/// How many groups may stand in each other. Deeper ones are read, but change nothing that outlives them.
const DEPTH: usize = 500;

/// The ink of text that says none: a size in half points.
const USUAL: Ink = Ink { size: Some(24), colour: Some(0) };

/// The reading of one file.
#[derive(Debug, Default)]
pub struct Reader {
    /// What holds in the present group.
    pub state: State,
    /// Whether `\*` came before: a destination that is not known is passed over.
    pub starred: bool,
    /// How many characters are still stand-ins for one that was read.
    pub skip: usize,
    /// The charsets of the file and its fonts.
    pub charsets: Charsets,
    /// The colours of the file.
    pub colours: Colours,
    /// The font of text that names none.
    pub default_font: i32,
    /// The font or style whose table entry is being read.
    pub entry: i32,
    /// The code of the present field.
    pub field_code: String,
    /// What is being made.
    pub document: Document,
    roles: BTreeMap<i32, Role>,
    inks: BTreeMap<i32, Ink>,
    entry_name: String,
    item_mark: String,
    left_out: String,
    outer: Vec<State>,
    too_deep: usize,
    flow: Flow,
    outer_flows: Vec<(Flow, Option<usize>)>,
    bytes: Vec<u8>,
    units: Vec<u16>,
}

impl Reader {
    /// Reads a whole file.
    pub fn read(bytes: &[u8]) -> Document {
        let mut reader = Self::default();
        for token in Tokens::new(bytes) {
            reader.take(token);
            if reader.outer.is_empty() && token == Token::Close {
                break;
            }
        }
        reader.finish()
    }

    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Open => self.open(),
            Token::Close => self.close(),
            Token::Word(name, number) => self.word(name, number),
            Token::Symbol(sign) => self.symbol(sign),
            Token::Hex(byte) => self.add_bytes(&[byte]),
            Token::Text(bytes) => self.add_bytes(bytes),
        }
    }

    fn finish(mut self) -> Document {
        self.flush();
        if !self.outer.is_empty() {
            self.document.complain(Trouble::Damaged, "file that breaks off", "");
        }
        self.too_deep = 0;
        while !self.outer.is_empty() {
            self.close();
        }
        let kind = self.kind();
        self.document.blocks = std::mem::take(&mut self.flow).finish(kind);
        self.document
    }

    fn open(&mut self) {
        self.flush();
        self.starred = false;
        self.skip = 0;
        if self.outer.len() >= DEPTH {
            if self.too_deep == 0 {
                self.document.complain(Trouble::Changed, "group nested too deeply", "");
            }
            self.too_deep += 1;
            return;
        }
        self.outer.push(self.state);
        self.state.ends = Ends::Nothing;
    }

    fn close(&mut self) {
        self.flush();
        self.skip = 0;
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        self.end_group();
        if self.outer.len() == 1 {
            let kind = self.kind();
            self.flow.end_rest(kind);
        }
        let inner = self.state.destination;
        self.state = self.outer.pop().unwrap_or_default();
        if inner != self.state.destination
            && let Destination::Complaint(what) = inner
        {
            let text = std::mem::take(&mut self.left_out);
            self.document.leave_out(what, &text);
        }
    }

    fn end_group(&mut self) {
        match self.state.ends {
            Ends::Nothing => {}
            Ends::Link => self.flow.line.unlink(),
            Ends::ItemMark => {
                let is_number = self.item_mark.chars().any(char::is_alphanumeric);
                self.flow.item_mark = Some(is_number);
                self.item_mark.clear();
            }
            Ends::Note | Ends::Frame => self.end_flow(),
        }
    }

    /// Begins a note or a text box: paragraphs of its own.
    pub fn begin_flow(&mut self, ends: Ends) {
        // A group ends one thing only: what it has begun so far is over.
        self.end_group();
        let mut note = None;
        if ends == Ends::Note {
            let number = self.document.notes.len();
            self.document.notes.push(office::Inline::default());
            self.flow.line.note(number);
            note = Some(number);
        }
        self.outer_flows.push((std::mem::take(&mut self.flow), note));
        self.state.destination = Destination::Story;
        self.state.ends = ends;
        self.state.plain(self.default_font);
        self.state.plain_paragraph();
    }

    fn end_flow(&mut self) {
        let Some((outer, note)) = self.outer_flows.pop() else { return };
        let kind = self.kind();
        let blocks = std::mem::replace(&mut self.flow, outer).finish(kind);
        match note.and_then(|number| self.document.notes.get_mut(number)) {
            Some(note) => *note = inner_html(&blocks),
            None => self.flow.add_box(blocks),
        }
    }

    /// The paragraphs that are being read.
    pub fn flow(&mut self) -> &mut Flow {
        &mut self.flow
    }

    /// What the present paragraph is.
    pub fn kind(&self) -> Kind {
        let outline = self.state.outline.map(Role::Heading);
        let role = outline.or_else(|| self.roles.get(&self.state.style).copied()).unwrap_or_default();
        Kind {
            role,
            shape: Shape {
                align: self.state.align,
                right_to_left: self.state.right_to_left,
                quoted: role == Role::Quote,
            },
            in_table: self.state.in_table,
            list_level: self.state.list_level,
        }
    }

    /// Ends the present paragraph.
    pub fn end_paragraph(&mut self) {
        let kind = self.kind();
        self.document.inks.end_paragraph();
        if kind.role == Role::Contents {
            let line = std::mem::take(&mut self.flow.line).finish();
            self.document.drop_text("table of contents", &line.text);
        } else {
            self.flow.end_paragraph(kind);
        }
    }

    /// Adds text as it stands in the file, in the font's charset.
    fn add_bytes(&mut self, bytes: &[u8]) {
        self.starred = false;
        let skipped = self.skip.min(bytes.len());
        self.skip -= skipped;
        if bytes.len() > skipped {
            self.flush_units();
            self.bytes.extend(bytes.iter().skip(skipped));
        }
    }

    /// Adds one of Unicode's characters, or half of one.
    pub fn add_unit(&mut self, number: i32) {
        self.flush_bytes();
        let number = if number < 0 { number + 0x1_0000 } else { number };
        if let Ok(unit) = u16::try_from(number) {
            self.units.push(unit);
        } else {
            let character = u32::try_from(number).ok().and_then(char::from_u32).unwrap_or('\u{fffd}');
            self.units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
        }
        self.skip = self.state.stand_ins;
    }

    /// Adds a character that a control word or symbol stands for.
    pub fn add_character(&mut self, character: char) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.flush();
        self.say(character.encode_utf8(&mut [0; 4]));
    }

    /// Adds a byte that a symbol stands for, which may be half of a double-byte character.
    pub fn add_escaped(&mut self, byte: u8) {
        self.add_bytes(&[byte]);
    }

    /// Decodes what is waiting, so that what follows may look otherwise.
    pub fn flush(&mut self) {
        self.flush_bytes();
        self.flush_units();
    }

    fn flush_bytes(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.charsets.font(self.state.font).filter(|font| font.is_symbol);
        if let Some(name) = font.map(|font| font.name.clone()) {
            return self.say_signs(&name, bytes.iter().map(|byte| u32::from(*byte)));
        }
        let charset = self.charsets.of_font(self.state.font);
        let (text, is_damaged) = charset.decode_without_bom_handling(&bytes);
        if is_damaged {
            self.document.complain(Trouble::Damaged, "character that its charset does not have", &text);
        }
        self.say(&text);
    }

    fn flush_units(&mut self) {
        if self.units.is_empty() {
            return;
        }
        let text = String::from_utf16_lossy(&std::mem::take(&mut self.units));
        let is_private = text.chars().all(|character| ('\u{f000}'..='\u{f0ff}').contains(&character));
        let font = self.charsets.font(self.state.font).filter(|font| font.is_symbol && is_private);
        match font.map(|font| font.name.clone()) {
            Some(name) => self.say_signs(&name, text.chars().map(u32::from)),
            None => self.say(&text),
        }
    }

    /// Says the signs of a symbol font.
    fn say_signs(&mut self, font: &str, codes: impl Iterator<Item = u32>) {
        for code in codes {
            if let Some(sign) = office::symbol(font, code) {
                self.say(sign.encode_utf8(&mut [0; 4]));
            } else {
                let sign = format!("{font} {code:x}");
                self.document.complain(Trouble::Dropped, "sign of a symbol font", &sign);
            }
        }
    }

    /// Puts text where the group's text goes.
    fn say(&mut self, text: &str) {
        match self.state.destination {
            Destination::Story => self.say_story(text),
            Destination::Nowhere => {}
            Destination::Fonts => self.charsets.font_mut(self.entry).add_name(text),
            Destination::Colours => self.colours.end(text),
            Destination::Styles => self.say_style(text),
            Destination::Property(name) => self.say_property(name, text),
            Destination::FieldCode => self.field_code.push_str(text),
            Destination::ItemMark => self.item_mark.push_str(text),
            Destination::Complaint(_) => self.left_out.push_str(text),
        }
    }

    fn say_story(&mut self, text: &str) {
        match self.state.presence {
            Presence::Shown => {}
            Presence::Hidden => return self.document.leave_out("hidden text", text),
            Presence::Deleted => return self.document.leave_out("deleted text (tracked change)", text),
        }
        self.document.seen += letters(text);
        let is_heading = matches!(self.kind().role, Role::Heading(_));
        // A heading is bold because it is a heading; saying so again inside it would be noise.
        let look = if is_heading { self.state.look.with(Mark::Bold, false) } else { self.state.look };
        if !is_heading {
            let styled = self.inks.get(&self.state.style).copied().unwrap_or_default();
            self.document.inks.add(text, self.state.ink.over(USUAL), styled.over(USUAL));
        }
        self.flow.text(text, look);
    }

    fn say_style(&mut self, text: &str) {
        self.entry_name.push_str(text);
        let Some(name) = self.entry_name.strip_suffix(';') else { return };
        if let Some(role) = office::role_of_style(name) {
            self.roles.insert(self.entry, role);
        }
        self.entry_name.clear();
    }

    fn say_property(&mut self, name: &'static str, text: &str) {
        let properties = &mut self.document.properties;
        match name {
            "title" => properties.title.push_str(text),
            "author" => properties.creator.push_str(text),
            other => match properties.extra.iter_mut().find(|(known, _)| known == other) {
                Some((_, value)) => value.push_str(text),
                None => properties.extra.push((other.to_owned(), text.to_owned())),
            },
        }
    }

    /// A style says its size or colour.
    pub fn set_style_ink(&mut self, ink: Ink) {
        let styled = self.inks.entry(self.entry).or_default();
        *styled = ink.over(*styled);
    }

    /// A style says its heading level itself.
    pub fn set_style_level(&mut self, level: u8) {
        self.roles.insert(self.entry, Role::Heading(level));
    }
}
