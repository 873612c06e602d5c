//! Writes a part of a page out as markup again, ready for the cleaner.
//!
//! On the way, what style sheets say of classes goes into the elements' own `style`, a text may be cut into pieces at its headings
//! with every open element closed before and opened after the cut, and pictures of a book give way to their description.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use manuscript::{Complaint, Trouble, letters, letters_of_html};
use scraper::{ElementRef, Node};

use super::look::Looks;

/// Elements that hold nothing.
pub(crate) const VOID: [&str; 17] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta",
    "param", "source", "track", "wbr",
];

/// How a page's prose is written out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Style {
    /// What style sheets say of classes goes into `style`, for the cleaner. Not for files whose classes are the writer's own, as AO3's and ours are.
    pub(crate) looks: bool,
    /// Links and pictures with relative addresses lead into a book that is not kept.
    pub(crate) book: bool,
    /// Elements of our own files stand for the start tag in their `data-was` (contract: `export`'s `facts` module).
    pub(crate) own: bool,
}

/// A written-out piece.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Markup {
    /// The markup.
    pub(crate) html: String,
    /// The letters of text in it.
    pub(crate) letters: u64,
    /// How many of these letters were no text of the page: words for pictures, remembered marks.
    pub(crate) added: u64,
    /// Letters of text that was understood and left out.
    pub(crate) facts: u64,
    /// What was left out.
    pub(crate) complaints: Vec<Complaint>,
}

impl Markup {
    /// Adds a piece that follows.
    pub(crate) fn append(&mut self, next: Self) {
        self.html.push_str(&next.html);
        self.letters += next.letters;
        self.added += next.added;
        self.facts += next.facts;
        for complaint in next.complaints {
            complaint.join(&mut self.complaints);
        }
    }

    /// A writer that cuts before each node of `cuts`, which are left out themselves.
    pub(crate) fn writer<'a>(looks: &'a Looks, style: Style, cuts: &[NodeId]) -> Writer<'a> {
        let cuts = cuts.iter().copied().collect();
        Writer { looks, style, cuts, pieces: Vec::new(), piece: Self::default(), open: Vec::new(), skipped: None }
    }
}

/// Writes nodes out.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    looks: &'a Looks,
    style: Style,
    cuts: HashSet<NodeId>,
    pieces: Vec<Markup>,
    piece: Markup,
    open: Vec<Tags>,
    skipped: Option<NodeId>,
}

/// The tags that open and close one element, its looks included.
#[derive(Debug, Default)]
struct Tags {
    open: String,
    close: String,
}

