//! Files that are broken or hostile: one clear line each, and the good ones beside them come in.

use std::fs;

use crate::desk::{Desk, STORY, contents, count};
use crate::zips::{docx_of, overlapping, zip_of};

const BOMB: &str = r#"<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"#;
const THIEF: &str = r#"<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>It rained &x;.</w:t></w:r></w:p></w:body></w:document>"#;

fn truncated_epub(desk: &Desk) -> Vec<u8> {
    desk.put("whole.txt", STORY);
    assert_eq!(desk.run(&["convert", "whole.txt", "whole.epub", "--quiet"]).code, Some(0));
    let whole = fs::read(desk.path("whole.epub")).unwrap();
    whole[..whole.len() / 2].to_vec()
}

/// Every file here is refused, with these words.
fn hostile(desk: &Desk) -> Vec<(&'static str, Vec<u8>, &'static str)> {
    vec![
        ("cut.epub", truncated_epub(desk), "breaks off"),
        ("overlap.zip", overlapping(500), "share the same bytes"),
        ("crowd.zip", overlapping(60_000), "60000 files"),
        ("slip.zip", zip_of(&[("../../evil.txt", "It rained.")]), "points outside the ZIP"),
        ("absolute.zip", zip_of(&[("/etc/evil.txt", "It rained.")]), "absolute path"),
        ("bomb.docx", docx_of(BOMB), "declares a document type"),
        ("thief.docx", docx_of(THIEF), "declares a document type"),
        ("long.txt", "It rained. ".repeat(3_300_000).into_bytes(), "larger than 32 MiB"),
        ("nothing.txt", vec![0; 4000], "empty"),
        ("binary.txt", (0..40_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect(), "binary"),
    ]
}

#[test]
fn a_hostile_file_is_refused_in_one_sentence_that_names_it() {
    let desk = Desk::new();
    for (name, bytes, words) in hostile(&desk) {
        desk.put(name, bytes);
        desk.run(&["convert", name, "out.epub"]).refuses_with(&[name, words]);
        assert!(!desk.path("out.epub").exists() && !desk.path("../evil.txt").exists());
    }
}

#[test]
fn hostile_files_are_lines_in_the_ledger_and_the_good_one_comes_in() {
    let desk = Desk::new();
    let hostile = hostile(&desk);
    for (name, bytes, _) in &hostile {
        desk.put(&format!("saved/{name}"), bytes);
    }
    desk.put("saved/good.txt", STORY);
    let (said, lines) = desk.import("ledger.jsonl", &["saved"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!((count(&lines, "draft"), count(&lines, "refused")), (1, hostile.len()), "{lines:?}");
    for (name, _, words) in &hostile {
        let line = lines.iter().find(|line| line["file"] == format!("saved/{name}")).unwrap();
        assert!(line["why"].as_str().unwrap().contains(words), "{line}");
    }
}

#[test]
fn damaged_texts_come_in_with_their_damage_named() {
    let desk = Desk::new();
    let deep = format!("{}It rained.{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
    let cases: &[(&str, &[u8])] = &[
        ("deep.html", deep.as_bytes()),
        ("nul.txt", b"Title: Jam\n\nIt rained\0 on the ferry, and \0the bread got wet.\n"),
        (
            "bytes.txt",
            b"Title: Jam\n\nThe caf\xc3\xa9 was shut.\n\nIt rained \xff\xfe on it. The caf\xc3\xa9 stayed.\n",
        ),
    ];
    for (name, bytes) in cases {
        desk.put(&format!("saved/{name}"), bytes);
    }
    let (said, lines) = desk.import("ledger.jsonl", &["saved"]);
    assert_eq!((said.code, count(&lines, "draft")), (Some(0), cases.len()), "{lines:?}");
    for line in &lines {
        assert!(!line["complaints"].as_array().unwrap().is_empty(), "{line}");
    }
}

#[test]
fn a_failed_conversion_leaves_the_old_book_alone() {
    let desk = Desk::new();
    let cut = truncated_epub(&desk);
    desk.put("cut.epub", cut);
    desk.put("books/ferry.html", "the old book");
    let before = contents(&desk.path("books"));
    desk.run(&["convert", "cut.epub", "books/ferry.html"]).refuses_with(&["cut.epub", "breaks off"]);
    assert_eq!(contents(&desk.path("books")), before);
}
