//! A build without the feature `words`: tags are found, and of words it is said that they are not. It is a program of its own, so that no
//! more than it needs is built a second time.

#![cfg(all(test, not(feature = "words")))]

use std::sync::Arc;

use archive::Viewer;
use archive::search::query::About;
use archive::search::{self, Found, Index, Query, Wish};
use archive::works::State;
use testkit::{TestArchive, on_every_database, story};

fn find(test: &TestArchive, index: &Arc<Index>, typed: &str) -> Found {
    let (index, wish) = (Arc::clone(index), Wish { query: Query::read(typed), number: 1, ..Wish::default() });
    test.archive.read(move |tx| search::find(&Viewer::Guest, tx, &index, &wish)).wait().unwrap().unwrap()
}

#[test]
fn a_program_without_words_finds_tags_and_answers_a_search_for_words_with_a_hint() {
    on_every_database(|test| {
        let index = Arc::new(Index::new(None));
        index.prepare(&test.archive, || false).unwrap();
        assert!(index.is_ready() && !index.has_words());
        test.post(story("Snow", 1), State::Posted, false);
        index.read_texts(&test.archive, || false).unwrap();
        for typed in ["tag:rain", "rain", "\"rain\"", "sort:title"] {
            let found = find(test, &index, typed);
            assert_eq!((found.works.total, found.doubts.len()), (1, 0), "{typed}");
        }
        for typed in ["text:rained", "\"and it rained\"", "snow", "title:snow"] {
            let found = find(test, &index, typed);
            let doubts: Vec<About> = found.doubts.into_iter().map(|doubt| doubt.about).collect();
            assert_eq!((found.works.total, doubts), (0, vec![About::NoWords]), "{typed}");
        }
        let without = find(test, &index, "-text:rained");
        assert_eq!((without.works.total, without.doubts.len()), (1, 1), "what cannot be looked for leaves nothing out");
    });
}
