//! Shelves on every database: filled, ordered, merged, taken away, and what others find on them.

use archive::reading::{self, Shown, Subject};
use archive::shelves::{self, NewShelf, Sort};
use archive::works::{self, State};
use archive::{Error, ShelfId, Tx, Viewer, WorkId};
use testkit::{TestArchive, on_every_database, story};

fn write<T: Send + 'static>(
    test: &TestArchive,
    deed: impl Fn(&Tx<'_>) -> archive::Result<T> + Send + 'static,
) -> archive::Result<T> {
    test.archive.write(deed).wait()
}

fn shelf(test: &TestArchive, name: &str, is_public: bool) -> ShelfId {
    let (bo, new) = (test.cast.bo.viewer(), NewShelf { name: name.to_owned(), is_public, ..NewShelf::default() });
    write(test, move |tx| shelves::make(&bo, tx, &new)).unwrap()
}

/// The titles on a shelf in an order, as somebody finds them; `-` for what they do not see.
fn titles(test: &TestArchive, viewer: Viewer, id: ShelfId, sort: Sort) -> (u64, Vec<String>) {
    let page = test.archive.read(move |tx| shelves::show(&viewer, tx, id, (Some(sort), 1))).wait().unwrap();
    let title = |entry: shelves::Entry| match entry.subject {
        Subject::Work(card) => card.title,
        _ => "-".to_owned(),
    };
    assert_eq!(page.0.works, page.1.total);
    (page.1.total, page.1.items.into_iter().map(title).collect())
}

fn all(titles: &[&str]) -> (u64, Vec<String>) {
    (titles.len() as u64, titles.iter().map(ToString::to_string).collect())
}

fn library(test: &TestArchive) -> u64 {
    let bo = test.cast.bo.viewer();
    test.archive.read(move |tx| reading::library(&bo, tx, Shown::All, 1)).wait().unwrap().total
}

#[test]
fn works_stand_on_a_shelf_in_three_orders_and_in_the_library_on_every_database() {
    on_every_database(|test| {
        let bo = test.cast.bo.viewer();
        let works: Vec<WorkId> =
            ["The Rain", "Snow", "Fog", "Hail"].map(|title| test.post(story(title, 1), State::Posted, false)).to_vec();
        let id = shelf(test, "Weather", false);
        for work in works.clone() {
            test.clock.advance(std::time::Duration::from_mins(1));
            assert_eq!(write(test, move |tx| shelves::put(&bo, tx, id, &[work])).unwrap(), 1);
            assert_eq!(write(test, move |tx| shelves::put(&bo, tx, id, &[work])).unwrap(), 0, "once");
        }
        assert_eq!(library(test), 4);
        assert_eq!(titles(test, bo, id, Sort::Added), all(&["Hail", "Fog", "Snow", "The Rain"]));
        assert_eq!(titles(test, bo, id, Sort::Title), all(&["Fog", "Hail", "The Rain", "Snow"]));
        assert_eq!(titles(test, bo, id, Sort::Hand), all(&["The Rain", "Snow", "Fog", "Hail"]));

        let [rain, snow, _, hail] = works[..] else { panic!() };
        write(test, move |tx| shelves::place(&bo, tx, id, (hail, 1))).unwrap();
        assert_eq!(titles(test, bo, id, Sort::Hand), all(&["Hail", "The Rain", "Snow", "Fog"]));
        write(test, move |tx| shelves::place(&bo, tx, id, (hail, 3))).unwrap();
        assert_eq!(titles(test, bo, id, Sort::Hand), all(&["The Rain", "Snow", "Hail", "Fog"]));
        for wrong in [0, 5] {
            assert!(matches!(
                write(test, move |tx| shelves::place(&bo, tx, id, (hail, wrong))),
                Err(Error::Invalid(_))
            ));
        }
        let shown = test.archive.read(move |tx| shelves::own(&bo, tx, id)).wait().unwrap();
        assert_eq!(shown.sort, Sort::Hand, "who sets an order wants to see it");

        write(test, move |tx| shelves::take_off(&bo, tx, id, snow)).unwrap();
        write(test, move |tx| shelves::place(&bo, tx, id, (rain, 3))).unwrap();
        assert_eq!(titles(test, bo, id, Sort::Hand), all(&["Hail", "Fog", "The Rain"]), "no place is left empty");
        assert_eq!(library(test), 4, "what is taken off stays in the library");
        let tomorrow = test.clock.now().as_millisecond() + 1;
        write(test, move |tx| reading::clear(&bo, tx, Some(tomorrow))).unwrap();
        assert_eq!(library(test), 3, "what stands on a shelf is kept when a part is cleared");
    });
}

