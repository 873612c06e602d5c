//! Pages of FanFiction.net, new and old.

use manuscript::Rating;

use super::{complaint, story, survives_being_cut};

const NEW: &str = r#"<html><head><title>The Blue Lamp Chapter 2: Fog, a Sherlock Holmes fanfic | FanFiction</title></head><body>
<div id="top">Browse Just In</div>
<div id="pre_story_links"><span><a href="/book/">Books</a> <a href="/book/Sherlock-Holmes/">Sherlock Holmes</a></span></div>
<div id="profile_top"><b class="xcontrast_txt">The Blue Lamp</b> <span>By:</span> <a class="xcontrast_txt" href="/u/55/ana">ana</a>
<div style="margin-top:2px" class="xcontrast_txt">A lamp in the fog. SLASH. Rated PG.</div>
<span class="xgray xcontrast_txt">Rated: <a href="x">Fiction T</a> - English - Mystery/Hurt/Comfort - [Sherlock H., John W.] Mrs. Hudson -
Chapters: 3 - Words: 1,234 - Reviews: <a href="/r/77/">5</a> - Favs: 17 - Follows: 9 - Updated: <span data-xutime="1236038400">Mar 3, 2009</span>
- Published: <span data-xutime="1230768000">Jan 1, 2009</span> - Status: Complete - id: 77 </span></div>
<select id="chap_select"><option value="1">1. Dusk<option value="2" selected>2. Fog<option value="3">3. Dawn</select>
<div id="storytext"><p>The <em>fog</em> came.</p><p align=center>oOo</p><p>It went.</p></div>
<select id="chap_select"><option value="1">1. Dusk<option value="2" selected>2. Fog<option value="3">3. Dawn</select></body></html>"#;

#[test]
fn the_grey_line_and_the_text_above_it_become_facts() {
    let work = story(NEW);
    assert_eq!((work.title.as_str(), work.rating, work.language.as_str()), ("The Blue Lamp", Rating::Teen, "en"));
    assert_eq!(work.bylines[0].name, "ana");
    assert_eq!(work.bylines[0].url.as_deref(), Some("https://www.fanfiction.net/u/55/ana"));
    assert_eq!(work.fandoms, ["Sherlock Holmes"]);
    assert_eq!(work.additional, ["Mystery", "Hurt/Comfort"]);
    assert_eq!(work.relationships, ["Sherlock H./John W."]);
    assert_eq!(work.characters, ["Sherlock H.", "John W.", "Mrs. Hudson"]);
    assert_eq!(
        (work.updated, work.published),
        (Some(jiff::civil::date(2009, 3, 3)), Some(jiff::civil::date(2009, 1, 1)))
    );
    assert_eq!(
        (work.statistics.kudos, work.statistics.bookmarks, work.statistics.comments),
        (Some(17), Some(9), Some(5))
    );
    assert_eq!(work.provenance.url.as_deref(), Some("https://www.fanfiction.net/s/77"));
    assert_eq!(work.expected_chapters, Some(3));
}

#[test]
fn the_page_holds_one_chapter_and_says_so() {
    let work = story(NEW);
    assert_eq!((work.chapters.len(), work.chapters[0].title.as_str()), (1, "Fog"));
    assert!(work.chapters[0].body.html().contains("<em>fog</em>"));
    assert!(complaint(&work, "one chapter of 3").letters == 0);
    assert!(complaint(&work, "list of chapters").letters > 0);
}

#[test]
fn what_a_summary_says_of_ratings_is_only_proposed() {
    let work = story(NEW);
    assert!(work.summary.html().contains("SLASH"));
    assert!(work.categories.is_empty() && !work.proposals.is_empty(), "{:?}", work.proposals);
}

#[test]
fn a_crossover_has_two_fandoms() {
    let html = NEW.replace(
        "<a href=\"/book/Sherlock-Holmes/\">Sherlock Holmes</a>",
        "<a href=\"/x/\">Alice + Dracula Crossover</a>",
    );
    assert_eq!(story(&html).fandoms, ["Alice", "Dracula"]);
}

#[test]
fn a_page_with_only_a_rating_leaves_the_rest_unsaid() {
    let html = "<title>Fog, an Alice fanfic | FanFiction</title><div id=profile_top><b class=xcontrast_txt>Fog</b>\
                <span class='xgray'>Rated: Fiction K+ - Words: 12 - id: 9</span></div><div id=storytext><p>Fog.</p></div>";
    let work = story(html);
    assert_eq!((work.rating, work.language.as_str(), work.expected_chapters), (Rating::General, "und", None));
    assert_eq!(work.fandoms, ["Alice"]);
}

#[test]
fn an_old_page_without_the_upper_box_is_read() {
    let html = "<html><head><title>Fog Chapter 1, an Alice fanfic | FanFiction</title></head><body><table><tr><td>\
                <b>Fog</b> by <a href='/u/5/ana'>ana</a><div>x</div><span class=xgray>Rated: T - English - Published: 12-24-08 - Words: 9 - id: 4</span>\
                </td></tr></table><div id=storytext class=storytext><p>Down.</p></div></body></html>";
    let work = story(html);
    assert_eq!((work.title.as_str(), work.bylines[0].name.as_str()), ("Fog", "ana"));
    assert_eq!(work.published, Some(jiff::civil::date(2008, 12, 24)));
    assert_eq!(work.chapters[0].body.html(), "<p>Down.</p>");
}

#[test]
fn a_cut_page_keeps_what_is_there() {
    survives_being_cut(NEW);
}
