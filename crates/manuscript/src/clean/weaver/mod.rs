//! The weaver: takes tokens and writes well-nested, canonical HTML with paragraphs (PARA-1 to PARA-3).
//!
//! It keeps two stacks, the blocks that are open and the inline elements that are wanted. Inline elements are opened
//! only when there is something to put into them, and closed and opened again around every block, so nothing in the
//! result is empty or crosswise. Both stacks are short and what is opened again is paid for, so time stays linear.
//! It decides what is kept and says what is not; whether the result is safe is for the [gate](super::gate) to say.

mod blocks;
mod inline;
mod lines;
mod players;
mod skip;
mod tables;

use std::mem;

use super::attributes::attributes;
use super::elements::{Kind, allowed, in_words, kind};
use super::entities::decode;
use super::style::{self, Dress};
use super::tally::Tally;
use super::tokens::{RAW, Tag, Token, Tokens};
use super::{Newlines, Place, embeds};
use blocks::Block;
use inline::Inline;
use lines::Run;
use skip::Skip;

/// Writes `source` canonically.
pub(super) fn weave(source: &str, place: Place, newlines: Newlines, tally: &mut Tally) -> String {
    let mut weaver = Weaver {
        place,
        newlines,
        tally,
        out: String::with_capacity(source.len() + source.len() / 8),
        blocks: Vec::new(),
        inline: Vec::new(),
        run: None,
        skip: None,
        raw: "",
        parts: 0,
        carried: source.len() / 4 + 16_384,
    };
    let mut tokens = Tokens::new(source);
    while let Some(token) = tokens.next() {
        weaver.token(token, &tokens);
    }
    weaver.finish()
}

/// The state between two tokens.
struct Weaver<'t> {
    place: Place,
    newlines: Newlines,
    tally: &'t mut Tally,
    out: String,
    blocks: Vec<Block>,
    inline: Vec<Inline>,
    run: Option<Run>,
    skip: Option<Skip>,
    /// The raw element whose contents come next.
    raw: &'static str,
    /// Up to where the block that was opened last holds nothing but the parts of a player.
    parts: usize,
    /// How many bytes of inline tags may still be carried into further paragraphs.
    carried: usize,
}

impl Weaver<'_> {
    fn finish(mut self) -> String {
        self.end_skip();
        self.close_down_to(0);
        self.end_run();
        self.out
    }

    /// Takes a token; `ahead` are those that follow.
    fn token(&mut self, token: Token, ahead: &Tokens) {
        if self.skip.is_some() && self.skipped(&token) {
            return;
        }
        match token {
            Token::Text(text) => self.text(&text),
            Token::Start(tag) => self.start(&tag, ahead),
            Token::End(name) => self.end(&name),
            Token::Raw { text, closed } => self.raw_contents(text, closed),
            Token::Comment(text) => self.tally.changed("comment", text),
        }
    }

    fn start(&mut self, tag: &Tag, ahead: &Tokens) {
        let name = if tag.name == "image" { "img" } else { tag.name.as_ref() };
        self.raw = raw_name(name);
        let dress = style::read(tag.get("style"));
        if dress.lost {
            self.tally.changed("style", tag.get("style").unwrap_or_default());
        }
        if dress.hidden || tag.get("hidden").is_some() {
            return self.begin_skip(tag, "hidden text");
        }
        match (kind(name), allowed(name, self.place)) {
            (Kind::Foreign, _) => self.begin_skip(tag, "drawing or formula"),
            (kind, Some("object")) if self.is_in_object() || !embeds::is_player(tag, ahead.clone()) => {
                self.unknown(kind, tag, &dress);
            }
            (kind, Some(element)) => self.element(element, kind, tag, &dress),
            (kind, None) => self.unknown(kind, tag, &dress),
        }
    }

    fn element(&mut self, element: &'static str, kind: Kind, tag: &Tag, dress: &Dress) {
        match kind {
            Kind::Break => self.line_break(),
            Kind::Rule => self.rule(tag),
            Kind::Formatting | Kind::Inline => self.open_inline(element, kind, tag, dress),
            Kind::Paragraph => self.open_paragraph(tag, dress),
            Kind::Item => self.open_item(element, tag, dress),
            Kind::TablePart => self.open_table_part(element, tag, dress),
            Kind::MediaPart => self.media_part(element, tag),
            Kind::Object => self.object(element, tag),
            _ => self.open_block(element, tag, dress),
        }
    }

    /// An element that is not kept: its children are.
    fn unknown(&mut self, kind: Kind, tag: &Tag, dress: &Dress) {
        if !self.raw.is_empty() {
            return;
        }
        match in_words(&tag.name) {
            (what, true) => self.tally.changed(what, tag.source),
            (what, false) => self.tally.doubted(what, tag.source),
        }
        match kind {
            Kind::Formatting => self.open_inline("font", kind, tag, dress),
            Kind::Layout | Kind::Media => self.boundary(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match kind(name) {
            Kind::Break => self.line_break(),
            Kind::Paragraph => self.end_paragraph(),
            Kind::Formatting | Kind::Inline => self.end_inline(name),
            Kind::Layout => self.boundary(),
            Kind::Unknown | Kind::Invisible | Kind::Foreign | Kind::Object | Kind::Rule | Kind::MediaPart => {}
            _ => self.end_block(name),
        }
    }

    /// The contents of an element that holds no markup (SAN-5).
    fn raw_contents(&mut self, text: &str, closed: bool) {
        let name = mem::take(&mut self.raw);
        match name {
            "textarea" => {
                self.tally.changed("form control", text);
                self.text(&super::entities::decode(text));
            }
            "script" if closed => self.tally.changed("script", text),
            "style" if closed => self.tally.changed("style sheet", text),
            _ => {
                let visible = visible_text(text);
                let what = match name {
                    "script" | "style" => "script or style sheet that never ends",
                    "title" => "page title",
                    "iframe" => "text for browsers without frames",
                    _ => "text for other browsers",
                };
                if !visible.trim().is_empty() {
                    self.tally.dropped(what, &visible);
                }
            }
        }
    }

    /// The attributes of an element as they are written; alignment may come from a style.
    fn attributes(&mut self, element: &'static str, tag: &Tag, dress: &Dress) -> String {
        let mut written = attributes(element, tag, self.place, self.tally);
        let may_align = !matches!(kind(element), Kind::Formatting | Kind::Inline);
        if let Some(align) = dress.align.filter(|_| may_align && tag.get("align").is_none()) {
            written.insert_str(0, &super::write::attribute("align", align));
        }
        written
    }
}

fn raw_name(name: &str) -> &'static str {
    RAW.iter().find(|known| **known == name).copied().unwrap_or_default()
}

/// What of a piece of markup would be seen if it were shown.
fn visible_text(markup: &str) -> String {
    let (mut visible, mut holds_entities) = (String::new(), false);
    for token in Tokens::new(markup) {
        match token {
            // Of the raw elements these two hold no markup, and entities all the same.
            Token::Start(tag) => holds_entities = matches!(tag.name.as_ref(), "title" | "textarea"),
            Token::Text(text) => visible.push_str(&text),
            Token::Raw { text, .. } if holds_entities => visible.push_str(&decode(text)),
            Token::Raw { text, .. } => visible.push_str(text),
            Token::End(_) | Token::Comment(_) => {}
        }
    }
    visible
}
