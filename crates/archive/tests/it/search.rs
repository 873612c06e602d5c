//! What a query finds, for whom, and how soon; and that nothing is found by what somebody may not see.

use archive::filters::Named;
use archive::search::{self, Found, Index, Lifted, Of, Query, Wish};
use archive::works::{self, Access, State};
use archive::{Errand, Viewer, WorkId, wrangling};
use manuscript::{Manuscript, Rating, Warning};
use testkit::{TestArchive, on_every_database, prose, story};

const GUEST: Viewer = Viewer::Guest;

fn ready(test: &TestArchive) -> std::sync::Arc<Index> {
    let index = std::sync::Arc::new(Index::new(None));
    index.prepare(&test.archive, || false).unwrap();
    assert!(index.is_ready() && index.has_words());
    index
}

fn asked(text: &str) -> Wish {
    Wish { query: Query::read(text), number: 1, with_facets: true, ..Wish::default() }
}

fn find(test: &TestArchive, index: &std::sync::Arc<Index>, viewer: Viewer, wish: &Wish) -> Found {
    let (index, wish) = (std::sync::Arc::clone(index), wish.clone());
    test.archive.read(move |tx| search::find(&viewer, tx, &index, &wish)).wait().unwrap().expect("the index is ready")
}

fn titles(test: &TestArchive, index: &std::sync::Arc<Index>, viewer: Viewer, typed: &str) -> Vec<String> {
    let found = find(test, index, viewer, &asked(typed));
    assert_eq!(found.works.total as usize, found.works.items.len(), "{typed}: the total is what is shown");
    found.works.items.into_iter().map(|card| card.title).collect()
}

/// A story with these tags beside those of every story.
fn tagged(title: &str, additional: &[&str]) -> Manuscript {
    let additional = additional.iter().map(|name| (*name).to_owned()).collect();
    Manuscript { additional, ..story(title, 1) }
}

#[test]
fn a_posted_revised_or_hidden_work_is_in_every_list_that_is_asked_for_afterwards() {
    on_every_database(|test| {
        let index = ready(test);
        assert_eq!(titles(test, &index, GUEST, "tag:Fluff"), [""; 0]);
        let id = test.post(tagged("Rain", &["Fluff"]), State::Posted, false);
        assert_eq!(titles(test, &index, GUEST, "tag:Fluff"), ["Rain"], "SRCH-7");
        assert_eq!(titles(test, &index, GUEST, "title:rain"), ["Rain"], "words follow too");
        let kim = test.cast.moderator();
        test.archive.write(move |tx| works::hide(&kim, tx, id, "because")).wait().unwrap();
        assert_eq!(titles(test, &index, GUEST, "tag:Fluff"), [""; 0], "SRCH-2");
        assert_eq!(titles(test, &index, GUEST, "title:rain"), [""; 0], "SRCH-2");
        test.archive.write(move |tx| works::unhide(&kim, tx, id, "")).wait().unwrap();
        let ana = test.cast.ana.viewer();
        test.archive.write(move |tx| works::share(&ana, tx, id, Access::Members)).wait().unwrap();
        assert_eq!(titles(test, &index, GUEST, "fluff"), [""; 0], "SRCH-2");
        assert_eq!(titles(test, &index, test.cast.bo.viewer(), "fluff"), ["Rain"], "SRCH-2");
        test.archive.write(move |tx| works::delete(&ana, tx, id)).wait().unwrap();
        assert_eq!(titles(test, &index, test.cast.bo.viewer(), "fluff"), [""; 0]);
    });
}

