//! Both databases behave alike: values, transactions, migrations, and every statement we have.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use testkit::{ScratchDatabase, every_database};

use super::migrate::MIGRATIONS;
use super::{Link, args};
use crate::{Archive, Chance, Clock, DatabasePlace, Error, Result, Settings, Tx};

/// A fresh archive on every database there is here, with what keeps its database.
pub(crate) fn archives() -> Vec<(Archive, ScratchDatabase)> {
    let open = |database: ScratchDatabase| {
        let place = database.url().map_or(DatabasePlace::Memory, DatabasePlace::Postgres);
        (open(place).expect("a fresh database opens"), database)
    };
    every_database().into_iter().map(open).collect()
}

fn open(database: DatabasePlace) -> Result<Archive> {
    let noon = "2026-11-01T12:00:00Z".parse().expect("a moment");
    Archive::open(&Settings { database, connections: 2 }, Clock::still(noon), Chance::seeded(3))
}

fn sqlite_file(folder: &Path) -> DatabasePlace {
    DatabasePlace::Sqlite(folder.join("foolscap.db"))
}

fn people(tx: &Tx<'_>) -> Result<u64> {
    tx.count("select count(*) from people where kind = 'member'", &[])
}

#[test]
fn every_statement_in_the_source_is_known_to_both_databases() {
    let statements = statements(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(statements.len() > 40, "only {} statements were found", statements.len());
    for (archive, _database) in archives() {
        for text in statements.clone() {
            let told = text.clone();
            let known = archive.read(move |tx| tx.prepare(&text)).wait();
            assert!(known.is_ok(), "{told}\n{known:?}");
        }
    }
}

/// The text literals that are handed to a transaction, anywhere below a folder.
fn statements(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(statements(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            found.extend(statements_of(&std::fs::read_to_string(path).unwrap()));
        }
    }
    found
}

fn statements_of(source: &str) -> Vec<String> {
    let calls = ["tx.run(", "tx.all(", "tx.first(", "tx.value(", "tx.count("];
    let arguments = calls.iter().flat_map(|call| source.split(call).skip(1));
    let literals = arguments.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split_once('"'));
    literals.map(|(text, _)| text.to_owned()).collect()
}

#[test]
fn both_databases_have_the_same_tables_with_the_same_columns() {
    let columns = |archive: &Archive| {
        let columns = archive.read(|tx| tx.all(tx.dialect().columns(), &[], |row| row.get::<String>(0)));
        let mut columns = columns.wait().unwrap();
        columns.sort();
        columns
    };
    let all: Vec<_> = archives().iter().map(|(archive, _)| columns(archive)).collect();
    assert!(all[0].contains(&"works.audience".to_owned()));
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "{all:#?}");
}

#[test]
fn migrations_are_numbered_in_order_and_lie_in_both_folders() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/db/migrations");
    for (at, step) in MIGRATIONS.iter().enumerate() {
        assert_eq!(step.number, at as i64 + 1);
        for database in ["sqlite", "postgres"] {
            assert!(folder.join(database).join(format!("{:04}_{}.sql", step.number, step.name)).is_file());
        }
    }
    let files = |database: &str| std::fs::read_dir(folder.join(database)).unwrap().count();
    assert_eq!((files("sqlite"), files("postgres")), (MIGRATIONS.len(), MIGRATIONS.len()));
}

#[test]
fn a_failed_deed_leaves_nothing_and_a_panic_leaves_a_working_archive() {
    for (archive, _database) in archives() {
        let before = archive.read(people).wait().unwrap();
        let failed = archive.write(|tx| crate::people::join(tx, "nobody").and(Err::<(), _>(Error::NotFound)));
        assert!(matches!(failed.wait(), Err(Error::NotFound)));
        let panicked = archive.write(|tx| -> Result<()> {
            crate::people::join(tx, "nobody")?;
            panic!("a defect in a closure");
        });
        assert!(matches!(panicked.wait(), Err(Error::Broken(_))));
        assert_eq!(archive.read(people).wait().unwrap(), before);
    }
}

