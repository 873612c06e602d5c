//! Hand-made pages, word processors' exports, Royal Road and Wattpad.

use manuscript::{Rating, Trouble};

use super::{complaint, story, survives_being_cut};

#[test]
fn metadata_and_headings_make_a_story() {
    let work = story(
        "<html lang=en><head><title>Window</title><meta name=author content='ana'><meta name=description content='A lamp & fog.'>\
         <meta property='article:published_time' content='2019-05-06T10:00:00Z'><link rel=canonical href='https://a.example/fog'></head>\
         <body><nav>Home About</nav><h1>Fog</h1><p>For Bea.</p><h2>Chapter 1: Dusk</h2><p>Dark.</p><h2>Chapter 2</h2><p>Light.</p></body></html>",
    );
    assert_eq!((work.title.as_str(), work.bylines[0].name.as_str(), work.language.as_str()), ("Fog", "ana", "en"));
    assert_eq!((work.summary.html(), work.notes.html()), ("<p>A lamp &amp; fog.</p>", "<p>For Bea.</p>"));
    assert_eq!(work.published, Some(jiff::civil::date(2019, 5, 6)));
    assert_eq!(work.provenance.url.as_deref(), Some("https://a.example/fog"));
    let chapters: Vec<_> = work.chapters.iter().map(|chapter| (chapter.title.as_str(), chapter.body.html())).collect();
    assert_eq!(chapters, [("Dusk", "<p>Dark.</p>"), ("", "<p>Light.</p>")]);
    assert!(complaint(&work, "page navigation").letters > 0);
}

#[test]
fn headings_inside_wrappers_cut_without_breaking_them() {
    let work = story(
        "<div class=story><div><h2>Chapter 1</h2><i><p>Dark.</p></i></div><div><h2>Chapter 2</h2><p>Light.</p></div></div>",
    );
    let plain: Vec<String> = work.chapters.iter().map(|chapter| manuscript::plain_text(chapter.body.html())).collect();
    assert_eq!(plain, ["Dark.", "Light."]);
}

#[test]
fn a_page_without_headings_is_one_chapter() {
    let work = story("<p>Dark.</p><p>Light.</p>");
    assert_eq!((work.chapters.len(), work.title.as_str()), (1, "Untitled Imported Work"));
    assert_eq!(work.rating, Rating::NotRated);
}

#[test]
fn a_header_block_is_read_with_or_without_paragraphs() {
    for header in [
        "<b>Title:</b> Fog<br>Author: ana<br>Rating: PG-13<br>Fandom: Alice<br>Beta: kim<br><br>",
        "<p>Title: Fog</p><p>Author: ana</p><p>Rating: PG-13</p><p>Fandom: Alice</p><p>Beta: kim</p>",
    ] {
        let work = story(&format!("<body>{header}<p>Down she went: down.</p></body>"));
        assert_eq!((work.title.as_str(), work.rating), ("Fog", Rating::Teen), "{header}");
        assert_eq!(work.fandoms, ["Alice"], "{header}");
        assert_eq!(work.chapters[0].body.html(), "<p>Down she went: down.</p>", "{header}");
    }
}

#[test]
fn one_line_with_a_colon_is_no_header() {
    let work = story("<p>Note: it was dark.</p><p>Down she went.</p>");
    assert!(work.chapters[0].body.html().contains("Note: it was dark."));
}

#[test]
fn hidden_paragraphs_are_dropped_by_name_and_letters() {
    let work = story(
        "<style>.cnM2 { display: none; speak: never }</style><div class=chapter-inner><p>Dark.</p>\
         <p class=cnM2>This was stolen from <b>Royal Road</b>.</p><p>Light.</p></div>",
    );
    assert_eq!(work.chapters[0].body.html().matches("<p>").count(), 2);
    let hidden = complaint(&work, "hidden");
    assert_eq!(
        (hidden.trouble, hidden.letters),
        (Trouble::Dropped, manuscript::letters("This was stolen from Royal Road."))
    );
}

