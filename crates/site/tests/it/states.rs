//! The pages where creators say who sees a work, and what its address says to others.

use archive::works::{self, State};
use axum::http::{StatusCode, header};
use testkit::story;

use crate::visit::{Seen, TestSite, Who};

fn with_cookie(site: &TestSite, cookie: &str, path: &str) -> Seen {
    let mut request = TestSite::ask(Who::Guest, axum::http::Method::GET, path);
    request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
    site.send(request)
}

#[test]
fn a_secret_link_opens_the_work_its_chapters_and_its_files_and_stands_in_no_page() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));
    let saved = site.submit(Who::Ana, &format!("/works/{id}/sharing"), "access=link");
    assert_eq!(saved.location(), format!("/works/{id}/sharing"));
    let link = site.get(Who::Ana, saved.location()).texts(".secret-link").concat();
    let path = link.strip_prefix("http://127.0.0.1:8642").unwrap();
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}")).status, StatusCode::NOT_FOUND);

    let opened = site.get(Who::Guest, path);

    assert_eq!((opened.status, opened.location()), (StatusCode::SEE_OTHER, format!("/works/{id}").as_str()));
    assert_eq!(opened.header(header::REFERRER_POLICY), "no-referrer");
    let cookie = opened.header(header::SET_COOKIE).split(';').next().unwrap().to_owned();
    let key = path.rsplit('/').next().unwrap();
    for tail in ["?view_full_work=true", "/navigate"] {
        let page = with_cookie(&site, &cookie, &format!("/works/{id}{tail}"));
        assert!(page.status == StatusCode::OK && page.text().contains("Rain"), "{tail}");
        assert!(!page.text().contains(key), "the key stands in no page: {tail}");
    }
    assert_eq!(with_cookie(&site, &cookie, &format!("/downloads/{id}/x.epub")).status, StatusCode::OK);
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}?view_full_work=true")).status, StatusCode::NOT_FOUND);

    site.submit(Who::Ana, &format!("/works/{id}/link"), "");
    assert_eq!(with_cookie(&site, &cookie, &format!("/works/{id}?view_full_work=true")).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Guest, path).status, StatusCode::NOT_FOUND, "the old link opens nothing");
}

#[test]
fn a_key_that_opens_nothing_is_put_into_no_cookie() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    for key in ["guessed", "x%3B%20Domain=example.org", &"k".repeat(4_000)] {
        let answer = site.get(Who::Guest, &format!("/works/{id}/key/{key}"));
        assert_eq!((answer.status, answer.header(header::SET_COOKIE)), (StatusCode::SEE_OTHER, ""));
    }
}

#[test]
fn the_question_before_an_adult_work_by_link_is_kept_for_nobody_else() {
    let site = TestSite::new();
    let id = site.post(manuscript::Manuscript { rating: manuscript::Rating::Explicit, ..story("Rain", 1) });
    site.submit(Who::Ana, &format!("/works/{id}/sharing"), "access=link");
    let link = site.get(Who::Ana, &format!("/works/{id}/sharing")).texts(".secret-link").concat();
    let opened = site.get(Who::Guest, link.strip_prefix("http://127.0.0.1:8642").unwrap());
    let cookie = opened.header(header::SET_COOKIE).split(';').next().unwrap().to_owned();
    let asked = with_cookie(&site, &cookie, &format!("/works/{id}"));
    assert_eq!(asked.texts("main h2"), ["This work may hold adult content"]);
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}")).status, StatusCode::NOT_FOUND);
}

