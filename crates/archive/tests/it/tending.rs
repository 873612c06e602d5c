//! What its creators do with a series (SER-1 … SER-4): its words, its order, what is in it, its end, leaving it.

use archive::blocks::{self, List};
use archive::people::Byline;
use archive::series::{Said, SeenSeries, Tended};
use archive::works::{self, Creators, NewWork, State};
use archive::{Errand, Error, SeriesId, Slip, Viewer, Why, WorkId, series};
use manuscript::{Manuscript, SeriesPlace};
use testkit::{TestArchive, on_every_database, prose, story};

fn in_series(title: &str) -> Manuscript {
    let place = SeriesPlace { title: "Weather".into(), part: None, url: None };
    Manuscript { series: vec![place], ..story(title, 1) }
}

/// A work of ana's in the series.
fn part(test: &TestArchive, title: &str, state: State, restricted: bool) -> WorkId {
    test.post(in_series(title), state, restricted)
}

/// A work by ana and wren in the series.
fn shared(test: &TestArchive, title: &str) -> WorkId {
    let creators = Creators::Pseuds(vec![test.cast.ana.pseud, test.cast.wren.pseud]);
    let new = NewWork { manuscript: in_series(title), creators, state: State::Posted, access: works::Access::Everyone };
    let new = new.pack().unwrap();
    test.archive.write(move |tx| works::post(&Viewer::Custodian(Errand::Import), tx, &new)).wait().unwrap()
}

fn series_of(test: &TestArchive, id: WorkId) -> SeriesId {
    let ana = test.cast.ana.viewer();
    test.archive.read(move |tx| works::show(&ana, tx, id)).wait().unwrap().card.series[0].id
}

fn seen(test: &TestArchive, viewer: Viewer, id: SeriesId) -> archive::Result<SeenSeries> {
    test.archive.read(move |tx| series::show(&viewer, tx, id, 1)).wait()
}

fn tended(test: &TestArchive, viewer: Viewer, id: SeriesId) -> archive::Result<Tended> {
    test.archive.read(move |tx| series::tended(&viewer, tx, id)).wait()
}

fn titles(test: &TestArchive, viewer: Viewer, id: SeriesId) -> Vec<String> {
    seen(test, viewer, id).unwrap().works.items.into_iter().map(|card| card.title).collect()
}

fn describe(test: &TestArchive, viewer: Viewer, id: SeriesId, said: &Said) -> archive::Result<()> {
    let said = said.clone();
    test.archive.write(move |tx| series::describe(&viewer, tx, id, &said)).wait()
}

#[test]
fn creators_say_what_their_series_is_within_its_limits() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        let id = series_of(test, part(test, "Rain", State::Posted, false));
        let said = Said {
            title: " Weather, all of it ".into(),
            summary: prose("<p>It rains.</p>"),
            notes: prose("<p>In order.</p>"),
            is_complete: true,
        };
        describe(test, ana, id, &said).unwrap();

        let series = seen(test, Viewer::Guest, id).unwrap();
        assert_eq!((series.title.as_str(), series.is_complete), ("Weather, all of it", true), "SER-1");
        assert_eq!((series.summary.as_str(), series.notes.as_str()), ("<p>It rains.</p>", "<p>In order.</p>"));
        assert_eq!(tended(test, ana, id).unwrap().said, Said { title: series.title.clone(), ..said.clone() });
        let entry = test.archive.read(move |tx| series::own(&ana, tx)).wait().unwrap();
        assert_eq!(entry[0].title, series.title);

        let long = |letters: usize| prose(&format!("<p>{}</p>", "x".repeat(letters - 7)));
        let fits = Said { summary: long(1_250), notes: long(5_000), ..said.clone() };
        describe(test, ana, id, &fits).unwrap();
        let wrong = Said { title: "t".repeat(256), summary: long(1_251), notes: long(5_001), is_complete: false };
        let errors = match describe(test, ana, id, &wrong) {
            Err(Error::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.slip)),
            other => panic!("{other:?}"),
        };
        let expected = [("title", 255, 256), ("summary", 1_250, 1_251), ("notes", 5_000, 5_001)]
            .map(|(field, most, is)| (field, Slip::TooLong { most, is }));
        assert_eq!(errors.collect::<Vec<_>>(), expected, "SER-1");
        for nothing in ["  ", "\u{200B}"] {
            assert!(matches!(
                describe(test, ana, id, &Said { title: nothing.into(), ..said.clone() }),
                Err(Error::Invalid(_))
            ));
        }
        for other in [bo, test.cast.moderator()] {
            assert!(matches!(describe(test, other, id, &said), Err(Error::Forbidden(Why::NotYours))), "SER-2");
            assert!(matches!(tended(test, other, id), Err(Error::Forbidden(Why::NotYours))));
        }
        let suspended = Viewer::Suspended(test.cast.ana.id);
        assert!(matches!(describe(test, suspended, id, &said), Err(Error::Forbidden(Why::Sanctioned))));
    });
}