#[test]
fn a_deed_that_was_in_anothers_way_is_run_again_from_the_start() {
    for (archive, _database) in archives() {
        let runs = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&runs);
        let answer = archive.write(move |tx| {
            let run = count.fetch_add(1, Ordering::Relaxed);
            crate::people::join(tx, "again")?;
            if run < 2 { Err(Error::Busy) } else { Ok(run) }
        });
        assert_eq!(answer.wait().unwrap(), 2);
    }
}

#[test]
fn a_key_that_is_taken_is_drawn_again() {
    for (archive, _database) in archives() {
        let runs = AtomicU32::new(0);
        let answer = archive.write(move |tx| {
            let taken = tx.value::<i64>("select id from tags order by id limit 1", &[])?;
            let id = if runs.fetch_add(1, Ordering::Relaxed) == 0 { taken } else { Some(tx.fresh_id()) };
            tx.run(
                "insert into tags (id, kind, name, name_key, created_at) values ($1, 'fandom', 'x', 'x', 0)",
                args![id],
            )
        });
        assert_eq!(answer.wait().unwrap(), 1);
    }
}

#[test]
fn two_writers_at_the_same_row_lose_no_update() {
    for (archive, _database) in archives() {
        archive.write(|tx| tx.run("update tags set created_at = 0", &[])).wait().unwrap();
        let rise = || {
            archive.write(|tx| {
                let old = tx.value::<i64>("select max(created_at) from tags where kind = 'rating'", &[])?;
                tx.run("update tags set created_at = $1 where kind = 'rating'", args![old.unwrap_or(0) + 1])
            })
        };
        let answers: Vec<_> = (0..20).map(|_| rise()).collect();
        assert!(answers.into_iter().all(|answer| answer.wait().is_ok()));
        let end = archive.read(|tx| tx.value::<i64>("select max(created_at) from tags", &[]));
        assert_eq!(end.wait().unwrap(), Some(20));
    }
}

#[test]
fn what_a_file_holds_is_there_after_it_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(sqlite_file(folder.path())).unwrap();
    first.write(|tx| crate::people::join(tx, "ana")).wait().unwrap();
    drop(first);
    let second = open(sqlite_file(folder.path())).unwrap();
    assert_eq!(second.read(people).wait().unwrap(), 1);
}

#[test]
fn sqlite_writes_through_to_the_disk_before_it_answers() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(sqlite_file(folder.path())).unwrap();
    let mode = archive.write(|tx| tx.value::<i64>("pragma synchronous", &[])).wait().unwrap();
    let journal = archive.write(|tx| tx.value::<String>("pragma journal_mode", &[])).wait().unwrap();
    assert_eq!((mode, journal.as_deref()), (Some(2), Some("wal")), "2 is FULL (safety.md M4)");
}

#[test]
fn a_reader_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(sqlite_file(folder.path())).unwrap();
    let written = archive.read(|tx| tx.run("delete from tags", &[])).wait();
    assert!(matches!(written, Err(Error::Broken(_))), "{written:?}");
}

#[test]
fn a_database_of_a_newer_program_is_refused_in_one_sentence_and_left_alone() {
    for (archive, database) in archives() {
        let Some(url) = database.url() else { continue };
        archive.write(newer).wait().unwrap();
        assert_refused(open(DatabasePlace::Postgres(url)), "made by a newer Foolscap");
    }
    let folder = tempfile::tempdir().unwrap();
    open(sqlite_file(folder.path())).unwrap().write(newer).wait().unwrap();
    assert_refused(open(sqlite_file(folder.path())), "made by a newer Foolscap");
}

fn newer(tx: &Tx<'_>) -> Result<u64> {
    tx.run("insert into migrations (number, name, at) values (99, 'future', 0)", &[])
}

fn assert_refused(opened: Result<Archive>, sentence: &str) {
    let told = opened.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(told.contains(sentence) && !told.contains('\n'), "{told:?}");
}

