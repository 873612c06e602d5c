//! One's own account: forgotten password, another password, another address, open browsers.

use std::time::Duration;

use archive::mail::Matter;
use axum::http::StatusCode;
use manuscript::Rating;
use testkit::story;

use crate::{
    browser::{Browser, PASSWORD, account, letters},
    visit::{TestSite, Who},
};

const MINUTE: Duration = Duration::from_mins(1);
const NEW: &str = "password=a+cap+and+a+bell&password_again=a+cap+and+a+bell";

fn reset_link(site: &TestSite) -> String {
    let letters = letters(site);
    let Some(Matter::Reset { secret, .. }) = letters.last().map(|letter| letter.matter.clone()) else {
        panic!("another letter: {letters:?}")
    };
    format!("/users/password/{secret}")
}

#[test]
fn a_forgotten_password_is_replaced_by_a_letter() {
    let site = TestSite::new();
    account(&site, "dora");
    let mut elsewhere = Browser::logged_in(&site, "dora");
    site.post_form("/users/password/new", "login=dora");
    let link = reset_link(&site);
    assert_eq!(site.get(Who::Guest, &link).attributes("form.fields", "action"), [link.as_str()]);
    let short = site.post_form(&link, "password=zqpw&password_again=zqpw");
    assert_eq!(short.texts("#password-slip").len(), 1);

    let mut here = Browser::default();
    let answer = here.submit(&site, &link, NEW);

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(here.is_known(&site) && !elsewhere.is_known(&site));
    assert_eq!(site.post_form(&link, NEW).status, StatusCode::NOT_FOUND, "a link works once");
    assert_eq!(site.get(Who::Guest, &link).status, StatusCode::NOT_FOUND);
    let matters: Vec<Matter> = letters(&site).into_iter().map(|letter| letter.matter).collect();
    assert_eq!(matters, [Matter::PasswordChanged { name: "dora".to_owned() }]);
}

#[test]
fn whoever_is_named_a_reset_gets_the_same_answer() {
    let site = TestSite::new();
    account(&site, "dora");
    let ask = |login: &str| site.post_form("/users/password/new", &format!("login={login}"));
    let known = ask("dora");
    assert_eq!(known.status, StatusCode::OK);
    for other in ["nobody", "nobody%40example.org", "", "dora%40example.org", "%0D%0ABcc%3A+x", "dora", "dora"] {
        assert_eq!(ask(other), known, "{other}");
    }
    assert_eq!(letters(&site).len(), 3, "and three letters at most");
}

