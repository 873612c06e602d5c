//! Forgotten passwords, changes of password, address, name and preferences, on every database (USER-4, USER-5, PREF-1,
//! R26, R27).

use std::time::Duration;

use archive::accounts::{self, HashedPassword, Lasting, NewAccount, Password, Preferences};
use archive::deeds::{self, Act};
use archive::mail::{self, Letter, Matter};
use archive::works::Fate;
use archive::{Errand, Error, PersonId, Secret, SessionId, Slip, Viewer, Why, moderation, people};
use manuscript::{Permission, Permissions};
use testkit::{TestArchive, on_every_database};

const HOUR: Duration = Duration::from_hours(1);
const POST: Viewer = Viewer::Custodian(Errand::Mail);

fn hashed(test: &TestArchive, password: &str) -> HashedPassword {
    Password::typed(password).hashed(test.archive.chance()).unwrap()
}

/// An open account with one open browser.
fn member(test: &TestArchive, name: &'static str) -> (PersonId, SessionId) {
    let address = format!("{name}@example.org").parse().unwrap();
    let (password, consents) = (hashed(test, "a fool and a cap"), Vec::new());
    let new = NewAccount { name: name.to_owned(), address, password, consents };
    let person = test.archive.write(move |tx| accounts::open_at_once(tx, &new)).wait().unwrap();
    (person, log_in(test, person, name))
}

fn log_in(test: &TestArchive, person: PersonId, secret: &'static str) -> SessionId {
    let secret = Secret::shown(secret);
    let begin = move |tx: &archive::Tx<'_>| {
        accounts::begin(tx, person, &secret, "a test", Lasting::Long)?;
        Ok(accounts::who(tx, &secret)?.unwrap().session)
    };
    test.archive.write(begin).wait().unwrap()
}

fn open_browsers(test: &TestArchive, person: PersonId) -> Vec<SessionId> {
    let open = test.archive.read(move |tx| accounts::open_of(&Viewer::Member(person), tx)).wait().unwrap();
    open.iter().map(|session| session.id).collect()
}

fn letters(test: &TestArchive) -> Vec<Letter> {
    let letters = test.archive.write(|tx| mail::claim(&POST, tx, 20)).wait().unwrap();
    for letter in &letters {
        let id = letter.id;
        test.archive.write(move |tx| mail::sent(&POST, tx, id)).wait().unwrap();
    }
    letters
}

fn ask(test: &TestArchive, login: &'static str) -> Secret {
    let secret = test.archive.chance().secret();
    let kept = secret.clone();
    test.archive.write(move |tx| accounts::ask_reset(tx, login, &kept)).wait().unwrap();
    secret
}

fn reset(test: &TestArchive, secret: &Secret, password: &str) -> Option<PersonId> {
    let (secret, password) = (secret.clone(), hashed(test, password));
    test.archive.write(move |tx| accounts::reset(tx, &secret, &password, "")).wait().unwrap().map(|reset| reset.person)
}

fn opens(test: &TestArchive, name: &'static str, password: &str) -> bool {
    let account = test.archive.read(move |tx| accounts::by_name_or_address(tx, name)).wait().unwrap().unwrap();
    Password::typed(password).fits(account.password.as_ref())
}

#[test]
fn whoever_holds_the_letters_link_chooses_a_password_once() {
    on_every_database(|test| {
        let (dora, _) = member(test, "dora");
        let (older, secret) = (ask(test, "DORA"), ask(test, "dora@EXAMPLE.org"));
        let told = Matter::Reset { name: "dora".to_owned(), secret: secret.text().to_owned() };
        assert!(letters(test).iter().any(|letter| letter.matter == told));

        assert_eq!(reset(test, &secret, "a cap and a bell"), Some(dora));

        assert!(opens(test, "dora", "a cap and a bell") && !opens(test, "dora", "a fool and a cap"));
        assert_eq!(open_browsers(test, dora), [], "every browser is logged out");
        assert_eq!(letters(test).pop().unwrap().matter, Matter::PasswordChanged { name: "dora".to_owned() });
        assert_eq!(reset(test, &secret, "another one"), None, "a link works once");
        assert_eq!(reset(test, &older, "another one"), None, "older links die");
    });
}

