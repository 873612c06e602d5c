//! What readers save of their searching, on every database: what they never want to see, and searches by name.

use std::sync::Arc;
use std::time::Duration;

use archive::filters::{self, NeverWish, RuleId, Scope, SearchWish};
use archive::search::{self, Found, Index, Lifted, Query, Wish};
use archive::works::State;
use archive::{Error, FieldError, Secret, Slip, Tx, Viewer};
use manuscript::Manuscript;
use testkit::{TestArchive, on_every_database, story};

fn write<T: Send + 'static>(
    test: &TestArchive,
    deed: impl Fn(&Tx<'_>) -> archive::Result<T> + Send + 'static,
) -> archive::Result<T> {
    test.archive.write(deed).wait()
}

fn tagged(title: &str, additional: &[&str]) -> Manuscript {
    let additional = additional.iter().map(|name| (*name).to_owned()).collect();
    Manuscript { additional, ..story(title, 1) }
}

fn never(test: &TestArchive, viewer: Viewer, never: &str, unless: &str) -> archive::Result<RuleId> {
    let wish = NeverWish { never: never.to_owned(), unless: unless.to_owned(), reason: "mine alone".to_owned() };
    // Of rules made in the same moment none is the first.
    test.clock.advance(Duration::from_secs(1));
    write(test, move |tx| filters::hide(&viewer, tx, &wish))
}

fn list(test: &TestArchive, viewer: Viewer, lifted: &[RuleId]) -> Found {
    let index = Arc::new(Index::new(None));
    index.prepare(&test.archive, || false).unwrap();
    let wish = Wish {
        query: Query::read("sort:title tag:Tea"),
        number: 1,
        lifted: lifted.iter().copied().map(Lifted::Rule).collect(),
        ..Wish::default()
    };
    test.archive.read(move |tx| search::find(&viewer, tx, &index, &wish)).wait().unwrap().expect("the index is ready")
}

fn titles(found: &Found) -> Vec<&str> {
    found.works.items.iter().map(|card| card.title.as_str()).collect()
}

