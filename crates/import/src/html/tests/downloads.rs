//! Downloads of AO3 and archives like it, old and new, and our own files.

use manuscript::{Category, Rating, RelationKind, Trouble, Warning};

use super::{complaint, story, survives_being_cut};

fn link(tag: &str, encoded: &str) -> String {
    format!("<a href=\"https://archiveofourown.org/tags/{encoded}\">{tag}</a>")
}

/// The title page of a download; `labels` are one or many.
fn preface(labels: [&str; 3], stats: &str) -> String {
    let [warning, fandom, character] = labels;
    format!(
        r##"<!DOCTYPE html><html><head><title>The Blue Lamp - ana, quill (bo) - Sherlock Holmes</title>
<style>.toc-heading {{ display: none; }}</style></head><body>
<div id="preface"><h2 class="toc-heading">Preface</h2>
<p class="message"><b>The Blue Lamp</b><br />Posted originally on the <a href="http://archiveofourown.org/">Archive of Our Own</a>
 at <a href="http://archiveofourown.org/works/4711">http://archiveofourown.org/works/4711</a>.</p>
<div class="meta"><dl class="tags">
<dt>Rating:</dt><dd>{rating}</dd><dt>{warning}:</dt><dd>{one}, {two}</dd><dt>Categories:</dt><dd>{gen}, {ff}</dd>
<dt>{fandom}:</dt><dd>{holmes}</dd><dt>Relationship:</dt><dd>{pair}</dd><dt>{character}:</dt><dd>{who}</dd>
<dt>Additional Tags:</dt><dd>{free}, {comma}</dd><dt>Language:</dt><dd>Deutsch</dd>
<dt>Series:</dt><dd>Part 2 of <a href="/series/9">Lamps</a>, Part 1 of <a href="/series/8">Fog, and Rain</a></dd>
<dt>Collections:</dt><dd><a href="/collections/yule">Yule, 1895</a></dd>
<dt>Stats:</dt><dd>{stats}</dd></dl>
<h1>The Blue Lamp</h1>
<div class="byline">by <a rel="author" href="/users/ana/pseuds/ana">ana</a>, <a rel="author" href="/users/bo/pseuds/quill">quill (bo)</a></div>
<p>Summary</p><blockquote class="userstuff"><p>A lamp. PG-13.</p></blockquote>
<p>Notes</p><ul><li>Inspired by <a href="/works/12">Fog</a> by wren</li></ul>
<blockquote class="userstuff"><p>For Bea.</p></blockquote>
<div class="endnote-link">See the end of the work for <a href="#endnotes">more notes</a></div></div></div>"##,
        rating = link("Teen And Up Audiences", "Teen%20And%20Up%20Audiences"),
        one = link("Major Character Death", "Major%20Character%20Death"),
        two = link("Creator Chose Not To Use Archive Warnings", "Choose%20Not%20To%20Use%20Archive%20Warnings"),
        gen = link("Gen", "Gen"),
        ff = link("F/F", "F*s*F"),
        holmes = link("Sherlock Holmes &amp; Related Fandoms", "Sherlock%20Holmes%20*a*%20Related%20Fandoms"),
        pair = link("Irene Adler/Mary Morstan", "Irene%20Adler*s*Mary%20Morstan"),
        who = link("Mrs. Hudson", "Mrs*d*%20Hudson"),
        free = link("Fog", "Fog"),
        comma = link("lamps, and other lights", "lamps"),
    )
}

const AFTERWORD: &str = r#"<div id="afterword"><h2 class="toc-heading">Afterword</h2><div class="meta"><div id="endnotes">
<p>End Notes</p><blockquote class="userstuff"><p>Thanks.</p></blockquote></div>
<dl><dt>Works inspired by this one</dt><dd><a href="/works/99">Rain</a> by kim</dd></dl></div>
<p class="message">Please <a href="/works/4711/comments/new">drop by the Archive and comment</a>!</p></div></body></html>"#;

