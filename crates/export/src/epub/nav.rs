//! The table of contents, twice: `nav` for EPUB 3 with landmarks, NCX for devices that know only EPUB 2.

use std::fmt::Write as _;

use super::{Page, identity};
use crate::sheet::Sheet;
use crate::xml::escape;

/// The page `nav.xhtml`.
pub(super) fn nav(sheet: &Sheet<'_>, pages: &[Page]) -> String {
    let mut toc = String::new();
    let mut landmarks = String::new();
    for page in pages {
        let title = escape(&page.title);
        let _ = writeln!(toc, "<li><a href=\"{}\">{title}</a></li>", page.file);
        if let Some(kind) = page.landmark {
            let title = if kind == "bodymatter" { "Start of the story" } else { &title };
            let _ = writeln!(landmarks, "<li><a epub:type=\"{kind}\" href=\"{}\">{title}</a></li>", page.file);
        }
    }
    let body = format!(
        "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"contents\">\n\
         <h1 id=\"contents\">Contents</h1>\n<ol>\n{toc}</ol>\n</nav>\n\
         <nav epub:type=\"landmarks\" hidden=\"hidden\" aria-label=\"Landmarks\">\n<ol>\n{landmarks}</ol>\n</nav>\n"
    );
    super::pages::page(sheet, "Contents", "", &body)
}

/// The file `toc.ncx`.
pub(super) fn ncx(sheet: &Sheet<'_>, pages: &[Page]) -> String {
    let mut points = String::new();
    for (at, page) in pages.iter().enumerate() {
        let _ = writeln!(
            points,
            "<navPoint id=\"n{0}\" playOrder=\"{0}\"><navLabel><text>{1}</text></navLabel><content src=\"{2}\"/></navPoint>",
            at + 1,
            escape(&page.title),
            page.file
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\">\n\
         <head><meta name=\"dtb:uid\" content=\"{}\"/><meta name=\"dtb:depth\" content=\"1\"/></head>\n\
         <docTitle><text>{}</text></docTitle>\n<navMap>\n{points}</navMap>\n</ncx>\n",
        identity::identifier(sheet.manuscript, sheet.imprint),
        escape(&sheet.manuscript.title),
    )
}
