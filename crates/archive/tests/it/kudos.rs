//! Kudos: once from each, of whoever sees the work; and what is counted of works, which no deed waits for.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use archive::blocks::{self, List};
use archive::kudos::{self, Kudos, Left};
use archive::mail::{self, Matter};
use archive::search::{self, Index, Query, Wish};
use archive::tallies::{self, Tally};
use archive::works::{self, Access, Asked, State};
use archive::{Answer, DatabasePlace, Errand, Error, PersonId, Settings, Viewer, Why, WorkId, people};
use testkit::{TestArchive, every_ready_database, on_every_database, story};

const HOME: &str = "192.0.2.7";

fn leave_from(test: &TestArchive, viewer: Viewer, work: WorkId, from: &str) -> Answer<Left> {
    let (asked, from): (Asked, IpAddr) = (work.into(), from.parse().unwrap());
    test.archive.write(move |tx| kudos::leave(&viewer, tx, &asked, from))
}

fn leave(test: &TestArchive, viewer: Viewer, work: WorkId) -> Result<Left, Error> {
    leave_from(test, viewer, work, HOME).wait()
}

fn seen(test: &TestArchive, viewer: Viewer, work: WorkId) -> Result<Kudos, Error> {
    test.archive.read(move |tx| kudos::at(&works::show(&viewer, tx, work)?.card, tx, 1)).wait()
}

fn tally(test: &TestArchive, work: WorkId) -> Tally {
    tallies::count_due(&test.archive).unwrap();
    test.archive.read(move |tx| works::show(&Viewer::Guest, tx, work)).wait().unwrap().card.tally
}

fn refused(outcome: Result<Left, Error>, because: Why) {
    let outcome = outcome.map_err(|error| error.to_string());
    assert!(matches!(&outcome, Err(told) if *told == because.to_string()), "{because:?}: {outcome:?}");
}

#[test]
fn kudos_are_left_once_by_each_person_and_guest() {
    on_every_database(|test| {
        let work = test.post(story("Rain", 1), State::Posted, false);
        let (bo, cy) = (test.cast.bo.viewer(), test.cast.cy.viewer());
        assert_eq!(leave(test, bo, work).unwrap(), Left::Now, "KUD-1");
        assert_eq!(leave(test, bo, work).unwrap(), Left::Before, "KUD-1");
        test.clock.advance(Duration::from_mins(1));
        assert_eq!(leave(test, cy, work).unwrap(), Left::Now, "KUD-1");
        assert_eq!(leave(test, Viewer::Guest, work).unwrap(), Left::Now, "KUD-1");
        assert_eq!(leave(test, Viewer::Guest, work).unwrap(), Left::Before, "KUD-1");
        let elsewhere = leave_from(test, Viewer::Guest, work, "2001:db8::7").wait();
        assert_eq!(elsewhere.unwrap(), Left::Now, "KUD-1");
        let kudos = seen(test, Viewer::Guest, work).unwrap();
        assert_eq!(kudos.names, ["cy_muted", "bo_reads"], "KUD-2: the newest first");
        assert_eq!((kudos.members, kudos.guests, kudos.others()), (2, 2, 0), "KUD-2");
        assert_eq!(tally(test, work).kudos, 4);
    });
}

#[test]
fn a_guest_can_thank_again_when_nobody_can_say_any_more_where_they_came_from() {
    on_every_database(|test| {
        let work = test.post(story("Rain", 1), State::Posted, false);
        assert_eq!(leave(test, Viewer::Guest, work).unwrap(), Left::Now);
        test.clock.advance(Duration::from_hours(24 * 31));
        kudos::forget_salts(&test.archive).unwrap();
        assert_eq!(leave(test, Viewer::Guest, work).unwrap(), Left::Now, "KUD-1");
    });
}

