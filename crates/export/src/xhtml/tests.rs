//! Bodies that EPUB forbids, and what is made of them.

use super::*;

fn conformed(html: &str) -> String {
    conform(html, Target::Epub, &Base::of(Some("https://archive.example/works/7"))).into_owned()
}

#[test]
fn a_chapter_that_needs_nothing_is_borrowed() {
    let html = "<p>One <em>two</em> &amp; <a href=\"https://x.example/\" rel=\"nofollow\">three</a>.<br />Four</p><hr data-mark=\"* * *\" />\
                <table><tbody><tr><td colspan=\"2\">x</td></tr></tbody></table><ol><li>y</li></ol>";
    assert!(matches!(conform(html, Target::Epub, &Base::default()), Cow::Borrowed(same) if same == html));
}

#[test]
fn what_html_has_given_up_becomes_modern_and_remembers_what_it_was() {
    for (old, new) in [
        ("<center>x</center>", r#"<div class="fs-center" data-was="&lt;center&gt;">x</div>"#),
        ("<p><tt>x</tt></p>", r#"<p><span class="fs-tt" data-was="&lt;tt&gt;">x</span></p>"#),
        ("<p><strike>x</strike></p>", r#"<p><s class="fs-strike" data-was="&lt;strike&gt;">x</s></p>"#),
        ("<p align=\"center\">x</p>", r#"<p class="fs-center" data-was="&lt;p align=&quot;center&quot;&gt;">x</p>"#),
        ("<hr width=\"50%\" />", r#"<hr data-was="&lt;hr width=&quot;50%&quot; /&gt;" />"#),
    ] {
        assert_eq!(conformed(old), new);
    }
}

#[test]
fn a_picture_becomes_a_link_with_its_words() {
    assert_eq!(
        conformed(r#"<p><img alt="A ship" src="https://x.example/a.png" /></p>"#),
        "<p><a class=\"fs-medium\" href=\"https://x.example/a.png\" \
         data-was=\"&lt;img alt=&quot;A ship&quot; src=&quot;https://x.example/a.png&quot; /&gt;\">[Picture: A ship]</a></p>"
    );
}

#[test]
fn a_picture_inside_a_link_is_words_of_that_link_and_no_link_of_its_own() {
    let picture = r#"<img alt="" src="https://x.example/a.png" />"#;
    let was = "data-was=\"&lt;img alt=&quot;&quot; src=&quot;https://x.example/a.png&quot; /&gt;\"";
    let link = r#"<a href="https://x.example/" rel="nofollow">"#;
    assert_eq!(
        conformed(&format!("<p>{link}<em>{picture}</em>x</a>{picture}</p>")),
        format!(
            "<p>{link}<em><span class=\"fs-medium\" {was}>[Picture]</span></em>x</a>\
             <a class=\"fs-medium\" href=\"https://x.example/a.png\" {was}>[Picture]</a></p>"
        )
    );
}

#[test]
fn a_player_becomes_a_link_to_its_first_source() {
    let html = r#"<video controls="controls"><source src="https://x.example/v.mp4" /></video><p>after</p>"#;
    let out = conformed(html);
    assert!(out.starts_with(r#"<a class="fs-medium" href="https://x.example/v.mp4""#), "{out}");
    assert!(out.ends_with("[Recording]</a><p>after</p>"), "{out}");
}

#[test]
fn a_player_in_an_object_becomes_a_link_too() {
    for address in [r#"data="https://vimeo.com/1">"#, r#"type="x"><param name="movie" value="https://vimeo.com/1" />"#]
    {
        let html =
            format!(r#"<object title="My film" {address}<a href="https://vimeo.com/1" rel="nofollow">▶</a></object>"#);
        let out = conformed(&html);
        assert!(out.starts_with(r#"<a class="fs-medium" href="https://vimeo.com/1" data-was="&lt;object "#), "{out}");
        assert!(out.ends_with("[Recording: My film]</a>"), "{out}");
        assert_eq!(conform(&html, Target::Browser, &Base::default()), html);
    }
}

#[test]
fn links_lead_to_whole_addresses_or_nowhere() {
    for (old, shown) in [
        (r#"<a href="/works/8" rel="nofollow">x</a>"#, r#"href="https://archive.example/works/8""#),
        (r#"<a href="page.html" rel="nofollow">x</a>"#, "<a data-was"),
    ] {
        assert!(conformed(old).contains(shown), "{}", conformed(old));
    }
    assert!(!conformed(r#"<a href="page.html" rel="nofollow">x</a>"#).contains("<a href"));
}

#[test]
fn half_a_glossary_is_made_whole_by_empty_parts() {
    assert_eq!(conformed("<dl><dd>x</dd></dl>"), r#"<dl><dt data-was=""></dt><dd>x</dd></dl>"#);
    assert_eq!(conformed("<dl><dt>x</dt></dl>"), r#"<dl><dt>x</dt><dd data-was=""></dd></dl>"#);
}

#[test]
fn blocks_inside_lines_become_lines() {
    let out = conformed("<details><summary><h2>x</h2></summary><p>y</p></details>");
    assert_eq!(
        out,
        r#"<details><summary><span class="fs-h2" data-was="&lt;h2&gt;">x</span></summary><p>y</p></details>"#
    );
    assert!(conformed("<details><p>y</p></details>").starts_with("<details><summary data-was=\"\"></summary><p>"));
}

#[test]
fn broken_markup_is_shown_as_text() {
    assert_eq!(conformed("<p>a <b>b</p>"), "<p>&lt;p&gt;a &lt;b&gt;b&lt;/p&gt;</p>");
    assert_eq!(conformed("<p>a"), "<p>&lt;p&gt;a</p>");
}

#[test]
fn a_page_for_browsers_keeps_its_pictures_and_players() {
    for (html, expected) in [
        (
            "<p><img alt=\"x\" border=\"0\" src=\"https://x.example/a.png\" /></p>",
            "<p><img alt=\"x\" src=\"https://x.example/a.png\" data-was=\"&lt;img alt=&quot;x&quot; border=&quot;0&quot; \
             src=&quot;https://x.example/a.png&quot; /&gt;\" /></p>",
        ),
        ("<audio src=\"https://x.example/a.mp3\"></audio>", "<audio src=\"https://x.example/a.mp3\"></audio>"),
        ("<center>x</center>", "<div class=\"fs-center\" data-was=\"&lt;center&gt;\">x</div>"),
    ] {
        assert_eq!(conform(html, Target::Browser, &Base::default()), expected);
    }
}

#[test]
fn footnotes_become_pop_ups() {
    let out = conformed(
        "<p>Tea.<a class=\"fs-noteref\" href=\"#fn1\" id=\"fnref1\" rel=\"nofollow\">1</a></p>\
         <ol class=\"fs-notes\"><li class=\"fs-note-text\" id=\"fn1\"><p>Oolong.</p></li></ol>",
    );
    assert!(
        out.contains("<a class=\"fs-noteref\" href=\"#fn1\" id=\"fnref1\" rel=\"nofollow\" epub:type=\"noteref\""),
        "{out}"
    );
    assert!(
        out.contains(
            "><aside epub:type=\"footnote\" role=\"doc-footnote\" id=\"fn1\" data-was=\"\"><p>Oolong.</p></aside></li>"
        ),
        "{out}"
    );
}

#[test]
fn a_link_to_a_place_that_is_not_there_is_no_link() {
    assert!(!conformed(r##"<p><a href="#fn9" rel="nofollow">x</a></p>"##).contains("<a href"));
}
