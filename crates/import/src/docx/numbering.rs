//! Which lists of a Word document are numbered and which have bullets.

use std::collections::BTreeMap;

use crate::xml::Element;

/// How many levels a list has in Word. More would only cost time: any number of lists may share them.
const LEVELS: usize = 9;

/// The kinds of list by their number in the document and level.
#[derive(Debug, Default)]
pub struct Numbering {
    ordered: BTreeMap<(String, u8), bool>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn new(root: Option<&Element>) -> Self {
        let Some(root) = root else { return Self::default() };
        let of = |name: &'static str| root.elements().filter(move |element| &*element.name == name);
        let abstracts: BTreeMap<_, _> =
            of("abstractNum").filter_map(|list| Some((list.attribute("abstractNumId")?, list))).collect();
        let mut ordered = BTreeMap::new();
        for list in of("num") {
            let shape = list.child("abstractNumId").and_then(|id| id.attribute("val"));
            let levels = shape.and_then(|id| abstracts.get(id)).into_iter().flat_map(|shape| shape.elements());
            for level in levels.filter(|element| &*element.name == "lvl").take(LEVELS) {
                let format = level.child("numFmt").and_then(|format| format.attribute("val"));
                let key = (list.attribute("numId").unwrap_or_default().to_owned(), number(level.attribute("ilvl")));
                ordered.insert(key, !matches!(format, Some("bullet" | "none")));
            }
        }
        Self { ordered }
    }

    /// Whether the items of a list are numbered at a level; an unknown list has bullets.
    pub fn is_ordered(&self, list: &str, level: u8) -> bool {
        self.ordered.get(&(list.to_owned(), level)).copied().unwrap_or(false)
    }
}

/// A level's number, at most 8.
pub fn number(text: Option<&str>) -> u8 {
    text.and_then(|text| text.parse::<u8>().ok()).unwrap_or(0).min(8)
}