fn many_chapters(first: &str, second: &str) -> String {
    let stats = "Published: 2007-06-25 Completed: 2008-01-02 Words: 7,526 Chapters: 2/2";
    format!(
        r##"{preface}<div id="chapters" class="userstuff">
<div class="meta group"><h2 class="heading">{first}</h2>
<p>Chapter Summary</p><blockquote class="userstuff"><p>It is dark.</p></blockquote>
<p>Chapter Notes</p><blockquote class="userstuff"><p>Mind the step.</p></blockquote>
<div class="endnote-link">See the end of the chapter for <a href="#endnotes1">notes</a></div></div>
<!--chapter content--><div class="userstuff"><p>The lamp was blue.</p><p>Notes</p><blockquote><p>A letter.</p></blockquote></div><!--/chapter content-->
<div class="meta" id="endnotes1"><p>Chapter End Notes</p><blockquote class="userstuff"><p>It was green.</p></blockquote></div>
<div class="meta group"><h2 class="heading">{second}</h2><div class="byline">Chapter by <a rel="author" href="/users/bo/pseuds/quill">quill (bo)</a></div></div>
<div class="userstuff"><h2>A sign</h2><p>The end.</p></div></div>{AFTERWORD}"##,
        preface = preface(["Archive Warnings", "Fandom", "Character"], stats),
    )
}

#[test]
fn the_title_page_of_a_download_becomes_facts() {
    let work = story(&many_chapters("Chapter 1: Dusk", "Chapter 2"));
    assert_eq!(work.title, "The Blue Lamp");
    assert_eq!(work.rating, Rating::Teen);
    assert_eq!(work.warnings, [Warning::Death, Warning::ChoseNotToWarn]);
    assert_eq!(work.categories, [Category::Gen, Category::FF]);
    assert_eq!(work.fandoms, ["Sherlock Holmes & Related Fandoms"]);
    assert_eq!(work.relationships, ["Irene Adler/Mary Morstan"]);
    assert_eq!(work.characters, ["Mrs. Hudson"]);
    assert_eq!(work.additional, ["Fog", "lamps, and other lights"]);
    assert_eq!(work.language, "de");
    let places: Vec<_> = work.series.iter().map(|place| (place.title.as_str(), place.part)).collect();
    assert_eq!(places, [("Lamps", Some(2)), ("Fog, and Rain", Some(1))]);
    assert_eq!(work.collections, ["Yule, 1895"]);
}

#[test]
fn names_dates_and_claims_come_from_their_places() {
    let work = story(&many_chapters("Chapter 1: Dusk", "Chapter 2"));
    let names: Vec<String> = work.bylines.iter().map(ToString::to_string).collect();
    assert_eq!(names, ["ana", "quill (bo)"]);
    assert_eq!(work.provenance.url.as_deref(), Some("http://archiveofourown.org/works/4711"));
    assert_eq!(work.provenance.publisher.as_deref(), Some("Archive of Our Own"));
    assert_eq!(
        (work.published, work.updated),
        (Some(jiff::civil::date(2007, 6, 25)), Some(jiff::civil::date(2008, 1, 2)))
    );
    assert_eq!((work.statistics.words, work.expected_chapters), (Some(7526), Some(2)));
    let related = work.relations.iter().map(|other| (other.kind, other.title.as_str(), other.byline.as_str()));
    assert_eq!(
        related.collect::<Vec<_>>(),
        [(RelationKind::InspiredBy, "Fog", "wren"), (RelationKind::Inspired, "Rain", "kim")]
    );
    let there = work.relations.iter().map(|other| other.url.as_deref().unwrap_or_default()).collect::<Vec<_>>();
    assert_eq!(there, ["http://archiveofourown.org/works/12", "http://archiveofourown.org/works/99"]);
    assert!(work.extra.is_empty(), "{:?}", work.extra);
}

#[test]
fn chapters_keep_their_titles_notes_and_authors() {
    let work = story(&many_chapters("Chapter 1: Dusk", "Chapter 2"));
    let [first, second] = work.chapters.as_slice() else { panic!("{:#?}", work.chapters) };
    assert_eq!((first.title.as_str(), second.title.as_str()), ("Dusk", ""));
    assert_eq!(first.summary.html(), "<p>It is dark.</p>");
    assert_eq!(first.notes.html(), "<p>Mind the step.</p>");
    assert_eq!(first.end_notes.html(), "<p>It was green.</p>");
    assert!(first.body.html().contains("<p>Notes</p>"), "a letter in the text is not taken for notes");
    assert_eq!(second.bylines.first().map(ToString::to_string).as_deref(), Some("quill (bo)"));
    assert!(second.body.html().contains("A sign"));
    assert_eq!((work.summary.html(), work.notes.html()), ("<p>A lamp. PG-13.</p>", "<p>For Bea.</p>"));
    assert_eq!(work.end_notes.html(), "<p>Thanks.</p>");
}

