//! Open Document texts (ODT, and flat FODT): paragraphs, styles, lists, tables, notes; tracked and hidden text is named.
//!
//! Automatic styles are how LibreOffice writes direct formatting, so every look comes through a style here.

mod body;
mod inline;
mod styles;
#[cfg(test)]
mod tests;

use crate::bundle::Bundle;
use crate::office::{Document, Properties};
use crate::xml::{self, Element};
use crate::{Arrival, Input, Refusal};

use body::Body;
use styles::Styles;

/// The parts of a packed document that a story needs.
const PARTS: &[&str] = &["content.xml", "styles.xml", "meta.xml"];

/// Reads one story from an Open Document text, packed or flat.
///
/// # Errors
/// The refusals of [`Bundle`] and [`crate::xml`], [`Refusal::Damaged`] for a document without a text part or with a
/// password, and [`Refusal::NoStory`] for one without text.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let parts = parts(input.bytes)?;
    let find = |name: &str| parts.iter().find_map(|part| part.child(name));
    let text = find("body")
        .and_then(|body| body.child("text"))
        .ok_or_else(|| Refusal::Damaged("the OpenDocument file has no text".to_owned()))?;

    let mut document = Document { properties: properties(find("meta")), ..Document::default() };
    document.seen += inline::visible_letters(text);
    let styles = Styles::new(&parts);
    let blocks = Body::new(&styles, &mut document).blocks(text);
    document.blocks = blocks;
    for page in parts.iter().filter_map(|part| part.child("master-styles")).flat_map(Element::elements) {
        for margin in page.elements().filter(|part| part.name.starts_with("header") || part.name.starts_with("footer"))
        {
            document.leave_out("page header or footer", &inline::written_text(margin));
        }
    }
    document.arrive("OpenDocument text (ODT)", input.name)
}

/// The root elements of the parts; a flat file is its only part.
fn parts(bytes: &[u8]) -> Result<Vec<Element>, Refusal> {
    if !bytes.starts_with(b"PK") {
        return Ok(vec![xml::parse(bytes, "document")?]);
    }
    let bundle = Bundle::open(bytes)?;
    if bundle.has("META-INF/manifest.xml") && is_locked(&bundle.read("META-INF/manifest.xml")?) {
        return Err(Refusal::Damaged("the document is locked with a password; save it without one first".to_owned()));
    }
    let there = PARTS.iter().filter(|name| bundle.has(name));
    there.map(|name| xml::parse(&bundle.read(name)?, name)).collect()
}

fn is_locked(manifest: &[u8]) -> bool {
    let sign = b"encryption-data";
    manifest.windows(sign.len()).any(|window| window == sign)
}

/// What the document says of itself.
fn properties(meta: Option<&Element>) -> Properties {
    let text = |name: &str| meta.and_then(|meta| meta.child(name)).map(Element::text).unwrap_or_default();
    let day = |time: &str| time.split('T').next().unwrap_or_default().to_owned();
    let keywords = meta.into_iter().flat_map(Element::elements).filter(|element| &*element.name == "keyword");
    let named = [
        ("Subject", text("subject")),
        ("Keywords", keywords.map(Element::text).collect::<Vec<_>>().join(", ")),
        ("Description", text("description")),
        ("File created", day(&text("creation-date"))),
        ("File modified", day(&text("date"))),
    ];
    let creator = [text("initial-creator"), text("creator")].into_iter().find(|name| !name.trim().is_empty());
    let said = named.into_iter().filter(|(_, value)| !value.trim().is_empty());
    Properties {
        title: text("title"),
        creator: creator.unwrap_or_default(),
        language: text("language"),
        extra: said.map(|(name, value)| (name.to_owned(), value)).collect(),
    }
}
