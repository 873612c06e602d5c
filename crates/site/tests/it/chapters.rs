//! Writing a work chapter by chapter: adding, revising, ordering, deleting, and the versions that are kept of it.

use archive::{ChapterId, WorkId, works};
use axum::http::StatusCode;
use testkit::story;

use crate::visit::{Seen, TestSite, Who};

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Sends a chapter's form as ana.
fn send(site: &TestSite, path: &str, pairs: &[(&str, &str)]) -> Seen {
    site.submit(Who::Ana, path, &form(&[pairs, &[("expected", "?")]].concat()))
}

fn chapter_ids(site: &TestSite, id: WorkId) -> Vec<ChapterId> {
    let ana = site.ground.cast.ana.viewer();
    let reading = site.ground.archive.read(move |tx| works::index(&works::show(&ana, tx, id)?, tx));
    reading.wait().unwrap().into_iter().map(|entry| entry.id).collect()
}

fn titles(site: &TestSite, who: Who, id: WorkId) -> Vec<String> {
    site.get(who, &format!("/works/{id}/navigate")).texts(".chapter-index a")
}

#[test]
fn a_chapter_is_added_where_it_was_asked_for_and_readers_see_it_when_it_is_posted() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));
    let path = format!("/works/{id}/chapters");
    let new = [("chapter_title", "Between"), ("place", "2"), ("body", "It rained in between.")];

    let draft = send(&site, &path, &[&new[..], &[("deed", "draft")]].concat());

    assert_eq!(draft.status, StatusCode::SEE_OTHER);
    assert_eq!(titles(&site, Who::Bo, id), ["1. Part the 1", "2. Part the 2"], "CHAP-3");
    assert_eq!(titles(&site, Who::Ana, id), ["1. Part the 1", "2. Between", "3. Part the 2"], "CHAP-2");
    let chapter = draft.location().to_owned();
    let work = format!("/works/{id}?chapter_gone=true");
    assert_eq!(site.get(Who::Bo, &chapter).location(), work, "a reader is led to the work");
    let posted = send(&site, &chapter, &[&new[..], &[("deed", "post"), ("base", "1")]].concat());
    assert_eq!(posted.location(), chapter, "its address stays");
    assert_eq!(titles(&site, Who::Guest, id).len(), 3);
    assert_eq!(site.get(Who::Guest, &chapter).texts("dd.chapters"), ["3/?"]);
}

#[test]
fn a_chapters_form_gives_everything_back_with_its_slips() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let long = "t".repeat(256);
    let wrong = [("chapter_title", long.as_str()), ("body", "x"), ("chapter_notes", "mine")];

    let answer = send(&site, &format!("/works/{id}/chapters"), &[&wrong[..], &[("deed", "post")]].concat());

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.texts("#chapter_title-slip, #body-slip").len(), 2);
    assert_eq!(answer.texts("#chapter_notes"), ["mine"]);
    let guest = site.post_form(&format!("/works/{id}/chapters"), &form(&[("body", "A whole chapter.")]));
    assert_eq!(
        (guest.status, guest.texts("#body")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["A whole chapter.".into()])
    );
    assert!(guest.texts("h2").iter().all(|title| !title.contains("Rain")), "who is logged out learns no title");
    let preview = send(&site, &format!("/works/{id}/chapters"), &[("body", "A look at it."), ("deed", "preview")]);
    assert_eq!(preview.texts(".preview .userstuff.text p"), ["A look at it."]);
    assert_eq!(chapter_ids(&site, id).len(), 1, "a preview keeps nothing (POST-5)");
}

