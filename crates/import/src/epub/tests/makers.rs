//! Books of the makers that fans use.

use manuscript::{Category, Rating, Warning};

use super::{book, complaint, story, titles, with_more};

/// The pages of an AO3 download after calibre: classes renamed, the preface in two files, chapters in one each.
const AO3: &[(&str, &str)] = &[
    (
        "Fog_split_000.xhtml",
        r#"<div id="preface" class="calibre1"><h2 class="toc-heading" id="c">Preface</h2>
<p class="message"><b class="calibre2">Fog</b><br class="calibre1"/>Posted originally on the <a href="https://archiveofourown.org/">Archive of Our Own</a> at
<a href="https://archiveofourown.org/works/4711">https://archiveofourown.org/works/4711</a>.</p>
<div class="calibre1"><dl class="calibre7"><dt class="calibre3">Rating:</dt><dd class="calibre4"><a href="https://archiveofourown.org/tags/Mature">Mature</a></dd>
<dt>Archive Warning:</dt><dd><a href="https://archiveofourown.org/tags/Choose%20Not%20To%20Use%20Archive%20Warnings">Creator Chose Not To Use Archive Warnings</a></dd>
<dt>Fandom:</dt><dd><a href="https://archiveofourown.org/tags/Alice">Alice</a></dd><dt>Language:</dt><dd>English</dd>
<dt>Stats:</dt><dd> Published: 2020-03-04 Words: 12 Chapters: 2/2 </dd></dl></div></div>"#,
    ),
    (
        "Fog_split_001.xhtml",
        r#"<div id="preface" class="calibre1"><div class="calibre1"><h1 class="calibre6">Fog</h1>
<div class="byline">by <a href="https://archiveofourown.org/users/ana/pseuds/ana" rel="author">ana</a></div>
<p class="calibre7">Summary</p><blockquote class="userstuff"><p class="calibre7">Grey.</p></blockquote>
<div class="endnote-link">See the end of the work for <a href="Fog_split_004.xhtml#endnotes">more notes</a></div></div></div>
<div class="userstuff1" id="chapters"><div class="calibre8" id="calibre_pb_2"></div></div>"#,
    ),
    (
        "Fog_split_002.xhtml",
        r#"<div class="userstuff1" id="chapters"><div class="calibre1"><h2 class="heading" id="x">
  Chapter 1: Dusk </h2></div><div class="userstuff2"><p class="calibre7">Dark <img src="images/map.png" alt="a map of fog"/></p></div></div>"#,
    ),
    (
        "Fog_split_003.xhtml",
        r#"<div class="userstuff1" id="chapters"><div class="userstuff2"><p class="calibre9">Darker.</p></div>
<div class="calibre1"><h2 class="heading">Chapter 2</h2></div><div class="userstuff2"><p>Light.</p></div></div>"#,
    ),
    (
        "Fog_split_004.xhtml",
        r#"<div id="afterword" class="calibre1"><h2 class="toc-heading">Afterword</h2><div class="calibre1"><div id="endnotes" class="calibre1">
<p class="calibre7">End Notes</p><blockquote class="userstuff"><p>Thanks.</p></blockquote></div></div>
<p class="message">Please drop by the Archive and comment!</p></div>"#,
    ),
];

const AO3_METADATA: &str = r#"<dc:title>Fog</dc:title><dc:creator opf:role="aut">ana</dc:creator><dc:publisher>Archive of Our Own</dc:publisher>
<dc:language>en</dc:language><dc:date>2024-01-01T00:00:00+00:00</dc:date><dc:subject>Fanworks</dc:subject><dc:subject>Alice</dc:subject>
<meta name="calibre:series" content="Lamps"/><meta name="calibre:series_index" content="2.0"/>"#;

#[test]
fn an_ao3_book_is_read_by_its_labels_and_joined_in_reading_order() {
    let work = story(&book(AO3_METADATA, AO3));
    assert_eq!(
        (work.title.as_str(), work.rating, work.fandoms.as_slice()),
        ("Fog", Rating::Mature, ["Alice".to_owned()].as_slice())
    );
    assert_eq!(work.warnings, [Warning::ChoseNotToWarn]);
    assert_eq!((work.summary.html(), work.end_notes.html()), ("<p>Grey.</p>", "<p>Thanks.</p>"));
    assert_eq!(titles(&work), ["Dusk", ""]);
    assert_eq!(work.bylines[0].name, "ana");
    assert_eq!(work.published, Some(jiff::civil::date(2020, 3, 4)), "the package's date is that of the last revision");
    assert_eq!(work.series.first().map(|place| (place.title.as_str(), place.part)), Some(("Lamps", Some(2))));
    assert_eq!(work.provenance.url.as_deref(), Some("https://archiveofourown.org/works/4711"));
    assert!(work.additional.is_empty());
}

