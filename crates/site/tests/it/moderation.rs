//! The pages of those who keep order, and what somebody under a sanction meets.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use archive::{Errand, Viewer, accounts, accounts::Role, moderation, works::State};
use axum::{
    body::{Body, Bytes, HttpBody},
    http::{Method, StatusCode},
};
use hyper::body::Frame;
use site::Door;
use testkit::story;

use crate::{
    browser::account,
    visit::{TestSite, Who},
};

#[test]
fn a_work_is_hidden_with_a_reason_and_shown_again_and_its_page_has_the_history() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let path = format!("/works/{id}/hiding");
    let odd = site.submit(Who::Kim, &path, "reason=++");
    assert_eq!((odd.status, odd.texts("#reason-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(site.submit(Who::Bo, &path, "reason=because").status, StatusCode::FORBIDDEN);

    assert_eq!(site.submit(Who::Kim, &path, "reason=a+complaint").location(), path);

    assert_eq!(site.get(Who::Guest, &format!("/works/{id}")).status, StatusCode::NOT_FOUND, "VIS-10");
    site.submit(Who::Kim, &format!("{path}/lifting"), "reason=it+was+nothing");
    let page = site.get(Who::Kim, &path);
    let told = page.texts(".deeds-log tbody td:last-child");
    assert_eq!(told, ["it was nothing", "a complaint"]);
    assert_eq!(site.get(Who::Guest, &format!("/works/{id}")).status, StatusCode::OK);
    assert_eq!(site.get(Who::Kim, "/hosting/deeds").texts(".deeds-log tbody td:last-child")[..2], told[..]);
    assert_eq!(site.get(Who::Kim, "/hosting").status, StatusCode::OK);
}

#[test]
fn who_is_suspended_reads_everything_and_sends_no_form_but_what_is_their_own() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let until = site.ground.clock.now() + jiff::SignedDuration::from_hours(24);
    let (kim, ana) = (site.ground.cast.moderator(), site.ground.cast.ana.id);
    site.write(move |tx| moderation::suspend(&kim, tx, ana, until, "because"));
    assert!(site.get(Who::Ana, "/").texts(".main-nav a").iter().all(|name| name != "ana"), "R22: logged out at once");
    site.log_in(Who::Ana);

    assert_eq!(site.get(Who::Ana, &format!("/works/{id}")).status, StatusCode::OK);
    let mut refused = 0;
    for route in site.site().routes().iter().filter(|route| route.method == Method::POST) {
        let path = route.path.replace("{id}", &id.to_string()).replace("{name}", "ana").replace("{secret}", "7");
        let answer = site.submit(Who::Ana, &path, "access=members&reason=x");
        if route.door == Door::Members {
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "USER-6: {path}");
            assert_eq!(answer.texts("main h2"), ["You can read, and no more for now"], "{path}");
            refused += 1;
        }
        site.log_in(Who::Ana);
    }
    assert!(refused > 2, "{refused}");
    let works = site.ground.archive.read(move |tx| archive::works::show(&Viewer::Guest, tx, id)).wait();
    assert!(works.is_ok(), "nothing has changed, and nothing is deleted");
}

#[test]
fn a_person_is_suspended_on_their_page_until_the_end_of_a_day() {
    let site = TestSite::new();
    let path = "/users/cy_muted/sanction";
    for (form, field) in
        [("until=&reason=x", "until"), ("until=2026-10-01&reason=x", "until"), ("until=2026-12-01&reason=", "reason")]
    {
        let odd = site.submit(Who::Kim, path, form);
        assert_eq!(
            (odd.status, odd.texts(&format!("#{field}-slip")).len()),
            (StatusCode::UNPROCESSABLE_ENTITY, 1),
            "{form}"
        );
    }
    site.submit(Who::Kim, path, "until=2026-12-01&reason=spam");
    let page = site.get(Who::Kim, path);
    assert_eq!(page.texts(".notice"), ["Suspended until 2026-12-01 23:59 (UTC). spam"]);
    site.submit(Who::Kim, path, "ban=1&reason=more+spam");
    assert_eq!(site.get(Who::Kim, path).texts(".notice"), ["Banned. more spam"]);
    site.submit(Who::Kim, "/users/cy_muted/sanction/lifting", "reason=enough");
    assert_eq!(site.get(Who::Kim, path).texts(".notice").len(), 0);
    assert_eq!(site.get(Who::Kim, path).texts(".deeds-log tbody td:last-child"), ["enough", "more spam", "spam"]);
}

