//! Invitations, the list of those who wait, and addresses that may not join, on every database.

use std::time::Duration;

use archive::accounts::{self, Address, Joined, NewAccount, Password};
use archive::deeds;
use archive::invitations::{self, Fate};
use archive::mail::{self, Letter, Matter};
use archive::policies::{self, Policy, Setting, SignUp};
use archive::{Errand, Error, Secret, Slip, Viewer, Why};
use testkit::{TestArchive, on_every_database};

const HOST: Viewer = Viewer::Custodian(Errand::Host);
const POST: Viewer = Viewer::Custodian(Errand::Mail);
const DAY: Duration = Duration::from_hours(24);

fn set(test: &TestArchive, setting: Setting, value: &str) {
    let wanted = vec![(setting, value.to_owned())];
    test.archive.write(move |tx| policies::change(&HOST, tx, &Policy::default(), &wanted)).wait().unwrap();
}

fn address(text: &str) -> Address {
    text.parse().unwrap()
}

/// The letters that are due, by address; they are sent then.
fn letters(test: &TestArchive) -> Vec<Letter> {
    let claim = |tx: &archive::Tx<'_>| {
        let letters = mail::claim(&POST, tx, 50)?;
        letters.iter().try_for_each(|letter| mail::sent(&POST, tx, letter.id))?;
        Ok(letters)
    };
    let mut letters = test.archive.write(claim).wait().unwrap();
    letters.sort_by(|one, other| one.address.cmp(&other.address));
    letters
}

fn invite(test: &TestArchive, viewer: Viewer, to: &str) -> archive::Result<()> {
    let to = address(to);
    test.archive.write(move |tx| invitations::invite(&viewer, tx, &Policy::default(), &to)).wait()
}

fn wait(test: &TestArchive, who: &str) {
    let who = address(who);
    test.archive.write(move |tx| invitations::wait(tx, &Policy::default(), &who)).wait().unwrap();
}

fn join(test: &TestArchive, secret: &str, name: &str, email: &str) -> Joined {
    let password = Password::typed("a fool and a cap").hashed(test.archive.chance()).unwrap();
    let new = NewAccount { name: name.to_owned(), address: address(email), password, consents: Vec::new() };
    let (secret, confirm) = (Secret::shown(secret), test.archive.chance().secret());
    test.archive.write(move |tx| accounts::sign_up_invited(tx, &new, &secret, &confirm)).wait().unwrap()
}