#[test]
fn a_synonym_and_a_subtag_are_found_by_the_canonical_tag_as_soon_as_a_wrangler_says_so() {
    on_every_database(|test| {
        let index = ready(test);
        test.post(tagged("One", &["Hurt/Comfort"]), State::Posted, false);
        test.post(tagged("Two", &["h/c"]), State::Posted, false);
        let wren = test.cast.wren.viewer();
        let id = |name: &'static str| {
            test.archive.read(move |tx| archive::tags::by_name(&GUEST, tx, name)).wait().unwrap().id
        };
        let (canonical, other) = (id("Hurt/Comfort"), id("h/c"));
        test.archive.write(move |tx| wrangling::canonize(&wren, tx, canonical).map(drop)).wait().unwrap();
        test.archive.write(move |tx| wrangling::merge(&wren, tx, other, "Hurt/Comfort").map(drop)).wait().unwrap();
        assert_eq!(titles(test, &index, GUEST, "tag:\"hurt/comfort\" sort:title"), ["One", "Two"]);
        assert_eq!(titles(test, &index, GUEST, "tag:\"h/c\""), ["Two"], "FILT-5: a synonym is only that spelling");
        assert_eq!(titles(test, &index, GUEST, "-tag:\"Hurt/Comfort\""), [""; 0], "FILT-5");
        assert_eq!(titles(test, &index, GUEST, "-tag:\"h/c\""), ["One"], "FILT-5");
        let found = find(test, &index, GUEST, &asked(""));
        let additional = found.facets.iter().find(|facets| facets.kind == archive::tags::Kind::Additional).unwrap();
        let told: Vec<(&str, u64)> = additional.tags.iter().map(|(tag, works)| (tag.name.as_str(), *works)).collect();
        assert_eq!(told, [("Hurt/Comfort", 2)], "FILT-3: canonical tags, with their synonyms");
        assert_eq!(
            titles(test, &index, GUEST, "\"two\" \"hurt comfort\""),
            ["Two"],
            "SRCH-4: words see the canonical name"
        );
    });
}

#[test]
fn every_part_of_a_query_narrows_what_is_found() {
    let test = TestArchive::new();
    let index = ready(&test);
    let warned =
        Manuscript { warnings: vec![Warning::Death], expected_chapters: Some(3), ..tagged("Warned", &["Fluff"]) };
    test.post(warned, State::Posted, false);
    let german = Manuscript {
        language: "de".to_owned(),
        rating: Rating::Explicit,
        expected_chapters: None,
        ..tagged("Der Hund", &["Angst"])
    };
    test.post(german, State::Posted, false);
    let long = Manuscript {
        fandoms: vec!["Emma".to_owned()],
        summary: prose("<p>A dog in the night, and what it did.</p>"),
        expected_chapters: Some(1),
        ..tagged("Long", &["Fluff", "Angst"])
    };
    test.post_by(test.cast.bo, long, State::Posted);
    let cases = [
        ("-\"major character death\" sort:title", vec!["Der Hund", "Long"], "FILT-5"),
        ("rating:explicit", vec!["Der Hund"], "SRCH-1"),
        ("language:de", vec!["Der Hund"], "SRCH-1"),
        ("-language:de sort:title<", vec!["Warned", "Long"], "SRCH-13"),
        ("language:de OR language:fr", vec!["Der Hund"], "SRCH-1"),
        ("\"a dog in the night\"", vec!["Long"], "SRCH-3"),
        ("dog", vec!["Long"], "SRCH-3"),
        ("summary:\"night dog\"", vec![], "SRCH-3"),
        ("dog*", vec!["Long"], "SRCH-3"),
        ("hund -dog", vec!["Der Hund"], "SRCH-3"),
        ("tag:Fluff tag:Angst", vec!["Long"], "SRCH-7"),
        ("tag:Fluff -tag:Angst", vec!["Warned"], "SRCH-7"),
        ("(tag:Fluff | tag:Angst) by:ana sort:title", vec!["Der Hund", "Warned"], "SRCH-3"),
        ("by:bo_reads", vec!["Long"], "SRCH-8"),
        ("-by:ana", vec!["Long"], "SRCH-8"),
        ("fandom:emma", vec!["Long"], "SRCH-7"),
        ("single sort:author", vec!["Long"], "SRCH-12"),
        ("complete", vec!["Long"], "SRCH-1"),
        ("words:>100000", vec![], "SRCH-6"),
        ("updated:<1d sort:title", vec!["Der Hund", "Long", "Warned"], "SRCH-6"),
        ("updated:>1d", vec![], "SRCH-6"),
        ("crossover", vec![], "SRCH-10"),
        ("restricted", vec![], "SRCH-2"),
        ("sort:author", vec!["Long", "Warned", "Der Hund"], "SRCH-13"),
    ];
    for (text, expected, rule) in cases {
        let mut found = titles(&test, &index, GUEST, text);
        if text == "sort:author" {
            assert_eq!(found.pop().as_deref(), Some("Long"), "{rule}: ana before bo_reads");
            continue;
        }
        assert_eq!(found, expected, "{rule}: {text}");
    }
}

