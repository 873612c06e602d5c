//! Word documents (DOCX, Office Open XML): paragraphs, styles, lists, tables, notes; what Word tracks and hides is named.
//!
//! The parts are found by their relationships, never by guessing paths, and each is read whole by [`crate::xml`].
//! Pictures, fonts and colours are not kept.

mod body;
mod numbering;
mod parts;
mod run;
mod styles;
#[cfg(test)]
mod tests;

use crate::bundle::Bundle;
use crate::office::{Document, Properties};
use crate::xml::Element;
use crate::{Arrival, Input, Refusal};

use body::Body;
use parts::Parts;

/// Reads one story from a Word document.
///
/// # Errors
/// The refusals of [`Bundle`] and [`crate::xml`], and [`Refusal::NoStory`] for a document without text.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let bundle = Bundle::open(input.bytes)?;
    let parts = Parts::open(&bundle)?;
    let mut document = Document { properties: properties(parts.core.as_ref()), ..Document::default() };
    document.seen += run::visible_letters(&parts.main);
    let mut body = Body::new(&parts, &mut document);
    let blocks = body.blocks(&parts.main);
    document.blocks = blocks;
    leave_out_margins(&parts, &mut document);
    document.arrive("Word document (DOCX)", input.name)
}

/// Names what stands beside the text: comments, page headers and footers.
fn leave_out_margins(parts: &Parts, document: &mut Document) {
    let comments = parts.comments.iter().flat_map(Element::elements);
    for comment in comments {
        document.leave_out("comment in the margin", &run::paragraph_text(comment));
    }
    for margin in &parts.margins {
        document.leave_out("page header or footer", &run::paragraph_text(margin));
    }
}

/// What `docProps/core.xml` says.
fn properties(core: Option<&Element>) -> Properties {
    let text = |name: &str| core.and_then(|core| core.child(name)).map(Element::text).unwrap_or_default();
    let named = [
        ("Subject", text("subject")),
        ("Keywords", text("keywords")),
        ("Description", text("description")),
        ("File created", day(&text("created"))),
        ("File modified", day(&text("modified"))),
    ];
    let said = named.into_iter().filter(|(_, value)| !value.trim().is_empty());
    Properties {
        title: text("title"),
        creator: text("creator"),
        language: text("language"),
        extra: said.map(|(name, value)| (name.to_owned(), value)).collect(),
    }
}

/// The day of a time such as `2009-03-01T10:00:00Z`.
fn day(time: &str) -> String {
    time.split('T').next().unwrap_or_default().to_owned()
}
