//! What every kind of book must do, on books put together for these tests.

mod broken_books;
mod makers;
mod programs;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use manuscript::{Complaint, Manuscript};
use zip::write::SimpleFileOptions;

use crate::{Arrival, Input, Refusal};

const CONTAINER: &str =
    r#"<container><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="x"/></rootfiles></container>"#;

/// A book of files, named as they are.
fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A whole book: metadata, and pages whose paths are relative to `OEBPS`.
fn book(metadata: &str, pages: &[(&str, &str)]) -> Vec<u8> {
    with_more(metadata, pages, "", &[])
}

/// A book with more items in its package and more files.
fn with_more(metadata: &str, pages: &[(&str, &str)], items: &str, files: &[(&str, &str)]) -> Vec<u8> {
    let mut opf =
        format!(r#"<?xml version="1.0"?><package version="2.0"><metadata>{metadata}</metadata><manifest>{items}"#);
    for (at, (path, _)) in pages.iter().enumerate() {
        let _ = write!(opf, r#"<item id="p{at}" href="{path}" media-type="application/xhtml+xml"/>"#);
    }
    opf.push_str("</manifest><spine>");
    for at in 0..pages.len() {
        let _ = write!(opf, r#"<itemref idref="p{at}"/>"#);
    }
    opf.push_str("</spine></package>");
    let named: Vec<(String, String)> =
        pages.iter().map(|(path, body)| (format!("OEBPS/{path}"), xhtml(body))).collect();
    let mut all = vec![
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/content.opf", opf.as_str()),
    ];
    all.extend(named.iter().map(|(path, body)| (path.as_str(), body.as_str())));
    all.extend(files);
    zipped(&all)
}

/// A page with an empty title, as makers write it.
fn xhtml(body: &str) -> String {
    if body.contains("<body") {
        return body.to_owned();
    }
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>"#
    )
}

fn attempt(bytes: &[u8]) -> Result<Arrival, Refusal> {
    super::read(&Input { name: "story.epub", bytes })
}

/// Reads a book and asserts that every letter is accounted for.
fn story(bytes: &[u8]) -> Manuscript {
    let arrival = attempt(bytes).unwrap();
    assert_eq!(arrival.account.difference(), 0, "{:?}\n{:#?}", arrival.account, arrival.manuscript.complaints);
    arrival.manuscript
}

fn complaint<'a>(manuscript: &'a Manuscript, what: &str) -> &'a Complaint {
    let found = manuscript.complaints.iter().find(|complaint| complaint.what.contains(what));
    found.unwrap_or_else(|| panic!("no complaint of {what} in {:#?}", manuscript.complaints))
}

fn titles(manuscript: &Manuscript) -> Vec<&str> {
    manuscript.chapters.iter().map(|chapter| chapter.title.as_str()).collect()
}
