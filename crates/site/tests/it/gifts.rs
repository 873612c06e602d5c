//! Gifts, as forms, pages and letters have them (GIFT-1 … GIFT-5).

use archive::{
    accounts::{Preferences, prefer},
    blocks::{self, List},
    works,
};
use axum::http::StatusCode;
use testkit::Member;

use crate::{
    letters::letters_to,
    posting::{field, id_of, typed},
    visit::{Seen, TestSite, Who},
};

fn take_gifts(site: &TestSite, who: Member) {
    let wanted = Preferences { gifts: true, ..Preferences::default() };
    site.write(move |tx| prefer(&who.viewer(), tx, &wanted));
}

/// A work of ana's for these.
fn given(site: &TestSite, recipients: &str) -> Seen {
    site.submit(Who::Ana, "/works", &typed(&[("title", "Rain"), ("recipients", recipients), ("recipients_were", "")]))
}

#[test]
fn a_work_says_whom_it_is_for_on_its_page_and_in_lists() {
    let site = TestSite::new();
    take_gifts(&site, site.ground.cast.bo);
    let id = id_of(&given(&site, "bo_reads, The Rain Club"));
    let page = site.get(Who::Guest, &format!("/works/{id}"));
    assert_eq!(page.texts(".byline .recipients"), ["for bo_reads, The Rain Club"], "GIFT-1");
    let links = page.attributes(".byline .recipients a", "href");
    assert_eq!(links, ["/users/bo_reads/gifts", "/gifts?recipient=The%20Rain%20Club"]);
    for list in ["/works", "/users/ana", "/users/bo_reads/gifts", "/gifts?recipient=the+rain+club"] {
        let list = site.get(Who::Guest, list);
        assert_eq!(list.texts("li.work .recipients"), ["for bo_reads, The Rain Club"], "GIFT-5");
    }
    assert!(site.get(Who::Guest, "/gifts?recipient=nobody").texts("li.work").is_empty());
    assert_eq!(site.get(Who::Guest, "/gifts").status, StatusCode::OK);
    let file = site.get(Who::Guest, &format!("/downloads/{id}/x.html")).text();
    assert!(file.contains("<li>For bo_reads, The Rain Club</li>"), "DL-3");

    let edit = site.get(Who::Ana, &format!("/works/{id}/edit"));
    assert_eq!(field(&edit, "recipients"), "bo_reads, The Rain Club");
    let (base, page_base, were) = (field(&edit, "base"), field(&edit, "page_base"), field(&edit, "recipients_were"));
    let fields = [
        ("base", base.as_str()),
        ("page_base", &page_base),
        ("recipients_were", &were),
        ("recipients", "The Rain Club"),
    ];
    assert_eq!(site.submit(Who::Ana, &format!("/works/{id}"), &typed(&fields)).status, StatusCode::SEE_OTHER);
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}")).texts(".recipients"), ["for The Rain Club"]);
}

#[test]
fn who_cannot_be_given_a_work_is_named_at_the_field_and_nothing_is_posted() {
    let site = TestSite::new();
    let (ana, bo) = (site.ground.cast.ana, site.ground.cast.bo);
    let refused = |names: &str, sentence: &str| {
        let answer = given(&site, names);
        assert_eq!(
            (answer.status, answer.texts("#recipients-slip")),
            (StatusCode::UNPROCESSABLE_ENTITY, vec![sentence.to_owned()])
        );
        assert_eq!(answer.attributes("#recipients", "value"), [names], "what was typed comes back");
    };
    refused("Others, bo_reads", "bo_reads does not take gifts.");
    take_gifts(&site, bo);
    site.write(move |tx| blocks::add(&bo.viewer(), tx, List::Blocked, ana.id));
    refused("bo_reads", "bo_reads does not take gifts from you.");
    refused("!!", "“!!” is no name. A name has up to 100 letters, at least one of them a letter or digit.");
    assert!(site.get(Who::Guest, "/users/ana").texts("li.work").is_empty(), "GIFT-2");
}

