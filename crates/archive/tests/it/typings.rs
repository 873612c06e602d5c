//! What is typed is kept for its writer, the newest of a place, and gone when it is saved.

use std::time::Duration;

use archive::works::PackedText;
use archive::{Error, Viewer, typings};
use testkit::{TestArchive, on_every_database};

fn keep(test: &TestArchive, viewer: Viewer, place: &str, typed: &str) -> archive::Result<()> {
    let (place, packed) = (place.to_owned(), PackedText::pack(typed.as_bytes()));
    test.archive.write(move |tx| typings::keep(&viewer, tx, &place, &packed)).wait()
}

fn at(test: &TestArchive, viewer: Viewer, place: &str) -> Option<String> {
    let place = place.to_owned();
    let found = test.archive.read(move |tx| typings::at(&viewer, tx, &place)).wait();
    found.expect("the archive answers").map(|typing| typing.text)
}

#[test]
fn the_newest_of_a_place_is_its_writers_alone() {
    on_every_database(|test| {
        let (ana, bo) = (test.cast.ana.viewer(), test.cast.bo.viewer());
        keep(test, ana, "/works", "one").unwrap();
        keep(test, ana, "/works", "two").unwrap();
        keep(test, ana, "/works/7", "elsewhere").unwrap();
        assert_eq!(at(test, ana, "/works").as_deref(), Some("two"));
        for other in [bo, test.cast.moderator()] {
            assert_eq!(at(test, other, "/works"), None);
        }
        assert!(matches!(keep(test, Viewer::Guest, "/works", "x"), Err(Error::LogIn)));
        assert!(matches!(keep(test, ana, "https://elsewhere.example", "x"), Err(Error::Invalid(_))));
        test.archive.write(move |tx| typings::forget(&ana, tx, "/works")).wait().unwrap();
        assert_eq!(at(test, ana, "/works"), None);
        assert_eq!(at(test, ana, "/works/7").as_deref(), Some("elsewhere"));
    });
}

#[test]
fn so_many_places_are_kept_and_the_oldest_goes() {
    on_every_database(|test| {
        let ana = test.cast.ana.viewer();
        for n in 0..52 {
            keep(test, ana, &format!("/works/{n}"), "x").unwrap();
            test.clock.advance(Duration::from_secs(1));
        }
        let kept: Vec<bool> = (0..4).map(|n| at(test, ana, &format!("/works/{n}")).is_some()).collect();
        assert_eq!(kept, [false, false, true, true]);
    });
}

#[test]
fn so_much_is_kept_and_the_oldest_goes_but_not_the_newest_text() {
    on_every_database(|test| {
        let ana = test.cast.ana.viewer();
        let noise = |seed: u64| {
            let mut state = seed + 1;
            let letter = move |_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                char::from(b' ' + (state >> 58) as u8)
            };
            (0..9_000_000).map(letter).collect::<String>()
        };
        for n in 0..4 {
            keep(test, ana, &format!("/works/{n}"), &noise(n)).unwrap();
            test.clock.advance(Duration::from_secs(1));
        }
        let kept: Vec<bool> = (0..4).map(|n| at(test, ana, &format!("/works/{n}")).is_some()).collect();
        assert_eq!(kept, [false, false, true, true], "six bits a letter");
        assert!(matches!(keep(test, ana, "/elsewhere", "x"), Err(Error::Invalid(_))), "no form of a text");
    });
}
