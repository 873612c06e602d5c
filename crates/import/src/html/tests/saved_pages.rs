//! Work pages of AO3 as a browser saved them, and the pages an archive shows instead of a work.

use manuscript::{Rating, RelationKind, Trouble};

use super::{attempt, complaint, story, survives_being_cut};
use crate::Refusal;

fn page(skin: &str, chapters: &str) -> String {
    format!(
        r#"<html><head><title>The Blue Lamp - Chapter 1 - ana - Alice [Archive of Our Own]</title>{skin}</head>
<body class="logged-in"><div id="outer"><ul id="skiplinks"><li>Main Content</li></ul><div id="header">Fandoms Browse</div>
<div id="main"><ul class="work navigation actions"><li><a href="/works/4711?view_full_work=true">Entire Work</a></li></ul>
<dl class="work meta group"><dt class="rating tags">Rating:</dt><dd class="rating tags"><ul><li><a href="/tags/Mature/works">Mature</a></li></ul></dd>
<dt class="fandom tags">Fandom:</dt><dd class="fandom tags"><ul><li><a href="/tags/Alice/works">Alice</a></li><li><a href="/tags/x">Looking-Glass, Through the</a></li></ul></dd>
<dt class="language">Language:</dt><dd class="language">English</dd>
<dt class="series">Series:</dt><dd class="series"><span class="series"><span class="position">Part 3 of <a href="/series/9">Lamps</a></span></span></dd>
<dt class="stats">Stats:</dt><dd class="stats"><dl class="stats"><dt class="published">Published:</dt><dd class="published">2020-01-02</dd>
<dt class="status">Updated:</dt><dd class="status">2020-02-03</dd><dt class="words">Words:</dt><dd class="words">1,234</dd>
<dt class="chapters">Chapters:</dt><dd class="chapters"><a href="/works/4711/chapters/2">1</a>/3</dd>
<dt class="kudos">Kudos:</dt><dd class="kudos">17</dd><dt class="hits">Hits:</dt><dd class="hits">900</dd></dl></dd></dl>
<div id="workskin"><div class="preface group"><h2 class="title heading">The Blue Lamp</h2>
<h3 class="byline heading"><a rel="author" href="/users/ana/pseuds/ana">ana</a></h3>
<div class="summary module"><h3 class="heading">Summary:</h3><blockquote class="userstuff"><p>A lamp.</p></blockquote></div>
<div class="notes module"><h3 class="heading">Notes:</h3><blockquote class="userstuff"><p>For Bea.</p></blockquote></div></div>
<div id="chapters" role="article">{chapters}</div>
<div id="work_endnotes" class="end notes module"><h3 class="heading">Notes:</h3><blockquote class="userstuff"><p>Thanks.</p></blockquote></div></div>
<div id="feedback"><p class="kudos">bo and wren left kudos</p></div></div><div id="footer">About the Archive</div></div></body></html>"#
    )
}

const CHAPTER: &str = r#"<div class="chapter" id="chapter-1"><div class="chapter preface group"><h3 class="title">
<a href="/works/4711/chapters/55">Chapter 1</a>: Down</h3>
<div class="notes module" id="notes"><h3 class="heading">Notes:</h3><blockquote class="userstuff"><p>Mind.</p></blockquote></div></div>
<div class="userstuff module" role="article"><h3 class="landmark heading" id="work">Chapter Text</h3><p>Down she went.</p>
<div class="notes"><blockquote><p>Drink me.</p></blockquote></div></div>
<div class="chapter preface group"><div class="end notes module"><h3 class="heading">Notes:</h3><blockquote class="userstuff"><p>Up.</p></blockquote></div></div></div>"#;

#[test]
fn a_saved_chapter_is_read_with_its_work() {
    let work = story(&page("", CHAPTER));
    assert_eq!((work.title.as_str(), work.rating, work.language.as_str()), ("The Blue Lamp", Rating::Mature, "en"));
    assert_eq!(work.fandoms, ["Alice", "Looking-Glass, Through the"]);
    assert_eq!(work.series.first().map(|place| (place.title.as_str(), place.part)), Some(("Lamps", Some(3))));
    assert_eq!((work.statistics.kudos, work.statistics.hits, work.statistics.words), (Some(17), Some(900), Some(1234)));
    assert_eq!(work.expected_chapters, Some(3));
    assert_eq!(work.provenance.url.as_deref(), Some("https://archiveofourown.org/works/4711"));
    assert_eq!(
        (work.summary.html(), work.notes.html(), work.end_notes.html()),
        ("<p>A lamp.</p>", "<p>For Bea.</p>", "<p>Thanks.</p>")
    );
}

