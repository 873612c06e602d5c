//! Books of programs that say what they know on pages of their own, in the shapes in which they write them.

use jiff::civil::date;
use manuscript::{Complaint, Manuscript, ProposedField, Rating};

use super::{book, complaint, story, titles, with_more};

fn names(work: &Manuscript) -> Vec<&str> {
    work.bylines.iter().map(|byline| byline.name.as_str()).collect()
}

/// Complaints that name letters or damage.
fn losses(work: &Manuscript) -> Vec<&Complaint> {
    let is_loss = |complaint: &&Complaint| complaint.letters > 0 || complaint.trouble == manuscript::Trouble::Damaged;
    work.complaints.iter().filter(is_loss).collect()
}

const FICHUB: &str = r#"<h1>Fog</h1><p><b>By: ana</b></p><p><p>Grey <i>fog</i>.</p></p><p>Status: complete</p><p>Published: 2015-10-23</p>
<p>Updated: 2020-04-19</p><p>Words: 711600</p><p>Chapters: 2</p><p>Rated: Fiction M - Language: German - Genre: Adventure/Romance - Characters: Ann E., Bo B. - Reviews: 16,512</p>
<p>Original source:
<a rel="noopener noreferrer" href="https://site.example/s/7/1/Fog">https://site.example/s/7/1/Fog</a></p>
<p>Exported with the assistance of
<a href='https://fichub.net'>FicHub.net</a></p>"#;

#[test]
fn a_fichub_book_is_read_by_its_introduction() {
    let nav = r#"<html><body><nav epub:type="toc"><h2>Fog</h2><ol><li><a href="introduction.xhtml">Introduction</a></li>
<li><a href="chap_1.xhtml">1. Dusk</a></li><li><a href="chap_2.xhtml">2. Dawn</a></li></ol></nav></body></html>"#;
    let work = story(&with_more(
        r#"<meta name="generator" content="Ebook-lib 0.18"/><dc:identifier id="id">yKrqX55e</dc:identifier><dc:title>Fog</dc:title>
<dc:language>en</dc:language><dc:creator id="creator">ana</dc:creator><dc:description>&lt;p&gt;Grey fog.&lt;/p&gt;</dc:description>"#,
        &[
            ("introduction.xhtml", FICHUB),
            ("nav.xhtml", nav),
            ("chap_1.xhtml", "<h2>1. Dusk</h2><p>Dark.</p>"),
            ("chap_2.xhtml", "<h2>2. Dawn</h2><p>Light.</p>"),
        ],
        r#"<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>"#,
        &[],
    ));
    assert_eq!((work.title.as_str(), names(&work), titles(&work)), ("Fog", vec!["ana"], vec!["Dusk", "Dawn"]));
    assert_eq!(work.summary.html(), "<p>Grey <i>fog</i>.</p>");
    assert_eq!((work.rating, work.language.as_str(), work.is_complete()), (Rating::Mature, "de", true));
    assert_eq!((work.published, work.updated), (Some(date(2015, 10, 23)), Some(date(2020, 4, 19))));
    assert_eq!((work.statistics.words, work.statistics.comments), (Some(711_600), Some(16_512)));
    assert_eq!(
        (work.additional, work.characters),
        (vec!["Adventure".to_owned(), "Romance".into()], vec!["Ann E.".to_owned(), "Bo B.".into()])
    );
    assert_eq!(work.provenance.url.as_deref(), Some("https://site.example/s/7/1/Fog"));
    assert_eq!(work.provenance.format, "FicHub (EPUB)");
    assert!(work.notes.is_empty() && work.extra.is_empty(), "{:?}", work.extra);
}

#[test]
fn the_language_that_a_program_says_of_every_book_is_only_a_guess() {
    let page = FICHUB.replace("Language: German - ", "");
    let work = story(&book(
        "<dc:title>Fog</dc:title><dc:language>en</dc:language>",
        &[("introduction.xhtml", &page), ("chap_1.xhtml", "<h2>Dusk</h2><p>Dark.</p>")],
    ));
    assert_eq!(work.language, "und");
    assert!(work.proposals.iter().any(|guess| guess.field == ProposedField::Language && guess.value == "en"));
}

