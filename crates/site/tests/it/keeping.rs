//! Words that were typed are there again, whatever happened before they were saved.

use archive::{Errand, Viewer};
use axum::http::StatusCode;
use testkit::story;

use crate::{
    posting::{field, typed},
    visit::{TestSite, Who},
};

#[test]
fn who_is_logged_out_meanwhile_loses_no_letter() {
    let site = TestSite::new();
    let typed = typed(&[("notes", "before & after")]);
    let guest = site.post_form("/works", &typed);
    assert_eq!(guest.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = site.send(TestSite::form(Who::Ana, "/works", &format!("csrf=of+another+session&{typed}")));
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    for answer in [guest, other] {
        assert_eq!(answer.texts("#notes"), ["before & after"]);
        assert_eq!(answer.texts("#body"), ["It rained on Baker Street. Nobody minded."]);
        assert_eq!(answer.texts(".notice").len(), 1);
    }
    assert!(site.get(Who::Ana, "/users/ana").texts("li.work.blurb").is_empty(), "nothing was saved");
}

#[test]
fn what_is_typed_is_kept_for_its_writer_until_it_is_saved() {
    let site = TestSite::new();
    let keep = |who, typed: &str| {
        let pairs = [("place", "/works"), ("typed", typed)];
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        site.submit(who, "/works/drafts/autosave", &form)
    };
    let kept = |who| {
        let told: serde_json::Value =
            serde_json::from_str(&site.get(who, "/works/drafts/autosave?place=%2Fworks").text()).unwrap();
        told["typed"].as_str().map(str::to_owned)
    };
    let long = format!("{{\"body\":[\"{}\"]}}", "words ".repeat(20_000));
    for typed in ["{\"body\":[\"It rain\"]}", &long] {
        assert_eq!(keep(Who::Ana, typed).status, StatusCode::NO_CONTENT);
        assert_eq!(kept(Who::Ana).as_deref(), Some(typed));
    }
    assert_eq!(kept(Who::Bo), None);
    assert_eq!(keep(Who::Guest, "x").status, StatusCode::UNAUTHORIZED);
    let form = site.get(Who::Ana, "/works/new");
    assert_eq!(form.attributes("form[data-autosave][data-fresh]", "action"), ["/works"]);

    let saved = site.submit(Who::Ana, "/works", &typed(&[]));

    let ana = site.ground.cast.ana.id;
    let told = format!("saved={ana}:/works;");
    assert!(saved.header("set-cookie").starts_with(&told), "the script of that person is told");
    assert_eq!(kept(Who::Ana), None);
    let script = site.get(Who::Guest, form.attributes("script[src*=writing]", "src")[0].as_str());
    assert!(script.status == StatusCode::OK && script.bytes.len() < 10_000, "{} bytes", script.bytes.len());
}

#[test]
fn whose_work_is_out_of_reach_meanwhile_gets_what_was_typed_to_copy_it() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));
    let chapter = site.get(Who::Ana, &format!("/works/{id}/navigate")).attributes(".chapter-index a", "href").concat();
    let chapter = chapter.rsplit_once("/works/").map(|(_, tail)| format!("/works/{tail}")).unwrap();
    let typed = typed(&[("notes", "before & after"), ("chapter_notes", "of a chapter"), ("base", "1")]);
    let gone = "/works/7".to_owned();
    let places = [
        (Who::Bo, format!("/works/{id}"), StatusCode::FORBIDDEN),
        (Who::Bo, format!("/works/{id}/chapters"), StatusCode::FORBIDDEN),
        (Who::Bo, chapter, StatusCode::FORBIDDEN),
        (Who::Ana, format!("{gone}/chapters"), StatusCode::NOT_FOUND),
        (Who::Ana, gone, StatusCode::NOT_FOUND),
    ];
    for (who, path, status) in places {
        for deed in ["post", "draft", "preview", "html"] {
            let answer = site.submit(who, &path, &typed.replace("deed=post", &format!("deed={deed}")));
            assert_eq!(answer.status, status, "{path}");
            let texts = answer.texts("textarea[readonly]");
            assert!(texts.contains(&"It rained on Baker Street. Nobody minded.".to_owned()), "{path} {texts:?}");
            assert!(
                texts.contains(&"before & after".to_owned()) != texts.contains(&"of a chapter".to_owned()),
                "{path}"
            );
            assert_eq!((answer.texts(".notice").len(), answer.texts("form.writing").len()), (1, 0), "{path}");
        }
    }
    let draft = site.ground.stated_works().ana_draft;
    let [draft, nothing] =
        [format!("/works/{draft}"), "/works/7".to_owned()].map(|path| site.submit(Who::Bo, &path, &typed));
    assert_eq!((draft.status, draft.text()), (nothing.status, nothing.text()), "a draft and nothing are the same");
}

