//! Inline elements: opened when there is text for them, closed and opened again where blocks part it (PARA-2).

use super::super::elements::Kind;
use super::super::style::Dress;
use super::super::tokens::Tag;
use super::super::write;
use super::Weaver;

/// The most inline tags that are open at once.
const MOST_INLINE: usize = 30;

/// An inline element that is wanted for the text to come.
pub(super) struct Inline {
    name: &'static str,
    open: String,
    close: String,
    /// Browsers carry it on when its block ends without closing it.
    formatting: bool,
    /// How deep it was born, see [`Weaver::depth`].
    born: usize,
    standing: Standing,
    /// A name to jump to, which stands even when empty.
    anchor: bool,
}

/// Where an inline element stands in the text written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Nothing was written of it.
    Wanted,
    /// It is open.
    Opened,
    /// It was open in a line before.
    Interrupted,
}

impl Weaver<'_> {
    pub(super) fn in_link(&self) -> bool {
        self.inline.iter().skip(self.inline_base()).any(|inline| inline.name == "a")
    }

    /// Opens an inline element for the text to come.
    pub(super) fn open_inline(&mut self, element: &'static str, kind: Kind, tag: &Tag, dress: &Dress) {
        match element {
            "a" => self.end_inline("a"),
            "rt" | "rp" => {
                self.end_inline("rt");
                self.end_inline("rp");
            }
            _ => {}
        }
        let attributes = if element == "font" { self.font(tag) } else { self.attributes(element, tag, dress) };
        let shown = self.is_shown(element, &attributes, dress);
        let anchor = element == "a" && shown && attributes.contains(" name=\"");
        let mut tags = dress.tags.clone();
        tags.retain(|tag| !(*tag == "u" && (element == "a" || self.in_link())));
        let (open, close) = spell(shown.then_some((element, attributes.as_str())), &tags);
        self.want(Inline { anchor, ..Inline::new(element, open, close, kind == Kind::Formatting) });
    }

    fn font(&mut self, tag: &Tag) -> String {
        self.tally.changed_times("attribute too many", tag.excess, &tag.name);
        String::new()
    }

    fn is_shown(&self, element: &str, attributes: &str, dress: &Dress) -> bool {
        match element {
            "font" => false,
            "span" => !attributes.is_empty(),
            "a" => attributes.contains(" href=\"") || attributes.contains(" name=\""),
            "b" | "strong" => !dress.upright_weight,
            "i" | "em" => !dress.upright_slant,
            "rt" | "rp" => self.inline.iter().skip(self.inline_base()).any(|inline| inline.name == "ruby"),
            _ => true,
        }
    }

    /// Wants what a block's style says of its text.
    pub(super) fn wear(&mut self, dress: &Dress) {
        if !dress.tags.is_empty() {
            let (open, close) = spell(None, &dress.tags);
            self.want(Inline::new("", open, close, false));
        }
    }

    fn want(&mut self, inline: Inline) {
        let open: usize = self.inline.iter().skip(self.inline_base()).map(Inline::tags).sum();
        if open + inline.tags() > MOST_INLINE {
            self.tally.changed("nesting too deep", inline.name);
            return;
        }
        let born = self.depth();
        self.inline.push(Inline { born, ..inline });
    }

    /// Closes the innermost inline element of this name; those inside it go on.
    pub(super) fn end_inline(&mut self, name: &str) {
        let base = self.inline_base();
        let Some(at) = self.inline.iter().rposition(|inline| inline.name == name).filter(|&at| at >= base) else {
            return;
        };
        let is_new = self.inline.get(at).is_some_and(|inline| inline.anchor && inline.standing == Standing::Wanted);
        if is_new && self.may_hold_text() {
            let inside = self.inline.split_off(at + 1);
            self.content();
            self.inline.extend(inside);
        }
        self.close_inline_from(at);
        self.inline.remove(at);
        if name == "ruby" {
            self.inline.truncate(at);
        }
    }

    pub(super) fn close_inline_from(&mut self, at: usize) {
        for inline in self.inline.iter_mut().skip(at).rev().filter(|inline| inline.standing == Standing::Opened) {
            self.out.push_str(&inline.close);
            inline.standing = Standing::Interrupted;
        }
    }

    pub(super) fn open_wanted(&mut self) {
        let mut spent = 0;
        for inline in self.inline.iter_mut().skip(self.blocks.last().map_or(0, |block| block.inline_base)) {
            if inline.standing == Standing::Opened {
                continue;
            }
            spent += if inline.standing == Standing::Interrupted { inline.open.len() + inline.close.len() } else { 0 };
            if spent > self.carried {
                break;
            }
            self.out.push_str(&inline.open);
            inline.standing = Standing::Opened;
        }
        match self.carried.checked_sub(spent) {
            Some(left) => self.carried = left,
            None => self.forget_carried(),
        }
    }

    /// Too much was carried from paragraph to paragraph: what is not open now is forgotten.
    fn forget_carried(&mut self) {
        self.carried = 0;
        self.inline.retain(|inline| inline.standing == Standing::Opened);
        self.tally.changed("emphasis carried over too many paragraphs", "");
    }

    /// Inline elements that a block or paragraph took with it when it ended.
    pub(super) fn forget_inline_born_below(&mut self, depth: usize) {
        self.inline.retain(|inline| inline.formatting || inline.born <= depth);
    }

    /// A picture or an embedded player, which stands in a line like a letter.
    pub(super) fn object(&mut self, element: &'static str, tag: &Tag) {
        let attributes = self.attributes(element, tag, &Dress::default());
        if !attributes.contains(" src=\"") {
            let what = if element == "img" { "picture without a usable address" } else { "embed" };
            let alt = tag.get("alt").unwrap_or_default();
            let example = if alt.is_empty() { tag.get("src").unwrap_or_default() } else { alt };
            return self.tally.dropped_letters(what, crate::letters(alt), example);
        }
        self.content();
        if element == "iframe" {
            write::start(&mut self.out, element, &attributes);
            write::end(&mut self.out, element);
        } else {
            write::empty(&mut self.out, element, &attributes);
        }
    }
}

impl Inline {
    fn new(name: &'static str, open: String, close: String, formatting: bool) -> Self {
        Self { name, open, close, formatting, born: 0, standing: Standing::Wanted, anchor: false }
    }

    /// How many tags it stands for; one that writes nothing still counts.
    fn tags(&self) -> usize {
        self.close.matches('<').count().max(1)
    }
}

/// The start and end tags of an element and of what its style adds to it.
fn spell(element: Option<(&str, &str)>, tags: &[&str]) -> (String, String) {
    let tags = tags.iter().filter(|tag| !element.is_some_and(|(name, _)| same_meaning(name, tag)));
    let (mut open, mut close) =
        element.map(|(name, attributes)| (format!("<{name}{attributes}>"), format!("</{name}>"))).unwrap_or_default();
    for tag in tags {
        open.extend(["<", tag, ">"]);
        close = ["</", tag, ">", &close].concat();
    }
    (open, close)
}

fn same_meaning(element: &str, tag: &str) -> bool {
    matches!((element, tag), ("b", "strong") | ("i", "em") | ("strike" | "del", "s") | ("ins", "u")) || element == tag
}
