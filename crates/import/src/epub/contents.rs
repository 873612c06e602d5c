//! The book's own table of contents: the names it gives to its files.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::files::Files;
use super::package::{Package, attribute, entity, resolve};
use super::xhtml;
use crate::html::page::{Page, squeeze};

/// Names by the paths of files. A file that is named more than once keeps its first name.
#[derive(Debug, Default)]
pub(super) struct Contents {
    names: HashMap<String, String>,
}

impl Contents {
    /// Reads EPUB 3's navigation document, otherwise EPUB 2's NCX; empty when neither can be read.
    pub(super) fn read(files: &Files<'_>, package: &Package) -> Self {
        let navigation = package.items.iter().find(|item| item.properties.split(' ').any(|word| word == "nav"));
        let ncx =
            package.items.iter().find(|item| item.media.contains("ncx") || item.path.to_lowercase().ends_with(".ncx"));
        let text = |path: &str| files.xml(path).ok().flatten();
        let mut contents = Self::default();
        if let Some((item, text)) = navigation.and_then(|item| Some((item, text(&item.path)?))) {
            contents.read_navigation(&text, folder(&item.path));
        }
        if let Some((item, text)) =
            ncx.filter(|_| contents.names.is_empty()).and_then(|item| Some((item, text(&item.path)?)))
        {
            contents.read_ncx(&text, folder(&item.path));
        }
        contents
    }

    /// The name of a file.
    pub(super) fn name(&self, path: &str) -> Option<&str> {
        self.names.get(path).map(String::as_str)
    }

    /// Whether the book names any file at all.
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    fn read_navigation(&mut self, text: &str, folder: &str) {
        let page = Page::parse(&xhtml::as_html(text));
        let toc = page.find_all("nav").into_iter().find(|id| page.attr(*id, "epub:type").contains("toc"));
        let links = page.all_within(toc.or_else(|| page.find("nav")).unwrap_or(page.root()), "a[href]");
        for link in links {
            self.add(&resolve(folder, page.attr(link, "href")), page.text(link));
        }
    }

    fn read_ncx(&mut self, xml: &str, folder: &str) {
        let mut reader = Reader::from_str(xml);
        let (mut label, mut inside) = (String::new(), false);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) if tag.local_name().as_ref() == "text" => {
                    label.clear();
                    inside = true;
                }
                Ok(Event::End(tag)) if tag.local_name().as_ref() == "text" => inside = false,
                Ok(Event::Text(text)) if inside => label.push_str(&text),
                Ok(Event::GeneralRef(name)) if inside => label.push_str(&entity(&name)),
                Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "content" => {
                    self.add(&resolve(folder, &attribute(&tag, "src")), squeeze(&label));
                }
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    fn add(&mut self, path: &str, name: String) {
        if !name.is_empty() {
            self.names.entry(path.to_owned()).or_insert(name);
        }
    }
}

/// The folder of a path inside the ZIP.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ncx_names_files_and_keeps_the_first_name() {
        let mut contents = Contents::default();
        contents.read_ncx(
            "<ncx><docTitle><text>Book</text></docTitle><navPoint><navLabel><text>Fog &amp; rain</text></navLabel>\
             <content src='a.xhtml'/></navPoint><navPoint><navLabel><text>Later</text></navLabel><content src='a.xhtml#b'/>",
            "OEBPS",
        );
        assert_eq!(contents.name("OEBPS/a.xhtml"), Some("Fog & rain"));
        assert_eq!(contents.names.len(), 1);
    }

    #[test]
    fn a_navigation_document_names_files_and_its_landmarks_do_not() {
        let mut contents = Contents::default();
        contents.read_navigation(
            "<nav epub:type='landmarks'><a href='a.xhtml'>Start</a></nav>\
             <nav epub:type='toc'><ol><li><a href='a%20b.xhtml'>Fog</a></li></ol></nav>",
            "",
        );
        assert_eq!(contents.name("a b.xhtml"), Some("Fog"));
        assert_eq!(contents.name("a.xhtml"), None);
    }
}
