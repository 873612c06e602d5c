//! Honest ZIPs are read; every shape of dishonest one is refused with a sentence, before it costs anything.

use std::io::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

/// A ZIP of these files.
pub fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A ZIP by hand, so that its table of contents may say anything: entries of (name, offset, flags, unix mode).
fn zip_by_hand(body: &[u8], entries: &[(&[u8], u32, u16, u32)]) -> Vec<u8> {
    let mut file = body.to_vec();
    let start = file.len() as u32;
    for (name, offset, flags, mode) in entries {
        file.extend(b"PK\x01\x02\x14\x03\x14\x00");
        file.extend(flags.to_le_bytes());
        file.extend([0; 6]);
        file.extend(0_u32.to_le_bytes());
        file.extend([0; 8]);
        file.extend((name.len() as u16).to_le_bytes());
        file.extend([0; 8]);
        file.extend((mode << 16).to_le_bytes());
        file.extend(offset.to_le_bytes());
        file.extend(*name);
    }
    let size = file.len() as u32 - start;
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend((entries.len() as u16).to_le_bytes());
    file.extend((entries.len() as u16).to_le_bytes());
    file.extend(size.to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0; 2]);
    file
}

/// The local header of an empty stored file.
fn local_header(name: &[u8]) -> Vec<u8> {
    let mut header = b"PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00".to_vec();
    header.extend([0; 12]);
    header.extend((name.len() as u16).to_le_bytes());
    header.extend([0; 2]);
    header.extend(name);
    header
}

fn refusal(bytes: &[u8]) -> String {
    match Bundle::open(bytes) {
        Err(Refusal::Unsafe(why)) => why,
        other => panic!("not refused as unsafe: {other:?}"),
    }
}

#[test]
fn a_zip_gives_its_names_in_order_and_its_files() {
    let bytes = zip_of(&[("mimetype", b"text/plain"), ("stories/ferry.txt", b"The ferry came.")]);
    let bundle = Bundle::open(&bytes).unwrap();

    assert_eq!(bundle.names().collect::<Vec<_>>(), ["mimetype", "stories/ferry.txt"]);
    assert_eq!(bundle.read("stories/ferry.txt").unwrap(), b"The ferry came.");
    assert!(bundle.has("mimetype"));
    assert!(!bundle.has("Mimetype"));
    assert!(matches!(bundle.read("nothing"), Err(Refusal::Damaged(_))));
}

#[test]
fn folders_are_not_files() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_directory("stories/", SimpleFileOptions::default()).unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(Bundle::open(&bytes).unwrap().names().count(), 0);
}

#[test]
fn sixty_thousand_entries_over_one_file_are_refused_at_once() {
    let body = local_header(b"bomb");
    let names: Vec<_> = (0..60_000).map(|n| format!("bomb{n}").into_bytes()).collect();
    let entries: Vec<_> = names.iter().map(|name| (name.as_slice(), 0, 0, 0o100_644)).collect();
    let bytes = zip_by_hand(&body, &entries);

    let before = Instant::now();
    assert!(refusal(&bytes).contains("60000 files"));
    assert!(before.elapsed() < Duration::from_secs(2), "{:?}", before.elapsed());
}

#[test]
fn two_entries_over_one_file_are_refused() {
    let bytes = zip_by_hand(&local_header(b"a"), &[(b"a", 0, 0, 0o100_644), (b"b", 0, 0, 0o100_644)]);
    assert!(refusal(&bytes).contains("share the same bytes"));
}

#[test]
fn a_name_that_is_there_twice_is_refused() {
    let mut body = local_header(b"a");
    let second = body.len() as u32;
    body.extend(local_header(b"a"));
    let bytes = zip_by_hand(&body, &[(b"a", 0, 0, 0o100_644), (b"a", second, 0, 0o100_644)]);
    assert!(refusal(&bytes).contains("same name"));
}

#[test]
fn names_that_could_leave_the_folder_are_refused() {
    let cases: [(&[u8], &str); 8] = [
        (b"/etc/passwd", "absolute"),
        (b"C:/autoexec.bat", "absolute"),
        (b"../up.txt", "outside"),
        (b"a/../../up.txt", "outside"),
        (b"a/..", "outside"),
        (b"a\\b.txt", "backslash"),
        (b"a\0b.txt", "control"),
        (b"a\x1b[2J.txt", "control"),
    ];
    for (name, reason) in cases {
        let bytes = zip_by_hand(&local_header(name), &[(name, 0, 0, 0o100_644)]);
        let why = refusal(&bytes);
        assert!(why.contains(reason), "{name:?}: {why}");
        assert!(!why.contains(char::is_control), "{why:?}");
    }
}

#[test]
fn links_and_encrypted_files_are_refused() {
    let link = zip_by_hand(&local_header(b"a"), &[(b"a", 0, 0, 0o120_777)]);
    assert!(refusal(&link).contains("link"));
    let encrypted = zip_by_hand(&local_header(b"a"), &[(b"a", 0, 1, 0o100_644)]);
    assert!(refusal(&encrypted).contains("encrypted"));
}

#[test]
fn a_file_that_inflates_beyond_its_ratio_is_refused() {
    let bytes = zip_of(&[("bomb.xml", &vec![b' '; 8 << 20])]);
    let bundle = Bundle::open(&bytes).unwrap();
    assert!(matches!(bundle.read("bomb.xml"), Err(Refusal::Unsafe(_))));
}

#[test]
fn what_is_inflated_counts_together_over_all_readings() {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("big.txt", stored).unwrap();
    writer.write_all(&vec![b'a'; 60 << 20]).unwrap();
    let bytes = writer.finish().unwrap().into_inner();

    let bundle = Bundle::open(&bytes).unwrap();
    let read = (0..5).map(|_| bundle.read("big.txt").is_ok()).collect::<Vec<_>>();
    assert_eq!(read, [true, true, true, true, false]);
}

#[test]
fn a_zip_that_breaks_off_is_damaged_at_every_length() {
    let whole = zip_of(&[("a.txt", b"one two three four"), ("b.txt", b"five six seven eight")]);
    for length in 0..whole.len() {
        let opened = Bundle::open(&whole[..length]);
        assert!(matches!(opened, Err(Refusal::Damaged(_))), "{length}: {opened:?}");
    }
}

#[test]
fn a_file_with_a_flipped_byte_is_damaged_and_the_others_are_read() {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["a.txt", "b.txt"] {
        writer.start_file(name, stored).unwrap();
        writer.write_all(b"The tide turned at noon.").unwrap();
    }
    let mut bytes = writer.finish().unwrap().into_inner();
    let place = bytes.windows(4).position(|four| four == b"tide").unwrap();
    bytes[place] = b'T';

    let bundle = Bundle::open(&bytes).unwrap();
    assert!(matches!(bundle.read("a.txt"), Err(Refusal::Damaged(_))));
    assert_eq!(bundle.read("b.txt").unwrap(), b"The tide turned at noon.");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Bundle::open(&bytes);
    }

    #[test]
    fn no_change_of_one_byte_makes_it_panic(place in 0_usize..300, byte in any::<u8>()) {
        let mut bytes = zip_of(&[("a.txt", b"one two three"), ("b/c.txt", b"four five six")]);
        if let Some(changed) = bytes.get_mut(place) {
            *changed = byte;
        }
        if let Ok(bundle) = Bundle::open(&bytes) {
            for name in bundle.names() {
                let _ = bundle.read(name);
            }
        }
    }
}
