//! The package document: what libraries, devices and assistive technology know of the book.

use std::fmt::Write as _;

use manuscript::Manuscript;

use super::{Page, identity};
use crate::labels;
use crate::sheet::{Sheet, language};
use crate::xml::escape;

/// The file `package.opf`.
pub(super) fn package(sheet: &Sheet<'_>, pages: &[Page]) -> String {
    let language = language(sheet.manuscript);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"edition\" xml:lang=\"{language}\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
    );
    out.push_str(&edition(sheet));
    out.push_str(&people(sheet.manuscript));
    out.push_str(&subjects(sheet.manuscript));
    out.push_str(&series(sheet.manuscript));
    out.push_str(ACCESS);
    out.push_str("</metadata>\n");
    out.push_str(&files(pages));
    out.push_str("</package>\n");
    out
}

/// Identifier, title, language, dates, source, description and rights.
fn edition(sheet: &Sheet<'_>) -> String {
    let (manuscript, imprint) = (sheet.manuscript, sheet.imprint);
    let mut out =
        format!("<dc:identifier id=\"edition\">{}</dc:identifier>\n", identity::identifier(manuscript, imprint));
    let title = manuscript.title.trim();
    let sort = manuscript::sort_title(title);
    let _ = write!(
        out,
        "<dc:title id=\"name\">{}</dc:title>\n<meta refines=\"#name\" property=\"title-type\">main</meta>\n\
         <meta refines=\"#name\" property=\"file-as\">{1}</meta>\n<meta name=\"calibre:title_sort\" content=\"{1}\"/>\n",
        escape(title),
        escape(&sort)
    );
    let mut element = |name: &str, value: &str| {
        let value = value.trim();
        if !value.is_empty() {
            let _ = writeln!(out, "<dc:{name}>{}</dc:{name}>", escape(value));
        }
    };
    element("language", language(manuscript));
    element("publisher", &imprint.archive);
    element("source", manuscript.provenance.url.as_deref().or(imprint.address.as_deref()).unwrap_or_default());
    element("description", &manuscript::plain_text(manuscript.summary.html()));
    element("date", &manuscript.published.map_or_else(String::new, |day| day.to_string()));
    let permissions = labels::circumstances(manuscript).into_iter().find(|label| label.id == "permissions");
    element(
        "rights",
        &permissions.map_or_else(String::new, |label| format!("The author allows: {}", label.values.join("; "))),
    );

    let modified = imprint.modified.strftime("%Y-%m-%dT%H:%M:%SZ");
    let _ = writeln!(out, "<meta property=\"dcterms:modified\">{modified}</meta>");
    if let Some(day) = manuscript.updated {
        let _ = writeln!(out, "<meta property=\"schema:dateModified\">{day}</meta>");
    }
    let _ = writeln!(out, "<meta property=\"schema:wordCount\">{}</meta>", sheet.words);
    let _ = writeln!(out, "<meta name=\"cover\" content=\"cover-image\"/>");
    out
}

/// One creator a name, each with its sort form; `Anonymous` where there is none (DL-4).
fn people(manuscript: &Manuscript) -> String {
    let names: Vec<_> = match manuscript.bylines.as_slice() {
        [] => vec!["Anonymous".to_owned()],
        bylines => bylines.iter().map(ToString::to_string).collect(),
    };
    let creator = |(at, name): (usize, &String)| {
        format!(
            "<dc:creator id=\"creator{at}\">{0}</dc:creator>\n\
             <meta refines=\"#creator{at}\" property=\"role\" scheme=\"marc:relators\">aut</meta>\n\
             <meta refines=\"#creator{at}\" property=\"file-as\">{0}</meta>\n",
            escape(name)
        )
    };
    names.iter().enumerate().map(creator).collect()
}

/// Every tag as a subject, flat for libraries, and typed for programs that want to know a fandom from a character.
fn subjects(manuscript: &Manuscript) -> String {
    let mut out = String::from("<dc:subject>Fanworks</dc:subject>\n");
    for label in labels::tags(manuscript) {
        for (at, value) in label.values.iter().enumerate().filter(|(_, value)| !value.trim().is_empty()) {
            let (id, value) = (label.id, escape(value.trim()));
            let _ = write!(
                out,
                "<dc:subject id=\"{id}{at}\">{value}</dc:subject>\n\
                 <meta refines=\"#{id}{at}\" property=\"authority\">urn:foolscap:tag:{id}</meta>\n\
                 <meta refines=\"#{id}{at}\" property=\"term\">{value}</meta>\n"
            );
        }
    }
    out
}

/// Every series in EPUB 3's form; the first in Calibre's, which knows only one.
fn series(manuscript: &Manuscript) -> String {
    let mut out = String::new();
    for (at, place) in manuscript.series.iter().enumerate().filter(|(_, place)| !place.title.trim().is_empty()) {
        let title = escape(place.title.trim());
        let _ = writeln!(out, "<meta property=\"belongs-to-collection\" id=\"series{at}\">{title}</meta>");
        let _ = writeln!(out, "<meta refines=\"#series{at}\" property=\"collection-type\">series</meta>");
        if let Some(part) = place.part {
            let _ = writeln!(out, "<meta refines=\"#series{at}\" property=\"group-position\">{part}</meta>");
        }
        if at == 0 {
            let _ = writeln!(out, "<meta name=\"calibre:series\" content=\"{title}\"/>");
            let part = place.part.unwrap_or(1);
            let _ = writeln!(out, "<meta name=\"calibre:series_index\" content=\"{part}\"/>");
        }
    }
    out
}

/// What assistive technology can rely on: the book is words, in order, with nothing that flashes or sounds.
const ACCESS: &str = "<meta property=\"schema:accessMode\">textual</meta>\n\
<meta property=\"schema:accessModeSufficient\">textual</meta>\n\
<meta property=\"schema:accessibilityFeature\">alternativeText</meta>\n\
<meta property=\"schema:accessibilityFeature\">displayTransformability</meta>\n\
<meta property=\"schema:accessibilityFeature\">readingOrder</meta>\n\
<meta property=\"schema:accessibilityFeature\">structuralNavigation</meta>\n\
<meta property=\"schema:accessibilityFeature\">tableOfContents</meta>\n\
<meta property=\"schema:accessibilityHazard\">none</meta>\n\
<meta property=\"schema:accessibilitySummary\">All of the story is text that can be resized, recoloured and read aloud. \
The cover is the only picture and is described.</meta>\n";

/// Manifest and spine.
fn files(pages: &[Page]) -> String {
    let mut manifest = String::from(
        "<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
         <item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\n\
         <item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n\
         <item id=\"cover-image\" href=\"cover.png\" media-type=\"image/png\" properties=\"cover-image\"/>\n\
         <item id=\"foolscap\" href=\"foolscap.json\" media-type=\"application/json\"/>\n",
    );
    let mut spine = String::new();
    for Page { id, file, .. } in pages {
        let properties = if id == "title" { " properties=\"svg\"" } else { "" };
        let _ = writeln!(spine, "<itemref idref=\"{id}\"/>");
        if id == "nav" {
            continue;
        }
        let _ =
            writeln!(manifest, "<item id=\"{id}\" href=\"{file}\" media-type=\"application/xhtml+xml\"{properties}/>");
    }
    format!("<manifest>\n{manifest}</manifest>\n<spine toc=\"ncx\">\n{spine}</spine>\n")
}