impl Writer<'_> {
    /// Writes a node and everything below it.
    pub(crate) fn write(&mut self, node: NodeRef<'_, Node>) {
        for edge in node.traverse() {
            match edge {
                Edge::Open(node) if self.skipped.is_none() => self.enter(node),
                Edge::Close(node) if self.skipped == Some(node.id()) => self.skipped = None,
                Edge::Close(node) if self.skipped.is_none() => self.leave(node),
                Edge::Open(_) | Edge::Close(_) => {}
            }
        }
    }

    /// The pieces; one more than there were cuts.
    pub(crate) fn finish(mut self) -> Vec<Markup> {
        self.pieces.push(self.piece);
        self.pieces
    }

    fn enter(&mut self, node: NodeRef<'_, Node>) {
        if let Some(text) = node.value().as_text() {
            self.piece.letters += letters(text);
            self.piece.html.push_str(&escaped(text));
        } else if self.cuts.contains(&node.id()) {
            self.skipped = Some(node.id());
            self.cut();
        } else if let Some(element) = ElementRef::wrap(node) {
            self.open(&element);
        }
    }

    fn open(&mut self, element: &ElementRef<'_>) {
        let inside = |name: &str| element.attr(name).is_some_and(is_relative);
        let tags = match element.value().name() {
            "img" | "image" if self.style.book && (inside("src") || inside("href")) => {
                self.picture(element);
                Tags::default()
            }
            "a" if self.style.book && inside("href") => Tags::default(),
            _ if self.style.own && element.attr("data-was").is_some() => match self.original(element) {
                Some(tags) => tags,
                None => return,
            },
            name => {
                self.described(element);
                self.tags(name, element)
            }
        };
        self.piece.html.push_str(&tags.open);
        if !VOID.contains(&element.value().name()) {
            self.open.push(tags);
        }
    }

    /// The start tag that our own writer had to replace; `None` when it was a whole element and is written already.
    fn original(&mut self, element: &ElementRef<'_>) -> Option<Tags> {
        let was = element.attr("data-was").unwrap_or("");
        if was.ends_with("/>") || was.contains("</") {
            self.piece.html.push_str(was);
            self.piece.facts += element.text().map(letters).sum::<u64>();
            let words = letters_of_html(was);
            self.piece.letters += words;
            self.piece.added += words;
            self.skipped = Some(element.id());
            return None;
        }
        let name: String = was.trim_start_matches('<').chars().take_while(char::is_ascii_alphanumeric).collect();
        let close = if name.is_empty() { String::new() } else { format!("</{name}>") };
        Some(Tags { open: was.to_owned(), close })
    }

    fn leave(&mut self, node: NodeRef<'_, Node>) {
        let holds = node.value().as_element().is_some_and(|element| !VOID.contains(&element.name()));
        if holds && let Some(tags) = self.open.pop() {
            self.piece.html.push_str(&tags.close);
        }
    }

    /// Closes everything that is open and opens it again in the next piece.
    fn cut(&mut self) {
        for tags in self.open.iter().rev() {
            self.piece.html.push_str(&tags.close);
        }
        self.pieces.push(std::mem::take(&mut self.piece));
        for tags in &self.open {
            self.piece.html.push_str(&tags.open);
        }
    }

    /// The words for a picture and the remembered mark of a scene break count as text of the story.
    fn described(&mut self, element: &ElementRef<'_>) {
        for words in ["alt", "data-mark"].into_iter().filter_map(|name| element.attr(name)) {
            self.piece.letters += letters(words);
            self.piece.added += letters(words);
        }
    }

    /// The archive keeps no pictures from books yet: the description takes the picture's place.
    fn picture(&mut self, element: &ElementRef<'_>) {
        let description = element.attr("alt").unwrap_or("").trim();
        let example = element.attr("src").or(element.attr("href")).unwrap_or("");
        Complaint::new(Trouble::Dropped, "picture", example).join(&mut self.piece.complaints);
        if !description.is_empty() {
            self.piece.letters += letters(description);
            self.piece.added += letters(description);
            let _ = write!(self.piece.html, "[{}]", escaped(description));
        }
    }

    fn tags(&self, name: &str, element: &ElementRef<'_>) -> Tags {
        let style = if self.style.looks { self.looks.style(element) } else { String::new() };
        let name = match name {
            "html" | "head" | "body" => "div",
            // Inside these a parser reads no markup, so what was escaped would be read as letters.
            "xmp" | "plaintext" | "listing" => "pre",
            other => other,
        };
        Tags { open: opening(name, element, &style, self.style), close: format!("</{name}>") }
    }
}

/// The opening tag, with the element's own style replaced unless `style` is empty, and without a converter's classes.
fn opening(name: &str, element: &ElementRef<'_>, style: &str, of: Style) -> String {
    let mut tag = format!("<{name}");
    for (attribute, value) in element.value().attrs() {
        let converted = attribute == "class" && value.split(' ').all(|class| is_of_a_program(class, of));
        if !converted && (style.is_empty() || attribute != "style") {
            let _ = write!(tag, " {attribute}=\"{}\"", quoted(value));
        }
    }
    if !style.is_empty() {
        let _ = write!(tag, " style=\"{}\"", quoted(style));
    }
    tag.push('>');
    tag
}

/// Whether a class is a program's that made the page, and says nothing of what the author meant.
fn is_of_a_program(class: &str, of: Style) -> bool {
    let office = ["Mso", "Apple-"].iter().any(|start| class.starts_with(start)) || class == "western";
    of.book && class.starts_with("calibre") || of.looks && office
}

/// Whether an address leads to another file of the same book.
fn is_relative(address: &str) -> bool {
    let before_path = address.split(['/', '?', '#']).next().unwrap_or("");
    !address.starts_with("//") && !before_path.contains(':')
}

/// Text with `&`, `<` and `>` escaped.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// A value for an attribute in double quotes.
fn quoted(value: &str) -> String {
    escaped(value).replace('"', "&quot;")
}
