//! FanFicFare's HTML file.

use manuscript::{Category, Rating, RelationKind, Warning};

use super::{story, survives_being_cut};

const FILE: &str = r##"<!DOCTYPE html><html><head><meta charset="UTF-8"><title>Fog by ana</title></head><body>
<h1><a href="https://site.example/s/660">Fog</a> by <a class='authorlink' href='https://site.example/u/1'>ana</a>, <a class='authorlink' href='https://site.example/u/2'>bo</a></h1>
<table class="full">
<tr><td><b>Series:</b></td><td>Lamps [2]</td></tr>
<tr><td><b>Category:</b></td><td>Alice, Sherlock Holmes &amp; Co</td></tr>
<tr><td><b>Genre:</b></td><td>Angst, F/F</td></tr>
<tr><td><b>Characters:</b></td><td>Alice, Dr. Watson</td></tr>
<tr><td><b>Relationships:</b></td><td>Alice/Red Queen</td></tr>
<tr><td><b>Language:</b></td><td>English</td></tr>
<tr><td><b>Status:</b></td><td>Completed</td></tr>
<tr><td><b>Published:</b></td><td>1975-03-15</td></tr>
<tr><td><b>Packaged:</b></td><td>2026-11-22 17:22:01</td></tr>
<tr><td><b>Rating:</b></td><td>T</td></tr>
<tr><td><b>Warnings:</b></td><td>Swearing, Major Character Death</td></tr>
<tr><td><b>Chapters:</b></td><td>2</td></tr><tr><td><b>Words:</b></td><td>1,234</td></tr>
<tr><td><b>Publisher:</b></td><td>site.example</td></tr>
<tr><td><b>Mood:</b></td><td>grey</td></tr>
<tr><td><b>Summary:</b></td><td><div>A lamp. <p>It is <b>blue</b>: quite.</p></div></td></tr>
</table>
<a name="TOCTOP"><h2>Table of Contents</h2></a><p><a href="#section0001">1. Dusk</a><br /><a href="#section0002">Dawn</a><br /></p>
<a name="section0001"><h2>1. Dusk</h2></a>
<div class="fff_chapter_notes fff_head_notes"><p>Mind.</p></div><div><p>It was <b>dark:</b> very.</p></div>
<a name="section0002"><h2>Dawn</h2></a><div><h3>Dawn</h3><p>It was light.</p></div>
<div class="fff_chapter_notes fff_foot_notes"><p>Up.</p></div></body></html>"##;

#[test]
fn every_row_becomes_a_fact_or_an_extra_line() {
    let work = story(FILE);
    assert_eq!((work.title.as_str(), work.rating, work.language.as_str()), ("Fog", Rating::Teen, "en"));
    assert_eq!(work.bylines.iter().map(|byline| byline.name.as_str()).collect::<Vec<_>>(), ["ana", "bo"]);
    assert_eq!(work.fandoms, ["Alice", "Sherlock Holmes & Co"]);
    assert_eq!(
        (work.categories, work.additional),
        (vec![Category::FF], vec!["Angst".to_owned(), "Swearing".to_owned()])
    );
    assert_eq!((work.characters.len(), work.relationships.len()), (2, 1));
    assert_eq!(work.warnings, [Warning::Death]);
    assert_eq!(work.series.first().map(|place| (place.title.as_str(), place.part)), Some(("Lamps", Some(2))));
    assert_eq!(work.extra, [("Mood".to_owned(), "grey".to_owned())]);
    assert_eq!((work.statistics.words, work.expected_chapters), (Some(1234), Some(2)));
}

#[test]
fn the_storys_address_and_site_are_kept() {
    let work = story(FILE);
    assert_eq!(work.provenance.url.as_deref(), Some("https://site.example/s/660"));
    assert_eq!(work.provenance.publisher.as_deref(), Some("site.example"));
    assert_eq!(work.published, Some(jiff::civil::date(1975, 3, 15)));
}

#[test]
fn sections_are_chapters_with_their_notes() {
    let work = story(FILE);
    let [dusk, dawn] = work.chapters.as_slice() else { panic!("{:#?}", work.chapters) };
    assert_eq!((dusk.title.as_str(), dawn.title.as_str()), ("Dusk", "Dawn"));
    assert_eq!((dusk.notes.html(), dawn.end_notes.html()), ("<p>Mind.</p>", "<p>Up.</p>"));
    assert!(dusk.body.html().contains("dark:"), "bold text with a colon in a chapter is no label");
    assert!(work.summary.html().contains("<b>blue</b>: quite.") || work.summary.html().contains("blue"));
}

#[test]
fn what_its_site_says_above_and_below_the_notes_is_no_note() {
    let above = r#"fff_head_notes"><b>Author's Note:</b><ul class="associations"><li>For <a href="https://site.example/users/bea/gifts">bea</a>.</li>
<li>Inspired by <a href="https://site.example/works/12">Fog at Noon</a> by <a href="https://site.example/users/wren" rel="author">wren</a>.</li></ul>"#;
    let below = r#"<div id="children"><b>Works inspired by this one:</b><ul><li><a href="https://site.example/works/9">Rain</a> by kim</li></ul></div>"#;
    let html =
        FILE.replace("fff_head_notes\">", above).replace("<p>Up.</p></div>", &format!("<p>Up.</p>{below}</div>"));
    let work = story(&html);
    assert_eq!(work.gifts, ["bea"]);
    let related = work.relations.iter().map(|other| (other.kind, other.title.as_str(), other.byline.as_str()));
    assert_eq!(
        related.collect::<Vec<_>>(),
        [(RelationKind::InspiredBy, "Fog at Noon", "wren"), (RelationKind::Inspired, "Rain", "kim")]
    );
    let [dusk, dawn] = work.chapters.as_slice() else { panic!("{:#?}", work.chapters) };
    assert!(!dusk.notes.html().contains("wren"), "{}", dusk.notes.html());
    assert_eq!(dawn.end_notes.html(), "<p>Up.</p>");
    survives_being_cut(&html);
}

#[test]
fn rows_that_a_user_has_named_so_say_whom_it_is_for_and_what_it_comes_from() {
    let rows = "<tr><td><b>Recipient:</b></td><td>bea, The Club</td></tr>\
                <tr><td><b>Inspired by:</b></td><td>Fog by wren (https://site.example/works/12)</td></tr>\
                <tr><td><b>Remix of:</b></td><td>a dream</td></tr><tr><td><b>Mood:";
    let work = story(&FILE.replace("<tr><td><b>Mood:", rows));
    assert_eq!(work.gifts, ["bea", "The Club"]);
    let [fog] = work.relations.as_slice() else { panic!("{:#?}", work.relations) };
    assert_eq!((fog.title.as_str(), fog.url.as_deref()), ("Fog", Some("https://site.example/works/12")));
    assert!(work.extra.contains(&("Remix of".to_owned(), "a dream".to_owned())), "{:?}", work.extra);
}

#[test]
fn a_cut_file_keeps_what_is_there() {
    survives_being_cut(FILE);
}