#[test]
fn the_only_chapter_and_the_only_posted_one_stay() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let only = chapter_ids(&site, id)[0];
    let deletion = format!("/works/{id}/chapters/{only}/deletion");
    assert_eq!(site.submit(Who::Ana, &deletion, "").status, StatusCode::CONFLICT, "CHAP-5");
    send(&site, &format!("/works/{id}/chapters"), &[("body", "A draft chapter."), ("deed", "draft")]);
    assert_eq!(site.submit(Who::Ana, &deletion, "").status, StatusCode::CONFLICT, "the only posted one");
    let draft = chapter_ids(&site, id)[1];
    let asks = site.get(Who::Ana, &format!("/works/{id}/chapters/{draft}/confirm_delete"));
    assert!(asks.text().contains("3 words"), "what will be lost is said");

    assert_eq!(
        site.submit(Who::Ana, &format!("/works/{id}/chapters/{draft}/deletion"), "").status,
        StatusCode::SEE_OTHER
    );

    assert_eq!(chapter_ids(&site, id), [only]);
    assert_eq!(site.submit(Who::Bo, &deletion, "").status, StatusCode::FORBIDDEN);
}

#[test]
fn chapters_are_put_in_another_order_and_numbered_without_gaps() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 3));
    let chapters = chapter_ids(&site, id);
    let order: Vec<(&str, String)> = chapters
        .iter()
        .zip(["9", "1", "2"])
        .flat_map(|(chapter, place)| [("chapter", chapter.to_string()), ("place", place.to_owned())])
        .collect();
    let pairs: Vec<(&str, &str)> = order.iter().map(|(name, value)| (*name, value.as_str())).collect();

    site.submit(Who::Ana, &format!("/works/{id}/chapters/order"), &form(&pairs));

    assert_eq!(titles(&site, Who::Guest, id), ["1. Part the 2", "2. Part the 3", "3. Part the 1"]);
    assert_eq!(chapter_ids(&site, id), [chapters[1], chapters[2], chapters[0]], "addresses stay");
}

#[test]
fn a_place_in_the_order_that_is_no_number_is_told_and_one_beyond_the_ends_means_the_end() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 3));
    let (chapters, path) = (chapter_ids(&site, id), format!("/works/{id}/chapters/order"));
    let ids: Vec<String> = chapters.iter().map(ToString::to_string).collect();
    let send = |places: [&str; 3]| {
        let pairs = ids.iter().zip(places).flat_map(|(id, place)| [("chapter", id.as_str()), ("place", place)]);
        site.submit(Who::Ana, &path, &form(&pairs.collect::<Vec<_>>()))
    };

    for wrong in ["x", "", "1.5", "-", "٣"] {
        let answer = send(["3", wrong, "1"]);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(answer.attributes("[name=place]", "value"), ["3", wrong, "1"]);
        assert_eq!(answer.texts(".slip"), ["A number from 1 to 3 is needed."]);
        assert_eq!(answer.texts("#place-2-slip").len(), 1);
    }
    assert_eq!(chapter_ids(&site, id), chapters, "nothing is moved");
    for small in ["-5", "0", "-9999999999999999999999"] {
        send(["1", "2", small]);
        assert_eq!(chapter_ids(&site, id), [chapters[2], chapters[0], chapters[1]], "{small}");
        send(["1", "2", "3"]);
    }
    for large in ["4", "9999999999999999999999"] {
        assert_eq!(send([large, "2", "3"]).status, StatusCode::SEE_OTHER);
        assert_eq!(chapter_ids(&site, id), [chapters[1], chapters[2], chapters[0]], "{large}");
        send(["1", "2", "3"]);
    }
}

#[test]
fn every_saved_state_is_a_version_that_can_be_read_and_brought_back() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));
    let chapter = chapter_ids(&site, id)[0];
    let path = format!("/works/{id}/chapters/{chapter}");
    for (base, body) in [("1", "It snowed all night."), ("2", "It snowed all day and all night.")] {
        let saved = send(&site, &path, &[("base", base), ("body", body), ("chapter_title", "Snow"), ("deed", "post")]);
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
    }
    send(
        &site,
        &path,
        &[("base", "3"), ("body", "It snowed all day and all night."), ("chapter_title", "Snow"), ("deed", "post")],
    );

    let list = site.get(Who::Ana, &format!("{path}/versions"));
    assert_eq!(list.texts(".version-list tbody td:first-child"), ["3", "2", "1"], "saving the same makes none");
    assert_eq!(list.texts(".version-list tbody td:nth-child(3)"), ["ana", "ana", "ana"]);
    let second = site.get(Who::Ana, &format!("{path}/versions/2"));
    assert_eq!(second.texts(".difference ins"), ["day and all"]);
    assert_eq!(site.get(Who::Ana, &format!("{path}/versions/9")).status, StatusCode::NOT_FOUND);
    for who in [Who::Bo, Who::Kim] {
        assert_eq!(site.get(who, &format!("{path}/versions")).status, StatusCode::FORBIDDEN, "{who:?}");
        assert_eq!(
            site.submit(who, &format!("{path}/versions/1/restoring"), "").status,
            StatusCode::FORBIDDEN,
            "{who:?}"
        );
    }

    site.submit(Who::Ana, &format!("{path}/versions/1/restoring"), "");

    assert_eq!(site.get(Who::Guest, &path).texts(".userstuff.text p"), ["It was chapter 1 of “Rain”, and it rained."]);
    let list = site.get(Who::Ana, &format!("{path}/versions"));
    assert_eq!(list.texts(".version-list tbody td:first-child"), ["4", "3", "2", "1"], "and nothing is gone");
}

