//! Whom somebody new reaches in an hour, by whatever way (RATE-1).

use std::sync::Arc;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use archive::accounts::{self, Preferences, Role};
use archive::bookmarks::{self, NewBookmark, On};
use archive::collections::{self, NewCollection};
use archive::people::{self, Called};
use archive::policies::{self, Policy, Setting};
use archive::reach;
use archive::works::{self, State};
use archive::{Errand, Error, FieldError, PersonId, Result, Slip, Tx, Viewer, WorkId, gifts};
use testkit::{Member, TestArchive, on_every_database, story};

use crate::collections::{made, new, write};

const HOST: Viewer = Viewer::Custodian(Errand::Host);

/// So many others who may be asked for everything.
fn others(test: &TestArchive, number: usize) -> Vec<Member> {
    let join = |number: usize| {
        write(test, move |tx| {
            let (id, pseud) = people::join(tx, &format!("other_{number}"))?;
            let open = Preferences { gifts: true, invitations: true, collections: true, ..Preferences::default() };
            accounts::prefer(&Viewer::Member(id), tx, &open)?;
            Ok(Member { id, pseud })
        })
    };
    (0..number).map(|number| join(number).unwrap()).collect()
}

fn names(numbers: impl Iterator<Item = usize>) -> Vec<String> {
    numbers.map(|number| format!("other_{number}")).collect()
}

fn give(test: &TestArchive, by: Viewer, work: WorkId, names: Vec<String>) -> Result<()> {
    write(test, move |tx| gifts::give(&by, tx, work, &names))
}

fn invite(test: &TestArchive, by: Viewer, work: WorkId, who: Member) -> Result<()> {
    write(test, move |tx| works::invite(&by, tx, work, who.id))
}

/// The field, and how many are left and would be reached.
fn refused(outcome: Result<impl Sized>) -> (&'static str, u64, u64) {
    let Err(Error::Invalid(errors)) = outcome else { panic!("it was done, or not for this reason") };
    match errors[..] {
        [FieldError { field, slip: Slip::ReachesMany { most: reach::MOST, left, is }, .. }] => (field, left, is),
        ref other => panic!("{other:?}"),
    }
}

#[test]
fn whoever_is_new_gives_to_ten_others_in_an_hour_and_a_form_for_eleven_is_not_half_done() {
    on_every_database(|test| {
        others(test, 12);
        let ana = test.cast.ana.viewer();
        let (rain, fog) =
            (test.post(story("Rain", 1), State::Posted, false), test.post(story("Fog", 1), State::Posted, false));
        let recipients = |work| test.archive.read(move |tx| gifts::typed(&ana, tx, work)).wait().unwrap();
        assert_eq!(refused(give(test, ana, rain, names(0..11))), ("recipients", 10, 11));
        assert_eq!(recipients(rain), "", "nothing is half done");
        give(test, ana, rain, names(0..8)).unwrap();
        assert_eq!(refused(give(test, ana, fog, names(7..12))), ("recipients", 2, 4), "who was reached is not counted");
        let own = ["ana".to_owned(), "The Rain Club".to_owned()];
        give(test, ana, fog, [names(0..10), own.to_vec()].concat()).unwrap();
        assert_eq!(refused(give(test, ana, rain, names(0..11))), ("recipients", 0, 1));
        give(test, ana, rain, names(3..6)).unwrap();
        test.clock.advance(Duration::from_mins(61));
        give(test, ana, rain, names(0..12)).unwrap();
    });
}

