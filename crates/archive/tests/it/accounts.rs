//! Accounts, on every database: signing up, confirming, sessions, roles, letters.

use std::time::Duration;

use archive::accounts::{self, Lasting, NewAccount, Password, Power, Role};
use archive::mail::{self, Matter};
use archive::policies::{self, Policy, Setting};
use archive::works::Fate;
use archive::{Archive, Errand, Error, PersonId, Secret, Viewer, people};
use testkit::{TestArchive, on_every_database};

const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);
const POST: Viewer = Viewer::Custodian(Errand::Mail);
const HOST: Viewer = Viewer::Custodian(Errand::Host);

fn asked(archive: &Archive, name: &str, address: &str) -> NewAccount {
    let password = Password::typed("a fool and a cap").hashed(archive.chance()).unwrap();
    let consents = vec![("terms".to_owned(), "1".to_owned())];
    NewAccount { name: name.to_owned(), address: address.parse().unwrap(), password, consents }
}

fn sign_up(test: &TestArchive, name: &str, address: &str) -> Result<Secret, Error> {
    let (new, secret) = (asked(&test.archive, name, address), test.archive.chance().secret());
    let kept = secret.clone();
    test.archive.write(move |tx| accounts::sign_up(tx, &new, &kept)).wait().map(|()| secret)
}

fn confirm(test: &TestArchive, secret: &Secret) -> Option<PersonId> {
    let secret = secret.clone();
    test.archive.write(move |tx| accounts::confirm(tx, &secret)).wait().unwrap()
}

fn letters(test: &TestArchive) -> Vec<mail::Letter> {
    test.archive.write(|tx| mail::claim(&POST, tx, 10)).wait().unwrap()
}

#[test]
fn an_account_opens_when_its_letter_is_answered_once() {
    on_every_database(|test| {
        let secret = sign_up(test, "dora", "Dora@example.org").unwrap();
        let letter = letters(test).pop().unwrap();
        assert_eq!(letter.address, "Dora@example.org");
        let told = Matter::Confirm { name: "dora".to_owned(), secret: secret.text().to_owned() };
        assert_eq!(letter.matter, told);
        let unseen = test.archive.read(|tx| people::by_name(&Viewer::Guest, tx, "dora")).wait();
        assert!(matches!(unseen, Err(Error::NotFound)), "nobody sees an account that is not open");

        let person = confirm(test, &secret).unwrap();

        let seen = test.archive.read(|tx| people::by_name(&Viewer::Guest, tx, "DORA")).wait().unwrap();
        assert!(seen.id == person && seen.is_member);
        assert_eq!(confirm(test, &secret), None, "a link works once");
    });
}

#[test]
fn an_address_in_use_is_told_to_its_owner_and_to_nobody_else() {
    on_every_database(|test| {
        let secret = sign_up(test, "dora", "dora@example.org").unwrap();
        confirm(test, &secret);
        letters(test);

        sign_up(test, "another", "DORA@example.org").unwrap();

        let letter = letters(test).pop().unwrap();
        assert_eq!(letter.matter, Matter::AddressInUse { name: "dora".to_owned() });
        let none = test.archive.read(|tx| accounts::by_name_or_address(tx, "another")).wait().unwrap();
        assert_eq!(none, None);
    });
}

#[test]
fn a_name_in_use_is_refused_in_any_spelling() {
    on_every_database(|test| {
        for name in ["ana", "ANA"] {
            assert!(matches!(sign_up(test, name, "other@example.org"), Err(Error::Conflict(_))), "{name}");
        }
        assert_eq!(letters(test), []);
    });
}

#[test]
fn a_link_is_over_after_two_weeks() {
    on_every_database(|test| {
        let secret = sign_up(test, "dora", "dora@example.org").unwrap();
        test.clock.advance(DAY * 14);
        assert_eq!(confirm(test, &secret), None);
    });
}

