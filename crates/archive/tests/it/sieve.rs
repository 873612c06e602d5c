//! The sieve: it learns from what is decided here, holds what is like what nobody wanted, and forgets what is taken back.

use archive::comments::{self, Held};
use archive::policies::{self, Policy, Setting};
use archive::sieve::{self, FLOOR, Report};
use archive::works::Commenters;
use archive::{CommentId, Errand, Error, Viewer, Why, WorkId};
use testkit::{TestArchive, on_every_database};

use crate::comments::{GUEST, delete, let_comment, open, page, read, refused, say};

const HOST: Viewer = Viewer::Custodian(Errand::Host);

fn report(test: &TestArchive) -> Report {
    test.archive.read(|tx| sieve::report(&HOST, tx)).wait().unwrap()
}

pub fn run(test: &TestArchive, setting: Setting, value: &str) {
    let wanted = [(setting, value.to_owned())];
    test.archive.write(move |tx| policies::change(&HOST, tx, &Policy::default(), &wanted)).wait().unwrap();
}

fn hide_as_spam(test: &TestArchive, work: WorkId, id: CommentId) {
    let kim = test.cast.moderator();
    test.archive.write(move |tx| comments::hide_as_spam(&kim, tx, &work.into(), id)).wait().unwrap();
}

fn approve_all(test: &TestArchive, work: WorkId) {
    let ana = test.cast.ana.viewer();
    test.archive.write(move |tx| comments::approve_all(&ana, tx, &work.into())).wait().unwrap();
}

/// So many comments of each sort, learnt as they come.
fn teach(test: &TestArchive, work: WorkId, number: u64) {
    for number in 0..number {
        let spam =
            say(test, GUEST, work, &format!("Cheap watches, commissions, fast portraits, contact discord {number}"));
        hide_as_spam(test, work, spam);
    }
    let_comment(test, work, Commenters::Everyone, true);
    for number in 0..number {
        say(test, GUEST, work, &format!("The rain in chapter {number} made me cry, thank you for writing"));
    }
    approve_all(test, work);
    let_comment(test, work, Commenters::Everyone, false);
}

/// Why a comment waits, as its work's creator is told.
fn held(test: &TestArchive, viewer: Viewer, work: WorkId, id: CommentId) -> Option<Held> {
    let shown = test.archive.read(move |tx| comments::show(&viewer, tx, &work.into(), id, 1)).wait();
    shown.ok().and_then(|page| page.turns[0].comment.held)
}

#[test]
fn it_holds_nothing_until_it_has_learnt_enough_and_then_what_is_like_what_nobody_wanted() {
    on_every_database(|test| {
        let (work, ana, bo) = (open(test), test.cast.ana.viewer(), test.cast.bo.viewer());
        teach(test, work, FLOOR - 1);
        let early = say(test, GUEST, work, "Fast portraits! Cheap commissions, contact me on discord");
        assert_eq!(held(test, ana, work, early), None, "silent as yet");
        delete(test, ana, work, early).unwrap();
        teach_one_more(test, work);

        let spam = say(test, GUEST, work, "Fast commissions, cheap portraits! Discord: contact sam42");
        assert_eq!(held(test, ana, work, spam), Some(Held::Spam), "COM-7");
        let fine = say(test, GUEST, work, "I cry whenever it rains in this chapter, thank you");
        let is_read = |id| test.archive.read(move |tx| comments::show(&GUEST, tx, &work.into(), id, 1)).wait().is_ok();
        assert_eq!((is_read(fine), is_read(spam)), (true, false), "COM-7");
        for viewer in [GUEST, bo, test.cast.moderator()] {
            assert_eq!(held(test, viewer, work, spam), None, "the reason is for creators alone: {viewer:?}");
        }
    });
}

fn teach_one_more(test: &TestArchive, work: WorkId) {
    let spam = say(test, GUEST, work, "Cheap watches, commissions, portraits, contact discord once more");
    hide_as_spam(test, work, spam);
    let_comment(test, work, Commenters::Everyone, true);
    say(test, GUEST, work, "The rain in the last chapter made me cry, thank you for writing");
    approve_all(test, work);
    let_comment(test, work, Commenters::Everyone, false);
}

#[test]
fn whom_it_is_asked_about_is_the_hosts_to_say() {
    on_every_database(|test| {
        let (work, bo, ana) = (open(test), test.cast.bo.viewer(), test.cast.ana.viewer());
        for number in 0..5 {
            say(test, bo, work, &format!("known {number}"));
        }
        test.clock.advance(std::time::Duration::from_hours(24 * 8));
        teach(test, work, FLOOR);
        let like_spam = |number: u64| format!("Cheap commissions, fast portraits, contact discord, please {number}");
        let asked = |viewer: Viewer, number| held(test, ana, work, say(test, viewer, work, &like_spam(number)));
        assert_eq!((asked(bo, 1), asked(GUEST, 1)), (None, Some(Held::Spam)), "members who are known are not sieved");
        run(test, Setting::Sieve, "everybody");
        assert_eq!((asked(bo, 2), asked(GUEST, 2)), (Some(Held::Spam), Some(Held::Spam)));
        assert_eq!(asked(ana, 2), None, "never on one's own work");
        run(test, Setting::Sieve, "nobody");
        assert_eq!((asked(bo, 3), asked(GUEST, 3)), (None, None));
    });
}

