//! The package document (OPF): what the book says of itself and which files it is made of, in which order.
//!
//! Element names are compared without prefix and case, because makers differ. A document type is refused by the parser's
//! caller; entities other than XML's five stay as written.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::Refusal;
use crate::html::labels::percent_decoded;

/// Elements and attributes of a package beyond which it is no book (R30).
const ITEMS: usize = 20_000;

/// A `dc:` element or a `meta` with its text and attributes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// The name without prefix, or a meta's `name` or `property`.
    pub(super) name: String,
    /// The text, or a meta's `content`.
    pub(super) value: String,
    /// `id`, for metadata that refine others.
    pub(super) id: String,
    /// The id of what a meta refines, without `#`.
    pub(super) refines: String,
    /// `opf:role`, `opf:scheme` or `opf:event`.
    pub(super) kind: String,
}

/// A file of the book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// The id by which the spine calls it.
    pub(super) id: String,
    /// The path inside the ZIP.
    pub(super) path: String,
    /// The media type as stated.
    pub(super) media: String,
    /// EPUB 3 properties: `nav`, `cover-image`.
    pub(super) properties: String,
}

/// The package document.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// Metadata in order.
    pub(super) entries: Vec<Entry>,
    /// Every file.
    pub(super) items: Vec<Item>,
    /// Ids of the files to read, in order.
    pub(super) spine: Vec<String>,
    /// Guide references: kind and path.
    pub(super) guide: Vec<(String, String)>,
}

impl Package {
    /// Reads the document; `folder` is where it lies in the ZIP.
    pub(super) fn read(xml: &str, folder: &str) -> Result<Self, Refusal> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = false;
        let mut package = Self::default();
        let mut open: Option<Entry> = None;
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => open = package.start(&tag, folder).or(open),
                Ok(Event::Empty(tag)) => {
                    let entry = package.start(&tag, folder);
                    package.entries.extend(entry);
                }
                Ok(Event::Text(text)) => push(open.as_mut(), &text),
                Ok(Event::CData(text)) => push(open.as_mut(), &text),
                Ok(Event::GeneralRef(name)) => push(open.as_mut(), &entity(&name)),
                Ok(Event::End(_)) => package.entries.extend(open.take()),
                Ok(Event::DocType(_)) if xml.contains("<!ENTITY") => {
                    return Err(Refusal::Unsafe("the book's package document declares entities of its own".to_owned()));
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
            if package.entries.len() + package.items.len() + package.spine.len() > ITEMS {
                return Err(Refusal::Unsafe(format!("the book's package document lists more than {ITEMS} things")));
            }
        }
        package.entries.retain(|entry| !entry.name.is_empty());
        Ok(package)
    }

    /// Takes an element; gives the entry whose text follows, if it is one.
    fn start(&mut self, tag: &BytesStart<'_>, folder: &str) -> Option<Entry> {
        let name = local(tag.name().as_ref());
        let get = |key: &str| attribute(tag, key);
        match name.as_str() {
            "item" => {
                let path = resolve(folder, &get("href"));
                self.items.push(Item { id: get("id"), path, media: get("media-type"), properties: get("properties") });
                None
            }
            "itemref" => {
                self.spine.push(get("idref"));
                None
            }
            "reference" => {
                self.guide.push((get("type").to_lowercase(), resolve(folder, &get("href"))));
                None
            }
            "meta" => Some(Entry {
                name: [get("name"), get("property")].concat(),
                value: get("content"),
                id: get("id"),
                refines: get("refines").trim_start_matches('#').to_owned(),
                kind: get("scheme"),
            }),
            "title" | "creator" | "contributor" | "description" | "subject" | "publisher" | "language" | "date"
            | "identifier" | "source" | "rights" | "relation" | "type" => {
                let kind = [get("role"), get("scheme"), get("event")].concat();
                Some(Entry { name, id: get("id"), kind, ..Entry::default() })
            }
            _ => None,
        }
    }

    /// The values of all metadata of a name, squeezed, in order, empty ones left out.
    pub(super) fn values(&self, name: &str) -> Vec<String> {
        let of = |entry: &&Entry| entry.name.eq_ignore_ascii_case(name);
        let squeezed = |entry: &Entry| entry.value.split_whitespace().collect::<Vec<_>>().join(" ");
        self.entries.iter().filter(of).map(squeezed).filter(|value| !value.is_empty()).collect()
    }

    /// The first value of a name.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.values(name).into_iter().next()
    }

    /// What refines the metadata with this id.
    pub(super) fn refined(&self, id: &str, name: &str) -> Option<&str> {
        let entry = self.entries.iter().find(|entry| !id.is_empty() && entry.refines == id && entry.name == name);
        entry.map(|entry| entry.value.trim())
    }

    /// The files to read in order, with the ids that no file has.
    pub(super) fn in_order(&self) -> (Vec<&Item>, Vec<&str>) {
        let by_id: HashMap<&str, &Item> = self.items.iter().map(|item| (item.id.as_str(), item)).collect();
        let (found, missing): (Vec<_>, Vec<_>) =
            self.spine.iter().map(|id| (by_id.get(id.as_str()), id.as_str())).partition(|(item, _)| item.is_some());
        (
            found.into_iter().filter_map(|(item, _)| item.copied()).collect(),
            missing.into_iter().map(|(_, id)| id).collect(),
        )
    }
}

