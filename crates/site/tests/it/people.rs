//! People and the names they write under.

use std::{
    io::{Cursor, Read as _},
    time::Duration,
};

use archive::{
    Errand, Viewer, people,
    works::{self, Access, Creators, NewWork, State},
};
use axum::http::StatusCode;
use export::Format;
use manuscript::{Manuscript, SeriesPlace};
use testkit::story;

use crate::{
    browser::account,
    visit::{Seen, TestSite, Who},
};

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
    let names = || site.get(Who::Guest, "/users/ana").texts(".page-head a[href*='/pseuds/']");
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

#[test]
fn after_a_renaming_the_old_name_stands_nowhere() {
    let site = TestSite::new();
    let dora = account(&site, "dora_zq");
    let ana = site.ground.cast.ana;
    let (ours, masked) = site
        .ground
        .archive
        .write(move |tx| {
            let own = people::default_pseud(tx, dora)?;
            people::add_pseud(tx, dora, "Inkwell")?;
            let post = |title: &str, creators: Vec<archive::PseudId>| {
                let place = SeriesPlace { title: "Weather".to_owned(), part: None, url: None };
                let manuscript = Manuscript { series: vec![place], ..story(title, 2) };
                let (creators, state) = (Creators::Pseuds(creators), State::Posted);
                let new = NewWork { manuscript, creators, state, access: Access::Everyone };
                works::post(&Viewer::Custodian(Errand::Import), tx, &new.pack()?)
            };
            Ok((post("Ours", vec![own, ana.pseud])?, post("Masked", vec![own])?))
        })
        .wait()
        .unwrap();
    let member = Viewer::Member(dora);
    site.write(move |tx| works::set_anonymous(&member, tx, masked, true));
    site.submit(Who::Wren, "/users/wren/blocked/users", "name=dora_zq");
    site.submit(Who::Wren, "/users/wren/muted/users", "name=dora_zq");
    let series = site.get(Who::Ana, &format!("/works/{ours}?view_full_work=true"));
    let series = series.attributes("dd.series .position a", "href").remove(0);
    let mut paths: Vec<String> = ["/", "/works", "/tags", "/users/ana", "/users/NAME", "/users/NAME/pseuds/NAME"]
        .into_iter()
        .chain(["/users/NAME/pseuds/Inkwell", "/users/wren/blocked/users", "/users/wren/muted/users"])
        .map(str::to_owned)
        .collect();
    paths.extend([series, format!("/works/{ours}?view_full_work=true"), format!("/works/{ours}/navigate")]);
    paths.extend([format!("/works/{masked}?view_full_work=true"), format!("/works/{ours}/creators")]);
    paths.extend(Format::ALL.iter().map(|format| format!("/downloads/{ours}/x.{}", format.extension())));
    let visitors = [Who::Guest, Who::Ana, Who::Bo, Who::Wren, Who::Kim];
    let told = |name: &str| -> Vec<(Who, String, String)> {
        let visit = |who: Who| paths.iter().map(move |path| (who, path.replace("NAME", name)));
        let get = |(who, path): (Who, String)| {
            let answer = site.get(who, &path);
            let text = if path.contains("/downloads/") { told_by_file(&answer) } else { answer.text() };
            (who, path, text)
        };
        visitors.into_iter().flat_map(visit).map(get).collect()
    };
    let before = told("dora_zq");
    let seen = before.iter().filter(|(_, path, text)| !path.contains("dora_zq") && text.contains("dora_zq")).count();
    assert!(seen > 10, "it stands in {seen} places before");

    site.write(move |tx| archive::accounts::rename(&member, tx, "nora_zq"));

    for (who, path, text) in told("nora_zq") {
        assert!(!text.contains("dora_zq"), "USER-5: {path} tells {who:?} the old name");
    }
    assert_eq!(site.get(Who::Guest, "/users/dora_zq").status, StatusCode::NOT_FOUND);
    let byline = site.get(Who::Guest, &format!("/works/{ours}?view_full_work=true")).texts("h3.byline");
    assert_eq!(byline, ["nora_zq, ana"]);
}

/// All that a file says: what is packed in it, if it is a ZIP, or the file as it is.
fn told_by_file(answer: &Seen) -> String {
    let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(&answer.bytes)) else { return answer.text() };
    let mut told = String::new();
    for at in 0..zip.len() {
        let mut inner = Vec::new();
        zip.by_index(at).unwrap().read_to_end(&mut inner).unwrap();
        told.push_str(&String::from_utf8_lossy(&inner));
    }
    told
}

#[test]
fn people_are_looked_for_with_a_form_whose_answer_has_an_address() {
    let site = TestSite::new();
    site.post(story("Rain", 1));
    let empty = site.get(Who::Guest, "/people/search");
    assert_eq!((empty.status, empty.texts("ol.found").len()), (StatusCode::OK, 0), "PPL-1: nothing before it is asked");
    let page = site.get(Who::Guest, "/people/search?name=an&fandoms=Sherlock+Holmes");
    assert_eq!(page.texts("ol.found li"), ["ana 1 work"], "PPL-1, PPL-2");
    assert_eq!(page.attributes("#name", "value"), ["an"]);
    assert_eq!(page.attributes("#fandoms", "value"), ["Sherlock Holmes"]);
    let odd = site.get(Who::Guest, "/people/search?name=%25%27%00&page=1000000000");
    assert_eq!((odd.status, odd.texts(".empty").len()), (StatusCode::OK, 1));
}
