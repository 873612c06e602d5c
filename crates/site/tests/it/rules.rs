//! Rules of posting, chapters and drafts as archives have them, each as a browser without script meets it. `docs/rules.md` says
//! which sentence stands for which rule.

use std::time::Duration;

use archive::{
    Errand, Viewer, WorkId,
    works::{self, Access, Creators, NewWork, State},
};
use axum::http::StatusCode;
use manuscript::Manuscript;
use testkit::story;

use crate::{
    browser::{Browser, PASSWORD, account},
    posting::{field, id_of, typed},
    visit::{Seen, TestSite, Who},
};

/// Sends the form of a work, as it is opened now, with these fields changed.
fn change(site: &TestSite, id: WorkId, rest: &[(&str, &str)]) -> Seen {
    let edit = site.get(Who::Ana, &format!("/works/{id}/edit"));
    let (base, page_base) = (field(&edit, "base"), field(&edit, "page_base"));
    let bases = [("base", base.as_str()), ("page_base", page_base.as_str())];
    site.submit(Who::Ana, &format!("/works/{id}"), &typed(&[&bases, rest].concat()))
}

/// Adds a chapter by its form.
fn add(site: &TestSite, id: WorkId, rest: &[(&str, &str)]) -> Seen {
    let whole = [("expected", "?"), ("body", "It rained again, and more."), ("deed", "post")];
    let named = |name: &str| rest.iter().any(|(other, _)| *other == name);
    let pairs = rest.iter().chain(whole.iter().filter(|(name, _)| !named(name)));
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    site.submit(Who::Ana, &format!("/works/{id}/chapters"), &form)
}

fn fact(site: &TestSite, who: Who, id: WorkId, which: &str) -> String {
    site.get(who, &format!("/works/{id}?view_full_work=true")).texts(&format!("dd.{which}")).concat()
}

#[test]
fn a_guest_who_wants_to_post_logs_in_and_comes_back_to_the_form() {
    let site = TestSite::new();
    account(&site, "dora");
    let mut dora = Browser::default();
    let invited = dora.get(&site, "/works/new");
    assert_eq!(invited.status, StatusCode::UNAUTHORIZED, "POST-1");
    let link = invited.attributes("main a.button", "href").remove(0);
    assert_eq!(link, "/users/login?return_to=%2Fworks%2Fnew");

    let form = dora.get(&site, &link);
    let back = form.attributes("[name=return_to]", "value").concat();
    let answer = dora.submit(&site, "/users/login", &format!("login=dora&password={PASSWORD}&return_to={back}"));

    assert_eq!(answer.location(), "/works/new");
    assert_eq!(dora.get(&site, answer.location()).attributes("form.writing", "action"), ["/works"]);
}

#[test]
fn a_second_rating_is_rejected() {
    let site = TestSite::new();
    let two = typed(&[("rating", "Mature"), ("rating", "Explicit")]);
    let answer = site.submit(Who::Ana, "/works", &two);
    assert_eq!((answer.status, answer.texts("#rating-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1), "POST-2");
}

#[test]
fn a_chapter_has_510_000_letters_at_most_its_marks_counted() {
    let site = TestSite::new();
    let marks = "<p></p>".len();
    let (fits, too_long) = ("x".repeat(510_000 - marks), "x".repeat(510_001 - marks));
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("body", &fits)])));
    let told = "510,001";
    for answer in [
        site.submit(Who::Ana, "/works", &typed(&[("body", &too_long)])),
        change(&site, id, &[("body", &too_long)]),
        add(&site, id, &[("body", &too_long)]),
    ] {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "POST-3, CHAP-1");
        assert!(answer.texts("#body-slip").concat().contains(told), "{:?}", answer.texts("#body-slip"));
        assert_eq!(answer.texts("#body").concat().len(), too_long.len(), "and all of it comes back");
    }
    assert_eq!(add(&site, id, &[("body", &fits)]).status, StatusCode::SEE_OTHER);
}