#[test]
fn kudos_go_to_nobodys_own_work_and_to_nothing_that_cannot_be_seen() {
    on_every_database(|test| {
        let (ana, bo, kim) = (test.cast.ana.viewer(), test.cast.bo.viewer(), test.cast.moderator());
        let works = test.stated_works();
        refused(leave(test, ana, works.ana_posted), Why::OwnWork);
        assert!(matches!(leave(test, Viewer::Guest, works.ana_restricted), Err(Error::LogIn)), "KUD-1");
        assert_eq!(leave(test, bo, works.ana_restricted).unwrap(), Left::Now);
        for hidden in [works.ana_draft, works.ana_hidden] {
            assert!(matches!(leave(test, bo, hidden), Err(Error::NotFound)));
            assert!(matches!(seen(test, bo, hidden), Err(Error::NotFound)));
            refused(leave(test, kim, hidden), Why::NotThere);
        }
        assert!(matches!(seen(test, Viewer::Guest, works.ana_restricted), Err(Error::LogIn)));
        let bo = test.cast.bo.id;
        for sanctioned in [Viewer::Suspended(bo), Viewer::Banned(bo)] {
            refused(leave(test, sanctioned, works.ana_posted), Why::Sanctioned);
        }
    });
}

#[test]
fn who_is_blocked_by_a_creator_leaves_no_kudos() {
    on_every_database(|test| {
        let work = test.post(story("Rain", 1), State::Posted, false);
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo);
        test.archive.write(move |tx| blocks::add(&ana, tx, List::Blocked, bo.id)).wait().unwrap();
        refused(leave(test, bo.viewer(), work), Why::KeptOff);
        assert!(seen(test, Viewer::Guest, work).unwrap().is_empty(), "BLK-1");
    });
}

#[test]
fn the_same_kudos_from_thirty_two_sides_at_once_count_once() {
    on_every_database(|test| {
        let work = test.post(story("Rain", 1), State::Posted, false);
        for viewer in [test.cast.bo.viewer(), Viewer::Guest] {
            let all: Vec<_> = (0..32).map(|_| leave_from(test, viewer, work, HOME)).collect();
            let left: Vec<Left> = all.into_iter().map(|answer| answer.wait().unwrap()).collect();
            assert_eq!(left.iter().filter(|left| **left == Left::Now).count(), 1, "{viewer:?}");
        }
        assert_eq!(tally(test, work).kudos, 2);
    });
}

#[test]
fn sixteen_who_leave_kudos_at_one_work_wait_for_none_of_the_others() {
    for database in every_ready_database() {
        let Some(url) = database.url() else { continue };
        let settings = Settings { database: DatabasePlace::Postgres(url), connections: 16 };
        let test = TestArchive::open(&settings, Some(database));
        let work = test.post(story("Rain", 1), State::Posted, false);
        let join =
            |number| test.archive.write(move |tx| people::join(tx, &format!("reader{number}"))).wait().unwrap().0;
        let readers: Vec<PersonId> = (0..16).map(join).collect();
        let arrived = Arc::new(AtomicUsize::new(0));
        let leaving = readers.into_iter().map(|reader| {
            let (arrived, is_first, viewer) = (Arc::clone(&arrived), AtomicBool::new(true), Viewer::Member(reader));
            test.archive.write(move |tx| {
                let left = kudos::leave(&viewer, tx, &work.into(), HOME.parse().unwrap())?;
                if is_first.swap(false, Ordering::Relaxed) {
                    arrived.fetch_add(1, Ordering::Relaxed);
                }
                // None of them ends before all of them have written everything that they write.
                let begun = Instant::now();
                while arrived.load(Ordering::Relaxed) < 16 && begun.elapsed() < Duration::from_mins(1) {
                    std::thread::sleep(Duration::from_millis(2));
                }
                Ok((left, arrived.load(Ordering::Relaxed)))
            })
        });
        let leaving: Vec<_> = leaving.collect();
        for answer in leaving {
            assert_eq!(answer.wait().unwrap(), (Left::Now, 16), "R40");
        }
        assert_eq!(tally(&test, work).kudos, 16);
    }
}

