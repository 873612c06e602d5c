//! Whole stories, drawn at random: every fact of a title page there or not, with names that are easily misread.

use jiff::civil::{Date, date};
use manuscript::{
    Byline, Category, Chapter, Manuscript, Permission, Permissions, Place, Prose, Rating, Relation, RelationKind,
    SeriesPlace, Warning,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::prose::{any_prose, plain_prose};

/// Titles, tags and names that some reader could take for something else.
const TRICKY: &[&str] = &[
    "A & B",
    "<i>",
    "&amp;",
    "\"quoted\"",
    "it's: a *name*",
    "Key: value",
    "# 1",
    "x #",
    "#",
    "Chapter 4",
    "1: x",
    "日本",
    "مرحبا",
    "M/M",
    "x — y",
    "[brackets]",
    "1. One",
    "- x",
    "---",
    "null",
    "~",
    "true",
    "2020-01-02",
    "a, b",
    "a; b",
    "x  y",
    "\\",
    "\\*",
    "`x`",
    "{x}",
    "Anonymous",
    "Anonymous ()",
    "ana (ana_b)",
    "x ()",
    "(x)",
    "Part 3 of x",
    "Part ? of x",
    "Title",
    "Summary",
    "Words",
    "::: notes",
    "Ã©",
    "e\u{301}",
    "👩\u{200d}👧",
    "x\u{a0}y",
];

const LANGUAGES: &[&str] = &["en", "pt-BR", "pt-br", "ja", "ar", "zh-Hant-TW", "tlh", "x-elvish", "und"];

/// A title or a tag: one line without space at its ends.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-z][a-z]{0,8}( [A-Za-z]{1,8}){0,3}",
        2 => select(TRICKY).prop_map(str::to_owned),
        1 => "[!-~][ -~]{0,8}[!-~]",
    ]
}

fn byline() -> impl Strategy<Value = Byline> {
    (
        name(),
        option::of(prop_oneof![Just("ana".to_owned()), "[a-z]{3,8}"]),
        option::of(Just("https://x.example/users/ana".to_owned())),
    )
        .prop_map(|(name, account, url)| Byline { name, account, url })
}

fn day() -> impl Strategy<Value = Date> {
    (1999_i16..2026, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

/// How the prose of a place is drawn.
type Draw = fn(Place) -> BoxedStrategy<Prose>;

prop_compose! {
    fn chapter(draw: Draw)(
        title in prop_oneof![Just(String::new()), name()], summary in draw(Place::Summary), notes in draw(Place::Notes),
        body in draw(Place::Body), end_notes in draw(Place::Notes), published in option::of(day()), bylines in vec(byline(), 0..3),
    ) -> Chapter {
        Chapter { title, summary, notes, body, end_notes, published, bylines }
    }
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

fn relation() -> impl Strategy<Value = Relation> {
    let byline = prop_oneof![Just(String::new()), name()];
    let url = option::of(select(vec!["https://x.example/works/1", "http://127.0.0.1:8642/works/7"]));
    (select(RelationKind::ALL), name(), byline, url, option::of(select(LANGUAGES))).prop_map(
        |(kind, title, byline, url, language)| Relation {
            kind,
            title,
            byline,
            url: url.map(str::to_owned),
            language: language.map(str::to_owned),
        },
    )
}

prop_compose! {
    fn tagged()(
        title in name(), bylines in vec(byline(), 0..3), rating in select(Rating::ALL),
        warnings in subsequence(Warning::ALL, 1..=3), categories in subsequence(Category::ALL, 0..=3),
        fandoms in vec(name(), 0..3), relationships in vec(name(), 0..2), characters in vec(name(), 0..3), additional in vec(name(), 0..3),
        gifts in vec(name(), 0..3), relations in vec(relation(), 0..3), number_of_side in 0_usize..3,
    ) -> Manuscript {
        let side = relationships.iter().chain(&characters).take(number_of_side).cloned().collect();
        Manuscript {
            title, bylines, rating, warnings, categories, fandoms, relationships, characters, additional, side, gifts, relations,
            ..Manuscript::default()
        }
    }
}

prop_compose! {
    fn story_with(draw: Draw)(
        tagged in tagged(), summary in draw(Place::Summary), notes in draw(Place::Notes), end_notes in draw(Place::Notes),
        language in select(LANGUAGES), series in vec(series(), 0..3), collections in vec(name(), 0..2),
        published in option::of(day()), updated in option::of(day()), expected_chapters in option::of(1_u32..5),
        permissions in permissions(), extra in vec((name(), name()), 0..2), chapters in vec(chapter(draw), 1..4),
    ) -> Manuscript {
        let expected_chapters = expected_chapters.filter(|expected| *expected as usize >= chapters.len());
        Manuscript {
            summary, notes, end_notes, language: language.to_owned(), series, collections, published, updated, expected_chapters,
            permissions, extra, chapters, ..tagged
        }
    }
}

/// Any story.
pub(super) fn story() -> impl Strategy<Value = Manuscript> {
    story_with(any_prose)
}

/// Any story that readers take: those without a single word they refuse.
pub(super) fn wordy() -> impl Strategy<Value = Manuscript> {
    story().prop_filter("a story holds words", |story| story.words() > 0)
}

/// A story whose prose is such that plain text can carry it.
pub(super) fn plain() -> impl Strategy<Value = Manuscript> {
    story_with(plain_prose).prop_filter("a story holds words", |story| story.words() > 0)
}
