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
    fn no_letter_is_lost_whatever_is_pasted(html in "(<(p|b|div|h1|li|a href=\"#x\"|/p|/b|/div|hr|title|td)>|[a-c &;]|\\PC){0,40}") {
        prop_assert_eq!(pasted(&html).account.difference(), 0);
    }
}
