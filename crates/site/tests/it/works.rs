//! Works: title page, chapters, entire work, index; and the labels that fans' tools read.

use archive::WorkId;
use axum::http::StatusCode;
use manuscript::{Category, Rating, SeriesPlace, Warning};
use testkit::{prose, story};

use crate::visit::{Seen, TestSite, Who};

#[test]
fn a_work_of_one_chapter_is_read_at_its_own_address() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));

    let page = site.get(Who::Guest, &format!("/works/{id}"));

    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts("h2.title.heading"), ["Rain"]);
    assert_eq!(page.texts("#chapters .userstuff p"), ["It was chapter 1 of “Rain”, and it rained."]);
    assert_eq!(page.texts("#chapters h3.title"), [""; 0], "a single chapter has no heading of its own (CHAP-8)");
}

#[test]
fn a_work_of_several_chapters_opens_at_its_first_and_turns_like_a_book() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 3));

    let first = site.get(Who::Guest, &format!("/works/{id}"));
    assert!(first.status.is_redirection());
    let page = site.get(Who::Guest, first.location());

    assert_eq!(page.texts(".chapter h3.title"), ["Chapter 1: Part the 1"]);
    assert_eq!(page.attributes("a[rel=prev]", "href"), [""; 0]);
    let mut seen = Vec::new();
    let mut next = page.attributes("a[rel=next]", "href");
    while let Some(address) = next.pop() {
        let page = site.get(Who::Guest, &address);
        seen.extend(page.texts(".chapter h3.title"));
        next = page.attributes("a[rel=next]", "href");
    }
    assert_eq!(seen, ["Chapter 2: Part the 2", "Chapter 3: Part the 3"]);
}

#[test]
fn the_entire_work_holds_every_chapter_under_the_ids_that_tools_expect() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 3));

    let page = site.get(Who::Guest, &format!("/works/{id}?view_full_work=true&view_adult=true"));

    assert_eq!(page.attributes("#chapters > div.chapter", "id"), ["chapter-1", "chapter-2", "chapter-3"]);
    let texts = page.texts("div.chapter .userstuff.module > p");
    assert_eq!(texts.len(), 3);
    assert!(texts[2].contains("chapter 3"));
}

#[test]
fn the_index_lists_chapters_with_dates() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));

    let page = site.get(Who::Guest, &format!("/works/{id}/navigate"));

    assert_eq!(page.texts("ol.chapter.index li a"), ["1. Part the 1", "2. Part the 2"]);
    assert_eq!(page.texts("ol.chapter.index li span.datetime")[0], "(2026-11-01)");
    let chapter = page.attributes("ol.chapter.index li a", "href").remove(1);
    assert_eq!(site.get(Who::Guest, &chapter).texts(".chapter h3.title"), ["Chapter 2: Part the 2"]);
}

#[test]
fn a_chapter_that_is_gone_leads_to_its_work() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));

    let gone = site.get(Who::Guest, &format!("/works/{id}/chapters/1"));

    assert_eq!(gone.location(), format!("/works/{id}?chapter_gone=true"));
}

#[test]
fn a_works_page_keeps_the_labels_and_lists_that_tools_parse() {
    let site = TestSite::new();
    let id = site.post(manuscript::Manuscript {
        rating: Rating::Teen,
        warnings: vec![Warning::Violence, Warning::Death],
        categories: vec![Category::FF],
        relationships: vec!["Irene Adler/Mary Watson".to_owned()],
        series: vec![SeriesPlace { title: "Weather".to_owned(), part: Some(2), url: None }],
        summary: prose("<p>It <em>rains</em>.</p>"),
        ..story("Rain <b>", 2)
    });

    let page = site.get(Who::Guest, &format!("/works/{id}?view_full_work=true"));

    let rows = [
        ("rating", "Rating:", vec!["Teen And Up Audiences"]),
        ("warning", "Archive Warnings:", vec!["Graphic Depictions Of Violence", "Major Character Death"]),
        ("category", "Category:", vec!["F/F"]),
        ("fandom", "Fandom:", vec!["Sherlock Holmes"]),
        ("relationship", "Relationship:", vec!["Irene Adler/Mary Watson"]),
        ("character", "Character:", vec!["John Watson"]),
        ("freeform", "Additional Tag:", vec!["Rain"]),
    ];
    for (class, label, tags) in rows {
        assert_eq!(page.texts(&format!("dl.work.meta.group > dt.{class}.tags")), [label]);
        assert_eq!(page.texts(&format!("dl.work.meta.group > dd.{class}.tags a.tag")), tags);
    }
    let facts = [
        ("dd.language", "English"),
        ("dl.stats dd.published", "2026-11-01"),
        ("dl.stats dd.status", "2026-11-01"),
        ("dl.stats dd.words", "18"),
        ("dl.stats dd.chapters", "2/2"),
        ("h2.title.heading", "Rain <b>"),
        ("h3.byline.heading", "ana"),
        ("div.summary blockquote.userstuff", "It rains."),
    ];
    for (selector, text) in facts {
        assert_eq!(page.texts(selector), [text], "{selector}");
    }
    assert_eq!(page.attributes("h3.byline a[rel=author]", "href"), ["/users/ana/pseuds/ana"]);
    assert!(page.texts("dd.series")[0].contains("Weather"));
    assert_eq!(page.texts("title"), ["Rain <b> - ana - Sherlock Holmes · Foolscap"]);
}