#[test]
fn a_session_is_known_until_it_ends_or_is_over() {
    on_every_database(|test| {
        let (ana, secret) = (test.cast.ana, Secret::shown("of anas laptop"));
        let (begun, device) = (secret.clone(), "Firefox\non a laptop");
        test.archive.write(move |tx| accounts::begin(tx, ana.id, &begun, device, Lasting::Short)).wait().unwrap();
        let who = |secret: &Secret| {
            let secret = secret.clone();
            test.archive.read(move |tx| accounts::who(tx, &secret)).wait().unwrap()
        };

        let member = who(&secret).unwrap();
        assert_eq!((member.person, member.viewer()), (ana.id, ana.viewer()));
        assert_eq!(who(&Secret::shown("of anas laptop ")), None);
        let open = test.archive.read(move |tx| accounts::open_of(&ana.viewer(), tx)).wait().unwrap();
        assert_eq!(open.iter().map(|session| session.device.as_str()).collect::<Vec<_>>(), ["Firefoxon a laptop"]);

        let bo = test.cast.bo.viewer();
        test.archive.write(move |tx| accounts::end(&bo, tx, member.session)).wait().unwrap();
        assert!(who(&secret).is_some(), "bo does not end ana's session");
        test.clock.advance(DAY * 14);
        assert_eq!(who(&secret), None, "two weeks are over");
    });
}

#[test]
fn ending_all_sessions_but_one_leaves_that_one() {
    on_every_database(|test| {
        let ana = test.cast.ana;
        for name in ["one", "two", "three"] {
            let begin =
                move |tx: &archive::Tx<'_>| accounts::begin(tx, ana.id, &Secret::shown(name), name, Lasting::Long);
            test.archive.write(begin).wait().unwrap();
        }
        let here = test.archive.read(|tx| accounts::who(tx, &Secret::shown("two"))).wait().unwrap().unwrap();
        test.archive.write(move |tx| accounts::end_all(tx, ana.id, Some(here.session))).wait().unwrap();
        let open = test.archive.read(move |tx| accounts::open_of(&ana.viewer(), tx)).wait().unwrap();
        assert_eq!(open.iter().map(|session| session.id).collect::<Vec<_>>(), [here.session]);
    });
}

#[test]
fn an_archive_gets_one_owner_by_one_link() {
    on_every_database(|test| {
        let link = |secret: &'static str| {
            test.archive.write(move |tx| accounts::owner_link(&HOST, tx, &Secret::shown(secret))).wait().unwrap()
        };
        let own = |name: &str, secret: &'static str| {
            let new = asked(&test.archive, name, &format!("{name}@example.org"));
            test.archive.write(move |tx| accounts::own(tx, &new, &Secret::shown(secret))).wait().unwrap()
        };
        assert!(link("first") && link("second"));
        assert_eq!(own("thief", "first"), None, "an earlier link is dead");

        let owner = own("host", "second").unwrap();

        assert_eq!(test.archive.read(move |tx| accounts::roles_of(tx, owner)).wait().unwrap(), [Role::Owner]);
        assert_eq!(own("another", "second"), None);
        assert!(!link("third"), "an archive with an owner gives no link");
    });
}

#[test]
fn only_an_owner_gives_roles_and_the_last_owner_stays() {
    on_every_database(|test| {
        let cast = test.cast;
        let give =
            |viewer: Viewer, role| test.archive.write(move |tx| accounts::give(&viewer, tx, cast.bo.id, role)).wait();
        assert!(matches!(give(Viewer::Guest, Role::Owner), Err(Error::LogIn)));
        assert!(matches!(give(cast.ana.viewer(), Role::Owner), Err(Error::Forbidden(_))));
        assert!(matches!(give(cast.moderator(), Role::Wrangler), Err(Error::Forbidden(_))));
        give(HOST, Role::Owner).unwrap();
        let owner = Viewer::Moderator(cast.bo.id);
        give(owner, Role::Archivist).unwrap();

        let take = |role| test.archive.write(move |tx| accounts::take(&owner, tx, cast.bo.id, role)).wait();
        assert!(matches!(take(Role::Owner), Err(Error::Forbidden(_))));
        take(Role::Archivist).unwrap();

        let may =
            |viewer: Viewer, power| test.archive.read(move |tx| accounts::require(&viewer, tx, power)).wait().is_ok();
        assert!(may(owner, Power::Run) && may(cast.wren.viewer(), Power::Wrangle));
        assert!(!may(cast.wren.viewer(), Power::KeepOrder) && !may(cast.ana.viewer(), Power::Wrangle));
    });
}