#[test]
fn who_cannot_post_is_told_so_where_they_would_with_the_time_and_the_reason() {
    let site = TestSite::new();
    crate::browser::account(&site, "dora");
    let told = || {
        let mut dora = crate::browser::Browser::logged_in(&site, "dora");
        ["/works/new", "/users/dora/edit"].map(|path| dora.get(&site, path).texts(".sanctioned").concat())
    };
    assert_eq!(told(), ["", ""]);

    site.submit(Who::Kim, "/users/dora/sanction", "until=2026-12-01&reason=spam");
    let words = "You are suspended, so that you can post nothing before 2026-12-01 23:59 (UTC). The reason: spam";
    assert_eq!(told(), [words; 2], "USER-6");

    site.submit(Who::Kim, "/users/dora/sanction", "ban=1&reason=more+spam");
    assert_eq!(told(), ["You are banned, so that you can post nothing. The reason: more spam"; 2], "USER-6");
    assert_eq!(site.get(Who::Bo, "/works/new").texts(".sanctioned").len(), 0);
}

#[test]
fn nothing_is_offered_against_owners_and_others_who_keep_order_and_the_page_says_why() {
    let site = TestSite::new();
    let (ana, bo) = (site.ground.cast.ana.id, site.ground.cast.bo.id);
    site.write(move |tx| {
        accounts::give(&Viewer::Custodian(Errand::Host), tx, ana, Role::Owner)?;
        accounts::give(&Viewer::Custodian(Errand::Host), tx, bo, Role::Moderator)
    });
    for (who, name, word) in [
        (Who::Kim, "ana", "owns the archive"),
        (Who::Kim, "bo_reads", "Only an owner"),
        (Who::Kim, "kim", "This is you"),
        (Who::Ana, "ana", "This is you"),
    ] {
        let page = site.get(who, &format!("/users/{name}/sanction"));
        assert_eq!(page.status, StatusCode::OK, "{name}");
        assert!(page.texts(".beyond").concat().contains(word), "USER-6: {name}");
        assert!(page.texts("#main button, article button, #reason").is_empty(), "USER-6: {name}");
    }
    for (who, name) in [(Who::Kim, "cy_muted"), (Who::Ana, "bo_reads")] {
        let page = site.get(who, &format!("/users/{name}/sanction"));
        assert_eq!((page.texts(".beyond").len(), page.texts("#reason").len()), (0, 1), "{name}");
    }
}

#[test]
fn nobody_but_those_who_keep_order_learns_of_a_sanction() {
    let (with, without) = (TestSite::new(), TestSite::new());
    let (kim, cy) = (with.ground.cast.moderator(), with.ground.cast.cy.id);
    with.write(move |tx| moderation::ban(&kim, tx, cy, "because"));
    for (who, path) in
        [(Who::Guest, "/users/cy_muted"), (Who::Bo, "/users/cy_muted"), (Who::Ana, "/users/cy_muted/works")]
    {
        assert_eq!(with.get(who, path), without.get(who, path), "{who:?} {path}");
    }
}

