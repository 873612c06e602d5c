//! Lists as tools write them, and whatever else may be in a file.

use manuscript::{ListEntry, ListState};
use proptest::prelude::*;

use super::{LARGEST, MOST, Made, Unread, Wrong, read};

fn entries(text: &str) -> (Made, Vec<ListEntry>) {
    let list = read(text.as_bytes()).unwrap();
    (list.made, list.lines.into_iter().map(|line| line.entry.unwrap()).collect())
}

fn only(text: &str) -> ListEntry {
    let mut entries = entries(text).1;
    assert_eq!(entries.len(), 1, "{entries:?}");
    entries.remove(0)
}

#[test]
fn tables_of_exporters_are_read_by_the_names_of_their_columns_in_any_order() {
    let entry = only(
        "URL,Title,Authors,Fandoms,Rating,Words,Comments,Status,Date Bookmarked,Bookmark Notes,Bookmark Tags\n\
         https://archiveofourown.org/collections/x/works/12/chapters/34?view_adult=true,Jam,\"ana, wren\",Tea,Explicit,1000,7,\
         Completed,15 Jan 2024,\"so good,\nagain\",\"tea, rain\"\n",
    );
    assert_eq!(entry.address, "https://archiveofourown.org/works/12");
    assert_eq!((entry.title.as_str(), entry.author.as_str()), ("Jam", "ana, wren"));
    assert_eq!(entry.note, "so good,\nagain\nTags: tea, rain");
    assert_eq!((entry.state, entry.stars), (None, 0), "the work is complete and explicit, its reader says nothing");
    assert_eq!(entry.first.unwrap().to_string(), "2024-01-15T00:00:00Z");

    let entry =
        only("last visited;author;visits;work id;title\r\n2024-02-03;bo;Visited 1,204 times;77;\"Rain; or snow\"\r\n");
    assert_eq!((entry.title.as_str(), entry.visits), ("Rain; or snow", 1_204));
    let entry = only("sep=;\nlast visited;visits;work id;title\n2024-02-03T04:05:06Z;12;77;Rain\n");
    assert_eq!((entry.visits, entry.address.as_str()), (12, "https://archiveofourown.org/works/77"));
}

#[test]
fn goodreads_and_storygraph_are_known() {
    let (made, list) = entries(
        "Book Id,Title,Author,Additional Authors,My Rating,Average Rating,Date Read,Date Added,Bookshelves,Exclusive Shelf,My Review\n\
         7,Jam,Ana,Wren,4,3.9,2023/05/06,2023/01/02,\"tea, currently-reading\",currently-reading,a<br/>b\n\
         8,Snow,Bo,,0,4.1,,2023/01/02,to-read,to-read,\n",
    );
    assert_eq!(made, Made::Goodreads);
    assert_eq!((list[0].state, list[0].stars, list[0].address.as_str()), (Some(ListState::Reading), 4, ""));
    assert_eq!((list[0].author.as_str(), list[0].note.as_str()), ("Ana, Wren", "a\nb"));
    assert_eq!(list[0].shelves, ["tea"]);
    assert_eq!((list[1].later, list[1].state, list[1].shelves.len()), (true, None, 0));

    let (made, list) = entries(
        "Title,Authors,Read Status,Star Rating,Review,Tags,Read Count,Last Date Read\n\
         Jam,Ana,did-not-finish,3.5,no,tea,2,2023/05/06\n",
    );
    assert_eq!(made, Made::StoryGraph);
    assert_eq!((list[0].state, list[0].stars, list[0].visits), (Some(ListState::Dropped), 4, 2));
    assert_eq!(list[0].shelves, ["tea"]);
}