#[test]
fn shelves_are_named_merged_and_taken_away_and_nothing_on_them_is_lost_on_every_database() {
    on_every_database(|test| {
        let (bo, cy) = (test.cast.bo.viewer(), test.cast.cy.viewer());
        let works: Vec<WorkId> =
            ["Rain", "Snow", "Fog"].map(|title| test.post(story(title, 1), State::Posted, false)).to_vec();
        let [rain, snow, fog] = works[..] else { panic!() };
        let (one, two) = (shelf(test, "One", false), shelf(test, "Two", true));
        let taken =
            write(test, move |tx| shelves::make(&bo, tx, &NewShelf { name: "ONE".to_owned(), ..NewShelf::default() }));
        assert!(matches!(taken, Err(Error::Invalid(_))));
        assert_eq!(write(test, move |tx| shelves::called(&bo, tx, " one ")).unwrap(), one);
        let of_another = write(test, move |tx| shelves::called(&cy, tx, "One")).unwrap();
        assert_ne!(of_another, one, "another reader may call theirs the same");

        write(test, move |tx| shelves::put(&bo, tx, one, &[rain, snow])).unwrap();
        write(test, move |tx| shelves::put(&bo, tx, two, &[fog, rain])).unwrap();
        write(test, move |tx| shelves::set(&bo, tx, snow.into(), &[one, two])).unwrap();
        let on = test.archive.read(move |tx| shelves::names(&bo, tx, &[snow])).wait().unwrap();
        assert_eq!(on[&snow].iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["One", "Two"]);
        write(test, move |tx| shelves::set(&bo, tx, snow.into(), &[one])).unwrap();
        write(test, move |tx| shelves::merge(&bo, tx, one, two)).unwrap();
        assert_eq!(titles(test, bo, two, Sort::Hand), all(&["Fog", "Rain", "Snow"]));
        assert!(test.archive.read(move |tx| shelves::own(&bo, tx, one)).wait().is_err());
        assert!(write(test, move |tx| shelves::merge(&bo, tx, two, two)).is_err());

        for deed in
            [shelves::remove, |viewer: &Viewer, tx: &Tx<'_>, id| shelves::take_off(viewer, tx, id, WorkId::new(1))]
        {
            assert!(matches!(write(test, move |tx| deed(&cy, tx, two)), Err(Error::NotFound)), "it is not theirs");
        }
        write(test, move |tx| shelves::remove(&bo, tx, two)).unwrap();
        assert_eq!(library(test), 3, "the works stay");
    });
}

#[test]
fn others_find_on_a_public_shelf_what_they_may_see_and_count_no_more_on_every_database() {
    on_every_database(|test| {
        let (bo, cy, ana, kim) =
            (test.cast.bo.viewer(), test.cast.cy.viewer(), test.cast.ana.viewer(), test.cast.moderator());
        let [open, members, hidden] =
            ["Open", "Members", "Hidden"].map(|title| test.post(story(title, 1), State::Posted, false));
        let id = shelf(test, "For all", true);
        write(test, move |tx| shelves::put(&bo, tx, id, &[open, members, hidden])).unwrap();
        let draft = test.post(story("Draft", 1), State::Draft, false);
        assert_eq!(write(test, move |tx| shelves::put(&bo, tx, id, &[draft])).unwrap(), 0, "what one does not see");
        write(test, move |tx| works::share(&ana, tx, members, works::Access::Members)).unwrap();
        write(test, move |tx| works::hide(&kim, tx, hidden, "a test")).unwrap();

        for sort in Sort::ALL {
            let mut found = titles(test, Viewer::Guest, id, *sort);
            assert_eq!(found, all(&["Open"]), "{sort:?}");
            found = titles(test, cy, id, *sort);
            found.1.sort();
            assert_eq!(found, all(&["Members", "Open"]), "{sort:?}");
            assert_eq!(titles(test, bo, id, *sort).0, 3, "its owner keeps the place of what is hidden");
        }

        write(test, move |tx| shelves::hide(&kim, tx, id, "a slur")).unwrap();
        for viewer in [Viewer::Guest, cy] {
            assert!(test.archive.read(move |tx| shelves::show(&viewer, tx, id, (None, 1))).wait().is_err());
        }
        write(test, move |tx| shelves::unhide(&kim, tx, id, "changed")).unwrap();
        assert!(write(test, move |tx| shelves::hide(&cy, tx, id, "mine")).is_err());
        let mine = shelf(test, "Mine", false);
        assert!(matches!(write(test, move |tx| shelves::hide(&kim, tx, mine, "curious")), Err(Error::NotFound)));
    });
}

#[test]
fn who_is_suspended_keeps_their_own_shelves_and_shows_others_nothing_new() {
    on_every_database(|test| {
        let suspended = Viewer::Suspended(test.cast.bo.id);
        let make = |is_public| {
            let new = NewShelf { name: format!("Shelf {is_public}"), is_public, ..NewShelf::default() };
            write(test, move |tx| shelves::make(&suspended, tx, &new))
        };
        assert!(make(false).is_ok());
        assert!(matches!(make(true), Err(Error::Forbidden(_))), "USER-6");
    });
}
