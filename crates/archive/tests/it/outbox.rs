//! The outbox before mail servers that refuse, hang and drop: nothing lost, nothing doubled.

use std::time::Duration;

use archive::accounts::Role;
use archive::mail::{self, Letter, Matter, Outcome};
use archive::subscriptions::Subject;
use archive::works::State;
use archive::{Errand, Error, Viewer, accounts};
use testkit::{TestArchive, on_every_database, story};

use super::news::tell;
use super::subscriptions::follow;

const POST: Viewer = Viewer::Custodian(Errand::Mail);

fn claim(test: &TestArchive) -> Vec<Letter> {
    test.archive.write(move |tx| mail::claim(&POST, tx, 100)).wait().unwrap()
}

fn settle(test: &TestArchive, outcomes: Vec<(Letter, Outcome)>) {
    test.archive.write(move |tx| mail::settle(&POST, tx, &outcomes)).wait().unwrap();
}

/// A letter about news that waits, and who owns the archive.
fn one_letter(test: &TestArchive) -> Viewer {
    let nora = test.member_with_account("nora");
    follow(test, nora.viewer(), Subject::Person(test.cast.ana.id)).unwrap();
    test.post(story("Rain", 1), State::Posted, false);
    tell(&test.archive);
    let (host, kim) = (Viewer::Custodian(Errand::Host), test.cast.kim.id);
    test.archive.write(move |tx| accounts::give(&host, tx, kim, Role::Owner)).wait().unwrap();
    test.cast.moderator()
}

fn dead(test: &TestArchive, owner: Viewer) -> Vec<mail::DeadLetter> {
    test.archive.read(move |tx| mail::dead(&owner, tx, 1)).wait().unwrap().items
}

#[test]
fn a_letter_about_news_whose_carrier_died_is_not_sent_again_and_lies_before_the_owner() {
    on_every_database(|test| {
        let owner = one_letter(test);
        assert_eq!(claim(test).len(), 1);
        test.clock.advance(Duration::from_hours(1));
        assert!(claim(test).is_empty(), "never twice");
        let lying = dead(test, owner);
        assert_eq!(
            lying.iter().map(|one| (one.about.as_str(), one.to.as_deref())).collect::<Vec<_>>(),
            [("news", Some("nora"))]
        );
        let bo = test.cast.bo.viewer();
        let read = test.archive.read(move |tx| mail::dead(&bo, tx, 1)).wait();
        assert!(matches!(read, Err(Error::Forbidden(_))), "for owners");
        let id = lying[0].id;
        test.archive.write(move |tx| mail::send_again(&owner, tx, id)).wait().unwrap();
        assert_eq!(claim(test).iter().map(|letter| letter.id).collect::<Vec<_>>(), [id], "as the owner says");
    });
}

#[test]
fn a_letter_that_a_server_refused_is_tried_again_later_each_time_and_given_up_in_the_end() {
    on_every_database(|test| {
        let owner = one_letter(test);
        let mut tries = 0;
        loop {
            let letters = claim(test);
            if letters.is_empty() {
                break;
            }
            tries += 1;
            settle(test, letters.into_iter().map(|letter| (letter, Outcome::Failed("no".to_owned()))).collect());
            assert!(claim(test).is_empty(), "not at once");
            test.clock.advance(Duration::from_hours(24 * 20));
        }
        assert_eq!(tries, 13);
        let lying = dead(test, owner);
        assert_eq!(lying.iter().map(|one| (one.tries, one.trouble.as_str())).collect::<Vec<_>>(), [(12, "no")]);
        let id = lying[0].id;
        test.archive.write(move |tx| mail::let_go(&owner, tx, id)).wait().unwrap();
        assert!(dead(test, owner).is_empty());
    });
}

#[test]
fn of_a_letter_that_may_have_left_only_what_cannot_be_had_elsewhere_goes_again() {
    on_every_database(|test| {
        let owner = one_letter(test);
        let kim = test.cast.moderator();
        let dora = test.member_with_account("dora");
        test.archive.write(move |tx| archive::moderation::warn(&kim, tx, dora.id, "a test")).wait().unwrap();
        let unknown = |letter| (letter, Outcome::Unknown("silence".to_owned()));
        let letters = claim(test);
        assert_eq!(letters.len(), 2);
        settle(test, letters.into_iter().map(unknown).collect());
        assert_eq!(dead(test, owner).len(), 1, "news are on the page");
        test.clock.advance(Duration::from_hours(1));
        let again = claim(test);
        assert!(matches!(&again[..], [one] if matches!(one.matter, Matter::Warned { .. })), "{again:?}");
    });
}

#[test]
fn a_letter_that_nobody_tried_is_taken_again_soon_and_counts_as_untried() {
    on_every_database(|test| {
        one_letter(test);
        let letters = claim(test);
        settle(test, letters.into_iter().map(|letter| (letter, Outcome::Untouched)).collect());
        assert!(claim(test).is_empty());
        test.clock.advance(Duration::from_mins(16));
        assert_eq!(claim(test).len(), 1);
    });
}
