//! More than a password: the second factor, recovery codes and passkeys, as a browser meets them.

use std::time::Duration;

use archive::{
    Errand, PersonId, Viewer,
    accounts::{self, Role, SecondFactor, Seed},
    mail::Matter,
};
use axum::http::{StatusCode, header};
use site::SiteSettings;
use testkit::Authenticator;

use crate::{
    browser::{Browser, PASSWORD, account, letters},
    visit::{Seen, TestSite, Who},
};

const STEP: Duration = Duration::from_secs(30);
const NEW: &str = "password=a+cap+and+a+bell&password_again=a+cap+and+a+bell";

/// The seed that the page shows.
fn seed(site: &TestSite, person: PersonId) -> Seed {
    let factor = site.ground.archive.read(move |tx| accounts::second_factor(&Viewer::Member(person), tx));
    match factor.wait().unwrap() {
        SecondFactor::Waiting(seed) => seed,
        other => panic!("no app is expected: {other:?}"),
    }
}

/// Dora with a second factor: her browser, her app's seed and her recovery codes.
fn dora(site: &TestSite) -> (Browser, Seed, Vec<String>) {
    let person = account(site, "dora");
    let mut browser = Browser::logged_in(site, "dora");
    browser.submit(site, "/users/dora/second-factor", &format!("current={PASSWORD}"));
    let seed = seed(site, person);
    let code = seed.code_at(site.ground.clock.now());
    let shown = browser.submit(site, "/users/dora/second-factor/confirmation", &format!("code={code}"));
    site.ground.clock.advance(STEP * 2);
    (browser, seed, shown.texts(".codes code"))
}

fn now(site: &TestSite, seed: &Seed) -> String {
    seed.code_at(site.ground.clock.now())
}

