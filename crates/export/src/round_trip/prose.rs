//! Prose of every kind that the cleaner lets through, drawn at random.
//!
//! Half of it is a story with markup as people use it; the other half is a soup of tags that the cleaner has made sense
//! of. The words are chosen to be mistaken: for marks of Markdown, for labels of a header, for damage of a charset.

use manuscript::{Newlines, Place, Prose, clean};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces of markup between which random words stand; the first is none.
const FRAMES: &[Around] = &[
    ("", ""),
    ("<em>", "</em>"),
    ("<strong>", "</strong>"),
    ("<em><strong>", "</strong></em>"),
    ("<em>x <strong>", "</strong></em>"),
    ("<strong>", " <em>x</em></strong>"),
    ("“<em>", "</em>”"),
    ("<em>“", "!”</em>"),
    ("un<em>", "</em>ly"),
    ("*<em>", "</em>*"),
    ("<em>a</em><em>", "</em>"),
    ("<em>a</em><strong>", "</strong>"),
    ("<i>", "</i>"),
    ("<tt>", "</tt>"),
    ("<strike>", "</strike>"),
    ("<del>", "</del>"),
    ("<a href=\"https://x.example/a?b=1&amp;c=2\">", "</a>"),
    ("<a href=\"https://x.example/(a)_b*c\" title=\"x &quot;y&quot; ](z)\">", "</a>"),
    ("<a href=\"/works/8\">", "</a>"),
    ("<a href=\"page.html#x\">", "</a>"),
    ("<a name=\"x\">", "</a>"),
    ("<span class=\"loud\" lang=\"fr\">", "</span>"),
    ("<span title=\"`tick` \\ * _ [^1]: # &lt;b&gt;\">", "</span>"),
    ("<span dir=\"rtl\" lang=\"ar\">", "</span>"),
    ("<br />", "<br />"),
    ("x<br />", ""),
    ("<em>x<br />", "</em>"),
    ("<ruby>漢<rt>", "</rt></ruby>"),
    ("<ruby>漢<rp>(</rp><rt>", "</rt><rp>)</rp></ruby>"),
    ("<img src=\"https://x.example/a.png\" alt=\"A cat\" />", ""),
    ("<img src=\"https://x.example/a.png\" alt=\"\" />", ""),
    ("<audio src=\"https://x.example/a.mp3\">", "</audio>"),
    ("<video src=\"https://x.example/a.mp4\"></video>", ""),
    ("<iframe src=\"https://www.youtube.com/embed/x\"></iframe>", ""),
    ("<embed src=\"https://archive.org/embed/x\" />", ""),
    ("<object><param name=\"movie\" value=\"https://www.youtube.com/v/x?a=b&amp;c=d\" />", "</object>"),
    ("<sup>", "</sup>"),
    ("<q>", "</q>"),
];

/// Blocks around lines.
const BLOCKS: &[Around] = &[
    ("<p>", "</p>"),
    ("<p>", "</p>"),
    ("<p>", "</p><p>* * *</p>"),
    ("<p>", "</p><p>~*~*~</p>"),
    ("<p>", "</p><p>----------</p>"),
    ("<p>", "</p><hr data-mark=\"oOo\" />"),
    ("<p>", "</p><hr />"),
    ("<p>", "</p><hr width=\"50%\" />"),
    ("<p>", "</p><p>&nbsp;</p>"),
    ("<p align=\"center\">", "</p>"),
    ("<p dir=\"rtl\">", "</p>"),
    ("<center>", "</center>"),
    ("<h1>", "</h1>"),
    ("<h2>", "</h2>"),
    ("<h3>", "</h3>"),
    ("<h6>", " #</h6>"),
    ("<h4 class=\"loud\">", "</h4>"),
    ("<blockquote><p>", "</p></blockquote>"),
    ("<blockquote><p>", "</p><blockquote><p>deep</p></blockquote><p>* * *</p></blockquote>"),
    ("<blockquote cite=\"https://x.example/\"><p>", "</p></blockquote>"),
    ("<ul><li>", "</li><li>two</li></ul>"),
    ("<ul><li>", "<ol><li>inner</li></ol></li><li><p>two</p><p>three</p></li></ul>"),
    ("<ol start=\"3\"><li><p>", "</p></li></ol>"),
    ("<ol><li>", "</li><li>two</li></ol>"),
    ("<dl><dt>x</dt><dd>", "</dd></dl>"),
    ("<details open><summary>s</summary>", "</details>"),
    ("<table border=\"1\"><tr><td colspan=\"2\">", "</td></tr></table>"),
    (
        "<table><caption>c</caption><thead><tr><th>a</th></tr></thead><tbody><tr><td><p>",
        "</p><p>b</p></td></tr></tbody></table>",
    ),
    ("<pre>", "\n\n\n  end</pre>"),
    ("<pre>\n# ", "\n# no heading\n\n    x\n:::\n```\n---\n- x\n&lt;!-- x\n</pre>"),
    ("<pre>x\n\n\nChapter 2\n\n<em>", "</em>\n<b>y</b></pre>"),
    ("<pre><code>", "\n\tx\n</code></pre>"),
    ("<blockquote><pre>", "\n\n\nx</pre></blockquote>"),
    ("<div class=\"fs-chat\"><p><span class=\"fs-who\">ana</span> ", "</p></div>"),
    ("<div class=\"fs-letter\"><p class=\"fs-when\">x</p><p>", "</p></div>"),
    (
        "<p>x<a class=\"fs-noteref\" href=\"#fn1\" id=\"fnref1\">1</a></p><ol class=\"fs-notes\"><li class=\"fs-note-text\" id=\"fn1\"><p>",
        "</p></li></ol>",
    ),
    ("<figure><img src=\"https://x.example/a.png\" alt=\"x\" /><figcaption>", "</figcaption></figure>"),
    ("<address>", "</address>"),
    ("<div><div><p>", "</p></div></div>"),
];