#[test]
fn royal_road_keeps_the_authors_notes_on_their_sides() {
    let work = story(
        "<h1>Chapter 3: Dawn</h1><h2>Fog</h2><h3>by <a href='/profile/5'>ana</a></h3><div class='portlet author-note-portlet'>\
         <div class=author-note><p>Before.</p></div></div><div class='chapter-inner chapter-content'><p>Light.</p></div>\
         <div class='portlet author-note-portlet'><div class=author-note><p>After.</p></div></div>",
    );
    let chapter = &work.chapters[0];
    assert_eq!((work.title.as_str(), chapter.title.as_str(), work.bylines[0].name.as_str()), ("Fog", "Dawn", "ana"));
    assert!(chapter.notes.html().contains("Before.") && chapter.end_notes.html().contains("After."));
    assert_eq!(chapter.body.html(), "<p>Light.</p>");
}

#[test]
fn wattpad_paragraphs_become_a_chapter() {
    let work =
        story("<h1>Dusk</h1><a href='/user/ana'>ana</a><pre><p data-p-id=a>Dark.</p><p data-p-id=b>Darker.</p></pre>");
    assert_eq!((work.chapters[0].title.as_str(), work.bylines[0].name.as_str()), ("Dusk", "ana"));
    assert!(work.chapters[0].body.html().contains("<p>Darker.</p>"));
}

#[test]
fn googles_classes_become_italics_and_bold() {
    let work = story(
        "<html><head><style>@import url(x);.c0{font-style:italic}.c1{font-weight:700}.c2{text-align:center}.c3{color:red}</style></head>\
         <body class=c3><p class=c3><span class='c0 c3'>Dark</span> and <span class=c1>bold</span>.</p><p class=c2><span>mid</span></p></body></html>",
    );
    let body = work.chapters[0].body.html();
    assert!(body.contains("<em>Dark</em>") && body.contains("<strong>bold</strong>"), "{body}");
    assert!(body.contains("align=\"center\""), "{body}");
}

#[test]
fn googles_clipboard_is_not_bold_as_a_whole() {
    let work = story(
        "<meta charset='utf-8'><b style='font-weight:normal;' id='docs-internal-guid-1'><h1><span style='font-weight:400'>Chapter 1: Fog</span></h1>\
         <p><span style='font-weight:400;font-style:normal'>It was </span><span style='font-style:italic'>dark</span></p></b>",
    );
    let chapter = &work.chapters[0];
    assert_eq!(chapter.title, "Fog");
    assert_eq!(chapter.body.html(), "<p>It was <em>dark</em></p>");
}

#[test]
fn words_for_pictures_are_counted_as_text() {
    let work = story("<p>Look: <img src='https://a.example/x.png' alt='a blue lamp'></p>");
    assert!(work.chapters[0].body.html().contains("a blue lamp"));
}

#[test]
fn an_hour_of_nesting_takes_no_time() {
    let start = std::time::Instant::now();
    story(&format!("{}fog", "<div>".repeat(40_000)));
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn a_cut_page_keeps_what_is_there() {
    survives_being_cut(
        "<html><head><title>Fog</title><style>.a{font-style:italic}</style></head><body><p>Title: Fog<br>Author: ana<br>Rating: PG</p>\
         <h2>Chapter 1</h2><p class=a>Dark &amp; grey.</p><h2>Chapter 2</h2><pre>Light</pre></body></html>",
    );
}

#[test]
fn a_heading_inside_a_heading_is_part_of_it_and_counted_once() {
    let work = story("<div><h2><b>One <h2>by</div>Fog.<h2>Two</h2>Jam.");
    let titles: Vec<&str> = work.chapters.iter().map(|chapter| chapter.title.as_str()).collect();
    assert_eq!(titles, ["One by", "Two"]);
    assert!(work.chapters[0].body.html().contains("Fog.") && work.chapters[1].body.html().contains("Jam."));
}
