//! Footnotes as pop-ups: a reference opens its note over the page where the reading system can do that.
//!
//! The canonical form (`manuscript::footnotes`) is kept; references get `epub:type="noteref"`, and the contents of a note go
//! into an `aside`, for that is the element reading systems look for.

use quick_xml::events::BytesStart;

use super::attributes::Judged;

/// What a pop-up is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PopUp {
    /// The number in the text.
    Reference,
    /// What it leads to.
    Note,
}

/// The end of what [`PopUp::dress`] opens in a note.
pub(super) const END: &str = "</aside>";

/// Whether this element is half of a footnote.
pub(super) fn pop_up(name: &str, judged: &Judged) -> Option<PopUp> {
    let has = |class: &str| judged.classes.iter().any(|known| known == class);
    match name {
        "a" if has("fs-noteref") && judged.written.contains(" href=\"#") => Some(PopUp::Reference),
        "li" if has("fs-note-text") && judged.written.contains(" id=\"") => Some(PopUp::Note),
        _ => None,
    }
}

/// Whether this start tag opens a note, as [`pop_up`] sees it.
pub(super) fn is_note(tag: &BytesStart<'_>) -> bool {
    let value = |key: &str| tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == key).map(|a| a.value);
    tag.name().as_ref() == "li"
        && value("id").is_some()
        && value("class").is_some_and(|classes| classes.split(' ').any(|class| class == "fs-note-text"))
}

impl PopUp {
    /// Adds to the tag what makes it a pop-up; gives back what has to follow the tag.
    pub(super) fn dress(self, judged: &mut Judged) -> String {
        match self {
            Self::Reference => {
                judged.written.push_str(r#" epub:type="noteref" role="doc-noteref""#);
                String::new()
            }
            Self::Note => {
                let id = std::mem::take(&mut judged.written);
                format!(r#"<aside epub:type="footnote" role="doc-footnote"{id} data-was="">"#)
            }
        }
    }
}
