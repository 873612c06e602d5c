//! The styles of a Word document: what a style's name says, and what it inherits.

use std::collections::BTreeMap;

use super::numbering::number;
use crate::office::{self, Align, Format, Mark, Role, role_of_style};
use crate::xml::Element;

/// How many styles a style may be based on, one on the other; Word stops at 10.
const CHAIN: usize = 16;

/// Reads `w:rPr`.
pub fn format(properties: Option<&Element>) -> Format {
    let mut format = Format::default();
    for property in properties.into_iter().flat_map(Element::elements) {
        let value = property.attribute("val").unwrap_or("true");
        let on = !matches!(value, "0" | "false" | "off" | "none");
        match &*property.name {
            "b" => format.say(Mark::Bold, on),
            "i" => format.say(Mark::Italic, on),
            "u" => format.say(Mark::Underline, on),
            "strike" | "dstrike" => format.say(Mark::Strike, on),
            "vertAlign" => {
                format.say(Mark::Superscript, value == "superscript");
                format.say(Mark::Subscript, value == "subscript");
            }
            "vanish" => format.hidden = Some(on),
            "smallCaps" => format.small_capitals = Some(on),
            "sz" => format.ink.size = office::size(value),
            "color" => format.ink.colour = Some(office::colour(value)),
            _ => {}
        }
    }
    format
}

/// A style with everything it inherits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Style {
    /// What text in it looks like.
    pub format: Format,
    /// What it is for, if it says.
    pub role: Option<Role>,
    /// How its lines stand, if it says.
    pub align: Option<Align>,
    /// The list it belongs to, with the level.
    pub list: Option<(String, u8)>,
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub struct Styles {
    by_id: BTreeMap<String, Style>,
    default_paragraph: Option<String>,
    /// What text looks like where no style says anything.
    pub defaults: Format,
}

impl Styles {
    /// Reads `styles.xml`.
    pub fn new(root: Option<&Element>) -> Self {
        let Some(root) = root else { return Self::default() };
        let raw: BTreeMap<&str, &Element> =
            root.elements().filter_map(|style| Some((style.attribute("styleId")?, style))).collect();
        let defaults = root.child("docDefaults").and_then(|all| all.child("rPrDefault"));
        let default = raw.iter().find(|(_, style)| {
            style.attribute("type") == Some("paragraph") && matches!(style.attribute("default"), Some("1" | "true"))
        });
        Self {
            by_id: raw.keys().map(|id| ((*id).to_owned(), resolve(&raw, id))).collect(),
            default_paragraph: default.map(|(id, _)| (*id).to_owned()),
            defaults: format(defaults.and_then(|all| all.child("rPr"))).named(),
        }
    }

    /// The style of this id.
    pub fn get(&self, id: &str) -> Option<&Style> {
        self.by_id.get(id)
    }

    /// The style of a paragraph that names this one or none.
    pub fn paragraph(&self, id: Option<&str>) -> Option<&Style> {
        let default = || self.get(self.default_paragraph.as_deref()?);
        id.and_then(|id| self.get(id)).or_else(default)
    }
}

/// A style with what it inherits, from the root of its chain to itself.
fn resolve(raw: &BTreeMap<&str, &Element>, id: &str) -> Style {
    let mut chain = Vec::new();
    let mut next = Some(id);
    while let Some(element) = next.and_then(|id| raw.get(id)).filter(|_| chain.len() < CHAIN) {
        chain.push(*element);
        next = element.child("basedOn").and_then(|base| base.attribute("val"));
    }
    let base = Style::default();
    chain.into_iter().rev().fold(base, |base, element| {
        let paragraph = element.child("pPr");
        Style {
            format: format(element.child("rPr")).named().over(base.format),
            role: role_of_name(element).or_else(|| outline(paragraph)).or(base.role),
            align: align(paragraph).or(base.align),
            list: list(paragraph).or(base.list),
        }
    })
}

/// What a style is for by its name, which is English in every language of Word; only its id is translated.
fn role_of_name(style: &Element) -> Option<Role> {
    role_of_style(style.child("name")?.attribute("val")?)
}

/// The heading level that paragraph properties say.
pub fn outline(properties: Option<&Element>) -> Option<Role> {
    let level = properties?.child("outlineLvl")?.attribute("val")?.parse::<u8>().ok()?;
    Some(if level < 9 { Role::Heading(level + 1) } else { Role::Body })
}

/// How paragraph properties say that lines stand.
pub fn align(properties: Option<&Element>) -> Option<Align> {
    Some(match properties?.child("jc")?.attribute("val")? {
        "center" => Align::Center,
        "right" | "end" => Align::End,
        _ => Align::Natural,
    })
}

/// The list that paragraph properties say, with the level.
pub fn list(properties: Option<&Element>) -> Option<(String, u8)> {
    let list = properties?.child("numPr")?;
    let id = list.child("numId")?.attribute("val")?;
    let level = number(list.child("ilvl").and_then(|level| level.attribute("val")));
    Some((id.to_owned(), level))
}