#[test]
fn an_unknown_tag_is_looked_for_by_its_words_and_said_so() {
    let test = TestArchive::new();
    let index = ready(&test);
    let korra = Manuscript { fandoms: vec!["The Legend of Korra".to_owned()], ..story("Water", 1) };
    test.post(korra, State::Posted, false);
    let found = find(&test, &index, GUEST, &asked("fandom:\"legend korra\""));
    assert_eq!(found.works.total, 1, "SRCH-7");
    assert!(
        matches!(&found.doubts[..], [doubt] if doubt.about == search::query::About::NoTag("legend korra".to_owned()))
    );
    assert_eq!(find(&test, &index, GUEST, &asked("-fandom:\"legend korra\"")).works.total, 0, "SRCH-7");
    let none = find(&test, &index, GUEST, &asked("fandom:\"a tag that is gone\" page"));
    assert_eq!(none.works.total, 0);
}

#[test]
fn pages_go_to_the_end_and_one_beyond_it_is_the_last() {
    let test = TestArchive::new();
    let index = ready(&test);
    for number in 0..53 {
        test.post(story(&format!("Work {number:02}"), 1), State::Posted, false);
    }
    let page = |number| find(&test, &index, GUEST, &Wish { number, ..asked("sort:title") });
    assert_eq!((page(1).works.total, page(1).works.items.len(), page(3).works.items.len()), (53, 25, 3), "SRCH-14");
    for beyond in [4, 1_000_000_000, u64::MAX] {
        assert_eq!((page(beyond).works.number, page(beyond).works.items[0].title.as_str()), (3, "Work 50"), "FILT-8");
    }
}

#[test]
fn nobody_finds_anything_by_what_they_may_not_see() {
    on_every_database(|test| {
        let index = ready(test);
        let secret = |title: &str| Manuscript {
            summary: prose("<p>zqsummary</p>"),
            fandoms: vec!["zqfandom".to_owned()],
            ..tagged(title, &["zqtag"])
        };
        let post = |title: &str| test.post(secret(title), State::Posted, false);
        test.post(secret("zqdraft"), State::Draft, false);
        let (hidden, unrevealed, masked) = (post("zqhidden"), post("zqunrevealed"), post("zqmasked"));
        let (ana, kim, bo) = (test.cast.ana.viewer(), test.cast.moderator(), test.cast.bo);
        test.archive.write(move |tx| works::hide(&kim, tx, hidden, "because")).wait().unwrap();
        test.archive.write(move |tx| works::set_unrevealed(&ana, tx, unrevealed, true)).wait().unwrap();
        for viewer in [GUEST, bo.viewer(), ana, kim] {
            let unseen =
                ["title:zqdraft", "title:zqhidden", "title:zqunrevealed", "zqdraft", "\"zqunrevealed\"", "zq*hidden"];
            for text in unseen {
                assert_eq!(titles(test, &index, viewer, text), [""; 0], "SRCH-2: {text}");
            }
            for text in ["tag:zqtag", "zqtag", "zqsummary", "fandom:zqfandom", "zqfan*"] {
                assert_eq!(titles(test, &index, viewer, text), ["zqmasked"], "SRCH-2: {text}");
            }
        }
        test.archive.write(move |tx| works::set_anonymous(&ana, tx, masked, true)).wait().unwrap();
        for viewer in [GUEST, bo.viewer(), ana, kim] {
            for text in ["by:ana", "zqmasked ana", "by:ana zqtag"] {
                assert_eq!(titles(test, &index, viewer, text), [""; 0], "SRCH-9: {text}");
            }
            assert_eq!(titles(test, &index, viewer, "-by:ana"), ["zqmasked"], "SRCH-9");
            assert_eq!(titles(test, &index, viewer, "by:anonymous"), ["zqmasked"], "SRCH-9");
        }
        for of in [Of::Person(test.cast.ana.id), Of::Pseud(test.cast.ana.pseud)] {
            let found = find(test, &index, ana, &Wish { of, ..asked("") });
            assert_eq!((found.works.total, found.facets.len()), (0, 0), "FILT-6: not even to herself, in no count");
        }
    });
}

fn works_of(index: &std::sync::Arc<Index>, test: &TestArchive) -> u64 {
    find(test, index, GUEST, &asked("")).works.total
}

