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

#[test]
fn what_one_says_of_oneself_stands_on_ones_page_with_the_day_one_joined() {
    let site = TestSite::new();
    assert_eq!(site.get(Who::Bo, "/users/ana/edit/profile").status, StatusCode::NOT_FOUND);
    assert_eq!(site.submit(Who::Bo, "/users/ana/edit/profile", "title=Stolen").status, StatusCode::NOT_FOUND);
    let long = "a".repeat(256);
    let odd = site.submit(
        Who::Ana,
        "/users/ana/edit/profile",
        &format!("title={long}&about=<img+src%3D%22https://example.org/x.png%22>"),
    );
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((odd.texts("#title-slip").len(), odd.texts("#about-slip").len()), (1, 1));
    assert_eq!(odd.attributes("#title", "value"), [long], "what was typed comes back");
    let form = "title=Rain+%26+%3Cb%3E&about=I+write+%3Cem%3Eslowly%3C%2Fem%3E.%3Cscript%3Ealert(1)%3C%2Fscript%3E";

    assert_eq!(site.submit(Who::Ana, "/users/ana/edit/profile", form).location(), "/users/ana");

    let page = site.get(Who::Guest, "/users/ana");
    assert_eq!(page.texts(".profile-title"), ["Rain & <b>"]);
    assert_eq!((page.texts(".about").concat().as_str(), page.texts(".about em").len()), ("I write slowly.", 1));
    let id = site.ground.cast.ana.id;
    assert_eq!(page.texts(".joined"), [format!("Here since 2026-11-01, as number {id}")]);
    assert_eq!(site.get(Who::Guest, "/users/ana/pseuds/ana").texts(".about").len(), 0, "a name has words of its own");
    let again = site.get(Who::Ana, "/users/ana/edit/profile");
    assert_eq!(again.attributes("#title", "value"), ["Rain & <b>"]);
}

#[test]
fn a_profile_and_an_icon_are_taken_away_with_a_reason_on_the_page_of_who_keeps_order() {
    let site = TestSite::new();
    let path = "/users/ana/sanction";
    assert_eq!(site.get(Who::Kim, path).texts("#said ~ .empty").len(), 1);
    site.submit(Who::Ana, "/users/ana/edit/profile", "title=Pills&about=Buy+them.");
    let deeds = site.get(Who::Kim, path).attributes(".said button", "formaction");
    assert_eq!(deeds, ["/users/ana/profile/blanking"]);
    assert_eq!(site.submit(Who::Bo, &deeds[0], "reason=because").status, StatusCode::FORBIDDEN);
    let without = site.submit(Who::Kim, &deeds[0], "reason=+");
    assert_eq!((without.status, without.texts("#reason-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));

    assert_eq!(site.submit(Who::Kim, &deeds[0], "reason=spam").location(), path);

    assert_eq!(site.get(Who::Guest, "/users/ana").texts(".profile-title, .about").len(), 0);
    assert_eq!(site.get(Who::Kim, path).texts(".deeds-log tbody td:last-child"), ["spam"]);
    site.submit(Who::Ana, "/users/ana/edit/profile", "title=Rain");
    assert_eq!(site.get(Who::Guest, "/users/ana").texts(".profile-title"), ["Rain"], "she can write another");
}

#[test]
fn a_name_is_taken_away_with_a_reason_and_who_keeps_order_still_finds_the_former_one() {
    let site = TestSite::new();
    site.post(story("Rain", 1));
    let path = "/users/ana/name/taking";
    assert_eq!(site.submit(Who::Bo, path, "reason=because").status, StatusCode::FORBIDDEN);
    let without = site.submit(Who::Kim, path, "reason=");
    assert_eq!((without.status, without.texts("#reason-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let id = site.ground.cast.ana.id;

    assert_eq!(site.submit(Who::Kim, path, "reason=it+offends").location(), format!("/users/user{id}/sanction"));

    assert_eq!(site.get(Who::Guest, "/users/ana").status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Guest, &format!("/users/user{id}")).texts("li.work.blurb .by a"), [format!("user{id}")]);
    let page = site.get(Who::Kim, &format!("/users/user{id}/sanction"));
    assert_eq!(page.texts(".former"), ["Called before: ana"]);
    assert_eq!(page.texts(".deeds-log tbody td:nth-child(4)"), [format!("user{id}")]);
}
