//! The parts of a Word document, found by their relationships.

use std::collections::{BTreeMap, BTreeSet};

use super::numbering::Numbering;
use super::styles::{Style, Styles};
use crate::Refusal;
use crate::bundle::Bundle;
use crate::xml::{self, Element};

/// A part's relationships: from their ids to a kind and a target.
#[derive(Debug, Default)]
struct Relations(BTreeMap<String, (String, String)>);

/// Everything of a Word document that a story may need.
#[derive(Debug)]
pub struct Parts {
    /// The text.
    pub main: Element,
    /// The styles.
    pub styles: Styles,
    /// The lists.
    pub numbering: Numbering,
    /// Footnotes.
    pub footnotes: Option<Element>,
    /// Endnotes.
    pub endnotes: Option<Element>,
    /// Comments.
    pub comments: Option<Element>,
    /// Page headers and footers.
    pub margins: Vec<Element>,
    /// The file's properties.
    pub core: Option<Element>,
    /// The style of paragraphs where the document has none.
    pub unstyled: Style,
    links: BTreeMap<String, String>,
}

impl Parts {
    /// Reads all parts.
    pub fn open(bundle: &Bundle<'_>) -> Result<Self, Refusal> {
        let package = Relations::read(bundle, "")?;
        let main_name = package.target("officeDocument").unwrap_or_else(|| "word/document.xml".to_owned());
        let main = part(bundle, &main_name)?
            .ok_or_else(|| Refusal::Damaged("the Word document has no text part".to_owned()))?;
        let relations = Relations::read(bundle, &main_name)?;
        let by_kind = |kind: &str| match relations.target(kind) {
            Some(name) => part(bundle, &name),
            None => Ok(None),
        };
        let mut margins = Vec::new();
        // Each once, however many relationships name it.
        for name in relations.targets("header").chain(relations.targets("footer")).collect::<BTreeSet<_>>() {
            margins.extend(part(bundle, name)?);
        }
        Ok(Self {
            styles: Styles::new(by_kind("styles")?.as_ref()),
            numbering: Numbering::new(by_kind("numbering")?.as_ref()),
            footnotes: by_kind("footnotes")?,
            endnotes: by_kind("endnotes")?,
            comments: by_kind("comments")?,
            core: match package.target("core-properties") {
                Some(name) => part(bundle, &name)?,
                None => None,
            },
            unstyled: Style::default(),
            links: relations.links(),
            margins,
            main,
        })
    }

    /// The address that a link of the text leads to.
    pub fn link(&self, id: &str) -> Option<&str> {
        self.links.get(id).map(String::as_str)
    }
}

impl Relations {
    /// The relationships of a part; the package's own for no name.
    fn read(bundle: &Bundle<'_>, of: &str) -> Result<Self, Refusal> {
        let (folder, file) = of.rsplit_once('/').map_or(("", of), |(folder, file)| (folder, file));
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(root) = part(bundle, &format!("{prefix}_rels/{file}.rels"))? else { return Ok(Self::default()) };
        let mut relations = BTreeMap::new();
        for relation in root.elements() {
            let attribute = |name| relation.attribute(name).unwrap_or_default();
            let kind = attribute("Type").rsplit('/').next().unwrap_or_default().to_owned();
            let target = match (attribute("TargetMode"), attribute("Target").strip_prefix('/')) {
                ("External", _) => attribute("Target").to_owned(),
                (_, Some(absolute)) => absolute.to_owned(),
                (_, None) => format!("{prefix}{}", attribute("Target")),
            };
            relations.insert(attribute("Id").to_owned(), (kind, target));
        }
        Ok(Self(relations))
    }

    fn targets(&self, kind: &str) -> impl Iterator<Item = &String> {
        self.0.values().filter(move |(known, _)| known == kind).map(|(_, target)| target)
    }

    fn target(&self, kind: &str) -> Option<String> {
        self.targets(kind).next().cloned()
    }

    fn links(self) -> BTreeMap<String, String> {
        self.0.into_iter().filter(|(_, (kind, _))| kind == "hyperlink").map(|(id, (_, target))| (id, target)).collect()
    }
}

/// One XML part, if it is there.
fn part(bundle: &Bundle<'_>, name: &str) -> Result<Option<Element>, Refusal> {
    if !bundle.has(name) {
        return Ok(None);
    }
    xml::parse(&bundle.read(name)?, name).map(Some)
}