#[test]
fn what_is_decided_is_learnt_once_and_taken_back_without_a_trace() {
    on_every_database(|test| {
        let (work, kim) = (open(test), test.cast.moderator());
        let spam = say(test, GUEST, work, "Cheap watches");
        hide_as_spam(test, work, spam);
        hide_as_spam(test, work, spam);
        assert_eq!((report(test).spam, report(test).good), (1, 0));
        assert!(!read(test, GUEST, work).concat().contains("watches"));
        let shown = move |tx: &archive::Tx<'_>| comments::unhide(&kim, tx, &work.into(), spam, "");
        test.archive.write(shown).wait().unwrap();
        let Report { spam, good, waiting, right, wrong, missed, .. } = report(test);
        assert_eq!([spam, good, waiting, right, wrong, missed], [0; 6]);
        assert!(read(test, GUEST, work).concat().contains("watches"));
    });
}

#[test]
fn how_right_it_was_is_counted() {
    on_every_database(|test| {
        let (work, ana) = (open(test), test.cast.ana.viewer());
        teach(test, work, FLOOR);
        let like_spam = |number: u64| format!("Cheap commissions, fast portraits, contact discord, please {number}");
        let [one, two, _three] = [1, 2, 3].map(|number| say(test, GUEST, work, &like_spam(number)));
        assert_eq!(report(test).waiting, 3);
        let approved = test.archive.write(move |tx| comments::approve(&ana, tx, &work.into(), &[one]));
        assert_eq!(approved.wait().unwrap(), 1);
        let deleted = test.archive.write(move |tx| comments::delete_as_spam(&ana, tx, &work.into(), &[two, one]));
        assert_eq!(deleted.wait().unwrap(), 1, "what was let through is left alone");
        hide_as_spam(test, work, say(test, GUEST, work, "Nothing like it, and unwanted all the same"));
        let Report { spam, good, waiting, right, wrong, missed, .. } = report(test);
        assert_eq!((waiting, right, wrong, missed), (1, 1, 1, 1));
        assert_eq!((spam, good), (FLOOR + 2, FLOOR + 1));
    });
}

#[test]
fn it_learns_from_what_is_here_and_forgets_everything_again_and_only_for_who_runs_the_archive() {
    on_every_database(|test| {
        let (work, kim, bo) = (open(test), test.cast.moderator(), test.cast.bo.viewer());
        let bad = say(test, GUEST, work, "Cheap watches");
        say(test, bo, work, "I love the rain");
        let hide = move |tx: &archive::Tx<'_>| comments::hide(&kim, tx, &work.into(), bad, "");
        test.archive.write(hide).wait().unwrap();
        assert_eq!(report(test).spam, 0, "not all that is hidden is spam");
        test.clock.advance(std::time::Duration::from_hours(24 * 8));
        say(test, bo, work, "Too young to be learnt from");
        for viewer in [kim, bo] {
            refused(test.archive.write(move |tx| comments::teach_sieve(&viewer, tx)).wait(), Why::NotYourRole);
            refused(test.archive.write(move |tx| sieve::forget(&viewer, tx)).wait(), Why::NotYourRole);
            refused(test.archive.read(move |tx| sieve::report(&viewer, tx)).wait(), Why::NotYourRole);
        }
        for _ in 0..2 {
            test.archive.write(|tx| comments::teach_sieve(&HOST, tx)).wait().unwrap();
            assert_eq!((report(test).spam, report(test).good), (1, 1));
        }
        test.archive.write(|tx| sieve::forget(&HOST, tx)).wait().unwrap();
        assert_eq!(report(test), Report::default());
    });
}

#[test]
fn what_guests_say_is_the_hosts_to_decide() {
    on_every_database(|test| {
        let (work, ana) = (open(test), test.cast.ana.viewer());
        say(test, GUEST, work, "first");
        run(test, Setting::GuestComments, "held");
        let second = say(test, GUEST, work, "second");
        assert_eq!(held(test, ana, work, second), Some(Held::Guest), "COM-5");
        assert_eq!(read(test, GUEST, work), ["Gus: first"]);
        run(test, Setting::GuestComments, "nobody");
        let third = crate::comments::say_to(test, GUEST, work, (None, "third"));
        assert!(matches!(third, Err(Error::LogIn)), "COM-5: {third:?}");
        assert_eq!(page(test, GUEST, work, 1).unwrap().commenting.by, Commenters::Members);
        assert_eq!(page(test, ana, work, 1).unwrap().commenting.by, Commenters::Everyone, "the work still lets them");
        run(test, Setting::GuestComments, "everyone");
        say(test, GUEST, work, "third");
        assert_eq!(read(test, GUEST, work), ["Gus: first", "Gus: third"]);
    });
}

#[test]
fn who_is_new_is_the_hosts_to_say() {
    on_every_database(|test| {
        let (work, bo) = (open(test), test.cast.bo.viewer());
        let is_new = || test.archive.read(move |tx| comments::is_new(&bo, tx)).wait().unwrap();
        say(test, bo, work, "first");
        assert!(is_new(), "COM-8: of today, and one comment");
        run(test, Setting::NewcomerDays, "0");
        assert!(is_new(), "COM-8: one comment");
        run(test, Setting::NewcomerComments, "1");
        assert!(!is_new(), "COM-8");
        run(test, Setting::NewcomerDays, "1");
        assert!(is_new(), "COM-8: of today");
        test.clock.advance(std::time::Duration::from_hours(25));
        assert!(!is_new(), "COM-8");
    });
}