#[test]
fn a_password_is_changed_by_whoever_knows_it() {
    let site = TestSite::new();
    account(&site, "dora");
    let (mut here, mut elsewhere) = (Browser::logged_in(&site, "dora"), Browser::logged_in(&site, "dora"));
    let wrong = here.submit(&site, "/users/dora/password", &format!("current=guessed&{NEW}"));
    assert_eq!((wrong.status, wrong.texts("#current-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert!(elsewhere.is_known(&site));

    let changed = here.submit(&site, "/users/dora/password", &format!("current={PASSWORD}&{NEW}"));

    assert_eq!(changed.location(), "/users/dora/edit?done=password");
    assert_eq!(here.get(&site, changed.location()).texts(".done").len(), 1);
    assert!(!elsewhere.is_known(&site));
    assert_eq!(Browser::default().log_in(&site, "dora", PASSWORD).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(Browser::default().log_in(&site, "dora", "a+cap+and+a+bell").status, StatusCode::SEE_OTHER);
}

#[test]
fn an_address_is_changed_by_the_letter_that_goes_there() {
    let site = TestSite::new();
    account(&site, "dora");
    let mut here = Browser::logged_in(&site, "dora");
    let bad = here.submit(&site, "/users/dora/address", "email=nowhere&address_password=guessed");
    assert_eq!(bad.attributes("#email", "value"), ["nowhere"]);
    assert_eq!(bad.texts("#email-slip, #address_password-slip").len(), 2);
    here.submit(&site, "/users/dora/address", &format!("email=new%40example.org&address_password={PASSWORD}"));
    let page = here.get(&site, "/users/dora/edit").text();
    assert!(page.contains("Letters go to dora@example.org") && page.contains("new@example.org has not answered"));
    let matters = letters(&site).into_iter().map(|letter| letter.matter);
    let secrets: Vec<String> = matters
        .filter_map(|matter| if let Matter::ConfirmAddress { secret, .. } = matter { Some(secret) } else { None })
        .collect();
    let link = format!("/users/address/{}", secrets[0]);
    assert!(here.get(&site, "/users/dora/edit").text().contains("Letters go to dora@"), "looking changes nothing");

    assert_eq!(site.post_form(&link, "").status, StatusCode::OK);

    assert!(here.get(&site, "/users/dora/edit").text().contains("Letters go to new@example.org"));
    assert_eq!(site.post_form(&link, "").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_wish_for_another_address_is_withdrawn_with_a_button() {
    let site = TestSite::new();
    account(&site, "dora");
    let mut here = Browser::logged_in(&site, "dora");
    here.submit(&site, "/users/dora/address", &format!("email=new%40example.org&address_password={PASSWORD}"));
    assert_eq!(
        here.get(&site, "/users/dora/edit").attributes(".waiting", "action"),
        ["/users/dora/address/withdrawal"]
    );
    here.submit(&site, "/users/dora/address/withdrawal", "");
    assert!(here.get(&site, "/users/dora/edit").attributes(".waiting", "action").is_empty());
}

#[test]
fn open_browsers_are_listed_and_ended_from_any_of_them() {
    let site = TestSite::new();
    account(&site, "dora");
    let mut browsers = [(); 3].map(|()| Browser::logged_in(&site, "dora"));
    let page = browsers[0].get(&site, "/users/dora/edit");
    assert_eq!(page.texts(".rows time"), ["2026-11-01 12:00"; 3]);
    assert_eq!(page.texts(".rows .here").len(), 1);
    let one = page.attributes(".rows form", "action").remove(0);

    browsers[0].submit(&site, &one, "");
    assert_eq!(browsers[0].get(&site, "/users/dora/edit").texts(".rows time").len(), 2);
    browsers[0].submit(&site, "/users/dora/browsers/ending", "");

    let [mut first, mut second, mut third] = browsers;
    assert!(first.is_known(&site) && !second.is_known(&site) && !third.is_known(&site));
}

#[test]
fn a_name_is_changed_by_whoever_knows_the_password_and_everything_follows() {
    let site = TestSite::new();
    account(&site, "dora");
    let mut here = Browser::logged_in(&site, "dora");
    let wrong = here.submit(&site, "/users/dora/name", "name=nora&name_password=guessed");
    assert_eq!(wrong.texts("#name_password-slip").len(), 1);
    let taken = here.submit(&site, "/users/dora/name", &format!("name=ANA&name_password={PASSWORD}"));
    assert_eq!((taken.status, taken.texts("#name-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(taken.attributes("#name", "value"), ["ANA"]);

    let changed = here.submit(&site, "/users/dora/name", &format!("name=Nora&name_password={PASSWORD}"));

    assert_eq!(changed.location(), "/users/Nora/edit?done=name");
    assert_eq!(here.get(&site, changed.location()).texts(".done").len(), 1);
    assert_eq!(site.get(Who::Guest, "/users/dora").status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Guest, "/users/nora").texts("main h2"), ["Nora"]);
    let again = here.submit(&site, "/users/Nora/name", &format!("name=dora&name_password={PASSWORD}"));
    assert!(again.texts("#name-slip")[0].contains("2026-11-08"));
}

#[test]
fn preferences_go_with_the_account_into_every_browser() {
    let site = TestSite::new();
    account(&site, "dora");
    let (mut here, mut elsewhere) = (Browser::logged_in(&site, "dora"), Browser::logged_in(&site, "dora"));
    let mut story = story("Rain", 2);
    story.rating = Rating::Explicit;
    let work = format!("/works/{}", site.post(story));
    assert!(elsewhere.get(&site, &work).texts("#chapters, .gate").len() == 1);
    assert!(elsewhere.get(&site, &work).location().is_empty(), "the gate asks first");

    let form = "adult=1&whole_work=1&time_zone=Nowhere%2FAt_All&language=xx";
    assert_eq!(here.submit(&site, "/users/dora/preferences", form).location(), "/users/dora/preferences?done=yes");
    here.submit(&site, "/settings", "theme=sepia&return_to=%2F");

    let page = elsewhere.get(&site, &work);
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts("#chapters .chapter").len(), 2, "whole, and without a question");
    assert_eq!(page.attributes("html", "data-theme"), ["sepia"]);
    let kept = elsewhere.get(&site, "/users/dora/preferences");
    assert_eq!(kept.attributes("input[checked]", "name"), ["adult", "whole_work"]);
    assert!(kept.attributes("option[selected]", "value").is_empty(), "a zone that is none is not kept");
    assert_eq!(site.get(Who::Guest, "/").attributes("html", "data-theme"), ["auto"]);
}

#[test]
fn nobody_opens_anothers_account() {
    let site = TestSite::new();
    account(&site, "dora");
    account(&site, "vera");
    let mut vera = Browser::logged_in(&site, "vera");
    let mut dora = Browser::logged_in(&site, "dora");
    let of_dora = dora.get(&site, "/users/dora/edit");
    assert_eq!(vera.get(&site, "/users/dora/edit").status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(Who::Guest, "/users/dora/edit").status, StatusCode::UNAUTHORIZED);
    for deed in
        ["password", "address", "address/withdrawal", "browsers/ending", "browsers/7/ending", "name", "preferences"]
    {
        let form = format!(
            "current={PASSWORD}&address_password={PASSWORD}&name_password={PASSWORD}&name=stolen&email=v%40example.org&{NEW}"
        );
        assert_eq!(vera.submit(&site, &format!("/users/dora/{deed}"), &form).status, StatusCode::NOT_FOUND, "{deed}");
    }
    assert_eq!(dora.get(&site, "/users/dora/edit").texts(".rows time"), of_dora.texts(".rows time"));
    assert!(letters(&site).is_empty());
}

#[test]
fn whoever_guesses_passwords_waits_and_the_owner_does_not() {
    let site = TestSite::new();
    account(&site, "dora");
    let mut owner = Browser::logged_in(&site, "dora");
    site.ground.clock.advance(MINUTE);
    let mut thief = Browser::default();
    let statuses: Vec<u16> = (0..7).map(|_| thief.log_in(&site, "dora", "guessed").status.as_u16()).collect();
    assert_eq!(statuses, [422, 422, 422, 422, 422, 429, 429]);
    let told = thief.log_in(&site, "dora", PASSWORD);
    assert_eq!((told.status, told.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "4"));

    for _ in 0..1_000 {
        thief.log_in(&site, "dora", "guessed");
    }
    owner.submit(&site, "/users/logout", "");
    assert_eq!(owner.log_in(&site, "dora", PASSWORD).status, StatusCode::SEE_OTHER, "her browser is known");
    site.ground.clock.advance(MINUTE);
    assert_eq!(thief.log_in(&site, "dora", "guessed").status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn after_fifty_wrong_passwords_an_account_is_closed_to_strangers_for_five_minutes() {
    let site = TestSite::new();
    account(&site, "dora");
    let mut owner = Browser::logged_in(&site, "dora");
    for _ in 0..50 {
        site.ground.clock.advance(MINUTE);
        assert_eq!(Browser::default().log_in(&site, "dora", "guessed").status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    site.ground.clock.advance(MINUTE);
    let stranger = |login| Browser::default().log_in(&site, login, PASSWORD).status;
    assert_eq!(stranger("DORA"), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(owner.log_in(&site, "dora", PASSWORD).status, StatusCode::SEE_OTHER);
    site.ground.clock.advance(MINUTE * 5);
    assert_eq!(stranger("dora"), StatusCode::SEE_OTHER);
}

#[test]
fn no_spelling_of_a_name_gives_more_attempts() {
    let site = TestSite::new();
    account(&site, "dora");
    let spellings = ["dora", "d%C3%B3ra", "d%CC%81ora", "%EF%BD%84ora", "D%C3%96RA", "dor%C3%A1"];
    for n in 0..50 {
        site.ground.clock.advance(MINUTE);
        Browser::default().log_in(&site, spellings[n % spellings.len()], "guessed");
    }
    site.ground.clock.advance(MINUTE);
    for spelling in spellings.into_iter().chain(["dor%C3%A0"]) {
        let status = Browser::default().log_in(&site, spelling, PASSWORD).status;
        assert_eq!(status, StatusCode::TOO_MANY_REQUESTS, "{spelling}");
    }
}

#[test]
fn waiting_tells_nothing_of_accounts() {
    let site = TestSite::new();
    account(&site, "dora");
    let tried = |login: &str| {
        site.ground.clock.advance(MINUTE * 10);
        (0..8).map(|_| Browser::default().log_in(&site, login, "guessed").status).collect::<Vec<_>>()
    };
    assert_eq!(tried("dora"), tried("nobody"));
    assert_eq!(tried("dora"), tried("dora%40example.org"));
}

#[test]
fn accounts_and_letters_are_asked_for_ten_times_in_an_hour() {
    let site = TestSite::new();
    for path in ["/users/signup", "/users/password/new"] {
        let statuses: Vec<_> = (0..11).map(|_| site.post_form(path, "login=nobody").status).collect();
        assert!(statuses[..10].iter().all(|status| *status != StatusCode::TOO_MANY_REQUESTS), "{path}");
        assert_eq!(statuses[10], StatusCode::TOO_MANY_REQUESTS, "{path}");
    }
    site.ground.clock.advance(MINUTE * 60);
    assert_eq!(site.post_form("/users/password/new", "login=nobody").status, StatusCode::OK);
}

#[test]
fn a_header_that_says_where_one_comes_from_is_not_believed() {
    let site = TestSite::new();
    let ask = |n: usize| {
        let mut request = TestSite::form(Who::Guest, "/users/password/new", "login=nobody");
        request.headers_mut().insert("x-forwarded-for", format!("198.51.100.{n}").parse().unwrap());
        site.send(request).status
    };
    assert_eq!((0..11).map(ask).last(), Some(StatusCode::TOO_MANY_REQUESTS));
}

#[test]
fn a_browser_stays_logged_in_as_long_as_its_owner_comes_back_and_no_longer() {
    let site = TestSite::new();
    account(&site, "dora");
    let remembered = || {
        let mut browser = Browser::default();
        browser.submit(&site, "/users/login", &format!("login=dora&password={PASSWORD}&remember=1&return_to=%2F"));
        browser
    };
    let (mut used, mut unused) = (remembered(), remembered());
    for _ in 0..4 {
        site.ground.clock.advance(MINUTE * 60 * 24 * 20);
        assert!(used.is_known(&site));
    }
    assert!(!unused.is_known(&site), "thirty days without a visit");
    site.ground.clock.advance(MINUTE * 60 * 24 * 11);
    assert!(!used.is_known(&site), "USER-4: three months at most");
}