fn slip(result: archive::Result<RuleId>) -> (String, Slip) {
    match result {
        Err(Error::Invalid(slips)) => {
            let FieldError { field, slip, .. } = slips.into_iter().next().unwrap();
            (field.to_string(), slip)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_never_to_be_shown_is_gone_from_lists_and_totals_and_is_counted_by_reason() {
    on_every_database(|test| {
        for (title, tags) in [
            ("One", &["Tea", "Angst"][..]),
            ("Two", &["Tea"]),
            ("Three", &["Tea", "Angst", "Fluff"]),
            ("Four", &["Tea"]),
        ] {
            test.post(tagged(title, tags), State::Posted, false);
        }
        let bo = test.cast.bo.viewer();
        let angst = never(test, bo, "angst", "Fluff").unwrap();
        let found = list(test, bo, &[]);
        assert_eq!(titles(&found), ["Four", "Three", "Two"], "with Fluff it may be seen nevertheless");
        assert_eq!(found.works.total, 3, "the total is true");
        assert_eq!(
            found.hidden.iter().map(|hidden| (hidden.lifted, hidden.works)).collect::<Vec<_>>(),
            [(Lifted::Rule(angst), 1)]
        );
        assert_eq!(titles(&list(test, bo, &[angst])), ["Four", "One", "Three", "Two"], "lifted for once");
        assert_eq!(list(test, Viewer::Guest, &[]).works.total, 4, "nobody else's lists change");

        let four = found.works.items[0].id;
        never(test, bo, &format!("work:{four}"), "").unwrap();
        assert_eq!(titles(&list(test, bo, &[])), ["Three", "Two"]);
        never(test, bo, "by:ana", "").unwrap();
        assert_eq!(titles(&list(test, bo, &[])), [""; 0]);
        assert_eq!(list(test, bo, &[]).hidden.iter().map(|hidden| hidden.works).collect::<Vec<_>>(), [1, 1, 2]);

        let rules = test.archive.read(move |tx| filters::rules(&bo, tx)).wait().unwrap();
        assert_eq!(rules[0].never.text().as_deref(), Some("Angst"));
        assert_eq!((rules[0].unless.len(), rules[0].reason.as_str()), (1, "mine alone"));
        for rule in rules {
            write(test, move |tx| filters::stop_hiding(&bo, tx, rule.id)).unwrap();
        }
        assert_eq!(list(test, bo, &[]).works.total, 4);
    });
}

#[test]
fn languages_anonymous_works_and_many_fandoms_can_be_hidden_too() {
    on_every_database(|test| {
        test.post(Manuscript { language: "de".into(), ..tagged("Deutsch", &["Tea"]) }, State::Posted, false);
        let fandoms = ["A", "B", "C"].map(str::to_owned).to_vec();
        test.post(Manuscript { fandoms, ..tagged("Many", &["Tea"]) }, State::Posted, false);
        test.post(tagged("Plain", &["Tea"]), State::Posted, false);
        let bo = test.cast.bo.viewer();
        for (rule, left) in [("language:de", 2), ("fandoms:>2", 1), ("relationships:>50", 1), ("anonymous", 1)] {
            never(test, bo, rule, "").unwrap();
            assert_eq!(list(test, bo, &[]).works.total, left, "{rule}");
        }
    });
}

#[test]
fn what_cannot_be_a_rule_gets_one_clear_answer_and_tells_nothing_of_what_is_hidden() {
    on_every_database(|test| {
        test.post(tagged("Secret", &["Hidden Tag"]), State::Draft, false);
        let bo = test.cast.bo.viewer();
        for name in ["Hidden Tag", "No Such Tag"] {
            let no_tag = || ("never".to_owned(), Slip::NoSuchTag { name: name.to_owned() });
            assert_eq!(slip(never(test, bo, name, "")), no_tag());
            assert_eq!(slip(never(test, bo, &format!("tag:\"{name}\""), "")), no_tag());
        }
        assert_eq!(slip(never(test, bo, "by:nobody_at_all", "")).1, Slip::Unknown { name: "nobody_at_all".into() });
        for text in ["", "complete", "words:>5", "fandoms:<3", "-anonymous", "work:0", "a b c", "(x | y)"] {
            let (field, _) = slip(never(test, bo, text, ""));
            assert_eq!(field, "never", "{text}");
        }
        assert_eq!(slip(never(test, bo, "by:ana", "complete")).0, "unless");
        assert!(matches!(never(test, Viewer::Guest, "by:ana", ""), Err(Error::LogIn)));
        let others = never(test, bo, "by:ana", "").unwrap();
        let ana = test.cast.ana.viewer();
        assert!(matches!(write(test, move |tx| filters::stop_hiding(&ana, tx, others)), Err(Error::NotFound)));
    });
}

#[test]
fn a_search_is_saved_by_name_begins_lists_and_is_read_by_whoever_has_the_secret_of_its_feed() {
    on_every_database(|test| {
        test.post(tagged("One", &["Tea"]), State::Posted, false);
        let bo = test.cast.bo.viewer();
        let wish = |name: &str, query: &str| SearchWish { name: name.to_owned(), query: query.to_owned() };
        let saves = |wish: SearchWish| write(test, move |tx| filters::save(&bo, tx, &wish));
        let short = saves(wish("Short  ones", "words:<5k")).unwrap();
        let long = saves(wish("Long", "words:>50k")).unwrap();
        assert_eq!(saves(wish("short ones", "words:<2k complete")).unwrap(), short, "one of the same name is changed");
        assert_eq!(slip(saves(wish("  ", "x"))).1, Slip::Missing);
        assert_eq!(slip(saves(wish("x", ""))).0, "query");
        assert_eq!(slip(saves(wish(&"x".repeat(61), "x"))).1, Slip::TooLong { most: 60, is: 61 });

        write(test, move |tx| filters::make_usual(&bo, tx, Some(short), None)).unwrap();
        write(test, move |tx| filters::make_usual(&bo, tx, Some(long), Some("tea"))).unwrap();
        let tea = test.archive.read(|tx| archive::tags::by_name(&Viewer::Guest, tx, "Tea")).wait().unwrap().id;
        let usual = |tag| test.archive.read(move |tx| filters::usual(&bo, tx, tag)).wait().unwrap().unwrap().name;
        assert_eq!((usual(Some(tea)), usual(None)), ("Long".to_owned(), "short ones".to_owned()));
        let all = test.archive.read(move |tx| filters::all(&bo, tx)).wait().unwrap();
        assert!(matches!(all[0].usual_for.as_slice(), [Scope::Tag(tag)] if tag.id == tea), "{all:?}");
        assert_eq!(all[1].usual_for, [Scope::Archive]);

        let by = |words: &'static str| test.archive.read(move |tx| filters::by_feed(tx, &Secret::shown(words))).wait();
        for secret in ["first", "second"] {
            write(test, move |tx| filters::take_feed(&bo, tx, short, &Secret::shown(secret))).unwrap();
        }
        assert!(matches!(by("first"), Err(Error::NotFound)), "a new address ends the old one");
        assert_eq!(by("second").unwrap().0, test.cast.bo.id);
        let ana = test.cast.ana.viewer();
        assert!(matches!(write(test, move |tx| filters::stop_feed(&ana, tx, short)), Err(Error::NotFound)));
        write(test, move |tx| filters::stop_feed(&bo, tx, short)).unwrap();
        assert!(matches!(by("second"), Err(Error::NotFound)));
        assert!(matches!(write(test, move |tx| filters::forget(&ana, tx, long)), Err(Error::NotFound)));
        write(test, move |tx| filters::forget(&bo, tx, long)).unwrap();
        assert_eq!(usual(Some(tea)), "short ones", "the list begins with what is for all");
    });
}
