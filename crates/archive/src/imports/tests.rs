//! What is left in the tables of an import when its works are deleted.

use manuscript::{Complaint, Manuscript, Provenance, Trouble};
use testkit::story;

use super::{Outcome, SourceFile, take_in};
use crate::db::tests::archives;
use crate::works::{self, Access, Creators, NewWork, PackedWork, State};
use crate::{Archive, Errand, Viewer, WorkId};

const IMPORTER: Viewer = Viewer::Custodian(Errand::Import);

/// A story in a ZIP, with a complaint that quotes it.
fn story_of_a_zip(name: &str) -> PackedWork {
    let url = Some(format!("https://example.org/s/{name}"));
    let (file, digest) = (format!("all.zip!/{name}.txt"), Some("d1".to_owned()));
    let provenance = Provenance { file, digest, url, ..Provenance::default() };
    let complaints = vec![Complaint::new(Trouble::Doubted, "scene break", "secret words")];
    let manuscript = Manuscript { provenance, complaints, ..story(name, 1) };
    NewWork { manuscript, creators: Creators::Bylines, state: State::Draft, access: Access::Everyone }.pack().unwrap()
}

fn imported(archive: &Archive, name: &'static str) -> WorkId {
    let (work, file) = (story_of_a_zip(name), SourceFile::pack("d1", b"the whole ZIP"));
    let taken = archive.write(move |tx| take_in(&IMPORTER, tx, &work, Some(&file)));
    let Ok(Outcome::Taken(id)) = taken.wait() else { panic!("it is new") };
    id
}

fn delete(archive: &Archive, id: WorkId) -> u64 {
    archive.write(move |tx| works::delete(&IMPORTER, tx, id)).wait().unwrap();
    archive.read(|tx| tx.count("select count(*) from sources", &[])).wait().unwrap()
}

#[test]
fn a_deleted_works_file_goes_when_no_other_work_came_from_it() {
    for (archive, _database) in archives() {
        let (one, two) = (imported(&archive, "one"), imported(&archive, "two"));
        assert_eq!(delete(&archive, one), 1, "the other work is in it");
        assert_eq!(delete(&archive, two), 0);
    }
}

#[test]
fn the_ledger_quotes_nothing_of_a_deleted_work_and_lets_it_in_again() {
    for (archive, _database) in archives() {
        let id = imported(&archive, "one");
        delete(&archive, id);
        let lines = archive.read(|tx| {
            tx.all("select file, url, url_key, digest, complaints, proposals from imports", &[], |row| {
                (0..6).map(|at| row.get::<Option<String>>(at)).collect::<crate::Result<Vec<_>>>()
            })
        });
        let kept = ["", "-", "example.org/s/one", "d1", "[]", "[]"].map(|word| (word != "-").then(|| word.to_owned()));
        assert_eq!(lines.wait().unwrap(), [kept.to_vec()]);
        imported(&archive, "one");
    }
}
