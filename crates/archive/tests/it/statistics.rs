//! What authors are told of their own works, on every database.

use archive::reading::{self, Glance, Place};
use archive::statistics::{self, Order, Readers};
use archive::subscriptions::{Subject, subscribe};
use archive::works::{self, State};
use archive::{ChapterId, Errand, Error, Viewer, WorkId, tallies};
use testkit::{TestArchive, on_every_database, story};

const CLOCK: Viewer = Viewer::Custodian(Errand::Clock);

/// Members who read, and nothing else.
const READERS: [&str; 12] = [
    "reader_a", "reader_b", "reader_c", "reader_d", "reader_e", "reader_f", "reader_g", "reader_h", "reader_i",
    "reader_j", "reader_k", "reader_l",
];

fn chapters(test: &TestArchive, work: WorkId) -> Vec<ChapterId> {
    let ana = test.cast.ana.viewer();
    let index = test
        .archive
        .read(move |tx| works::index(&works::show(&ana, tx, work)?, tx))
        .wait()
        .expect("an index of chapters");
    index.into_iter().map(|entry| entry.id).collect()
}

fn overview(test: &TestArchive, year: Option<i16>, order: Order) -> statistics::Overview {
    let ana = test.cast.ana.viewer();
    test.archive.read(move |tx| statistics::own(&ana, tx, year, order)).wait().expect("an overview")
}

#[test]
fn authors_see_how_far_their_readers_came_in_round_numbers_on_every_database() {
    on_every_database(|test| {
        let (ana, at) = (test.cast.ana.viewer(), test.clock.now().as_millisecond());
        let work = test.post(story("Rain", 3), State::Posted, false);
        let other = test.post(story("Snow", 1), State::Posted, false);
        let all = chapters(test, work);
        let people: Vec<_> = READERS.iter().map(|name| test.member_with_account(name)).collect();
        let glance = |work, count: usize| -> Vec<Glance> {
            people.iter().take(count).map(|who| Glance { person: who.id, work, edition: 0, chapters: 3, at }).collect()
        };
        // Ten came to the second chapter, two stayed in the first.
        let place = |(number, who): (usize, &testkit::Member)| {
            let chapter = if number < 10 { all[1] } else { all[0] };
            Place { person: who.id, work, chapter, paragraph: Some(0), mark: String::new(), at }
        };
        let places: Vec<Place> = people.iter().enumerate().map(place).collect();
        let glances = [glance(work, 12), glance(other, 9)].concat();
        test.archive.write(move |tx| reading::note(&CLOCK, tx, &glances, &places)).wait().unwrap();

        let of = |work| test.archive.read(move |tx| statistics::of_work(&ana, tx, work)).wait().unwrap();
        let (rain, snow) = (of(work), of(other));
        assert_eq!(rain.readers, (Readers(Some(10)), Readers(None)), "twelve are told as ten, none finished");
        assert_eq!(snow.readers.0, Readers(None), "nine are too few to be told");
        let reached: Vec<_> = rain.chapters.iter().map(|(entry, count)| (entry.number, count.0)).collect();
        assert_eq!(reached, [(1, Some(10)), (2, Some(10)), (3, None)]);

        let (last, finishing) = (all[2], people.clone());
        test.archive
            .write(move |tx| finishing.iter().try_for_each(|who| reading::read_up_to(&who.viewer(), tx, work, last)))
            .wait()
            .unwrap();
        let (fans, whom) = (people.clone(), test.cast.ana.id);
        test.archive
            .write(move |tx| {
                fans.iter().try_for_each(|fan| {
                    subscribe(&fan.viewer(), tx, Subject::Work(work))?;
                    subscribe(&fan.viewer(), tx, Subject::Person(whom)).map(drop)
                })
            })
            .wait()
            .unwrap();
        let rain = of(work);
        assert_eq!(rain.readers.1, Readers(Some(10)));
        assert!(rain.chapters.iter().all(|(_, count)| *count == Readers(Some(10))), "who finished was everywhere");
        let told = overview(test, None, Order::Followers);
        assert_eq!((told.followers, told.lines[0].numbers.followers), (Readers(Some(10)), Readers(Some(10))));
        let told = overview(test, None, Order::Readers);
        let told: Vec<_> =
            told.lines.iter().map(|line| (line.card.id, line.numbers.readers, line.numbers.finished)).collect();
        let ten = Readers(Some(10));
        assert_eq!(told, [(work, ten, ten), (other, Readers(None), Readers(None))]);
        let away: Vec<_> = people.iter().take(3).copied().collect();
        test.archive
            .write(move |tx| away.iter().try_for_each(|who| reading::set_habit(&who.viewer(), tx, reading::Habit::Off)))
            .wait()
            .unwrap();
        assert_eq!(of(work).readers, (Readers(None), Readers(None)), "who switched it off is not counted");
    });
}

#[test]
fn numbers_are_of_posted_works_of_a_year_and_nobody_elses_on_every_database() {
    on_every_database(|test| {
        let (ana, bo, guest) = (test.cast.ana.viewer(), test.cast.bo.viewer(), Viewer::Guest);
        let work = test.post(story("Rain", 2), State::Posted, false);
        let draft = test.post(story("A draft", 1), State::Draft, false);
        let gone = test.post(story("Gone", 1), State::Posted, false);
        let (hidden, kim) = (test.post(story("Hidden", 1), State::Posted, false), test.cast.moderator());
        test.archive
            .write(move |tx| {
                works::delete(&ana, tx, gone)?;
                works::hide(&kim, tx, hidden, "a test")
            })
            .wait()
            .unwrap();
        tallies::count_due(&test.archive).unwrap();

        let all = overview(test, None, Order::Title);
        let ids: Vec<_> = all.lines.iter().map(|line| line.card.id).collect();
        assert_eq!(ids, [work], "neither drafts nor what is gone or hidden: {draft} {gone} {hidden}");
        let words: u64 = all.lines.iter().map(|line| line.numbers.words).sum();
        assert!(words > 0);
        assert_eq!((all.total.words, all.months.iter().map(|(_, words)| words).sum::<u64>()), (words, words));
        let year = all.years[0];
        assert_eq!(overview(test, Some(year), Order::Words).lines.len(), 1);
        let before = overview(test, Some(year - 1), Order::Words);
        assert_eq!((before.lines.len(), before.total.words, before.years), (0, 0, all.years));

        let asked = |viewer: Viewer| test.archive.read(move |tx| statistics::of_work(&viewer, tx, work)).wait();
        assert!(matches!(asked(bo), Err(Error::Forbidden(_))), "nobody else is told");
        assert!(matches!(asked(guest), Err(Error::LogIn)));
        let bos = test.archive.read(move |tx| statistics::own(&bo, tx, None, Order::Hits)).wait().unwrap();
        assert!(bos.lines.is_empty() && bos.years.is_empty());
    });
}