#[test]
fn a_recipient_refuses_on_their_page_and_takes_it_after_all() {
    let site = TestSite::new();
    take_gifts(&site, site.ground.cast.bo);
    let id = id_of(&given(&site, "bo_reads"));
    let own = site.get(Who::Bo, "/users/bo_reads/gifts");
    assert_eq!(own.texts(".request button"), ["Refuse"]);
    assert!(site.get(Who::Cy, "/users/bo_reads/gifts").texts(".request").is_empty());
    let refusal = own.attributes(".request form", "action").concat();
    for other in [Who::Cy, Who::Ana] {
        assert_eq!(site.submit(other, &refusal, "").status, StatusCode::NOT_FOUND, "it is not theirs");
    }
    assert_eq!(site.submit(Who::Bo, &refusal, "").location(), "/users/bo_reads/gifts");
    assert!(site.get(Who::Guest, &format!("/works/{id}")).texts(".recipients").is_empty(), "GIFT-3");
    let lists = |who| {
        let page = site.get(who, "/users/bo_reads/gifts");
        (page.texts("li.work").len(), page.texts("#refused").len())
    };
    assert_eq!([Who::Guest, Who::Ana, Who::Bo, Who::Kim].map(lists), [(0, 0), (0, 0), (1, 1), (1, 1)], "GIFT-3");
    let acceptance = site.get(Who::Bo, "/users/bo_reads/gifts").attributes(".request form", "action").concat();
    site.submit(Who::Bo, &acceptance, "");
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}")).texts(".recipients"), ["for bo_reads"]);
}

#[test]
fn whoever_is_given_a_work_gets_a_letter_when_it_is_out_and_it_names_nobody_who_is_not_named() {
    let site = TestSite::new();
    let (ana, dora) = (site.ground.cast.ana.viewer(), site.ground.member_with_account("dora"));
    take_gifts(&site, dora);
    let mut letters = letters_to(&site);
    let draft = typed(&[("recipients", "dora"), ("recipients_were", ""), ("deed", "draft"), ("title", "Draft")]);
    let draft = id_of(&site.submit(Who::Ana, "/works", &draft));
    assert_eq!(letters.next(), "", "GIFT-4: not for drafts");
    site.write(move |tx| {
        works::set_anonymous(&ana, tx, draft, true)?;
        works::publish(&ana, tx, draft)
    });
    let letter = letters.next();
    assert!(letter.contains("“Draft” by Anonymous") && letter.contains("/users/dora/gifts"), "GIFT-4: {letter}");
    assert!(!letter.to_lowercase().contains("by ana"), "VIS-3: {letter}");
    id_of(&given(&site, "dora"));
    let again = id_of(&given(&site, "dora"));
    site.write(move |tx| works::set_unrevealed(&ana, tx, again, true));
    let sent = letters.all();
    assert_eq!(sent.len(), 1, "what is a mystery again when the letter goes is told no more");
    assert!(sent[0].contains("“Rain” by ana"), "{sent:?}");
}

#[test]
fn gifts_are_taken_when_the_preferences_say_so() {
    let site = TestSite::new();
    assert!(site.get(Who::Bo, "/users/bo_reads/gifts").text().contains("Nobody may give you works now"));
    let path = "/users/bo_reads/preferences";
    site.submit(Who::Bo, path, "gifts=1&no_gift_letters=1");
    let page = site.get(Who::Bo, path);
    assert_eq!(page.attributes("[name=gifts][checked], [name=no_gift_letters][checked]", "name").len(), 2);
    assert_eq!(given(&site, "bo_reads").status, StatusCode::SEE_OTHER, "GIFT-2");
}

#[test]
fn names_of_members_are_offered_while_a_recipient_is_typed() {
    let site = TestSite::new();
    let offered = |who, term: &str| site.get(who, &format!("/autocomplete/person?term={term}")).text();
    assert_eq!(offered(Who::Ana, "bo_"), r#"[{"id":"bo_reads","name":"bo_reads"}]"#);
    assert_eq!((offered(Who::Guest, "bo_"), offered(Who::Ana, "")), ("[]".into(), "[]".into()));
    assert_eq!(site.get(Who::Ana, "/works/new").attributes("#recipients", "data-completes"), ["person"]);
}
