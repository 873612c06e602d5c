//! `foolscap serve`.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use crate::desk::{Desk, Running, STORY};

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn start(desk: &Desk, args: &[&str]) -> (Running, String) {
    let all = [&["serve", "--listen", "127.0.0.1:0", "--log", "error"], args].concat();
    let mut running = Running::start(desk.command(&all));
    let line = running.line();
    let address = line.strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line}")).to_owned();
    (running, address)
}

#[test]
fn the_demonstration_answers_and_stops_when_it_is_told_to() {
    let desk = Desk::new();
    let (mut running, address) = start(&desk, &["--demo"]);
    assert!(get(&address, "/healthz").starts_with("HTTP/1.1 200"));
    assert!(get(&address, "/").contains("<html"));
    running.signal("TERM");
    assert_eq!(running.end().code(), Some(0));
    assert!(std::fs::read_dir(desk.path(".")).unwrap().next().is_none(), "it leaves nothing behind");
}

#[test]
fn an_imported_and_posted_story_is_served_under_the_archives_name() {
    let desk = Desk::new();
    desk.put("ferry.txt", STORY);
    desk.put("archive/foolscap.toml", "name = \"The Attic\"\n");
    let (_, lines) = desk.import("ledger.jsonl", &["--post", "ferry.txt"]);
    let (mut running, address) = start(&desk, &["--data", "archive"]);
    let page = get(&address, &format!("/works/{}", lines[0]["work"]));
    assert!(page.contains("It rained on the ferry.") && page.contains("The Attic"), "{page}");
    running.signal("INT");
    assert_eq!(running.end().code(), Some(0));
}

#[test]
fn a_new_archive_has_a_vocabulary_or_its_hosts_own_and_takes_it_once() {
    let (built_in, own) = (Desk::new(), Desk::new());
    own.put("archive/vocabulary.txt", "additional: Rain\n  = Wet\nplanet: Mars\n");
    for (desk, there, not_there) in [(&built_in, "/tags/Fluff", "/tags/Rain"), (&own, "/tags/Rain", "/tags/Fluff")] {
        for _ in 0..2 {
            let (mut running, address) = start(desk, &["--data", "archive"]);
            assert!(get(&address, there).starts_with("HTTP/1.1 200"), "{there}");
            assert!(get(&address, not_there).starts_with("HTTP/1.1 404"), "{not_there}");
            running.signal("TERM");
            assert_eq!(running.end().code(), Some(0));
            desk.put("archive/vocabulary.txt", "additional: Later\n");
        }
    }
}