#[test]
fn a_work_with_too_many_tags_gets_no_chapter_but_can_be_revised_and_deleted() {
    let site = TestSite::new();
    let ana = site.ground.cast.ana;
    let many: Vec<String> = (0..80).map(|n| format!("t{n}")).collect();
    let post = |title: &str| {
        let manuscript = Manuscript { additional: many.clone(), ..story(title, 1) };
        let creators = Creators::Pseuds(vec![ana.pseud]);
        let new = NewWork { manuscript, creators, state: State::Posted, access: Access::Everyone }.pack().unwrap();
        let import = Viewer::Custodian(Errand::Import);
        site.ground.archive.write(move |tx| works::post(&import, tx, &new)).wait().unwrap()
    };
    let id = post("Rain");
    let told = |answer: &Seen| (answer.status, answer.texts("#tags-slip").len());
    assert_eq!(told(&add(&site, id, &[])), (StatusCode::UNPROCESSABLE_ENTITY, 1), "POST-4");
    let all = many.join(",");
    assert_eq!(told(&change(&site, id, &[("additional", &all)])), (StatusCode::UNPROCESSABLE_ENTITY, 1), "POST-4");
    let chapter = site.get(Who::Ana, &format!("/works/{id}/navigate")).attributes(".chapter-index a", "href").concat();
    let revised = [("base", "1"), ("expected", "1"), ("body", "It rained otherwise."), ("deed", "post")];
    let revised = form_urlencoded::Serializer::new(String::new()).extend_pairs(revised).finish();
    assert_eq!(site.submit(Who::Ana, &chapter, &revised).status, StatusCode::SEE_OTHER, "its text is no tag");

    assert_eq!(change(&site, id, &[("additional", "t1, t2")]).status, StatusCode::SEE_OTHER);
    assert_eq!(add(&site, id, &[]).status, StatusCode::SEE_OTHER);

    let other = post("Snow");
    assert_eq!(site.submit(Who::Ana, &format!("/works/{other}/deletion"), "").status, StatusCode::SEE_OTHER, "POST-19");
    assert_eq!(site.get(Who::Guest, &format!("/works/{other}")).status, StatusCode::NOT_FOUND);
}

#[test]
fn previewing_a_change_of_a_posted_work_leaves_it_as_it_was() {
    let site = TestSite::new();
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("additional", "Tea"), ("series_title", "Weather")])));
    let pages = || {
        let read = site.get(Who::Guest, &format!("/works/{id}?view_full_work=true"));
        (read.text(), site.get(Who::Guest, "/works").text(), site.get(Who::Guest, "/media").text())
    };
    let (before, commits) = (pages(), site.ground.archive.commits());
    let changed = [
        ("deed", "preview"),
        ("title", "Snow"),
        ("fandoms", "Lakes"),
        ("additional", "Ice"),
        ("language", "de"),
        ("rating", "Explicit"),
        ("access", "members"),
        ("commenters", "nobody"),
        ("series_title", "Seasons"),
        ("published", "2004-02-29"),
        ("body", "It snowed all night."),
    ];

    let preview = change(&site, id, &changed);

    assert_eq!((preview.status, preview.texts(".preview .title")), (StatusCode::OK, vec!["Snow".to_owned()]));
    assert_eq!(field(&preview, "additional"), "Ice", "the form is below");
    assert_eq!(site.ground.archive.commits(), commits, "POST-5");
    assert_eq!(pages(), before, "cancelling leaves it as it was");
}

#[test]
fn a_title_with_markup_is_read_as_it_was_typed() {
    let site = TestSite::new();
    let title = "  <b>Rain</b> & \"fog\" <3";
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("title", title)])));
    let read = title.trim().to_owned();
    let page = site.get(Who::Guest, &format!("/works/{id}"));
    assert_eq!(page.texts("h2.title"), [read.as_str()], "POST-8");
    assert!(page.texts("title").concat().starts_with(&read) && page.texts("h2.title b").is_empty());
    assert_eq!(site.get(Who::Guest, "/works").texts("li.work.blurb h3.heading > a"), [read.as_str()]);
    assert_eq!(field(&site.get(Who::Ana, &format!("/works/{id}/edit")), "title"), read);
    let file = site.get(Who::Guest, &format!("/downloads/{id}/x.html")).text();
    assert!(!file.contains("<b>Rain</b>") && file.contains("&lt;b&gt;Rain&lt;/b&gt;"), "{file}");
}

#[test]
fn a_number_of_chapters_that_is_passed_is_not_known_any_more() {
    let site = TestSite::new();
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("expected", "2")])));
    assert_eq!(fact(&site, Who::Guest, id, "chapters"), "1/2");
    add(&site, id, &[("expected", "2")]);
    assert_eq!(fact(&site, Who::Guest, id, "chapters"), "2/2", "POST-13: complete");
    add(&site, id, &[("expected", "2")]);
    assert_eq!(fact(&site, Who::Guest, id, "chapters"), "3/?", "POST-13");
    assert_eq!(field(&site.get(Who::Ana, &format!("/works/{id}/edit")), "expected"), "?");
    for (said, told) in [("2", "3/?"), ("0", "3/?"), ("", "3/?"), ("3", "3/3"), ("5", "3/5")] {
        assert_eq!(change(&site, id, &[("expected", said)]).status, StatusCode::SEE_OTHER, "{said}");
        assert_eq!(fact(&site, Who::Guest, id, "chapters"), told, "{said}");
    }
}

#[test]
fn words_are_those_of_posted_chapters_and_of_all_in_a_draft() {
    let site = TestSite::new();
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("body", "One two three."), ("deed", "draft")])));
    add(&site, id, &[("body", "Four and five."), ("deed", "draft")]);
    let words = |who| fact(&site, who, id, "words");
    assert_eq!(words(Who::Ana), "6", "POST-14: of all in a draft");

    site.submit(Who::Ana, &format!("/works/{id}/posting"), "");

    assert_eq!([Who::Guest, Who::Ana].map(words), ["3", "3"], "POST-14: of what is posted");
    let second = site.get(Who::Ana, &format!("/works/{id}/navigate")).attributes(".chapter-index a", "href").remove(1);
    site.submit(Who::Ana, &format!("{second}/posting"), "");
    assert_eq!(words(Who::Guest), "6");
}

