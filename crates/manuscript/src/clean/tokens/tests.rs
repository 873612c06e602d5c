//! How texts are cut, the broken ones above all.

use super::*;

/// Tokens in a short spelling: `<a b=c>`, `</a>`, `!comment`, `{raw}`, and text as it is.
fn cut(source: &str) -> Vec<String> {
    let spell = |token| match token {
        Token::Text(text) => text.into_owned(),
        Token::Start(tag) => {
            let attributes = tag.attributes.iter().map(|(name, value)| format!(" {name}={value}"));
            format!("<{}{}>", tag.name, attributes.collect::<String>())
        }
        Token::Raw { text, closed } => format!("{{{text}}}{}", if closed { "" } else { "?" }),
        Token::End(name) => format!("</{name}>"),
        Token::Comment(text) => format!("!{text}"),
    };
    Tokens::new(source).map(spell).collect()
}

#[test]
fn whole_markup_is_cut_as_browsers_do() {
    let table: &[(&str, &[&str])] = &[
        ("a<B>b</B >c", &["a", "<b>", "b", "</b>", "c"]),
        ("<a HREF=x title='y z' w=\"&lt;&amp;\" open/>", &["<a href=x title=y z w=<& open=>"]),
        ("<a b = c d=e>", &["<a b=c d=e>"]),
        ("<p/>x<br/>", &["<p>", "x", "<br>"]),
        ("<a a=1 a=2>", &["<a a=1>"]),
        ("<a title='>'>x", &["<a title=>>", "x"]),
        ("x<!-- a - -- > -->y", &["x", "!<!-- a - -- > -->", "y"]),
        ("<!-->x<!--->y<!-- --!>z", &["!<!-->", "x", "!<!--->", "y", "!<!-- --!>", "z"]),
        ("<!DOCTYPE html><?xml ?><![if x]>", &["!<!DOCTYPE html>", "!<?xml ?>", "!<![if x]>"]),
        ("<script>a<b></scriptx></SCRIPT >c", &["<script>", "{a<b></scriptx>}", "c"]),
        ("<title>a&amp;</title>b", &["<title>", "{a&amp;}", "b"]),
        ("<a=\"b\">x", &["<a=\"b\">", "x"]),
    ];
    for (source, expected) in table {
        assert_eq!(cut(source), *expected, "{source}");
    }
}

#[test]
fn what_is_no_markup_is_text() {
    for text in ["1 < 2", "<3", "<", "a<", "</", "</ a", "<>", "< b>", "</3>", "a > b", "<-", "<é>"] {
        assert_eq!(cut(text).concat(), text);
    }
}

#[test]
fn what_never_ends_does_not_swallow_the_story() {
    let table: &[(&str, &[&str])] = &[
        ("a <b", &["a ", "<b"]),
        ("<a href=\"x>text</a> more", &["<a href=x>", "text", "</a>", " more"]),
        ("<!-- a <b>c</b>", &["!<!-- a <b>", "c", "</b>"]),
        ("</b", &["</b"]),
        ("<script>x", &["<script>", "{x}?"]),
        ("<plaintext>a</plaintext>b", &["<plaintext>", "{a</plaintext>b}"]),
    ];
    for (source, expected) in table {
        assert_eq!(cut(source), *expected, "{source}");
    }
}

#[test]
fn attributes_beyond_the_most_are_counted_only() {
    let names: Vec<String> = (0..100).map(|number| format!("a{number}")).collect();
    let source = format!("<a {}>", names.join(" "));
    let Some(Token::Start(tag)) = Tokens::new(&source).next() else { panic!("no tag") };
    assert_eq!((tag.attributes.len(), tag.excess), (MOST_ATTRIBUTES, 36));
}

#[test]
fn nothing_is_read_twice_when_nothing_is_closed() {
    for piece in ["<a ", "<a b=\"", "<a b='<a c=\"", "<!--", "</a ", "<", "<![", "&", "<a b=\">\" "] {
        let source = piece.repeat(100_000);
        let tokens = Tokens::new(&source).count();
        assert!(tokens <= 200_001, "{piece}: {tokens}");
    }
}