#[test]
fn the_owner_gives_and_takes_roles_and_nobody_else_does() {
    let site = TestSite::new();
    let ana = site.ground.cast.ana.id;
    site.write(move |tx| accounts::give(&Viewer::Custodian(Errand::Host), tx, ana, Role::Owner));
    assert_eq!(site.get(Who::Kim, "/hosting/roles").status, StatusCode::FORBIDDEN);
    assert_eq!(site.submit(Who::Kim, "/hosting/roles", "name=kim&role=owner").status, StatusCode::FORBIDDEN);

    assert_eq!(site.submit(Who::Ana, "/hosting/roles", "name=bo_reads&role=moderator").location(), "/hosting/roles");

    let held = site.get(Who::Ana, "/hosting/roles").texts(".roles tbody td:first-child");
    assert_eq!(held, ["ana", "bo_reads", "kim", "wren"]);
    assert_eq!(site.get(Who::Bo, "/hosting").status, StatusCode::OK);
    let odd = site.submit(Who::Ana, "/hosting/roles", "name=nobody&role=moderator");
    assert_eq!(odd.texts("#name-slip"), ["Nobody here is called “nobody”."]);
    site.submit(Who::Ana, "/hosting/roles/taking", "name=bo_reads&role=moderator");
    assert_eq!(site.get(Who::Bo, "/hosting").status, StatusCode::FORBIDDEN);
    let last = site.submit(Who::Ana, "/hosting/roles/taking", "name=ana&role=owner");
    assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY, "ROLE-2");
    let told = "An archive needs an owner, and this is the last one. Give the role to another person first.";
    assert_eq!(last.texts("#last-slip"), [told]);
    assert!(site.get(Who::Ana, "/hosting/roles").texts(".roles tbody td:nth-child(2)").contains(&"Owner".to_owned()));
}

#[test]
fn a_purge_is_proposed_by_one_and_agreed_to_by_another() {
    let site = TestSite::new();
    let id = site.ground.post(story("Rain", 1), State::Posted, false);
    let wren = site.ground.cast.wren.id;
    site.write(move |tx| accounts::give(&Viewer::Custodian(Errand::Host), tx, wren, Role::Moderator));
    site.submit(Who::Kim, &format!("/works/{id}/purge"), "reason=plagiarism");
    assert!(site.get(Who::Wren, "/hosting").texts(".proposals li").concat().contains("plagiarism"));
    let alone = site.submit(Who::Kim, &format!("/works/{id}/purge/agreement"), "");
    assert_eq!(
        (alone.status, alone.texts("main h2").concat().as_str()),
        (StatusCode::FORBIDDEN, "This takes two people")
    );
    assert_eq!(site.submit(Who::Wren, &format!("/works/{id}/purge/agreement"), "").location(), "/hosting");
    assert_eq!(site.get(Who::Kim, &format!("/works/{id}")).status, StatusCode::NOT_FOUND);
}

/// A form that is sent slowly: before its last piece something happens.
struct Slowly<F>(Option<F>, Option<Bytes>);

impl<F: FnOnce() + Unpin> HttpBody for Slowly<F> {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Some(happens) = self.0.take() {
            happens();
        }
        Poll::Ready(self.1.take().map(|bytes| Ok(Frame::data(bytes))))
    }
}

#[test]
fn who_is_banned_while_a_form_is_on_its_way_has_done_nothing() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let forms = [
        (format!("/works/{id}/chapters/order"), "deed=x"),
        (format!("/works/{id}"), "deed=post&base=1&body=It+poured+down+all+day"),
    ];
    for (path, form) in forms {
        let (ground, kim, ana) = (site.ground.archive.clone(), site.ground.cast.moderator(), site.ground.cast.ana.id);
        // On a thread of its own, as the one that serves may not wait.
        let ban = move || {
            let ban = ground.write(move |tx| moderation::ban(&kim, tx, ana, "spam"));
            std::thread::spawn(move || ban.wait()).join().unwrap().unwrap();
        };
        let form = format!("csrf={}&{form}", Who::Ana.form_token());
        let mut request = TestSite::form(Who::Ana, &path, "");
        *request.body_mut() = Body::new(Slowly(Some(ban), Some(form.into())));

        let answer = site.send(request);

        assert!(answer.status.is_client_error(), "{path} {}", answer.status);
        let (kim, ana) = (site.ground.cast.moderator(), site.ground.cast.ana.id);
        site.write(move |tx| moderation::lift(&kim, tx, ana, ""));
        site.log_in(Who::Ana);
        let page = site.get(Who::Bo, &format!("/works/{id}"));
        assert!(page.text().contains("It was chapter 1"), "{path}");
    }
}

