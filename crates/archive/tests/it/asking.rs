//! Everything else that can be asked for of works: what their authors permit, what a tag is to them, how much there is of
//! something, when, where, for whom; and each of it turned round.

use std::sync::Arc;

use archive::accounts::Preferences;
use archive::search::{self, Index, Query, Wish};
use archive::works::State;
use archive::{SeriesId, Viewer, accounts};
use manuscript::{Manuscript, Permission, Permissions, SeriesPlace};
use testkit::{TestArchive, on_every_database, story};

fn titles(test: &TestArchive, index: &Arc<Index>, viewer: Viewer, typed: &str) -> Vec<String> {
    let wish = Wish { query: Query::read(&format!("{typed} sort:title")), number: 1, ..Wish::default() };
    assert!(wish.query.doubts.is_empty(), "{typed}: {:?}", wish.query.doubts);
    let index = Arc::clone(index);
    let found =
        test.archive.read(move |tx| search::find(&viewer, tx, &index, &wish)).wait().expect("the archive answers");
    found.expect("the index is ready").works.items.into_iter().map(|card| card.title).collect()
}

fn ready(test: &TestArchive) -> Arc<Index> {
    let index = Arc::new(Index::new(None));
    index.prepare(&test.archive, || false).expect("the archive answers");
    index
}