#[test]
fn people_are_named_by_their_names_and_an_unknown_one_is_told_at_the_field() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let path = format!("/works/{id}/sharing");
    let odd = site.submit(Who::Ana, &path, "access=named&named=bo_reads%2C+nobody_here");
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(odd.texts("#named-slip"), ["Nobody here is called “nobody_here”."]);
    assert_eq!(odd.attributes("#named", "value"), ["bo_reads, nobody_here"], "what was typed comes back");
    let many = (0..201).map(|n| format!("reader_{n}")).collect::<Vec<_>>().join("%2C");
    let odd = site.submit(Who::Ana, &path, &format!("access=named&named={many}"));
    assert_eq!(odd.texts("#named-slip"), ["201 are too many; at most 200 fit."]);
    let often = site.submit(Who::Ana, &path, &format!("access=named&named={}", "bo_reads%2CBO_READS%2C".repeat(300)));
    assert_eq!(often.status, StatusCode::SEE_OTHER, "one person is one, however often they are named");
    site.submit(Who::Ana, &path, "access=everyone");
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}")).status, StatusCode::OK, "nothing is half done");

    site.submit(Who::Ana, &path, "access=named&named=Bo_Reads");

    std::thread::sleep(std::time::Duration::from_millis(100));
    let sees = |who| site.get(who, &format!("/works/{id}")).status == StatusCode::OK;
    assert_eq!([Who::Guest, Who::Bo, Who::Cy, Who::Ana].map(sees), [false, true, false, true]);
    let on_her_page = |who| site.get(who, "/users/ana").texts("#shared ~ ol h3 > a").concat();
    assert_eq!([Who::Guest, Who::Bo, Who::Cy].map(on_her_page), ["", "Rain", ""]);
}

#[test]
fn a_mystery_is_a_page_without_a_word_of_the_work() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 2));
    site.submit(Who::Ana, &format!("/works/{id}/sharing"), "access=everyone&unrevealed=1");
    for who in [Who::Guest, Who::Bo] {
        let page = site.get(who, &format!("/works/{id}"));
        assert_eq!((page.status, page.texts("main h2").concat()), (StatusCode::OK, "Mystery Work".to_owned()), "VIS-2");
        assert!(!page.text().contains("Rain") && !page.text().contains(&id.to_string()), "{who:?}");
        for tail in ["/navigate", "/chapters"] {
            assert_eq!(site.get(who, &format!("/works/{id}{tail}")).status, StatusCode::NOT_FOUND, "{tail}");
        }
        assert_eq!(site.get(who, &format!("/downloads/{id}/x.epub")).status, StatusCode::NOT_FOUND);
    }
    let own = site.get(Who::Ana, &format!("/works/{id}?view_full_work=true"));
    assert!(own.texts(".notice").concat().contains("not revealed"), "{:?}", own.texts(".notice"));
}

#[test]
fn an_anonymous_work_says_so_in_its_byline_title_and_blurb() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    site.submit(Who::Ana, &format!("/works/{id}/sharing"), "access=everyone&anonymous=1");
    let page = site.get(Who::Bo, &format!("/works/{id}"));
    assert_eq!(page.texts("h3.byline"), ["Anonymous"]);
    assert_eq!(page.texts("title"), ["Rain - Anonymous - Sherlock Holmes · Foolscap"]);
    assert_eq!(site.get(Who::Bo, "/works").texts(".by"), ["by Anonymous"]);
    for who in [Who::Ana, Who::Kim] {
        let page = site.get(who, &format!("/works/{id}"));
        assert_eq!(page.texts("h3.byline"), ["Anonymous [ana]"], "VIS-3");
        assert_eq!(page.texts("title"), ["Rain - Anonymous - Sherlock Holmes · Foolscap"]);
    }
}

#[test]
fn a_draft_is_scheduled_and_a_time_that_is_over_is_told_at_the_field() {
    let site = TestSite::new();
    let id = site.ground.post(story("Rain", 1), State::Draft, false);
    let path = format!("/works/{id}/sharing");
    for (time, slip) in
        [("2026-10-01T12:00", "This time is over. Choose one to come."), ("soon", "This is not a date and time.")]
    {
        let odd = site.submit(Who::Ana, &path, &format!("access=everyone&posts_at={time}"));
        assert_eq!(
            (odd.status, odd.texts("#posts_at-slip").concat().as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, slip)
        );
    }
    site.submit(Who::Ana, &path, "access=everyone&posts_at=2026-11-01T13:00");
    let own = site.get(Who::Ana, &format!("/works/{id}"));
    assert!(own.texts(".notice").concat().contains("2026-11-01 13:00"), "{:?}", own.texts(".notice"));
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}")).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Guest, "/works").texts(".blurb").len(), 0);

    site.ground.clock.advance(std::time::Duration::from_hours(1));
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}")).status, StatusCode::OK);
    archive::works::do_what_is_due(&site.ground.archive).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(100));
    assert_eq!(site.get(Who::Guest, "/works").texts(".blurb").len(), 1);
}