#[test]
fn a_series_is_put_into_an_order_and_what_its_creator_does_not_see_keeps_its_place() {
    on_every_database(|test| {
        let (ana, wren) = (test.cast.ana.viewer(), test.cast.wren.viewer());
        let both = [shared(test, "A"), shared(test, "B")];
        let id = series_of(test, both[0]);
        let nameless = part(test, "Nameless", State::Posted, false);
        let last = shared(test, "C");
        test.archive.write(move |tx| works::set_anonymous(&ana, tx, nameless, true)).wait().unwrap();
        assert_eq!(titles(test, wren, id), ["A", "B", "C"], "VIS-3: not even who writes with her is told");
        let order = [last, both[1], nameless, both[0], last, WorkId::new(7)];

        test.archive.write(move |tx| series::reorder(&wren, tx, id, &order)).wait().unwrap();

        assert_eq!(titles(test, ana, id), ["C", "B", "Nameless", "A"]);
        assert_eq!(titles(test, Viewer::Guest, id), ["C", "B", "A"], "SER-1");
        test.archive.write(move |tx| series::reorder(&ana, tx, id, &[nameless, last])).wait().unwrap();
        assert_eq!(titles(test, ana, id), ["Nameless", "B", "C", "A"], "only what is named moves");
        let bo = test.cast.bo.viewer();
        assert!(test.archive.write(move |tx| series::reorder(&bo, tx, id, &[])).wait().is_err());
    });
}

#[test]
fn works_come_into_a_series_and_go_and_it_goes_with_its_last() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        let one = part(test, "One", State::Posted, false);
        let id = series_of(test, one);
        let (two, theirs) = (
            test.post(story("Two", 1), State::Posted, false),
            test.post_by(test.cast.bo, story("Bo's", 1), State::Posted),
        );
        assert_eq!(tended(test, ana, id).unwrap().others.iter().map(|card| card.id).collect::<Vec<_>>(), [two]);

        test.archive.write(move |tx| series::put_in(&ana, tx, id, (two, Some(1)))).wait().unwrap();
        assert_eq!(titles(test, Viewer::Guest, id), ["Two", "One"]);
        for (viewer, work) in [(ana, theirs), (bo, theirs), (bo, one)] {
            assert!(
                test.archive.write(move |tx| series::put_in(&viewer, tx, id, (work, None))).wait().is_err(),
                "SER-2"
            );
        }
        assert!(test.archive.write(move |tx| series::take_out(&bo, tx, id, one)).wait().is_err());
        let foreign = test.archive.write(move |tx| series::take_out(&ana, tx, id, theirs)).wait();
        assert!(matches!(foreign, Err(Error::NotFound)));

        for work in [one, two] {
            test.archive.write(move |tx| series::take_out(&ana, tx, id, work)).wait().unwrap();
        }
        assert!(matches!(seen(test, ana, id), Err(Error::NotFound)), "SER-1");
        assert!(test.archive.read(move |tx| works::show(&Viewer::Guest, tx, one)).wait().is_ok(), "the work stays");
    });
}

#[test]
fn a_deleted_series_leaves_its_works() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        let one = part(test, "One", State::Posted, false);
        let id = series_of(test, one);
        assert!(test.archive.write(move |tx| series::delete(&bo, tx, id)).wait().is_err());
        test.archive.write(move |tx| series::delete(&ana, tx, id)).wait().unwrap();
        let work = test.archive.read(move |tx| works::show(&Viewer::Guest, tx, one)).wait().unwrap();
        assert!(work.card.series.is_empty());
    });
}

