//! Signing up, confirming, logging in and out, as a browser does it.

use std::time::Duration;

use archive::{
    Errand, Secret, Viewer, accounts,
    mail::{self, Matter},
    policies::Policy,
};
use axum::http::{Method, StatusCode, header};

use site::SiteSettings;

use crate::{
    browser::{Browser, PASSWORD, account},
    visit::{Seen, TestSite, Who},
};

const CONSENTS: &str = "&age=1&terms=1&privacy=1";

fn sign_up(site: &TestSite, name: &str, email: &str, rest: &str) -> Seen {
    site.post_form(
        "/users/signup",
        &format!("name={name}&email={email}&password={PASSWORD}&password_again={PASSWORD}{rest}"),
    )
}

fn second_terms() -> Policy {
    Policy { terms_version: "2".to_owned(), ..Policy::default() }
}

fn dora(site: &TestSite) {
    account(site, "dora");
}

fn log_in(site: &TestSite, login: &str, password: &str) -> Seen {
    site.post_form("/users/login", &format!("login={login}&password={password}&return_to=%2Fworks"))
}

/// Visits with the session that an answer gave.
fn with_session(site: &TestSite, answer: &Seen, path: &str) -> Seen {
    let cookie = answer.header(header::SET_COOKIE).split(';').next().unwrap().to_owned();
    let mut request = TestSite::ask(Who::Guest, Method::GET, path);
    request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
    site.send(request)
}

fn letter(site: &TestSite) -> Matter {
    let post = Viewer::Custodian(Errand::Mail);
    site.ground.archive.write(move |tx| mail::claim(&post, tx, 1)).wait().unwrap().pop().unwrap().matter
}

#[test]
fn somebody_signs_up_answers_the_letter_and_is_logged_in() {
    let site = TestSite::new();
    let answer = sign_up(&site, "dora", "dora%40example.org", CONSENTS);
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text().contains("dora@example.org"));
    assert_eq!(log_in(&site, "dora", PASSWORD).status, StatusCode::UNPROCESSABLE_ENTITY, "not before the letter");
    let Matter::Confirm { secret, .. } = letter(&site) else { panic!("another letter") };
    let link = format!("/users/confirm/{secret}");
    assert_eq!(site.get(Who::Guest, &link).attributes("form.fields", "action"), [link.as_str()]);

    let opened = site.post_form(&link, "");

    assert_eq!(opened.status, StatusCode::SEE_OTHER);
    assert!(with_session(&site, &opened, "/").texts(".main-nav a").contains(&"dora".to_owned()));
    assert_eq!(site.post_form(&link, "").status, StatusCode::NOT_FOUND, "a link works once");
    assert_eq!(log_in(&site, "DORA", PASSWORD).status, StatusCode::SEE_OTHER);
}

#[test]
fn everything_typed_comes_back_with_what_is_wrong_at_its_field() {
    let site = TestSite::new();
    let answer = site.post_form("/users/signup", "name=_x&email=nowhere&password=zqpw&password_again=other&terms=1");
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.attributes("#name", "value"), ["_x"]);
    assert_eq!(answer.attributes("#email", "value"), ["nowhere"]);
    assert_eq!(answer.attributes("[name=terms]", "checked").len(), 1);
    for field in ["name", "email", "password", "age", "privacy"] {
        assert_eq!(answer.texts(&format!("#{field}-slip")).len(), 1, "{field}");
    }
    assert!(answer.texts("#terms-slip").is_empty());
    assert!(!answer.text().contains("zqpw"), "a password is never sent back");
}