#[test]
fn a_letter_is_tried_again_later_and_forgotten_when_it_is_sent() {
    on_every_database(|test| {
        sign_up(test, "dora", "dora@example.org").unwrap();
        let letter = letters(test).pop().unwrap().id;
        assert_eq!(letters(test), [], "who took a letter has some time for it");
        test.archive.write(move |tx| mail::failed(&POST, tx, letter, "no answer")).wait().unwrap();
        test.clock.advance(MINUTE * 6);
        assert_eq!(letters(test).len(), 1);
        test.archive.write(move |tx| mail::failed(&POST, tx, letter, "no answer")).wait().unwrap();
        test.clock.advance(MINUTE * 6);
        assert_eq!(letters(test), [], "each time the wait is longer");
        test.clock.advance(MINUTE * 6);
        assert_eq!(letters(test).len(), 1);

        test.archive.write(move |tx| mail::sent(&POST, tx, letter)).wait().unwrap();

        test.clock.advance(DAY * 40);
        assert_eq!(letters(test), []);
        let bo = test.cast.bo.viewer();
        assert!(matches!(test.archive.write(move |tx| mail::claim(&bo, tx, 1)).wait(), Err(Error::NotFound)));
    });
}

#[test]
fn a_name_that_was_asked_for_is_kept_whether_or_not_the_address_has_an_account() {
    on_every_database(|test| {
        let secret = sign_up(test, "dora", "dora@example.org").unwrap();
        confirm(test, &secret);
        for (name, address) in [("probe1", "dora@example.org"), ("probe2", "nobody@example.org")] {
            assert!(sign_up(test, name, address).is_ok(), "{name}");
            for again in [address, "other@example.org"] {
                assert!(matches!(sign_up(test, name, again), Err(Error::Conflict(_))), "{name} {again}");
            }
            let seen = test.archive.read(move |tx| people::by_name(&Viewer::Guest, tx, name)).wait();
            assert!(matches!(seen, Err(Error::NotFound)), "nobody sees {name}");
        }

        test.clock.advance(DAY * 14 + MINUTE);

        for name in ["probe1", "probe2"] {
            sign_up(test, name, &format!("{name}@example.org")).expect("the name is free again");
        }
        let dora = test.archive.read(|tx| people::by_name(&Viewer::Guest, tx, "dora")).wait();
        assert!(dora.is_ok(), "who has confirmed stays");
    });
}

#[test]
fn sessions_that_are_over_are_forgotten_and_a_hundred_are_open_at_most() {
    on_every_database(|test| {
        let ana = test.cast.ana;
        let begin = |n: usize| {
            let secret = Secret::shown(format!("browser {n}"));
            let begin = move |tx: &archive::Tx<'_>| accounts::begin(tx, ana.id, &secret, "a test", Lasting::Short);
            test.archive.write(begin).wait().unwrap();
            test.clock.advance(Duration::from_secs(1));
        };
        (0..102).for_each(begin);
        let known = |n: usize| {
            let secret = Secret::shown(format!("browser {n}"));
            test.archive.read(move |tx| accounts::who(tx, &secret)).wait().unwrap().is_some()
        };
        assert_eq!([0, 1, 2, 101].map(known), [false, false, true, true]);
        test.clock.advance(DAY * 14);
        begin(102);
        let open = test.archive.read(move |tx| accounts::open_of(&ana.viewer(), tx)).wait().unwrap();
        assert_eq!(open.len(), 1);
    });
}

