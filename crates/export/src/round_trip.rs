//! What we write, we read back: for any story whose prose went through the cleaner.

use import::Input;
use jiff::civil::{Date, date};
use manuscript::{
    Byline, Category, Chapter, Manuscript, Newlines, Permission, Permissions, Place, Prose, Rating, SeriesPlace,
    Warning, clean,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::{Format, Imprint, write};

/// Pieces of markup between which random words stand; the first is none.
const FRAMES: &[(&str, &str)] = &[
    ("", ""),
    ("<em>", "</em>"),
    ("<strong>", "</strong>"),
    ("<em><strong>", "</strong></em>"),
    ("un<em>", "</em>ly"),
    ("<tt>", "</tt>"),
    ("<strike>", "</strike>"),
    ("<a href=\"https://x.example/a?b=1&amp;c=2\">", "</a>"),
    ("<a href=\"/works/8\">", "</a>"),
    ("<a href=\"page.html#x\">", "</a>"),
    ("<span class=\"loud\" lang=\"fr\">", "</span>"),
    ("<br />", "<br />"),
    ("<ruby>漢<rt>", "</rt></ruby>"),
    ("<img src=\"https://x.example/a.png\" alt=\"A cat\" />", ""),
    ("<audio src=\"https://x.example/a.mp3\"></audio>", ""),
    ("<iframe src=\"https://www.youtube.com/embed/x\"></iframe>", ""),
    ("<embed src=\"https://archive.org/embed/x\" />", ""),
    ("<object><param name=\"movie\" value=\"https://www.youtube.com/v/x?a=b&amp;c=d\" />", "</object>"),
];

/// Blocks around lines.
const BLOCKS: &[(&str, &str)] = &[
    ("<p>", "</p>"),
    ("<p>", "</p><p>* * *</p>"),
    ("<p>", "</p><p>~*~*~</p>"),
    ("<p>", "</p><hr />"),
    ("<p align=\"center\">", "</p>"),
    ("<center>", "</center>"),
    ("<h2>", "</h2>"),
    ("<h1>", "</h1>"),
    ("<blockquote><p>", "</p></blockquote>"),
    ("<ul><li>", "</li><li>two</li></ul>"),
    ("<ol start=\"3\"><li><p>", "</p></li></ol>"),
    ("<dl><dd>", "</dd></dl>"),
    ("<details><summary>s</summary>", "</details>"),
    ("<table border=\"1\"><tr><td colspan=\"2\">", "</td></tr></table>"),
    ("<pre>", "\n\n\n  end</pre>"),
    ("<div class=\"fs-chat\"><p><span class=\"fs-who\">ana</span> ", "</p></div>"),
    (
        "<p>x<a class=\"fs-noteref\" href=\"#fn1\" id=\"fnref1\">1</a></p><ol class=\"fs-notes\"><li class=\"fs-note-text\" id=\"fn1\"><p>",
        "</p></li></ol>",
    ),
    ("<figure><figcaption>", "</figcaption></figure>"),
    ("<address>", "</address>"),
];

fn words() -> impl Strategy<Value = String> {
    let tricky = select(vec![
        "- not an item",
        "1. nor this",
        "# no heading",
        "::: summary",
        ":::",
        "*stars*",
        "under_score_s",
        "[link](x)",
        "a &amp; b",
        "&lt;b&gt;",
        "`tick`",
        "---",
        "http://x.example/y",
        "Chapter 2: Trap",
        "Summary:",
        "~~gone~~",
        "a | b",
        "x\u{a0}y",
        "ゴジラ",
        "مرحبا",
        "“quoted”",
        "+ plus",
        "> quote",
        "1) one",
        "= equals",
        "\\",
        "e\u{301}",
        "zero\u{200d}width",
        "Title: no",
    ]);
    prop_oneof![3 => "[A-Za-z]{1,9}( [A-Za-z]{1,9}){0,5}[.!?]?", 2 => tricky.prop_map(str::to_owned)]
}

fn line() -> impl Strategy<Value = String> {
    vec((words(), select(FRAMES.to_vec())), 1..4).prop_map(|parts| {
        parts.iter().map(|(text, (open, close))| format!("{open}{text}{close}")).collect::<Vec<_>>().join(" ")
    })
}

fn prose(place: Place) -> impl Strategy<Value = Prose> {
    vec((line(), select(BLOCKS.to_vec())), 0..4).prop_map(move |blocks| {
        let html =
            blocks.iter().map(|(line, (open, close))| format!("{open}{line}{close}")).collect::<Vec<_>>().concat();
        clean(&html, place, Newlines::Space, &mut Vec::new())
    })
}

/// A title or a tag: one line without space at its ends.
fn name() -> impl Strategy<Value = String> {
    let tricky = [
        "A & B",
        "<i>",
        "\"quoted\"",
        "it's: a *name*",
        "# 1",
        "Chapter 4",
        "日本",
        "M/M",
        "x — y",
        "[brackets]",
        "1. One",
        "- x",
    ];
    prop_oneof![3 => "[A-Za-z][a-z]{0,8}( [A-Za-z]{1,8}){0,3}", 1 => select(tricky.to_vec()).prop_map(str::to_owned)]
}

fn byline() -> impl Strategy<Value = Byline> {
    (name(), option::of("[a-z]{3,8}"), option::of(Just("https://x.example/users/ana".to_owned())))
        .prop_map(|(name, account, url)| Byline { name, account, url })
}

fn day() -> impl Strategy<Value = Date> {
    (1999_i16..2026, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn chapter() -> impl Strategy<Value = Chapter> {
    let texts = (prose(Place::Summary), prose(Place::Notes), prose(Place::Body), prose(Place::Notes));
    (prop_oneof![Just(String::new()), name()], texts, option::of(day()), vec(byline(), 0..2)).prop_map(
        |(title, (summary, notes, body, end_notes), published, bylines)| Chapter {
            title,
            summary,
            notes,
            body,
            end_notes,
            published,
            bylines,
        },
    )
}

fn permissions() -> impl Strategy<Value = Permissions> {
    let answer = || select(vec![Permission::Unsaid, Permission::Yes, Permission::Ask, Permission::No]);
    (answer(), answer(), answer(), answer(), answer(), answer())
        .prop_map(|(bind, podfic, translate, remix, keep, ai)| Permissions { bind, podfic, translate, remix, keep, ai })
}

fn series() -> impl Strategy<Value = SeriesPlace> {
    (name(), option::of(1_u32..20), option::of(Just("https://x.example/series/1".to_owned())))
        .prop_map(|(title, part, url)| SeriesPlace { title, part, url })
}

prop_compose! {
    fn tagged()(
        title in name(), bylines in vec(byline(), 0..3), rating in select(Rating::ALL),
        warnings in subsequence(Warning::ALL, 1..=3), categories in subsequence(Category::ALL, 0..=3),
        fandoms in vec(name(), 0..3), relationships in vec(name(), 0..2), characters in vec(name(), 0..3), additional in vec(name(), 0..3),
    ) -> Manuscript {
        Manuscript { title, bylines, rating, warnings, categories, fandoms, relationships, characters, additional, ..Manuscript::default() }
    }
}

prop_compose! {
    fn story()(
        tagged in tagged(), summary in prose(Place::Summary), notes in prose(Place::Notes), end_notes in prose(Place::Notes),
        language in select(vec!["en", "pt-BR", "ja", "ar", "und"]), series in vec(series(), 0..3), collections in vec(name(), 0..2),
        published in option::of(day()), updated in option::of(day()), expected_chapters in option::of(1_u32..5),
        permissions in permissions(), extra in vec((name(), name()), 0..2), chapters in vec(chapter(), 1..4),
    ) -> Manuscript {
        let expected_chapters = expected_chapters.filter(|expected| *expected as usize >= chapters.len());
        Manuscript {
            summary, notes, end_notes, language: language.to_owned(), series, collections, published, updated, expected_chapters,
            permissions, extra, chapters, ..tagged
        }
    }
}

/// Stories without a single word are refused by the readers.
fn wordy() -> impl Strategy<Value = Manuscript> {
    story().prop_filter("a story holds words", |story| story.words() > 0)
}

fn imprint() -> Imprint {
    Imprint {
        archive: "The Test Archive".into(),
        address: Some("https://archive.example/works/7".into()),
        modified: jiff::Timestamp::UNIX_EPOCH,
    }
}

fn written(manuscript: &Manuscript, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    write(manuscript, format, &imprint(), &mut out).unwrap();
    out
}

fn read(manuscript: &Manuscript, format: Format) -> Manuscript {
    let bytes = written(manuscript, format);
    let name = format!("story.{}", format.extension());
    let mut arrivals = import::read(Input { name: &name, bytes: &bytes }).unwrap();
    assert_eq!(arrivals.len(), 1);
    arrivals.remove(0).manuscript
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn json_carries_everything(story in story()) {
        let read: Manuscript = serde_json::from_slice(&written(&story, Format::Json)).unwrap();
        prop_assert_eq!(read, story);
    }

    #[test]
    fn json_is_read_back_through_the_cleaner(story in wordy()) {
        prop_assert_eq!(read(&story, Format::Json).story(), story.story());
    }

    #[test]
    fn html_carries_the_whole_story(story in wordy()) {
        prop_assert_eq!(read(&story, Format::Html).story(), story.story());
    }
}

proptest! {
    // Drawing covers without optimisation takes its time.
    #![proptest_config(cases(24))]

    #[test]
    fn epub_carries_the_whole_story(story in wordy()) {
        prop_assert_eq!(read(&story, Format::Epub).story(), story.story());
    }
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn the_same_story_gives_the_same_bytes(story in story()) {
        for format in Format::ALL {
            prop_assert_eq!(written(&story, *format), written(&story, *format));
        }
    }
}