#[test]
fn old_downloads_name_chapters_without_numbers() {
    let work = story(&many_chapters("Dusk", "Chapter 2"));
    let titles: Vec<&str> = work.chapters.iter().map(|chapter| chapter.title.as_str()).collect();
    assert_eq!(titles, ["Dusk", ""]);
}

#[test]
fn a_single_chapter_has_no_title_of_its_own_and_labels_may_be_singular() {
    let preface =
        preface(["Archive Warning", "Fandoms", "Characters"], "Published: 2020-03-04 Words: 1.234 Chapters: 1/?");
    let work = story(&format!(
        r#"{preface}<div id="chapters" class="userstuff"><h2 class="toc-heading">The Blue Lamp</h2><div class="userstuff"><p>Fog.</p></div></div>{AFTERWORD}"#
    ));
    assert_eq!((work.chapters.len(), work.expected_chapters), (1, None));
    assert_eq!((work.chapters[0].title.as_str(), work.chapters[0].body.html()), ("", "<p>Fog.</p>"));
    assert_eq!(work.statistics.words, Some(1234));
}

#[test]
fn an_anonymous_work_has_no_names() {
    let html = many_chapters("Chapter 1", "Chapter 2");
    let (before, after) = html.split_once("<div class=\"byline\">").unwrap();
    let (_, after) = after.split_once("</div>").unwrap();
    assert!(story(&format!("{before}<div class=\"byline\">by Anonymous</div>{after}")).bylines.is_empty());
}

#[test]
fn furniture_is_named_and_nothing_else_is_lost() {
    let work = story(&many_chapters("Chapter 1", "Chapter 2"));
    let dropped: Vec<&str> = work
        .complaints
        .iter()
        .filter(|complaint| complaint.trouble == Trouble::Dropped)
        .map(|complaint| complaint.what.as_str())
        .collect();
    assert_eq!(dropped, ["invitation to comment"]);
    assert_eq!(complaint(&work, "names another tag").example, "lamps, and other lights");
}

#[test]
fn a_cut_download_keeps_what_is_there_and_says_what_is_missing() {
    let html = many_chapters("Chapter 1: Dusk", "Chapter 2");
    let (cut, _) = html.split_once("<div class=\"meta group\"><h2 class=\"heading\">Chapter 2").unwrap();
    let work = story(cut);
    assert_eq!(work.chapters.len(), 1);
    assert_eq!(complaint(&work, "the title page counts 2, the file has 1").trouble, Trouble::Damaged);
    survives_being_cut(&html);
}

#[test]
fn a_download_of_today_lists_other_works_below_its_notes() {
    let list = r#"<ul><li>Translation into <span lang="fr">Français</span> available: <a href="/works/13">La Lampe</a> by
<a rel="author" href="/users/odile/pseuds/odile">odile</a></li><li>A translation of <a href="/external_works/9">Fog</a> by Ann Example</li>
<li>Inspired by a work in an unrevealed collection</li></ul></div></div><div id="chapters""#;
    let html = many_chapters("Chapter 1: Dusk", "Chapter 2").replace("</div></div><div id=\"chapters\"", list);
    let work = story(&html);
    let related = work.relations.iter().map(|other| (other.kind, other.title.as_str(), other.byline.as_str()));
    assert_eq!(
        related.collect::<Vec<_>>(),
        [
            (RelationKind::InspiredBy, "Fog", "wren"),
            (RelationKind::Translation, "La Lampe", "odile"),
            (RelationKind::TranslationOf, "Fog", "Ann Example"),
            (RelationKind::InspiredBy, "a work in an unrevealed collection", ""),
            (RelationKind::Inspired, "Rain", "kim"),
        ]
    );
    assert_eq!(work.notes.html(), "<p>For Bea.</p>", "the list is no note");
    survives_being_cut(&html);
}

