//! Letters about what members follow: when they go, what they tell, and to whom none goes.

use std::time::Duration;

use archive::mail::{self, Letter, Matter};
use archive::notices;
use archive::subscriptions::{self, Habit, Pace, set_habit, set_pace, unsubscribe};
use archive::works::{self, State};
use archive::{Errand, Tx, Viewer, WorkId, moderation};
use jiff::SignedDuration;
use testkit::{TestArchive, on_every_database, story};

use super::news::{follower, seen, tell, write};

const POST: Viewer = Viewer::Custodian(Errand::Mail);

pub fn claimed(test: &TestArchive) -> Vec<Letter> {
    let letters = test.archive.write(move |tx| mail::claim(&POST, tx, 100)).wait().unwrap();
    letters.into_iter().filter(|letter| matches!(letter.matter, Matter::News { .. })).collect()
}

pub fn titles(test: &TestArchive, letter: &Letter) -> Vec<String> {
    let (id, to) = (letter.id, letter.to.unwrap());
    let contents = test.archive.read(move |tx| notices::in_letters(&POST, tx, &[(id, to)])).wait().unwrap();
    contents.into_values().flat_map(|letter| letter.told).map(|told| told.card.title.clone()).collect()
}

pub fn sent(test: &TestArchive, letters: Vec<Letter>) {
    let outcomes: Vec<_> = letters.into_iter().map(|letter| (letter, mail::Outcome::Sent)).collect();
    write(test, move |tx| mail::settle(&POST, tx, &outcomes));
}

fn post(test: &TestArchive, title: &str) -> WorkId {
    let work = test.post(story(title, 1), State::Posted, false);
    tell(&test.archive);
    work
}

#[test]
fn letters_go_at_once_and_what_comes_within_a_quarter_of_an_hour_goes_together() {
    on_every_database(|test| {
        let _ = follower(test, "nora");
        post(test, "Rain");
        let letters = claimed(test);
        assert_eq!(letters.len(), 1);
        assert_eq!(titles(test, &letters[0]), ["Rain"]);
        assert!(claimed(test).is_empty(), "taken by one");
        for title in ["Snow", "Fog"] {
            test.clock.advance(Duration::from_mins(1));
            post(test, title);
        }
        sent(test, letters);
        assert!(claimed(test).is_empty(), "not more than four an hour");
        test.clock.advance(Duration::from_mins(14));
        let letters = claimed(test);
        assert_eq!(titles(test, &letters[0]), ["Snow", "Fog"], "SUB-2: batched");
        sent(test, letters);
        test.clock.advance(Duration::from_hours(5));
        assert!(claimed(test).is_empty(), "never twice");
    });
}

#[test]
fn digests_wait_for_their_day_and_nothing_goes_in_quiet_hours() {
    on_every_database(|test| {
        let (nora, _) = follower(test, "nora");
        let (dora, one) = follower(test, "dora");
        let quiet = Habit { pace: Pace::AtOnce, quiet: (12, 14), offset: 0, has_feed: false };
        write(test, move |tx| set_habit(&nora.viewer(), tx, &quiet));
        write(test, move |tx| set_pace(&dora.viewer(), tx, one, Some(Pace::Daily)));
        post(test, "Rain");
        assert!(claimed(test).is_empty(), "it is noon, on a Sunday");
        test.clock.advance(Duration::from_hours(2));
        let letters = claimed(test);
        assert_eq!(letters.iter().map(|letter| letter.to).collect::<Vec<_>>(), [Some(nora.id)], "kept for after");
        sent(test, letters);
        post(test, "Snow");
        test.clock.advance(Duration::from_hours(18));
        let letters = claimed(test);
        let dora_s = letters.iter().find(|letter| letter.to == Some(dora.id)).unwrap();
        assert_eq!(titles(test, dora_s), ["Rain", "Snow"], "of the day");
        sent(test, letters);
        let page = Habit { pace: Pace::Page, ..quiet };
        write(test, move |tx| set_habit(&nora.viewer(), tx, &page));
        post(test, "Fog");
        test.clock.advance(Duration::from_hours(24 * 8));
        assert!(claimed(test).iter().all(|letter| letter.to == Some(dora.id)), "on the page alone");
        assert_eq!(seen(test, nora).len(), 3);
    });
}

#[test]
fn a_letter_tells_what_its_recipient_may_see_when_it_goes() {
    on_every_database(|test| {
        let (nora, one) = follower(test, "nora");
        let (ana, kim) = (test.cast.ana.viewer(), test.cast.moderator());
        let works = ["Hidden", "Masked", "Mystery", "Binned", "Narrow", "Seen"].map(|title| {
            let work = test.post(story(title, 1), State::Posted, false);
            tell(&test.archive);
            work
        });
        let letters = claimed(test);
        assert_eq!(titles(test, &letters[0]).len(), 6);
        write(test, move |tx| works::hide(&kim, tx, works[0], "a test"));
        write(test, move |tx| works::set_anonymous(&ana, tx, works[1], true));
        write(test, move |tx| works::set_unrevealed(&ana, tx, works[2], true));
        write(test, move |tx| works::discard(&ana, tx, works[3], &works::Epitaph::default()));
        write(test, move |tx| works::share_with(&ana, tx, works[4], &[]));
        assert_eq!(titles(test, &letters[0]), ["Seen"], "SUB-3: checked when it goes");
        write(test, move |tx| works::delete(&ana, tx, works[3]));
        write(test, move |tx| unsubscribe(&nora.viewer(), tx, one));
        assert!(titles(test, &letters[0]).is_empty(), "nothing of what one does not follow any more");
    });
}

#[test]
fn no_letter_goes_to_whoever_is_suspended_or_banned_or_has_ended_letters() {
    on_every_database(|test| {
        let ((nora, _), (dora, _), (cora, _)) =
            (follower(test, "nora"), follower(test, "dora"), follower(test, "cora"));
        let (host, until) = (Viewer::Custodian(Errand::Host), test.clock.now() + SignedDuration::from_hours(24));
        post(test, "Rain");
        write(test, move |tx| moderation::suspend(&host, tx, nora.id, until, "a test"));
        write(test, move |tx| moderation::ban(&host, tx, dora.id, "a test"));
        let read = move |tx: &Tx<'_>| subscriptions::all_letters(&POST, tx, cora.id);
        let secret = test.archive.read(read).wait().unwrap();
        write(test, move |tx| subscriptions::end(tx, &secret));
        assert!(claimed(test).is_empty());
        assert_eq!(seen(test, cora).len(), 1, "it stands on the page");
        post(test, "Snow");
        test.clock.advance(Duration::from_hours(1));
        assert!(claimed(test).is_empty());
    });
}
