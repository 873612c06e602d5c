//! Series: places, neighbours, and that what cannot be seen leaves no gap.

use archive::blocks::{self, List};
use archive::series::{Arrangement, arrange};
use archive::works::{self, SeriesEntry, State};
use archive::{Errand, Error, SeriesId, Slip, Viewer, WorkId, series};
use jiff::civil::date;
use manuscript::{Manuscript, SeriesPlace};
use testkit::{TestArchive, on_every_database, story};

fn part(test: &TestArchive, number: u32, state: State, restricted: bool) -> WorkId {
    let place = SeriesPlace { title: "The Rain Cycle".into(), part: Some(number), url: None };
    test.post(Manuscript { series: vec![place], ..story(&format!("Part {number}"), 1) }, state, restricted)
}

fn entry(test: &TestArchive, viewer: Viewer, id: WorkId) -> SeriesEntry {
    let work = test.archive.read(move |tx| works::show(&viewer, tx, id)).wait().unwrap();
    work.card.series.into_iter().next().unwrap()
}

fn titles(test: &TestArchive, viewer: Viewer, id: SeriesId) -> Vec<String> {
    let series = test.archive.read(move |tx| series::show(&viewer, tx, id, 1)).wait().unwrap();
    series.works.items.into_iter().map(|card| card.title).collect()
}

#[test]
fn a_series_shows_its_works_in_order_and_each_its_neighbours() {
    on_every_database(|test| {
        let (two, one, three) = (
            part(test, 2, State::Posted, false),
            part(test, 1, State::Posted, false),
            part(test, 3, State::Posted, false),
        );
        let entry = entry(test, Viewer::Guest, two);
        assert_eq!((entry.place, entry.previous, entry.next), (2, Some(one), Some(three)));
        assert_eq!(titles(test, Viewer::Guest, entry.id), ["Part 1", "Part 2", "Part 3"]);
    });
}

#[test]
fn works_that_a_viewer_cannot_see_leave_no_gap_in_a_series() {
    on_every_database(|test| {
        let one = part(test, 1, State::Posted, false);
        part(test, 2, State::Draft, false);
        let three = part(test, 3, State::Posted, true);
        let four = part(test, 4, State::Posted, false);
        let guests = entry(test, Viewer::Guest, four);
        assert_eq!((guests.place, guests.previous, guests.next), (2, Some(one), None));
        let members = entry(test, test.cast.bo.viewer(), four);
        assert_eq!((members.place, members.previous), (3, Some(three)));
        assert_eq!(titles(test, Viewer::Guest, guests.id), ["Part 1", "Part 4"]);
        assert_eq!(titles(test, test.cast.bo.viewer(), guests.id), ["Part 1", "Part 3", "Part 4"]);
        assert_eq!(titles(test, test.cast.ana.viewer(), guests.id).len(), 4, "SER-3");
    });
}

#[test]
fn a_place_is_a_rank_and_the_number_told_is_for_the_archives_own_errands() {
    on_every_database(|test| {
        part(test, 1, State::Draft, false);
        let (four, nine) = (part(test, 4, State::Posted, false), part(test, 9, State::Posted, false));
        for viewer in [Viewer::Guest, test.cast.bo.viewer(), test.cast.ana.viewer(), test.cast.moderator()] {
            let places = [four, nine].map(|id| entry(test, viewer, id).place);
            assert_eq!(places, [1, 2], "{viewer:?}");
        }
        for (viewer, part) in [(test.cast.ana.viewer(), 2), (Viewer::Custodian(Errand::OwnExport), 9)] {
            let whole = test.archive.read(move |tx| works::manuscript(&viewer, tx, nine)).wait().unwrap();
            assert_eq!(whole.series[0].part, Some(part), "{viewer:?}");
        }
    });
}

#[test]
fn parts_of_one_number_stand_in_the_order_in_which_they_were_published() {
    on_every_database(|test| {
        let twin = |year: i16| {
            let place = SeriesPlace { title: "The Rain Cycle".into(), part: Some(2), url: None };
            let published = Some(date(year, 3, 1));
            let story = Manuscript { series: vec![place], published, ..story(&format!("Of {year}"), 1) };
            test.post(story, State::Posted, false)
        };
        let (late, early, first) = (twin(2011), twin(2010), part(test, 1, State::Posted, false));
        let seen = [first, early, late].map(|id| entry(test, Viewer::Guest, id));
        let places = seen.each_ref().map(|entry| (entry.place, entry.previous, entry.next));
        assert_eq!(places, [(1, None, Some(early)), (2, Some(first), Some(late)), (3, Some(early), None)]);
        assert_eq!(titles(test, Viewer::Guest, seen[0].id), ["Part 1", "Of 2010", "Of 2011"]);
    });
}

#[test]
fn a_series_of_which_nothing_can_be_seen_is_not_there() {
    on_every_database(|test| {
        let id = part(test, 1, State::Posted, true);
        let series = entry(test, test.cast.bo.viewer(), id).id;
        let seen = test.archive.read(move |tx| series::show(&Viewer::Guest, tx, series, 1)).wait();
        assert!(matches!(seen, Err(Error::NotFound)), "VIS-8");
        let missing = test.archive.read(|tx| series::show(&Viewer::Guest, tx, SeriesId::new(1), 1)).wait();
        assert!(matches!(missing, Err(Error::NotFound)));
    });
}