#[test]
fn a_deleted_work_says_what_its_author_allowed_and_can_be_fetched_back() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let (work, path) = (format!("/works/{id}"), format!("/works/{id}/deletion"));
    assert!(site.get(Who::Ana, &path).text().contains("30 days"));
    assert_eq!(site.get(Who::Bo, &path).status, StatusCode::FORBIDDEN);

    site.submit(Who::Ana, &path, "shows_title=1&reason=It+became+a+%3Cb%3Ebook%3C%2Fb%3E.");

    let stone = site.get(Who::Guest, &work);
    assert_eq!(stone.status, StatusCode::GONE);
    assert_eq!(stone.texts(".epitaph"), ["Rain by ana"]);
    assert_eq!(stone.texts("blockquote"), ["It became a <b>book</b>."], "plain text");
    assert!(!stone.text().contains("it rained"));
    assert_eq!(site.get(Who::Guest, &format!("/downloads/{id}/x.epub")).status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Ana, "/users/ana").texts("#discarded ~ ol h3 > a"), ["Rain"]);
    assert_eq!(site.get(Who::Bo, "/users/ana").texts("#discarded").len(), 0);

    assert_eq!(site.submit(Who::Bo, &format!("/works/{id}/restoration"), "").status, StatusCode::NOT_FOUND);
    assert_eq!(site.submit(Who::Ana, &format!("/works/{id}/restoration"), "").location(), work);
    assert_eq!(site.get(Who::Guest, &work).status, StatusCode::OK);

    site.submit(Who::Ana, &path, "");
    std::thread::sleep(std::time::Duration::from_millis(100));
    assert_eq!(site.get(Who::Guest, &work), site.get(Who::Guest, "/works/1"), "as if nothing had ever been there");
}

#[test]
fn what_becomes_secret_is_gone_from_warm_pages_at_once() {
    for form in ["access=link", "access=named", "access=members", "access=everyone&unrevealed=1"] {
        let site = TestSite::new();
        let id = site.post(story("Rain", 1));
        let paths = [
            "/".to_owned(),
            "/works".to_owned(),
            format!("/works/{id}"),
            "/tags/Rain/works".to_owned(),
            "/users/ana".to_owned(),
        ];
        for path in &paths {
            assert!(
                site.get(Who::Guest, path).text().contains("“Rain”")
                    || site.get(Who::Guest, path).text().contains(">Rain<"),
                "{path}"
            );
        }
        site.submit(Who::Ana, &format!("/works/{id}/sharing"), form);
        std::thread::sleep(std::time::Duration::from_millis(100));
        for path in &paths {
            let told = site.get(Who::Guest, path).text();
            assert!(!told.contains("“Rain”") && !told.contains(">Rain</a>"), "{form}: {path}");
        }
    }
}

#[test]
fn the_letter_about_a_deleted_work_brings_its_text() {
    let site = TestSite::new();
    let folder = tempfile::tempdir().unwrap();
    let carrier = archive::mail::Carrier::folder(folder.path(), "The Attic <archive@example.org>");
    let dora = site.ground.member_with_account("dora");
    let creators = works::Creators::Pseuds(vec![dora.pseud]);
    let new = works::NewWork {
        manuscript: story("Rain", 2),
        creators,
        state: State::Posted,
        access: works::Access::Everyone,
    };
    let new = new.pack().unwrap();
    let id = site.ground.archive.write(move |tx| works::post(&dora.viewer(), tx, &new)).wait().unwrap();
    let discard = move |tx: &archive::Tx<'_>| works::discard(&dora.viewer(), tx, id, &works::Epitaph::default());
    site.write(discard);
    assert_eq!(site::send_some(site.site(), &carrier).unwrap(), 1);
    let letter = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    let letter = std::fs::read_to_string(letter).unwrap();
    for words in
        ["To: dora@example.org", "Rain.html", "Content-Disposition: attachment", &format!("/works/{id}/deletion")]
    {
        assert!(letter.contains(words), "{words} is not in {letter}");
    }

    site.write(move |tx| works::restore(&dora.viewer(), tx, id));
    site.write(discard);
    site.write(move |tx| works::restore(&dora.viewer(), tx, id));
    assert_eq!(site::send_some(site.site(), &carrier).unwrap(), 1);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "a work that is back needs no letter");
}