#[test]
fn all_ways_to_others_are_counted_together_and_ones_own_are_free() {
    on_every_database(|test| {
        let them = others(test, 12);
        let (ana, cy) = (test.cast.ana, test.cast.cy);
        let by = ana.viewer();
        let rain = test.post(story("Rain", 1), State::Posted, false);
        for (number, other) in them.iter().enumerate() {
            let owner = if number == 11 { ana } else { *other };
            let name = format!("kept_{number}");
            made(test, owner, NewCollection { is_moderated: number % 2 == 0, ..new(&name) });
        }
        write(test, move |tx| collections::put_work(&by, tx, "kept_11", rain)).unwrap();

        give(test, by, rain, names(0..2)).unwrap();
        (2..4).for_each(|number| invite(test, by, rain, them[number]).unwrap());
        let ask = |who: Member| {
            let called = Called { person: who.id, pseud: who.pseud };
            write(test, move |tx| collections::invite(&by, tx, "kept_11", called))
        };
        (4..6).for_each(|number| ask(them[number]).unwrap());
        let theirs = [6, 7, 8].map(|number| test.post_by(them[number], story("Fog", 1), State::Posted));
        let want = |work| write(test, move |tx| collections::put_work(&by, tx, "kept_11", work).map(drop));
        theirs[..2].iter().for_each(|work| want(*work).unwrap());
        let put = |name: &'static str| write(test, move |tx| collections::put_work(&by, tx, name, rain).map(drop));
        put("kept_8").unwrap();
        put("kept_3").unwrap();
        let note = NewBookmark::default();
        let kept = write(test, move |tx| bookmarks::keep(&by, tx, &On::Work(rain), &note)).unwrap();
        let bookmarked =
            |name: &'static str| write(test, move |tx| collections::put_bookmark(&by, tx, name, kept).map(drop));
        bookmarked("kept_9").unwrap();
        bookmarked("kept_11").unwrap();

        assert_eq!(refused(give(test, by, rain, names(0..3).into_iter().chain(names(10..11)).collect())).1, 0);
        assert_eq!(refused(invite(test, by, rain, them[10])), ("cocreators", 0, 1));
        assert_eq!(refused(ask(them[10])), ("name", 0, 1));
        let sun = test.post_by(them[10], story("Sun", 1), State::Posted);
        assert_eq!(refused(want(sun)), ("collections", 0, 1));
        assert_eq!(refused(put("kept_10")), ("collections", 0, 1));
        assert_eq!(refused(bookmarked("kept_10")), ("collections", 0, 1));
        let arrange = |names: &'static str| write(test, move |tx| collections::arrange(&by, tx, rain, names));
        assert_eq!(refused(arrange("kept_11, kept_8, kept_10")), ("collections", 0, 1));
        let join = |name: &'static str| write(test, move |tx| collections::join(&by, tx, name).map(drop));
        assert_eq!(refused(join("kept_10")), ("name", 0, 1));
        join("kept_4").unwrap();
        let become_part = |parent: &'static str| {
            let parted = NewCollection { parent: parent.to_owned(), ..new("kept_11") };
            write(test, move |tx| collections::revise(&by, tx, "kept_11", &parted))
        };
        assert_eq!(refused(become_part("kept_10")), ("parent", 0, 1));
        become_part("kept_5").unwrap();
        invite(test, by, rain, them[8]).unwrap();

        // Somebody else is not held up by it, nor who is new no more.
        let fog = test.post_by(cy, story("Fog", 1), State::Posted);
        give(test, cy.viewer(), fog, names(2..12)).unwrap();
        let nobody_new = [(Setting::NewcomerDays, "0".to_owned())];
        write(test, move |tx| policies::change(&HOST, tx, &Policy::default(), &nobody_new)).unwrap();
        give(test, cy.viewer(), fog, names(0..12)).unwrap();
    });
}

#[test]
fn who_keeps_order_reaches_whom_they_must_and_who_is_new_no_more_whom_they_like() {
    on_every_database(|test| {
        others(test, 12);
        let (kim, cy) = (test.cast.kim, test.cast.cy);
        let storm = test.post_by(kim, story("Storm", 1), State::Posted);
        give(test, test.cast.moderator(), storm, names(0..12)).unwrap();
        let sun = test.post_by(cy, story("Sun", 1), State::Posted);
        write(test, move |tx| accounts::give(&HOST, tx, cy.id, Role::Archivist)).unwrap();
        give(test, cy.viewer(), sun, names(0..12)).unwrap();
        let rain = test.post(story("Rain", 1), State::Posted, false);
        assert_eq!(refused(give(test, test.cast.ana.viewer(), rain, names(0..12))).1, 10);
        test.clock.advance(Duration::from_hours(7 * 24 + 1));
        give(test, test.cast.ana.viewer(), rain, names(0..12)).unwrap();
        test.clock.advance(Duration::from_hours(2));
        let forgotten = write(test, reach::forget).unwrap();
        assert_eq!(forgotten, 0, "nothing is kept of who is not counted, and of what was refused");
    });
}

