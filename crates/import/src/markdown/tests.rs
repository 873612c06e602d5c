//! Whole Markdown files, as people write them and as Foolscap does.

use jiff::civil::date;
use manuscript::{Permission, Rating, RelationKind, Warning};

use super::*;

fn read_markdown(text: &str) -> Arrival {
    read(&Input { name: "jam.md", bytes: text.as_bytes() }).expect("a story")
}

const STORY: &str = "---\ntitle: \"The Moved Jam\"\nauthor: [Ann, \"Zoë\"]\nfandom: Sherlock Holmes - Arthur Conan Doyle\nrating: PG-13\n\
warnings: [No Archive Warnings Apply]\ntags:\n  - Humour\n  - Jam\nseries: {name: Jam Cycle, part: 2}\nlanguage: en\nsummary: |\n  Holmes is wrong.\n\n\
\x20 Watson is *delighted*.\ncomplete: true\npublished: 2008-12-24\nbrewed: at home\n---\n\n# Chapter 1: Fog\n\nThe fog came.[^1]\n\n\"Jam,\" he said,\nnot looking.  \nA break.\n\n* * *\n\n\
I had **not**. 2 \\* 2; snake_case_words stay.\n\n# Chapter 2: \"Toast\"\n\n~~Mrs Hudson~~ Nobody answered.\n\n---\n\n    an indented line\n\n[^1]: As it did in November.\n";

#[test]
fn front_matter_and_chapters_are_read() {
    let manuscript = read_markdown(STORY).manuscript;
    assert_eq!((manuscript.title.as_str(), manuscript.rating), ("The Moved Jam", Rating::Teen));
    assert_eq!(manuscript.bylines.iter().map(ToString::to_string).collect::<Vec<_>>(), ["Ann", "Zoë"]);
    assert_eq!(
        (manuscript.warnings.as_slice(), manuscript.additional.as_slice()),
        (&[Warning::NoneApply][..], &["Humour".to_owned(), "Jam".to_owned()][..])
    );
    assert_eq!(manuscript.series.first().and_then(|place| place.part), Some(2));
    assert_eq!(manuscript.published, Some(date(2008, 12, 24)));
    assert!(manuscript.is_complete() && manuscript.extra.contains(&("brewed".to_owned(), "at home".to_owned())));
    let titles: Vec<&str> = manuscript.chapters.iter().map(|chapter| chapter.title.as_str()).collect();
    assert_eq!(titles, ["Fog", "\"Toast\""]);
}

#[test]
fn a_body_keeps_breaks_notes_and_indented_lines() {
    let manuscript = read_markdown(STORY).manuscript;
    let bodies: Vec<&str> = manuscript.chapters.iter().map(|chapter| chapter.body.html()).collect();
    let [first, second] = bodies.as_slice() else { panic!("two chapters") };
    assert!(first.contains("fs-noteref") && first.contains("As it did in November."), "{first}");
    assert!(first.contains("<br") && first.contains("snake_case_words") && first.contains("2 * 2"), "{first}");
    assert!(second.contains("<p>an indented line</p>") && !second.contains("<pre"), "{second}");
    assert!(second.contains("<del>Mrs Hudson</del>"), "{second}");
}

#[test]
fn the_keys_that_foolscap_writes_come_back_exactly() {
    let text = "---\ntitle: \"A, B: <C>\"\nauthor: [{\"name\": \"Ann\", \"account\": \"ann_b\", \"url\": \"https://example.org/ann\"}]\n\
categories: [\"F/M\", \"Gen\"]\nchapters: \"2/?\"\nsource: \"https://example.org/works/7\"\npermissions: {\"bind\": \"yes\", \"ai\": \"no\"}\n\
extra: [[\"Beta\", \"bo\"]]\ngifts: [\"bea, the first\"]\n\
relations: [{\"kind\": \"inspired-by\", \"title\": \"Fog\", \"url\": \"https://example.org/works/12\"}]\nchapter_dates: [\"2020-01-02\", null]\nchapter_authors: [[], [\"Bo\"]]\nnotes: |-\n  Hi.\n---\n\n\
# Chapter 1: Chapter 5: x,\n\n::: summary\nShort.\n:::\n\n::: notes\nNote.\n:::\n\nText.\n\n::: endnotes\nBye.\n:::\n\n# Chapter 2\n\nMore\\\ntext.\n";
    let manuscript = read_markdown(text).manuscript;
    assert_eq!(manuscript.title, "A, B: <C>");
    assert_eq!(manuscript.bylines.first().and_then(|name| name.account.as_deref()), Some("ann_b"));
    assert_eq!((manuscript.permissions.bind, manuscript.permissions.ai), (Permission::Yes, Permission::No));
    assert_eq!((manuscript.expected_chapters, manuscript.categories.len()), (None, 2));
    assert_eq!(manuscript.provenance.url.as_deref(), Some("https://example.org/works/7"));
    assert_eq!(manuscript.extra, [("Beta".to_owned(), "bo".to_owned())]);
    assert_eq!(manuscript.gifts, ["bea, the first"]);
    let [fog] = manuscript.relations.as_slice() else { panic!("{:#?}", manuscript.relations) };
    assert_eq!((fog.kind, fog.title.as_str(), fog.byline.as_str()), (RelationKind::InspiredBy, "Fog", ""));
    let [first, second] = manuscript.chapters.as_slice() else { panic!("two chapters") };
    assert_eq!((first.title.as_str(), first.published), ("Chapter 5: x,", Some(date(2020, 1, 2))));
    assert!(
        first.summary.html().contains("Short.")
            && first.notes.html().contains("Note.")
            && first.end_notes.html().contains("Bye.")
    );
    assert_eq!((second.title.as_str(), second.published, second.bylines.len()), ("", None, 1));
    assert!(second.body.html().contains("<br"));
}

