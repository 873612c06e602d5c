//! Reading lists of any tool: whatever is read fits into a library, and is the same when we write it and read it again.

#![no_main]

use export::reading_list::{From, json};
use import::reading_list::{List, MOST, read};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use manuscript::ListEntry;

fuzz_target!(|bytes: &[u8]| {
    let Ok(list) = read(bytes) else { return };
    assert!(list.lines.len() <= MOST);
    assert!(list.lines.windows(2).all(|pair| pair[0].number < pair[1].number));
    for shelf in &list.shelves {
        let stands = |line: &u64| {
            let entry = list.lines.iter().find(|other| other.number == *line).map(|line| line.entry.as_ref());
            entry.is_some_and(|entry| entry.is_ok_and(|entry| entry.shelves.contains(&shelf.name)))
        };
        assert!(shelf.works.iter().all(stands));
    }
    let entries = whole(list);

    let from = From { archive: String::new(), address: String::new(), taken: Timestamp::UNIX_EPOCH };
    let mut written = Vec::new();
    json(&entries, &[], &from, &mut written).expect("writing to memory");
    assert_eq!(whole(read(&written).expect("our own list is read")), entries);
});

/// The lines of a list that are right.
fn whole(list: List) -> Vec<ListEntry> {
    list.lines.into_iter().filter_map(|line| line.entry.ok()).collect()
}
