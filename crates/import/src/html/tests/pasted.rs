//! What browsers hand over from other programs when it is pasted.

use proptest::prelude::*;

use crate::html::pasted;

/// The text that is made of it; every letter is accounted for.
fn text(html: &str) -> String {
    let arrival = pasted(html);
    assert_eq!(arrival.account.difference(), 0, "{:?}", arrival.manuscript);
    arrival.manuscript.chapters[0].body.html().to_owned()
}

#[test]
fn a_piece_of_a_google_document() {
    let html = "<meta charset='utf-8'><b style=\"font-weight:normal;\" id=\"docs-internal-guid-1\"><p dir=\"ltr\" style=\"line-height:1.4\">\
                <span style=\"font-size:11pt;font-style:italic\">Title: no header</span><span> here.</span></p>\
                <p dir=\"ltr\"><span style=\"font-weight:700\">Fog</span></p></b><br class=\"Apple-interchange-newline\">";
    assert_eq!(text(html), "<p><em>Title: no header</em> here.</p><p><strong>Fog</strong></p>");
}

#[test]
fn a_piece_of_a_word_document_with_its_style_sheet() {
    let html = "<html xmlns:o=\"urn:o\"><head><style><!-- p.Thought { font-style: italic } --></style></head><body>\
                <!--StartFragment--><p class=MsoNormal>It <i>rained</i>.<o:p></o:p></p><p class=Thought>Why?</p>\
                <p class=MsoNormal style='mso-hide:all'>no</p><!--EndFragment--></body></html>";
    assert_eq!(text(html), "<p>It <i>rained</i>.</p><p class=\"Thought\"><em>Why?</em></p>");
}

#[test]
fn footnotes_of_every_word_processor() {
    let word = "<p>Tea<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" name=\"_ftnref1\" title=\"\"><span class=MsoFootnoteReference>\
                <span style='mso-special-character:footnote'>[1]</span></span></a> and jam.</p><div style='mso-element:footnote-list'>\
                <br clear=all><hr align=left size=1 width=\"33%\"><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>\
                <a href=\"#_ftnref1\" name=\"_ftn1\" title=\"\">[1]</a> <i>Oolong</i>.</p></div></div>";
    let libre = "<p>Tea<a class=\"sdfootnoteanc\" name=\"sdfootnote1anc\" href=\"#sdfootnote1sym\"><sup>1</sup></a> and jam.</p>\
                 <div id=\"sdfootnote1\"><p class=\"sdfootnote\"><a class=\"sdfootnotesym\" name=\"sdfootnote1sym\" \
                 href=\"#sdfootnote1anc\">1</a> <i>Oolong</i>.</p></div>";
    let docs = "<p>Tea<sup><a href=\"#ftnt1\" id=\"ftnt_ref1\">[1]</a></sup> and jam.</p><div><p><a href=\"#ftnt_ref1\" id=\"ftnt1\">[1]</a>\
                <span> <i>Oolong</i>.</span></p></div>";
    for html in [word, libre, docs] {
        let made = text(html);
        let (body, notes) = manuscript::footnotes::split(&made);
        assert_eq!(body, format!("<p>Tea{} and jam.</p>", manuscript::footnotes::reference(1)), "{made}");
        assert_eq!((notes.len(), notes[0].number), (1, 1), "{made}");
        assert!(notes[0].html.contains("<i>Oolong</i>.") && !notes[0].html.contains('['), "{made}");
    }
}

#[test]
fn several_notes_are_numbered_as_they_are_referred_to_and_other_links_stay() {
    let reference = |n: u32| format!("<a href=\"#n{n}\" id=\"r{n}\">*</a>");
    let note = |n: u32, words: &str| format!("<p><a href=\"#r{n}\" id=\"n{n}\">*</a> {words}</p>");
    let html = format!(
        "<div><p>a{} b{} <a href=\"#r7\">c</a></p>{}{}</div>",
        reference(7),
        reference(3),
        note(3, "three"),
        note(7, "seven")
    );
    let made = text(&html);
    let (body, notes) = manuscript::footnotes::split(&made);
    assert!(body.contains("b<a class=\"fs-noteref\" href=\"#fn2\"") && body.contains(">c</a>"), "{made}");
    assert_eq!(
        notes.iter().map(|note| note.html.as_str()).collect::<Vec<_>>(),
        ["<p>seven</p>", "<p>three</p>"],
        "{made}"
    );
}

#[test]
fn a_table_of_contents_is_no_footnote() {
    let html =
        "<p><a href=\"#c1\" id=\"t1\">Chapter 1</a></p><h2><a href=\"#t1\" id=\"c1\">Chapter 1</a></h2><p>Fog.</p>";
    assert!(text(html).contains("Chapter 1</a></h2><p>Fog.</p>"));
    assert!(
        text("<div>One<a href=\"#a\" id=\"b\">1</a><br>two <a href=\"#b\" id=\"a\">1</a> three</div>")
            .contains("three")
    );
    assert_eq!(text("<a href=\"#a\" id=\"b\">1</a><a href=\"#b\" id=\"a\">1</a>x").matches(">1</a>").count(), 2);
}

#[test]
fn what_is_written_from_right_to_left_keeps_its_directions() {
    let html = "<p dir=\"rtl\">مرحبا <span dir=\"ltr\">abc</span></p>";
    assert_eq!(text(html), html);
}

#[test]
fn a_heading_stays_in_the_text_and_a_script_does_not() {
    assert_eq!(text("<h1>Chapter 1</h1><p>Fog.</p><script>x</script>"), "<h1>Chapter 1</h1><p>Fog.</p>");
    assert_eq!(text(""), "");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_letter_is_lost_whatever_is_pasted(html in "(<(p|b|div|h1|li|a href=\"#(x|y)\" id=\"(x|y)\"|/a|/p|/b|/div|hr|title|td)>|[a-c &;]|\\PC){0,40}") {
        prop_assert_eq!(pasted(&html).account.difference(), 0);
    }
}
