//! XML parts of office files and books, read into a small tree (R30).
//!
//! No document type is accepted at all, so there are no entities to expand and nothing to fetch; size, depth, elements
//! and attributes are capped. Names are local names: which prefix a program chose for a namespace says nothing to us.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::Refusal;

#[cfg(test)]
mod tests;

/// Bytes of one part.
pub const PART_BYTES: usize = 8 << 20;
/// Attributes of one element.
pub const ATTRIBUTES: usize = 256;
/// How deep elements may stand in each other.
pub const DEPTH: usize = 256;
/// Elements of one part, so that eight million bytes of `<a/>` do not become a gigabyte of tree.
pub const ELEMENTS: usize = 300_000;

/// A local name and a value with its references resolved.
type Attribute = (Box<str>, Box<str>);

/// An element with its attributes and what stands in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// The name without prefix.
    pub name: Box<str>,
    attributes: Vec<Attribute>,
    /// What stands in it, in order.
    pub children: Vec<Node>,
}

/// A piece of an element's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text with its references resolved.
    Text(Box<str>),
}

impl Element {
    /// The value of the first attribute of this local name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| &**known == name).map(|(_, value)| &**value)
    }

    /// The elements that stand directly in it.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of this name that stands directly in it.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| &*element.name == name)
    }

    /// The first element of this name anywhere in it, in document order.
    pub fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|element| if &*element.name == name { Some(element) } else { element.find(name) })
    }

    /// All text in it, however deep.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.gather(&mut text);
        text
    }

    fn gather(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) => element.gather(text),
                Node::Text(piece) => text.push_str(piece),
            }
        }
    }
}

/// Reads one part and returns its root element.
///
/// # Errors
/// [`Refusal::Unsafe`] for a document type or a broken limit of this module, [`Refusal::Damaged`] for what is no
/// well-formed XML. `part` is the part's name, for the sentence.
pub fn parse(bytes: &[u8], part: &str) -> Result<Element, Refusal> {
    if bytes.len() > PART_BYTES {
        return Err(unsafe_part(part, &format!("is larger than {} MiB", PART_BYTES >> 20)));
    }
    let text = decode(bytes);
    let mut reader = Reader::from_str(&text);
    let mut tree = Tree { part, open: Vec::new(), elements: 0 };
    loop {
        let event = reader.read_event().map_err(|error| damaged(part, &error.to_string()))?;
        if let Some(root) = tree.take(event)? {
            return Ok(root);
        }
    }
}

/// The text of a part: by its byte order mark, by what it declares, as UTF-8 otherwise.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let start = bytes.get(..bytes.len().min(120)).unwrap_or_default();
    let declared = String::from_utf8_lossy(start)
        .split_once("encoding=")
        .and_then(|(_, rest)| rest.trim_start_matches(['"', '\'']).split(['"', '\'']).next().map(str::to_owned))
        .and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    declared.unwrap_or(encoding_rs::UTF_8).decode(bytes).0
}

/// The elements that are open, outermost first.
struct Tree<'p> {
    part: &'p str,
    open: Vec<Element>,
    elements: usize,
}

impl Tree<'_> {
    /// Takes one event; gives the root when it is closed.
    fn take(&mut self, event: Event<'_>) -> Result<Option<Element>, Refusal> {
        match event {
            Event::Start(start) => self.start(&start).map(|()| None),
            Event::Empty(start) => {
                self.start(&start)?;
                Ok(self.end())
            }
            Event::End(_) => Ok(self.end()),
            Event::Text(text) => Ok(self.text(text.xml10_content())),
            Event::CData(text) => Ok(self.text(text.xml10_content())),
            Event::GeneralRef(reference) => Ok(self.text(resolve(&reference).into())),
            Event::DocType(_) => Err(unsafe_part(
                self.part,
                "declares a document type (DTD), which can hide XML bombs and foreign files",
            )),
            Event::Eof => Err(damaged(self.part, "it breaks off")),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Ok(None),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        self.elements += 1;
        if self.elements > ELEMENTS {
            return Err(unsafe_part(self.part, &format!("has more than {ELEMENTS} elements")));
        }
        if self.open.len() >= DEPTH {
            return Err(unsafe_part(self.part, &format!("nests elements more than {DEPTH} deep")));
        }
        let attributes = self.attributes(start)?;
        self.open.push(Element { name: start.local_name().as_ref().into(), attributes, children: Vec::new() });
        Ok(())
    }

    fn attributes(&self, start: &BytesStart<'_>) -> Result<Vec<Attribute>, Refusal> {
        let mut attributes = Vec::new();
        // Looking for duplicates compares every attribute with every other (RUSTSEC-2026-0194).
        for (count, attribute) in start.attributes().with_checks(false).enumerate() {
            if count >= ATTRIBUTES {
                return Err(unsafe_part(self.part, &format!("gives an element more than {ATTRIBUTES} attributes")));
            }
            let attribute = attribute.map_err(|error| damaged(self.part, &error.to_string()))?;
            if attribute.key.as_ref().starts_with("xmlns") {
                continue;
            }
            let value = quick_xml::escape::unescape(&attribute.value).unwrap_or(Cow::Borrowed(&attribute.value));
            attributes.push((attribute.key.local_name().as_ref().into(), value.as_ref().into()));
        }
        Ok(attributes)
    }

    /// Closes the innermost element; gives it back if it was the root.
    fn end(&mut self) -> Option<Element> {
        let closed = self.open.pop()?;
        let Some(parent) = self.open.last_mut() else { return Some(closed) };
        parent.children.push(Node::Element(closed));
        None
    }

    fn text(&mut self, text: Cow<'_, str>) -> Option<Element> {
        if let Some(parent) = self.open.last_mut().filter(|_| !text.is_empty()) {
            parent.children.push(Node::Text(text.into()));
        }
        None
    }
}

/// The character that a reference stands for; one that nothing declares stays as it was typed.
fn resolve(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = reference.xml10_content();
    match quick_xml::escape::resolve_predefined_entity(&name) {
        Some(text) => text.to_owned(),
        None => format!("&{name};"),
    }
}

fn unsafe_part(part: &str, why: &str) -> Refusal {
    Refusal::Unsafe(format!("its part “{part}” {why}"))
}

fn damaged(part: &str, why: &str) -> Refusal {
    Refusal::Damaged(format!("its part “{part}” is not whole ({why})"))
}