#[test]
fn a_chapter_split_over_two_files_is_one_text_without_the_converters_classes() {
    let work = story(&book(AO3_METADATA, AO3));
    let body = work.chapters[0].body.html();
    assert!(body.contains("Dark") && body.contains("<p>Darker.</p>") && !body.contains("calibre"), "{body}");
}

#[test]
fn a_picture_gives_way_to_its_words_and_is_named() {
    let work = story(&book(AO3_METADATA, AO3));
    assert!(work.chapters[0].body.html().contains("[a map of fog]"));
    assert_eq!(complaint(&work, "picture").example, "images/map.png");
}

#[test]
fn a_fanficfare_book_is_read_by_its_title_page_and_chapter_files() {
    let work = story(&book(
        r#"<dc:identifier id="fanficfare-uid">fanficfare-uid:site.example-u1-s660</dc:identifier><dc:language>en</dc:language><dc:source>https://site.example/s/660</dc:source>"#,
        &[
            (
                "title_page.xhtml",
                r#"<html><head><title>Fog by ana</title></head><body class="fff_titlepage"><h3><a href="https://site.example/s/660">Fog</a> by
<a class="authorlink" href="https://site.example/u/1">ana</a></h3><div><b>Category:</b> Alice<br /><b>Genre:</b> Angst, Gen<br /><b>Status:</b> In-Progress<br />
<b>Rating:</b> K<br /><b>Publisher:</b> site.example<br /><b>Summary:</b> <div>Grey <b>fog</b>.</div><br /></div></body></html>"#,
            ),
            (
                "toc_page.xhtml",
                r#"<html><head><title>x</title></head><body class="fff_tocpage"><a href="file0001.xhtml">Dusk</a></body></html>"#,
            ),
            (
                "file0001.xhtml",
                r#"<html><head><title>Dusk</title><meta name="chapterurl" content="u"/><meta name="chapterorigtitle" content="1. Dusk"/></head>
<body class="fff_chapter"><h3 class="fff_chapter_title">Dusk</h3><div class="fff_chapter_notes fff_head_notes"><p>Mind.</p></div><div><p>Dark.</p></div></body></html>"#,
            ),
        ],
    ));
    assert_eq!(
        (work.title.as_str(), work.rating, work.categories.as_slice()),
        ("Fog", Rating::General, [Category::Gen].as_slice())
    );
    assert_eq!((work.fandoms, work.additional), (vec!["Alice".to_owned()], vec!["Angst".to_owned()]));
    assert_eq!(work.chapters[0].title, "Dusk");
    assert_eq!(work.chapters[0].notes.html(), "<p>Mind.</p>");
    assert_eq!((work.expected_chapters, work.language.as_str()), (None, "en"));
    assert!(work.summary.html().contains("fog"));
}

#[test]
fn a_book_of_any_maker_takes_titles_from_its_contents_and_facts_from_its_package() {
    let ncx = r#"<ncx><navMap><navPoint><navLabel><text>Dusk &amp; fog</text></navLabel><content src="a.xhtml"/></navPoint>
<navPoint><navLabel><text>Chapter 2: Dawn</text></navLabel><content src="c%20d.xhtml#top"/></navPoint></navMap></ncx>"#;
    let work = story(&with_more(
        r#"<dc:title>Fog</dc:title><dc:creator opf:role="aut">ana</dc:creator><dc:creator opf:role="edt">kim</dc:creator><dc:language>de-AT</dc:language>
<dc:subject>Angst</dc:subject><dc:subject>Teen And Up Audiences</dc:subject><dc:subject>F/F</dc:subject><dc:date>2019-05-06</dc:date>
<dc:description>&lt;p&gt;Grey.&lt;/p&gt;</dc:description><dc:source>https://a.example/fog</dc:source><dc:contributor>FicHub.net</dc:contributor>"#,
        &[
            ("cover.xhtml", "<img src='c.png'/>"),
            ("a.xhtml", "<h2>Dusk &amp; fog</h2><p>Dark.</p>"),
            ("b.xhtml", "<p>Darker.</p>"),
            ("c%20d.xhtml", "<p>Light.</p>"),
        ],
        r#"<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>"#,
        &[("OEBPS/toc.ncx", ncx), ("OEBPS/c d.xhtml", "<html><head><title/></head><body><p>Light.</p></body></html>")],
    ));
    assert_eq!(titles(&work), ["Dusk & fog", "Dawn"]);
    assert!(
        work.chapters[0].body.html().contains("Darker."),
        "a file the contents do not name goes on with the chapter"
    );
    assert_eq!(work.bylines.iter().map(|byline| byline.name.as_str()).collect::<Vec<_>>(), ["ana"]);
    assert_eq!(
        (work.rating, work.categories.as_slice(), work.additional.as_slice()),
        (Rating::Teen, [Category::FF].as_slice(), ["Angst".to_owned()].as_slice())
    );
    assert_eq!((work.language.as_str(), work.summary.html()), ("de-AT", "<p>Grey.</p>"));
    assert_eq!(work.published, Some(jiff::civil::date(2019, 5, 6)));
    assert_eq!(
        (work.provenance.format.as_str(), work.provenance.url.as_deref()),
        ("FicHub (EPUB)", Some("https://a.example/fog"))
    );
}

