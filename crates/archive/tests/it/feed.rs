//! The change feed: every change once, in order, and none missed.

use std::time::Duration;

use archive::feed::{self, Change, Cursor};
use archive::works::{self, Access, State};
use archive::{Errand, Error, Viewer};
use testkit::{TestArchive, on_every_database, story};

const INDEXER: Viewer = Viewer::Custodian(Errand::Index);

fn after(test: &TestArchive, cursor: Cursor, limit: u32) -> Vec<(Cursor, Change)> {
    test.archive.read(move |tx| feed::after(&INDEXER, tx, cursor, limit)).wait().unwrap()
}

/// Everything that has happened until now since `cursor`. On PostgreSQL other tests' transactions hold changes back for
/// a moment, so a last work is posted and waited for.
fn until_now(test: &TestArchive, cursor: Cursor) -> Vec<(Cursor, Change)> {
    let last = Change::Work(test.post(story("Last", 1), State::Draft, false));
    for _ in 0..1_000 {
        let mut told = after(test, cursor, 10_000);
        if let Some(at) = told.iter().position(|(_, change)| *change == last) {
            told.truncate(at + 1);
            return told;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("the feed does not come forward");
}

fn end(test: &TestArchive) -> Cursor {
    until_now(test, Cursor::default()).last().unwrap().0
}

#[test]
fn what_is_done_to_a_work_is_told_in_order() {
    on_every_database(|test| {
        let before = end(test);
        let id = test.post(story("Told", 1), State::Posted, false);
        let (ana, kim) = (test.cast.ana.viewer(), test.cast.moderator());
        test.archive.write(move |tx| works::share(&ana, tx, id, Access::Members)).wait().unwrap();
        test.archive.write(move |tx| works::hide(&kim, tx, id, "because")).wait().unwrap();
        test.archive.write(move |tx| works::unhide(&kim, tx, id, "")).wait().unwrap();
        test.archive.write(move |tx| works::delete(&ana, tx, id)).wait().unwrap();
        let changes = until_now(test, before).into_iter().map(|(_, change)| change);
        let of_work: Vec<_> = changes.filter(|change| !matches!(change, Change::Tag(_))).collect();
        assert_eq!(of_work[..4], [Change::Work(id); 4]);
        assert_eq!(of_work[4], Change::WorkGone(id));
    });
}

#[test]
fn a_reader_goes_on_from_its_cursor_step_by_step() {
    on_every_database(|test| {
        for number in 0..5 {
            test.post(story(&number.to_string(), 1), State::Posted, false);
        }
        let all = until_now(test, Cursor::default());
        let (mut steps, mut cursor) = (Vec::new(), Cursor::default());
        while let Some(step) = after(test, Cursor::from_numbers(cursor.numbers()), 3).last().copied() {
            steps.extend(after(test, cursor, 3));
            cursor = step.0;
        }
        assert_eq!(steps, all);
    });
}

#[test]
fn a_change_is_told_or_known_to_be_held_back_at_once() {
    on_every_database(|test| {
        let before = end(test);
        test.post(story("At once", 1), State::Posted, false);
        let known = test.archive.read(move |tx| {
            Ok(feed::after(&INDEXER, tx, before, 10)?.len() as u64 + feed::held_back(&INDEXER, tx, before)?.others)
        });
        assert!(known.wait().unwrap() > 0);
    });
}

#[test]
fn a_deed_that_failed_is_not_told() {
    on_every_database(|test| {
        let before = end(test);
        let bo = test.cast.bo.viewer();
        let id = test.post(story("Mine", 1), State::Draft, false);
        assert!(test.archive.write(move |tx| works::delete(&bo, tx, id)).wait().is_err());
        let told = until_now(test, before);
        assert!(!told.iter().any(|(_, change)| matches!(change, Change::WorkGone(_))));
    });
}

#[test]
fn the_feed_is_for_the_archives_own_errands() {
    let test = TestArchive::new();
    for viewer in [Viewer::Guest, test.cast.ana.viewer(), test.cast.moderator()] {
        let read = test.archive.read(move |tx| feed::after(&viewer, tx, Cursor::default(), 10)).wait();
        assert!(matches!(read, Err(Error::NotFound)));
    }
}