#[test]
fn what_is_counted_and_dated_of_a_series_is_what_its_viewer_sees_and_drafts_are_its_creators() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        let id = series_of(test, part(test, "One", State::Posted, false));
        test.clock.advance(std::time::Duration::from_hours(48));
        part(test, "Members", State::Posted, true);
        test.clock.advance(std::time::Duration::from_hours(48));
        part(test, "Draft", State::Draft, false);
        let facts = |viewer| {
            let series = seen(test, viewer, id).unwrap();
            let cards = &series.works.items;
            assert_eq!(series.words, cards.iter().map(|card| card.words).sum::<u64>());
            assert_eq!(series.begun, cards.iter().map(|card| card.published).min());
            assert_eq!(series.updated, cards.iter().map(|card| card.revised).max(), "SER-3");
            (series.works.total, series.is_own)
        };
        let all = [Viewer::Guest, bo, ana].map(facts);
        assert_eq!(all, [(1, false), (2, false), (3, true)], "SER-3");
        let updated = [Viewer::Guest, bo].map(|viewer| seen(test, viewer, id).unwrap().updated);
        assert_ne!(updated[0], updated[1]);
    });
}

#[test]
fn the_creators_of_a_series_are_those_of_the_works_that_are_seen_of_it() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        let id = series_of(test, part(test, "One", State::Posted, false));
        let two = shared(test, "Two");
        let names = |viewer| seen(test, viewer, id).unwrap().creators.iter().map(Byline::to_string).collect::<Vec<_>>();
        assert_eq!(names(Viewer::Guest), ["ana", "wren"], "SER-1");
        test.archive.write(move |tx| works::set_unrevealed(&ana, tx, two, true)).wait().unwrap();
        assert_eq!(names(Viewer::Guest), ["ana"]);
        let wren = test.cast.wren.id;
        test.archive.write(move |tx| works::set_unrevealed(&ana, tx, two, false)).wait().unwrap();
        test.archive.write(move |tx| blocks::add(&bo, tx, List::Muted, wren)).wait().unwrap();
        assert_eq!(names(bo), ["ana"], "MUT-1");
    });
}

#[test]
fn whoever_leaves_a_series_leaves_all_of_its_works_or_none() {
    on_every_database(|test| {
        let (ana, wren) = (test.cast.ana.viewer(), test.cast.wren.viewer());
        let (one, two) = (shared(test, "One"), shared(test, "Two"));
        let id = series_of(test, one);
        let leave = |viewer: Viewer| test.archive.write(move |tx| series::leave(&viewer, tx, id)).wait();
        let by = |work| {
            let work = test.archive.read(move |tx| works::show(&Viewer::Guest, tx, work)).wait().unwrap();
            work.card.bylines.iter().map(Byline::to_string).collect::<Vec<_>>()
        };
        let own = part(test, "Ana's", State::Posted, false);
        assert!(matches!(leave(ana), Err(Error::Forbidden(Why::LastCreator))), "SER-4");
        assert_eq!((by(one), by(two)), (vec!["ana".into(), "wren".into()], vec!["ana".into(), "wren".into()]));
        leave(wren).unwrap();
        assert_eq!((by(one), by(two), by(own)), (vec!["ana".into()], vec!["ana".into()], vec!["ana".into()]));
        assert!(matches!(leave(wren), Err(Error::Forbidden(Why::NotYours))));
        test.archive.write(move |tx| works::come_back(&wren, tx, one)).wait().unwrap();
        assert_eq!(by(one), ["ana", "wren"], "and for some days they come back");
    });
}

#[test]
fn the_newest_of_a_series_are_those_its_reader_sees() {
    on_every_database(|test| {
        let id = series_of(test, part(test, "One", State::Posted, false));
        part(test, "Members", State::Posted, true);
        test.clock.advance(std::time::Duration::from_hours(48));
        part(test, "Two", State::Posted, false);
        let newest = |viewer: Viewer| {
            let (title, cards) = test.archive.read(move |tx| series::newest(&viewer, tx, id, 2)).wait().unwrap();
            (title, cards.into_iter().map(|card| card.title).collect::<Vec<_>>())
        };
        assert_eq!(newest(Viewer::Guest), ("Weather".into(), vec!["Two".into(), "One".into()]));
    });
}

#[test]
fn a_series_is_in_what_its_creators_take_away() {
    on_every_database(|test| {
        let one = part(test, "One", State::Draft, false);
        let id = series_of(test, one);
        let said = Said { title: "Weather".into(), notes: prose("<p>In order.</p>"), ..Said::default() };
        describe(test, test.cast.ana.viewer(), id, &said).unwrap();
        let taken = |person| {
            let read =
                move |tx: &archive::Tx<'_>| archive::belongings::of(&Viewer::Custodian(Errand::OwnExport), tx, person);
            test.archive.read(read).wait().unwrap().series
        };
        let own = taken(test.cast.ana.id);
        assert_eq!((own.len(), own[0].notes.html(), &own[0].works), (1, "<p>In order.</p>", &vec![one.number()]));
        assert!(taken(test.cast.bo.id).is_empty());
    });
}