/// Words that some reader could take for something else.
const TRICKY: &[&str] = &[
    "- not an item",
    "-",
    "1. nor this",
    "1) one",
    "1234567890. x",
    "# no heading",
    "#",
    "## nor this",
    "a #",
    "::: summary",
    ":::",
    "*stars*",
    "**two**",
    "*",
    "***",
    "_under_",
    "under_score_s",
    "¯\\_(ツ)_/¯",
    "[link](x)",
    "![x](y)",
    "[^1]",
    "[^1]: a note",
    "[x]: https://x.example",
    "a &amp; b",
    "&amp;amp;",
    "&amp;#35;",
    "&lt;b&gt;",
    "&lt;!--",
    "--&gt;",
    "&lt;p&gt;&lt;/p&gt;",
    "`tick`",
    "```",
    "~~~",
    "---",
    "===",
    "=",
    "----------",
    "http://x.example/y_z_",
    "ana@x.example",
    "Chapter 1",
    "Chapter 2: Trap",
    "Summary:",
    "Notes:",
    "End Notes:",
    "Date: 2020-01-02",
    "Author: bo",
    "Title: no",
    "~~gone~~",
    "a | b",
    "| x |",
    "x\u{a0}y",
    "\u{a0}x\u{a0}",
    "&nbsp;",
    "ゴジラ",
    "日本。",
    "مرحبا",
    "\u{200f}שלום",
    "“quoted”",
    "‘No,’",
    "—",
    "...",
    "?!",
    "\"",
    "'",
    "+ plus",
    "+",
    "&gt; quote",
    "&gt;",
    "= equals",
    "\\",
    "\\\\",
    "x\\",
    "\\*",
    "e\u{301}",
    "\u{301}",
    "zero\u{200d}width",
    "\u{200b}",
    "\u{2028}",
    "\u{feff}x",
    "x\u{85}y",
    "\u{3000}x",
    "👩\u{200d}👩\u{200d}👧",
    "🖤",
    "Ã©â€™",
    "don?t can?t won?t",
    "=C3=A9 =20 =3D",
    "$x^2$",
    "$",
    "%",
    "{x}",
    "//x//",
    "/x/",
    "    four spaces",
];

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-z]{1,9}( [A-Za-z]{1,9}){0,5}[.!?]?",
        3 => select(TRICKY).prop_map(str::to_owned),
        1 => "[ -~]{1,12}".prop_map(|text| text.replace('&', "&amp;").replace('<', "&lt;")),
        1 => "\\PC{1,8}".prop_map(|text| text.replace('&', "&amp;").replace('<', "&lt;")),
    ]
}

type Around = (&'static str, &'static str);

fn line(frames: &'static [Around]) -> impl Strategy<Value = String> {
    let between = select(&[" ", " ", " ", "", "<br />"]);
    vec((words(), select(frames), between), 1..4).prop_map(|parts| {
        parts
            .iter()
            .map(|(text, (open, close), between)| format!("{open}{text}{close}{between}"))
            .collect::<Vec<_>>()
            .concat()
    })
}

