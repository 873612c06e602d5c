//! Posting later, on another date, and what waits on the page of drafts.

use std::time::Duration;

use archive::{
    Errand, Viewer, WorkId,
    accounts::{self, Preferences},
    mail,
    policies::{self, Policy, Setting},
    works::{self, State},
};
use axum::http::StatusCode;
use testkit::story;

use crate::{
    browser::{Browser, account},
    visit::{Seen, TestSite, Who},
};

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// A form that can be posted as it is, with more fields.
fn typed(rest: &[(&str, &str)]) -> String {
    let whole = [
        ("rating", "General Audiences"),
        ("warnings", "No Archive Warnings Apply"),
        ("fandoms", "Sherlock Holmes"),
        ("title", "Rain"),
        ("language", "en"),
        ("expected", "1"),
        ("body", "It rained on Baker Street."),
        ("base", "1"),
        ("deed", "post"),
    ];
    let named = |name: &str| rest.iter().any(|(other, _)| *other == name);
    form(&whole.into_iter().filter(|(name, _)| !named(name)).chain(rest.iter().copied()).collect::<Vec<_>>())
}

/// Sends the form of a work, as it is opened now, with these fields changed.
fn change(site: &TestSite, path: &str, rest: &[(&str, &str)]) -> StatusCode {
    let page_base = site.get(Who::Ana, &format!("{path}/edit")).attributes("[name=page_base]", "value").concat();
    site.submit(Who::Ana, path, &typed(&[&[("page_base", page_base.as_str())], rest].concat())).status
}

fn id_of(answer: &Seen) -> WorkId {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{:?}", answer.texts(".slip"));
    answer.location().trim_start_matches("/works/").parse().unwrap()
}

/// Ana lives where it is nine hours later than in UTC.
fn in_tokyo(site: &TestSite) {
    let (ana, wanted) =
        (site.ground.cast.ana.viewer(), Preferences { time_zone: "Asia/Tokyo".into(), ..Default::default() });
    site.write(move |tx| accounts::prefer(&ana, tx, &wanted));
}

fn published(site: &TestSite, id: WorkId) -> String {
    site.get(Who::Ana, &format!("/works/{id}")).texts("dd.published").concat()
}

fn tick(site: &TestSite, time: Duration) {
    site.ground.clock.advance(time);
    assert!(works::do_what_is_due(&site.ground.archive).unwrap().is_empty(), "everything could be done");
}

#[test]
fn a_work_is_posted_at_a_time_of_its_authors_zone() {
    let site = TestSite::new();
    in_tokyo(&site);
    assert!(site.get(Who::Ana, "/works/new").texts("#posts_at-hint").concat().contains("Asia/Tokyo"));
    // Noon in UTC is nine in the evening there.
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("posts_at", "2026-11-01T21:30")])));
    let page = site.get(Who::Ana, &format!("/works/{id}"));
    assert!(page.texts(".notice").concat().contains("2026-11-01 21:30 (Asia/Tokyo)"), "{:?}", page.texts(".notice"));
    assert_eq!(
        site.get(Who::Bo, &format!("/works/{id}")).status,
        StatusCode::NOT_FOUND,
        "with a time, Post waits for it"
    );
    let edit = site.get(Who::Ana, &format!("/works/{id}/edit"));
    assert_eq!(edit.attributes("#posts_at", "value"), ["2026-11-01T21:30"]);

    tick(&site, Duration::from_mins(30));

    assert_eq!(site.get(Who::Bo, &format!("/works/{id}")).status, StatusCode::OK);
    assert!(
        site.get(Who::Ana, &format!("/works/{id}/edit")).attributes("#posts_at", "value").is_empty(),
        "it is posted"
    );
}

#[test]
fn a_time_that_is_over_and_a_day_to_come_are_told_at_their_fields() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let cases = [
        ("posts_at", "2026-11-01T11:59"),
        ("posts_at", "soon"),
        ("published", "2026-11-02"),
        ("published", "yesterday"),
    ];
    for (field, odd) in cases {
        for path in ["/works".to_owned(), format!("/works/{id}/chapters")] {
            let answer = site.submit(Who::Ana, &path, &typed(&[(field, odd)]));
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {odd}");
            assert_eq!(answer.texts(&format!("#{field}-slip")).len(), 1, "{path} {odd}");
            assert_eq!(answer.attributes(&format!("#{field}"), "value"), [odd], "what was typed comes back");
        }
    }
    in_tokyo(&site);
    let today = site.submit(Who::Ana, "/works", &typed(&[("published", "2026-11-01")]));
    assert_eq!(today.status, StatusCode::SEE_OTHER);
}