#[test]
fn what_is_counted_is_found_and_sorted_by_as_soon_as_it_is_counted() {
    on_every_database(|test| {
        let index = Arc::new(Index::new(None));
        index.prepare(&test.archive, || false).unwrap();
        let [quiet, loved] = ["Quiet", "Loved"].map(|title| test.post(story(title, 1), State::Posted, false));
        test.clock.advance(Duration::from_hours(1));
        leave(test, test.cast.bo.viewer(), loved).unwrap();
        leave(test, Viewer::Guest, loved).unwrap();
        leave(test, test.cast.bo.viewer(), quiet).unwrap();
        assert_eq!(tallies::count_due(&test.archive).unwrap(), 2);
        assert_eq!(tallies::count_due(&test.archive).unwrap(), 0, "what is counted is due no more");
        let titles = |typed: &str| {
            let (index, query) = (Arc::clone(&index), Query::read(typed));
            let wish = Wish { query, number: 1, ..Wish::default() };
            let found = test.archive.read(move |tx| search::find(&Viewer::Guest, tx, &index, &wish)).wait().unwrap();
            found.unwrap().works.items.into_iter().map(|card| card.title).collect::<Vec<_>>()
        };
        assert_eq!(titles("kudos:>1"), ["Loved"]);
        assert_eq!(titles("sort:kudos"), ["Loved", "Quiet"]);
        assert_eq!(titles("comments:0 sort:kudos"), ["Loved", "Quiet"]);
        let index = Arc::new(Index::new(None));
        index.prepare(&test.archive, || false).unwrap();
        let wish = Wish { query: Query::read("kudos:2"), number: 1, ..Wish::default() };
        let found = test.archive.read(move |tx| search::find(&Viewer::Guest, tx, &index, &wish)).wait().unwrap();
        assert_eq!(found.unwrap().works.total, 1, "an index that is made anew knows it too");
    });
}

#[test]
fn what_was_counted_of_a_work_goes_with_it() {
    on_every_database(|test| {
        let work = test.post(story("Rain", 1), State::Posted, false);
        leave(test, test.cast.bo.viewer(), work).unwrap();
        tallies::count_due(&test.archive).unwrap();
        leave(test, Viewer::Guest, work).unwrap();
        let ana = test.cast.ana.viewer();
        test.archive.write(move |tx| works::delete(&ana, tx, work)).wait().unwrap();
        assert_eq!(tallies::count_due(&test.archive).unwrap(), 0);
        assert!(matches!(seen(test, Viewer::Guest, work), Err(Error::NotFound)));
    });
}

#[test]
fn a_work_for_members_keeps_its_kudos_from_guests_when_it_becomes_one() {
    on_every_database(|test| {
        let work = test.post(story("Rain", 1), State::Posted, false);
        leave(test, test.cast.bo.viewer(), work).unwrap();
        let ana = test.cast.ana.viewer();
        test.archive.write(move |tx| works::share(&ana, tx, work, Access::Members)).wait().unwrap();
        assert!(matches!(seen(test, Viewer::Guest, work), Err(Error::LogIn)), "KUD-2");
        assert_eq!(seen(test, test.cast.cy.viewer(), work).unwrap().names, ["bo_reads"]);
    });
}

#[test]
fn creators_get_one_letter_a_day_that_names_who_left_kudos() {
    on_every_database(|test| {
        let dora = test.member_with_account("dora");
        let work = test.post_by(dora, story("Rain", 1), State::Posted);
        let post = Viewer::Custodian(Errand::Mail);
        let written = || {
            kudos::write_letters(&test.archive).unwrap();
            let letters = test.archive.write(move |tx| {
                let letters = mail::claim(&post, tx, 100)?;
                letters.iter().try_for_each(|letter| mail::sent(&post, tx, letter.id))?;
                Ok(letters.into_iter().map(|letter| letter.matter).collect::<Vec<_>>())
            });
            letters.wait().unwrap()
        };
        written();
        leave(test, test.cast.bo.viewer(), work).unwrap();
        leave(test, Viewer::Guest, work).unwrap();
        assert!(written().is_empty(), "KUD-3: not twice on one day");
        test.clock.advance(Duration::from_hours(24));
        let letters = written();
        let [Matter::Kudos { since, until }] = letters[..] else { panic!("KUD-3: {letters:?}") };
        let told = test.archive.read(move |tx| kudos::between(&dora.viewer(), tx, since, until)).wait().unwrap();
        assert_eq!((told.len(), &told[0].1.names[..], told[0].1.guests), (1, &["bo_reads".to_owned()][..], 1), "KUD-3");
        let bo = test.cast.bo.viewer();
        assert!(test.archive.read(move |tx| kudos::between(&bo, tx, since, until)).wait().unwrap().is_empty());
        test.clock.advance(Duration::from_hours(24));
        assert!(written().is_empty(), "KUD-3: nothing new");
    });
}