fn all(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Three works: one that says what it permits and which ship is its own, one that says little, one for members.
fn shelf(test: &TestArchive) -> SeriesId {
    let place = SeriesPlace { title: "1984".to_owned(), part: Some(1), url: None };
    let said = Manuscript {
        relationships: all(&["Emma/Knightley", "Jane/Frank"]),
        side: all(&["Jane/Frank"]),
        fandoms: all(&["Emma", "Austenland"]),
        permissions: Permissions { podfic: Permission::Yes, remix: Permission::Ask, ..Permissions::default() },
        series: vec![place],
        expected_chapters: Some(2),
        ..story("Said", 2)
    };
    let said = test.post(said, State::Posted, false);
    let unsaid = Manuscript {
        relationships: all(&["Jane/Frank", "Emma/Knightley"]),
        language: "de".to_owned(),
        expected_chapters: None,
        ..story("Unsaid", 3)
    };
    test.post_by(test.cast.bo, unsaid, State::Posted);
    let club = Manuscript { relationships: all(&["Jane/Frank"]), language: "fr".to_owned(), ..story("Club", 1) };
    test.post(club, State::Posted, true);
    let seen = test
        .archive
        .read(move |tx| archive::works::show(&Viewer::Guest, tx, said))
        .wait()
        .expect("the archive answers");
    seen.card.series.first().expect("it is in one").id
}

#[test]
fn what_can_be_asked_for_can_be_asked_for_turned_round() {
    on_every_database(|test| {
        let series = shelf(test);
        let (index, bo) = (ready(test), test.cast.bo.viewer());
        let cases: &[(&str, &[&str])] = &[
            ("may:podfic", &["Said"]),
            ("-may:podfic", &["Club", "Unsaid"]),
            ("may:remix", &[]),
            ("main:\"Emma/Knightley\"", &["Said"]),
            ("main:\"Jane/Frank\"", &["Club", "Unsaid"]),
            ("-main:\"Emma/Knightley\"", &["Club", "Unsaid"]),
            ("side:\"Jane/Frank\"", &["Said"]),
            ("first:\"Jane/Frank\"", &["Club", "Unsaid"]),
            ("relationship:\"Emma/Knightley\" -first:\"Emma/Knightley\"", &["Unsaid"]),
            ("otp", &["Club"]),
            ("-otp", &["Said", "Unsaid"]),
            ("relationships:2", &["Said", "Unsaid"]),
            ("fandoms:>1", &["Said"]),
            ("-fandoms:>1", &["Club", "Unsaid"]),
            ("chapters:2-3", &["Said", "Unsaid"]),
            ("-chapters:2-3", &["Club"]),
            ("-chapters:2", &["Club", "Unsaid"]),
            ("-words:1-1000000", &[]),
            ("expected_number_of_chapters:1", &["Club"]),
            ("posted:<1d", &["Club", "Said", "Unsaid"]),
            ("-posted:<1d", &[]),
            ("updated:[2001-01-01 TO *]", &["Club", "Said", "Unsaid"]),
            ("-updated:2001-01-01..2001-12-31", &["Club", "Said", "Unsaid"]),
            ("restricted", &["Club"]),
            ("-restricted", &["Said", "Unsaid"]),
            ("language:de language:fr", &["Club", "Unsaid"]),
            ("-language:de -language:fr", &["Said"]),
            ("-(language:de | language:fr)", &["Said"]),
            ("by:bo_reads", &["Unsaid"]),
            ("by:\"bo_reads (bo_reads)\"", &["Unsaid"]),
            ("series:1984", &["Said"]),
            ("series.title:1984", &["Said"]),
            ("rating_ids:10 word_count:[1 TO 5000]", &["Club", "Said", "Unsaid"]),
        ];
        for (text, expected) in cases {
            assert_eq!(titles(test, &index, bo, text), *expected, "SRCH-1, SRCH-5, SRCH-6, SRCH-10 to SRCH-12: {text}");
        }
        assert_eq!(titles(test, &index, bo, &format!("series:{series}")), ["Said"]);
        assert_eq!(titles(test, &index, bo, &format!("-series:{series}")), ["Club", "Unsaid"]);
        assert_eq!(titles(test, &index, Viewer::Guest, "restricted"), [""; 0], "SRCH-2");
        assert_eq!(titles(test, &index, Viewer::Guest, "main:\"Jane/Frank\""), ["Unsaid"], "SRCH-2");
    });
}

/// Parts of every sort.
const PARTS: [&str; 15] = [
    "complete",
    "otp",
    "restricted",
    "anonymous",
    "words:<1k",
    "chapters:[1 TO 2}",
    "updated:2001",
    "language:de",
    "\"Jane/Frank\"",
    "main:\"Emma/Knightley\"",
    "may:podfic",
    "by:bo_reads",
    "title:said",
    "tag:nowhere",
    "any:story",
];

#[test]
fn alternatives_of_all_sorts_find_what_each_of_them_finds_and_turned_round_what_none_does() {
    on_every_database(|test| {
        shelf(test);
        let index = ready(test);
        for viewer in [Viewer::Guest, test.cast.bo.viewer()] {
            let found = |text: &str| {
                let query = Query::read(&format!("{text} sort:title"));
                assert!(query.doubts.is_empty(), "{text}: {:?}", query.doubts);
                let (index, wish) = (Arc::clone(&index), Wish { query, number: 1, ..Wish::default() });
                let found = test.archive.read(move |tx| search::find(&viewer, tx, &index, &wish)).wait().unwrap();
                let cards = found.expect("the index is ready").works.items;
                cards.into_iter().map(|card| card.title).collect::<Vec<_>>()
            };
            let all = found("");
            let signs = PARTS.iter().flat_map(|part| [(*part).to_owned(), format!("-{part}")]);
            let single: Vec<(String, Vec<String>)> = signs.map(|part| (part.clone(), found(&part))).collect();
            for (n, (one, of_one)) in single.iter().enumerate() {
                assert_eq!(found(&format!("-({one})")), without(&all, of_one), "{one}");
                for (m, (other, of_other)) in single.iter().enumerate().skip(n + 1).step_by(2) {
                    let (third, of_third) = &single[(n * 7 + m * 3) % single.len()];
                    let either: Vec<String> = all
                        .iter()
                        .filter(|title| [of_one, of_other, of_third].iter().any(|some| some.contains(title)))
                        .cloned()
                        .collect();
                    let text = format!("({one} | {other} | {third})");
                    assert_eq!(found(&text), either, "SRCH-3: {text}");
                    assert_eq!(found(&format!("-{text}")), without(&all, &either), "SRCH-3: -{text}");
                    let both = |title: &&String| of_one.contains(title) && either.contains(title);
                    let narrowed: Vec<String> = all.iter().filter(both).cloned().collect();
                    assert_eq!(found(&format!("{one} {text}")), narrowed, "{one} {text}");
                }
            }
        }
    });
}

fn without(all: &[String], some: &[String]) -> Vec<String> {
    all.iter().filter(|title| !some.contains(title)).cloned().collect()
}

#[test]
fn what_a_work_does_not_say_its_author_says_for_all_of_them_unless_nobody_may_know_the_author() {
    on_every_database(|test| {
        shelf(test);
        let (index, ana, bo) = (ready(test), test.cast.ana.viewer(), test.cast.bo.viewer());
        let permissions = Permissions { bind: Permission::Yes, podfic: Permission::No, ..Permissions::default() };
        let liked = Preferences { permissions, ..Preferences::default() };
        test.archive.write(move |tx| accounts::prefer(&ana, tx, &liked)).wait().unwrap();
        assert_eq!(titles(test, &index, bo, "may:bind"), ["Club", "Said"], "at once");
        assert_eq!(titles(test, &index, bo, "may:podfic"), ["Said"], "what a work says goes before");
        let wish = Wish { query: Query::read("title:said"), number: 1, ..Wish::default() };
        let of = Arc::clone(&index);
        let found = test.archive.read(move |tx| search::find(&bo, tx, &of, &wish)).wait().unwrap().unwrap();
        let said = found.works.items[0].id;
        test.archive.write(move |tx| archive::works::set_anonymous(&ana, tx, said, true)).wait().unwrap();
        assert_eq!(
            titles(test, &index, bo, "may:bind"),
            ["Club"],
            "SRCH-9: what ana permits would tell that it is hers"
        );
        assert_eq!(titles(test, &index, bo, "may:podfic"), ["Said"]);
    });
}