#[test]
fn a_chapters_address_shows_the_chapter_whatever_its_reader_likes() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 3));
    let second = chapter_ids(&site, id)[1];
    site.submit(Who::Bo, "/users/bo_reads/preferences", "whole_work=1");
    assert_eq!(site.get(Who::Bo, &format!("/works/{id}")).texts("div.chapter").len(), 3, "what bo likes");

    let page = site.get(Who::Bo, &format!("/works/{id}/chapters/{second}"));

    assert_eq!((page.status, page.texts("div.chapter").len()), (StatusCode::OK, 1));
    let all = site.get(Who::Bo, &format!("/works/{id}/chapters/{second}?view_full_work=true"));
    assert_eq!(all.location(), format!("/works/{id}?view_full_work=true#chapter-2"));
}

#[test]
fn the_address_of_a_chapter_that_is_gone_leads_to_its_work_which_says_so() {
    let site = TestSite::new();
    for chapters in [1, 3] {
        let id = site.post(story("Rain", chapters));
        let mut answer = site.get(Who::Guest, &format!("/works/{id}/chapters/7"));
        while answer.status == StatusCode::SEE_OTHER {
            answer = site.get(Who::Guest, answer.location());
        }
        let told = "The chapter that you asked for is not here. This is its work.";
        assert_eq!(answer.texts(".notice"), [told], "{chapters}");
        assert!(answer.text().contains("It was chapter 1"), "{chapters}");
        assert!(site.get(Who::Guest, &format!("/works/{id}?view_full_work=true")).texts(".notice").is_empty());
    }
}

#[test]
fn tags_are_changed_on_a_page_of_their_own() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));
    let page = site.get(Who::Ana, &format!("/works/{id}/edit_tags"));
    assert_eq!(page.attributes("#characters", "value"), ["John Watson"]);
    assert!(page.attributes("#title, #body", "name").is_empty(), "POST-18: only tags");
    let base = page.attributes("[name=page_base]", "value").concat();
    let tags = [
        ("page_base", base.as_str()),
        ("rating", "Mature"),
        ("warnings", "Major Character Death"),
        ("fandoms", "Lakes, Rivers"),
    ];
    let none = form(&[("rating", "Mature"), ("fandoms", "Lakes")]);
    assert_eq!(site.submit(Who::Ana, &format!("/works/{id}/tags"), &none).status, StatusCode::UNPROCESSABLE_ENTITY);

    site.submit(Who::Ana, &format!("/works/{id}/tags"), &form(&tags));

    let page = site.get_agreed(Who::Guest, &format!("/works/{id}?view_full_work=true"));
    assert_eq!(page.texts("dd.fandom li"), ["Lakes", "Rivers"]);
    assert_eq!(page.texts("h2.title"), ["Rain"]);
    assert_eq!(page.texts("div.chapter").len(), 2);
}

