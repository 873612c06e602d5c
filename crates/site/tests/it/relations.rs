//! What works come from, as forms, pages, letters and files have it (REL-1 … REL-3).

use archive::{WorkId, works};
use axum::http::StatusCode;
use testkit::story;

use crate::{
    letters::letters_to,
    posting::{field, id_of, typed},
    visit::{TestSite, Who},
};

/// The address under which the tests' site is reached.
const SITE: &str = "http://127.0.0.1:8642";

/// A work of bo's that says it comes from this address.
fn from(site: &TestSite, kind: &str, fields: &[(&str, &str)]) -> crate::visit::Seen {
    let mut all = vec![("title", "Child"), ("parent_kind", kind)];
    for name in ["parent_address", "parent_title", "parent_author", "parent_language"] {
        let given = fields.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| *value);
        all.push((name, given));
    }
    site.submit(Who::Bo, "/works", &typed(&all))
}

#[test]
fn a_work_cites_another_in_its_form_and_says_so_at_its_beginning() {
    let site = TestSite::new();
    let parent = site.post(story("Parent", 1));
    let child = id_of(&from(&site, "inspired", &[("parent_address", &format!("{SITE}/works/{parent}"))]));
    let page = site.get(Who::Guest, &format!("/works/{child}"));
    assert_eq!(page.texts(".associations li"), ["Inspired by Parent by ana"], "REL-1");
    assert_eq!(page.attributes(".associations a:first-child", "href"), [format!("/works/{parent}")]);
    assert!(site.get(Who::Guest, &format!("/works/{parent}")).texts("#children").is_empty(), "REL-2");

    let edit = site.get(Who::Bo, &format!("/works/{child}/edit"));
    assert_eq!(edit.attributes("[name=parent_name]", "value"), ["Inspired by Parent by ana"]);
    let (base, page_base, id) = (field(&edit, "base"), field(&edit, "page_base"), field(&edit, "parent_id"));
    let fields = [
        ("base", base.as_str()),
        ("page_base", &page_base),
        ("parent_id", &id),
        ("parent_name", "x"),
        ("title", "Child"),
    ];
    let saved = site.submit(Who::Bo, &format!("/works/{child}"), &typed(&fields));
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert!(
        site.get(Who::Guest, &format!("/works/{child}")).texts(".associations").is_empty(),
        "a tick that is taken off"
    );
}

#[test]
fn what_cannot_be_cited_is_told_at_its_field_and_everything_typed_comes_back() {
    let site = TestSite::new();
    let works = site.ground.stated_works();
    let draft = format!("{SITE}/works/{}", works.ana_draft);
    let bad = [
        vec![("parent_address", draft.as_str())],
        vec![("parent_address", "http://127.0.0.1:8642/users/ana")],
        vec![("parent_address", "https://example.org/s/7")],
        vec![("parent_address", "javascript:alert(1)"), ("parent_title", "x"), ("parent_author", "x")],
        vec![("parent_title", "Only a title")],
    ];
    for fields in bad {
        let answer = from(&site, "podfic", &fields);
        assert_eq!(
            (answer.status, answer.texts("#parents-slip").len()),
            (StatusCode::UNPROCESSABLE_ENTITY, 1),
            "{fields:?}"
        );
        let back = answer.attributes("[name=parent_address]", "value");
        assert_eq!(back.len(), 2, "what was typed, and one more to type into: {back:?}");
    }
    assert_eq!(from(&site, "prequel", &[("parent_address", "/works/7")]).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!site.get(Who::Bo, "/users/bo_reads").text().contains("Child"), "and nothing is posted");
}