#[test]
fn a_role_is_given_to_nobody_who_is_gone() {
    on_every_database(|test| {
        let (new, bo) = (asked(&test.archive, "dora", "dora@example.org"), test.cast.bo.id);
        let dora = test.archive.write(move |tx| accounts::open_at_once(tx, &new)).wait().unwrap();
        let leave = move |tx: &archive::Tx<'_>| accounts::delete(&Viewer::Member(dora), tx, Fate::Leave, Fate::Leave);
        test.archive.write(leave).wait().unwrap();
        let give = |person| test.archive.write(move |tx| accounts::give(&HOST, tx, person, Role::Owner)).wait();
        assert!(matches!(give(dora), Err(Error::NotFound)));
        assert!(!test.archive.read(accounts::owner_exists).wait().unwrap());
        give(bo).unwrap();
    });
}

#[test]
fn the_host_logs_one_or_everybody_out_and_it_stands_in_the_log() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana, test.cast.bo);
        let known = || {
            ["ana", "bo"].map(|name| {
                test.archive.read(move |tx| accounts::who(tx, &Secret::shown(name))).wait().unwrap().is_some()
            })
        };
        let log_in = || {
            for (person, name) in [(ana.id, "ana"), (bo.id, "bo")] {
                let begin =
                    move |tx: &archive::Tx<'_>| accounts::begin(tx, person, &Secret::shown(name), name, Lasting::Long);
                test.archive.write(begin).wait().unwrap();
            }
        };
        let log_out = |viewer, whom| test.archive.write(move |tx| accounts::log_out(&viewer, tx, whom)).wait();
        log_in();
        assert_eq!(known(), [true, true]);
        assert!(matches!(log_out(test.cast.moderator(), None), Err(Error::NotFound)));
        log_out(HOST, Some(ana.id)).unwrap();
        assert_eq!(known(), [false, true]);
        log_out(HOST, None).unwrap();
        assert_eq!(known(), [false, false]);
        let log = test.archive.read(|tx| archive::deeds::page(&HOST, tx, 1)).wait().unwrap().items;
        let told: Vec<_> = log.iter().map(|deed| (deed.act, deed.subject_name.as_str())).collect();
        let act = Some(archive::deeds::Act::LoggedOut);
        assert_eq!(told[..2], [(act, ""), (act, "ana")]);
    });
}

#[test]
fn who_does_not_confirm_gets_one_more_letter_after_a_day_and_is_forgotten_after_two_weeks() {
    on_every_database(|test| {
        let tend = || accounts::tend_unconfirmed(&test.archive).unwrap();
        sign_up(test, "dora", "dora@example.org").unwrap();
        assert_eq!(sent(test).len(), 1);
        test.clock.advance(MINUTE * (24 * 60 - 1));
        tend();
        assert_eq!(letters_about_confirming(test), 0);
        test.clock.advance(MINUTE);
        (0..3).for_each(|_| tend());
        let again = sent(test).into_iter().find_map(|matter| match matter {
            Matter::ConfirmAgain { name, secret } => Some((name, Secret::shown(secret))),
            _ => None,
        });
        let (name, secret) = again.expect("a second letter");
        assert_eq!(name, "dora");
        test.clock.advance(DAY * 12);
        tend();
        assert_eq!(letters_about_confirming(test), 0, "two letters, and no third");
        assert!(matches!(sign_up(test, "dora", "nora@example.org"), Err(Error::Conflict(_))), "the name waits still");

        test.clock.advance(DAY + MINUTE);
        tend();

        let opened = test.archive.write(move |tx| accounts::confirm(tx, &secret)).wait().unwrap();
        assert_eq!(opened, None, "the links are dead");
        let listed = test.archive.read(|tx| accounts::list(&HOST, tx)).wait().unwrap();
        assert!(listed.is_empty(), "nothing is kept: {listed:?}");
        sign_up(test, "dora", "dora@example.org").expect("name and address are free");
    });
}

#[test]
fn who_has_confirmed_is_neither_reminded_nor_forgotten() {
    on_every_database(|test| {
        let secret = sign_up(test, "dora", "dora@example.org").unwrap();
        confirm(test, &secret);
        sent(test);
        test.clock.advance(DAY * 60);
        accounts::tend_unconfirmed(&test.archive).unwrap();
        assert_eq!(letters_about_confirming(test), 0);
        assert!(test.archive.read(|tx| people::by_name(&Viewer::Guest, tx, "dora")).wait().is_ok());
    });
}

