//! Folders, disks, ports, databases and settings that are not as they should be.

use std::fs;
use std::net::TcpListener;

use crate::desk::{Desk, STORY, contents, count, said};

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_a_line_and_the_rest_comes_in() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    desk.put("saved/ferry.txt", STORY);
    desk.put("saved/locked/fog.txt", "The fog came.");
    let locked = desk.path("saved/locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser passes every lock, until that one privilege is taken away.
    let humbly = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"];
    let by = if fs::read_dir(&locked).is_ok() { humbly.as_slice() } else { &[] };
    let args = ["import", "--data", "archive", "--ledger", "ledger.jsonl", "saved"];
    let said = said(desk.wrapped(by, &args));
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();

    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(said.err, "saved/locked: you have no permission to read it\n");
    let lines = desk.ledger("ledger.jsonl");
    assert_eq!((count(&lines, "draft"), count(&lines, "unreadable")), (1, 1), "{lines:?}");
}

#[test]
fn a_busy_port_is_named_before_an_archive_is_touched() {
    let desk = Desk::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    desk.run(&["serve", "--listen", &address]).refuses_with(&[&address, "in use", "--listen"]);
    assert!(!desk.path("foolscap-data").exists());
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let desk = Desk::new();
    desk.put("ferry.txt", STORY);
    desk.import("ledger.jsonl", &["ferry.txt"]);
    let from_the_future = rusqlite::Connection::open(desk.path("archive/archive.sqlite")).unwrap();
    from_the_future.execute("insert into migrations (number, name, at) values (9000, 'later', 0)", []).unwrap();
    drop(from_the_future);
    let before = fs::read(desk.path("archive/archive.sqlite")).unwrap();
    for args in [
        ["serve", "--listen", "127.0.0.1:0", "--data", "archive"],
        ["import", "ferry.txt", "--detail=all", "--data", "archive"],
    ] {
        desk.run(&args).refuses_with(&["newer"]);
    }
    assert_eq!(fs::read(desk.path("archive/archive.sqlite")).unwrap(), before);
}

#[test]
fn a_postgresql_that_does_not_run_is_named() {
    let desk = Desk::new();
    desk.put("ferry.txt", STORY);
    let nowhere = "postgres://nobody@127.0.0.1:1/x";
    desk.run(&["import", "ferry.txt", "--database", nowhere]).refuses_with(&["PostgreSQL", "--database"]);
    desk.run(&["serve", "--listen", "127.0.0.1:0", "--database", nowhere]).refuses_with(&["PostgreSQL"]);
}

#[test]
fn a_file_that_is_no_database_is_named() {
    let desk = Desk::new();
    desk.put("ferry.txt", STORY);
    desk.put("archive/archive.sqlite", "Dear diary, ".repeat(500));
    let before = contents(&desk.path("archive"));
    desk.run(&["import", "ferry.txt", "--data", "archive"]).refuses_with(&["archive.sqlite"]);
    assert_eq!(contents(&desk.path("archive")), before);
}

#[test]
fn a_data_folder_that_cannot_be_made_is_named() {
    let desk = Desk::new();
    desk.put("ferry.txt", STORY);
    desk.run(&["import", "ferry.txt", "--data", "ferry.txt/archive"]).refuses_with(&["ferry.txt/archive", "--data"]);
    assert_eq!(desk.read("ferry.txt"), STORY);
}

/// Lets no file grow over some blocks of 512 bytes, as on a disk that is full.
#[cfg(unix)]
fn on_a_small_disk(desk: &Desk, blocks: u32, args: &[&str]) -> crate::desk::Said {
    let script = format!(r#"trap '' XFSZ; ulimit -f {blocks}; exec "$0" "$@""#);
    said(desk.wrapped(&["sh", "-c", &script], args))
}

#[cfg(unix)]
#[test]
fn a_full_disk_ends_an_import_and_keeps_what_is_whole() {
    let desk = Desk::new();
    desk.put("ferry.txt", STORY);
    let (_, before) = desk.import("first.jsonl", &["ferry.txt"]);
    let size = fs::metadata(desk.path("archive/archive.sqlite")).unwrap().len();
    for number in 0..40_u32 {
        let words: Vec<String> = (0..40_000_u32).map(|n| (n * 7919 + number).to_string()).collect();
        desk.put(&format!("saved/{}.txt", "x".repeat(number as usize + 1)), words.join(" "));
    }
    let blocks = u32::try_from(size / 512).unwrap() + 600;
    let args = ["import", "--detail", "totals", "--data", "archive", "--ledger", "second.jsonl", "saved"];
    let full = on_a_small_disk(&desk, blocks, &args);
    full.refuses_with(&["the disk that holds the data folder (--data) is full"]);

    let (_, after) = desk.import("third.jsonl", &["ferry.txt"]);
    assert_eq!(after[0]["work"], before[0]["work"], "what was there is there");
    let (_, lines) = desk.import("fourth.jsonl", &["saved"]);
    assert_eq!(count(&lines, "draft") + count(&lines, "already-here"), 40, "and the rest comes in when there is room");
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_book_alone() {
    let desk = Desk::new();
    desk.put("ferry.txt", STORY.repeat(500));
    desk.put("ferry.html", "the old book");
    let full = on_a_small_disk(&desk, 8, &["convert", "--quiet", "ferry.txt", "ferry.html"]);
    full.refuses_with(&["ferry.html", "untouched"]);
    assert_eq!(desk.read("ferry.html"), "the old book");
}

#[cfg(target_os = "linux")]
#[test]
fn a_ledger_that_cannot_be_written_ends_the_import() {
    let desk = Desk::new();
    desk.put("ferry.txt", STORY);
    let args = ["import", "--detail", "totals", "--data", "archive", "--ledger", "/dev/full", "ferry.txt"];
    desk.run(&args).refuses_with(&["ledger", "cannot be written"]);
}

#[test]
fn a_mistake_in_a_setting_is_named_and_nothing_is_made() {
    let desk = Desk::new();
    desk.put("archive/foolscap.toml", "name = \"The Attic\"\npage_cache = \"much\"\n");
    let before = contents(&desk.path("archive"));
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    let cases: &[(&[&str], &[&str])] = &[
        (&["--data", "archive"], &["foolscap.toml", "page_cache"]),
        (&["--data", "other", "--log", "nonsense"], &["--log nonsense", "warn"]),
    ];
    for (args, words) in cases {
        desk.run(&[&serve, *args].concat()).refuses_with(words);
    }
    assert_eq!(contents(&desk.path("archive")), before);
    assert!(!desk.path("other").exists());
}