#[test]
fn a_translation_of_a_work_elsewhere_names_it_and_a_translation_here_is_named_with_its_language() {
    let site = TestSite::new();
    let fields =
        [("parent_address", "https://example.org/s/7"), ("parent_title", "Les <Pluies>"), ("parent_author", "Odile")];
    let child = id_of(&from(&site, "translation", &fields));
    let page = site.get(Who::Guest, &format!("/works/{child}"));
    assert_eq!(page.texts(".associations li"), ["A translation of Les <Pluies> by Odile"]);
    assert_eq!(page.attributes(".associations a", "rel"), ["nofollow noreferrer external"]);

    let parent = site.post(story("Parent", 1));
    let child = id_of(&from(&site, "translation", &[("parent_address", &format!("/works/{parent}"))]));
    approve_all(&site);
    let page = site.get(Who::Guest, &format!("/works/{parent}"));
    assert_eq!(page.texts(".associations li"), ["Translation into English: Child by bo_reads"], "REL-2");
    assert_eq!(page.attributes(".associations a:first-child", "href"), [format!("/works/{child}")]);
}

/// Lets ana approve of everything that waits for her.
fn approve_all(site: &TestSite) {
    let page = site.get(Who::Ana, "/users/ana/related_works");
    for action in page.attributes("form[action$='/approval']", "action") {
        assert_eq!(site.submit(Who::Ana, &action, "").location(), "/users/ana/related_works");
    }
}

#[test]
fn a_creator_approves_and_removes_on_the_page_of_their_related_works() {
    let site = TestSite::new();
    let parent = site.post(story("Parent", 1));
    id_of(&from(&site, "inspired", &[("parent_address", &format!("/works/{parent}"))]));
    let own = site.get(Who::Ana, "/users/ana/related_works");
    assert_eq!(own.texts(".related .hint"), ["Waits for an answer"], "REL-2");
    assert_eq!(own.texts(".related button"), ["Approve", "Refuse"]);
    let theirs = site.get(Who::Bo, "/users/bo_reads/related_works");
    assert_eq!((theirs.texts(".related .hint").len(), theirs.texts(".related button").len()), (1, 0));
    for who in [Who::Guest, Who::Cy, Who::Kim] {
        assert!(site.get(who, "/users/ana/related_works").texts(".related li").is_empty(), "{who:?}");
    }
    approve_all(&site);
    let children = || site.get(Who::Guest, &format!("/works/{parent}")).texts("#children li");
    assert_eq!(children(), ["Child by bo_reads"], "REL-2");
    let own = site.get(Who::Ana, "/users/ana/related_works");
    assert_eq!(own.texts(".related button"), ["Remove"]);
    assert_eq!(site.get(Who::Guest, "/users/ana/related_works").texts(".related li").len(), 1);
    let refusal = own.attributes(".related button", "formaction").concat();
    assert_eq!(site.submit(Who::Bo, &refusal, "").status, StatusCode::FORBIDDEN);
    site.submit(Who::Ana, &refusal, "");
    assert!(children().is_empty());
    assert_eq!(site.get(Who::Ana, "/users/ana/related_works").texts(".related .hint"), ["Not approved"]);
}

/// Approved: bo's child of ana's parent.
fn family(site: &TestSite) -> (WorkId, WorkId) {
    let parent = site.post(story("Parent", 1));
    let child = id_of(&from(site, "inspired", &[("parent_address", &format!("/works/{parent}"))]));
    approve_all(site);
    (parent, child)
}