#[test]
fn drafts_stand_on_a_page_for_their_author_and_can_be_deleted_from_it() {
    let site = TestSite::new();
    let works = site.ground.stated_works();
    let page = site.get(Who::Ana, "/users/ana/works/drafts");
    assert_eq!(page.texts("li.work.blurb h3.heading > a"), ["ana_draft"], "DRAFT-4");
    let link = |who| site.get(who, "/users/ana").attributes("a[href='/users/ana/works/drafts']", "href").len();
    assert_eq!([Who::Ana, Who::Bo, Who::Guest].map(link), [1, 0, 0]);
    assert_eq!(site.get(Who::Bo, "/users/ana/works/drafts").status, StatusCode::NOT_FOUND);
    let draft = works.ana_draft;
    let asks = site.get(Who::Ana, &format!("/works/{draft}/confirm_delete"));
    assert!(asks.text().contains("its one chapter"), "what will be lost is said");
    assert_eq!(site.submit(Who::Bo, &format!("/works/{draft}/deletion"), "").status, StatusCode::NOT_FOUND);

    site.submit(Who::Ana, &format!("/works/{draft}/deletion"), "");

    assert_eq!(site.get(Who::Ana, "/users/ana/works/drafts").texts("li.work.blurb").len(), 0, "it lies in the bin");
    assert_eq!(site.get(Who::Bo, &format!("/works/{draft}")).status, StatusCode::NOT_FOUND);
}

#[test]
fn only_creators_are_shown_what_creators_can_do() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    assert_eq!(site.get(Who::Ana, &format!("/works/{id}")).texts(".own li").len(), 10);
    for who in [Who::Guest, Who::Bo, Who::Kim] {
        assert!(site.get(who, &format!("/works/{id}")).texts(".own").is_empty(), "{who:?}");
    }
}

#[test]
fn a_deleted_chapter_is_fetched_back_from_the_page_of_chapters_and_nobody_else_learns_of_it() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 3));
    let (second, manage) = (chapter_ids(&site, id)[1], format!("/works/{id}/chapters/manage"));
    let before = titles(&site, Who::Guest, id);
    site.submit(Who::Ana, &format!("/works/{id}/chapters/{second}/deletion"), "");

    assert!(site.get(Who::Ana, &manage).texts("#deleted ~ ul li").concat().contains("Part the 2"));
    for who in [Who::Guest, Who::Bo, Who::Kim] {
        for tail in ["", "?view_full_work=true", "/navigate", "/chapters/manage"] {
            assert!(!site.get(who, &format!("/works/{id}{tail}")).text().contains("Part the 2"), "{who:?} {tail}");
        }
        let restored = site.submit(who, &format!("/works/{id}/chapters/{second}/restoration"), "").status;
        assert!(restored.is_client_error(), "{who:?} {restored}");
    }
    let back = site.submit(Who::Ana, &format!("/works/{id}/chapters/{second}/restoration"), "");
    assert_eq!(back.location(), format!("/works/{id}/chapters/{second}"));
    assert_eq!(titles(&site, Who::Guest, id), before);
}

#[test]
fn a_place_that_is_none_among_the_chapters_is_told_at_its_field() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));
    let path = format!("/works/{id}/chapters");
    let new = [("chapter_title", "Between"), ("body", "It rained in between."), ("deed", "post")];
    for place in ["0", "4", "-1", "last", "99999999999999999999"] {
        let answer = send(&site, &path, &[&new[..], &[("place", place)]].concat());
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{place}");
        assert_eq!(answer.texts("#place-slip"), ["A number from 1 to 3 is needed."], "{place}");
        assert_eq!((answer.attributes("#place", "value"), answer.texts("#body").len()), (vec![place.to_owned()], 1));
    }
    let first = chapter_ids(&site, id)[0];
    let there = [("base", "1"), ("place", "3")];
    let answer = send(&site, &format!("{path}/{first}"), &[&new[..], &there].concat());
    assert_eq!(
        answer.texts("#place-slip"),
        ["A number from 1 to 2 is needed."],
        "a chapter that is there makes none more"
    );

    assert_eq!(send(&site, &path, &[&new[..], &[("place", "")]].concat()).status, StatusCode::SEE_OTHER);

    assert_eq!(titles(&site, Who::Guest, id), ["1. Part the 1", "2. Part the 2", "3. Between"], "CHAP-2: the last one");
}