#[test]
fn a_reset_link_is_good_for_a_week_and_for_nothing_else() {
    on_every_database(|test| {
        member(test, "dora");
        let secret = ask(test, "dora");
        let shown = secret.clone();
        assert_eq!(test.archive.write(move |tx| accounts::confirm(tx, &shown)).wait().unwrap(), None);
        test.clock.advance(HOUR * 24 * 7);
        assert_eq!(reset(test, &secret, "a cap and a bell"), None);
    });
}

#[test]
fn three_reset_letters_go_in_twelve_hours_and_no_more() {
    on_every_database(|test| {
        member(test, "dora");
        for _ in 0..5 {
            ask(test, "dora");
        }
        assert_eq!(letters(test).len(), 3);
        test.clock.advance(HOUR * 12);
        let fourth = ask(test, "dora");
        assert_eq!(letters(test).len(), 1);
        assert!(reset(test, &fourth, "a cap and a bell").is_some());
        for _ in 0..3 {
            ask(test, "dora");
        }
        assert_eq!(letters(test).len(), 3, "the new password’s letter, and two: what was used up still counts");
    });
}

#[test]
fn nobodys_reset_opens_nothing() {
    on_every_database(|test| {
        let secret = ask(test, "nobody@example.org");
        assert_eq!(letters(test), []);
        assert_eq!(reset(test, &secret, "a cap and a bell"), None);
    });
}

#[test]
fn whoever_waits_for_confirmation_gets_that_letter_again() {
    on_every_database(|test| {
        let (address, password) = ("dora@example.org".parse().unwrap(), hashed(test, "a fool and a cap"));
        let new = NewAccount { name: "dora".to_owned(), address, password, consents: Vec::new() };
        let first = test.archive.chance().secret();
        test.archive.write(move |tx| accounts::sign_up(tx, &new, &first)).wait().unwrap();
        letters(test);
        let secret = ask(test, "dora");
        assert!(matches!(letters(test).pop().unwrap().matter, Matter::Confirm { .. }));
        assert!(test.archive.write(move |tx| accounts::confirm(tx, &secret)).wait().unwrap().is_some());
    });
}

#[test]
fn another_password_logs_out_every_browser_but_this_one_and_ends_links() {
    on_every_database(|test| {
        let (dora, here) = member(test, "dora");
        log_in(test, dora, "elsewhere");
        let link = ask(test, "dora");
        letters(test);
        let password = hashed(test, "a cap and a bell");

        let change = move |tx: &archive::Tx<'_>| accounts::change_password(&Viewer::Member(dora), tx, &password, here);
        test.archive.write(change).wait().unwrap();

        assert_eq!(open_browsers(test, dora), [here]);
        assert_eq!(letters(test).len(), 1);
        assert_eq!(reset(test, &link, "another one"), None);
    });
}

fn want(test: &TestArchive, person: PersonId, address: &str) -> Secret {
    let (address, secret) = (address.parse().unwrap(), test.archive.chance().secret());
    let kept = secret.clone();
    let ask = move |tx: &archive::Tx<'_>| accounts::ask_address(&Viewer::Member(person), tx, &address, &kept);
    test.archive.write(ask).wait().unwrap();
    secret
}

fn confirm(test: &TestArchive, secret: &Secret) -> Option<PersonId> {
    let secret = secret.clone();
    test.archive.write(move |tx| accounts::confirm_address(tx, &secret)).wait().unwrap()
}

fn address(test: &TestArchive, person: PersonId) -> String {
    test.archive.read(move |tx| accounts::of(&Viewer::Member(person), tx)).wait().unwrap().address
}

#[test]
fn an_address_changes_when_the_new_one_has_answered_and_the_old_one_is_told() {
    on_every_database(|test| {
        let (dora, _) = member(test, "dora");
        let reset_link = ask(test, "dora");
        letters(test);
        let secret = want(test, dora, "new@example.org");
        let mut to: Vec<String> = letters(test).into_iter().map(|letter| letter.address).collect();
        to.sort();
        assert_eq!(to, ["dora@example.org", "new@example.org"]);
        assert_eq!(address(test, dora), "dora@example.org", "nothing changes before");

        assert_eq!(confirm(test, &secret), Some(dora));

        assert_eq!(address(test, dora), "new@example.org");
        let letter = letters(test).pop().unwrap();
        assert_eq!(letter.address, "dora@example.org");
        assert!(matches!(letter.matter, Matter::AddressChanged { .. }));
        assert_eq!(confirm(test, &secret), None, "a link works once");
        assert_eq!(reset(test, &reset_link, "another one"), None, "links sent to the old address die");
    });
}

