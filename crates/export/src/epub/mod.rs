//! EPUB 3.3: a title page, a page a chapter, a drawn cover, contents for new and old devices.
//!
//! The same manuscript and imprint give the same bytes. The identifier comes from the work's address, so that a newer
//! edition replaces the older one on a reader's device. Chapter texts that are fit as they are, nearly all, go into the
//! file unparsed; those that an archive keeps as deflate data are not even inflated ([`write_pressed`]).

mod identity;
mod nav;
mod package;
mod pages;

use std::io;

use manuscript::{Manuscript, Prose, RelationKind};

use crate::sheet::Sheet;
use crate::xhtml::Target;
use crate::zip::{Piece, Pressed, Zip};
use crate::{Imprint, cover, facts, labels, xhtml};

const CONTAINER: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

/// A page of the book, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Page {
    /// The manifest's id.
    id: String,
    /// The file's name.
    file: String,
    /// The line in the table of contents.
    title: String,
    /// What the landmarks call it, where they name it.
    landmark: Option<&'static str>,
}

/// Writes a manuscript as EPUB.
pub(crate) fn write(manuscript: &Manuscript, imprint: &Imprint, to: &mut dyn io::Write) -> io::Result<()> {
    write_pressed(manuscript, &[], imprint, to)
}

/// Writes a manuscript as EPUB, taking the texts of chapters from deflate data that is copied, never inflated.
///
/// `bodies` are in the order of the chapters; where one is missing or `None`, the chapter's own body is taken. Only texts
/// that pass [`is_fit`] may come this way.
pub fn write_pressed(
    manuscript: &Manuscript,
    bodies: &[Option<Pressed<'_>>],
    imprint: &Imprint,
    to: &mut dyn io::Write,
) -> io::Result<()> {
    let pressed = |at: usize| bodies.get(at).copied().flatten();
    let words = manuscript.chapters.iter().enumerate().map(|(at, chapter)| match pressed(at) {
        Some(pressed) => pressed.words,
        None => chapter.words(),
    });
    let sheet = Sheet::counted(manuscript, imprint, Target::Epub, words.sum());
    let pages = pages_of(&sheet);
    let mut zip = Zip::new(to);
    zip.store("mimetype", b"application/epub+zip")?;
    put(&mut zip, "META-INF/container.xml", CONTAINER)?;
    put(&mut zip, "EPUB/package.opf", &package::package(&sheet, &pages))?;
    put(&mut zip, "EPUB/nav.xhtml", &nav::nav(&sheet, &pages))?;
    put(&mut zip, "EPUB/toc.ncx", &nav::ncx(&sheet, &pages))?;
    put(&mut zip, "EPUB/style.css", include_str!("style.css"))?;
    put(&mut zip, "EPUB/foolscap.json", &facts::json(manuscript)?)?;
    zip.store("EPUB/cover.png", &cover::png(&cover::Words::of(manuscript, imprint))?)?;
    put(&mut zip, "EPUB/cover.xhtml", &pages::cover(&sheet))?;
    put(&mut zip, "EPUB/title.xhtml", &pages::title(&sheet))?;
    for (at, chapter) in manuscript.chapters.iter().enumerate() {
        let [head, tail] = pages::around_body(&sheet, at + 1, chapter);
        let file = format!("EPUB/{}", file_of(at + 1));
        let mut around = |body| zip.deflate(&file, &[Piece::Plain(&head), body, Piece::Plain(&tail)]);
        match pressed(at) {
            Some(pressed) => around(Piece::Pressed(pressed))?,
            None => around(Piece::Plain(&xhtml::conform(chapter.body.html(), Target::Epub, &sheet.base)))?,
        }
    }
    if has_afterword(&sheet) {
        put(&mut zip, "EPUB/afterword.xhtml", &pages::afterword(&sheet))?;
    }
    zip.finish()
}

/// Whether a chapter's clean HTML may stand in an EPUB as it is, and so may be given to [`write_pressed`].
pub fn is_fit(body: &Prose) -> bool {
    matches!(xhtml::conform(body.html(), Target::Epub, &xhtml::Base::default()), std::borrow::Cow::Borrowed(_))
}

fn put(zip: &mut Zip<'_>, name: &str, text: &str) -> io::Result<()> {
    zip.deflate(name, &[Piece::Plain(text)])
}

fn file_of(number: usize) -> String {
    format!("chapter-{number:03}.xhtml")
}

fn has_afterword(sheet: &Sheet<'_>) -> bool {
    let inspires = sheet.manuscript.relations.iter().any(|relation| relation.kind == RelationKind::Inspired);
    inspires || !sheet.manuscript.end_notes.is_empty() || sheet.imprint.address.is_some()
}

/// The pages in reading order.
fn pages_of(sheet: &Sheet<'_>) -> Vec<Page> {
    let page = |id: &str, title: &str, landmark| Page {
        id: id.to_owned(),
        file: format!("{id}.xhtml"),
        title: title.to_owned(),
        landmark,
    };
    let mut pages = vec![page("cover", "Cover", Some("cover")), page("title", "Title page", Some("titlepage"))];
    let single = labels::is_single(sheet.manuscript);
    if !single {
        pages.push(page("nav", "Contents", Some("toc")));
    }
    for (at, chapter) in sheet.manuscript.chapters.iter().enumerate() {
        let heading = labels::chapter_heading(at + 1, &chapter.title);
        let title = if single { sheet.manuscript.title.clone() } else { heading };
        let landmark = (at == 0).then_some("bodymatter");
        pages.push(Page { id: format!("chapter-{:03}", at + 1), file: file_of(at + 1), title, landmark });
    }
    if has_afterword(sheet) {
        pages.push(page("afterword", "Afterword", None));
    }
    pages
}

#[cfg(test)]
mod tests;
