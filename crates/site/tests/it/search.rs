//! The search page, the filters of a list, and the feeds, as people use them.

use axum::http::{StatusCode, header};
use manuscript::{Manuscript, Rating};
use testkit::prose;

use crate::visit::{Seen, TestSite, Who, tagged};

const HOLMES: &str = "/tags/Sherlock%20Holmes/works";

/// Three works, of which one is in German, one explicit and long.
fn shelf() -> TestSite {
    let site = TestSite::with_works(&[("Rain", &["Fluff"])]);
    site.post(Manuscript { language: "de".to_owned(), ..tagged("Schnee", &["Fluff", "Angst"]) });
    let summary = prose("<p>A dog in the night.</p>");
    site.post(Manuscript { rating: Rating::Explicit, expected_chapters: None, summary, ..tagged("Fog", &["Angst"]) });
    site
}

fn titles(page: &Seen) -> Vec<String> {
    page.texts("li.work.blurb h3.heading > a")
}

fn search(site: &TestSite, text: &str) -> Seen {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", text).finish();
    site.get(Who::Guest, &format!("/works/search?{query}"))
}

#[test]
fn somebody_searches_reads_what_is_asked_for_in_plain_words_and_takes_a_part_away() {
    let site = shelf();
    let page = search(&site, "fandom:\"Sherlock Holmes\" -tag:Fluff \"a dog in the night\"");
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(titles(&page), ["Fog"], "SRCH-3");
    assert_eq!(page.texts(".page-head .count"), ["1 work"], "SRCH-14");
    let chips = page.texts(".chips a");
    assert!(chips[0].starts_with("Fandom: Sherlock Holmes"), "SRCH-14: {chips:?}");
    assert!(chips[1].starts_with("not Tag: Fluff"), "{chips:?}");
    assert!(chips[2].starts_with("with “a dog in the night”"), "{chips:?}");
    assert_eq!(
        page.attributes("#search-text", "value"),
        ["fandom:\"Sherlock Holmes\" -tag:Fluff \"a dog in the night\""]
    );
    let without = page.attributes(".chips a", "href");
    let less = site.get(Who::Guest, &without[2]);
    assert_eq!(titles(&less), ["Fog"]);
    assert_eq!(less.attributes("#search-text", "value"), ["fandom:\"Sherlock Holmes\" -tag:Fluff"]);
}

#[test]
fn a_found_work_shows_where_the_phrase_stands_in_its_text_but_not_before_the_question_about_adult_content() {
    let site = shelf();
    let page = search(&site, "\"and it rained\" sort:title");
    assert_eq!(titles(&page), ["Fog", "Rain", "Schnee"], "SRCH-3");
    let lines = page.texts(".blurb .passage");
    assert_eq!(
        lines,
        ["It was chapter 1 of “Rain”, and it rained.", "It was chapter 1 of “Schnee”, and it rained."],
        "POST-21"
    );
    assert_eq!(page.texts(".passage mark"), ["and it rained", "and it rained"]);
    assert!(page.texts(".chips a")[0].starts_with("with “and it rained”"), "{:?}", page.texts(".chips a"));
    let chapter = page.attributes(".passage a", "href");
    assert!(site.get(Who::Guest, &chapter[0]).text().contains("It was chapter 1 of “Rain”"), "it leads there");
    let agreed = site.get_agreed(Who::Guest, "/works/search?q=text%3Arained+title%3Afog");
    assert_eq!(agreed.texts(".passage mark"), ["rained"], "POST-21");
    assert!(agreed.texts(".chips a")[0].starts_with("with “rained” in the text"), "{:?}", agreed.texts(".chips a"));
    assert_eq!(search(&site, "title:rain").texts(".passage"), [""; 0]);
    assert_eq!(search(&site, "about:\"and it rained\"").texts(".page-head .count"), ["0 works"]);
}