#[test]
fn a_new_wish_and_a_withdrawal_end_the_older_wish() {
    on_every_database(|test| {
        let (dora, _) = member(test, "dora");
        let asked = || test.archive.read(move |tx| accounts::address_asked(&Viewer::Member(dora), tx)).wait().unwrap();
        let (first, second) = (want(test, dora, "one@example.org"), want(test, dora, "two@example.org"));
        assert_eq!(confirm(test, &first), None);
        assert_eq!(asked().as_deref(), Some("two@example.org"));
        test.archive.write(move |tx| accounts::keep_address(&Viewer::Member(dora), tx)).wait().unwrap();
        assert_eq!((asked(), confirm(test, &second)), (None, None));
        assert_eq!(address(test, dora), "dora@example.org");
    });
}

#[test]
fn a_wish_for_another_address_is_over_after_a_week() {
    on_every_database(|test| {
        let (dora, _) = member(test, "dora");
        let asked = || test.archive.read(move |tx| accounts::address_asked(&Viewer::Member(dora), tx)).wait().unwrap();
        let secret = want(test, dora, "new@example.org");
        test.clock.advance(HOUR * (24 * 7 - 1));
        assert_eq!(asked().as_deref(), Some("new@example.org"));
        test.clock.advance(HOUR);
        assert_eq!((asked(), confirm(test, &secret)), (None, None), "USER-4");
        assert_eq!(address(test, dora), "dora@example.org");
    });
}

#[test]
fn an_address_that_another_account_has_is_told_to_its_owner_alone() {
    on_every_database(|test| {
        let ((dora, _), (nora, _)) = (member(test, "dora"), member(test, "nora"));
        let secret = want(test, dora, "NORA@example.org");
        let told: Vec<(PersonId, bool)> = letters(test)
            .into_iter()
            .filter_map(|letter| Some((letter.to?, matches!(letter.matter, Matter::AddressInUse { .. }))))
            .collect();
        assert!(told.contains(&(nora, true)) && told.contains(&(dora, false)) && told.len() == 2, "{told:?}");
        assert_eq!(confirm(test, &secret), None);
        assert_eq!(address(test, dora), "dora@example.org");
    });
}

fn rename(test: &TestArchive, person: PersonId, name: &'static str) -> Result<(), Error> {
    test.archive.write(move |tx| accounts::rename(&Viewer::Member(person), tx, name)).wait()
}

fn pseud_names(test: &TestArchive, person: PersonId) -> Vec<String> {
    let seen = test.archive.read(move |tx| people::show(&Viewer::Guest, tx, person)).wait().unwrap();
    seen.pseuds.into_iter().map(|pseud| pseud.name).collect()
}

#[test]
fn a_name_changes_once_in_seven_days_and_the_pseud_of_that_name_follows() {
    on_every_database(|test| {
        let (dora, _) = member(test, "dora");
        let too_soon = |outcome: Result<(), Error>| match outcome {
            Err(Error::Invalid(errors)) => errors[0].slip == Slip::NotBefore { day: jiff::civil::date(2026, 11, 8) },
            other => panic!("{other:?}"),
        };
        rename(test, dora, "Dora_the_second").unwrap();
        assert_eq!(pseud_names(test, dora), ["Dora_the_second"]);
        let told = Matter::Renamed { before: "dora".to_owned(), name: "Dora_the_second".to_owned() };
        assert_eq!(letters(test).pop().unwrap().matter, told);
        test.clock.advance(HOUR * (24 * 7 - 1));
        assert!(too_soon(rename(test, dora, "dora_the_second")), "another spelling is another name");
        test.clock.advance(HOUR);
        rename(test, dora, "dora_the_second").unwrap();

        let kim = test.cast.moderator();
        let before = test.archive.read(move |tx| accounts::former_names(&kim, tx, dora)).wait().unwrap();
        assert_eq!(before, ["Dora_the_second", "dora"]);
        let (bo, old) =
            (test.cast.bo.viewer(), test.archive.read(|tx| people::by_name(&Viewer::Guest, tx, "dora")).wait());
        assert!(test.archive.read(move |tx| accounts::former_names(&bo, tx, dora)).wait().is_err());
        assert!(matches!(old, Err(Error::NotFound)), "the old name leads nowhere");
    });
}

