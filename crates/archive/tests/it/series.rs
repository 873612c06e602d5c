//! Series: places, neighbours, and that what cannot be seen leaves no gap.

use archive::blocks::{self, List};
use archive::works::{self, SeriesEntry, State};
use archive::{Errand, Error, SeriesId, Viewer, WorkId, series};
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
    let series = test.archive.read(move |tx| series::show(&viewer, tx, id)).wait().unwrap();
    series.works.into_iter().map(|card| card.title).collect()
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
        let seen = test.archive.read(move |tx| series::show(&Viewer::Guest, tx, series)).wait();
        assert!(matches!(seen, Err(Error::NotFound)), "VIS-8");
        let missing = test.archive.read(|tx| series::show(&Viewer::Guest, tx, SeriesId::new(1))).wait();
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
