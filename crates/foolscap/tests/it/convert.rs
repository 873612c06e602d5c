//! `foolscap convert`.

use crate::desk::{Desk, STORY};
use crate::zips::zip_of;

#[test]
fn a_story_goes_through_every_format_and_stays_itself() {
    let desk = Desk::new();
    desk.put("ferry.txt", STORY);
    for (from, to) in [
        ("ferry.txt", "ferry.epub"),
        ("ferry.epub", "ferry.html"),
        ("ferry.html", "ferry.md"),
        ("ferry.md", "again.txt"),
        ("again.txt", "ferry.json"),
    ] {
        let said = desk.run(&["convert", from, to]);
        assert_eq!(said.code, Some(0), "{from} to {to}: {said:?}");
        assert!(said.err.contains("written to"), "{said:?}");
    }
    let story: serde_json::Value = serde_json::from_str(&desk.read("ferry.json")).unwrap();
    let text = story.to_string();
    for words in ["The Ferry", "ana", "Sherlock Holmes", "It rained on the ferry.", "<em>stopped</em>", "<hr"] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}

#[test]
fn the_same_file_converts_to_the_same_bytes() {
    let desk = Desk::new();
    desk.put("ferry.txt", STORY);
    desk.run(&["convert", "--quiet", "ferry.txt", "one.epub"]);
    desk.run(&["convert", "--quiet", "ferry.txt", "two.epub"]);
    assert_eq!(std::fs::read(desk.path("one.epub")).unwrap(), std::fs::read(desk.path("two.epub")).unwrap());
}

#[test]
fn several_stories_go_into_a_folder() {
    let desk = Desk::new();
    let zip = zip_of(&[("ferry.txt", STORY), ("fog.txt", "Title: Fog\nAuthor: bo\n\nThe fog came.\n")]);
    desk.put("both.zip", zip);
    desk.run(&["convert", "both.zip", "one.md"]).refuses_with(&["both.zip", "2 stories", "folder"]);

    std::fs::create_dir(desk.path("out")).unwrap();
    let said = desk.run(&["convert", "both.zip", "out", "--format", "md", "--quiet"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    assert_eq!(std::fs::read_dir(desk.path("out")).unwrap().count(), 2);
}

#[test]
fn a_conversion_that_cannot_be_done_says_why_and_writes_nothing() {
    let desk = Desk::new();
    desk.put("ferry.txt", STORY);
    desk.put("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let cases: &[(&[&str], &[&str])] = &[
        (&["convert", "missing.txt", "a.epub"], &["missing.txt", "no such file"]),
        (&["convert", "picture.png", "a.epub"], &["picture.png", "picture"]),
        (&["convert", "ferry.txt", "a.doc"], &["doc", "epub, html, md, txt or json"]),
        (&["convert", "ferry.txt", "a"], &["a has no ending", "--format"]),
        (&["convert", "ferry.txt", "nowhere/a.epub"], &["nowhere/a.epub", "cannot be written"]),
    ];
    for (args, words) in cases {
        desk.run(args).refuses_with(words);
        assert!(!desk.path("a.epub").exists());
    }
}
