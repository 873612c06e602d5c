//! Clean HTML as a small tree, for the writers that turn markup into other marks.

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesStart, Event};

/// A piece of clean HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node<'a> {
    /// Text, unescaped.
    Text(String),
    /// An element.
    Element(Element<'a>),
}

/// An element with all that is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    pub(crate) name: &'a str,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node<'a>>,
    /// The element as it stands in the source, tags and all.
    pub(crate) source: &'a str,
    /// The start tag as it stands in the source.
    pub(crate) tag: &'a str,
}

impl Element<'_> {
    /// An attribute's value.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the element has this class.
    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split(' ').any(|known| known == class))
    }
}

/// Whether an element of this name stands on lines of its own.
pub(crate) fn is_block(name: &str) -> bool {
    let blocks = [
        "address",
        "audio",
        "blockquote",
        "caption",
        "center",
        "colgroup",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "object",
        "ol",
        "p",
        "pre",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "video",
    ];
    blocks.contains(&name)
}

/// Reads clean HTML; `None` if it is not well-formed, which the cleaner never makes.
pub(crate) fn parse(html: &str) -> Option<Vec<Node<'_>>> {
    let mut reader = Reader::from_str(html);
    let mut open: Vec<(usize, Element<'_>)> = Vec::new();
    let mut top = Vec::new();
    loop {
        let from = reader.buffer_position() as usize;
        let event = reader.read_event().ok()?;
        let to = reader.buffer_position() as usize;
        let siblings = open.last_mut().map_or(&mut top, |(_, parent)| &mut parent.children);
        match event {
            Event::Text(text) => add_text(siblings, &text),
            Event::GeneralRef(entity) => add_text(siblings, &resolved(&entity)?),
            Event::Start(tag) => {
                let element = element(html, &tag, from, to)?;
                open.push((from, element));
            }
            Event::Empty(tag) => siblings.push(Node::Element(element(html, &tag, from, to)?)),
            Event::End(_) => {
                let (start, mut element) = open.pop()?;
                element.source = html.get(start..to)?;
                open.last_mut().map_or(&mut top, |(_, parent)| &mut parent.children).push(Node::Element(element));
            }
            Event::Eof => return open.is_empty().then_some(top),
            _ => {}
        }
    }
}

fn add_text(siblings: &mut Vec<Node<'_>>, text: &str) {
    if let Some(Node::Text(before)) = siblings.last_mut() {
        before.push_str(text);
    } else if !text.is_empty() {
        siblings.push(Node::Text(text.to_owned()));
    }
}

fn resolved(entity: &quick_xml::events::BytesRef<'_>) -> Option<String> {
    match entity.resolve_char_ref().ok()? {
        Some(c) => Some(c.to_string()),
        None => resolve_xml_entity(entity).map(str::to_owned),
    }
}

fn element<'a>(html: &'a str, tag: &BytesStart<'_>, from: usize, to: usize) -> Option<Element<'a>> {
    let name = html.get(from + 1..from + 1 + tag.name().as_ref().len())?;
    let attribute = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        Some((attribute.key.as_ref().to_owned(), unescape(&attribute.value).ok()?.into_owned()))
    };
    let attributes = tag.attributes().flatten().map(attribute).collect::<Option<_>>()?;
    let source = html.get(from..to)?;
    Some(Element { name, attributes, children: Vec::new(), source, tag: source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_joined_and_unescaped_and_elements_know_their_source() {
        let nodes = parse("<p title=\"a &amp; b\">x &lt; y<br /><em>z</em></p>").unwrap();
        let [Node::Element(p)] = nodes.as_slice() else { panic!("{nodes:?}") };
        assert_eq!((p.name, p.attribute("title")), ("p", Some("a & b")));
        assert_eq!(p.children[0], Node::Text("x < y".into()));
        let Node::Element(em) = &p.children[2] else { panic!() };
        assert_eq!((em.source, em.tag), ("<em>z</em>", "<em>"));
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for html in ["<p>x", "<p>x</em></p>", "&nosuch;"] {
            assert_eq!(parse(html), None, "{html}");
        }
    }
}