#[test]
fn a_page_and_a_file_say_of_the_other_side_what_its_state_allows() {
    let site = TestSite::new();
    let (parent, child) = family(&site);
    let ana = site.ground.cast.ana.viewer();
    let page = |who| site.get(who, &format!("/works/{child}")).texts(".associations li");
    let file = |who, format: &str| {
        let file = site.get(who, &format!("/downloads/{child}/x.{format}"));
        (file.header("etag").to_owned(), file.text_or_nothing())
    };
    let open = file(Who::Guest, "html");
    assert!(open.1.contains("Inspired by") && open.1.contains(&format!("{SITE}/works/{parent}")), "DL-3: {}", open.1);
    site.write(move |tx| works::share(&ana, tx, parent, works::Access::Members));
    assert_eq!(
        (page(Who::Guest), page(Who::Cy)),
        (vec!["Inspired by [Restricted work]".into()], vec!["Inspired by Parent by ana".into()]),
        "REL-3"
    );
    let closed = file(Who::Guest, "html");
    assert_ne!(open.0, closed.0, "DL-6: the older file is no answer any more");
    assert!(closed.1.contains("[Restricted work]") && !closed.1.contains(">Parent<"), "REL-3");
    assert!(!file(Who::Guest, "txt").1.contains("by ana"));
    site.write(move |tx| {
        works::share(&ana, tx, parent, works::Access::Everyone)?;
        works::set_anonymous(&ana, tx, parent, true)
    });
    assert_eq!(page(Who::Ana), ["Inspired by Parent by Anonymous"]);
    assert!(!file(Who::Ana, "html").1.contains("by ana"), "a file is passed on");
    site.write(move |tx| works::set_unrevealed(&ana, tx, parent, true));
    assert_eq!(
        (page(Who::Guest), page(Who::Ana)),
        (vec!["Inspired by [Mystery work]".into()], vec!["Inspired by [Mystery work]".into()])
    );
    site.write(move |tx| works::delete(&ana, tx, parent));
    assert_eq!(page(Who::Guest), ["Inspired by [Deleted work]"]);
    let edit = site.get(Who::Bo, &format!("/works/{child}/edit"));
    assert_eq!(
        edit.attributes("[name=parent_name]", "value"),
        ["Inspired by [Deleted work]"],
        "REL-3: to be taken off"
    );
}

#[test]
fn an_anonymous_child_stands_under_no_name_and_in_its_parents_file() {
    let site = TestSite::new();
    let (parent, child) = family(&site);
    let bo = site.ground.cast.bo.viewer();
    site.write(move |tx| works::set_anonymous(&bo, tx, child, true));
    assert!(site.get(Who::Guest, "/users/bo_reads/related_works").texts(".related li").is_empty(), "REL-3");
    let theirs = site.get(Who::Guest, "/users/ana/related_works");
    assert!(theirs.text().contains("Anonymous") && !theirs.text().contains("bo_reads"), "REL-3");
    let file = site.get(Who::Guest, &format!("/downloads/{parent}/x.html")).text();
    assert!(file.contains("Works inspired by this one") && !file.contains("bo_reads"), "DL-3");
}

#[test]
fn whoever_is_cited_gets_a_letter_that_says_no_more_than_they_may_see() {
    let site = TestSite::new();
    let dora = site.ground.member_with_account("dora");
    let parent = site.ground.post_by(dora, story("Parent", 1), works::State::Posted);
    let mut letters = letters_to(&site);
    let child = id_of(&from(&site, "podfic", &[("parent_address", &format!("/works/{parent}"))]));
    let letter = letters.next();
    for part in ["“Child by bo_reads”", "“Parent”", &format!("/works/{child}"), "/users/dora/related_works"] {
        assert!(letter.contains(part), "REL-2: {part}: {letter}");
    }
    let bo = site.ground.cast.bo.viewer();
    let second = id_of(&from(&site, "inspired", &[("parent_address", &format!("/works/{parent}"))]));
    site.write(move |tx| works::set_anonymous(&bo, tx, second, true));
    let letter = letters.next();
    assert!(letter.contains("by Anonymous") && !letter.contains("bo_reads"), "REL-3: {letter}");
    let third = id_of(&from(&site, "inspired", &[("parent_address", &format!("/works/{parent}"))]));
    site.write(move |tx| works::set_unrevealed(&bo, tx, third, true));
    assert_eq!(letters.next(), "", "what was taken back meanwhile is told no more");
}

#[test]
fn who_blocks_somebody_is_not_cited_by_them() {
    let site = TestSite::new();
    let parent = site.post(story("Parent", 1));
    let (ana, bo) = (site.ground.cast.ana.viewer(), site.ground.cast.bo.id);
    site.write(move |tx| archive::blocks::add(&ana, tx, archive::blocks::List::Blocked, bo));
    let answer = from(&site, "inspired", &[("parent_address", &format!("/works/{parent}"))]);
    assert_eq!((answer.status, answer.texts("#parents-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1), "REL-1");
}
