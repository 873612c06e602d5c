//! A reading list as a file: JSON for programs, CSV for tables. `docs/formats.md` describes both; `import` reads them back.

use std::io;

use jiff::Timestamp;
use manuscript::{ListEntry, ListShelf, READING_LIST, READING_LIST_COLUMNS, READING_LIST_VERSION};
use serde_json::{Map, Value, json};

/// Whose list it is: the archive it is from, and when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct From {
    /// The archive's name.
    pub archive: String,
    /// The archive's address.
    pub address: String,
    /// When the file was made.
    pub taken: Timestamp,
}

/// Writes a list and its shelves as JSON. Fails only when `to` fails.
pub fn json(
    entries: &[ListEntry],
    shelves: &[ListShelf<String>],
    from: &From,
    to: &mut dyn io::Write,
) -> io::Result<()> {
    let mut list = Map::new();
    list.insert(READING_LIST.to_owned(), json!(READING_LIST_VERSION));
    list.insert("archive".to_owned(), json!(from.archive));
    list.insert("address".to_owned(), json!(from.address));
    list.insert("taken".to_owned(), json!(from.taken));
    list.insert("shelves".to_owned(), serde_json::to_value(shelves)?);
    list.insert("entries".to_owned(), serde_json::to_value(entries)?);
    serde_json::to_writer_pretty(to, &Value::Object(list)).map_err(io::Error::from)
}

/// Writes a list as CSV: UTF-8 with a byte order mark, commas, a row of names first. How its shelves stand has no place in it.
/// Fails only when `to` fails.
pub fn csv(entries: &[ListEntry], to: &mut dyn io::Write) -> io::Result<()> {
    to.write_all("\u{feff}".as_bytes())?;
    row(&READING_LIST_COLUMNS.map(ToOwned::to_owned), to)?;
    entries.iter().try_for_each(|entry| row(&cells(entry), to))
}

/// The cells of an entry, one a column.
fn cells(entry: &ListEntry) -> [String; READING_LIST_COLUMNS.len()] {
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let time = |time: Option<Timestamp>| time.map(|time| time.to_string()).unwrap_or_default();
    let yes = |is: bool| if is { "yes".to_owned() } else { String::new() };
    let count = |count: u64| if count == 0 { String::new() } else { count.to_string() };
    [
        text(&entry.address),
        text(&entry.title),
        text(&entry.author),
        entry.state.map(|state| state.word().to_owned()).unwrap_or_default(),
        yes(entry.later),
        number(entry.chapter),
        match entry.paragraph {
            Some(-1) => "end".to_owned(),
            Some(paragraph) => paragraph.to_string(),
            None => String::new(),
        },
        text(&entry.mark),
        number(entry.chapters),
        number(entry.edition),
        count(entry.visits),
        time(entry.first),
        time(entry.last),
        count(entry.stars),
        text(&entry.shelves.join("\n")),
        text(&entry.note),
        yes(entry.elsewhere),
    ]
}

/// What a table would run as a formula, or would lose its first sign when it is read back, is given a sign in front.
fn text(text: &str) -> String {
    let is_risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'']);
    if is_risky { format!("'{text}") } else { text.to_owned() }
}

