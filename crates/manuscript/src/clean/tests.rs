//! What the cleaner as a whole promises.

use super::*;

fn cleaned(source: &str, place: Place, newlines: Newlines) -> (String, Vec<Complaint>) {
    let mut complaints = Vec::new();
    let prose = clean(source, place, newlines, &mut complaints);
    (prose.html().to_owned(), complaints)
}

fn body(source: &str) -> String {
    cleaned(source, Place::Body, Newlines::Space).0
}

fn typed(source: &str) -> String {
    cleaned(source, Place::Body, Newlines::Breaks).0
}

fn all(table: &[(&str, &str)], clean: impl Fn(&str) -> String) {
    for (source, expected) in table {
        assert_eq!(clean(source), *expected, "{source}");
        assert_eq!(typed(expected), *expected, "again: {source}");
        assert_eq!(body(expected), *expected, "again: {source}");
    }
}

#[test]
fn line_ends_that_were_typed_become_markup() {
    all(
        &[
            ("a", "<p>a</p>"),
            ("a\nb", "<p>a<br />b</p>"),
            ("a\r\n\r\nb\rc", "<p>a</p><p>b<br />c</p>"),
            ("a\n\n\nb", "<p>a</p><p>\u{A0}</p><p>b</p>"),
            ("a\n\n\n\n\n\nb\n", "<p>a</p><p>\u{A0}</p><p>b</p>"),
            ("\n\n<p>a</p>\n\n\n<p>b</p>\nc", "<p>a</p><p>b</p><p>c</p>"),
            ("<i>a\n\nb</i> c", "<p><i>a</i></p><p><i>b</i> c</p>"),
            ("<i>a\n</i>\nb", "<p><i>a</i></p><p>b</p>"),
            ("<p>a\n\nb</p>", "<p>a b</p>"),
            ("<a href=\"x\">a\n\nb</a>", "<p><a href=\"x\" rel=\"nofollow\">a b</a></p>"),
            ("<ul>\n<li>a\n\nb</li>\n</ul>", "<ul><li>a b</li></ul>"),
            ("<div>a\nb</div>", "<div><p>a<br />b</p></div>"),
            ("<pre>\n\na\n\nb</pre>", "<pre>a\n\nb</pre>"),
            ("<h2>a\nb</h2>\nc", "<h2>a b</h2><p>c</p>"),
        ],
        typed,
    );
}

#[test]
fn line_ends_of_files_are_white_space_but_breaks_count() {
    all(
        &[
            ("a\n\n b", "<p>a b</p>"),
            ("a<br>b", "<p>a<br />b</p>"),
            ("a<br>\n<br/>b", "<p>a</p><p>b</p>"),
            ("a<br><br><br>b<br>", "<p>a</p><p>\u{A0}</p><p>b</p>"),
            ("<p>a<br><br><br>b</p>", "<p>a<br /><br /><br />b</p>"),
            ("<p></p><p> </p><p>a</p><div></div>", "<p>a</p>"),
            ("<p><br></p>", "<p>\u{A0}</p>"),
            ("<p>&nbsp;</p>", "<p>\u{A0}</p>"),
            ("<p>a</p><br><p>b</p>", "<p>a</p><p>b</p>"),
            ("<b>a<p>b</p>c</b>", "<p><b>a</b></p><p><b>b</b></p><p><b>c</b></p>"),
            ("<section>a</section>b", "<p>a</p><p>b</p>"),
            ("<p> a  <b> b</b> <i>c </i>d </p>", "<p>a <b>b</b> <i>c</i> d</p>"),
        ],
        body,
    );
}