#[test]
fn a_text_says_its_language_and_direction() {
    let site = TestSite::new();
    let id = site.post(manuscript::Manuscript { language: "ar".to_owned(), ..story("مطر", 1) });

    let page = site.get(Who::Guest, &format!("/works/{id}"));

    assert_eq!(page.attributes(".userstuff.text", "lang"), ["ar"]);
    assert_eq!(page.attributes(".userstuff.text", "dir"), ["rtl"]);
}

#[test]
fn a_draft_a_hidden_work_and_none_at_all_answer_alike_to_the_byte() {
    let site = TestSite::new();
    let works = site.ground.stated_works();
    for who in [Who::Guest, Who::Bo] {
        for tail in ["", "/navigate", "?view_full_work=true", "/chapters/1"] {
            let answer = |id: WorkId| site.get(who, &format!("/works/{id}{tail}"));
            let missing = answer(WorkId::new(5));
            assert_eq!(missing.status, StatusCode::NOT_FOUND);
            assert_eq!(answer(works.ana_draft), missing, "{who:?} {tail}");
            assert_eq!(answer(works.ana_hidden), missing, "{who:?} {tail}");
        }
    }
}

#[test]
fn a_restricted_work_invites_guests_without_its_title_or_author() {
    let site = TestSite::new();
    let works = site.ground.stated_works();

    let address = format!("/works/{}", works.ana_restricted);
    let page = site.get(Who::Guest, &address);
    // All but the way back, which whoever asks knows already.
    let told = |page: Seen, address: &str| page.text().replace(&address.replace('/', "%2F"), "");

    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert_eq!(page.texts("h2"), ["This is for members"]);
    assert!(!page.text().contains("ana"));
    let index = format!("{address}/navigate");
    let elsewhere = site.get(Who::Guest, &index);
    assert_eq!(told(page, &address), told(elsewhere, &index), "it is the same at every page of a work for members");
    assert_eq!(site.get(Who::Bo, &format!("/works/{}", works.ana_restricted)).status, StatusCode::OK);
}

#[test]
fn the_first_page_lists_what_is_new_and_its_worlds() {
    let site = TestSite::new();
    assert_eq!(site.get(Who::Guest, "/").texts(".empty").len(), 1);
    site.ground.stated_works();
    std::thread::sleep(std::time::Duration::from_millis(60));

    assert_eq!(site.get(Who::Guest, "/").texts("li.work.blurb h3.heading > a"), ["ana_posted"]);
    assert_eq!(site.get(Who::Guest, "/works").texts("li.work.blurb h3.heading > a"), ["ana_posted"]);
    assert_eq!(site.get(Who::Bo, "/").texts("li.work.blurb").len(), 2);
    assert_eq!(site.get(Who::Guest, "/").texts(".short-list li"), ["Sherlock Holmes 1"]);
}

#[test]
fn a_blurb_says_its_marks_in_words() {
    let site = TestSite::new();
    site.post(manuscript::Manuscript { expected_chapters: None, ..story("Rain", 2) });

    let page = site.get(Who::Guest, "/works");

    let marks = page.texts(".required-tags .visually-hidden");
    assert_eq!(marks, ["General Audiences", "No Archive Warnings Apply", "No category", "Work in progress"]);
    assert_eq!(page.texts(".blurb dd.chapters"), ["2/?"]);
}

#[test]
fn a_series_shows_its_works_in_order_and_leads_from_one_to_the_next() {
    let site = TestSite::new();
    let part = |title: &str, part| {
        let series = vec![SeriesPlace { title: "Weather".to_owned(), part: Some(part), url: None }];
        site.post(manuscript::Manuscript { series, ..story(title, 1) })
    };
    let (second, first) = (part("Snow", 2), part("Rain", 1));

    let page = site.get(Who::Guest, &format!("/works/{first}"));
    assert_eq!(page.attributes("dd.series a.next", "href"), [format!("/works/{second}")]);
    let series = page.attributes("dd.series .position a", "href").remove(0);

    assert_eq!(site.get(Who::Guest, &series).texts("li.work.blurb h3.heading > a"), ["Rain", "Snow"]);
}

#[test]
fn a_nul_in_a_title_moves_no_text_of_the_page() {
    let site = TestSite::new();
    let id = site.post(story("Ra\0in", 1));

    let page = site.get(Who::Guest, &format!("/works/{id}"));

    assert_eq!(page.texts("h2.title"), ["Rain"]);
    assert!(page.texts("div.userstuff.text").concat().contains("It was chapter 1"), "{}", page.text());
}