fn secret_of(letter: &Letter) -> String {
    match &letter.matter {
        Matter::Join { secret, .. } | Matter::Waits { secret } => secret.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_invitation_by_letter_opens_an_account_once_and_its_giver_sees_by_whom() {
    on_every_database(|test| {
        set(test, Setting::Invitations, "2");
        let ana = test.cast.ana.viewer();
        invite(test, ana, "dora@example.org").unwrap();
        let letter = letters(test).pop().unwrap();
        assert_eq!((letter.to, letter.address.as_str()), (None, "dora@example.org"));
        let secret = secret_of(&letter);

        let Joined::Open(_) = join(test, &secret, "dora", "Dora@example.org") else { panic!("the letter proved it") };

        assert_eq!(join(test, &secret, "another", "another@example.org"), Joined::Stale);
        let (left, given) = test
            .archive
            .read(move |tx| Ok((invitations::left(&ana, tx)?, invitations::given(&ana, tx)?)))
            .wait()
            .unwrap();
        assert_eq!((left, given[0].fate.clone()), (Some(1), Fate::Used(Some("dora".to_owned()))));
    });
}

#[test]
fn another_address_than_the_invited_one_has_to_answer_a_letter() {
    on_every_database(|test| {
        invite(test, test.cast.moderator(), "dora@example.org").unwrap();
        let secret = secret_of(&letters(test)[0]);
        assert_eq!(join(test, &secret, "dora", "elsewhere@example.org"), Joined::Asked);
        let asked = letters(test).pop().unwrap();
        assert!(asked.address == "elsewhere@example.org" && matches!(asked.matter, Matter::Confirm { .. }));
        assert_eq!(join(test, &secret, "dora_two", "dora@example.org"), Joined::Stale, "it is used up");
    });
}

#[test]
fn an_invitation_is_good_again_when_the_account_made_by_it_was_never_opened() {
    on_every_database(|test| {
        invite(test, test.cast.moderator(), "dora@example.org").unwrap();
        let secret = secret_of(&letters(test)[0]);
        assert_eq!(join(test, &secret, "dora", "elsewhere@example.org"), Joined::Asked);
        test.clock.advance(DAY * 15);

        accounts::tend_unconfirmed(&test.archive).unwrap();

        assert!(matches!(join(test, &secret, "dora", "dora@example.org"), Joined::Open(_)), "USER-3");
    });
}

#[test]
fn a_link_proves_no_address_even_when_it_was_made_for_one() {
    on_every_database(|test| {
        let (secret, dora) = (Secret::shown("printed"), address("dora@example.org"));
        test.archive.write(move |tx| invitations::link_by_host(&HOST, tx, &dora, &secret)).wait().unwrap();
        assert_eq!(join(test, "printed", "dora", "dora@example.org"), Joined::Asked);
    });
}

#[test]
fn who_has_none_left_gives_none_and_one_taken_back_can_be_given_again() {
    on_every_database(|test| {
        let ana = test.cast.ana.viewer();
        assert!(matches!(invite(test, ana, "x@example.org"), Err(Error::Forbidden(Why::NoInvitations))));
        set(test, Setting::Invitations, "1");
        invite(test, ana, "x@example.org").unwrap();
        assert!(matches!(invite(test, ana, "y@example.org"), Err(Error::Forbidden(Why::NoInvitations))));
        let secret = secret_of(&letters(test)[0]);
        let id = test.archive.read(move |tx| invitations::given(&ana, tx)).wait().unwrap()[0].id;
        let bo = test.cast.bo.viewer();
        let others = test.archive.write(move |tx| invitations::withdraw(&bo, tx, id)).wait();
        assert!(matches!(others, Err(Error::NotFound)));

        test.archive.write(move |tx| invitations::withdraw(&ana, tx, id)).wait().unwrap();

        assert_eq!(join(test, &secret, "dora", "x@example.org"), Joined::Stale);
        invite(test, ana, "x@example.org").unwrap();
        assert_eq!(letters(test), [], "an address is written to once a day");
        assert!(invite(test, test.cast.moderator(), "z@example.org").is_ok(), "who may invite has no limit");
    });
}

#[test]
fn an_invitation_is_over_after_thirty_days() {
    on_every_database(|test| {
        invite(test, test.cast.moderator(), "dora@example.org").unwrap();
        let secret = secret_of(&letters(test)[0]);
        test.clock.advance(DAY * 30);
        assert_eq!(join(test, &secret, "dora", "dora@example.org"), Joined::Stale);
    });
}

#[test]
fn what_is_known_of_an_address_changes_nothing_for_who_invites_it() {
    on_every_database(|test| {
        set(test, Setting::Invitations, "3");
        test.member_with_account("nora");
        let kim = test.cast.moderator();
        let spam = address("s.pam@gmail.com");
        test.archive.write(move |tx| invitations::ban(&kim, tx, &spam, "robots")).wait().unwrap();
        let ana = test.cast.ana.viewer();
        for to in ["NORA@example.org", "spam+1@googlemail.com", "fresh@example.org"] {
            invite(test, ana, to).unwrap();
        }
        let told: Vec<_> = letters(test).into_iter().map(|letter| letter.address).collect();
        assert_eq!(told, ["fresh@example.org", "nora@example.org"]);
        let fates: Vec<_> = test.archive.read(move |tx| invitations::given(&ana, tx)).wait().unwrap();
        assert!(fates.iter().all(|given| given.fate == Fate::Waits), "{fates:?}");
    });
}

#[test]
fn those_who_wait_are_called_in_their_order_and_each_mailbox_stands_once() {
    on_every_database(|test| {
        set(test, Setting::SignUp, "invited");
        set(test, Setting::Queue, "yes");
        for who in ["one@example.org", "two@gmail.com", "t.w.o+x@googlemail.com", "three@example.org"] {
            wait(test, who);
            test.clock.advance(Duration::from_secs(1));
        }
        let told = letters(test);
        assert_eq!(told.len(), 3, "a second spelling on the same day is not written to: {told:?}");
        let third = told.iter().find(|letter| letter.address.starts_with("three")).unwrap();
        let third = Secret::shown(secret_of(third));
        let place = |secret: &Secret| {
            let secret = secret.clone();
            test.archive.read(move |tx| invitations::place(tx, &secret)).wait().unwrap()
        };
        assert_eq!(place(&third).map(|place| (place.number, place.of)), Some((3, 3)));
        let kim = test.cast.moderator();

        let called = test.archive.write(move |tx| invitations::call(&kim, tx, &Policy::default(), 2)).wait().unwrap();

        assert_eq!(called, 2);
        let told: Vec<_> = letters(test).into_iter().map(|letter| letter.address).collect();
        assert_eq!(told, ["one@example.org", "two@gmail.com"]);
        assert_eq!(place(&third).map(|place| (place.number, place.of)), Some((1, 1)));
        let gone = third.clone();
        test.archive.write(move |tx| invitations::leave(tx, &gone)).wait().unwrap();
        assert_eq!(place(&third), None);
        assert!(test.archive.read(|tx| deeds::first_broken(&HOST, tx)).wait().unwrap().is_none());
    });
}

#[test]
fn a_letter_of_the_list_comes_again_after_a_day_with_a_new_link() {
    on_every_database(|test| {
        set(test, Setting::Queue, "yes");
        wait(test, "one@example.org");
        let first = Secret::shown(secret_of(&letters(test)[0]));
        test.clock.advance(DAY);
        wait(test, "ONE@example.org");
        let second = Secret::shown(secret_of(&letters(test)[0]));
        let places = test
            .archive
            .read(move |tx| Ok((invitations::place(tx, &first)?, invitations::place(tx, &second)?)))
            .wait()
            .unwrap();
        assert!(places.0.is_none() && places.1.is_some_and(|place| place.number == 1));
    });
}

#[test]
fn who_has_made_an_account_waits_no_more() {
    on_every_database(|test| {
        set(test, Setting::Queue, "yes");
        wait(test, "nora@example.org");
        test.member_with_account("nora");
        let kim = test.cast.moderator();
        assert_eq!(test.archive.read(move |tx| invitations::queue(&kim, tx)).wait().unwrap().length, 0);
    });
}

#[test]
fn a_banned_address_neither_waits_nor_signs_up_and_hears_nothing() {
    on_every_database(|test| {
        set(test, Setting::Queue, "yes");
        let (kim, spam) = (test.cast.moderator(), address("spam@gmail.com"));
        wait(test, "spam@gmail.com");
        letters(test);
        test.archive.write(move |tx| invitations::ban(&kim, tx, &spam, "robots")).wait().unwrap();
        assert_eq!(test.archive.read(move |tx| invitations::queue(&kim, tx)).wait().unwrap().length, 0);
        wait(test, "s.p.a.m@gmail.com");
        let password = Password::typed("a fool and a cap").hashed(test.archive.chance()).unwrap();
        let mailed = address("spam+2@gmail.com");
        let new = NewAccount { name: "spammer".to_owned(), address: mailed, password, consents: Vec::new() };
        let confirm = test.archive.chance().secret();
        test.archive.write(move |tx| accounts::sign_up(tx, &new, &confirm)).wait().unwrap();
        assert_eq!(letters(test), []);
        let none = test.archive.read(|tx| accounts::by_name_or_address(tx, "spammer")).wait().unwrap();
        assert_eq!(none, None);

        let again = address("spam@gmail.com");
        test.archive.write(move |tx| invitations::lift(&kim, tx, &again)).wait().unwrap();
        wait(test, "spam@gmail.com");
        assert_eq!(letters(test).len(), 1);
    });
}

#[test]
fn more_invitations_are_asked_for_with_a_reason_and_answered_by_letter() {
    on_every_database(|test| {
        let ana = test.member_with_account("nora");
        let wish = |number: u64, reason: &'static str| {
            let viewer = ana.viewer();
            test.archive.write(move |tx| invitations::wish(&viewer, tx, Some(number), reason)).wait()
        };
        assert!(matches!(wish(3, "friends"), Err(Error::Forbidden(Why::NoInvitations))), "it is off");
        set(test, Setting::Asking, "yes");
        let Err(Error::Invalid(wrong)) = wish(11, " ") else { panic!("too many, without a reason") };
        assert_eq!(wrong[0].slip, Slip::NotInRange { least: 1, most: 10 });
        assert_eq!(wrong.len(), 2);
        wish(3, "friends").unwrap();
        let kim = test.cast.moderator();
        let grant = move |tx: &archive::Tx<'_>| invitations::grant(&kim, tx, ana.id, Some(2));
        test.archive.write(grant).wait().unwrap();
        assert!(matches!(test.archive.write(grant).wait(), Err(Error::NotFound)), "a wish is answered once");
        let viewer = ana.viewer();
        assert_eq!(test.archive.read(move |tx| invitations::left(&viewer, tx)).wait().unwrap(), Some(2));
        wish(5, "more friends").unwrap();
        test.archive.write(move |tx| invitations::refuse(&kim, tx, ana.id, "too many")).wait().unwrap();
        let told: Vec<_> = letters(test).into_iter().map(|letter| letter.matter).collect();
        let refused = Matter::InvitationsRefused { reason: "too many".to_owned() };
        assert!(told.len() == 2 && told.contains(&refused), "{told:?}");
        assert!(told.contains(&Matter::InvitationsGranted { number: 2 }), "{told:?}");
    });
}

#[test]
fn a_closed_archive_invites_nobody_and_who_is_suspended_invites_nobody() {
    on_every_database(|test| {
        set(test, Setting::SignUp, "closed");
        let closed = invite(test, test.cast.moderator(), "x@example.org");
        assert!(matches!(closed, Err(Error::Forbidden(Why::NotOpen))));
        set(test, Setting::SignUp, "open");
        let suspended = invite(test, Viewer::Suspended(test.cast.ana.id), "x@example.org");
        assert!(matches!(suspended, Err(Error::Forbidden(Why::Sanctioned))));
    });
}

#[test]
fn those_who_wait_are_invited_by_themselves_so_many_every_so_many_hours() {
    on_every_database(|test| {
        let due = |first: &Policy| invitations::call_due(&test.archive, first).unwrap();
        let first = Policy::default();
        set(test, Setting::Queue, "yes");
        set(test, Setting::QueueNumber, "2");
        assert_eq!(due(&first), 0, "nobody waits");
        for n in 1..=5 {
            wait(test, &format!("n{n}@example.org"));
            test.clock.advance(Duration::from_mins(1));
        }
        let last = letters(test).pop().unwrap();
        assert_eq!(last.address, "n5@example.org");
        let secret = Secret::shown(secret_of(&last));
        let expected = || {
            let secret = secret.clone();
            test.archive.read(move |tx| invitations::place(tx, &secret)).wait().unwrap().unwrap().expected
        };
        let in_hours = |hours| Some(test.clock.now() + jiff::SignedDuration::from_hours(hours));
        assert_eq!(expected(), in_hours(24), "INV-2: two now, two in twelve hours, and then the last");

        assert_eq!(due(&first), 2);

        let invited: Vec<String> = letters(test).into_iter().map(|letter| letter.address).collect();
        assert_eq!(invited, ["n1@example.org", "n2@example.org"], "those who waited longest");
        assert_eq!(due(&first), 0, "not before it is time again");
        assert_eq!(expected(), in_hours(24));
        test.clock.advance(Duration::from_hours(12));
        assert_eq!((due(&first), expected()), (2, in_hours(12)));
        set(test, Setting::QueueNumber, "0");
        test.clock.advance(Duration::from_hours(100));
        assert_eq!((due(&first), expected()), (0, None), "by hand");
        set(test, Setting::QueueNumber, "10");
        let closed = Policy { sign_up: SignUp::Closed, ..Policy::default() };
        assert_eq!(due(&closed), 0, "a closed archive invites nobody");
        assert_eq!(due(&first), 1);
        let log = test.archive.read(|tx| deeds::page(&HOST, tx, 1)).wait().unwrap().items;
        assert!(log.iter().all(|deed| deed.act != Some(deeds::Act::InvitedWaiting)), "it is nobody's act");
    });
}

#[test]
fn everybody_is_given_more_invitations_or_only_those_who_have_none_left() {
    on_every_database(|test| {
        set(test, Setting::Invitations, "1");
        let (ana, bo, kim) = (test.cast.ana.viewer(), test.cast.bo.viewer(), test.cast.moderator());
        invite(test, ana, "x@example.org").unwrap();
        let grant = |viewer: Viewer, number: u64, only_out: bool| {
            test.archive.write(move |tx| invitations::grant_all(&viewer, tx, Some(number), only_out)).wait()
        };
        let left = || {
            let left = |viewer: Viewer| test.archive.read(move |tx| invitations::left(&viewer, tx)).wait().unwrap();
            (left(ana), left(bo))
        };
        assert!(matches!(grant(bo, 1, true), Err(Error::Forbidden(Why::NotYourRole))));
        for odd in [0, 20] {
            assert!(matches!(grant(kim, odd, true), Err(Error::Invalid(_))), "INV-3: 1 to 19");
        }
        assert_eq!(left(), (Some(0), Some(1)));
        assert_eq!(grant(kim, 2, true).unwrap(), 1);
        assert_eq!(left(), (Some(2), Some(1)));
        assert_eq!(grant(kim, 3, false).unwrap(), 5, "everybody of the cast");
        assert_eq!(left(), (Some(5), Some(4)));
        let log = test.archive.read(|tx| deeds::page(&HOST, tx, 1)).wait().unwrap().items;
        assert_eq!(log[0].act, Some(deeds::Act::GaveInvitations));
    });
}