#[test]
fn our_own_file_takes_facts_from_its_data_and_prose_from_its_page() {
    let facts = r#"{"foolscap":1,"source":"https://a.example/works/7","manuscript":MANUSCRIPT}"#;
    let mut told = manuscript::Manuscript { title: "Fog <i>".into(), language: "en".into(), ..Default::default() };
    told.chapters = vec![manuscript::Chapter { title: "One: two".into(), ..Default::default() }; 2];
    let facts = facts.replace("MANUSCRIPT", &serde_json::to_string(&told).unwrap()).replace('<', "\\u003c");
    let html = format!(
        r#"<html><head><script type="application/json" id="foolscap">{facts}</script></head><body><h1>Fog &lt;i&gt;</h1>
<dl class="tags"><dt>Rating:</dt><dd>Not Rated</dd></dl><div id="chapters"><h2>Chapter 1: One: two</h2>
<div data-prose="chapter-notes" data-chapter="1"><p>Mind.</p></div><div data-prose="body" data-chapter="1"><p>One.</p></div>
<div data-prose="body" data-chapter="2"><div data-was="&lt;center&gt;"><p data-was="">Two.</p></div></div></div></body></html>"#
    );
    let work = story(&html);
    assert_eq!((work.title.as_str(), work.chapters[0].title.as_str()), ("Fog <i>", "One: two"));
    assert_eq!(work.provenance.url.as_deref(), Some("https://a.example/works/7"));
    assert_eq!((work.chapters[0].body.html(), work.chapters[0].notes.html()), ("<p>One.</p>", "<p>Mind.</p>"));
    assert!(work.chapters[1].body.html().contains("<center>") && work.chapters[1].body.html().contains("Two."));
    survives_being_cut(&html);
}

#[test]
fn facts_of_a_made_up_file_bring_no_prose_past_the_cleaner() {
    let told = r#"{"html":"<script>x</script>","source":null,"cleaner":1}"#;
    let plain = serde_json::to_string(&manuscript::Manuscript::default()).unwrap();
    let prose = serde_json::to_string(&manuscript::Prose::default()).unwrap();
    let facts = format!(r#"{{"foolscap":1,"source":null,"manuscript":{}}}"#, plain.replace(&prose, told))
        .replace('<', "\\u003c");
    let html = format!(
        r#"<script type="application/json" id="foolscap">{facts}</script><div data-prose="notes"><p>ok</p></div>"#
    );
    let work = story(&html);
    assert_eq!((work.summary.html(), work.notes.html()), ("", "<p>ok</p>"));
}

#[test]
fn a_second_summary_of_a_download_stands_behind_the_first() {
    let quote = |label: &str, words: &str| format!("<p>{label}</p><blockquote><p>{words}</p></blockquote>");
    let twice = |label: &str| quote(label, "One.") + &quote(label, "Two.");
    let work = story(&format!(
        "<div id=\"preface\"><p class=\"message\"><b>Jam</b></p>{}{}</div><div id=\"chapters\"><div><h2>Fog</h2>{}{}</div>\
         <div id=\"endnotes1\">{}</div><div class=\"userstuff\"><p>It came.</p></div></div><div id=\"afterword\">{}</div>",
        twice("Summary"),
        twice("Notes"),
        twice("Chapter Summary"),
        twice("Chapter Notes"),
        twice("Chapter End Notes"),
        twice("End Notes"),
    ));
    let chapter = &work.chapters[0];
    let proses = [&work.summary, &work.notes, &work.end_notes, &chapter.summary, &chapter.notes, &chapter.end_notes];
    for prose in proses {
        assert_eq!(prose.html(), "<p>One.</p><p>Two.</p>");
    }
}

#[test]
fn a_text_that_stands_twice_in_our_own_file_is_kept_twice() {
    let facts = serde_json::to_string(&manuscript::Manuscript::default()).unwrap().replace('<', "\\u003c");
    let work = story(&format!(
        "<script type=\"application/json\" id=\"foolscap\">{{\"foolscap\":1,\"source\":null,\"manuscript\":{facts}}}</script>\
         <div data-prose=\"notes\"><p>One.</p></div><div data-prose=\"notes\"><p>Two.</p></div>"
    ));
    assert_eq!(work.notes.html(), "<p>One.</p><p>Two.</p>");
}
