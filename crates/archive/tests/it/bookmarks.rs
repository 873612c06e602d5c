//! Bookmarks on every database: lists, what is found, and what becomes of the numbers.

use std::sync::Arc;

use archive::bookmarks::{self, NewBookmark, On, Search};
use archive::search::Index;
use archive::works::State;
use archive::{Tx, Viewer, WorkId, tallies, works};
use manuscript::Manuscript;
use testkit::{TestArchive, on_every_database, prose, story};

fn write<T: Send + 'static>(
    test: &TestArchive,
    deed: impl Fn(&Tx<'_>) -> archive::Result<T> + Send + 'static,
) -> archive::Result<T> {
    test.archive.write(deed).wait()
}

fn keep(test: &TestArchive, viewer: Viewer, work: WorkId, (notes, tags): (&str, &str)) -> archive::BookmarkId {
    let new = NewBookmark { notes: prose(notes), tags: tags.to_owned(), ..NewBookmark::default() };
    write(test, move |tx| bookmarks::keep(&viewer, tx, &On::Work(work), &new)).unwrap()
}

fn numbers(test: &TestArchive, work: WorkId) -> u64 {
    tallies::count_due(&test.archive).unwrap();
    let cards = test.archive.read(move |tx| works::cards(&Viewer::Guest, tx, &[work])).wait().unwrap();
    cards[0].tally.bookmarks
}

#[test]
fn bookmarks_are_listed_found_and_counted_on_every_database() {
    on_every_database(|test| {
        let (bo, cy) = (test.cast.bo.viewer(), test.cast.cy.viewer());
        let rain = Manuscript { additional: vec!["Weather".to_owned()], ..story("Rain", 2) };
        let rain = test.post(rain, State::Posted, false);
        let snow = test.post(story("Snow", 1), State::Posted, true);
        let first = keep(test, bo, rain, ("<p>so good</p>", "comfort"));
        keep(test, cy, rain, ("", "comfort, weather"));
        keep(test, cy, snow, ("", "comfort"));
        let index = Arc::new(Index::new(None));
        index.prepare(&test.archive, || false).unwrap();

        let found = |viewer: Viewer, wish: Search| {
            let index = Arc::clone(&index);
            let found = test.archive.read(move |tx| bookmarks::search(&viewer, tx, &index, &wish)).wait().unwrap();
            found.expect("the index is ready").bookmarks.total
        };
        let of = |tags: &str| Search { tags: tags.to_owned(), ..Search::default() };
        assert_eq!((found(bo, of("comfort")), found(Viewer::Guest, of("comfort"))), (3, 2), "BKS-2");
        assert_eq!(found(bo, Search { without: "weather".to_owned(), notes: "GOOD".to_owned(), ..of("comfort") }), 1);
        assert_eq!(found(bo, Search { works: "tag:Weather".to_owned(), by: "cy_muted".to_owned(), ..of("") }), 1);

        let things = |viewer: Viewer| {
            let items = test.archive.read(move |tx| bookmarks::of_tag(&viewer, tx, "Weather", 1)).wait().unwrap().items;
            (items.total, items.items[0].count)
        };
        assert_eq!(things(Viewer::Guest), (1, 2), "BKS-5");
        let newest = test.archive.read(|tx| bookmarks::newest(&Viewer::Guest, tx, 9)).wait().unwrap();
        assert_eq!(newest.len(), 2);

        assert_eq!(numbers(test, rain), 2);
        write(test, move |tx| bookmarks::remove(&bo, tx, first)).unwrap();
        assert_eq!(numbers(test, rain), 1);
        // What was bookmarked may be gone for good when its bookmark goes.
        let ana = test.cast.ana.viewer();
        let left = keep(test, bo, rain, ("", ""));
        write(test, move |tx| works::delete(&ana, tx, rain)).unwrap();
        write(test, move |tx| bookmarks::remove(&bo, tx, left)).unwrap();
    });
}
