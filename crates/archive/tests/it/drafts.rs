//! Drafts that nobody goes on with: how long they are kept, and what their creators are told.

use std::time::Duration;

use archive::mail::{self, Matter};
use archive::policies::{self, Policy, Setting};
use archive::works::{self, Access, Creators, NewWork, State};
use archive::{Errand, Error, Viewer, WorkId};
use jiff::SignedDuration;
use testkit::{Member, TestArchive, on_every_database, story};

const HOST: Viewer = Viewer::Custodian(Errand::Host);

fn keep_drafts(test: &TestArchive, days: &'static str) {
    let wanted = [(Setting::DraftDays, days.to_owned())];
    test.archive.write(move |tx| policies::change(&HOST, tx, &Policy::default(), &wanted)).wait().unwrap();
}

fn draft(test: &TestArchive, creators: &[Member]) -> WorkId {
    let pseuds = creators.iter().map(|member| member.pseud).collect();
    let new = NewWork {
        manuscript: story("Unfinished", 1),
        creators: Creators::Pseuds(pseuds),
        state: State::Draft,
        access: Access::Everyone,
    };
    let new = new.pack().unwrap();
    test.archive.write(move |tx| works::post(&Viewer::Custodian(Errand::Import), tx, &new)).wait().unwrap()
}

/// Lets days go by, with everything done that their time has come for.
fn days_pass(test: &TestArchive, days: u64) {
    for _ in 0..days {
        test.clock.advance(Duration::from_hours(24));
        assert!(works::do_what_is_due(&test.archive).unwrap().is_empty());
        assert!(works::tell_of_drafts(&test.archive).unwrap().is_empty());
    }
}

/// What has been written since the last time.
fn letters(test: &TestArchive) -> Vec<Matter> {
    let post = Viewer::Custodian(Errand::Mail);
    let deed = move |tx: &archive::Tx<'_>| {
        let letters = mail::claim(&post, tx, 50)?;
        letters.iter().try_for_each(|letter| mail::sent(&post, tx, letter.id))?;
        Ok(letters.into_iter().map(|letter| letter.matter).collect::<Vec<_>>())
    };
    test.archive.write(deed).wait().unwrap()
}

fn seen(test: &TestArchive, member: Member, id: WorkId) -> works::SeenWork {
    test.archive.read(move |tx| works::own(&member.viewer(), tx, id)).wait().unwrap()
}

#[test]
fn a_draft_is_kept_for_ever_where_the_owner_sets_no_limit() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let id = draft(test, &[dora]);
        test.clock.advance(Duration::from_hours(24 * 4_000));
        days_pass(test, 9);
        let there = seen(test, dora, id);
        assert!(!there.card.is_deleted);
        assert_eq!((there.goes_at, letters(test)), (None, Vec::new()));
    });
}

#[test]
fn a_draft_goes_into_the_bin_a_week_after_one_letter_and_can_be_fetched_back() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let (id, begin) = (draft(test, &[dora]), test.clock.now());
        keep_drafts(test, "30");
        assert_eq!(seen(test, dora, id).goes_at, Some(begin + SignedDuration::from_hours(24 * 30)));

        days_pass(test, 22);
        assert_eq!(letters(test), []);
        days_pass(test, 7);
        assert_eq!(letters(test), [Matter::DraftGoes { work: id.number() }], "one letter, a week before");
        assert!(!seen(test, dora, id).card.is_deleted);
        days_pass(test, 1);

        assert_eq!(letters(test), [Matter::DraftWent { work: id.number() }]);
        assert!(seen(test, dora, id).restorable_until.is_some(), "in the bin, and not away");
        test.archive.write(move |tx| works::restore(&dora.viewer(), tx, id)).wait().unwrap();
        assert_eq!(seen(test, dora, id).goes_at, Some(test.clock.now() + SignedDuration::from_hours(24 * 30)));
    });
}

#[test]
fn saving_a_draft_begins_its_time_anew_even_after_the_letter() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let id = draft(test, &[dora]);
        keep_drafts(test, "30");
        days_pass(test, 29);
        assert_eq!(letters(test).len(), 1);
        test.archive.write(move |tx| works::expect_chapters(&dora.viewer(), tx, id, Some(7))).wait().unwrap();

        days_pass(test, 22);
        assert_eq!(letters(test), []);
        assert!(!seen(test, dora, id).card.is_deleted);
        days_pass(test, 1);
        assert_eq!(letters(test), [Matter::DraftGoes { work: id.number() }]);
    });
}

#[test]
fn a_limit_that_comes_late_or_is_lifted_takes_no_draft_without_its_week() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let id = draft(test, &[dora]);
        test.clock.advance(Duration::from_hours(24 * 400));
        keep_drafts(test, "14");
        days_pass(test, 1);
        assert_eq!(seen(test, dora, id).goes_at, Some(test.clock.now() + SignedDuration::from_hours(24 * 7)));
        days_pass(test, 6);
        assert!(!seen(test, dora, id).card.is_deleted);

        keep_drafts(test, "0");
        days_pass(test, 9);
        assert!(!seen(test, dora, id).card.is_deleted, "the limit was lifted in time");
        keep_drafts(test, "14");
        days_pass(test, 2);
        assert_eq!(letters(test).len(), 2, "and when it comes back there is another letter");
    });
}

#[test]
fn a_draft_that_nobody_could_save_stays() {
    on_every_database(|test| {
        let (dora, ana) = (test.member_with_account("dora"), test.cast.ana);
        let (of_nobody, of_both, banned) =
            (draft(test, &[ana]), draft(test, &[ana, dora]), test.member_with_account("fay"));
        let (later, of_banned) = (draft(test, &[dora]), draft(test, &[banned]));
        let at = test.clock.now() + SignedDuration::from_hours(24 * 90);
        test.archive.write(move |tx| works::schedule(&dora.viewer(), tx, later, Some(at))).wait().unwrap();
        let kim = test.cast.moderator();
        let ban = move |tx: &archive::Tx<'_>| archive::moderation::ban(&kim, tx, banned.id, "spam");
        test.archive.write(ban).wait().unwrap();
        letters(test);
        keep_drafts(test, "30");
        days_pass(test, 45);

        assert_eq!(letters(test).len(), 2, "of the one draft whose creator has an account and may write");
        for (member, id, is_deleted) in
            [(ana, of_nobody, false), (ana, of_both, true), (dora, later, false), (banned, of_banned, false)]
        {
            assert_eq!(seen(test, member, id).card.is_deleted, is_deleted);
        }
    });
}

#[test]
fn only_the_clock_lets_a_draft_go() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let id = draft(test, &[dora]);
        for viewer in [Viewer::Guest, dora.viewer(), test.cast.moderator(), HOST] {
            let deed = test.archive.write(move |tx| works::let_draft_go(&viewer, tx, id)).wait();
            assert!(matches!(deed, Err(Error::NotFound)));
        }
    });
}