#[test]
fn a_kept_index_goes_on_where_it_was_and_a_broken_one_is_made_anew() {
    let test = TestArchive::new();
    let folder = tempfile::tempdir().unwrap();
    let open = || {
        let index = std::sync::Arc::new(Index::new(Some(folder.path().to_owned())));
        index.prepare(&test.archive, || false).unwrap();
        index
    };
    let first = open();
    test.post(tagged("Before", &["Fluff"]), State::Posted, false);
    assert_eq!(titles(&test, &first, GUEST, "before"), ["Before"]);
    first.keep(&test.archive, true).unwrap();
    drop(first);
    test.post(tagged("After", &["Fluff"]), State::Posted, false);

    let second = open();
    assert_eq!(titles(&test, &second, GUEST, "\"after\""), ["After"], "what came since is read");
    assert_eq!(titles(&test, &second, GUEST, "tag:Fluff sort:title"), ["After", "Before"]);
    second.keep(&test.archive, true).unwrap();
    drop(second);

    let file = folder.path().join("finder");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    assert_eq!(works_of(&open(), &test), 2, "a damaged file");
    std::fs::remove_file(&file).unwrap();
    std::fs::remove_dir_all(folder.path().join("words")).unwrap();
    assert_eq!(titles(&test, &open(), GUEST, "before"), ["Before"], "a lost one");

    let other = TestArchive::new();
    let foreign = std::sync::Arc::new(Index::new(Some(folder.path().to_owned())));
    foreign.prepare(&other.archive, || false).unwrap();
    assert_eq!(works_of(&foreign, &other), 0, "one of another archive");
}

#[test]
fn what_is_muted_is_left_out_and_counted() {
    let test = TestArchive::new();
    let index = ready(&test);
    test.post(story("Rain", 1), State::Posted, false);
    test.post_by(test.cast.cy, story("Snow", 1), State::Posted);
    let (bo, cy) = (test.cast.bo.viewer(), test.cast.cy.id);
    test.archive.write(move |tx| archive::blocks::add(&bo, tx, archive::blocks::List::Muted, cy)).wait().unwrap();
    let found = find(&test, &index, bo, &asked(""));
    let [hidden] = found.hidden.as_slice() else { panic!("{:?}", found.hidden) };
    assert_eq!((found.works.total, hidden.works), (1, 1), "MUT-1");
    assert_eq!((hidden.lifted, &hidden.never), (Lifted::Mute(cy), &Named::Author("cy_muted".to_owned())), "by name");
    let lifted = Wish { lifted: vec![Lifted::Mute(cy)], ..asked("") };
    assert_eq!(find(&test, &index, bo, &lifted).works.total, 2, "lifted for once");
    let newest = |index: &std::sync::Arc<Index>| {
        let index = std::sync::Arc::clone(index);
        test.archive.read(move |tx| search::newest(&bo, tx, &index, 9)).wait().unwrap().len()
    };
    assert_eq!((newest(&index), newest(&Index::new(None).into())), (1, 1), "with the index and without it");
    assert_eq!(find(&test, &index, GUEST, &asked("")).works.total, 2);
}

#[test]
fn an_index_that_is_not_ready_finds_nothing_and_fails_nothing() {
    let test = TestArchive::new();
    let index = std::sync::Arc::new(Index::new(None));
    let (unready, wish) = (std::sync::Arc::clone(&index), asked("rain"));
    let found = test.archive.read(move |tx| search::find(&GUEST, tx, &unready, &wish)).wait().unwrap();
    assert_eq!(found, None);
    index.prepare(&test.archive, || true).unwrap();
    assert!(!index.is_ready() || !index.has_words(), "it was stopped");
}

#[test]
fn works_that_come_by_an_import_are_found_by_nodes_that_are_running() {
    on_every_database(|test| {
        let (one, two) = (ready(test), ready(test));
        let import = Viewer::Custodian(Errand::Import);
        let packed: Vec<_> = (0..30)
            .map(|number| {
                let manuscript = tagged(&format!("Brought {number}"), &["Fluff"]);
                let creators = works::Creators::Bylines;
                works::NewWork { manuscript, creators, state: State::Posted, access: Access::Everyone }.pack().unwrap()
            })
            .collect();
        let _: Vec<WorkId> = test.archive.write(move |tx| works::post_many(&import, tx, &packed)).wait().unwrap();
        for index in [&one, &two] {
            assert_eq!(find(test, index, GUEST, &asked("tag:Fluff")).works.total, 30);
        }
    });
}

