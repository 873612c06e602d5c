//! What the targets have in common: what must hold of every reading, ZIPs that a fuzzer can reach into, and stories made
//! of whatever comes.
//!
//! Each target gives arbitrary bytes to one reader or writer. It must neither stumble nor lose a letter. How to run
//! them, says `cargo xtask fuzz --help`.

use std::io::{Cursor, Write};

use import::{Arrival, Refusal};
use manuscript::{Chapter, Manuscript, Newlines, Place, Prose};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The line before each file of a bundle that is written down as text.
const PART: &str = "@@ ";

/// Every letter of what was read is accounted for; to refuse a file is always fine.
pub fn accounted(arrivals: Result<Vec<Arrival>, Refusal>) {
    for arrival in arrivals.unwrap_or_default() {
        assert_eq!(arrival.account.difference(), 0, "{:#?}", arrival.account);
    }
}

/// As [`accounted`], for a reader of one story.
pub fn one_accounted(arrival: Result<Arrival, Refusal>) {
    accounted(arrival.map(|arrival| vec![arrival]));
}

/// A ZIP as it is, or made of a text in which a line `@@ name` begins each file. What stands before the first is `first`.
///
/// A fuzzer that changes one byte of a real ZIP only breaks its checksum.
pub fn packed(data: &[u8], first: &str) -> Vec<u8> {
    if data.starts_with(b"PK") {
        return data.to_vec();
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in parts(&String::from_utf8_lossy(data), first) {
        // A name that stands twice is refused; the others are enough.
        if zip.start_file(name, SimpleFileOptions::default()).is_ok() {
            zip.write_all(contents.as_bytes()).expect("writing to memory");
        }
    }
    zip.finish().expect("writing to memory").into_inner()
}

fn parts<'a>(text: &'a str, first: &'a str) -> Vec<(&'a str, String)> {
    let mut parts = vec![(first, String::new())];
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix(PART), parts.last_mut()) {
            (Some(name), _) => parts.push((name.trim_end(), String::new())),
            (None, Some((_, contents))) => contents.push_str(line),
            (None, None) => {}
        }
    }
    parts.retain(|(_, contents)| !contents.is_empty());
    parts
}

/// A story of any bytes: the first line is its title, a line `@@ title` begins each chapter, and the texts are cleaned HTML.
pub fn story(data: &[u8]) -> Option<Manuscript> {
    let text = String::from_utf8_lossy(data);
    let (title, text) = text.split_once('\n')?;
    let title = Some(plain(title)).filter(|title| !title.trim().is_empty()).unwrap_or(Manuscript::default().title);
    let chapters = parts(text, "").into_iter().map(|(title, html)| Chapter {
        title: plain(title),
        body: cleaned(&html, Place::Body),
        notes: cleaned(html.split("<hr").next().unwrap_or_default(), Place::Notes),
        ..Chapter::default()
    });
    let story = Manuscript {
        fandoms: vec![title.trim().to_owned()],
        title,
        chapters: chapters.collect(),
        ..Manuscript::default()
    };
    (story.words() > 0).then_some(story)
}

/// A title as any reader lets it in: `import` takes control characters away, and a story has a title always.
fn plain(title: &str) -> String {
    title.chars().filter(|c| (!c.is_control() || *c == '\t') && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

fn cleaned(html: &str, place: Place) -> Prose {
    manuscript::clean(html, place, Newlines::Space, &mut Vec::new())
}

/// A story written in a format, and read again.
pub fn there_and_back(story: &Manuscript, format: export::Format) -> Manuscript {
    let imprint = export::Imprint {
        archive: "The Fuzzed Archive".to_owned(),
        address: Some("https://archive.example/works/7".to_owned()),
        modified: jiff::Timestamp::UNIX_EPOCH,
    };
    let mut bytes = Vec::new();
    export::write(story, format, &imprint, &mut bytes).expect("writing to memory");
    let name = format!("story.{}", format.extension());
    let arrivals = import::read(import::Input { name: &name, bytes: &bytes }).expect("our own file is read");
    let [arrival] = arrivals.as_slice() else { panic!("{} stories", arrivals.len()) };
    assert_eq!(arrival.account.difference(), 0);
    arrival.manuscript.story()
}
