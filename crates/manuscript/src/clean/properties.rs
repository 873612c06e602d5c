//! What the cleaner promises of every text, tried on soup of tags.

use proptest::prelude::*;

use super::*;
use crate::{letters, letters_of_html};

const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "audio",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "form",
    "h1",
    "h3",
    "hr",
    "i",
    "img",
    "input",
    "li",
    "nobr",
    "o:p",
    "ol",
    "option",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "sub",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "video",
    "zzz",
];

const ATTRIBUTES: &[&str] = &[
    "",
    "",
    "",
    " href=\"/x\"",
    " href='javascript:alert(1)'",
    " name=n",
    " class=\"fs-chat x\"",
    " style=\"font-weight:700\"",
    " style=\"font-weight:normal;color:red\"",
    " style='text-align:center'",
    " title=\"a&lt;b&quot; &amp;\nc\"",
    " onclick=alert(1)",
    " src=\"https://x.example/i\"",
    " align=right",
    " dir=rtl lang=ar",
    " open",
    " data-mark=\"***\"",
    " id=fn1",
    " width=1 width=2",
];

const TEXTS: &[&str] = &[
    "word",
    "two words",
    " ",
    "\n",
    "\n\n",
    "\r\n\r\n\r\n",
    "***",
    "oOo",
    "...",
    "&amp;",
    "&lt;b&gt;",
    "&nbsp;",
    "&eacute",
    "<3",
    "< ",
    "&",
    "مرحبا",
    "\u{200D}",
    "日本",
    "a--b",
    "\t",
    "&#8220;",
    ">",
    "\"",
    "'",
    "\u{1}",
    "&#1;",
    "é\u{301}",
    "]]>",
    "--",
    "\u{A0}",
];

/// A piece of soup and how many visible letters are in it.
fn piece() -> impl Strategy<Value = (String, u64)> {
    prop_oneof![
        4 => prop::sample::select(TEXTS).prop_map(|text| {
            let shown = entities::decode(text).into_owned();
            (text.to_owned(), letters(&shown))
        }),
        4 => (prop::sample::select(TAGS), prop::sample::select(ATTRIBUTES)).prop_map(|(tag, attribute)| (format!("<{tag}{attribute}>"), 0)),
        3 => prop::sample::select(TAGS).prop_map(|tag| (format!("</{tag}>"), 0)),
        1 => prop::sample::select(&[
            ("<br><br>", 0), ("<br/>\n<br>", 0), ("<!-- - -->", 0), ("<script>-</script>", 0), ("<style>.</style>", 0),
            ("<title>abc</title>", 3), ("<p style=display:none>abc</p>", 3), ("<noscript><p>ab</noscript>", 2), ("<svg><circle/></svg>", 0),
            ("<iframe src=https://evil.example>ab</iframe>", 2), ("<iframe src='http://youtube.com/embed/1'></iframe>", 0),
            ("<embed src=//www.youtube.com/v/1 allowscriptaccess=always>", 0), ("<embed src=https://evil.example/>", 0),
            ("<object data=http://vimeo.com/1>", 0), ("<object>", 0), ("</object>", 0), ("<param>", 0),
            ("<object><param name=Movie value='http://www.youtube.com/v/1'><embed src=https://evil.example/></object>", 0),
            ("<param name=allowFullScreen value=TRUE>", 0), ("<param name=src value=https://archive.org/embed/x>", 0),
            ("<img alt=abc src=http://x.example/>", 3), ("<img alt=abc src=x>", 3), ("<![if x]>", 0), ("<textarea>ab</textarea>", 2),
        ][..]).prop_map(|(text, letters)| (text.to_owned(), letters)),
    ]
}

fn soup() -> impl Strategy<Value = (String, u64)> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| {
        let letters = pieces.iter().map(|(_, letters)| letters).sum();
        (pieces.into_iter().map(|(text, _)| text).collect(), letters)
    })
}

fn place() -> impl Strategy<Value = Place> {
    prop::sample::select(&[Place::Body, Place::Notes, Place::Summary][..])
}

fn newlines() -> impl Strategy<Value = Newlines> {
    prop::sample::select(&[Newlines::Breaks, Newlines::Space][..])
}

fn html(source: &str, place: Place, newlines: Newlines) -> String {
    clean(source, place, newlines, &mut Vec::new()).html().to_owned()
}

/// Whether every tag is closed in order and nothing is escaped but with XML's own names.
fn is_well_formed(html: &str) -> bool {
    let mut open = Vec::new();
    for piece in html.split('<').skip(1) {
        let Some((tag, text)) = piece.split_once('>') else { return false };
        let entities = ["amp;", "lt;", "gt;", "quot;"];
        if !text.split('&').skip(1).all(|rest| entities.iter().any(|name| rest.starts_with(name))) {
            return false;
        }
        match tag.strip_prefix('/') {
            Some(name) if open.pop() != Some(name) => return false,
            None if !tag.ends_with(" /") => open.push(tag.split(' ').next().unwrap_or_default()),
            _ => {}
        }
    }
    open.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cleaning_again_changes_no_byte((source, _) in soup(), place in place(), first in newlines(), second in newlines()) {
        let once = html(&source, place, first);
        prop_assert_eq!(html(&once, place, second), once);
    }

    #[test]
    fn every_letter_is_kept_or_named((source, letters) in soup(), place in place(), newlines in newlines()) {
        let mut complaints = Vec::new();
        let prose = clean(&source, place, newlines, &mut complaints);
        let named: u64 = complaints.iter().map(|complaint| complaint.letters).sum();
        prop_assert_eq!(letters_of_html(prose.html()) + named, letters, "{} {:?}", prose.html(), complaints);
    }

    #[test]
    fn the_result_is_well_formed_and_agreed((source, _) in soup(), place in place(), newlines in newlines()) {
        let mut complaints = Vec::new();
        let prose = clean(&source, place, newlines, &mut complaints);
        prop_assert!(is_well_formed(prose.html()), "{}", prose.html());
        prop_assert!(complaints.iter().all(|complaint| !complaint.what.starts_with("markup that no two")));
        let scripts = ["<script", "javascript:", " onclick", " style=", "<svg", "<!--"];
        prop_assert!(scripts.iter().all(|script| !prose.html().contains(script)), "{}", prose.html());
    }

    #[test]
    fn no_text_makes_it_stumble(source in "\\PC*", place in place(), newlines in newlines()) {
        let once = html(&source, place, newlines);
        prop_assert_eq!(html(&once, place, newlines), once);
    }
}
