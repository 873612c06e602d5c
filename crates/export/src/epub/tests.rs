//! What an EPUB promises, looked up in the finished ZIP.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use flate2::{Compress, Compression, FlushCompress};
use manuscript::{Byline, Chapter, Newlines, Permission, Place, SeriesPlace, clean};

use super::*;

fn body(html: &str) -> Prose {
    clean(html, Place::Body, Newlines::Space, &mut Vec::new())
}

fn imprint() -> Imprint {
    Imprint {
        archive: "The Test Archive".into(),
        address: Some("https://archive.example/works/7".into()),
        modified: "2026-11-23T12:00:00Z".parse().unwrap(),
    }
}

fn story() -> Manuscript {
    Manuscript {
        title: "The Lamp".into(),
        bylines: vec![
            Byline { name: "ana".into(), ..Byline::default() },
            Byline { name: "bo".into(), ..Byline::default() },
        ],
        fandoms: vec!["The Odyssey".into()],
        characters: vec!["Penelope".into()],
        series: vec![SeriesPlace { title: "Lights".into(), part: Some(2), url: None }],
        language: "en".into(),
        chapters: vec![
            Chapter {
                title: "One".into(),
                body: body("<p>First.</p>"),
                published: Some(jiff::civil::date(2020, 1, 2)),
                ..Chapter::default()
            },
            Chapter { body: body("<p>Second.</p>"), ..Chapter::default() },
        ],
        ..Manuscript::default()
    }
}

fn bytes(manuscript: &Manuscript) -> Vec<u8> {
    let mut out = Vec::new();
    write(manuscript, &imprint(), &mut out).unwrap();
    out
}

/// Every text file in a book.
fn files(book: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut texts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        texts.insert(name, String::from_utf8_lossy(&bytes).into_owned());
    }
    texts
}

#[test]
fn the_media_type_is_the_first_thing_in_the_file() {
    let book = bytes(&story());
    assert_eq!(&book[30..58], b"mimetypeapplication/epub+zip");
}

#[test]
fn every_xml_file_is_well_formed() {
    for (name, text) in files(&bytes(&story())) {
        if ["xml", "xhtml", "opf", "ncx"].iter().any(|ending| name.rsplit('.').next() == Some(*ending)) {
            let mut reader = quick_xml::Reader::from_str(&text);
            while !matches!(
                reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")),
                quick_xml::events::Event::Eof
            ) {}
        }
    }
}

#[test]
fn the_package_knows_names_series_types_of_tags_and_permissions() {
    let mut story = story();
    story.permissions.bind = Permission::Yes;
    let package = files(&bytes(&story)).remove("EPUB/package.opf").unwrap();
    for wanted in [
        "<dc:creator id=\"creator0\">ana</dc:creator>",
        "<dc:creator id=\"creator1\">bo</dc:creator>",
        "property=\"file-as\">lamp, the</meta>",
        "<meta property=\"belongs-to-collection\" id=\"series0\">Lights</meta>",
        "property=\"group-position\">2</meta>",
        "<meta name=\"calibre:series_index\" content=\"2\"/>",
        "<meta refines=\"#fandom0\" property=\"authority\">urn:foolscap:tag:fandom</meta>",
        "<dc:source>https://archive.example/works/7</dc:source>",
        "<dc:rights>The author allows: bind as a book: yes</dc:rights>",
        "<meta property=\"dcterms:modified\">2026-11-23T12:00:00Z</meta>",
        "schema:accessibilitySummary",
    ] {
        assert!(package.contains(wanted), "{wanted} is not in {package}");
    }
}

#[test]
fn chapters_show_number_title_and_date() {
    let files = files(&bytes(&story()));
    let first = &files["EPUB/chapter-001.xhtml"];
    assert!(first.contains("Chapter 1</span> <span class=\"title\">One</span>"), "{first}");
    assert!(first.contains("<time datetime=\"2020-01-02\">"), "{first}");
    assert!(files["EPUB/nav.xhtml"].contains("<a href=\"chapter-002.xhtml\">Chapter 2</a>"));
    assert!(files["EPUB/toc.ncx"].contains("<text>Chapter 1: One</text>"));
}

#[test]
fn a_single_chapter_has_no_heading_and_an_unsigned_work_is_anonymous() {
    let mut story = story();
    story.chapters.truncate(1);
    story.expected_chapters = Some(1);
    story.bylines.clear();
    let files = files(&bytes(&story));
    assert!(!files["EPUB/chapter-001.xhtml"].contains("<h1>"), "CHAP-8");
    assert!(files["EPUB/title.xhtml"].contains("by Anonymous"));
    assert!(files["EPUB/package.opf"].contains(">Anonymous</dc:creator>"));
}

#[test]
fn a_pressed_chapter_makes_the_same_pages() {
    let story = story();
    let press = |chapter: &Chapter| {
        let mut deflated = Vec::with_capacity(1024);
        let mut deflate = Compress::new(Compression::best(), false);
        deflate.compress_vec(chapter.body.html().as_bytes(), &mut deflated, FlushCompress::Sync).unwrap();
        (deflated, crc32fast::hash(chapter.body.html().as_bytes()), chapter.body.html().len() as u64, chapter.words())
    };
    let kept: Vec<_> = story.chapters.iter().map(press).collect();
    let bodies: Vec<_> = kept
        .iter()
        .map(|(deflated, crc, length, words)| Some(Pressed { deflated, crc: *crc, length: *length, words: *words }))
        .collect();
    let mut bare = story.clone();
    for chapter in &mut bare.chapters {
        assert!(is_fit(&chapter.body));
        chapter.body = Prose::default();
    }
    let mut book = Vec::new();
    write_pressed(&bare, &bodies, &imprint(), &mut book).unwrap();
    assert_eq!(files(&book), files(&bytes(&story)));
}