#[test]
fn whom_somebody_has_reached_is_forgotten_after_an_hour() {
    on_every_database(|test| {
        others(test, 3);
        let rain = test.post(story("Rain", 1), State::Posted, false);
        give(test, test.cast.ana.viewer(), rain, names(0..2)).unwrap();
        let forget = || write(test, reach::forget).unwrap();
        assert_eq!(forget(), 0);
        test.clock.advance(Duration::from_mins(40));
        give(test, test.cast.ana.viewer(), rain, names(0..3)).unwrap();
        test.clock.advance(Duration::from_mins(20));
        assert_eq!(forget(), 2);
        test.clock.advance(Duration::from_mins(40));
        assert_eq!([forget(), forget()], [1, 0]);
    });
}

#[test]
fn of_two_deeds_at_one_moment_that_reach_the_last_of_ten_one_is_refused() {
    on_every_database(|test| {
        let them = others(test, 11);
        let Some(other) = test.another_node() else { return };
        let by = test.cast.ana.viewer();
        let nine: Vec<PersonId> = them[..9].iter().map(|member| member.id).collect();
        write(test, move |tx| reach::out(&by, tx, "name", &nine)).unwrap();
        let together = Arc::new(Barrier::new(2));
        let reaching = [(&test.archive, them[9].id), (&other, them[10].id)].map(|(node, person)| {
            let (together, is_first) = (Arc::clone(&together), AtomicBool::new(true));
            node.write(move |tx: &Tx<'_>| {
                // Both see nine before either of them takes the tenth place.
                people::by_name(&Viewer::Guest, tx, "ana")?;
                if is_first.swap(false, Ordering::Relaxed) {
                    together.wait();
                }
                reach::out(&by, tx, "name", &[person])
            })
        });
        let ends = reaching.map(archive::Answer::wait);
        assert_eq!(ends.iter().filter(|end| end.is_ok()).count(), 1, "{ends:?}");
    });
}

#[test]
fn somebody_is_asked_about_twenty_works_before_they_answer_and_about_no_more() {
    on_every_database(|test| {
        let them = others(test, 1)[0];
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo);
        let rain: Vec<WorkId> = (0..21).map(|_| test.post(story("Rain", 1), State::Posted, false)).collect();
        rain[..20].iter().for_each(|work| invite(test, ana, *work, them).unwrap());
        let asked_much = |outcome: Result<()>| match outcome {
            Err(Error::Invalid(errors)) => errors[0].slip == Slip::AsksMuch { most: 20 },
            other => panic!("{other:?}"),
        };
        assert!(asked_much(invite(test, ana, rain[20], them)), "COCR-2");
        invite(test, ana, rain[3], them).unwrap();
        let answered = rain[0];
        write(test, move |tx| works::decline(&them.viewer(), tx, answered)).unwrap();
        invite(test, ana, rain[20], them).unwrap();

        made(test, bo, new("asks"));
        let fog: [WorkId; 21] = std::array::from_fn(|_| test.post_by(them, story("Fog", 1), State::Posted));
        let want = |work| write(test, move |tx| collections::put_work(&bo.viewer(), tx, "asks", work).map(drop));
        fog[..20].iter().for_each(|work| want(*work).unwrap());
        assert!(asked_much(want(fog[20])), "COL-6");
        let item = test.archive.read(move |tx| collections::of_work(&them.viewer(), tx, fog[0])).wait().unwrap()[0].id;
        write(test, move |tx| collections::answer(&them.viewer(), tx, item, true)).unwrap();
        want(fog[20]).unwrap();
    });
}
