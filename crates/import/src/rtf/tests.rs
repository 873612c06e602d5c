//! Small RTF files, written here, and what is read from them.

use std::time::{Duration, Instant};

use manuscript::Trouble;
use proptest::prelude::*;

use super::*;

fn arrival(rtf: &[u8]) -> Arrival {
    let arrival = read(&Input { name: "ferry.rtf", bytes: rtf }).unwrap();
    assert_eq!(arrival.account.difference(), 0, "{arrival:#?}");
    arrival
}

/// The story in the body of a file, which begins with a sentence of its own.
fn body(rtf: &[u8]) -> String {
    let whole = [b"{\\rtf1\\ansi\\ansicpg1252\\deff0 Rain.\\par ", rtf, b"}"].concat();
    let arrival = arrival(&whole);
    let html = arrival.manuscript.chapters[0].body.html();
    html.strip_prefix("<p>Rain.</p>").unwrap_or(html).to_owned()
}

fn troubles(arrival: &Arrival) -> Vec<(Trouble, &str, u64)> {
    arrival.manuscript.complaints.iter().map(|c| (c.trouble, c.what.as_str(), c.letters)).collect()
}

#[test]
fn characters_come_from_bytes_words_and_unicode() {
    let cases: &[(&[u8], &str)] = &[
        (b"Caf\\'e9 \\u8220?quoted\\u8221?", "Café “quoted”"),
        (b"\\u-10179?\\u-8704?", "😀"),
        (b"\\uc2\\u12354\\'82\\'a0!", "あ!"),
        (b"\\uc0\\u233 x", "éx"),
        (b"\\u8212\\emdash x", "—x"),
        (b"{\\uc3\\u233abc}\\u233?d", "ééd"),
        (b"\\u128512?x", "😀x"),
        (b"a\\emdash b\\endash\\lquote c\\rquote\\ldblquote\\rdblquote\\bullet", "a—b–‘c’“”•"),
        (b"a\\~b\\_c\\-d\\{\\}\\\\", "a\u{a0}b\u{2011}c\u{ad}d{}\\"),
        (b"a\r\nb\\tab c", "ab c"),
        (b"caf\xe9", "café"),
    ];
    for (rtf, expected) in cases {
        let decoded = body(rtf).replace("&#160;", "\u{a0}").replace("&nbsp;", "\u{a0}");
        assert_eq!(decoded, format!("<p>{expected}</p>"), "{}", String::from_utf8_lossy(rtf));
    }
}

#[test]
fn each_font_has_its_charset() {
    let file = b"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}{\\f1\\fcharset204 Arial Cyr;}\
        {\\f2\\fcharset128 MS Mincho;}{\\f3\\fcharset134 SimSun;}{\\f4\\fcharset2 Wingdings;}{\\f5\\cpg1250 Arial CE;}}\
        caf\\'e9 {\\f1 \\'ef\\'f0\\'e8} {\\f2 \\'82\\'a0\\'83A\\'83\\\\} {\\f3 \\'c4\\'e3} {\\f4 J\\u-3872?} {\\f5 \\'e8}}";
    let story = arrival(file).manuscript;
    assert_eq!(story.chapters[0].body.html(), "<p>café при あアソ 你 ☺→ č</p>");
}

#[test]
fn looks_last_until_they_are_switched_off_or_their_group_ends() {
    let cases: &[(&[u8], &str)] = &[
        (b"a{\\b b{\\i c}}d", "a<strong>b<em>c</em></strong>d"),
        (b"\\i a\\i0 b", "<em>a</em>b"),
        (b"\\b\\i a\\plain b", "<strong><em>a</em></strong>b"),
        (b"\\ul a\\ulnone b\\uldb c\\ul0 d", "<u>a</u>b<u>c</u>d"),
        (b"\\strike a\\strike0{\\super 2}{\\sub 3}", "<s>a</s><sup>2</sup><sub>3</sub>"),
        (b"\\super a\\nosupersub b", "<sup>a</sup>b"),
    ];
    for (rtf, expected) in cases {
        assert_eq!(body(rtf), format!("<p>{expected}</p>"), "{}", String::from_utf8_lossy(rtf));
    }
}