#[test]
fn a_saved_page_says_whom_the_work_is_for_and_what_it_comes_from() {
    let list = r#"<h3 class="heading">Notes:</h3><ul class="associations"><li>For <a href="/users/bea/gifts">bea</a>,
<a href="/gifts?recipient=The+Club">The Club</a>.</li><li>Inspired by <a href="/works/12">Fog</a> by
<a rel="author" href="/users/wren/pseuds/wren">wren</a>.</li><li>In response to a <a href="/p/1">prompt</a> by bo</li></ul>
<blockquote class="userstuff"><p>For Bea.</p>"#;
    let children = r#"<div id="children" class="children module"><h3 class="heading">Works inspired by this one:</h3><ul>
<li><a href="/works/99">Rain</a> by <a rel="author" href="/users/kim">kim</a></li></ul></div><div id="feedback">"#;
    let notes = r#"<h3 class="heading">Notes:</h3><blockquote class="userstuff"><p>For Bea.</p>"#;
    let html = page("", CHAPTER).replace(notes, list).replace(r#"<div id="feedback">"#, children);
    let work = story(&html);
    assert_eq!(work.gifts, ["bea", "The Club"]);
    let related = work.relations.iter().map(|other| (other.kind, other.title.as_str(), other.byline.as_str()));
    assert_eq!(
        related.collect::<Vec<_>>(),
        [(RelationKind::InspiredBy, "Fog", "wren"), (RelationKind::Inspired, "Rain", "kim")]
    );
    assert_eq!(work.relations[0].url.as_deref(), Some("https://archiveofourown.org/works/12"));
    assert_eq!(work.extra, [("Related work".to_owned(), "In response to a prompt by bo (/p/1)".to_owned())]);
    assert_eq!(work.notes.html(), "<p>For Bea.</p>");
    survives_being_cut(&html);
}

#[test]
fn the_hidden_landmark_is_no_part_of_the_text() {
    let work = story(&page("", CHAPTER));
    let chapter = &work.chapters[0];
    assert_eq!(
        (chapter.title.as_str(), chapter.notes.html(), chapter.end_notes.html()),
        ("Down", "<p>Mind.</p>", "<p>Up.</p>")
    );
    assert!(!chapter.body.html().contains("Chapter Text"));
    assert!(chapter.body.html().contains("Down she went.") && chapter.body.html().contains("Drink me."));
}

#[test]
fn navigation_and_kudos_are_dropped_by_name() {
    let work = story(&page("", CHAPTER));
    assert!(complaint(&work, "archive page navigation").letters > 0);
    assert!(complaint(&work, "comments and kudos").example.contains("left kudos"));
}

#[test]
fn a_whole_work_has_all_its_chapters_and_one_chapter_works_have_one() {
    let work = story(&page("", &format!("{CHAPTER}{}", CHAPTER.replace("Chapter 1", "Chapter 2"))));
    assert_eq!(work.chapters.len(), 2);
    let single =
        story(&page("", r#"<h3 class="landmark heading">Work Text:</h3><div class="userstuff"><p>Fog.</p></div>"#));
    assert_eq!(single.chapters[0].body.html(), "<p>Fog.</p>");
}

#[test]
fn a_work_skin_is_mentioned() {
    let work = story(&page("<style>#workskin .letter { color: red }</style>", CHAPTER));
    assert_eq!(complaint(&work, "work skin").trouble, Trouble::Changed);
}

#[test]
fn pages_without_a_work_are_refused_by_name() {
    for (body, says) in [
        (
            "<p class='caution'>This work could have adult content. If you continue, you have agreed.</p>",
            "adult content",
        ),
        ("<h2 class='heading'>Error 404</h2><p>You may have followed a bad link.</p>", "does not exist"),
        ("<form class='new_user' id='new_user'>User name</form><p>Log in to go on.</p>", "login page"),
        ("<p class='notice'>This work is part of an ongoing challenge and will be revealed soon!</p>", "not revealed"),
        ("<div class='flash error'>Sorry, you don’t have permission to access the page.</div>", "did not allow"),
    ] {
        let html = format!(
            "<html><head><title>Archive of Our Own</title></head><body><div id='main'>{body}</div></body></html>"
        );
        let refusal = attempt(&html).unwrap_err();
        assert!(matches!(&refusal, Refusal::NoStory(why) if why.contains(says)), "{refusal}");
    }
}

#[test]
fn a_cut_page_keeps_what_is_there() {
    survives_being_cut(&page("", CHAPTER));
}