#[test]
fn a_ficlab_book_is_read_by_its_table() {
    let page = r#"<article><p>This ebook was automatically created by <a href="https://www.ficlab.com/">FicLab</a>
based on content retrieved from <a href="https://site.example/s/7/">site.example/s/7/</a>.</p></article><table><tbody>
<tr><th>title</th><td>Fog</td></tr><tr><th>author</th><td><a href="https://site.example/u/1">ana</a></td></tr>
<tr><th>source</th><td><a href="https://site.example/s/7/">https://site.example/s/7/</a></td></tr><tr><th>published</th><td>2020-01-02</td></tr>
<tr><th>chapters</th><td>2</td></tr><tr><th>status</th><td>Complete</td></tr><tr><th>rating</th><td>Fiction T</td></tr>
<tr><th>tags</th><td>Adventure, Fanfiction, Ann E., Alice + Lamps Crossover, Complete</td></tr><tr><th>beta</th><td>kim</td></tr>
<tr><th>description</th><td>Grey <em>fog</em>.</td></tr></tbody></table>"#;
    let work = story(&book(
        "<dc:title>Fog</dc:title><dc:creator>ana</dc:creator><dc:language>en</dc:language>",
        &[("info.xhtml", page), ("c1.xhtml", "<h2>Dusk</h2><p>Dark.</p>"), ("c2.xhtml", "<h2>Dawn</h2><p>Light.</p>")],
    ));
    assert_eq!((work.title.as_str(), names(&work), work.rating), ("Fog", vec!["ana"], Rating::Teen));
    assert_eq!(
        (work.fandoms.as_slice(), work.additional.as_slice()),
        (&["Alice".to_owned(), "Lamps".into()][..], &["Adventure".to_owned(), "Ann E.".into()][..])
    );
    assert_eq!((work.published, work.is_complete()), (Some(date(2020, 1, 2)), true));
    assert_eq!((work.summary.html(), titles(&work)), ("<p>Grey <em>fog</em>.</p>", vec!["Dusk", "Dawn"]));
    assert_eq!(
        (work.provenance.url.as_deref(), work.provenance.format.as_str()),
        (Some("https://site.example/s/7/"), "FicLab (EPUB)")
    );
    assert!(work.extra.contains(&("beta".to_owned(), "kim".to_owned())), "{:?}", work.extra);
    assert!(complaint(&work, "page of the program").example.starts_with("This ebook was automatically created"));
}

