//! People and the names they write under.

use std::time::Duration;

use archive::people;
use axum::http::StatusCode;
use testkit::story;

use crate::visit::{TestSite, Who};

#[test]
fn a_persons_works_stand_under_their_name_and_their_pseud() {
    let site = TestSite::new();
    site.post(story("Rain", 1));
    for path in ["/users/ana", "/users/ANA/works", "/users/ana/pseuds/ana", "/users/ana/pseuds/ana/works?page=x"] {
        let page = site.get(Who::Guest, path);
        assert_eq!(page.texts("li.work.blurb h3.heading > a"), ["Rain"], "{path}");
    }
}

#[test]
fn drafts_and_hidden_works_stand_there_for_their_author_and_moderators_only() {
    let site = TestSite::new();
    site.ground.stated_works();
    let drafts = |who| {
        let mut titles = site.get(who, "/users/ana").texts("#drafts ~ ol h3.heading > a");
        titles.sort();
        titles
    };

    assert_eq!(drafts(Who::Ana), ["ana_draft", "ana_hidden"]);
    assert_eq!(drafts(Who::Kim), ["ana_draft", "ana_hidden"]);
    assert_eq!(drafts(Who::Bo), [""; 0]);
    assert_eq!(drafts(Who::Guest), [""; 0]);
}

#[test]
fn a_new_name_is_soon_on_a_kept_page() {
    let site = TestSite::new();
    let names = || site.get(Who::Guest, "/users/ana").texts(".page-head a");
    assert_eq!(names(), [""; 0]);

    let ana = site.ground.cast.ana.id;
    site.ground.archive.write(move |tx| people::add_pseud(tx, ana, "Inkwell")).wait().unwrap();
    std::thread::sleep(Duration::from_millis(100));

    assert_eq!(names(), ["ana", "Inkwell"]);
}

#[test]
fn nobody_is_nobody() {
    let site = TestSite::new();
    for path in ["/users/nobody", "/users/ana/pseuds/nobody", "/series/7", "/series/seven"] {
        assert_eq!(site.get(Who::Guest, path).status, StatusCode::NOT_FOUND, "{path}");
    }
}