fn story(frames: &'static [Around], blocks: &'static [Around]) -> impl Strategy<Value = String> {
    vec((line(frames), select(blocks)), 0..4).prop_map(|blocks| {
        blocks.iter().map(|(line, (open, close))| format!("{open}{line}{close}")).collect::<Vec<_>>().concat()
    })
}

/// Markup inside a line that plain text can say as well.
const PLAIN_FRAMES: &[Around] = &[
    ("", ""),
    ("", ""),
    ("<em>", "</em>"),
    ("<strong>", "</strong>"),
    ("<em><strong>", "</strong></em>"),
    ("<strong>x <em>", "</em></strong>"),
    ("“<em>", "!</em>”"),
    ("un<em>", "</em>ly"),
    ("*<em>", "</em>_"),
    ("<em>a</em><em>", "</em>"),
    ("<em>a</em><strong>", "</strong>*"),
    ("<em>x<br />", "</em>"),
    ("<br />", "<br /><br />x"),
];

/// Blocks that plain text can say as well.
const PLAIN_BLOCKS: &[Around] = &[
    ("<p>", "</p>"),
    ("<p>", "</p>"),
    ("<p>", "</p><p>* * *</p>"),
    ("<p>", "</p><p>~*~*~</p>"),
    ("<p>", "</p><p>----------</p>"),
    ("<p>", "</p><p>\\/\\/\\</p>"),
    ("<p>", "</p><p>&gt; &gt; &gt;</p>"),
    ("<p>", "</p><hr data-mark=\"oOo\" />"),
    ("<p>", "</p><hr data-mark=\"----------\" />"),
    ("<p>", "</p><hr data-mark=\"\\/\\/\\\" /><hr data-mark=\"***\" />"),
    ("<p>", "</p><p>&nbsp;</p>"),
    ("<blockquote><p>", "</p></blockquote>"),
    (
        "<blockquote><p>",
        "</p><blockquote><p>deep</p></blockquote><p>* * *</p></blockquote><blockquote><p>x</p></blockquote>",
    ),
    ("<p>", "</p><pre>x\n\n\n  &lt;_end_&gt;</pre>"),
    ("<p>", "</p><pre>\n# x\n\n\nChapter 2\n\n> | \n</pre>"),
    ("<blockquote><pre>x\n|\n</pre><p>", "</p></blockquote>"),
];

const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "audio",
    "b",
    "blockquote",
    "br",
    "caption",
    "center",
    "code",
    "col",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h5",
    "hr",
    "iframe",
    "img",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "source",
    "span",
    "strong",
    "summary",
    "table",
    "td",
    "tfoot",
    "th",
    "tr",
    "u",
    "ul",
    "video",
];

const ATTRIBUTES: &[&str] = &[
    "",
    "",
    "",
    " href=\"/x\"",
    " href=\"#fn2\" class=fs-noteref",
    " name=n",
    " class=\"fs-chat x\"",
    " style=\"text-align:center\"",
    " title=\"a&lt;b&quot; &amp;\nc `\"",
    " src=\"https://x.example/i\" alt='[x](y) *z*'",
    " src=\"https://www.youtube.com/embed/x\"",
    " align=right",
    " dir=rtl lang=ar",
    " open start=3",
    " data-mark=\"***\"",
    " id=fn2",
    " width=1",
];

/// Tags and texts without any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => words(),
        1 => select(&[" ", "\n", "\n\n", "\n# ", "\n    "][..]).prop_map(str::to_owned),
        4 => (select(TAGS), select(ATTRIBUTES)).prop_map(|(tag, attribute)| format!("<{tag}{attribute}>")),
        3 => select(TAGS).prop_map(|tag| format!("</{tag}>")),
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Any prose.
pub(super) fn any_prose(place: Place) -> BoxedStrategy<Prose> {
    prop_oneof![2 => story(FRAMES, BLOCKS), 1 => soup()].prop_map(move |html| cleaned(&html, place)).boxed()
}

/// Prose of which plain text can carry everything.
pub(super) fn plain_prose(place: Place) -> BoxedStrategy<Prose> {
    story(PLAIN_FRAMES, PLAIN_BLOCKS).prop_map(move |html| cleaned(&html, place)).boxed()
}

fn cleaned(html: &str, place: Place) -> Prose {
    clean(html, place, Newlines::Space, &mut Vec::new())
}