fn push(open: Option<&mut Entry>, text: &str) {
    if let Some(entry) = open {
        entry.value.push_str(text);
    }
}

/// An element's or attribute's name without its prefix, in lower case.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}

/// An attribute by its name without prefix, at most 64 looked at; entities undone.
pub(super) fn attribute(tag: &BytesStart<'_>, key: &str) -> String {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    let found = attributes.take(64).flatten().find(|attribute| local(attribute.key.as_ref()) == key);
    found.map(|attribute| unescaped(&attribute.value)).unwrap_or_default()
}

/// XML's five entities and character numbers undone.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        if let Some((name, after)) = after.split_once(';').filter(|(name, _)| name.len() <= 8) {
            out.push_str(&entity(name));
            rest = after;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// What an entity stands for; an unknown one stays as written.
pub(super) fn entity(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    match (name, number.and_then(char::from_u32)) {
        ("amp", _) => "&".to_owned(),
        ("lt", _) => "<".to_owned(),
        ("gt", _) => ">".to_owned(),
        ("quot", _) => "\"".to_owned(),
        ("apos", _) => "'".to_owned(),
        ("nbsp", _) => "\u{a0}".to_owned(),
        (_, Some(c)) => c.to_string(),
        _ => format!("&{name};"),
    }
}

/// A path relative to a folder: percent signs undone, fragments cut, `.` and `..` followed.
pub(super) fn resolve(folder: &str, href: &str) -> String {
    let href = percent_decoded(href.split('#').next().unwrap_or(href));
    let mut parts: Vec<&str> = if href.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "" | "." => {}
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPF: &str = r##"<?xml version="1.0"?><opf:package xmlns:opf="x" version="3.0"><opf:metadata>
        <dc:title id="t">The Blue &amp; Lamp</dc:title><DC:Creator opf:role="aut">ana</DC:Creator>
        <meta property="belongs-to-collection" id="c">Lamps</meta><meta refines="#c" property="group-position">2</meta>
        <meta name="calibre:series" content="Lamps"/></opf:metadata>
        <opf:manifest><opf:item id="a" href="Text/one%20two.xhtml" media-type="application/xhtml+xml" properties="nav"/></opf:manifest>
        <spine><itemref idref="a"/><itemref idref="b"/></spine>"##;

    #[test]
    fn a_package_is_read_whatever_its_prefixes() {
        let package = Package::read(OPF, "OEBPS").unwrap();
        assert_eq!(package.value("title").as_deref(), Some("The Blue & Lamp"));
        assert_eq!(package.value("creator").as_deref(), Some("ana"));
        assert_eq!(package.value("calibre:series").as_deref(), Some("Lamps"));
        assert_eq!(package.refined("c", "group-position"), Some("2"));
        let (files, missing) = package.in_order();
        assert_eq!(files.first().map(|item| item.path.as_str()), Some("OEBPS/Text/one two.xhtml"));
        assert_eq!(missing, ["b"]);
    }

    #[test]
    fn entities_of_ones_own_are_refused() {
        let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><package>&b;</package>"#;
        assert!(matches!(Package::read(bomb, ""), Err(Refusal::Unsafe(_))));
    }

    #[test]
    fn a_package_that_breaks_off_gives_what_was_whole() {
        let (cut, _) = OPF.split_once("<spine>").unwrap();
        let package = Package::read(cut, "").unwrap();
        assert_eq!((package.items.len(), package.spine.len()), (1, 0));
    }

    #[test]
    fn paths_are_followed_from_the_folder() {
        for (folder, href, path) in [
            ("OEBPS", "a.xhtml#x", "OEBPS/a.xhtml"),
            ("OEBPS/text", "../img/a%20b.png", "OEBPS/img/a b.png"),
            ("", "./a.xhtml", "a.xhtml"),
            ("OEBPS", "../../../a", "a"),
            ("OEBPS", "/a", "a"),
        ] {
            assert_eq!(resolve(folder, href), path, "{folder} {href}");
        }
    }
}