fn row(cells: &[String], to: &mut dyn io::Write) -> io::Result<()> {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            to.write_all(b",")?;
        }
        if cell.contains(['"', ',', '\n', '\r', ';', '\t']) || cell.trim() != cell {
            write!(to, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            to.write_all(cell.as_bytes())?;
        }
    }
    to.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use import::reading_list::{Made, read};
    use manuscript::ListState;
    use proptest::prelude::*;

    use super::*;

    fn moment() -> impl Strategy<Value = Option<Timestamp>> {
        proptest::option::of((0_i64..4_000_000_000_000).prop_map(|at| Timestamp::from_millisecond(at).unwrap()))
    }

    /// Any text that a form of ours lets in.
    fn words() -> impl Strategy<Value = String> {
        "(=|'|@|\\+|-|\t)?[^\\x00\r]{0,24}".prop_map(|text| text.trim().to_owned())
    }

    fn place() -> impl Strategy<Value = (Option<u64>, Option<i64>, String, Option<u64>, Option<u64>)> {
        let number = || proptest::option::of(0_u64..100_000);
        (proptest::option::of(1_u64..9_999), proptest::option::of(-1_i64..9_999), "[0-9a-f]{0,8}", number(), number())
    }

    fn entry() -> impl Strategy<Value = ListEntry> {
        let said = (
            proptest::option::of(proptest::sample::select(ListState::ALL)),
            any::<bool>(),
            0_u64..=5,
            proptest::collection::btree_set("[^\\x00-\\x1f\\x7f]{1,12}", 0..3),
            words(),
            any::<bool>(),
        );
        let named = ("https://e\\.org/[a-z0-9]{1,9}", words(), words());
        (named, said, place(), (0_u64..99, moment(), moment())).prop_map(|(named, said, place, times)| ListEntry {
            address: named.0,
            title: named.1,
            author: named.2,
            state: said.0,
            later: said.1,
            stars: said.2,
            shelves: said.3.into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect(),
            note: said.4,
            elsewhere: said.5,
            chapter: place.0,
            paragraph: place.1,
            mark: place.2,
            chapters: place.3,
            edition: place.4,
            visits: times.0,
            first: times.1,
            last: times.2,
        })
    }

    fn whole(bytes: &[u8]) -> Vec<ListEntry> {
        let list = read(bytes).unwrap();
        assert_eq!(list.made, Made::Foolscap);
        assert!(list.lines.iter().all(|line| line.entry.is_ok()), "{list:?}");
        list.lines.into_iter().filter_map(|line| line.entry.ok()).collect()
    }

    proptest! {
        #[test]
        fn a_list_that_is_written_and_read_is_the_same_list(entries in proptest::collection::vec(entry(), 0..6)) {
            let from = From { archive: "A".to_owned(), address: "https://e.org".to_owned(), taken: Timestamp::UNIX_EPOCH };
            let (mut as_json, mut as_csv) = (Vec::new(), Vec::new());
            json(&entries, &[], &from, &mut as_json).unwrap();
            csv(&entries, &mut as_csv).unwrap();
            prop_assert_eq!(&whole(&as_json), &entries);
            prop_assert_eq!(&whole(&as_csv), &entries);
        }
    }

    /// Pieces of lists, in any order.
    fn pieces() -> impl Strategy<Value = String> {
        const KNOWN: &str = "{ } [ ] : , \" \n \r\n ; \t ' = sep=; \\u0000 -1 null yes }]} https://e.org/1 Jam reading end ★★ 99.9 \
            {\"foolscap_reading_list\":1,\"entries\":[ {\"title\":\"Jam\", \"stars\": \"note\":\" \"shelves\":[ \"chapter\": \
            \"last\":\" 2024-01-02 18446744073709551615 {\"FT_finished\":\"12,13\" title,star_rating,url,visits,shelves,notes\n \
            address,title,author,state,later,chapter,paragraph,mark,visits,stars,shelves,note\n";
        let known: Vec<&str> = KNOWN.split(' ').filter(|piece| !piece.is_empty()).collect();
        let piece = prop_oneof![4 => proptest::sample::select(known).prop_map(ToOwned::to_owned), 1 => "\\PC{0,3}"];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn whatever_is_read_is_the_same_when_it_is_written_and_read_again(text in pieces()) {
            if let Ok(list) = read(text.as_bytes()) {
                let entries: Vec<_> = list.lines.into_iter().filter_map(|line| line.entry.ok()).collect();
                let from = From { archive: "A".to_owned(), address: String::new(), taken: Timestamp::UNIX_EPOCH };
                let mut bytes = Vec::new();
                json(&entries, &[], &from, &mut bytes).unwrap();
                prop_assert_eq!(whole(&bytes), entries);
            }
        }
    }

    #[test]
    fn how_a_shelf_stands_is_read_as_it_was_written_and_never_of_a_work_that_does_not_say_it_is_there() {
        let entry = |name: &str, shelves: &[&str]| ListEntry {
            address: format!("https://e.org/{name}"),
            shelves: shelves.iter().map(|&name| name.to_owned()).collect(),
            ..ListEntry::default()
        };
        let entries = [entry("a", &["Tea"]), entry("b", &[]), entry("c", &["Tea", "Rain"])];
        let works = ["c", "b", "nowhere", "a"].map(|name| format!("https://e.org/{name}")).to_vec();
        let tea = ListShelf { name: "Tea".to_owned(), public: true, order: "hand".to_owned(), works };
        let from = From { archive: "A".to_owned(), address: "https://e.org".to_owned(), taken: Timestamp::UNIX_EPOCH };
        let mut bytes = Vec::new();
        json(&entries, std::slice::from_ref(&tea), &from, &mut bytes).unwrap();
        let list = read(&bytes).unwrap();
        let read = ListShelf { name: tea.name, public: true, order: tea.order, works: vec![3, 1] };
        assert_eq!(list.shelves, [read]);
    }

    #[test]
    fn no_cell_is_a_formula() {
        let note = "=HYPERLINK(\"http://evil.example\")".to_owned();
        let entries = [ListEntry { title: "@SUM(A1)".to_owned(), note, ..ListEntry::default() }];
        let mut bytes = Vec::new();
        csv(&entries, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            text.contains(",'@SUM(A1),") && text.contains(",\"'=HYPERLINK(\"\"http://evil.example\"\")\","),
            "{text}"
        );
    }
}
