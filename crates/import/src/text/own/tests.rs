//! A file as Foolscap writes it, and inside out.

use manuscript::{Category, Permission, Rating, Relation, RelationKind, Warning};

use crate::{Arrival, Input, text};

const FILE: &str = "\
Title: Jam (1/2) & Toast
Authors: Ann and Bo, Cy (cy_c), Anonymous ()
Rating: Teen And Up Audiences
Archive Warnings: Major Character Death, Underage Sex
Category: F/F
Fandom: Holmes; or, Jam
Fandom: Alice
Language: Português brasileiro (pt-BR)
Series: Part 2 of X; Y
Series: Part ? of Part 1
Permissions: bind as a book: yes; podfic: ask first
Beta: bo
For: bea, the first
For: The Club
Inspired by: Fog by Night
  by wren (w), kim
  at https://example.org/works/12
A podfic of: Rain
Translation available: Brume
  in fr
Extra: Title
  Toast
Published: 2020-01-02
Chapters: 2/?
Source: https://example.org/works/7
Foolscap: 1
Summary:
  One
  line.

  Two *strong*.
Notes:
  Hi.

   \\*\\*\\*
----------


Chapter 1: Fog: a start

Author: bo
Date: 2020-01-02
Notes:
  Before.

The _fog_ came \\_down\\_.
A break.
 
Two.

* * *

 Chapter 2

> “No.”
>
> > Why?

| code
|
|   more

----------

End Notes:
  After.


Chapter 2

 Date: soon.

----------
End Notes:
  Bye.
";

fn read() -> Arrival {
    text::read(&Input { name: "jam.txt", bytes: FILE.as_bytes() }).expect("a story")
}

#[test]
fn the_title_page_comes_back_exactly() {
    let m = read().manuscript;
    assert_eq!((m.title.as_str(), m.rating, m.expected_chapters), ("Jam (1/2) & Toast", Rating::Teen, None));
    let names: Vec<_> = m.bylines.iter().map(|byline| (byline.name.as_str(), byline.account.as_deref())).collect();
    assert_eq!(names, [("Ann and Bo", None), ("Cy", Some("cy_c")), ("Anonymous", None)]);
    assert_eq!(m.gifts, ["bea, the first", "The Club"]);
    let said = |text: Option<&str>| text.map(str::to_owned);
    let other = |kind, title: &str, byline: &str, url, language| Relation {
        kind,
        title: title.to_owned(),
        byline: byline.to_owned(),
        url: said(url),
        language: said(language),
    };
    assert_eq!(
        m.relations,
        [
            other(
                RelationKind::InspiredBy,
                "Fog by Night",
                "wren (w), kim",
                Some("https://example.org/works/12"),
                None
            ),
            other(RelationKind::PodficOf, "Rain", "", None, None),
            other(RelationKind::Translation, "Brume", "", None, Some("fr")),
        ]
    );
    assert_eq!(m.warnings, [Warning::Death, Warning::Underage]);
    assert_eq!((m.categories.as_slice(), m.language.as_str()), (&[Category::FF][..], "pt-BR"));
    assert_eq!(m.fandoms, ["Holmes; or, Jam", "Alice"]);
    let places: Vec<_> = m.series.iter().map(|place| (place.title.as_str(), place.part)).collect();
    assert_eq!(places, [("X; Y", Some(2)), ("Part 1", None)]);
    assert_eq!((m.permissions.bind, m.permissions.podfic), (Permission::Yes, Permission::Ask));
    assert_eq!(m.extra, [("Beta", "bo"), ("Title", "Toast")].map(|(key, value)| (key.to_owned(), value.to_owned())));
}

#[test]
fn its_texts_come_back_where_they_stood() {
    let Arrival { manuscript: m, account } = read();
    assert_eq!(account.difference(), 0);
    assert_eq!(m.summary.html(), "<p>One<br />line.</p><p>Two <strong>strong</strong>.</p>");
    assert_eq!((m.notes.html(), m.end_notes.html()), ("<p>Hi.</p><p>***</p>", "<p>Bye.</p>"));
    let [first, second] = m.chapters.as_slice() else { panic!("two chapters") };
    assert_eq!((first.title.as_str(), second.title.as_str()), ("Fog: a start", ""));
    assert_eq!((first.published.map(|day| day.to_string()).as_deref(), first.bylines.len()), (Some("2020-01-02"), 1));
    assert_eq!((first.notes.html(), first.end_notes.html()), ("<p>Before.</p>", "<p>After.</p>"));
    let body = "<p>The <em>fog</em> came _down_.<br />A break.<br /><br />Two.</p><hr data-mark=\"* * *\" /><p>Chapter 2</p>\
                <blockquote><p>“No.”</p><blockquote><p>Why?</p></blockquote></blockquote><pre>code\n\n  more</pre><hr data-mark=\"----------\" />";
    assert_eq!(first.body.html(), body);
    assert_eq!(second.body.html(), "<p>Date: soon.</p>");
}

#[test]
fn a_text_without_our_line_is_read_as_anybodys() {
    let text = FILE.replace("Foolscap: 1\n", "");
    let arrival = text::read(&Input { name: "jam.txt", bytes: text.as_bytes() }).expect("a story");
    assert_eq!(arrival.manuscript.provenance.format, "Plain text");
    assert_eq!(arrival.account.difference(), 0);
}

#[test]
fn quotations_without_end_are_cut_off_at_a_depth() {
    let text = format!("Title: Jam\nFoolscap: 1\n----------\n\n{} jam\n", ">".repeat(100_000));
    let arrival = text::read(&Input { name: "jam.txt", bytes: text.as_bytes() }).expect("a story");
    assert_eq!((arrival.account.difference(), arrival.manuscript.words()), (0, 1));
}

#[test]
fn no_letter_of_any_such_text_goes_nowhere() {
    let lines = "(Chapter 1|Chapter 1: x|End Notes:|Notes:|Summary:|Date: 2020-01-02|Author: bo|----------|Fandoms: a, b|> |\\| |  | |\\*|_|\\\\|x|oOo|<i>|\n|\n\n\n){1,40}";
    let texts = proptest::string::string_regex(lines).expect("a pattern");
    proptest::proptest!(|(text in texts)| {
        let text = format!("Title: Jam\nFoolscap: 1\n{text}\nJam.");
        if let Ok(arrival) = text::read(&Input { name: "a.txt", bytes: text.as_bytes() }) {
            assert_eq!(arrival.account.difference(), 0, "{text:?}\n{arrival:#?}");
        }
    });
}

#[test]
fn a_label_that_stands_twice_takes_nothing_away() {
    let text =
        "Title: T\nSummary: One.\nFoolscap: 1\nSummary:\n  Two.\n----------\n\nNotes:\n  A.\nNotes:\n  B.\n\nJam.\n";
    let Arrival { manuscript: m, account } =
        text::read(&Input { name: "jam.txt", bytes: text.as_bytes() }).expect("a story");
    assert_eq!(account.difference(), 0);
    let notes = m.chapters.first().map(|chapter| chapter.notes.html());
    assert_eq!((m.summary.html(), notes), ("<p>One.</p><p>Two.</p>", Some("<p>A.</p><p>B.</p>")));
}