#[test]
fn a_mistake_is_a_hint_and_never_an_error_page() {
    let site = shelf();
    let many = "fandom:a ".repeat(1_000);
    let deep = "(".repeat(1_000) + &")".repeat(1_000);
    for text in
        ["words:many", "colour:red", "\"never closed", "(((", "fandom:\"a tag that is gone\"", &many, &deep, "%00\u{1}"]
    {
        let page = search(&site, text);
        assert_eq!(page.status, StatusCode::OK, "SRCH-14: {}", &text.chars().take(30).collect::<String>());
    }
    assert_eq!(search(&site, "words:many rain").texts(".hints li").len(), 1, "SRCH-14");
    assert_eq!(titles(&search(&site, "words:many title:rain")), ["Rain"]);
    let far = site.get(Who::Guest, "/works/search?q=tag%3AFluff&page=1000000000");
    assert_eq!(titles(&far).len(), 2, "FILT-8");
}

#[test]
fn the_form_of_filters_writes_the_language_and_the_language_fills_the_form() {
    let site = shelf();
    let form = "filter=true&with=rating%3AExplicit&without=additional%3AFluff&also=Angst&complete=no&words_from=1&words_to=99,999\
                &language=en&within=dog&sort=title";
    let sent = site.get(Who::Guest, &format!("{HOLMES}?{form}"));
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let address = sent.location();
    let page = site.get(Who::Guest, address);
    assert_eq!(titles(&page), ["Fog"], "FILT-2: {address}");
    assert_eq!(page.attributes("#filter-within", "value"), ["dog -additional:Fluff tag:Angst"], "FILT-2");
    assert_eq!(page.attributes("[name=words_from]", "value"), ["1"]);
    assert_eq!(page.attributes("[name=words_to]", "value"), ["99999"]);
    assert_eq!(page.attributes("[name=complete][checked]", "value"), ["no"]);
    assert_eq!(page.attributes("#filter-language [selected]", "value"), ["en"]);
    assert_eq!(page.attributes("#filter-sort [selected]", "value"), ["title"]);
    assert_eq!(page.attributes("[name=with][checked]", "value"), ["rating:Explicit"], "FILT-4");
    let cleared = page.attributes(".filters .quiet", "href");
    assert_eq!(cleared, [HOLMES], "FILT-2");
    assert_eq!(titles(&site.get(Who::Guest, &cleared[0])).len(), 3);
}

#[test]
fn facets_are_counted_over_all_results_and_what_is_excluded_stays_listed() {
    let site = shelf();
    let page = site.get(Who::Guest, HOLMES);
    let offered = page.texts(".facets:first-of-type .tick");
    assert!(offered.contains(&"General Audiences 2".to_owned()), "FILT-3: {offered:?}");
    let narrowed = site.get(Who::Guest, &format!("{HOLMES}?q=-rating%3AExplicit"));
    assert_eq!(titles(&narrowed).len(), 2);
    assert_eq!(narrowed.attributes("[name=without][checked]", "value"), ["rating:Explicit"], "FILT-4");
    assert!(narrowed.texts(".facets .tick").contains(&"Explicit 0".to_owned()), "FILT-4");
    assert!(!narrowed.texts(".facets .tick").iter().any(|choice| choice.starts_with("Mature")), "FILT-4");
}

#[test]
fn a_list_is_turned_page_by_page_with_what_was_asked_for() {
    let site = TestSite::new();
    for number in 0..27 {
        site.post(tagged(&format!("Rain {number:02}"), &["Fluff"]));
    }
    let page = site.get(Who::Guest, &format!("{HOLMES}?q=tag%3AFluff+sort%3Atitle"));
    assert_eq!(titles(&page)[0], "Rain 00", "SRCH-13");
    let next = page.attributes("a[rel=next]", "href");
    assert_eq!(titles(&site.get(Who::Guest, &next[0])), ["Rain 25", "Rain 26"], "SRCH-14");
}

