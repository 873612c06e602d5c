//! `foolscap tags`.

use crate::desk::{Desk, Said};

fn tags(desk: &Desk, args: &[&str]) -> Said {
    desk.run(&[&["tags"], args, &["--data", "archive"]].concat())
}

#[test]
fn a_vocabulary_is_taken_in_with_a_report_and_written_as_it_was_taken() {
    let desk = Desk::new();
    desk.put("mine.txt", "additional: Rain\n  = Wet\nplanet: Mars\n");
    let rehearsed = tags(&desk, &["import", "mine.txt", "--dry-run"]);
    assert!(rehearsed.out.ends_with("lines not taken: 1\nnothing was changed\n"), "{rehearsed:?}");
    assert!(rehearsed.err.contains("mine.txt:3: “planet” is no kind of tag"), "{rehearsed:?}");
    let taken = tags(&desk, &["import", "mine.txt"]);
    assert!(taken.out.starts_with("canonical tags: 1\nother names: 1\n"), "{taken:?}");
    assert_eq!(tags(&desk, &["export", "out.txt"]).out, "wrote 1 tags to out.txt\n");
    assert!(desk.read("out.txt").ends_with("\nadditional: Rain\n  = Wet\n"), "{}", desk.read("out.txt"));
    tags(&desk, &["export", "out.txt"]).refuses_with(&["out.txt", "is there already"]);
    tags(&desk, &["import", "none.txt"]).refuses_with(&["none.txt", "cannot be read"]);
    desk.put("bad.txt", b"additional: \xFF\n");
    tags(&desk, &["import", "bad.txt"]).refuses_with(&["bad.txt", "UTF-8"]);
}
