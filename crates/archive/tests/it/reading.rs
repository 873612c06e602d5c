//! What readers remember, and hits, on every database.

use archive::reading::{self, Glance, Place, Shown, Subject};
use archive::works::{self, State};
use archive::{ChapterId, Errand, Tx, Viewer, WorkId, tallies};
use testkit::{TestArchive, on_every_database, story};

const CLOCK: Viewer = Viewer::Custodian(Errand::Clock);

fn write<T: Send + 'static>(
    test: &TestArchive,
    deed: impl Fn(&Tx<'_>) -> archive::Result<T> + Send + 'static,
) -> archive::Result<T> {
    test.archive.write(deed).wait()
}

fn chapters(test: &TestArchive, work: WorkId) -> Vec<ChapterId> {
    let ana = test.cast.ana.viewer();
    let index = test.archive.read(move |tx| works::index(&works::show(&ana, tx, work)?, tx)).wait().unwrap();
    index.into_iter().map(|entry| entry.id).collect()
}

#[test]
fn a_batch_of_reading_is_noted_once_for_members_that_want_it_on_every_database() {
    on_every_database(|test| {
        let (bo, at) = (test.cast.bo, test.clock.now().as_millisecond());
        let work = test.post(story("Rain", 3), State::Posted, false);
        let gone = test.post(story("Snow", 1), State::Posted, false);
        let all = chapters(test, work);
        let glance = move |work| Glance { person: bo.id, work, edition: 0, chapters: 2, at };
        let place = Place { person: bo.id, work, chapter: all[1], paragraph: Some(0), mark: String::new(), at };
        let strange = Place { chapter: ChapterId::new(7), ..place.clone() };
        write(test, move |tx| {
            reading::note(&CLOCK, tx, &[glance(work), glance(gone)], &[place.clone(), strange.clone()])
        })
        .unwrap();
        let refused = write(test, move |tx| reading::note(&bo.viewer(), tx, &[glance(work)], &[]));
        assert!(refused.is_err(), "nobody writes into another's memory");

        let ana = test.cast.ana.viewer();
        write(test, move |tx| works::delete(&ana, tx, gone)).unwrap();
        let page = |shown| test.archive.read(move |tx| reading::library(&bo.viewer(), tx, shown, 1)).wait().unwrap();
        let all_of_it = page(Shown::All);
        assert_eq!(all_of_it.total, 2);
        assert!(all_of_it.items.iter().any(|reading| reading.subject == Subject::Gone && reading.work == gone));
        let grown = page(Shown::Grown);
        assert_eq!(
            (grown.total, grown.items[0].new_chapters, grown.items[0].chapter),
            (1, 1, Some((2, false))),
            "HIST-2"
        );
        let resumed = test.archive.read(move |tx| reading::resume(&bo.viewer(), tx, work.into(), work)).wait().unwrap();
        assert_eq!(resumed.chapter, Some(all[1]));
        let home = test.archive.read(move |tx| reading::going_on(&bo.viewer(), tx, 3)).wait().unwrap();
        assert_eq!((home.0.len(), home.1.len()), (1, 0));

        let last = all[2];
        write(test, move |tx| reading::read_up_to(&bo.viewer(), tx, work, last)).unwrap();
        assert_eq!(page(Shown::Is(reading::State::Finished)).total, 1);
        let before = at + 1;
        assert_eq!(write(test, move |tx| reading::clear(&bo.viewer(), tx, Some(before))).unwrap(), 2);
    });
}

#[test]
fn hits_are_added_up_by_day_and_only_for_what_somebody_may_open() {
    on_every_database(|test| {
        let (ana, kim) = (test.cast.ana.viewer(), test.cast.moderator());
        let works: Vec<WorkId> = ["open", "hidden", "draft"]
            .map(|title| {
                let state = if title == "draft" { State::Draft } else { State::Posted };
                test.post(story(title, 1), state, false)
            })
            .to_vec();
        let [open, hidden, _] = works[..] else { panic!() };
        write(test, move |tx| works::hide(&kim, tx, hidden, "a test")).unwrap();
        let gone = WorkId::new(7);
        for (day, times) in [(10, 2), (11, 1), (11, 4)] {
            let hits: Vec<(WorkId, u64)> = works.iter().copied().chain([gone]).map(|work| (work, times)).collect();
            let told: Vec<WorkId> = hits.iter().map(|(work, _)| *work).collect();
            write(test, move |tx| {
                works::count_hits(&CLOCK, tx, day, &hits)?;
                works::tell_hits(&CLOCK, tx, &told)
            })
            .unwrap();
        }
        let of = |work| test.archive.read(move |tx| works::own_hits(&ana, tx, work)).wait();
        assert_eq!(of(open).unwrap(), [(10, 2), (11, 5)], "HIT-1");
        assert_eq!(of(works[2]).unwrap(), [], "HIT-1");
        let stranger = test.cast.bo.viewer();
        assert!(test.archive.read(move |tx| works::own_hits(&stranger, tx, open)).wait().is_err());
        tallies::count_due(&test.archive).unwrap();
        let cards = test.archive.read(move |tx| works::cards(&Viewer::Guest, tx, &[open])).wait().unwrap();
        assert_eq!(cards[0].tally.hits, 7);
    });
}
