//! The files of a book: found in the ZIP whatever the case of their names, decoded, and parsed in reading order.

use std::collections::HashMap;

use manuscript::{Complaint, Trouble};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::package::{Item, Package, attribute};
use super::xhtml;
use crate::bundle::Bundle;
use crate::charset::{self, Decoded};
use crate::html::page::Page;
use crate::{Refusal, html};

/// Bytes of a package document, a table of contents or a container beyond which it is not read (R30).
const XML_BYTES: usize = 8 << 20;

/// How the path of our own books' data ends.
const FACTS: &str = "/foolscap.json";

/// Encryptions that hide only fonts.
const FONT_ONLY: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// The ZIP of a book.
#[derive(Debug)]
pub(super) struct Files<'a> {
    bundle: Bundle<'a>,
    /// Exact names by their names in lower case.
    names: HashMap<String, String>,
}

/// One parsed file of the book.
#[derive(Debug)]
pub(super) struct Flow {
    /// Its place in the package, for telling covers and tables of contents.
    pub(super) item: Item,
    /// Its page.
    pub(super) page: Page,
}

impl<'a> Files<'a> {
    /// Opens the ZIP and refuses a book that is locked.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let bundle = Bundle::open(bytes)?;
        let names = bundle.names().map(|name| (name.to_lowercase(), name.to_owned())).collect();
        let files = Self { bundle, names };
        if files.is_locked()? {
            return Err(Refusal::Unknown("an EPUB locked by copy protection (DRM)".to_owned()));
        }
        Ok(files)
    }

    fn is_locked(&self) -> Result<bool, Refusal> {
        if self.has("META-INF/rights.xml") || self.has("META-INF/sinf.xml") {
            return Ok(true);
        }
        let Some(xml) = self.xml("META-INF/encryption.xml")? else { return Ok(false) };
        let methods = xml.split("EncryptionMethod").skip(1);
        let mut algorithms = methods.filter_map(|tag| tag.split_once("Algorithm=")).map(|(_, after)| after);
        Ok(algorithms.any(|algorithm| {
            !FONT_ONLY.iter().any(|fonts| algorithm.get(1..).is_some_and(|uri| uri.starts_with(fonts)))
        }))
    }

    fn has(&self, path: &str) -> bool {
        self.names.contains_key(&path.to_lowercase())
    }

    /// A file's bytes; `None` when there is none of this name in any case.
    pub(super) fn bytes(&self, path: &str) -> Result<Option<Vec<u8>>, Refusal> {
        self.names.get(&path.to_lowercase()).map(|name| self.bundle.read(name)).transpose()
    }

    /// The text of an XML file of limited size.
    pub(super) fn xml(&self, path: &str) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.bytes(path)? else { return Ok(None) };
        if bytes.len() > XML_BYTES {
            return Err(Refusal::Unsafe(format!("“{path}” in the book is larger than {} MiB", XML_BYTES >> 20)));
        }
        Ok(Some(self.decoded(&bytes).text))
    }

    /// The path of the package document: as the container says, otherwise the only one there is.
    pub(super) fn package_path(&self) -> Result<String, Refusal> {
        let stated = self.xml("META-INF/container.xml")?.and_then(|xml| root_file(&xml)).filter(|path| self.has(path));
        let found = || {
            let mut all: Vec<&String> =
                self.names.values().filter(|name| name.to_lowercase().ends_with(".opf")).collect();
            all.sort();
            all.first().map(|name| (*name).clone())
        };
        stated.or_else(found).ok_or_else(|| Refusal::Damaged("the EPUB has no package document (OPF)".to_owned()))
    }

    /// The pages of the book in reading order. A missing or broken file is named in `complaints` and left out.
    pub(super) fn flows(&self, package: &Package, complaints: &mut Vec<Complaint>) -> Result<Vec<Flow>, Refusal> {
        let (mut items, missing) = package.in_order();
        // ebooklib lists the table of contents whether there is one or not.
        for id in missing.iter().filter(|id| **id != "nav") {
            lost(id, complaints);
        }
        if items.is_empty() {
            items = package.items.iter().filter(|item| is_page(item)).collect();
        }
        let mut flows = Vec::new();
        for item in items.into_iter().filter(|item| is_page(item)) {
            match self.bytes(&item.path) {
                Ok(Some(bytes)) => flows.push(flow(item, self.decoded(&bytes))),
                Ok(None) | Err(Refusal::Damaged(_)) => lost(&item.path, complaints),
                Err(refusal) => return Err(refusal),
            }
        }
        Ok(flows)
    }

    /// The title page as data, which only our own books hold.
    pub(super) fn facts(&self) -> Result<Option<String>, Refusal> {
        self.bundle.names().find(|name| name.ends_with(FACTS)).map_or(Ok(None), |path| self.xml(path))
    }

    fn decoded(&self, bytes: &[u8]) -> Decoded {
        let is_ours = self.bundle.names().any(|name| name.ends_with(FACTS));
        if is_ours { charset::decode_own(bytes) } else { charset::decode(bytes, html::declared(bytes).as_deref()) }
    }

    /// All style sheets, for the looks that say more than decoration.
    pub(super) fn styles(&self, package: &Package) -> String {
        let sheets = package.items.iter().filter(|item| item.media == "text/css").take(64);
        sheets.filter_map(|item| self.xml(&item.path).ok().flatten()).collect()
    }
}

fn lost(path: &str, complaints: &mut Vec<Complaint>) {
    Complaint::new(Trouble::Damaged, "file of the book that is missing or broken", path).join(complaints);
}

fn is_page(item: &Item) -> bool {
    let name = item.path.to_lowercase();
    let named = [".xhtml", ".html", ".htm", ".xml"].iter().any(|end| name.ends_with(end));
    item.media.contains("xhtml")
        || item.media == "text/html"
        || item.media == "text/x-oeb1-document"
        || (named && item.media.is_empty())
}

fn flow(item: &Item, decoded: Decoded) -> Flow {
    let mut page = Page::parse(&xhtml::as_html(&decoded.text));
    for complaint in decoded.complaints {
        complaint.join(&mut page.complaints);
    }
    Flow { item: item.clone(), page }
}

fn root_file(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "rootfile" => {
                return Some(attribute(&tag, "full-path")).filter(|path| !path.is_empty());
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}