#[test]
fn a_taken_name_is_told_and_a_taken_address_is_not() {
    let site = TestSite::new();
    dora(&site);
    let answer = sign_up(&site, "Dora", "other%40example.org", CONSENTS);
    assert_eq!((answer.status, answer.texts("#name-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));

    let fresh = sign_up(&site, "nora", "nora%40example.org", CONSENTS);
    let taken = sign_up(&site, "vera", "dora%40example.org", CONSENTS);

    assert_eq!(fresh.status, taken.status);
    assert_eq!(fresh.text().replace("nora@", "dora@"), taken.text(), "byte for byte");
}

#[test]
fn nobody_takes_a_name_that_would_be_taken_for_the_archives_own() {
    let told = ["This name would be taken for the archive’s own. Choose another."];
    let site = TestSite::new();
    for name in ["Anonymous", "ADMIN", "mod_erator"] {
        let answer = sign_up(&site, name, "dora%40example.org", CONSENTS);
        assert_eq!(
            (answer.status, answer.texts("#name-slip")),
            (StatusCode::UNPROCESSABLE_ENTITY, told.map(str::to_owned).to_vec())
        );
    }
    dora(&site);
    let mut dora = Browser::logged_in(&site, "dora");
    let renamed = dora.submit(&site, "/users/dora/name", &format!("name=Anonymous&name_password={PASSWORD}"));
    assert_eq!(renamed.texts("#name-slip"), told);
    let pseud = dora.submit(&site, "/users/dora/edit/pseuds", "name=A+non%C3%BDmous");
    assert_eq!(pseud.texts("#name-slip"), told);

    let other = SiteSettings { forbidden_names: vec!["dora".to_owned()], ..SiteSettings::default() };
    let site = TestSite::with(other);
    assert_eq!(sign_up(&site, "Dora", "dora%40example.org", CONSENTS).texts("#name-slip"), told);
    assert_eq!(sign_up(&site, "admin", "dora%40example.org", CONSENTS).status, StatusCode::OK, "as the host wishes");
}

#[test]
fn a_wrong_name_and_a_wrong_password_get_the_same_answer() {
    let site = TestSite::new();
    dora(&site);
    let wrong = log_in(&site, "dora", "wrong");
    let nobody = log_in(&site, "nobody", "wrong");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.text().replace("\"dora\"", "\"nobody\""), nobody.text());
}

#[test]
fn logging_in_leads_back_and_only_into_this_site() {
    let site = TestSite::new();
    dora(&site);
    let answer = log_in(&site, "dora%40EXAMPLE.org", PASSWORD);
    assert_eq!(answer.location(), "/works");
    let cookie = answer.header(header::SET_COOKIE);
    assert!(
        cookie.starts_with("__Host-session=") && cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"),
        "{cookie}"
    );
    let form = format!("login=dora&password={PASSWORD}&remember=1&return_to=%2F%2Fevil.example");
    let remembered = site.post_form("/users/login", &form);
    assert_eq!(remembered.location(), "/");
    assert!(remembered.header(header::SET_COOKIE).contains("Max-Age=7776000"));
}

#[test]
fn a_guest_who_is_invited_to_log_in_comes_back_to_where_she_was() {
    let site = TestSite::new();
    let restricted = site.ground.post(testkit::story("Rain", 1), archive::works::State::Posted, true);
    let invitation = site.get(Who::Guest, &format!("/works/{restricted}?view_full_work=true"));
    assert_eq!(invitation.status, StatusCode::UNAUTHORIZED);
    let link = invitation.attributes(".problem .deeds a", "href").remove(0);
    let form = site.get(Who::Guest, &link);
    assert_eq!(form.attributes("[name=return_to]", "value"), [format!("/works/{restricted}?view_full_work=true")]);
}

#[test]
fn members_agree_anew_when_the_terms_have_changed() {
    let site = TestSite::with(SiteSettings { policy: second_terms(), ..SiteSettings::default() });
    let ana = site.ground.cast.ana.id;
    let before = vec![("terms".to_owned(), "1".to_owned())];
    site.ground.archive.write(move |tx| accounts::agree(tx, ana, &before)).wait().unwrap();
    site.ground.clock.advance(std::time::Duration::from_hours(24));
    let asked = |site: &TestSite| site.get(Who::Ana, "/").texts("main > .notice").len();
    assert_eq!(asked(&site), 1);
    for own in ["farewell", "belongings", "preferences", "works/drafts", "orphaning"] {
        let page = site.get(Who::Ana, &format!("/users/ana/{own}"));
        assert_eq!(page.status, StatusCode::OK, "whoever does not agree can take what is theirs, and go: {own}");
    }
    let form = site.get(Who::Ana, "/users/agreement?return_to=%2Fworks");
    assert_eq!(form.attributes("[name=return_to]", "value"), ["/works"]);
    let half = site.submit(Who::Ana, "/users/agreement", "terms=1");
    assert_eq!((half.status, half.texts("#privacy-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));

    let agreed = site.submit(Who::Ana, "/users/agreement", "terms=1&privacy=1&return_to=%2Fworks");

    assert_eq!(agreed.location(), "/works");
    assert_eq!(asked(&site), 0);
    assert_eq!(site.get(Who::Bo, "/").texts("main > .notice").len(), 0, "who was never asked is not asked now");
}

#[test]
fn who_has_not_agreed_to_new_terms_posts_nothing_and_loses_no_letter() {
    let site = TestSite::with(SiteSettings { policy: second_terms(), ..SiteSettings::default() });
    let id = site.post(testkit::story("Rain", 1));
    let ana = site.ground.cast.ana.id;
    let before = vec![("terms".to_owned(), "1".to_owned())];
    site.ground.archive.write(move |tx| accounts::agree(tx, ana, &before)).wait().unwrap();
    let work = format!("/works/{id}");
    for path in ["/works", &work, &format!("{work}/chapters"), &format!("{work}/chapters/7")] {
        let answer = site.submit(Who::Ana, path, "deed=post&base=1&body=It+rained.");
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(answer.texts("#body"), ["It rained."], "{path}");
        assert_eq!(answer.texts(".posting > .notice").len(), 1, "{path}");
    }
    assert_eq!(site.get(Who::Bo, "/users/ana").texts("li.work.blurb").len(), 1, "nothing is posted");
}

#[test]
fn the_hosts_words_stand_where_the_built_in_ones_would() {
    let terms = vec![("Kindness <3".to_owned(), "<p>Be <em>kind</em>.</p>".to_owned())];
    let site = TestSite::with(SiteSettings { terms: Some(terms), ..SiteSettings::default() });
    let own = site.get(Who::Guest, "/about/terms");
    assert_eq!((own.texts("main h3"), own.texts("main em")), (vec!["Kindness <3".to_owned()], vec!["kind".to_owned()]));
    assert!(site.get(Who::Guest, "/about/privacy").texts(".prose p").len() > 3);
}

#[test]
fn logging_out_ends_the_session_on_the_server() {
    let site = TestSite::new();
    let answer = site.submit(Who::Ana, "/users/logout", "");
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.header(header::SET_COOKIE).contains("Max-Age=0"));
    let after = site.get(Who::Ana, "/");
    assert!(!after.texts(".main-nav a").contains(&"ana".to_owned()), "the old cookie opens nothing");
}

#[test]
fn a_form_without_the_pages_secret_changes_nothing() {
    let site = TestSite::new();
    for route in site.site().routes().iter().filter(|route| route.method == Method::POST) {
        let path = route.path.replace("{secret}", "7").replace("{id}", "7").replace("{name}", "ana");
        let path = path.replace("{chapter}", "7").replace("{number}", "7").replace("{comment}", "7");
        for form in ["", "csrf=guessed"] {
            let answer = site.send(TestSite::form(Who::Ana, &path, form));
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {form}");
        }
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            let mut elsewhere = TestSite::form(Who::Ana, &path, &format!("csrf={}", Who::Ana.form_token()));
            elsewhere.headers_mut().insert(name, value.parse().unwrap());
            assert_eq!(site.send(elsewhere).status, StatusCode::FORBIDDEN, "{path} {name}");
        }
    }
    assert!(site.get(Who::Ana, "/").texts(".main-nav a").contains(&"ana".to_owned()), "she is still logged in");
}

#[test]
fn the_owners_link_makes_one_owner() {
    let site = TestSite::new();
    let host = Viewer::Custodian(Errand::Host);
    site.ground.archive.write(move |tx| accounts::owner_link(&host, tx, &Secret::shown("printed"))).wait().unwrap();
    let form = format!("name=host&email=host%40example.org&password={PASSWORD}&password_again={PASSWORD}{CONSENTS}");
    assert_eq!(site.post_form("/users/owner/guessed", &form).status, StatusCode::NOT_FOUND);

    let made = site.post_form("/users/owner/printed", &form);

    assert_eq!(made.status, StatusCode::SEE_OTHER);
    assert_eq!(with_session(&site, &made, "/hosting/doors").status, StatusCode::OK);
    assert_eq!(site.get(Who::Guest, "/users/owner/printed").status, StatusCode::NOT_FOUND);
}

#[test]
fn who_guesses_an_owners_link_costs_no_hash_and_has_to_wait() {
    let site = TestSite::new();
    let weak = "name=x&email=nowhere";
    let statuses: Vec<_> = (0..11).map(|_| site.post_form("/users/owner/guessed", weak).status).collect();
    assert!(statuses[..10].iter().all(|status| *status == StatusCode::NOT_FOUND), "told before the form is looked at");
    assert_eq!(statuses[10], StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(site.get(Who::Guest, "/users/owner/guessed").status, StatusCode::NOT_FOUND);
}

#[test]
fn letters_go_into_the_folder_with_their_links() {
    let site = TestSite::new();
    sign_up(&site, "dora", "dora%40example.org", CONSENTS);
    let folder = tempfile::tempdir().unwrap();
    let carrier = mail::Carrier::folder(folder.path().join("letters"), "The Attic <archive@example.org>");

    assert_eq!(site::send_some(site.site(), &carrier).unwrap(), 1);
    assert_eq!(site::send_some(site.site(), &carrier).unwrap(), 0, "it went once");

    let file = std::fs::read_dir(folder.path().join("letters")).unwrap().next().unwrap().unwrap().path();
    let letter = std::fs::read_to_string(file).unwrap();
    for words in ["To: dora@example.org", "From: \"The Attic\" <archive@example.org>", "Hello dora,", "/users/confirm/"]
    {
        assert!(letter.contains(words), "{words} is not in {letter}");
    }
}

#[test]
fn owners_read_who_logged_in_and_who_said_a_wrong_password_and_nobody_else_does() {
    let site = TestSite::new();
    dora(&site);
    let ana = site.ground.cast.ana.id;
    site.write(move |tx| accounts::give(&Viewer::Custodian(Errand::Host), tx, ana, accounts::Role::Owner));
    log_in(&site, "dora", PASSWORD);
    log_in(&site, "dora", "wrong");
    site.ground.clock.advance(Duration::from_secs(10));
    log_in(&site, "zq%40example.org", "wrong");

    let page = site.get(Who::Ana, "/hosting/events");

    let rows: Vec<Vec<String>> = page.texts(".events tbody td").chunks(4).map(|row| row[1..].to_vec()).collect();
    for row in [
        ["dora", "Logged in", "1"],
        ["dora", "Wrong password", "1"],
        ["Names that no account has", "Wrong password", "1"],
    ] {
        assert!(rows.contains(&row.map(str::to_owned).to_vec()), "{row:?} in {rows:?}");
    }
    assert!(!page.text().contains("example.org"), "no address stands there");
    assert_eq!(site.get(Who::Kim, "/hosting/events").status, StatusCode::FORBIDDEN);
}

#[test]
fn names_hold_no_invisible_letters_and_no_pictures() {
    let site = TestSite::new();
    let forty = "%F0%9F%90%B1".repeat(40);
    let odd = [
        "d%D0%BEra",     // a Cyrillic o
        "dora%E2%80%8B", // a space without width
        "%E2%80%8Fdora", // a mark from right to left
        "do%EF%BB%BFra", // a mark of byte order
        "do%E2%80%AEra", // what turns the letters after it
        forty.as_str(),
        "do%C2%ADra", // a hyphen that is not seen
        "do%07ra",    // a bell
        "do.ra",
    ];
    for name in odd {
        let answer = sign_up(&site, name, "dora%40example.org", CONSENTS);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "USER-1: {name}");
        assert_eq!(answer.texts("#name-slip").len(), 1, "USER-1: one clear answer: {name}");
    }
    dora(&site);
    let mut dora = Browser::logged_in(&site, "dora");
    for name in &odd[1..6] {
        for (path, form) in [
            ("/users/dora/name", format!("name={name}&name_password={PASSWORD}")),
            ("/users/dora/edit/pseuds", format!("name={name}")),
        ] {
            let answer = dora.submit(&site, path, &form);
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "PSEUD-1: {path} {name}");
            assert_eq!(answer.texts("#name-slip").len(), 1, "{path} {name}");
        }
    }
    assert_eq!(dora.get(&site, "/users/dora/edit/pseuds").texts(".pseuds > li").len(), 1, "nothing is half done");
    // A pseud may be of any script; whose it is stands behind it, so that nobody is taken for another.
    dora.submit(&site, "/users/dora/edit/pseuds", "name=%D0%B0na");
    let page = site.get(Who::Guest, "/users/dora/pseuds/%D0%B0na");
    assert_eq!(page.texts(".page-head h2"), ["аna (dora)"], "PSEUD-2");
}

#[test]
fn a_name_that_waits_for_its_letter_is_taken_and_seen_by_nobody() {
    let site = TestSite::new();
    assert_eq!(sign_up(&site, "dora", "dora%40example.org", CONSENTS).status, StatusCode::OK);
    let again = sign_up(&site, "DORA", "other%40example.org", CONSENTS);
    assert_eq!((again.status, again.texts("#name-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1), "USER-3");
    for who in [Who::Guest, Who::Bo, Who::Kim] {
        for path in ["/users/dora", "/users/dora/works", "/users/dora/pseuds/dora", "/users/dora/profile"] {
            assert_eq!(site.get(who, path).status, StatusCode::NOT_FOUND, "{who:?} {path}");
        }
    }
    assert_eq!(site.get(Who::Kim, "/users/dora/sanction").status, StatusCode::NOT_FOUND);
    assert_eq!(site.submit(Who::Kim, "/hosting/people", "wanted=dora").texts(".found").len(), 0);
    let id = site.post(testkit::story("Rain", 1));
    for (path, form) in [
        (format!("/works/{id}/creators"), "name=dora"),
        ("/users/ana/blocked/users".to_owned(), "name=dora"),
        ("/users/ana/muted/users".to_owned(), "name=dora"),
    ] {
        let answer = site.submit(Who::Ana, &path, form);
        assert_eq!(answer.texts("#name-slip"), ["Nobody here is called “dora”."], "{path}");
    }
}

#[test]
fn what_was_agreed_to_is_asked_for_and_kept_when_somebody_signs_up() {
    let site = TestSite::new();
    sign_up(&site, "dora", "dora%40example.org", CONSENTS);
    let Matter::Confirm { secret, .. } = letter(&site) else { panic!("another letter") };
    site.post_form(&format!("/users/confirm/{secret}"), "");
    let own = Viewer::Custodian(Errand::OwnExport);
    let kept = site.ground.archive.read(move |tx| {
        let dora = archive::people::by_name(&Viewer::Guest, tx, "dora")?.id;
        archive::belongings::of(&own, tx, dora)
    });
    let kept = kept.wait().unwrap().consents;
    let mut told: Vec<_> = kept.iter().map(|one| (one.what.as_str(), one.version.as_str())).collect();
    told.sort_unstable();
    assert_eq!(told, [("age", "1"), ("privacy", "1"), ("terms", "1")], "USER-2");
    assert!(kept.iter().all(|one| one.at == site.ground.clock.now()));
}