#[test]
fn names_of_the_fandoms_that_are_entered_come_first_and_all_where_these_have_none() {
    let test = TestArchive::new();
    let index = ready(&test);
    let of = |title: &str, fandom: &str, character: &str| Manuscript {
        fandoms: vec![fandom.to_owned()],
        characters: vec![character.to_owned()],
        ..story(title, 1)
    };
    test.post(of("one", "Emma", "John Knightley"), State::Posted, false);
    test.post(of("two", "Dracula", "John Seward"), State::Posted, false);
    let wren = test.cast.wren.viewer();
    let settle = move |tx: &archive::Tx<'_>| {
        for name in ["Emma", "John Knightley", "John Seward"] {
            let tag = archive::tags::by_name(&GUEST, tx, name)?.id;
            wrangling::canonize(&wren, tx, tag)?;
        }
        let knightley = archive::tags::by_name(&GUEST, tx, "John Knightley")?.id;
        wrangling::assign(&wren, tx, knightley, "Emma").map(drop)
    };
    test.archive.write(settle).wait().unwrap();
    let offered = |fandom: &str, typed: &'static str| {
        let (index, fandoms) = (std::sync::Arc::clone(&index), vec![fandom.to_owned()]);
        let wanted = (Some(archive::tags::Kind::Character), typed);
        let read = test.archive.read(move |tx| search::suggest(&GUEST, tx, &index, wanted, &fandoms));
        read.wait().unwrap().unwrap()
    };
    assert_eq!(offered("Emma", "john").first().map(String::as_str), Some("John Knightley"), "AUTO-2");
    assert_eq!(offered("Emma", "seward"), ["John Seward"], "AUTO-2");
    assert_eq!(offered("No such fandom", "john").len(), 2, "AUTO-2");
}

#[test]
fn words_that_are_older_than_the_kept_index_are_brought_up_to_date() {
    let test = TestArchive::new();
    let folder = tempfile::tempdir().unwrap();
    let open = || {
        let index = std::sync::Arc::new(Index::new(Some(folder.path().to_owned())));
        index.prepare(&test.archive, || false).unwrap();
        index
    };
    let first = open();
    test.post(tagged("Before", &["Fluff"]), State::Posted, false);
    assert_eq!(titles(&test, &first, GUEST, "title:before"), ["Before"]);
    test.post(tagged("After", &["Fluff"]), State::Posted, false);
    assert_eq!(works_of(&first, &test), 2, "nobody has asked for words since");
    first.keep(&test.archive, true).unwrap();
    drop(first);
    assert_eq!(titles(&test, &open(), GUEST, "title:after"), ["After"]);
}

#[test]
fn names_are_suggested_by_word_start_and_by_fuzzy_match_from_what_a_viewer_may_find() {
    on_every_database(|test| {
        let index = ready(test);
        let with = |title: &str, names: &[&str]| Manuscript {
            relationships: names.iter().map(|name| (*name).to_owned()).collect(),
            ..story(title, 1)
        };
        test.post(with("one", &["Sherlock Holmes/John Watson"]), State::Posted, false);
        test.post(with("two", &["Watson/Members"]), State::Posted, true);
        test.post(with("three", &["Watson & Secret"]), State::Draft, false);
        let offered = |viewer: Viewer, typed: &'static str| {
            let index = std::sync::Arc::clone(&index);
            let wanted = (Some(archive::tags::Kind::Relationship), typed);
            let read = test.archive.read(move |tx| search::suggest(&viewer, tx, &index, wanted, &[]));
            read.wait().unwrap().unwrap()
        };
        assert_eq!(offered(GUEST, "wat"), ["Sherlock Holmes/John Watson"], "AUTO-3");
        assert_eq!(offered(test.cast.bo.viewer(), "wat").len(), 2, "AUTO-1");
        assert_eq!(offered(GUEST, "sherlok"), ["Sherlock Holmes/John Watson"], "AUTO-3: misspelt");
        assert_eq!(offered(GUEST, "SHERLOCK wat"), ["Sherlock Holmes/John Watson"], "AUTO-4");
        assert_eq!(offered(GUEST, "secret"), [""; 0], "AUTO-1: what only hidden works carry");
        assert_eq!(offered(GUEST, " "), [""; 0], "AUTO-4");
    });
}
