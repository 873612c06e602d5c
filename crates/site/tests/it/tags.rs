//! Tags' works, page by page, and the fandoms.

use axum::http::StatusCode;
use testkit::story;

use crate::visit::{TestSite, Who};

const HOLMES: &str = "/tags/Sherlock%20Holmes/works";

#[test]
fn a_tags_works_come_newest_first_and_25_a_page() {
    let site = TestSite::new();
    for n in 1..=27 {
        site.ground.clock.advance(std::time::Duration::from_mins(1));
        site.post(story(&format!("Rain {n}"), 1));
    }

    let first = site.get(Who::Guest, HOLMES);
    let second = site.get(Who::Guest, &format!("{HOLMES}?page=2"));

    assert_eq!(first.texts("li.work.blurb").len(), 25);
    assert_eq!(first.texts("li.work.blurb h3.heading > a")[0], "Rain 27");
    assert_eq!(second.texts("li.work.blurb h3.heading > a"), ["Rain 2", "Rain 1"]);
    assert_eq!(first.texts(".page-head .count"), ["27 works"]);
    assert_eq!(first.attributes("a[rel=next]", "href"), [format!("{HOLMES}?page=2")]);
}

#[test]
fn a_page_number_that_is_none_is_tolerated() {
    let site = TestSite::new();
    site.post(story("Rain", 1));
    for odd in ["0", "-1", "abc", "", "999", "99999999999999999999", "1&page=2", "%00"] {
        let page = site.get(Who::Guest, &format!("{HOLMES}?page={odd}"));
        assert_eq!(page.texts("li.work.blurb h3.heading > a"), ["Rain"], "page={odd}");
    }
}

#[test]
fn names_with_marks_are_found_at_the_addresses_that_tools_write() {
    let site = TestSite::new();
    let name = "Dr. Who? & Friends/Foes #1";
    site.post(manuscript::Manuscript { fandoms: vec![name.to_owned()], ..story("Rain", 1) });

    for address in [
        "/tags/Dr*d*%20Who*q*%20*a*%20Friends*s*Foes%20*h*1/works",
        "/tags/dr*d*%20WHO*q*%20*a*%20friends*s*foes%20*h*1/works",
    ] {
        assert_eq!(site.get(Who::Guest, address).texts("main h2"), [name], "{address}");
    }
    let written = site.get(Who::Guest, "/fandoms").attributes(".fandom-index a", "href");
    assert_eq!(site.get(Who::Guest, &written[0]).texts("main h2"), [name]);
}

#[test]
fn a_guest_cannot_find_a_restricted_work_by_its_tag() {
    let site = TestSite::new();
    site.ground.stated_works();

    assert_eq!(site.get(Who::Guest, HOLMES).texts("li.work.blurb h3.heading > a"), ["ana_posted"]);
    assert_eq!(site.get(Who::Guest, HOLMES).texts(".page-head .count"), ["1 work"]);
    assert_eq!(site.get(Who::Bo, HOLMES).texts(".page-head .count"), ["2 works"]);
    assert_eq!(site.get(Who::Guest, "/fandoms").texts(".fandom-index .number"), ["1 work"]);
}

#[test]
fn a_tag_that_nobody_used_is_not_there() {
    let site = TestSite::new();
    for path in ["/tags/Nothing", "/tags/Nothing/works", "/tags/%FF/works"] {
        assert_eq!(site.get(Who::Guest, path).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn names_are_completed_from_what_a_viewer_may_see() {
    let site = TestSite::new();
    let with = |title: &str, names: &[&str]| manuscript::Manuscript {
        relationships: names.iter().map(|name| (*name).to_owned()).collect(),
        ..story(title, 1)
    };
    site.post(with("one", &["Sherlock Holmes/John Watson", "Irène Adler/Sherlock Holmes"]));
    site.post(with("two", &["Irène Adler/Sherlock Holmes"]));
    site.ground.post(with("three", &["Watson & Secret"]), archive::works::State::Draft, false);
    site.ground.post(with("four", &["Watson/Members"]), archive::works::State::Posted, true);
    let offered = |who, term: &str| -> Vec<String> {
        let told = site.get(who, &format!("/autocomplete/relationship?term={term}")).text();
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        told.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        offered(Who::Guest, "wat"),
        ["Sherlock Holmes/John Watson"],
        "AUTO-1: words of drafts are not guessed at"
    );
    assert_eq!(offered(Who::Bo, "wat"), ["Watson/Members", "Sherlock Holmes/John Watson"]);
    assert_eq!(offered(Who::Guest, "holmes")[0], "Irène Adler/Sherlock Holmes", "AUTO-3: the most used first");
    assert_eq!(offered(Who::Guest, "IRENE%20ad"), ["Irène Adler/Sherlock Holmes"], "AUTO-4");
    for nothing in ["", "%25", "_", "%20/", "ock"] {
        assert_eq!(offered(Who::Guest, nothing), [""; 0], "{nothing}");
    }
    let rating = site.get(Who::Guest, "/autocomplete/rating?term=mat").text();
    assert!(rating.contains("Mature"), "fixed names are everybody's: {rating}");
    assert_eq!(site.get(Who::Guest, "/autocomplete/nothing?term=a").status, axum::http::StatusCode::NOT_FOUND);
}