#[test]
fn three_worlds_are_multifandom_in_the_title() {
    let site = TestSite::new();
    for (fandoms, told) in
        [("Lakes, Rivers", "Rain - ana - Lakes, Rivers"), ("Lakes, Rivers, Seas", "Rain - ana - Multifandom")]
    {
        let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("fandoms", fandoms)])));
        let title = site.get(Who::Guest, &format!("/works/{id}")).texts("title").concat();
        assert!(title.starts_with(told), "POST-23: {title}");
    }
}

#[test]
fn posting_a_draft_posts_its_first_chapter_and_leaves_draft_chapters_drafts() {
    let site = TestSite::new();
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("deed", "draft"), ("expected", "2")])));
    let second = add(&site, id, &[("chapter_title", "Later"), ("deed", "post"), ("expected", "2")]);
    assert_eq!(second.status, StatusCode::SEE_OTHER, "a draft's chapter is no more posted than the draft");
    assert_eq!(site.get(Who::Bo, &format!("/works/{id}")).status, StatusCode::NOT_FOUND);

    site.submit(Who::Ana, &format!("/works/{id}/posting"), "");

    let chapters = |who| site.get(who, &format!("/works/{id}/navigate")).texts(".chapter-index li");
    assert_eq!((chapters(Who::Guest).len(), chapters(Who::Ana).len()), (1, 2), "CHAP-4");
    assert_eq!(fact(&site, Who::Guest, id, "chapters"), "1/2", "CHAP-3: not complete");
}

#[test]
fn a_first_chapter_of_more_shows_as_a_chapter() {
    let site = TestSite::new();
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("expected", "3")])));
    let first = site.get(Who::Ana, &format!("/works/{id}/navigate")).attributes(".chapter-index a", "href").concat();
    let say = |expected: &str| {
        let edit = site.get(Who::Ana, &format!("{first}/edit"));
        let base = field(&edit, "base");
        let pairs = [("base", base.as_str()), ("chapter_title", "Dawn"), ("chapter_notes", "Hello.")];
        let rest = [("expected", expected), ("body", "It rained on Baker Street."), ("deed", "post")];
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).extend_pairs(rest).finish();
        assert_eq!(site.submit(Who::Ana, &first, &form).status, StatusCode::SEE_OTHER);
        let page = site.get(Who::Guest, &format!("/works/{id}?view_full_work=true"));
        (page.texts(".chapter h3.title"), page.text().contains("Hello."))
    };
    assert_eq!(say("3"), (vec!["Chapter 1: Dawn".to_owned()], true), "CHAP-8");
    assert_eq!(say("?"), (vec!["Chapter 1: Dawn".to_owned()], true), "CHAP-8");
    assert_eq!(say("1"), (vec![], false), "CHAP-8: one chapter is the work");
}

#[test]
fn a_draft_is_there_after_ten_years() {
    let site = TestSite::new();
    account(&site, "dora");
    let mut dora = Browser::logged_in(&site, "dora");
    let id = id_of(&dora.submit(&site, "/works", &typed(&[("deed", "draft"), ("title", "Unfinished")])));
    for _ in 0..40 {
        site.ground.clock.advance(Duration::from_hours(24 * 92));
        assert!(works::do_what_is_due(&site.ground.archive).unwrap().is_empty());
        assert!(works::tell_of_drafts(&site.ground.archive).unwrap().is_empty());
    }
    let mut dora = Browser::logged_in(&site, "dora");

    let drafts = dora.get(&site, "/users/dora/works/drafts");

    assert_eq!(drafts.texts("li.work.blurb h3.heading > a"), ["Unfinished"], "DRAFT-2");
    assert_eq!(dora.submit(&site, &format!("/works/{id}/posting"), "").status, StatusCode::SEE_OTHER);
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}")).status, StatusCode::OK);
}

#[test]
fn fields_that_no_form_has_change_nothing() {
    let site = TestSite::new();
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[])));
    let bo = site.ground.cast.bo.id.to_string();
    let forged = [
        ("posted", "0"),
        ("id", "7"),
        ("work_id", "7"),
        ("user_id", bo.as_str()),
        ("creators", &bo),
        ("hidden", "1"),
        ("is_anonymous", "1"),
        ("words", "9999"),
        ("revised_at", "0"),
        ("cleaner", "0"),
        ("version", "99"),
    ];
    let before = site.get(Who::Guest, &format!("/works/{id}")).texts("main dl.work.meta");

    assert_eq!(change(&site, id, &forged).status, StatusCode::SEE_OTHER);

    let page = site.get(Who::Guest, &format!("/works/{id}"));
    assert_eq!((page.texts("main dl.work.meta"), page.texts("h3.byline")), (before, vec!["ana".to_owned()]));
}