#[test]
fn an_app_is_shown_its_seed_and_shows_its_first_code() {
    let site = TestSite::new();
    let person = account(&site, "dora");
    let (mut here, mut elsewhere) = (Browser::logged_in(&site, "dora"), Browser::logged_in(&site, "dora"));
    let wrong = here.submit(&site, "/users/dora/second-factor", "current=guessed");
    assert_eq!((wrong.status, wrong.texts("#current-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let led = here.submit(&site, "/users/dora/second-factor", &format!("current={PASSWORD}"));
    assert_eq!(led.location(), "/users/dora/second-factor");
    let seed = seed(&site, person);
    let page = here.get(&site, led.location());
    assert_eq!(page.texts(".seed")[0].replace(' ', ""), seed.text());
    let link = format!("otpauth://totp/Foolscap:dora?secret={}&issuer=Foolscap", seed.text());
    assert_eq!(page.attributes("main a[href^='otpauth:']", "href"), [link]);
    assert_eq!(page.attributes("svg.qr path", "d").len(), 1);
    let missed = here.submit(&site, "/users/dora/second-factor/confirmation", "code=000000");
    assert_eq!((missed.status, missed.texts("#code-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let told = "This is not the code that your app shows now. Wait for the next one and type that; if none fits, see \
                whether the clock of your phone is right.";
    assert_eq!(missed.texts("#code-slip"), [told], "there are no recovery codes yet to be named");
    assert_eq!(missed.texts(".seed").len(), 1, "the app can be shown the seed again");

    let code = now(&site, &seed);
    let done = here.submit(&site, "/users/dora/second-factor/confirmation", &format!("code={code}"));

    let codes = done.texts(".codes code");
    assert_eq!((done.status, codes.len()), (StatusCode::OK, 10));
    let file = done.attributes("a[download]", "href").remove(0);
    assert!(codes.iter().all(|code| file.contains(code.as_str())), "{file}");
    assert_eq!(done.header(header::CACHE_CONTROL), "private, no-store");
    assert!(here.is_known(&site) && !elsewhere.is_known(&site));
    let after = here.get(&site, "/users/dora/second-factor");
    assert!(after.texts(".seed, .codes").is_empty(), "neither is shown again");
    assert_eq!(letters(&site).pop().unwrap().matter, Matter::SecondFactorOn);
}

#[test]
fn after_the_password_comes_the_code_and_before_it_one_is_nobody() {
    let site = TestSite::new();
    let (_, seed, _) = dora(&site);
    let mut new = Browser::default();
    let halfway = new.submit(&site, "/users/login", &format!("login=dora&password={PASSWORD}&return_to=%2Fmedia"));
    assert_eq!(halfway.location(), "/users/login/code?return_to=%2Fmedia");
    assert!(!new.has("__Host-session") && new.has("__Host-halfway") && !new.is_known(&site));
    assert_eq!(new.get(&site, "/users/dora/edit").status, StatusCode::UNAUTHORIZED);
    assert_eq!(new.get(&site, halfway.location()).attributes("[name=return_to]", "value"), ["/media"]);
    let wrong = new.submit(&site, "/users/login/code", "code=000000&return_to=%2Fmedia");
    assert_eq!((wrong.status, wrong.texts(".slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(wrong.attributes("[name=return_to]", "value"), ["/media"]);

    let code = now(&site, &seed);
    let came = new.submit(&site, "/users/login/code", &format!("code={code}&return_to=%2Fmedia"));

    assert_eq!(came.location(), "/media");
    assert!(new.is_known(&site) && !new.has("__Host-halfway"));
    let mut other = Browser::default();
    other.log_in(&site, "dora", PASSWORD);
    let again = other.submit(&site, "/users/login/code", &format!("code={code}"));
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a code works once");
}

#[test]
fn a_wrong_password_gets_the_answer_that_everybody_gets() {
    let site = TestSite::new();
    dora(&site);
    let wrong = Browser::default().log_in(&site, "dora", "wrong");
    let nobody = Browser::default().log_in(&site, "nobody", "wrong");
    assert_eq!(wrong.text().replace("\"dora\"", "\"nobody\""), nobody.text());
}

#[test]
fn whoever_is_not_halfway_is_led_to_the_beginning() {
    let site = TestSite::new();
    let (_, seed, _) = dora(&site);
    assert_eq!(
        Browser::default().get(&site, "/users/login/code?return_to=%2Fmedia").location(),
        "/users/login?return_to=%2Fmedia"
    );
    let mut slow = Browser::default();
    slow.log_in(&site, "dora", PASSWORD);
    site.ground.clock.advance(Duration::from_mins(10));
    let code = now(&site, &seed);
    let late = slow.submit(&site, "/users/login/code", &format!("code={code}&return_to=%2F%2Fevil.example"));
    assert_eq!(late.location(), "/users/login?return_to=%2F");
    assert!(!slow.is_known(&site));
}

#[test]
fn who_guesses_codes_has_to_wait_and_locks_nobody_out() {
    let site = TestSite::new();
    let (mut owner, seed, codes) = dora(&site);
    owner.submit(&site, "/users/logout", "");
    let mut thief = Browser::default();
    thief.log_in(&site, "dora", PASSWORD);
    let mut guess = |n: usize| {
        site.ground.clock.advance(Duration::from_secs(5));
        thief.submit(&site, "/users/login/code", &format!("code={n:06}")).status
    };
    let statuses: Vec<StatusCode> = (0..11).map(&mut guess).collect();
    assert!(statuses[..10].iter().all(|status| *status == StatusCode::UNPROCESSABLE_ENTITY), "{statuses:?}");
    assert_eq!(statuses[10], StatusCode::TOO_MANY_REQUESTS);

    let code = now(&site, &seed);
    owner.log_in(&site, "dora", PASSWORD);
    let came = owner.submit(&site, "/users/login/code", &format!("code={code}"));
    assert_eq!(came.status, StatusCode::SEE_OTHER, "her browser is known");
    site.ground.clock.advance(Duration::from_secs(20));
    let mut new = Browser::default();
    new.log_in(&site, "dora", PASSWORD);
    let came = new.submit(&site, "/users/login/code", &format!("code={}", codes[0]));
    assert_eq!(came.status, StatusCode::SEE_OTHER, "and on a new one a recovery code is no guess");
}

#[test]
fn a_forgotten_password_needs_the_second_factor_too() {
    let site = TestSite::new();
    let (_, _, codes) = dora(&site);
    letters(&site);
    site.post_form("/users/password/new", "login=dora");
    let Matter::Reset { secret, .. } = letters(&site).pop().unwrap().matter else { panic!("another letter") };
    let link = format!("/users/password/{secret}");
    assert_eq!(site.get(Who::Guest, &link).attributes("#code", "name"), ["code"]);
    let mut new = Browser::default();
    let without = new.submit(&site, &link, NEW);
    assert_eq!((without.status, without.texts("#code-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(Browser::default().log_in(&site, "dora", "a+cap+and+a+bell").status, StatusCode::UNPROCESSABLE_ENTITY);

    let came = new.submit(&site, &link, &format!("{NEW}&code={}", codes[0]));

    assert_eq!(came.status, StatusCode::SEE_OTHER);
    assert!(new.is_known(&site));
}

#[test]
fn codes_are_renewed_and_the_factor_switched_off_with_the_password() {
    let site = TestSite::new();
    let (mut browser, _, codes) = dora(&site);
    for path in ["/users/dora/recovery-codes", "/users/dora/second-factor/removal"] {
        let refused = browser.submit(&site, path, "current=guessed");
        assert_eq!((refused.status, refused.texts(".codes").len()), (StatusCode::UNPROCESSABLE_ENTITY, 0), "{path}");
    }
    let renewed = browser.submit(&site, "/users/dora/recovery-codes", &format!("current={PASSWORD}"));
    assert!(renewed.texts(".codes code").iter().all(|code| !codes.contains(code)));
    site.ground.clock.advance(STEP);

    let off = browser.submit(&site, "/users/dora/second-factor/removal", &format!("current={PASSWORD}"));

    assert_eq!(browser.get(&site, off.location()).texts(".done").len(), 1);
    assert_eq!(Browser::default().log_in(&site, "dora", PASSWORD).location(), "/");
    assert_eq!(letters(&site).pop().unwrap().matter, Matter::SecondFactorOff);
}

#[test]
fn where_roles_need_a_second_factor_a_moderator_is_a_member_until_it_is_shown() {
    let site = TestSite::with(SiteSettings { roles_need_second_factor: true, ..SiteSettings::default() });
    let dora = account(&site, "dora");
    let host = Viewer::Custodian(Errand::Host);
    site.write(move |tx| accounts::give(&host, tx, dora, Role::Owner));
    let mut browser = Browser::logged_in(&site, "dora");
    assert_eq!(browser.get(&site, "/hosting/roles").status, StatusCode::FORBIDDEN);
    let page = browser.get(&site, "/");
    assert_eq!(page.attributes("main > .notice a", "href"), ["/users/dora/second-factor", "/users/dora/passkeys"]);

    browser.submit(&site, "/users/dora/second-factor", &format!("current={PASSWORD}"));
    let code = now(&site, &seed(&site, dora));
    browser.submit(&site, "/users/dora/second-factor/confirmation", &format!("code={code}"));

    assert_eq!(browser.get(&site, "/hosting/roles").status, StatusCode::OK);
    assert!(browser.get(&site, "/").texts("main > .notice").is_empty());
    assert!(site.get(Who::Bo, "/").texts("main > .notice").is_empty(), "who has no role needs none");
}

/// What is to be signed, as the script gets it.
fn asked(answer: &Seen) -> serde_json::Value {
    assert_eq!((answer.status, answer.header(header::CONTENT_TYPE)), (StatusCode::OK, "application/json"));
    serde_json::from_slice(&answer.bytes).unwrap()
}

fn encoded(json: &str) -> String {
    form_urlencoded::byte_serialize(json.as_bytes()).collect()
}

/// Dora with a passkey: her browser and her phone.
fn with_phone(site: &TestSite) -> (Browser, Authenticator) {
    let phone = Authenticator::at("localhost", "http://localhost:8642", account(site, "dora"));
    let mut browser = Browser::logged_in(site, "dora");
    let options = asked(&browser.submit(site, "/users/dora/passkeys/challenge", &format!("current={PASSWORD}")));
    let made = phone.made(options["challenge"].as_str().unwrap());
    let form = format!("label=my+phone&passkey={}", encoded(&made));
    assert_eq!(browser.submit(site, "/users/dora/passkeys", &form).location(), "/users/dora/passkeys?done=added");
    (browser, phone)
}

/// Logs in with a phone and nothing else.
fn shown(site: &TestSite, browser: &mut Browser, phone: &Authenticator) -> Seen {
    let options = asked(&browser.submit(site, "/users/login/passkey/challenge", ""));
    let shown = phone.shown(options["challenge"].as_str().unwrap());
    browser.submit(site, "/users/login/passkey", &format!("passkey={}&return_to=%2Fmedia", encoded(&shown)))
}

#[test]
fn a_passkey_logs_in_without_a_name_and_counts_as_both_factors() {
    let site = TestSite::with(SiteSettings { roles_need_second_factor: true, ..SiteSettings::default() });
    let (mut here, phone) = with_phone(&site);
    let host = Viewer::Custodian(Errand::Host);
    let dora = phone.person;
    site.write(move |tx| accounts::give(&host, tx, dora, Role::Moderator));
    assert_eq!(
        here.get(&site, "/users/dora/passkeys?done=added").attributes(".rows [name=label]", "value"),
        ["my phone"]
    );
    let mut new = Browser::default();

    let came = shown(&site, &mut new, &phone);

    assert_eq!(came.location(), "/media");
    assert!(new.is_known(&site));
    assert_eq!(new.get(&site, "/hosting").status, StatusCode::OK);
    let mut by_password = Browser::logged_in(&site, "dora");
    assert_eq!(by_password.get(&site, "/hosting").status, StatusCode::FORBIDDEN);
}

#[test]
fn the_script_is_told_what_a_browser_needs() {
    let site = TestSite::new();
    let (mut browser, phone) = with_phone(&site);
    let refused = asked(&browser.submit(&site, "/users/dora/passkeys/challenge", "current=guessed"));
    assert_eq!((&refused["refused"], refused.get("challenge")), (&"This is not your account’s password.".into(), None));
    let options = asked(&browser.submit(&site, "/users/dora/passkeys/challenge", &format!("current={PASSWORD}")));
    assert_eq!((&options["rp"]["id"], &options["user"]["name"]), (&"localhost".into(), &"dora".into()));
    assert_eq!(options["excludeCredentials"].as_array().map(Vec::len), Some(1), "one passkey a device");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    let options = asked(&Browser::default().submit(&site, "/users/login/passkey/challenge", ""));
    assert_eq!(options["rpId"], "localhost");
    assert_eq!(options.get("allowCredentials"), None, "nobody is named");
    assert_eq!(phone.host, "localhost");
}

#[test]
fn a_browser_that_shows_no_passkey_of_ours_gets_the_form_back() {
    let site = TestSite::new();
    let (_, mut phone) = with_phone(&site);
    phone.origin = "https://evil.example".to_owned();
    let mut new = Browser::default();
    let forged = shown(&site, &mut new, &phone);
    let without = new.submit(&site, "/users/login/passkey", "passkey=&remember=1&return_to=%2Fmedia");
    for answer in [forged, without] {
        assert_eq!((answer.status, answer.texts(".slip")[0].len() > 20), (StatusCode::UNPROCESSABLE_ENTITY, true));
        assert_eq!(answer.attributes("[name=return_to]", "value"), ["/media"]);
    }
    assert!(!new.is_known(&site));
}

#[test]
fn a_passkey_is_renamed_and_with_the_password_removed() {
    let site = TestSite::new();
    let (mut browser, phone) = with_phone(&site);
    let page = browser.get(&site, "/users/dora/passkeys");
    let (rename, key) =
        (page.attributes(".rows form", "action").remove(0), page.attributes("#removal option", "value").remove(0));
    let nameless = browser.submit(&site, &rename, "label=++");
    assert_eq!((nameless.status, nameless.texts("#label-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    browser.submit(&site, &rename, "label=the+old+phone");
    let refused =
        browser.submit(&site, "/users/dora/passkeys/removal", &format!("passkey={key}&removal_password=guessed"));
    assert_eq!(refused.texts("#removal_password-slip").len(), 1);
    assert_eq!(refused.attributes(".rows [name=label]", "value"), ["the old phone"]);

    // Letters of one moment leave in any order.
    site.ground.clock.advance(Duration::from_secs(1));
    let removal = format!("passkey={key}&removal_password={PASSWORD}");
    assert_eq!(
        browser.submit(&site, "/users/dora/passkeys/removal", &removal).location(),
        "/users/dora/passkeys?done=removed"
    );

    assert_eq!(shown(&site, &mut Browser::default(), &phone).status, StatusCode::UNPROCESSABLE_ENTITY);
    let matters: Vec<Matter> = letters(&site).into_iter().map(|letter| letter.matter).collect();
    assert!(matches!(&matters[..], [Matter::PasskeyAdded { .. }, Matter::PasskeyRemoved { .. }]), "{matters:?}");
}

#[test]
fn where_browsers_refuse_passkeys_none_is_offered_and_the_page_says_why() {
    let site =
        TestSite::with(SiteSettings { address: "http://192.168.1.5:8642".to_owned(), ..SiteSettings::default() });
    assert!(site.get(Who::Guest, "/users/login").attributes("[data-passkey]", "type").is_empty());
    assert_eq!(site.post_form("/users/login/passkey/challenge", "").status, StatusCode::NOT_FOUND);
    let site = TestSite::with(SiteSettings { address: "https://192.168.1.5".to_owned(), ..SiteSettings::default() });
    let page = site.get(Who::Ana, "/users/ana/passkeys");
    assert!(page.attributes("[data-passkey]", "type").is_empty());
    assert!(page.text().contains("reached at https://192.168.1.5"));
}

#[test]
fn what_opens_the_account_beside_the_password_is_told_in_letters() {
    let site = TestSite::new();
    let (_, _, codes) = dora(&site);
    let mut new = Browser::default();
    new.log_in(&site, "dora", PASSWORD);
    new.submit(&site, "/users/login/code", &format!("code={}", codes[0]));
    new.submit(&site, "/users/dora/second-factor/removal", &format!("current={PASSWORD}"));
    let folder = tempfile::tempdir().unwrap();
    let carrier = archive::mail::Carrier::folder(folder.path().join("letters"), "The Attic <archive@example.org>");

    assert_eq!(site::send_some(site.site(), &carrier).unwrap(), 3);

    let files = std::fs::read_dir(folder.path().join("letters")).unwrap();
    let letters: String = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    for words in ["second factor is on", "9 are left", "second factor is off", "/users/dora/edit"] {
        assert!(letters.contains(words), "{words} is not in {letters}");
    }
}

#[test]
fn only_script_shows_the_button_of_passkeys() {
    let site = TestSite::new();
    let page = site.get(Who::Guest, "/users/login");
    assert_eq!(page.attributes("button[data-passkey].scripted", "formaction"), ["/users/login/passkey"]);
    let styles = page.attributes("link[rel=stylesheet]", "href").concat();
    assert!(site.get(Who::Guest, &styles).text().contains("scripting: none"), "and the sheet hides what needs it");
}
