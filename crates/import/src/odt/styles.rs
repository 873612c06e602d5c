//! The styles of an Open Document text, named and automatic, with what they inherit.

use std::collections::BTreeMap;

use crate::office::{self, Align, Format, Ink, Mark, Role, role_of_style};
use crate::xml::Element;

/// How many styles a style may descend from, one from the other.
const CHAIN: usize = 16;

/// A style with everything it inherits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Style {
    /// What text in it looks like.
    pub format: Format,
    /// What it is for, if it says.
    pub role: Option<Role>,
    /// How its lines stand, if it says.
    pub align: Option<Align>,
    /// Whether it is written from right to left, if it says.
    pub right_to_left: Option<bool>,
    /// Whether a page begins before it.
    pub begins_page: bool,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    paragraphs: BTreeMap<String, Style>,
    texts: BTreeMap<String, Style>,
    ordered: BTreeMap<(String, u8), bool>,
    /// The size and colour of paragraphs where no style says anything.
    unstyled: Format,
}

/// A style as it is written, and whether it is automatic: formatting by hand.
type Raw<'a> = (&'a Element, bool);

impl Styles {
    /// Reads the styles of all parts.
    pub fn new(parts: &[Element]) -> Self {
        let groups = parts.iter().flat_map(Element::elements);
        let all: Vec<Raw<'_>> = groups
            .filter(|group| matches!(&*group.name, "styles" | "automatic-styles"))
            .flat_map(|group| group.elements().map(|style| (style, &*group.name == "automatic-styles")))
            .collect();
        let of = |name: &'static str| all.iter().map(|(style, _)| *style).filter(move |style| &*style.name == name);
        let unstyled = of("default-style").find(|style| style.attribute("family") == Some("paragraph"));
        let unstyled = unstyled.and_then(|style| style.child("text-properties")).map(format).unwrap_or_default();
        Self {
            paragraphs: family(&all, "paragraph"),
            texts: family(&all, "text"),
            ordered: of("list-style").flat_map(levels).collect(),
            unstyled: unstyled.named().unmarked(),
        }
    }

    /// The style of a paragraph.
    ///
    /// One that the document does not describe is still known by its name.
    pub fn paragraph(&self, name: Option<&str>) -> Style {
        let by_name = |name: &str| Style { role: role_of_name(name), ..Style::default() };
        let known = name.map(|name| self.paragraphs.get(name).cloned().unwrap_or_else(|| by_name(name)));
        let style = known.unwrap_or_default();
        Style { format: style.format.over(self.unstyled), ..style }
    }

    /// What text in a character style looks like.
    pub fn text(&self, name: Option<&str>) -> Format {
        name.and_then(|name| self.texts.get(name)).map(|style| style.format).unwrap_or_default()
    }

    /// Whether the items of a list are numbered at a level, or at the next higher one that is described; an unknown
    /// list has bullets.
    pub fn is_ordered(&self, list: &str, level: u8) -> bool {
        let levels = (list.to_owned(), 0)..=(list.to_owned(), level);
        self.ordered.range(levels).next_back().is_some_and(|(_, ordered)| *ordered)
    }
}

/// The styles of one family by their names. Of two with one name the first wins, which is the text's own.
fn family(all: &[Raw<'_>], family: &str) -> BTreeMap<String, Style> {
    let mut raw: BTreeMap<&str, Raw<'_>> = BTreeMap::new();
    let is_ours = |style: &Element| &*style.name == "style" && style.attribute("family") == Some(family);
    for (style, is_automatic) in all.iter().filter(|(style, _)| is_ours(style)) {
        if let Some(name) = style.attribute("name") {
            raw.entry(name).or_insert((style, *is_automatic));
        }
    }
    raw.keys().map(|name| ((*name).to_owned(), resolve(&raw, name))).collect()
}

/// A style with what it inherits, from the root of its chain to itself.
fn resolve(raw: &BTreeMap<&str, Raw<'_>>, name: &str) -> Style {
    let mut chain = Vec::new();
    let mut next = Some(name);
    while let Some(style) = next.and_then(|name| raw.get(name)).filter(|_| chain.len() < CHAIN) {
        chain.push(*style);
        next = style.0.attribute("parent-style-name");
    }
    chain.into_iter().rev().fold(Style::default(), |base, (style, is_automatic)| {
        let paragraph = style.child("paragraph-properties");
        let says = |name: &str| paragraph.and_then(|all| all.attribute(name));
        let own = style.child("text-properties").map(format).unwrap_or_default();
        let own = if is_automatic { own } else { own.named() };
        Style {
            format: own.over(base.format),
            role: role(style).or(base.role),
            align: says("text-align").map(align).or(base.align),
            right_to_left: says("writing-mode").map(|mode| mode.starts_with("rl")).or(base.right_to_left),
            // A named style that begins pages does so for each paragraph; one that inherits it does too.
            begins_page: says("break-before").map_or(base.begins_page, |kind| kind == "page"),
        }
    })
}

/// What a style is for: by the name it is shown under, else by its own, where a space is `_20_`.
fn role(style: &Element) -> Option<Role> {
    let shown = style.attribute("display-name").or_else(|| style.attribute("name"))?;
    role_of_name(shown)
}

fn role_of_name(name: &str) -> Option<Role> {
    role_of_style(&name.replace("_20_", " "))
}

fn align(value: &str) -> Align {
    match value {
        "center" => Align::Center,
        "end" | "right" => Align::End,
        _ => Align::Natural,
    }
}

/// Reads `style:text-properties`.
fn format(properties: &Element) -> Format {
    let mut format = Format::default();
    let says = |name: &str| properties.attribute(name);
    if let Some(weight) = says("font-weight") {
        let is_heavy = weight.parse::<u16>().is_ok_and(|weight| weight >= 600);
        format.say(Mark::Bold, weight == "bold" || is_heavy);
    }
    if let Some(style) = says("font-style") {
        format.say(Mark::Italic, style == "italic" || style == "oblique");
    }
    if let Some(line) = says("text-underline-style") {
        format.say(Mark::Underline, line != "none");
    }
    if let Some(line) = says("text-line-through-style").or_else(|| says("text-line-through-type")) {
        format.say(Mark::Strike, line != "none");
    }
    if let Some(position) = says("text-position") {
        let place = position.split_whitespace().next().unwrap_or_default();
        let is_zero = place.starts_with("0%");
        format.say(Mark::Subscript, place == "sub" || place.starts_with('-'));
        let is_raised = place == "super" || place.starts_with(|digit: char| digit.is_ascii_digit());
        format.say(Mark::Superscript, is_raised && !is_zero);
    }
    format.hidden = says("display").map(|display| display == "none");
    format.small_capitals = says("font-variant").map(|variant| variant == "small-caps");
    format.ink = Ink { size: says("font-size").and_then(office::size), colour: says("color").map(office::colour) };
    format
}

/// The levels of a list style, from 0, with whether they are numbered.
fn levels(list: &Element) -> Vec<((String, u8), bool)> {
    let name = list.attribute("name").unwrap_or_default();
    let level = |element: &Element| {
        let number = element.attribute("level")?.parse::<u8>().ok()?.checked_sub(1)?;
        let is_numbered = &*element.name == "list-level-style-number"
            && element.attribute("num-format").is_some_and(|f| !f.is_empty());
        Some(((name.to_owned(), number), is_numbered))
    };
    list.elements().filter_map(level).collect()
}