/// What the letters are about that are due, and they leave.
fn sent(test: &TestArchive) -> Vec<Matter> {
    let send = |tx: &archive::Tx<'_>| {
        let letters = mail::claim(&POST, tx, 50)?;
        letters.iter().try_for_each(|letter| mail::sent(&POST, tx, letter.id))?;
        Ok(letters.into_iter().map(|letter| letter.matter).collect())
    };
    test.archive.write(send).wait().unwrap()
}

/// How many letters that ask to confirm once more are due.
fn letters_about_confirming(test: &TestArchive) -> usize {
    sent(test).iter().filter(|matter| matches!(matter, Matter::ConfirmAgain { .. })).count()
}

#[test]
fn a_browser_that_nobody_comes_back_with_is_logged_out_after_as_long_as_the_owner_says() {
    on_every_database(|test| {
        let ana = test.cast.ana;
        let begin = |name: &'static str| {
            let begin =
                move |tx: &archive::Tx<'_>| accounts::begin(tx, ana.id, &Secret::shown(name), "a test", Lasting::Long);
            test.archive.write(begin).wait().unwrap();
        };
        let who =
            |name: &'static str| test.archive.read(move |tx| accounts::who(tx, &Secret::shown(name))).wait().unwrap();
        let open = || test.archive.read(move |tx| accounts::open_of(&ana.viewer(), tx)).wait().unwrap().len();
        begin("used");
        begin("unused");
        for _ in 0..3 {
            test.clock.advance(DAY * 20);
            let session = who("used").expect("it was used").session;
            test.archive.write(move |tx| accounts::seen(tx, session)).wait().unwrap();
        }
        assert!(who("unused").is_none(), "ASVS 7.3");
        assert_eq!(open(), 1);
        let host = Viewer::Custodian(Errand::Host);
        let idle = [(Setting::IdleDays, "5".to_owned())];
        let decide = move |tx: &archive::Tx<'_>| policies::change(&host, tx, &Policy::default(), &idle);
        test.archive.write(decide).wait().unwrap();
        test.clock.advance(MINUTE * (5 * 24 * 60 - 1));
        assert!(who("used").is_some());
        test.clock.advance(MINUTE);
        assert!(who("used").is_none() && open() == 0);
        begin("new");
        assert!(who("new").is_some() && open() == 1);
    });
}

#[test]
fn what_was_agreed_to_is_kept_with_its_version_and_day() {
    on_every_database(|test| {
        let secret = sign_up(test, "dora", "dora@example.org").unwrap();
        let dora = confirm(test, &secret).unwrap();
        test.clock.advance(DAY * 3);
        let second = vec![("terms".to_owned(), "2".to_owned()), ("privacy".to_owned(), "2".to_owned())];
        test.archive.write(move |tx| accounts::agree(tx, dora, &second)).wait().unwrap();
        let own = Viewer::Custodian(Errand::OwnExport);
        let kept = test.archive.read(move |tx| archive::belongings::of(&own, tx, dora)).wait().unwrap().consents;
        let told: Vec<_> =
            kept.iter().map(|one| (one.what.as_str(), one.version.as_str(), one.at.to_string())).collect();
        let day = |day: u8| format!("2026-11-{day:02}T12:00:00Z");
        assert_eq!(told, [("terms", "1", day(1)), ("privacy", "2", day(4)), ("terms", "2", day(4))], "USER-2");
        log_in(test, dora);
        let known = test.archive.read(|tx| accounts::who(tx, &Secret::shown("here"))).wait().unwrap().unwrap();
        assert_eq!(known.agreed_to.as_deref(), Some("2"), "the newest counts");
    });
}

fn log_in(test: &TestArchive, person: PersonId) {
    let begin =
        move |tx: &archive::Tx<'_>| accounts::begin(tx, person, &Secret::shown("here"), "a test", Lasting::Short);
    test.archive.write(begin).wait().unwrap();
}