#[test]
fn an_account_takes_no_name_that_is_taken_or_none_and_keeps_a_pseud_of_the_new_one() {
    on_every_database(|test| {
        let (dora, _) = member(test, "dora");
        assert!(matches!(rename(test, dora, "ANA"), Err(Error::Conflict(_))));
        for bad in ["x", "dora", "_dora", "login"] {
            assert!(matches!(rename(test, dora, bad), Err(Error::Invalid(_))), "{bad}");
        }
        assert_eq!(letters(test), []);
        test.archive.write(move |tx| people::add_pseud(tx, dora, "Rain")).wait().unwrap();
        rename(test, dora, "rain").unwrap();
        assert_eq!(pseud_names(test, dora), ["dora", "Rain"]);
    });
}

/// Whether somebody who is new here may have this name.
fn is_free(test: &TestArchive, name: &'static str) -> bool {
    match test.archive.write(move |tx| people::join(tx, name)).wait() {
        Ok(_) => true,
        Err(Error::Invalid(errors)) if errors[0].slip == Slip::Resting => false,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_name_that_somebody_gave_up_rests_for_thirty_days_for_everybody_but_them() {
    on_every_database(|test| {
        let ((dora, _), (vera, _)) = (member(test, "dora"), member(test, "vera"));
        rename(test, dora, "nora").unwrap();
        assert!(!is_free(test, "DORA"), "in no spelling");
        assert!(matches!(rename(test, vera, "dora"), Err(Error::Invalid(errors)) if errors[0].slip == Slip::Resting));
        test.clock.advance(HOUR * 24 * 7);
        rename(test, dora, "dora").expect("she can have it back");
        assert!(!is_free(test, "nora"));
        let delete = move |tx: &archive::Tx<'_>| accounts::delete(&Viewer::Member(dora), tx, Fate::Leave, Fate::Leave);
        test.archive.write(delete).wait().unwrap();
        test.clock.advance(HOUR * (24 * 30 - 1));
        assert!(!is_free(test, "dora"), "who is gone is not spoken for");
        test.clock.advance(HOUR);
        assert!(is_free(test, "dora") && is_free(test, "nora"));
    });
}

#[test]
fn a_name_that_is_taken_away_rests_until_the_host_gives_it_and_its_owner_chooses_another_at_once() {
    on_every_database(|test| {
        let ((dora, _), (vera, _)) = (member(test, "dora"), member(test, "vera"));
        let (kim, bo, host) = (test.cast.moderator(), test.cast.bo.viewer(), Viewer::Custodian(Errand::Host));
        rename(test, dora, "the_real_ana").unwrap();
        letters(test);
        test.clock.advance(Duration::from_secs(1));
        let taken =
            |viewer, reason| test.archive.write(move |tx| moderation::take_name(&viewer, tx, dora, reason)).wait();
        assert!(matches!(taken(bo, "because"), Err(Error::Forbidden(Why::NotYourRole))));
        assert!(matches!(taken(kim, " "), Err(Error::Invalid(_))), "not without a reason");
        let herself = test.cast.kim.id;
        let own = test.archive.write(move |tx| moderation::take_name(&kim, tx, herself, "because")).wait();
        assert!(matches!(own, Err(Error::Forbidden(_))));

        let name = taken(kim, "she pretends").unwrap();

        assert_eq!(name, format!("user{dora}"));
        assert_eq!(pseud_names(test, dora), [name.as_str()]);
        let told = Matter::NameTaken { name: name.clone(), reason: "she pretends".to_owned() };
        assert_eq!(letters(test).pop().unwrap().matter, told);
        let (before, log) = test
            .archive
            .read(move |tx| Ok((accounts::former_names(&kim, tx, dora)?, deeds::page(&kim, tx, 1)?.items)))
            .wait()
            .unwrap();
        assert_eq!(before, ["the_real_ana", "dora"]);
        assert_eq!((log[0].act, log[0].subject_name.as_str()), (Some(Act::TookName), name.as_str()));
        assert!(matches!(rename(test, dora, "the_real_ana"), Err(Error::Invalid(_))), "not hers either");
        rename(test, dora, "nora").expect("at once, though she had chosen a name today");
        test.clock.advance(HOUR * 24 * 400);
        assert!(!is_free(test, "the_real_ana"));
        let give = move |tx: &archive::Tx<'_>| moderation::give_name(&host, tx, vera, "the_real_ana", "it is she");
        test.archive.write(give).wait().unwrap();
        let give = move |tx: &archive::Tx<'_>| moderation::give_name(&kim, tx, vera, "anything", "because");
        assert!(matches!(test.archive.write(give).wait(), Err(Error::NotFound)), "a moderator chooses no names");
    });
}

#[test]
fn what_a_member_likes_is_known_wherever_they_log_in_and_in_their_letters() {
    on_every_database(|test| {
        let (dora, _) = member(test, "dora");
        let wanted = Preferences {
            adult: true,
            whole_work: true,
            hides_warnings: true,
            hides_tags: true,
            unindexed: true,
            unsearched: true,
            time_zone: "Europe/Lisbon".to_owned(),
            language: "pt".to_owned(),
            reader: "sepia".to_owned(),
            writing: "markdown".to_owned(),
            permissions: Permissions { bind: Permission::Yes, ai: Permission::No, ..Permissions::default() },
            no_guest_replies: true,
            no_talk_letters: true,
            no_kudos_letters: true,
            collections: true,
            collected_at_once: true,
            no_collection_letters: true,
            invitations: true,
            gifts: true,
            no_gift_letters: true,
            talk_copies: true,
        };
        let kept = wanted.clone();
        test.archive.write(move |tx| accounts::prefer(&Viewer::Member(dora), tx, &kept)).wait().unwrap();
        log_in(test, dora, "elsewhere");
        let known = test.archive.read(|tx| accounts::who(tx, &Secret::shown("elsewhere"))).wait().unwrap().unwrap();
        assert_eq!(known.preferences, wanted);
        let told = test.archive.read(move |tx| accounts::permissions(&Viewer::Guest, tx, dora)).wait().unwrap();
        assert_eq!(told, wanted.permissions, "what others may do is told to everybody");
        ask(test, "dora");
        assert_eq!(letters(test).pop().unwrap().language, "pt");
        let guest = test.archive.write(|tx| accounts::prefer(&Viewer::Guest, tx, &Preferences::default())).wait();
        assert!(matches!(guest, Err(Error::LogIn)));
    });
}

#[test]
fn an_account_knows_the_browsers_that_logged_in_to_it() {
    on_every_database(|test| {
        let ((dora, _), (nora, _)) = (member(test, "dora"), member(test, "nora"));
        let knows = |person, secret: &'static str| {
            test.archive.read(move |tx| accounts::knows(tx, person, &Secret::shown(secret))).wait().unwrap()
        };
        let remember = |person, before: Option<&'static str>, secret: &str| {
            let (before, secret) = (before.map(Secret::shown), Secret::shown(secret));
            test.archive.write(move |tx| accounts::remember(tx, person, before.as_ref(), &secret)).wait().unwrap();
        };
        remember(dora, None, "one");
        assert!(knows(dora, "one") && !knows(nora, "one"));
        remember(nora, Some("one"), "two");
        assert!(knows(dora, "two") && knows(nora, "two"), "one browser, two accounts");
        assert!(!knows(dora, "one"), "the old secret is known no more");
        for n in 0..20 {
            test.clock.advance(HOUR);
            remember(dora, None, &format!("browser {n}"));
        }
        assert!(knows(dora, "browser 19") && !knows(dora, "two"), "twenty are known");
        test.clock.advance(HOUR * 24 * 400);
        assert!(!knows(dora, "browser 19"));
    });
}