#[test]
fn all_works_of_an_account_are_hidden_after_a_page_has_named_them_and_shown_again() {
    let site = TestSite::new();
    let (rain, snow) = (site.post(story("Rain", 1)), site.post(story("Snow", 1)));
    let there = || [rain, snow].map(|id| site.get(Who::Bo, &format!("/works/{id}")).status == StatusCode::OK);
    let path = "/users/ana/works/hiding";
    assert_eq!(site.get(Who::Kim, "/users/bo_reads/works/hiding").texts(".empty").len(), 1);
    let preview = site.get(Who::Kim, path);
    let mut named = preview.texts(".to-hide li a:first-child");
    named.sort();
    assert_eq!(named, ["Rain", "Snow"]);
    assert_eq!(preview.texts("form.fields button"), ["Hide all 2"]);
    let without = site.submit(Who::Kim, path, "reason=");
    assert_eq!((without.status, without.texts("#reason-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(site.submit(Who::Bo, path, "reason=because").status, StatusCode::FORBIDDEN);
    assert_eq!(there(), [true; 2], "nothing was done yet");

    assert_eq!(site.submit(Who::Kim, path, "reason=spam").location(), path);

    assert_eq!(there(), [false; 2], "R49");
    let log = site.get(Who::Kim, "/hosting/deeds").texts(".deeds-log tbody td:nth-child(3)");
    assert_eq!(log[..3], ["Hid all their works", "Hid", "Hid"]);
    let undo = site.get(Who::Kim, path);
    assert_eq!(undo.texts(".hidden-together li").len(), 2);
    assert_eq!(undo.texts("form.fields button"), ["Show all 2 again"]);
    assert_eq!(undo.attributes("form.fields", "action"), [format!("{path}/lifting")]);
    site.submit(Who::Kim, &format!("{path}/lifting"), "reason=it+was+not+she");
    assert_eq!(there(), [true; 2], "R47");
    let twice = site.submit(Who::Kim, &format!("{path}/lifting"), "reason=again");
    assert_eq!(twice.location(), path, "whoever comes late finds it done");
}

#[test]
fn people_are_found_by_a_form_and_nobody_is_told_an_address() {
    let site = TestSite::new();
    account(&site, "dora");
    let find = |wanted: &str| site.submit(Who::Kim, "/hosting/people", &format!("wanted={wanted}"));
    let found = find("dora%40example.org");
    assert_eq!(found.texts(".found a"), ["dora"]);
    assert_eq!(found.attributes(".found a", "href"), ["/users/dora/sanction"]);
    let by_name = find("dor");
    assert_eq!(by_name.texts(".found a"), ["dora"]);
    assert!(!by_name.text().contains("example.org"));
    assert_eq!(find("nobody").texts(".empty").len(), 1);
    assert_eq!(site.get(Who::Kim, "/hosting/people").texts(".empty, .found").len(), 0);
    assert_eq!(site.submit(Who::Bo, "/hosting/people", "wanted=dora").status, StatusCode::FORBIDDEN);
}

/// What the letters say that are due now, of the kind that goes into files.
fn written(site: &TestSite) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let carrier = archive::mail::Carrier::folder(folder.path(), "archive@example.org");
    site::send_some(site.site(), &carrier).unwrap();
    let files = std::fs::read_dir(folder.path()).unwrap();
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap().replace("=\r\n", "")).collect()
}

/// A work of somebody's who gets letters.
fn work_of_dora(site: &TestSite) -> archive::WorkId {
    let dora = account(site, "dora");
    let post = move |tx: &archive::Tx<'_>| {
        let creators = archive::works::Creators::Pseuds(vec![archive::people::default_pseud(tx, dora)?]);
        let (manuscript, access) = (story("Rain", 1), archive::works::Access::Everyone);
        let new = archive::works::NewWork { manuscript, creators, state: State::Posted, access };
        archive::works::post(&Viewer::Member(dora), tx, &new.pack()?)
    };
    site.ground.archive.write(post).wait().unwrap()
}