#[test]
fn lists_do_without_the_index_while_it_is_made() {
    let ground = testkit::TestArchive::new();
    let site = TestSite::unindexed(ground);
    site.post(tagged("Rain", &["Fluff"]));
    let page = site.get(Who::Guest, HOLMES);
    assert_eq!(titles(&page), ["Rain"]);
    assert_eq!(page.texts(".notice").len(), 1);
    let search = search(&site, "rain");
    assert_eq!((search.status, search.texts(".notice").len()), (StatusCode::OK, 1));
    assert_eq!(site.get(Who::Guest, "/tags/Fluff/feed.atom").status, StatusCode::SERVICE_UNAVAILABLE);
    site.site().index().prepare(&site.ground.archive, || false).unwrap();
    assert_eq!(site.get(Who::Guest, HOLMES).texts(".notice"), [""; 0]);
}

#[test]
fn a_feed_has_what_was_posted_last_as_a_guest_sees_it_whoever_asks() {
    let site = shelf();
    let hidden = site.ground.post(tagged("Secret", &["Fluff"]), archive::works::State::Posted, true);
    for who in [Who::Guest, Who::Ana, Who::Kim] {
        for path in ["/tags/Fluff/feed.atom", "/works/search.atom?q=tag%3AFluff"] {
            let feed = site.get(who, path);
            assert_eq!(feed.status, StatusCode::OK, "FEED-1: {path}");
            assert_eq!(feed.header(header::CONTENT_TYPE), "application/atom+xml; charset=utf-8");
            assert_eq!(feed.header(header::CACHE_CONTROL), "public, max-age=300");
            let text = feed.text();
            assert!(text.contains("<title>Rain</title>") && text.contains("<title>Schnee</title>"), "FEED-1: {text}");
            assert!(!text.contains("Secret") && !text.contains(&hidden.to_string()), "FEED-1");
            assert!(text.contains("<uri>http://127.0.0.1:8642/users/ana/pseuds/ana</uri>"), "FEED-1: whole addresses");
        }
    }
    site.ground.post(tagged("Club", &["Members only"]), archive::works::State::Posted, true);
    let for_members = site.get(Who::Bo, "/tags/Members%20only/works");
    assert_eq!(titles(&for_members), ["Club"]);
    assert_eq!(for_members.attributes(".feed a", "href"), [""; 0], "FEED-1: guests do not know the tag");
    let masked = site.post(tagged("Mask", &["Masks"]));
    let ana = site.ground.cast.ana.viewer();
    site.write(move |tx| archive::works::set_anonymous(&ana, tx, masked, true));
    let anonymous = site.get(Who::Ana, "/tags/Masks/feed.atom").text();
    assert!(anonymous.contains("<author><name>Anonymous</name></author>"), "FEED-1: {anonymous}");
    let linked = site.get(Who::Guest, "/tags/Fluff/works").attributes(".page-head .feed a", "href");
    assert_eq!(linked, ["/tags/Fluff/feed.atom"]);
}

#[test]
fn every_page_has_a_box_to_search_and_a_tags_page_leads_a_synonym_to_what_it_means() {
    let site = shelf();
    site.post(tagged("Hail", &["Fluffy"]));
    let wren = site.ground.cast.wren.viewer();
    site.write(move |tx| {
        let tag = |name: &str| archive::tags::by_name(&archive::Viewer::Guest, tx, name).map(|tag| tag.id);
        archive::wrangling::canonize(&wren, tx, tag("Fluff")?)?;
        archive::wrangling::merge(&wren, tx, tag("Fluffy")?, "Fluff").map(drop)
    });
    assert_eq!(site.get(Who::Guest, "/").attributes(".quick-search", "action"), ["/works/search"]);
    let moved = site.get(Who::Guest, "/tags/Fluffy/works?q=rain");
    assert_eq!(moved.location(), "/tags/Fluff/works?q=rain");
    assert_eq!(titles(&site.get(Who::Guest, "/tags/Fluff/works")).len(), 3, "WR-12");
    let offered = site.get(Who::Guest, "/autocomplete/tag?term=fluf").text();
    assert!(offered.find("\"Fluff\"").unwrap() < offered.find("\"Fluffy\"").unwrap(), "AUTO-1: {offered}");
}
