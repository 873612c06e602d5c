//! The language of search as a table, and what no text can do to it.

use super::*;

/// What is read of a text, and the doubts about it, in words.
fn read(text: &str) -> (String, Vec<About>) {
    let query = Query::read(text);
    (query.to_string(), query.doubts.into_iter().map(|doubt| doubt.about).collect())
}

#[test]
fn what_people_type_is_read_as_they_mean_it() {
    let cases = [
        (
            "fandom:\"Sherlock Holmes\" -\"major character death\"",
            "fandom:\"Sherlock Holmes\" -\"major character death\"",
        ),
        ("words:5k-20k complete \"a dog in the night\"", "words:5000-20000 complete \"a dog in the night\""),
        ("kudos>100 hits<=9 comments=3", "kudos:>=101 hits:<=9 comments:3"),
        ("language:DE sort:kudos by:\"ana\"", "language:de by:ana sort:kudos"),
        ("rating:explicit crossover -crossover otp", "rating:explicit crossover -crossover otp"),
        ("updated:<2w restricted single", "updated:<2w restricted single"),
        ("posted:\"2 weeks ago\" updated:2024-05", "posted:2w updated:2024-05-01..2024-05-31"),
        ("a b NOT c AND d +e", "a b -c d e"),
        ("a OR b c", "(a | b) c"),
        ("x (a | \"b c\" | fandom:d) y", "x (a | \"b c\" | fandom:d) y"),
        ("-(a || b)", "-(a | b)"),
        ("a | -b", "(a | -b)"),
        ("-a | b c", "(-a | b) c"),
        ("-(-a | b)", "-(-a | b)"),
        ("-(-a) (b) -(c)", "a b -c"),
        ("(fluff | complete:no | words:<1k | lang:de)", "(fluff | -complete | words:<=999 | language:de)"),
        ("a | (b | -c)", "(a | b | -c)"),
        ("complete:false otp: true single:yes", "-complete otp single"),
        ("-complete:no", "complete"),
        ("m/m F/M \"m/m\"", "category:\"M/M\" category:\"F/M\" \"m/m\""),
        ("sort:title sort:words>", "sort:words>"),
        ("sort:title<", "sort:title<"),
        ("\"complete\" title:complete", "\"complete\" title:complete"),
        ("ship:\"A/B\" freeform:fluff tag:x", "relationship:\"A/B\" additional:fluff tag:x"),
        ("-otp -words:5k-20k -posted:2024", "-otp -words:5000-20000 -posted:2024-01-01..2024-12-31"),
        ("may:Podfic -may:ai permits:translation", "may:podfic -may:ai may:translate"),
        ("main:\"A/B\" -side:c first:d", "main:\"A/B\" -side:c first:d"),
        ("words:[1000 TO 5000} hits:{5 TO 5}", "words:1000-4999 hits:{5 TO 5}"),
        ("word_count:[1000 TO 5000] kudos_count:{* TO 9]", "words:1000-5000 kudos:<=9"),
        ("revised_at:[2024-01-01 TO *] language_id:en", "updated:2024-01-01.. language:en"),
        (
            "rating_ids:13 warning_ids:18 category_ids:116",
            "rating:Explicit warning:\"Major Character Death\" category:\"F/F\"",
        ),
        ("expected_number_of_chapters:1 series.title:x", "single series:x"),
        ("unread -read in:read read", "unread unread in:read in:read"),
        ("seen unseen -seen seen:no", "in:seen unseen unseen unseen"),
        ("in:Library later -dropped grown:yes", "in:library in:later -in:dropped in:grown"),
        ("in:bookmarks -in:subscriptions in:to-read reading", "in:bookmarks -in:subscriptions in:later in:reading"),
        (
            "in:downloaded -in:downloads shelf:\"two words\" -shelf:x",
            "in:downloads -in:downloads shelf:\"two words\" -shelf:x",
        ),
        ("(shelf:x | in:downloads)", "(shelf:x | in:downloads)"),
        ("(unread | complete) note:\"a b\" stars:4-5", "(unread | complete) note:\"a b\" stars:4-5"),
        ("-stars:5 -note:x sort:opened sort:stars>", "-stars:5 -note:x sort:stars>"),
        ("\"later\" any:reading \"unread\"", "\"later\" any:reading \"unread\""),
        ("fandom:x reading -later", "fandom:x in:reading -in:later"),
        ("dog* don't", "dog* don't"),
        ("tag:\"say \\\"hey\\\"\"", "tag:\"say \\\"hey\\\"\""),
        ("", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), (expected.to_owned(), Vec::new()), "SRCH-3, SRCH-5, SRCH-6: {text}");
    }
}