#[test]
fn hiding_and_showing_a_work_are_told_to_its_creators_with_the_reason() {
    let site = TestSite::new();
    let id = work_of_dora(&site);
    site.submit(Who::Kim, &format!("/works/{id}/hiding"), "reason=a+complaint+about+bees");
    let hidden = written(&site);
    assert_eq!(hidden.len(), 1, "VIS-10: one letter");
    for words in ["To: dora@example.org", "a complaint about bees", &format!("/works/{id}")] {
        assert!(hidden[0].contains(words), "{words} is not in {}", hidden[0]);
    }
    site.submit(Who::Kim, &format!("/works/{id}/hiding"), "reason=once+more");
    assert!(written(&site).is_empty(), "what is hidden already is told once");
    site.submit(Who::Kim, &format!("/works/{id}/hiding/lifting"), "reason=it+was+nothing");
    let shown = written(&site);
    assert_eq!(shown.len(), 1);
    assert!(shown[0].contains("shown again") && shown[0].contains(&format!("/works/{id}")), "{}", shown[0]);
    site.submit(Who::Kim, "/users/dora/works/hiding", "reason=spam+about+bees");
    let all = written(&site).concat();
    assert!(all.contains("one work of yours") && all.contains("spam about bees"), "{all}");
    assert!(all.contains("/users/dora/belongings"), "R47: what is hers can be taken along: {all}");
    site.submit(Who::Kim, "/users/dora/works/hiding/lifting", "reason=not+she");
    assert!(written(&site).concat().contains("can be seen again"));
}

#[test]
fn a_sanction_its_end_and_what_was_taken_away_are_told_by_letter() {
    let site = TestSite::new();
    account(&site, "dora");
    let path = "/users/dora/sanction";
    let without = site.submit(Who::Kim, "/users/dora/warning", "reason=");
    assert_eq!((without.status, without.texts("#reason-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(site.submit(Who::Kim, "/users/dora/warning", "reason=mind+the+bees").location(), path);
    assert!(written(&site).concat().contains("mind the bees"));
    assert_eq!(site.get(Who::Kim, path).texts(".notice").len(), 0, "a warning is no sanction");
    site.submit(Who::Kim, path, "until=2026-12-01&reason=spam+about+bees");
    let suspended = written(&site).concat();
    for words in ["To: dora@example.org", "2026-12-01 23:59", "spam about bees", "What was to post itself waits"] {
        assert!(suspended.contains(words), "{words} is not in {suspended}");
    }
    site.submit(Who::Kim, path, "ban=1&reason=more+bees");
    assert!(written(&site).concat().contains("more bees"));
    site.submit(Who::Kim, &format!("{path}/lifting"), "reason=enough");
    let lifted = written(&site).concat();
    assert!(lifted.contains("To: dora@example.org") && lifted.contains("can do everything again"), "{lifted}");
    let mut dora = crate::browser::Browser::logged_in(&site, "dora");
    dora.submit(&site, "/users/dora/edit/profile", "title=Bees");
    site.submit(Who::Kim, "/users/dora/profile/blanking", "reason=no+bees+here");
    assert!(written(&site).concat().contains("no bees here"));
    site.submit(Who::Kim, "/users/dora/name/taking", "reason=bees+again");
    let renamed = written(&site).concat();
    assert!(renamed.contains("Log in with user") && renamed.contains("bees again"), "{renamed}");
}