#[test]
fn a_work_that_appeared_elsewhere_has_its_own_date() {
    let site = TestSite::new();
    let id = id_of(&site.submit(Who::Ana, "/works", &typed(&[("published", "2004-02-29")])));
    assert_eq!(published(&site, id), "2004-02-29");
    let path = format!("/works/{id}");
    assert_eq!(site.get(Who::Ana, &format!("{path}/edit")).attributes("#published", "value"), ["2004-02-29"]);
    let change_to = |day: &str| change(&site, &path, &[("published", day)]);
    assert_eq!((change_to("2003-01-01"), published(&site, id)), (StatusCode::SEE_OTHER, "2003-01-01".into()));
    site.ground.clock.advance(Duration::from_hours(72));
    assert_eq!(
        (change_to(""), published(&site, id)),
        (StatusCode::SEE_OTHER, "2026-11-01".into()),
        "POST-10: as it was made"
    );
    let without = change(&site, &path, &[("title", "Snow")]);
    assert_eq!(
        (without, published(&site, id)),
        (StatusCode::SEE_OTHER, "2026-11-01".into()),
        "what is not asked stays"
    );
}

#[test]
fn a_draft_is_dated_when_it_is_posted() {
    let site = TestSite::new();
    let draft = typed(&[("published", "2004-02-29"), ("deed", "draft")]);
    let id = id_of(&site.submit(Who::Ana, "/works", &draft));
    let path = format!("/works/{id}");
    assert_eq!(site.get(Who::Ana, &format!("{path}/edit")).attributes("#published", "value"), ["2004-02-29"]);
    let other = [("published", "2005-05-05"), ("deed", "draft")];
    assert_eq!(change(&site, &path, &other), StatusCode::SEE_OTHER);
    assert_eq!(site.submit(Who::Ana, &format!("{path}/posting"), "").location(), path);
    assert_eq!(published(&site, id), "2005-05-05");
}

#[test]
fn a_chapter_waits_for_its_time_and_is_cancelled_or_posted_from_the_page_of_drafts() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let path = format!("/works/{id}/chapters");
    let new = |title: &str, rest: &[(&str, &str)]| {
        let pairs =
            [&[("chapter_title", title), ("body", "It rained again."), ("expected", "?"), ("deed", "post")], rest];
        let answer = site.submit(Who::Ana, &path, &form(&pairs.concat()));
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{:?}", answer.texts(".slip"));
        answer.location().to_owned()
    };
    let (first, second) =
        (new("Soon", &[("posts_at", "2026-11-01T13:00")]), new("Later", &[("posts_at", "2026-11-02T13:00")]));
    let third = new("Old", &[("published", "2004-02-29"), ("posts_at", "2026-11-01T13:00")]);
    let index = |who| site.get(who, &format!("/works/{id}/navigate")).texts(".chapter-index a").len();
    assert_eq!((index(Who::Bo), index(Who::Ana)), (1, 4), "CHAP-3");
    let drafts = site.get(Who::Ana, "/users/ana/works/drafts");
    assert_eq!(
        drafts.texts("#draft-chapters ~ ul p"),
        ["2026-11-01 13:00", "2026-11-02 13:00", "2026-11-01 13:00"].map(|at| format!("Posts itself on {at} (UTC)"))
    );
    assert_eq!(site.get(Who::Bo, "/users/ana/works/drafts").status, StatusCode::NOT_FOUND);

    let cancelled = site.submit(Who::Ana, &format!("{second}/schedule/removal"), "");
    assert_eq!(cancelled.location(), "/users/ana/works/drafts");
    tick(&site, Duration::from_hours(1));

    assert_eq!(index(Who::Bo), 3, "the time of two has come");
    let day = |chapter: &str| site.get(Who::Ana, &format!("{chapter}/edit")).attributes("#published", "value").concat();
    assert_eq!((day(&first), day(&third)), ("2026-11-01".to_owned(), "2004-02-29".to_owned()));
    assert_eq!(site.submit(Who::Ana, &format!("{second}/posting"), "").location(), second);
    assert_eq!(index(Who::Bo), 4);
    assert_eq!(site.submit(Who::Ana, &format!("{second}/posting"), "").status, StatusCode::NOT_FOUND, "once");
    assert!(site.get(Who::Ana, "/users/ana/works/drafts").texts("#draft-chapters").is_empty());
}