#[test]
fn an_epub_3_book_has_its_contents_and_series_in_other_places() {
    let nav = r#"<html><body><nav epub:type="toc"><ol><li><a href="a.xhtml">Dusk</a></li><li><a href="b.xhtml">Dawn</a></li></ol></nav></body></html>"#;
    let work = story(&with_more(
        r##"<dc:title>Fog</dc:title><meta property="belongs-to-collection" id="c">Lamps</meta><meta refines="#c" property="collection-type">series</meta>
<meta refines="#c" property="group-position">3</meta>"##,
        &[("nav.xhtml", nav), ("a.xhtml", "<p>Dark.</p>"), ("b.xhtml", "<p>Light.</p>")],
        r#"<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>"#,
        &[],
    ));
    assert_eq!(titles(&work), ["Dusk", "Dawn"]);
    assert_eq!(work.series.first().map(|place| (place.title.as_str(), place.part)), Some(("Lamps", Some(3))));
    assert!(complaint(&work, "table of contents").letters > 0);
}

#[test]
fn a_title_page_states_facts_and_the_rest_of_it_becomes_notes() {
    let work = story(&book(
        "<dc:title>Fog</dc:title><dc:creator>ana</dc:creator>",
        &[
            (
                "titlepage.xhtml",
                "<h1>Fog</h1><p>by ana</p><p>Fandom: Alice<br/>Rating: PG-13<br/>Beta: kim</p><p>For Bea.</p>",
            ),
            ("a.xhtml", "<h2>Dusk</h2><p>Dark.</p>"),
            ("b.xhtml", "<h2>Dawn</h2><p>Light.</p>"),
        ],
    ));
    assert_eq!((work.fandoms.as_slice(), work.rating), (["Alice".to_owned()].as_slice(), Rating::Teen));
    assert_eq!(titles(&work), ["Dusk", "Dawn"]);
    let notes = manuscript::plain_text(work.notes.html());
    assert!(notes.contains("For Bea.") && !notes.contains("by ana"), "{notes}");
}

#[test]
fn a_book_in_one_file_is_cut_at_its_headings() {
    let work = story(&book(
        "<dc:title>Fog</dc:title>",
        &[("all.xhtml", "<h2>Chapter 1: Dusk</h2><p>Dark.</p><h2>Chapter 2: Dawn</h2><p>Light.</p>")],
    ));
    assert_eq!(titles(&work), ["Dusk", "Dawn"]);
}

#[test]
fn italics_that_only_the_style_sheet_knows_are_kept() {
    let work = story(&with_more(
        "<dc:title>Fog</dc:title>",
        &[("a.xhtml", "<p><span class='calibre5'>Dark</span> grey.</p>")],
        r#"<item id="css" href="s.css" media-type="text/css"/>"#,
        &[("OEBPS/s.css", ".calibre5 { font-style: italic }")],
    ));
    assert_eq!(work.chapters[0].body.html(), "<p><em>Dark</em> grey.</p>");
}

#[test]
fn our_own_book_takes_facts_from_its_data_and_prose_from_its_pages() {
    let mut told =
        manuscript::Manuscript { title: "Fog".into(), additional: vec!["a, b".into()], ..Default::default() };
    told.chapters = vec![manuscript::Chapter { title: "Dusk".into(), ..Default::default() }];
    let facts = format!(r#"{{"foolscap":1,"source":null,"manuscript":{}}}"#, serde_json::to_string(&told).unwrap());
    let body = r##"<div data-prose="body" data-chapter="1"><p>Dark.<a id="body1-fnref1" href="#body1-fn1">1</a></p><hr data-was="&lt;hr width=&quot;50%&quot; /&gt;"/></div>"##;
    let work = story(&with_more("<dc:title>x</dc:title>", &[("a.xhtml", body)], "", &[("EPUB/foolscap.json", &facts)]));
    assert_eq!((work.title.as_str(), work.additional.as_slice()), ("Fog", ["a, b".to_owned()].as_slice()));
    assert!(work.chapters[0].body.html().contains("width=\"50%\""), "{}", work.chapters[0].body.html());
}
