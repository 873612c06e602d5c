//! Who may join: the owner's settings, invitations, the list of those who wait, addresses that are kept out.

use archive::{
    Errand, Viewer, accounts,
    accounts::Role,
    mail::Matter,
    policies::{self, Policy, Setting},
};
use axum::http::StatusCode;

use crate::{
    browser::{Browser, PASSWORD, account, letters},
    visit::{Seen, TestSite, Who},
};

const HOST: Viewer = Viewer::Custodian(Errand::Host);

/// A site that is run like this.
fn run(settings: &[(Setting, &str)]) -> TestSite {
    let site = TestSite::new();
    let wanted: Vec<_> = settings.iter().map(|(setting, value)| (*setting, (*value).to_owned())).collect();
    site.write(move |tx| policies::change(&HOST, tx, &Policy::default(), &wanted));
    site
}

/// Ana owns the archive.
fn owned(site: &TestSite) {
    let ana = site.ground.cast.ana.id;
    site.write(move |tx| accounts::give(&HOST, tx, ana, Role::Owner));
}

fn form(name: &str, email: &str) -> String {
    format!("name={name}&email={email}&password={PASSWORD}&password_again={PASSWORD}&age=1&terms=1&privacy=1")
}

fn secret_of(matter: &Matter) -> String {
    match matter {
        Matter::Join { secret, .. } | Matter::Waits { secret } => secret.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_owner_changes_how_the_archive_is_run_and_the_log_says_so() {
    let site = TestSite::new();
    owned(&site);
    assert_eq!(site.get(Who::Kim, "/hosting/settings").status, StatusCode::FORBIDDEN);
    let page = site.get(Who::Ana, "/hosting/settings");
    assert_eq!(page.attributes("[name=sign_up][checked]", "value"), ["open"]);

    let rest = "queue_number=5&queue_hours=24&invitations=3&restorable_days=7&draft_days=0&confirm_days=10&idle_days=20&minimum_age=16&terms_version=2&guest_comments=held&sieve=everybody&newcomer_days=3&newcomer_comments=2";
    assert_eq!(page.attributes("[name=searches_texts]", "checked").len(), 1);

    let done = site.submit(Who::Ana, "/hosting/settings", &format!("sign_up=invited&queue=yes&{rest}"));

    assert_eq!(done.location(), "/hosting/settings?done=yes");
    let page = site.get(Who::Ana, "/hosting/settings");
    assert_eq!(page.attributes("[name=sign_up][checked]", "value"), ["invited"]);
    assert_eq!(
        (page.attributes("[name=queue]", "checked").len(), page.attributes("#minimum_age", "value").len()),
        (1, 1)
    );
    let told = site.get(Who::Ana, "/hosting/deeds").texts(".deeds-log tbody td:last-child");
    let text = site.get(Who::Guest, "/works/search?q=text%3Arain");
    assert_eq!(text.texts(".hints li"), ["The text of stories is not searched in this archive."], "it was not ticked");
    assert!(told.contains(&"open → invited".to_owned()) && told.contains(&"0 → 3".to_owned()), "{told:?}");
    assert!(site.get(Who::Guest, "/about/terms").text().contains("Version 2"));
}

#[test]
fn a_setting_that_makes_no_sense_is_told_at_its_field_and_everything_typed_comes_back() {
    let site = TestSite::new();
    owned(&site);
    let odd = "sign_up=closed&asking=yes&queue_number=many&queue_hours=0&invitations=lots&restorable_days=0&draft_days=3&confirm_days=1&idle_days=0&minimum_age=16&terms_version=";
    let answer = site.submit(Who::Ana, "/hosting/settings", odd);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in [
        "queue_number",
        "queue_hours",
        "invitations",
        "restorable_days",
        "draft_days",
        "confirm_days",
        "idle_days",
        "terms_version",
    ] {
        assert_eq!(answer.texts(&format!("#{field}-slip")).len(), 1, "{field}");
    }
    assert_eq!(answer.attributes("#invitations", "value"), ["lots"]);
    assert_eq!(answer.attributes("[name=sign_up][checked]", "value"), ["closed"]);
    assert_eq!(answer.attributes("[name=asking]", "checked").len(), 1);
    assert_eq!(site.get(Who::Guest, "/users/signup").status, StatusCode::OK, "nothing has changed");
}

#[test]
fn every_way_to_run_the_archive_has_its_words() {
    let signed_up = |site: &TestSite| site.get(Who::Guest, "/users/signup");
    let offers =
        |site: &TestSite| site.get(Who::Guest, "/users/login").attributes("a[href='/users/signup']", "href").len();
    let closed = run(&[(Setting::SignUp, "closed")]);
    assert_eq!((signed_up(&closed).status, offers(&closed)), (StatusCode::FORBIDDEN, 0));
    assert_eq!(closed.post_form("/users/signup", &form("dora", "d%40example.org")).status, StatusCode::FORBIDDEN);

    let invited = run(&[(Setting::SignUp, "invited")]);
    let page = signed_up(&invited);
    assert_eq!((page.status, page.texts("form.fields").len(), offers(&invited)), (StatusCode::OK, 0, 1));
    assert_eq!(page.attributes("a[href='/invitations/waiting']", "href").len(), 0);
    assert_eq!(invited.get(Who::Guest, "/invitations/waiting").status, StatusCode::NOT_FOUND);
    invited.post_form("/users/signup", &form("dora", "d%40example.org"));
    assert_eq!(letters(&invited), [], "the form alone makes no account");

    let queue = run(&[(Setting::SignUp, "invited"), (Setting::Queue, "yes")]);
    assert_eq!(signed_up(&queue).attributes("a[href='/invitations/waiting']", "href").len(), 1);
    assert_eq!(queue.get(Who::Guest, "/invitations/waiting").status, StatusCode::OK);
}

#[test]
fn a_member_invites_somebody_who_signs_up_at_once_with_the_address_filled_in() {
    let site = run(&[(Setting::SignUp, "invited"), (Setting::Invitations, "1")]);
    account(&site, "nora");
    let mut nora = Browser::logged_in(&site, "nora");
    let here = "/users/nora/invitations";
    let odd = nora.submit(&site, here, "email=nowhere");
    assert_eq!((odd.status, odd.texts("#email-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(odd.attributes("#email", "value"), ["nowhere"]);

    nora.submit(&site, here, "email=dora%40example.org");

    let letter = letters(&site).pop().unwrap();
    let link = format!("/invitations/{}", secret_of(&letter.matter));
    assert_eq!(site.get(Who::Guest, &link).attributes("#email", "value"), ["dora@example.org"]);
    let bad = site.post_form(&link, "name=x&email=dora%40example.org");
    assert_eq!(
        (bad.status, bad.attributes("#name", "value")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["x".to_owned()])
    );
    let mut dora = Browser::default();
    assert_eq!(dora.submit(&site, &link, &form("dora", "dora%40example.org")).location(), "/");
    assert!(dora.is_known(&site));
    assert_eq!(site.get(Who::Guest, &link).status, StatusCode::NOT_FOUND);
    let rows = nora.get(&site, here).texts(".rows li");
    assert!(rows.len() == 1 && rows[0].contains("dora@example.org") && rows[0].contains("used by dora"), "{rows:?}");
    let none_left = nora.submit(&site, here, "email=other%40example.org");
    assert_eq!((none_left.status, none_left.texts("#email-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
}

#[test]
fn a_link_is_shown_once_and_can_be_taken_back() {
    let site = run(&[(Setting::SignUp, "invited"), (Setting::Invitations, "1")]);
    let here = "/users/ana/invitations";
    let made = site.submit(Who::Ana, here, "link=1");
    let link = made.texts(".done code").pop().unwrap();
    let path = link.strip_prefix("http://127.0.0.1:8642").unwrap().to_owned();
    assert_eq!(site.get(Who::Guest, &path).status, StatusCode::OK);
    assert!(!site.get(Who::Ana, here).text().contains(&path));
    assert_eq!(site.get(Who::Bo, here).status, StatusCode::NOT_FOUND, "nobody else sees them");

    let back = site.get(Who::Ana, here).attributes(".rows form", "action").pop().unwrap();
    assert_eq!(site.submit(Who::Bo, &back, "").status, StatusCode::NOT_FOUND);
    site.submit(Who::Ana, &back, "");

    assert_eq!(site.get(Who::Guest, &path).status, StatusCode::NOT_FOUND);
}

#[test]
fn the_list_answers_the_same_whatever_is_known_of_an_address() {
    let site = run(&[(Setting::SignUp, "invited"), (Setting::Queue, "yes")]);
    account(&site, "nora");
    site.submit(Who::Kim, "/hosting/addresses", "email=spam%40example.org&reason=robots");
    let leave = |name: &str| site.post_form("/invitations/waiting", &format!("email={name}%40example.org"));
    let fresh = leave("fresh");
    assert_eq!(fresh.status, StatusCode::OK);
    for name in ["fresh", "nora", "spam"] {
        let answer = leave(name);
        assert_eq!(answer.text().replace(&format!("{name}@"), "fresh@"), fresh.text(), "{name}");
    }
    let mut told: Vec<_> = letters(&site).into_iter().map(|letter| letter.address).collect();
    told.sort();
    assert_eq!(told, ["fresh@example.org", "nora@example.org"]);
}

#[test]
fn where_one_stands_is_told_by_the_letters_link_and_the_next_are_called() {
    let site = run(&[(Setting::SignUp, "invited"), (Setting::Queue, "yes")]);
    for name in ["one", "two"] {
        site.post_form("/invitations/waiting", &format!("email={name}%40example.org"));
        site.ground.clock.advance(std::time::Duration::from_secs(1));
    }
    let told = letters(&site);
    let [one, two] = [0, 1].map(|at| format!("/invitations/waiting/{}", secret_of(&told[at].matter)));
    assert!(site.get(Who::Guest, &two).text().contains("2 of 2"));
    assert_eq!(site.submit(Who::Bo, "/hosting/invitations/waiting", "number=1").status, StatusCode::FORBIDDEN);
    let odd = site.submit(Who::Kim, "/hosting/invitations/waiting", "number=0");
    assert_eq!((odd.status, odd.texts("#number-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));

    let called = site.submit(Who::Kim, "/hosting/invitations/waiting", "number=1");

    assert_eq!(called.location(), "/hosting/invitations?done=1");
    assert_eq!(letters(&site).into_iter().map(|letter| letter.address).collect::<Vec<_>>(), ["one@example.org"]);
    assert!(site.get(Who::Guest, &one).text().contains("waits no more"));
    assert!(site.get(Who::Guest, &two).text().contains("1 of 1"));
    site.post_form(&two, "");
    assert!(site.get(Who::Guest, &two).text().contains("waits no more"));
    assert!(!site.get(Who::Kim, "/hosting/invitations").text().contains("example.org"), "no address is shown");
}

#[test]
fn more_are_asked_for_and_given_or_refused() {
    let site = run(&[(Setting::Asking, "yes")]);
    let ask = |form: &str| site.submit(Who::Ana, "/users/ana/invitations/wish", form);
    let odd = ask("number=20&reason=");
    assert_eq!((odd.status, odd.texts(".slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 3));
    assert_eq!(odd.attributes("#number", "value"), ["20"]);
    ask("number=2&reason=friends");
    let page = site.get(Who::Kim, "/hosting/invitations");
    assert!(page.texts(".wishes li").concat().contains("friends"));
    let [grant, refuse] = page.attributes(".wishes form", "action").try_into().unwrap();
    let missing: Seen = site.submit(Who::Kim, &refuse, "reason=");
    assert_eq!((missing.status, missing.texts("#reason-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    site.submit(Who::Kim, &grant, "number=2");
    assert!(site.get(Who::Ana, "/users/ana/invitations").text().contains("invite 2 more"));
}

#[test]
fn an_address_is_kept_out_with_a_reason_and_let_in_again() {
    let site = TestSite::new();
    let odd = site.submit(Who::Kim, "/hosting/addresses", "email=spam%40example.org&reason=");
    assert_eq!((odd.status, odd.texts("#reason-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    site.submit(Who::Kim, "/hosting/addresses", "email=Spam%2B1%40example.org&reason=robots");
    let rows = site.get(Who::Kim, "/hosting/addresses").texts(".addresses tbody td");
    assert_eq!((rows[0].as_str(), rows[2].as_str()), ("spam@example.org", "robots"));
    let sign_up = |name: &str, email: &str| site.post_form("/users/signup", &form(name, email));
    let (kept_out, fresh) = (sign_up("spam", "spam%40example.org"), sign_up("dora", "dora%40example.org"));
    assert_eq!(kept_out.text().replace("spam@", "dora@"), fresh.text(), "nobody is told");
    assert_eq!(letters(&site).len(), 1);
    assert!(!site.get(Who::Kim, "/hosting/deeds").text().contains("spam@"), "the log keeps no address for good");
    site.submit(Who::Kim, "/hosting/addresses/lifting", "email=spam%40example.org");
    assert_eq!(site.get(Who::Kim, "/hosting/addresses").texts(".addresses").len(), 0);
}

#[test]
fn the_letters_about_invitations_have_their_words() {
    let site = run(&[(Setting::Asking, "yes"), (Setting::Queue, "yes")]);
    account(&site, "nora");
    let mut nora = Browser::logged_in(&site, "nora");
    nora.submit(&site, "/users/nora/invitations/wish", "number=2&reason=friends");
    let grant = site.get(Who::Kim, "/hosting/invitations").attributes(".wishes form", "action").remove(0);
    site.submit(Who::Kim, &grant, "number=2");
    site.post_form("/invitations/waiting", "email=one%40example.org");
    site.submit(Who::Kim, "/users/kim/invitations", "email=two%40example.org");
    site.submit(Who::Kim, "/users/kim/invitations", "email=nora%40example.org");
    let folder = tempfile::tempdir().unwrap();
    let carrier = archive::mail::Carrier::folder(folder.path(), "archive@example.org");
    assert_eq!(site::send_some(site.site(), &carrier).unwrap(), 4);
    let all: String = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    for words in
        ["you can invite 2 more people", "To: one@example.org", "kim invites you", "To: two@example.org", "Hello nora,"]
    {
        assert!(all.contains(words), "{words} is not in {all}");
    }
}

#[test]
fn those_who_keep_order_give_everybody_more_and_the_list_says_when_ones_turn_comes() {
    let site = TestSite::new();
    let path = "/hosting/invitations/grants";
    assert_eq!(site.submit(Who::Bo, path, "all_number=2").status, StatusCode::FORBIDDEN);
    let odd = site.submit(Who::Kim, path, "all_number=20");
    assert_eq!((odd.status, odd.texts("#all_number-slip").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let given = site.submit(Who::Kim, path, "all_number=2");
    assert_eq!(given.location(), "/hosting/invitations?given=5#for-all");
    assert_eq!(site.get(Who::Kim, "/hosting/invitations?given=5").texts(".done"), ["5 members were given more."]);
    assert!(site.get(Who::Bo, "/users/bo_reads/invitations").text().contains("invite 2 more people"));
}

#[test]
fn how_many_of_those_who_waited_were_invited_is_told_in_good_grammar() {
    let site = TestSite::new();
    for (number, told) in [(0, "Nobody was invited."), (1, "One person was invited."), (2, "2 people were invited.")] {
        assert_eq!(site.get(Who::Kim, &format!("/hosting/invitations?done={number}")).texts(".done"), [told]);
    }
}