#[test]
fn places_that_cannot_be_opened_are_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("missing");
    assert_refused(open(sqlite_file(&nowhere)), "check that its folder (--data) exists and can be written");
    let text = folder.path().join("foolscap.db");
    std::fs::write(&text, "This is a letter, and not a database at all.".repeat(40)).unwrap();
    assert_refused(open(DatabasePlace::Sqlite(text.clone())), "is not a SQLite database");
    assert!(std::fs::read_to_string(text).unwrap().starts_with("This is a letter"), "the file is as it was");
    let silent = DatabasePlace::Postgres("postgres://nobody@127.0.0.1:9/none".to_owned());
    assert_refused(open(silent), "the PostgreSQL server in --database does not answer");
    assert_refused(open(DatabasePlace::Postgres("postgres//".to_owned())), "not of the form postgres://");
}

#[test]
fn a_lost_connection_is_made_again() {
    for (archive, database) in archives() {
        if database.url().is_none() {
            continue;
        }
        let own = "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()
                   and query like '%pg_terminate_backend%' or pid = pg_backend_pid()";
        let cut = archive.read(move |tx| tx.all(own, &[], |_| Ok(()))).wait();
        assert!(cut.is_err(), "the connection is gone");
        assert!(archive.read(people).wait().is_ok(), "and there again");
    }
}

#[test]
fn an_answer_can_be_awaited_and_an_archive_opened_and_dropped_inside_async_code() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    for database in every_database() {
        let place = database.url().map_or(DatabasePlace::Memory, DatabasePlace::Postgres);
        let count = runtime.block_on(async { open(place).unwrap().read(people).await });
        assert_eq!(count.unwrap(), 0);
    }
}

#[test]
fn a_full_queue_answers_busy_and_loses_nothing_that_was_accepted() {
    let archive = open(DatabasePlace::Memory).unwrap();
    let (release, held) = mpsc::channel::<()>();
    let held = Mutex::new(held);
    let first = archive.write(move |_| held.lock().unwrap().recv().map_err(|_| Error::NotFound));
    let answers: Vec<_> = (0..1_100).map(|_| archive.read(people)).collect();
    release.send(()).unwrap();
    first.wait().unwrap();
    let answers: Vec<_> = answers.into_iter().map(crate::Answer::wait).collect();
    let busy = answers.iter().filter(|answer| matches!(answer, Err(Error::Busy))).count();
    let answered = answers.iter().filter(|answer| answer.is_ok()).count();
    assert!(busy > 0 && busy + answered == answers.len(), "{busy} busy, {answered} answered");
}

#[test]
fn a_full_disk_is_told_in_one_sentence_and_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(sqlite_file(folder.path())).unwrap();
    archive.write(|tx| tx.value::<i64>("pragma max_page_count = 1", &[])).wait().unwrap();
    let full = archive.write(|tx| {
        let blob = vec![7_u8; 1_000_000];
        tx.run("insert into sources (digest, deflate, crc, length, at) values ('d', $1, 0, 0, 0)", args![&blob[..]])
    });
    let told = full.wait().unwrap_err().to_string();
    assert!(told.contains("(--data) is full") && !told.contains('\n'), "{told}");
    assert_eq!(archive.read(|tx| tx.count("select count(*) from sources", &[])).wait().unwrap(), 0);
}

#[test]
fn numbers_beyond_thirty_two_and_fifty_three_bits_come_back_as_they_went_in() {
    for (archive, _database) in archives() {
        for number in [(1_i64 << 31) - 5, (1 << 31) + 5, (1 << 53) - 5, (1 << 53) + 5, i64::MAX] {
            let stored = archive.write(move |tx| {
                tx.run("update tags set created_at = $1 where name_key = 'gen'", args![number])?;
                tx.value::<i64>("select created_at from tags where name_key = 'gen'", &[])
            });
            assert_eq!(stored.wait().unwrap(), Some(number), "safety.md R34");
        }
    }
}

impl Tx<'_> {
    /// Has the database read a statement without running it.
    fn prepare(&self, text: &str) -> Result<()> {
        match self.link {
            Link::Sqlite(link) => link.prepare(text),
            Link::Postgres(link) => link.prepare(text),
        }
    }
}
