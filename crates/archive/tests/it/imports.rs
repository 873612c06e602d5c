//! The import ledger: nothing twice, nothing by halves, nothing lost.

use archive::imports::{self, Outcome, SourceFile};
use archive::works::{self, Access, Creators, NewWork, PackedWork, State};
use archive::{Errand, Error, Viewer};
use manuscript::{Manuscript, Provenance};
use testkit::{TestArchive, on_every_database, story};

const IMPORTER: Viewer = Viewer::Custodian(Errand::Import);

fn from(file: &str, digest: &str, url: Option<&str>) -> PackedWork {
    let provenance = Provenance {
        format: "plain text".into(),
        file: file.into(),
        digest: Some(digest.into()),
        url: url.map(str::to_owned),
        publisher: None,
        ..Provenance::default()
    };
    let manuscript = Manuscript { provenance, ..story(file, 1) };
    NewWork { manuscript, creators: Creators::Bylines, state: State::Draft, access: Access::Everyone }.pack().unwrap()
}

fn take_in(test: &TestArchive, works: Vec<PackedWork>) -> archive::Result<Vec<Outcome>> {
    let stories: Vec<_> = works.into_iter().map(|work| (work, None)).collect();
    test.archive.write(move |tx| imports::take_in_many(&IMPORTER, tx, &stories)).wait()
}

fn taken(outcomes: &[Outcome]) -> Vec<bool> {
    outcomes.iter().map(|outcome| matches!(outcome, Outcome::Taken(_))).collect()
}

#[test]
fn the_same_file_or_address_is_recognised_whatever_it_is_called() {
    on_every_database(|test| {
        let first = take_in(test, vec![from("a.txt", "d1", Some("http://www.example.org/s/1/"))]).unwrap();
        let Outcome::Taken(id) = first[0] else { panic!("it is new") };
        for (file, digest, url) in [
            ("a.txt", "d1", None),
            ("renamed.txt", "d1", None),
            ("other.html", "d2", Some("https://example.org/s/1?ref=x")),
        ] {
            let again = take_in(test, vec![from(file, digest, url)]).unwrap();
            assert_eq!(again, [Outcome::AlreadyHere(id)], "{file}");
        }
        assert_eq!(taken(&take_in(test, vec![from("b.txt", "d3", Some("https://example.org/s/2"))]).unwrap()), [true]);
    });
}

#[test]
fn several_stories_of_one_file_are_told_apart() {
    on_every_database(|test| {
        let both = || vec![from("all.zip!/one.txt", "d1", None), from("all.zip!/two.txt", "d1", None)];
        assert_eq!(taken(&take_in(test, both()).unwrap()), [true, true]);
        assert_eq!(taken(&take_in(test, both()).unwrap()), [false, false]);
    });
}

#[test]
fn a_run_that_was_cut_off_goes_on_where_it_stopped() {
    on_every_database(|test| {
        let file = |number: usize| from(&format!("{number}.txt"), &format!("d{number}"), None);
        take_in(test, vec![file(1), file(2)]).unwrap();
        let cut = test.archive.write(move |tx| {
            imports::take_in(&IMPORTER, tx, &from("3.txt", "d3", None), None)?;
            Err::<(), _>(Error::broken("the power went"))
        });
        assert!(cut.wait().is_err());
        let again = take_in(test, (1..=4).map(file).collect()).unwrap();
        assert_eq!(taken(&again), [false, false, true, true]);
    });
}

#[test]
fn the_file_is_kept_byte_for_byte_and_once() {
    on_every_database(|test| {
        let bytes: Vec<u8> = (0..10_000_u32).map(|n| (n % 251) as u8).collect();
        let file = SourceFile::pack("d1", &bytes);
        let stories: Vec<_> =
            ["z!/1", "z!/2"].into_iter().map(|name| (from(name, "d1", None), Some(file.clone()))).collect();
        let outcomes = test.archive.write(move |tx| imports::take_in_many(&IMPORTER, tx, &stories)).wait().unwrap();
        for outcome in outcomes {
            let Outcome::Taken(id) = outcome else { panic!("it is new") };
            let kept = test.archive.read(move |tx| imports::source(&Viewer::Custodian(Errand::Backup), tx, id));
            assert_eq!(kept.wait().unwrap(), bytes);
            let guest = test.archive.read(move |tx| imports::source(&Viewer::Guest, tx, id)).wait();
            assert!(matches!(guest, Err(Error::NotFound)));
        }
    });
}

#[test]
fn a_work_that_was_deleted_may_be_imported_again() {
    on_every_database(|test| {
        let first = take_in(test, vec![from("a.txt", "d1", None)]).unwrap();
        let Outcome::Taken(id) = first[0] else { panic!("it is new") };
        test.archive.write(move |tx| works::delete(&IMPORTER, tx, id)).wait().unwrap();
        assert_eq!(taken(&take_in(test, vec![from("a.txt", "d1", None)]).unwrap()), [true]);
    });
}