#[test]
fn sizes_and_colours_are_named_but_for_those_of_styles_and_of_ordinary_text() {
    let file = b"{\\rtf1{\\colortbl;\\red0\\green0\\blue0;\\red255\\green0\\blue0;}\
        {\\stylesheet{\\s0\\fs22 Normal;}{\\s1\\fs40\\cf2 heading 1;}{\\s2\\fs16 Small;}}\
        \\pard\\s1\\fs40\\cf2 Rain\\par\\pard\\plain\\fs22\\cf1 It rained all d\\'e4y {\\fs48 v\\'e4ry} {\\cf2 red} and\\cf0  black.\\par\
        {\\fs48 Much}\\par\\pard\\s2\\fs16 Small.}";
    assert_eq!(troubles(&arrival(file)), [(Trouble::Changed, "font size", 0), (Trouble::Changed, "colour", 0)]);
    let times = |arrival: &Arrival| arrival.manuscript.complaints.iter().map(|it| it.times).collect::<Vec<_>>();
    assert_eq!(times(&arrival(file)), [2, 1]);
}

#[test]
fn paragraphs_keep_their_shape_until_pard() {
    let html = body(b"\\qc a\\line b\\par c\\par\\pard d\\par\\rtlpar e");
    assert_eq!(html, "<p align=\"center\">a<br />b</p><p align=\"center\">c</p><p>d</p><p dir=\"rtl\">e</p>");
}

#[test]
fn tables_and_lists_keep_their_form() {
    let table = b"\\trowd\\intbl a\\cell b\\cell\\row\\trowd\\intbl c\\cell\\i d\\i0\\cell\\row\\pard after";
    assert_eq!(
        body(table),
        "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td><em>d</em></td></tr></tbody></table><p>after</p>"
    );
    let list = b"{\\listtext 1.\\tab}one\\par{\\listtext 2.\\tab}two\\par\\pard{\\pntext\\'b7\\tab}dot\\par\\pard end";
    assert_eq!(body(list), "<ol><li>one</li><li>two</li></ol><ul><li>dot</li></ul><p>end</p>");
}

#[test]
fn footnotes_stand_behind_the_text() {
    let html = body(b"Tea{\\super\\chftn}{\\footnote\\pard\\plain{\\super\\chftn} Oolong.}, he said.");
    let (text, notes) = manuscript::footnotes::split(&html);
    assert!(text.starts_with("<p>Tea<a ") && text.ends_with(", he said.</p>"), "{html}");
    assert!(notes.len() == 1 && notes[0].html.contains("Oolong."), "{html}");
}

#[test]
fn headings_come_from_styles_and_outline_levels() {
    let file = b"{\\rtf1{\\stylesheet{\\s0 Normal;}{\\s1\\b heading 1;}{\\s5 Title;}{\\*\\cs9 Strong;}}\
        \\pard\\s5\\b The Ferry\\par\\pard\\s1\\b Rain\\par\\pard\\plain It rained.\\par\
        \\pard\\outlinelevel0 Chapter 2: Sun\\par\\pard It stopped.}";
    let story = arrival(file).manuscript;
    assert_eq!(story.title, "The Ferry");
    let chapters: Vec<_> = story.chapters.iter().map(|c| (c.title.as_str(), c.body.html())).collect();
    assert_eq!(chapters, [("Rain", "<p>It rained.</p>"), ("Sun", "<p>It stopped.</p>")]);
}

#[test]
fn properties_are_read_and_the_author_is_only_proposed() {
    let story =
        arrival(b"{\\rtf1{\\info{\\title The F\\'eary}{\\author Real Name}{\\creatim\\yr2009}}Rain.}").manuscript;
    assert_eq!(story.title, "The Fêry");
    assert_eq!(story.proposals[0].value, "Real Name");
    assert!(story.bylines.is_empty());
}

#[test]
fn tables_of_the_file_and_unknown_destinations_are_no_text() {
    let hidden: &[&[u8]] = &[
        b"{\\colortbl;\\red0;}",
        b"{\\*\\generator Word;}",
        b"{\\*\\unknown{\\b text}}",
        b"{\\pict\\wmetafile8 0011aabb}",
        b"{\\pict\\bin4 }{\\x}",
        b"{\\*\\bkmkstart here}",
        b"{\\object{\\*\\objdata 00ff}}",
        b"{\\xe index}",
    ];
    for rtf in hidden {
        assert_eq!(body(&[rtf, &b"x"[..]].concat()), "<p>x</p>", "{}", String::from_utf8_lossy(rtf));
    }
}

#[test]
fn fields_give_their_result() {
    let field = b"{\\field{\\*\\fldinst{HYPERLINK \"https://example.org/\"}}{\\fldrslt{\\ul there}}} on";
    assert_eq!(body(field), "<p><a href=\"https://example.org/\" rel=\"nofollow\"><u>there</u></a> on</p>");
    assert_eq!(body(b"{\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}"), "<p>7</p>");
}