#[test]
fn what_is_crosswise_is_nested() {
    all(
        &[
            ("<b><i>a</b>b</i>c", "<p><b><i>a</i></b><i>b</i>c</p>"),
            ("<p><i>a<p>b", "<p><i>a</i></p><p><i>b</i></p>"),
            ("<p><span title=\"t\">a<p>b", "<p><span title=\"t\">a</span></p><p>b</p>"),
            ("<p><p>a</p></p>", "<p>a</p>"),
            ("<p>a<div>b</div>c</p>", "<p>a</p><div><p>b</p></div><p>c</p>"),
            ("<li>a<li>b<p>c", "<ul><li>a</li><li>b<p>c</p></li></ul>"),
            ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
            ("<ul>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
            ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
            ("<table><tr><td>a<td>b</table>", "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"),
            (
                "<table>x<tr>y<td>z</table>",
                "<table><tbody><tr><td>x</td></tr><tr><td>y</td><td>z</td></tr></tbody></table>",
            ),
            (
                "<table><caption>a<col><tfoot><td>b</table>",
                "<table><caption>a</caption><colgroup><col /></colgroup><tfoot><tr><td>b</td></tr></tfoot></table>",
            ),
            ("<td>a<td>b", "<p>a</p><p>b</p>"),
            (
                "<a href=x>a<a href=y>b</a>",
                "<p><a href=\"x\" rel=\"nofollow\">a</a><a href=\"y\" rel=\"nofollow\">b</a></p>",
            ),
            ("<h1>a<h2>b</h1>c", "<h1>a</h1><h2>b</h2><p>c</p>"),
            ("<h1><p>a</p><p>b</p></h1>", "<h1>a<br />b</h1>"),
            ("<ruby>a<rt>b<rt>c</ruby>", "<p><ruby>a<rt>b</rt><rt>c</rt></ruby></p>"),
            ("<b></b><i> </i><a name=n></a>x", "<p><a name=\"n\" rel=\"nofollow\"></a>x</p>"),
            ("</p></div></b>a</br>b", "<p>a<br />b</p>"),
            (
                "<details open><summary>s</summary>t</details>",
                "<details open=\"open\"><summary>s</summary><p>t</p></details>",
            ),
        ],
        body,
    );
}

#[test]
fn scene_breaks_keep_their_marks() {
    all(
        &[
            ("<p>a</p><p align=center>* * *</p><p>b</p>", "<p>a</p><hr data-mark=\"* * *\" /><p>b</p>"),
            ("<p><b>oOo</b></p>", "<hr data-mark=\"oOo\" />"),
            ("&lt;&gt;&lt;&gt;<br><br>a", "<hr data-mark=\"&lt;&gt;&lt;&gt;\" /><p>a</p>"),
            ("<hr>", "<hr />"),
            ("<center>***</center><center>a</center>", "<hr data-mark=\"***\" /><center><p>a</p></center>"),
            ("<hr data-mark=\"Chapter 1\">", "<hr />"),
            ("<p>...</p>", "<p>...</p>"),
        ],
        body,
    );
    assert_eq!(cleaned("***", Place::Notes, Newlines::Breaks).0, "<p>***</p>");
}

#[test]
fn what_office_programs_paste_is_understood() {
    all(
        &[
            (
                "<b style=\"font-weight:normal;\" id=\"docs-internal-guid-1\"><p><span style=\"font-weight:700\">a</span> b</p></b>",
                "<p><strong>a</strong> b</p>",
            ),
            ("<span style='font-style:italic;text-decoration:line-through'>a</span>", "<p><em><s>a</s></em></p>"),
            ("<p style='text-align:center'>a</p>", "<p align=\"center\">a</p>"),
            ("<p class=MsoNormal>a<o:p></o:p></p>", "<p>a</p>"),
            ("<![if !supportLists]><span>· </span><![endif]>a", "<p>· a</p>"),
            ("<font size=4 color=red>a<font>b</font></font>", "<p>ab</p>"),
        ],
        body,
    );
}

#[test]
fn hidden_text_goes_with_a_complaint() {
    let (html, complaints) =
        cleaned("<p>a</p><p style=\"display: none\">stolen <b>from</b> ana<p>b", Place::Body, Newlines::Space);
    assert_eq!(html, "<p>a</p><p>b</p>");
    let [complaint] = complaints.as_slice() else { panic!("{complaints:?}") };
    assert_eq!((complaint.what.as_str(), complaint.letters), ("hidden text", 13));
    assert_eq!(complaint.example, "stolen from ana");
}

#[test]
fn characters_survive_or_are_complained_of() {
    assert_eq!(body("I <3 you & 1 < 2 &lt;3"), "<p>I &lt;3 you &amp; 1 &lt; 2 &lt;3</p>");
    assert_eq!(body("a\u{200D}b\u{2060}\u{200F}\u{A0}c"), "<p>a\u{200D}b\u{2060}\u{200F}\u{A0}c</p>");
    assert_eq!(body("a\0b\u{1}c"), "<p>abc</p>");
    assert_eq!(body("behavior: url(x)"), "<p>behavior: url(x)</p>");
}

#[test]
fn addresses_and_embeds_are_held_to_their_lists() {
    all(
        &[
            ("<a href=\"/works/1\" target=_blank>a</a>", "<p><a href=\"/works/1\" rel=\"nofollow\">a</a></p>"),
            ("<a href=\"java\tscript:alert(1)\">a</a>", "<p>a</p>"),
            ("<img src=cat.png alt=cat>", ""),
            ("<img src=\"http://x.example/c.png\">", "<p><img alt=\"\" src=\"http://x.example/c.png\" /></p>"),
            (
                "<iframe src=\"http://www.youtube.com/embed/1\"></iframe>",
                "<p><iframe src=\"https://www.youtube.com/embed/1\"></iframe></p>",
            ),
            ("<iframe src=\"https://evil.example/\"></iframe>a", "<p>a</p>"),
            (
                "<audio autoplay src=\"https://x.example/a.mp3\">no</audio>",
                "<audio controls=\"controls\" crossorigin=\"anonymous\" preload=\"metadata\" src=\"https://x.example/a.mp3\">no</audio>",
            ),
            ("<q cite=\"ftp://x\">a</q>", "<p><q>a</q></p>"),
            ("<p class=\"a ab 1b -c d_e é\">a</p>", "<p class=\"ab d_e\">a</p>"),
        ],
        body,
    );
    assert_eq!(cleaned("<p class=ab>a</p>", Place::Summary, Newlines::Space).0, "<p>a</p>");
    assert_eq!(cleaned("<video src=\"https://x.example/v\">a</video>", Place::Notes, Newlines::Space).0, "<p>a</p>");
}

#[test]
fn the_classic_attacks_do_nothing() {
    let attacks = [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example/x.js></SCRIPT >",
        "<img src=\"javascript:alert(1)\">",
        "<img src=x onerror=alert(1)>",
        "<img \"\"\"><script>alert(1)</script>\">",
        "<img dynsrc=\"javascript:alert(1)\" lowsrc=\"javascript:alert(1)\">",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"JaVaScRiPt&colon;alert(1)\">x</a>",
        "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
        "<a href=\" &#14; javascript:alert(1)\">x</a>",
        "<a href=\"&#0000106avascript:alert(1)\">x</a>",
        "<a href='vbscript:x'>x</a><a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<body onload=alert(1) background=\"javascript:alert(1)\">x",
        "<bgsound src=\"javascript:alert(1)\"><link rel=stylesheet href=javascript:alert(1)>",
        "<style>@import 'javascript:alert(1)';</style><p style=\"width:expression(alert(1))\">x",
        "<table background=\"javascript:alert(1)\"><td background=\"javascript:alert(1)\">x",
        "<html xmlns:xss><?import namespace=xss implementation=//evil.example/x.htc><xss:xss>x</xss:xss>",
        "<!--#exec cmd=\"/bin/echo '<script>'\"--><x>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=alert(1)&gt;\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
        "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\">",
        "<title><a title=\"</title><img src=x onerror=alert(1)>\">",
        "<iframe src=\"https://youtube.com/embed/1\" srcdoc=\"<script>alert(1)</script>\" onload=alert(1)></iframe>",
        "<iframe><a title=\"</iframe><img src onerror=alert(1)>\">",
        "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
        "<details open ontoggle=alert(1)>x</details>",
        "<video src=https://x.example/v onerror=alert(1) poster=javascript:alert(1)></video>",
        "<plaintext><img src=x onerror=alert(1)>",
        "<a title='\"><img src=x onerror=alert(1)>'>x",
        "<b/onclick=alert(1)//x>x",
        "<<script>alert(1)//<</script>",
        "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    ];
    for attack in attacks {
        for place in [Place::Body, Place::Notes, Place::Summary] {
            let (html, _) = cleaned(attack, place, Newlines::Space);
            for tag in Tokens::new(&html) {
                let Token::Start(tag) = tag else { continue };
                assert!(elements::allowed(&tag.name, place).is_some(), "{attack} -> {html}");
                let is_live = |(name, value): &(_, std::borrow::Cow<str>)| {
                    let name: &std::borrow::Cow<str> = name;
                    name.starts_with("on")
                        || name == "style"
                        || name == "srcdoc"
                        || value.to_lowercase().contains("script:")
                };
                assert!(!tag.attributes.iter().any(is_live), "{attack} -> {html}");
            }
            assert_eq!(cleaned(&html, place, Newlines::Breaks).0, html, "{attack}");
        }
    }
}

#[test]
fn the_deepest_nesting_has_less_than_a_hundred_levels() {
    let deep = [
        "<div>",
        "<ul><li>",
        "<table><tr><td>",
        "<b><i><u>",
        "<blockquote><p><span title=x style=\"font-weight:700;font-style:italic\">",
    ];
    for piece in deep {
        let html = body(&format!("{}x", piece.repeat(5000)));
        let mut depth = (0_i32, 0_i32);
        for token in Tokens::new(&html) {
            match token {
                Token::Start(tag) if !tag.source.ends_with("/>") => depth.0 += 1,
                Token::End(_) => depth.0 -= 1,
                _ => {}
            }
            depth.1 = depth.1.max(depth.0);
        }
        assert!((1..=100).contains(&depth.1), "{piece}: {}", depth.1);
    }
}

#[test]
fn hostile_texts_stay_within_a_multiple_of_their_length() {
    let pieces = [
        "<b>a<p>",
        "<b title=abcdefghijklmnop>a<p>",
        "<i>a<li>",
        "<a href=x>a</p>",
        "<font><b>a<td>",
        "<table><b>",
        "<ruby><rt>a<p>",
        "<p hidden>a",
        "<!--",
        "<a b=\"",
        "<a ",
        "</a ",
        "&",
        "&amp;",
        "<tr>a",
        "*\n\n",
        "<u><small><big>a<p>",
        "<object><param>",
        "<object data=//vimeo.com/1>a",
    ];
    for piece in pieces {
        let source = piece.repeat(60_000 / piece.len());
        let (html, _) = cleaned(&source, Place::Body, Newlines::Breaks);
        assert!(html.len() <= source.len() * 8 + 40_000, "{piece}: {} bytes", html.len());
    }
}