#[test]
fn a_series_goes_with_its_last_work() {
    on_every_database(|test| {
        let id = part(test, 1, State::Posted, false);
        let ana = test.cast.ana.viewer();
        let series = entry(test, ana, id).id;
        test.archive.write(move |tx| works::delete(&ana, tx, id)).wait().unwrap();
        let begun = entry(test, ana, part(test, 1, State::Posted, false)).id;
        assert_ne!(begun, series, "SER-1: the old one was taken away, so a new one began");
    });
}

#[test]
fn a_muted_author_is_in_no_series_of_who_mutes_them() {
    on_every_database(|test| {
        let (bo, ana) = (test.cast.bo.viewer(), test.cast.ana.id);
        let one = part(test, 1, State::Posted, false);
        let series = entry(test, bo, one).id;
        test.archive.write(move |tx| blocks::add(&bo, tx, List::Muted, ana)).wait().unwrap();
        assert_eq!(titles(test, bo, series), [""; 0], "MUT-1");
        assert_eq!(titles(test, Viewer::Guest, series), ["Part 1"]);
    });
}

/// Arranges the series of a work.
fn wish(test: &TestArchive, viewer: Viewer, id: WorkId, wanted: Arrangement) -> archive::Result<()> {
    test.archive.write(move |tx| arrange(&viewer, tx, id, &wanted)).wait()
}

#[test]
fn a_work_joins_a_series_of_its_authors_or_begins_one_and_moves_and_leaves() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        let (one, hidden, two) = (
            part(test, 1, State::Posted, false),
            part(test, 2, State::Draft, false),
            part(test, 3, State::Posted, false),
        );
        let series = entry(test, ana, one).id;
        let new = test.post(story("New", 1), State::Posted, false);

        let join = Arrangement { join: Some(series), place: Some(2), ..Arrangement::default() };
        wish(test, ana, new, join).unwrap();
        assert_eq!(titles(test, Viewer::Guest, series), ["Part 1", "New", "Part 3"], "POST-6");
        assert_eq!(
            titles(test, ana, series),
            ["Part 1", "Part 2", "New", "Part 3"],
            "before the one that had the place"
        );
        wish(test, ana, two, Arrangement { places: vec![(series, 1)], ..Arrangement::default() }).unwrap();
        wish(test, ana, one, Arrangement { places: vec![(series, 99)], ..Arrangement::default() }).unwrap();
        assert_eq!(titles(test, Viewer::Guest, series), ["Part 3", "New", "Part 1"], "the end is the end");
        let other = Arrangement { title: " the RAIN cycle ".into(), ..Arrangement::default() };
        let last = test.post(story("Last", 1), State::Posted, false);
        wish(test, ana, last, other).unwrap();
        assert_eq!(entry(test, ana, last).id, series, "one of one's own of that name is meant");

        for id in [one, hidden, two, new, last] {
            wish(test, ana, id, Arrangement { leave: vec![series], ..Arrangement::default() }).unwrap();
        }
        let gone = test.archive.read(move |tx| series::show(&ana, tx, series, 1)).wait();
        assert!(matches!(gone, Err(Error::NotFound)), "SER-1: it goes with its last work");
        assert!(test.archive.read(move |tx| series::own(&bo, tx)).wait().unwrap().is_empty());
    });
}

#[test]
fn only_a_series_of_ones_own_is_joined_and_only_creators_arrange_a_work() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        let one = part(test, 1, State::Posted, false);
        let series = entry(test, ana, one).id;
        let theirs = test.post_by(test.cast.bo, story("Theirs", 1), State::Posted);
        let join = Arrangement { join: Some(series), ..Arrangement::default() };
        let refused = |wanted: Arrangement| match wish(test, bo, theirs, wanted) {
            Err(Error::Invalid(errors)) => {
                errors.into_iter().map(|error| (error.field, error.slip)).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(join.clone()), [("series", Slip::NotOffered)], "SER-2");
        let long = Arrangement { title: "t".repeat(256), ..Arrangement::default() };
        assert_eq!(refused(long), [("series_title", Slip::TooLong { most: 255, is: 256 })], "SER-1");
        let blank = Arrangement { title: "\u{200B}".into(), ..Arrangement::default() };
        assert_eq!(refused(blank), [("series_title", Slip::Blank)]);
        wish(test, bo, theirs, Arrangement { title: "The Rain Cycle".into(), ..Arrangement::default() }).unwrap();
        assert_ne!(entry(test, bo, theirs).id, series, "somebody else's of the same name is another");
        wish(
            test,
            bo,
            theirs,
            Arrangement { leave: vec![series], places: vec![(series, 1)], ..Arrangement::default() },
        )
        .unwrap();
        assert_eq!(titles(test, Viewer::Guest, series), ["Part 1"], "what it is not in stays as it is");
        for viewer in [bo, Viewer::Suspended(test.cast.ana.id), Viewer::Guest] {
            assert!(wish(test, viewer, one, Arrangement { leave: vec![series], ..Arrangement::default() }).is_err());
        }
        assert_eq!(titles(test, Viewer::Guest, series), ["Part 1"]);
    });
}