#[test]
fn who_is_suspended_while_writing_keeps_what_was_typed() {
    let site = TestSite::new();
    let ana = site.ground.cast.ana.id;
    let until = site.ground.clock.now() + jiff::SignedDuration::from_hours(24);
    site.write(move |tx| archive::moderation::suspend(&Viewer::Custodian(Errand::Host), tx, ana, until, "a test"));
    site.log_in_as(Who::Ana, ana);
    let answer = site.submit(Who::Ana, "/works", &typed(&[]));
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.texts("textarea[readonly]").contains(&"It rained on Baker Street. Nobody minded.".to_owned()));
}

#[test]
fn two_tabs_of_new_works_keep_what_is_typed_apart_and_both_are_offered() {
    let site = TestSite::new();
    let work = site.post(story("Rain", 1));
    for (form, beginning) in [
        ("/works/new".to_owned(), "/works/new/".to_owned()),
        (format!("/works/{work}/chapters/new"), format!("/works/{work}/chapters/new/")),
    ] {
        let tabs = [(); 2].map(|()| site.get(Who::Ana, &form));
        assert_eq!(tabs[0].attributes("form[data-autosave]", "data-new").concat(), beginning);
        let slots = tabs.each_ref().map(|tab| field(tab, "slot"));
        assert!(slots[0] != slots[1] && slots.iter().all(|slot| !slot.is_empty()));
        for (slot, title) in slots.iter().zip(["One", "Two"]) {
            keep(&site, &format!("{beginning}{slot}"), &format!("{{\"title\":[\"{title}\"]}}"));
        }
        let offered = |who, form: &str| site.get(who, form).attributes("[data-texts-kept] li", "data-place");
        assert_eq!(offered(Who::Ana, &form).len(), 2);
        assert!(offered(Who::Bo, "/works/new").is_empty(), "and to nobody else");

        let action = tabs[0].attributes("form[data-autosave]", "action").concat();
        let saved = site.submit(Who::Ana, &action, &typed(&[("slot", &slots[0])]));

        let ana = site.ground.cast.ana.id;
        assert!(saved.header("set-cookie").starts_with(&format!("saved={ana}:{beginning}{};", slots[0])));
        assert_eq!(offered(Who::Ana, &form), [format!("{beginning}{}", slots[1])], "what is saved is not offered");
        assert!(site.get(Who::Ana, &form).texts("[data-texts-kept] li").concat().starts_with("Two"));
        let there = &kept(&site, &format!("{beginning}{}", slots[1]))["typed"];
        assert_eq!(there.as_str(), Some("{\"title\":[\"Two\"]}"));
    }
}

#[test]
fn a_form_says_whose_it_is_and_still_does_when_they_are_logged_out() {
    let site = TestSite::new();
    let [ana, bo] = [Who::Ana, Who::Bo].map(|who| field(&site.get(who, "/works/new"), "writer"));
    assert!(ana != bo && ana == site.ground.cast.ana.id.to_string());
    let form = typed(&[("writer", &ana), ("slot", "7")]);
    let given_back = site.post_form("/works", &form);
    assert_eq!((field(&given_back, "writer"), field(&given_back, "slot")), (ana, "7".to_owned()));
    let other = site.send(TestSite::form(Who::Bo, "/works", &form));
    assert_eq!(field(&other, "writer"), bo, "a member is nobody else");
}

/// Keeps what ana types, as the script does.
fn keep(site: &TestSite, place: &str, typed: &str) {
    let pairs = [("place", place), ("typed", typed)];
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    assert_eq!(site.submit(Who::Ana, "/works/drafts/autosave", &form).status, StatusCode::NO_CONTENT);
}

/// What is kept for ana at a place.
fn kept(site: &TestSite, place: &str) -> serde_json::Value {
    let asked = form_urlencoded::Serializer::new(String::new()).append_pair("place", place).finish();
    serde_json::from_str(&site.get(Who::Ana, &format!("/works/drafts/autosave?{asked}")).text()).unwrap()
}