#[test]
fn a_webtoepub_book_is_not_dated_by_its_packing_nor_known_by_its_pictures() {
    let work = story(&with_more(
        r#"<dc:title>Fog</dc:title><dc:language>en</dc:language><dc:date>2025-06-07T08:09:10.123Z</dc:date><dc:subject>Angst, Fluff</dc:subject>
<dc:creator opf:file-as="&lt;unknown&gt;" opf:role="aut">&lt;unknown&gt;</dc:creator><dc:identifier id="BookId" opf:scheme="URI">https://site.example/fog</dc:identifier>
<dc:contributor opf:role="bkp">[https://github.com/dteviot/WebToEpub] (ver. 1.0.1.0)</dc:contributor>
<dc:source id="id.image0000">https://site.example/cover.png</dc:source><dc:source id="id.xhtml0001">https://site.example/fog/1</dc:source>"#,
        &[
            (
                "Text/0000_Information.xhtml",
                "<div><h1>Information</h1><p><b>Table of Contents URL: </b>https://site.example/fog</p></div><div><p>Grey fog.</p></div>",
            ),
            (
                "Text/0001_Dusk.xhtml",
                "<h1>Dusk</h1><h3 class='landmark heading' id='work'>Chapter Text</h3><p>Dark.</p>",
            ),
            ("Text/0002_Dawn.xhtml", "<h1>Dawn</h1><p>Light.</p>"),
        ],
        r#"<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>"#,
        &[(
            "OEBPS/toc.ncx",
            r#"<ncx><navMap><navPoint><navLabel><text>Information</text></navLabel><content src="Text/0000_Information.xhtml"/></navPoint>
<navPoint><navLabel><text>Dusk</text></navLabel><content src="Text/0001_Dusk.xhtml"/></navPoint><navPoint><navLabel><text>Dawn</text></navLabel>
<content src="Text/0002_Dawn.xhtml"/></navPoint></navMap></ncx>"#,
        )],
    ));
    assert_eq!((work.title.as_str(), names(&work), work.published), ("Fog", vec![], None));
    assert_eq!(
        (work.additional.as_slice(), work.notes.html()),
        (&["Angst".to_owned(), "Fluff".into()][..], "<div><p>Grey fog.</p></div>")
    );
    assert_eq!((titles(&work), work.chapters[0].body.html()), (vec!["Dusk", "Dawn"], "<p>Dark.</p>"));
    assert_eq!(
        (work.provenance.url.as_deref(), work.provenance.format.as_str()),
        (Some("https://site.example/fog"), "WebToEpub (EPUB)")
    );
    let whats: Vec<&str> = losses(&work).iter().map(|complaint| complaint.what.as_str()).collect();
    assert_eq!(whats, ["heading of a page about the story", "hidden heading of an archive's page"]);
}

/// A spine with the `nav` that ebooklib lists and `OurChive` does not add.
fn ourchive(pages: &[(&str, &str)]) -> Manuscript {
    let nothing = r#"<meta name="generator" content="Ebook-lib 0.18"/><dc:identifier id="id">7</dc:identifier><dc:title>Fog</dc:title>
<dc:language>en</dc:language><dc:creator id="creator">ana</dc:creator><dc:description>Grey.</dc:description>"#;
    let front = [
        ("cover_page.xhtml", "<center>Fog<br/>by ana</center>"),
        (
            "title_page.xhtml",
            "<center><h1>Fog</h1><br/><h2>ana</h2><br/><br/></center><h2>Summary</h2><p/><p>Grey <i>fog</i>.</p><h2>Notes</h2><p>None</p>",
        ),
    ];
    let items = r#"</manifest><spine><itemref idref="nav"/></spine><manifest>"#;
    story(&with_more(nothing, &[&front, pages].concat(), items, &[]))
}

#[test]
fn an_ourchive_book_is_known_by_its_pages_and_each_text_finds_its_place() {
    let work = ourchive(&[
        (
            "1_Dusk.xhtml",
            "<h2>Dusk</h2><h3>Summary</h3><p>It gets dark.</p><h3>Notes</h3><p>Mind.</p><hr/><p>Dark.</p><hr/><p>Darker.</p><br/><hr/><br/>\
             <h3>End Notes</h3><p>Thanks.</p>",
        ),
        ("2_None.xhtml", "<h2>Chapter 2</h2><hr/><img src='chapter_2.png'/><br/><br/><p>Light.</p>"),
    ]);
    assert_eq!((work.title.as_str(), names(&work), titles(&work)), ("Fog", vec!["ana"], vec!["Dusk", ""]));
    assert_eq!((work.summary.html(), work.notes.html()), ("<p>Grey <i>fog</i>.</p>", ""));
    let first = &work.chapters[0];
    assert_eq!((first.summary.html(), first.notes.html()), ("<p>It gets dark.</p>", "<p>Mind.</p>"));
    assert_eq!((first.body.html(), first.end_notes.html()), ("<p>Dark.</p><hr /><p>Darker.</p>", "<p>Thanks.</p>"));
    assert_eq!(work.chapters[1].body.html(), "<p>Light.</p>");
    assert_eq!((work.language.as_str(), work.provenance.format.as_str()), ("und", "OurChive (EPUB)"));
    let whats: Vec<&str> = losses(&work).iter().map(|complaint| complaint.what.as_str()).collect();
    assert_eq!(whats, ["cover"], "what a program adds to every book is no damage");
}
