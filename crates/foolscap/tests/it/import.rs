//! `foolscap import`.

use std::fs;

use crate::desk::{Desk, Running, STORY, contents, count, wait_until};
use crate::zips::zip_of;

/// A folder as fans have them: stories in several formats, chapters, a ZIP, and what is no story.
fn mixed(desk: &Desk) {
    desk.put("saved/ferry.txt", STORY);
    desk.put("saved/fog.html", "<html><head><title>Fog</title></head><body><p>The fog came.</p><p>It went.</p></body>");
    desk.put("saved/jam_ch1.txt", "Title: Jam\nAuthor: bo\n\nOne.\n");
    desk.put("saved/jam_ch2.txt", "Title: Jam\nAuthor: bo\n\nTwo.\n");
    desk.put("saved/old/toast.rtf", r"{\rtf1\ansi Toast \i and\i0  butter.}");
    desk.put(
        "saved/old/two.zip",
        zip_of(&[("tea.txt", "Title: Tea\n\nHot."), ("milk.md", "# Milk\n\n[a](b)\n\nCold.")]),
    );
    desk.put("saved/cover.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    desk.put("saved/empty.txt", "");
}

#[test]
fn a_dry_run_says_what_each_file_is_and_changes_nothing() {
    let desk = Desk::new();
    mixed(&desk);
    let before = contents(&desk.path("saved"));
    let said = desk.run(&["import", "saved", "--dry-run"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    for words in ["“The Ferry” by ana", "“Jam” by bo · 2/?", "6 would come in", "2 refused", "every letter accounted"]
    {
        assert!(said.out.contains(words), "{words} is not in {said:?}");
    }
    assert_eq!(contents(&desk.path("saved")), before);
    assert_eq!(contents(&desk.path(".")).len(), before.len(), "no data folder and no ledger");
}

#[test]
fn every_file_is_one_line_and_the_second_time_nothing_comes_in() {
    let desk = Desk::new();
    mixed(&desk);
    let (said, lines) = desk.import("first.jsonl", &["saved"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!((count(&lines, "draft"), count(&lines, "refused"), lines.len()), (6, 2, 8), "{lines:?}");

    let (said, lines) = desk.import("second.jsonl", &["saved"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!((count(&lines, "already-here"), count(&lines, "refused")), (lines.len() - 2, 2), "{lines:?}");
}

#[test]
fn chapter_files_are_one_story_that_is_known_again() {
    let desk = Desk::new();
    for number in 1..=3 {
        desk.put(&format!("saved/jam_ch{number}.txt"), format!("Title: Jam\nAuthor: bo\n\nText {number}.\n"));
    }
    let (_, lines) = desk.import("first.jsonl", &["saved"]);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!((&lines[0]["fate"], &lines[0]["chapters"]), (&"draft".into(), &3.into()));
    assert_eq!(lines[0]["files"].as_array().map(Vec::len), Some(3), "the line names every file");

    let (_, again) = desk.import("second.jsonl", &["saved"]);
    assert_eq!((again.len(), &again[0]["fate"]), (1, &"already-here".into()), "{again:?}");
    assert_eq!(again[0]["work"], lines[0]["work"]);
}

#[test]
fn a_story_that_has_grown_does_not_come_in_twice() {
    let desk = Desk::new();
    let chapter = |number: u8| {
        desk.put(&format!("saved/jam_ch{number}.txt"), format!("Title: Jam\nAuthor: bo\n\nText {number}.\n"));
    };
    chapter(1);
    chapter(2);
    desk.import("first.jsonl", &["saved"]);
    chapter(3);
    let (said, lines) = desk.import("second.jsonl", &["saved"]);
    said.refuses_with(&["first 2 chapter files are here as work", "jam_ch3.txt"]);
    assert_eq!(count(&lines, "refused"), 1, "{lines:?}");

    let (_, lines) = desk.import("third.jsonl", &["saved/jam_ch3.txt"]);
    assert_eq!(count(&lines, "draft"), 1, "{lines:?}");
    let (_, lines) = desk.import("fourth.jsonl", &["saved"]);
    assert_eq!(count(&lines, "already-here"), 2, "{lines:?}");
}

#[test]
fn only_what_states_a_rating_is_posted_and_a_draft_can_be_posted_later() {
    let desk = Desk::new();
    desk.put("saved/ferry.txt", STORY);
    desk.put("saved/fog.txt", "Title: Fog\n\nThe fog came.\n");
    let (_, lines) = desk.import("first.jsonl", &["saved"]);
    assert_eq!(count(&lines, "draft"), 2);
    let (_, lines) = desk.import("second.jsonl", &["saved", "--post"]);
    assert_eq!((count(&lines, "posted"), count(&lines, "already-here")), (1, 1), "{lines:?}");
}

#[test]
fn one_bad_file_is_one_sentence() {
    let desk = Desk::new();
    desk.put("cover.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let (said, lines) = desk.import("ledger.jsonl", &["cover.png"]);
    said.refuses_with(&["cover.png", "picture"]);
    assert_eq!((said.code, said.out.as_str(), lines.len()), (Some(1), "", 1));

    desk.run(&["import", "mispelled.txt"]).refuses_with(&["mispelled.txt", "no such file"]);
    assert!(!desk.path("foolscap-data").exists(), "nothing to import makes no archive");
}

#[test]
fn a_reader_that_went_away_does_not_end_the_import() {
    let desk = Desk::new();
    for number in 0..40 {
        desk.put(&format!("saved/{}.txt", "x".repeat(number + 1)), format!("Title: Story {number}\n\nThe fog came.\n"));
    }
    let mut command = desk.wrapped(
        &["sh", "-c", r#""$0" "$@" | head -n 1"#],
        &["import", "--data", "archive", "--ledger", "ledger.jsonl", "saved"],
    );
    assert!(command.stdout(std::process::Stdio::null()).status().unwrap().success());
    assert_eq!(count(&desk.ledger("ledger.jsonl"), "draft"), 40);
}

#[test]
fn ctrl_c_leaves_whole_works_and_the_next_run_goes_on() {
    const FILES: usize = 300;
    let desk = Desk::new();
    for number in 0..FILES {
        // Names without numbers: numbered files would be tried as the chapters of one story.
        let name: String = number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
        let text = format!("The fog came for the {number}th time. ").repeat(400);
        desk.put(&format!("saved/{name}.txt"), format!("Title: Story {name}\nAuthor: bo\n\n{text}\n"));
    }
    let args = ["import", "--detail", "totals", "--data", "archive", "--ledger", "first.jsonl", "saved"];
    let mut running = Running::start(desk.command(&args));
    wait_until("the first works are in", || {
        fs::read_to_string(desk.path("first.jsonl")).is_ok_and(|ledger| ledger.contains('\n'))
    });
    running.signal("INT");
    assert_eq!(running.end().code(), Some(1));
    let taken = count(&desk.ledger("first.jsonl"), "draft");
    assert!(0 < taken && taken < FILES, "{taken}");

    let (said, lines) = desk.import("second.jsonl", &["--detail", "totals", "saved"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!((count(&lines, "already-here"), count(&lines, "draft")), (taken, FILES - taken));
}

#[test]
fn works_are_brought_in_for_somebody_else_by_an_archivist() {
    let desk = Desk::new();
    mixed(&desk);
    let user = |args: &[&str]| desk.run(&[&["user"], args, &["--data", "archive"]].concat());
    user(&["create", "wren", "wren@example.org"]);
    let words = ["saved", "--for", "Dora", "dora@example.org", "--as", "wren"];
    let others = |ledger: &str| desk.import(ledger, &words);
    desk.run(&[&["import", "--data", "archive"], &words[..]].concat())
        .refuses_with(&["wren cannot bring works in for others"]);
    user(&["role", "wren", "archivist"]);

    let (said, lines) = others("first.jsonl");

    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(count(&lines, "draft"), 6, "{lines:?}");
    let database = rusqlite::Connection::open(desk.path("archive/archive.sqlite")).unwrap();
    let number = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(number("select count(*) from claims where name = 'Dora'"), 6);
    assert_eq!(
        number("select count(*) from letters where address = 'dora@example.org'"),
        1,
        "one letter, however many"
    );
    others("second.jsonl");
    assert_eq!(number("select count(*) from letters"), 1, "what is here already is not told again");

    database.execute("update absent_creators set refuses = true", []).unwrap();
    desk.put("saved/new.txt", "Title: New\n\nNew.\n");
    let (_, lines) = others("third.jsonl");
    let line = lines.iter().find(|line| line["file"] == "saved/new.txt").unwrap();
    assert_eq!(line["fate"], "refused");
    assert!(line["why"].as_str().unwrap().contains("has asked that none of their works be brought in"), "{line}");
}