const OWN: &str = "---\nfoolscap: 1\ntitle: \"Ã©\"\nlanguage: \"x-elvish\"\nextra: [[\"Status\",\"Complete\"]]\n---\n\n\
# Chapter 1:  5 \\#&#32;\n\n## A part\n\nText.\n\n# Chapter 2\n\n* * *\n\n> ***\n\n- a\n\n  b\n\n      x\n";

#[test]
fn in_our_own_file_nothing_is_guessed_and_nothing_mended() {
    let Arrival { manuscript, account } = read_markdown(OWN);
    assert_eq!(account.difference(), 0);
    assert_eq!((manuscript.title.as_str(), manuscript.language.as_str()), ("Ã©", "x-elvish"));
    assert_eq!(manuscript.expected_chapters, None);
    let [first, second] = manuscript.chapters.as_slice() else { panic!("two chapters") };
    assert_eq!((first.title.as_str(), first.body.html()), (" 5 # ", "<h2>A part</h2><p>Text.</p>"));
    let breaks = "<hr data-mark=\"* * *\" /><blockquote><hr data-mark=\"***\" /></blockquote>";
    assert!(second.body.html().starts_with(breaks), "{}", second.body.html());
    assert!(second.body.html().ends_with("<pre><code>x\n</code></pre></li></ul>"), "{}", second.body.html());
}

#[test]
fn our_front_matter_may_be_long() {
    let notes = "  Jam.\n\n".repeat(600);
    let text = OWN.replace("---\n\n", &format!("notes: |-\n{notes}---\n\n"));
    let arrivals = crate::read(Input { name: "jam.txt", bytes: text.as_bytes() }).expect("a story");
    let manuscript = arrivals.into_iter().next().expect("one").manuscript;
    assert_eq!((manuscript.notes.html().matches("Jam").count(), manuscript.chapters.len()), (600, 2));
}

#[test]
fn the_words_for_a_picture_and_a_mark_are_letters_of_the_text() {
    let arrival = read_markdown(
        "# Chapter 1: Cats\n\n![A cat](https://x.example/c)\n\n<hr data-mark=\"oOo\">\n\n<hr data-mark=\"no\">\n",
    );
    assert_eq!((arrival.account.difference(), arrival.manuscript.complaints.len()), (0, 1));
}

#[test]
fn a_title_above_the_chapters_is_the_works() {
    let manuscript =
        read_markdown("# The Jam\n\nA word before.\n\n## Chapter 1\n\nFog.\n\n## Chapter 2\n\nToast.\n").manuscript;
    assert_eq!((manuscript.title.as_str(), manuscript.chapters.len()), ("The Jam", 2));
    assert!(manuscript.notes.html().contains("A word before."));
}

#[test]
fn broken_front_matter_is_read_line_by_line() {
    let manuscript = read_markdown("---\ntitle: Jam: the \"story\nrating: G\n---\nFog.\n").manuscript;
    assert_eq!(manuscript.rating, Rating::General);
    assert!(manuscript.title.contains("Jam: the"));
    assert!(manuscript.complaints.iter().any(|complaint| complaint.what.contains("YAML")));
}

#[test]
fn no_letter_of_any_markdown_goes_nowhere() {
    assert_eq!(read_markdown(STORY).account.difference(), 0);
    let words = "(<\\?m|# |## |\\*|_|`|~~|\\[\\^1\\]|\\[\\^1\\]: |<p>|</p>|<i>|<script>|---\n|title: |summary: |- |> |::: notes\n|:::\n|Jam|[a-z]{1,6}| |\n|\n\n|    |&amp;|1\\. )";
    let texts = proptest::string::string_regex(&format!("({words}){{1,50}}")).expect("a pattern");
    proptest::proptest!(|(text in texts)| {
        if let Ok(arrival) = read(&Input { name: "a.md", bytes: text.as_bytes() }) {
            assert_eq!(arrival.account.difference(), 0, "{text:?}\n{arrival:#?}");
        }
    });
}

#[test]
fn markdown_that_is_typed_is_all_text() {
    let typed = |markdown: &str| {
        let mut complaints = Vec::new();
        let prose = prose(markdown, Place::Body, &mut complaints);
        assert_eq!(complaints, [], "{markdown}");
        prose.html().to_owned()
    };
    assert_eq!(typed("---\ntitle: Fog\n---\n\n# Chapter 1"), "<hr /><h2>title: Fog</h2><h1>Chapter 1</h1>");
    assert_eq!(
        typed("    Indented *fog*.\n\n- a\n    - b"),
        "<p>Indented <em>fog</em>.</p><ul><li>a<ul><li>b</li></ul></li></ul>"
    );
    let notes = typed("Fog.[^a]\n\n[^a]: Much.\n\n[^b]: Lost?");
    assert!(
        notes.contains("<li class=\"fs-note-text\" id=\"fn1\"><p>Much.</p></li>") && notes.contains("[^b]: Lost?"),
        "{notes}"
    );
    assert_eq!(typed(""), "");
}