#[test]
fn a_posted_chapter_is_dated_anew_and_keeps_its_date_when_none_is_told() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));
    let links = site.get(Who::Ana, &format!("/works/{id}/navigate")).attributes(".chapter-index a", "href");
    let save = |day: &str| {
        let base = site.get(Who::Ana, &format!("{}/edit", links[1])).attributes("[name=base]", "value").concat();
        let pairs =
            [("body", "It rained on."), ("published", day), ("base", &base), ("expected", "2"), ("deed", "post")];
        assert_eq!(site.submit(Who::Ana, &links[1], &form(&pairs)).status, StatusCode::SEE_OTHER);
        site.get(Who::Ana, &format!("{}/edit", links[1])).attributes("#published", "value").concat()
    };
    assert_eq!(save("2004-02-29"), "2004-02-29");
    assert_eq!(save(""), "2004-02-29");
}

#[test]
fn drafts_are_posted_and_unscheduled_by_their_creators_alone() {
    let site = TestSite::new();
    let id = site.ground.post(story("Rain", 2), State::Draft, false);
    let (ana, at) = (site.ground.cast.ana.viewer(), site.ground.clock.now() + jiff::SignedDuration::from_hours(2));
    site.write(move |tx| works::schedule(&ana, tx, id, Some(at)));
    let page = site.get(Who::Ana, "/users/ana/works/drafts");
    assert_eq!(page.texts(".own .deeds p"), ["Posts itself on 2026-11-01 14:00 (UTC)"]);
    for tail in ["posting", "schedule/removal"] {
        let refused = site.submit(Who::Bo, &format!("/works/{id}/{tail}"), "");
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "a draft is not there for others");
        assert_eq!(site.submit(Who::Kim, &format!("/works/{id}/{tail}"), "").status, StatusCode::FORBIDDEN);
    }
    site.submit(Who::Ana, &format!("/works/{id}/schedule/removal"), "");
    assert!(site.get(Who::Ana, "/users/ana/works/drafts").texts(".own .deeds p").is_empty());
    assert_eq!(site.submit(Who::Ana, &format!("/works/{id}/posting"), "").location(), format!("/works/{id}"));
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}?view_full_work=true")).status, StatusCode::OK);
}

/// What the letters say that are due now.
fn written(site: &TestSite) -> String {
    let folder = tempfile::tempdir().unwrap();
    let carrier = mail::Carrier::folder(folder.path(), "archive@example.org");
    site::send_some(site.site(), &carrier).unwrap();
    let files = std::fs::read_dir(folder.path()).unwrap();
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap().replace("=\r\n", "")).collect()
}

#[test]
fn a_draft_that_goes_says_so_on_its_page_and_in_two_letters_that_bring_its_text() {
    let site = TestSite::new();
    account(&site, "dora");
    let mut dora = Browser::logged_in(&site, "dora");
    let path = dora.submit(&site, "/works", &typed(&[("deed", "draft")])).location().to_owned();
    assert_eq!(dora.get(&site, &path).texts(".notice ~ .notice").len(), 0, "nothing is said where drafts stay");
    let limit = [(Setting::DraftDays, "30".to_owned())];
    site.write(move |tx| policies::change(&Viewer::Custodian(Errand::Host), tx, &Policy::default(), &limit));
    let notices = dora.get(&site, &path).texts(".notice").concat();
    assert!(notices.contains("goes into the bin on 2026-12-01"), "{notices}");
    assert_eq!(site.get(Who::Bo, &path).status, StatusCode::NOT_FOUND);

    tick(&site, Duration::from_hours(24 * 23));
    works::tell_of_drafts(&site.ground.archive).unwrap();
    let letter = written(&site);
    assert!(letter.contains("In a week it goes into the bin") && letter.contains("Rain.html"), "{letter}");
    tick(&site, Duration::from_hours(24 * 7));
    let letter = written(&site);
    assert!(letter.contains("lies in the bin now") && letter.contains("Rain.html"), "{letter}");
    let mut dora = Browser::logged_in(&site, "dora");
    assert_eq!(dora.submit(&site, &format!("{path}/restoration"), "").location(), path);
}

#[test]
fn a_scheduled_chapter_says_on_its_page_and_in_the_order_when_it_posts_itself() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let chapter = [("body", "It rains later."), ("posts_at", "2026-12-24T18:00"), ("deed", "draft"), ("expected", "?")];
    let kept = site.submit(Who::Ana, &format!("/works/{id}/chapters"), &form(&chapter));
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{:?}", kept.texts(".slip"));

    let page = site.get(Who::Ana, kept.location());
    assert_eq!(
        page.texts(".chapter .notice"),
        ["This chapter is a draft, and posts itself on 2026-12-24 18:00 (UTC)."]
    );
    let order = site.get(Who::Ana, &format!("/works/{id}/chapters/manage"));
    assert_eq!(order.texts(".manage .scheduled"), ["Posts itself on 2026-12-24 18:00 (UTC)"]);
    assert!(!site.get(Who::Bo, &format!("/works/{id}")).text().contains("2026-12-24"));
}