#[test]
fn a_mistake_is_a_hint_with_its_place_and_the_rest_counts() {
    let cases = [
        ("colour:red a", "\"colour red\" a", About::Field("colour".to_owned()), "colour:red"),
        ("a words:many b", "a b", About::Number("many".to_owned()), "words:many"),
        ("words:20k-5k", "words:5000-20000", About::Turned, "words:20k-5k"),
        ("updated:soon a", "a", About::Time("soon".to_owned()), "updated:soon"),
        ("sort:colour a", "a", About::Sort("colour".to_owned()), "sort:colour"),
        ("in:bed a", "a", About::In("bed".to_owned()), "in:bed"),
        ("ten years Later", "ten years any:Later", About::Word("later".to_owned()), "Later"),
        ("reading aloud sort:title", "any:reading aloud sort:title", About::Word("reading".to_owned()), "reading"),
        ("read:perhaps a", "a", About::Empty("read".to_owned()), "read:perhaps"),
        ("stars:many a", "a", About::Number("many".to_owned()), "stars:many"),
        ("a may:dance", "a", About::May("dance".to_owned()), "may:dance"),
        ("a fandom:", "a", About::Empty("fandom".to_owned()), "fandom:"),
        ("a \"never closed", "a \"never closed\"", About::Open, "\"never closed"),
        ("(a | b", "(a | b)", About::Parenthesis, "("),
        ("a ) b", "a b", About::Parenthesis, ")"),
        ("(a | (b | c))", "(a | b | c)", About::Nested, "("),
        ("-(a | b) | c", "-(a | b) c", About::NotHere, "c"),
        ("a | -(b | c)", "a -(b | c)", About::NotHere, "b"),
    ];
    for (text, expected, about, place) in cases {
        let query = Query::read(text);
        assert_eq!(query.to_string(), expected, "{text}");
        assert_eq!(query.doubts.len(), 1, "{text}: {:?}", query.doubts);
        assert_eq!((&query.doubts[0].about, text.get(query.doubts[0].at.clone()).unwrap()), (&about, place), "{text}");
    }
}

#[test]
fn every_part_has_its_place_and_can_be_taken_out() {
    let text = "é  -\"b c\" (x | y) -(u | v) words>5 a OR b";
    let query = Query::read(text);
    let pieces: Vec<&str> = query.parts.iter().map(|part| text.get(part.at.clone()).unwrap()).collect();
    assert_eq!(pieces, ["é", "-\"b c\"", "(x | y)", "-(u | v)", "words>5", "a OR b"]);
    assert_eq!(Query::without(text, &query.parts[1].at), "é (x | y) -(u | v) words>5 a OR b");
    assert_eq!(Query::without(text, &(0..text.len())), "");
}

#[test]
fn hostile_queries_are_bounded() {
    let many = "fandom:a ".repeat(10_000);
    let deep = "(".repeat(1_000) + "a" + &")".repeat(1_000);
    let ors = "a |".repeat(1_300);
    let quotes = "\"".repeat(9_999);
    let signs = "+ - - NOT ".repeat(1_000);
    for text in [&many, &deep, &ors, &quotes, &signs] {
        let query = Query::read(text);
        assert!(query.parts.iter().map(|part| part.what.len()).sum::<usize>() <= MOST);
        assert!(query.doubts.len() <= MOST + 1, "{}", query.doubts.len());
        assert_eq!(Query::read(&query.to_string()).to_string(), query.to_string());
    }
    assert!(Query::read(&many).doubts.iter().any(|doubt| doubt.about == About::Long));
    assert_eq!(Query::read(&deep).to_string(), "a");
}

fn unplaced(mut query: Query) -> Query {
    query.parts.iter_mut().for_each(|part| part.at = 0..0);
    query.doubts.clear();
    query
}

proptest::proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same(text in "[a-z0-9:\"()|<>=. *é-]{0,60}|(-?(fandom|words|by|sort|updated|any|otp|title|in|note|shelf|stars|read|main|may|word_count)[:<>]?\"?[a-z0-9 /.-]{0,9}\"? ?){0,6}|((-|in:|any:)?(read|unread|later|seen|grown|library|years|reading|\\||\\(|\\)) ?){0,9}") {
        let once = unplaced(Query::read(&text));
        let again = unplaced(Query::read(&once.to_string()));
        proptest::prop_assert_eq!(again, once);
    }

    #[test]
    fn no_text_breaks_reading_and_all_places_are_in_it(text in "\\PC{0,200}") {
        let query = Query::read(&text);
        for at in query.parts.iter().map(|part| &part.at).chain(query.doubts.iter().map(|doubt| &doubt.at)) {
            proptest::prop_assert!(text.get(at.clone()).is_some(), "{:?} in {:?}", at, text);
        }
    }
}