#[test]
fn text_boxes_are_kept_behind_their_paragraph() {
    assert_eq!(
        body(b"a{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt boxed\\par}}}b\\par"),
        "<p>ab</p><p>boxed</p>"
    );
}

#[test]
fn what_is_hidden_deleted_or_beside_the_text_is_named() {
    let story = arrival(
        b"{\\rtf1{\\header ana / Ferry\\par}It {\\v secret}came{\\deleted went}.{\\*\\annotation{\\*\\atnid x}Too short?}}",
    );
    assert_eq!(story.manuscript.chapters[0].body.html(), "<p>It came.</p>");
    assert_eq!(
        troubles(&story),
        [
            (Trouble::Dropped, "page header or footer", 8),
            (Trouble::Dropped, "hidden text", 6),
            (Trouble::Dropped, "deleted text (tracked change)", 4),
            (Trouble::Dropped, "comment in the margin", 8),
        ]
    );
}

#[test]
fn a_file_that_breaks_off_is_read_as_far_as_it_goes() {
    let story = arrival(b"{\\rtf1 It rained.\\par{\\i And then");
    assert_eq!(story.manuscript.chapters[0].body.html(), "<p>It rained.</p><p><em>And then</em></p>");
    assert_eq!(troubles(&story), [(Trouble::Damaged, "file that breaks off", 0)]);
}

#[test]
fn what_stands_behind_the_last_group_is_nothing() {
    assert_eq!(arrival(b"{\\rtf1 Rain.}\0\0}}junk").manuscript.chapters[0].body.html(), "<p>Rain.</p>");
}

#[test]
fn deep_nesting_is_cheap_and_loses_no_text() {
    let mut file = b"{\\rtf1 Rain ".to_vec();
    file.extend(b"{\\i ".repeat(10_000));
    file.extend(b"deep");
    file.extend(b"}".repeat(10_000));
    file.extend(b" after}");
    let before = Instant::now();
    let html = arrival(&file).manuscript.chapters[0].body.html().to_owned();
    assert!(before.elapsed() < Duration::from_secs(2));
    assert_eq!(html, "<p>Rain <em>deep</em> after</p>");
}

#[test]
fn what_is_no_rtf_is_damaged() {
    assert!(matches!(read(&Input { name: "a.rtf", bytes: b"Rain." }), Err(Refusal::Damaged(_))));
    assert!(matches!(read(&Input { name: "a.rtf", bytes: b"{\\rtf1}" }), Err(Refusal::NoStory(_))));
}

proptest! {
    #[test]
    fn no_letter_is_lost(
        pieces in proptest::collection::vec(
            prop_oneof![
                "[a-c ]{1,5}",
                prop::sample::select(vec![
                    "{", "}", "\\b ", "\\i0 ", "\\par ", "\\pard ", "\\line ", "\\cell ", "\\row ", "\\intbl ", "\\page ",
                    "\\u233?", "\\'e9", "{\\footnote ", "{\\*\\x ", "{\\shptxt ", "{\\v ", "\\plain ", "\\s1 ", "{\\header ",
                    "\\outlinelevel0 ", "{\\listtext 1}", "\\qc ", "{\\field{\\*\\fldinst x}{\\fldrslt ",
                ]).prop_map(str::to_owned),
            ],
            0..40,
        )
    ) {
        let file = format!("{{\\rtf1{{\\stylesheet{{\\s1 heading 1;}}}}{}", pieces.concat());
        match read(&Input { name: "a.rtf", bytes: file.as_bytes() }) {
            Ok(arrival) => prop_assert_eq!(arrival.account.difference(), 0, "{}\n{:#?}", file, arrival),
            Err(refusal) => prop_assert!(matches!(refusal, Refusal::NoStory(_)), "{}", refusal),
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let file = [b"{\\rtf1 ", bytes.as_slice()].concat();
        let _ = read(&Input { name: "a.rtf", bytes: &file });
    }
}

#[test]
fn what_stands_in_one_group_with_a_note_takes_nothing_of_the_story_away() {
    for group in ["\\footnote One.\\footnote Two.", "\\footnote One.\\fldrslt Two.", "\\fldrslt One.\\footnote Two."] {
        let file =
            format!("{{\\rtf1 Rain.{{\\field{{\\*\\fldinst HYPERLINK \"https://x.example/\"}}}}{{{group}}} Wind.}}");
        let story = arrival(file.as_bytes()).manuscript;
        let text = manuscript::plain_text(story.chapters[0].body.html());
        for word in ["Rain.", "One.", "Two.", "Wind."] {
            assert!(text.contains(word), "{group}: {text}");
        }
    }
}