#[test]
fn json_of_exporters_fictracker_and_bare_addresses_are_read() {
    let entry = only(
        r#"{"username":"bo","works":[{"title":"Jam","authors":[{"name":"ana"},"wren"],"workUrl":"/works/12","visitCount":3,"lastVisited":"03 Feb 2024"}]}"#,
    );
    assert_eq!((entry.address.as_str(), entry.author.as_str()), ("https://archiveofourown.org/works/12", "ana, wren"));
    assert_eq!((entry.visits, entry.last.unwrap().to_string().as_str()), (3, "2024-02-03T00:00:00Z"));
    let entry = only(r#"{"12":{"title":"Jam","author":"ana"}}"#);
    assert_eq!(entry.address, "https://archiveofourown.org/works/12");

    let (made, list) = entries(
        r#"{"FT_finished":"12,13","FT_toread":"14","FT_favorites":"13","FT_userNotes":"{\"12\":{\"note\":\"mine\",\"date\":\"x\"}}"}"#,
    );
    assert_eq!((made, list.len()), (Made::FicTracker, 3));
    let by = |id: &str| list.iter().find(|entry| entry.address.ends_with(id)).unwrap();
    assert_eq!((by("12").state, by("12").note.as_str()), (Some(ListState::Finished), "mine"));
    assert_eq!((by("13").shelves.as_slice(), by("14").later), (["Favorites".to_owned()].as_slice(), true));

    let (made, list) = entries("https://archiveofourown.org/works/12/\n\nhttp://www.fanfiction.net/s/7/1/Jam\n");
    assert_eq!((made, list.len()), (Made::Addresses, 2));
    assert_eq!(list[1].address, "http://www.fanfiction.net/s/7/1/Jam");
}

#[test]
fn every_charset_is_read() {
    let table = "title,author\nMünchen,Ångström\n";
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(table.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let western: Vec<u8> = table.chars().map(|letter| letter as u8).collect();
    for bytes in [table.as_bytes().to_vec(), [b"\xef\xbb\xbf", table.as_bytes()].concat(), wide, western] {
        let list = read(&bytes).unwrap();
        assert_eq!(list.lines[0].entry.as_ref().unwrap().title, "München");
    }
}

#[test]
fn what_is_wrong_is_said_of_its_line_and_the_others_are_read() {
    let long = "x".repeat(2_001);
    let text = format!("title,author,note\n,ana,\nJam,ana,{long}\nJam,ana,a,b\nSnow,bo,\nFog,bo,\"half");
    let list = read(text.as_bytes()).unwrap();
    let told: Vec<_> = list.lines.iter().map(|line| (line.number, line.entry.as_ref().err().cloned())).collect();
    let expected = [
        (2, Some(Wrong::NoWork)),
        (3, Some(Wrong::TooLong { most: 2_000, is: 2_001 })),
        (4, Some(Wrong::TooManyCells)),
        (5, None),
        (6, Some(Wrong::BreaksOff)),
    ];
    assert_eq!(told, expected);
    let ours = "address,title,author,state,later,chapter,paragraph,mark\nhttps://e.org,J,a,eaten,,,,\n,J,a,,,x,,\n,J,a,,,2,end,\n";
    let list = read(ours.as_bytes()).unwrap();
    assert_eq!(list.made, Made::Foolscap);
    assert_eq!(list.lines[0].entry, Err(Wrong::Malformed));
    assert_eq!(list.lines[1].entry, Err(Wrong::Malformed));
    assert_eq!(list.lines[2].entry.as_ref().unwrap().paragraph, Some(-1));
}

#[test]
fn what_is_no_list_is_refused_for_a_reason() {
    let many = "https://e.org/1\n".repeat(MOST + 1);
    let whole = "https://e.org/1\n".repeat(MOST);
    assert_eq!(read(whole.as_bytes()).unwrap().lines.len(), MOST);
    let cases: [(&[u8], Unread); 9] = [
        (b"", Unread::NoList),
        (b"  \n ", Unread::NoList),
        (b"PK\x03\x04\x00\x00\xff\xfe\x00", Unread::NoList),
        (b"a,b\n1,2\n", Unread::NoColumns),
        (b"Once upon a time it rained.", Unread::NoColumns),
        (b"{\"works\":[{\"title\":\"Ja", Unread::BreaksOff),
        (b"{\"works\":[1,2]}", Unread::NoList),
        (b"{\"foolscap_reading_list\":2,\"entries\":[]}", Unread::Newer),
        (many.as_bytes(), Unread::TooManyLines(MOST + 1)),
    ];
    for (bytes, expected) in cases {
        assert_eq!(read(bytes).unwrap_err(), expected, "{}", String::from_utf8_lossy(&bytes[..bytes.len().min(40)]));
    }
    assert_eq!(read(&vec![b'x'; LARGEST + 1]).unwrap_err(), Unread::TooLarge);
}

#[test]
fn what_no_library_can_keep_is_wrong_and_what_is_no_number_of_stars_is_none() {
    let own = |field: &str| {
        let text = format!(r#"{{"foolscap_reading_list":1,"entries":[{{"title":"Jam",{field}}}]}}"#);
        read(text.as_bytes()).unwrap().lines.remove(0).entry
    };
    assert!(own(r#""visits":1000000000,"chapter":7,"paragraph":-1"#).is_ok());
    for field in [
        r#""note":"a\u0000b""#,
        r#""shelves":["a\u0000b"]"#,
        r#""visits":18446744073709551615"#,
        r#""chapter":9223372036854775808"#,
        r#""edition":1000000001"#,
        r#""paragraph":9223372036854775807"#,
    ] {
        assert_eq!(own(field), Err(Wrong::Malformed), "{field}");
    }
    let mark = format!(r#""mark":"{}""#, "f".repeat(65));
    assert_eq!(own(&mark), Err(Wrong::TooLong { most: 64, is: 65 }));
    assert_eq!(only("title,star rating\nJam,18446744073709551615.9\n").stars, 0);
}

#[test]
fn a_long_list_of_fictracker_is_read_in_one_walk() {
    let many = (0..300_000).map(|id| id.to_string()).collect::<Vec<_>>().join(",");
    let text = format!(r#"{{"FT_finished":"{many}"}}"#);
    assert_eq!(read(text.as_bytes()).unwrap_err(), Unread::TooManyLines(300_000));
}

proptest! {
    #[test]
    fn no_bytes_make_it_fail_otherwise(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
    }

    #[test]
    fn whatever_stands_in_a_table_makes_a_line_each(rows in proptest::collection::vec("[a-z\",;\t' =\\n]{0,20}", 0..8)) {
        let text = format!("title,url,notes\n{}", rows.join("\n"));
        if let Ok(list) = read(text.as_bytes()) {
            prop_assert!(list.lines.windows(2).all(|pair| pair[0].number < pair[1].number));
        }
    }

    #[test]
    fn half_a_list_loses_no_line_but_its_last(cut in 0_usize..200) {
        let text: String = "title,url\n".to_owned() + &"\"Ja,m\",https://e.org/1\n".repeat(9);
        let cut = cut.min(text.len());
        if let Ok(list) = read(text.as_bytes().get(..cut).unwrap()) {
            let whole = text.get(..cut).unwrap().matches("/1\n").count();
            prop_assert!(list.lines.iter().filter(|line| line.entry.is_ok()).count() >= whole);
        }
    }
}
