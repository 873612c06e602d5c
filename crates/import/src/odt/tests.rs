//! Small Open Document texts, written here, and what is read from them.

use manuscript::Trouble;
use proptest::prelude::*;

use super::*;
use crate::bundle::tests::zip_of;

const AUTOMATIC: &str = r#"
  <s:style s:name="T1" s:family="text"><s:text-properties fo:font-style="italic"/></s:style>
  <s:style s:name="T2" s:family="text"><s:text-properties fo:font-weight="700"/></s:style>
  <s:style s:name="T3" s:family="text"><s:text-properties s:text-underline-style="solid"/></s:style>
  <s:style s:name="T4" s:family="text"><s:text-properties s:text-line-through-style="solid"/></s:style>
  <s:style s:name="T5" s:family="text"><s:text-properties s:text-position="super 58%"/></s:style>
  <s:style s:name="T6" s:family="text"><s:text-properties s:text-position="-33% 58%"/></s:style>
  <s:style s:name="T7" s:family="text"><s:text-properties text:display="none"/></s:style>
  <s:style s:name="T8" s:family="text" s:parent-style-name="Thought"/>
  <s:style s:name="T9" s:family="text"><s:text-properties fo:font-style="normal"/></s:style>
  <s:style s:name="P1" s:family="paragraph"><s:paragraph-properties fo:text-align="center"/></s:style>
  <s:style s:name="P2" s:family="paragraph"><s:paragraph-properties s:writing-mode="rl-tb"/></s:style>
  <s:style s:name="P3" s:family="paragraph"><s:paragraph-properties fo:break-before="page"/></s:style>
  <s:style s:name="P4" s:family="paragraph" s:parent-style-name="Heading_20_1"/>
  <s:style s:name="P5" s:family="paragraph" s:parent-style-name="Emphasised"/>
  <text:list-style s:name="L1"><text:list-level-style-number text:level="1" s:num-format="1"/>
    <text:list-level-style-bullet text:level="2"/></text:list-style>
  <text:list-style s:name="L2"><text:list-level-style-number text:level="1" s:num-format="1"/></text:list-style>"#;
const STYLES: &str = r#"<o:document-styles xmlns:o="o" xmlns:s="s" xmlns:fo="fo" xmlns:text="t"><o:styles>
  <s:style s:name="Title" s:family="paragraph"/>
  <s:style s:name="Heading_20_1" s:display-name="Heading 1" s:family="paragraph"><s:text-properties fo:font-weight="bold"/></s:style>
  <s:style s:name="Contents_20_1" s:display-name="Contents 1" s:family="paragraph"/>
  <s:style s:name="Quotations" s:family="paragraph"><s:text-properties fo:font-style="italic"/></s:style>
  <s:style s:name="Horizontal_20_Line" s:display-name="Horizontal Line" s:family="paragraph"/>
  <s:style s:name="Emphasised" s:family="paragraph"><s:text-properties fo:font-style="italic"/></s:style>
  <s:style s:name="Thought" s:family="text"><s:text-properties fo:font-style="italic"/></s:style></o:styles>
  <o:master-styles><s:master-page><s:header><text:p>ana / Ferry</text:p></s:header></s:master-page></o:master-styles>
  </o:document-styles>"#;

const SPACES: &str = "xmlns:o=\"o\" xmlns:s=\"s\" xmlns:fo=\"fo\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:draw=\"d\" xmlns:svg=\"v\" \
     xmlns:xlink=\"x\" xmlns:dc=\"c\"";

fn content(text: &str) -> String {
    format!(
        "<o:document-content {SPACES}><o:automatic-styles>{AUTOMATIC}</o:automatic-styles>\
         <o:body><o:text>{text}</o:text></o:body></o:document-content>"
    )
}

fn odt(text: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let content = content(text);
    let mut files: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", content.as_bytes()),
    ];
    files.extend(parts.iter().map(|(name, xml)| (*name, xml.as_bytes())));
    zip_of(&files)
}

fn arrival_with(text: &str, parts: &[(&str, &str)]) -> Arrival {
    let bytes = odt(text, parts);
    let arrival = read(&Input { name: "ferry.odt", bytes: &bytes }).unwrap();
    assert_eq!(arrival.account.difference(), 0, "{arrival:#?}");
    arrival
}

/// The text of a one-chapter story, which begins with a sentence of its own.
fn body(xml: &str) -> String {
    let arrival = arrival_with(&format!("<text:p>Rain.</text:p>{xml}"), &[("styles.xml", STYLES)]);
    let html = arrival.manuscript.chapters[0].body.html();
    html.strip_prefix("<p>Rain.</p>").unwrap_or(html).to_owned()
}

fn letters_of(arrival: &Arrival, what: &str) -> u64 {
    let found = arrival.manuscript.complaints.iter().find(|c| c.what == what && c.trouble == Trouble::Dropped);
    found.unwrap_or_else(|| panic!("no complaint of {what}: {:?}", arrival.manuscript.complaints)).letters
}

#[test]
fn looks_come_from_automatic_and_named_styles() {
    let cases = [
        ("T1", "<em>x</em>"),
        ("T2", "<strong>x</strong>"),
        ("T3", "<u>x</u>"),
        ("T4", "<s>x</s>"),
        ("T5", "<sup>x</sup>"),
        ("T6", "<sub>x</sub>"),
        ("T8", "<em>x</em>"),
        ("Nowhere", "x"),
    ];
    for (style, expected) in cases {
        let html = body(&format!("<text:p><text:span text:style-name=\"{style}\">x</text:span></text:p>"));
        assert_eq!(html, format!("<p>{expected}</p>"), "{style}");
    }
}

#[test]
fn sizes_and_colours_of_automatic_styles_are_named_and_those_of_named_styles_are_not() {
    let flat = format!(
        "<o:document {SPACES}><o:styles><s:default-style s:family=\"paragraph\"><s:text-properties fo:font-size=\"12pt\"/></s:default-style>\
         <s:style s:name=\"Small\" s:family=\"paragraph\"><s:text-properties fo:font-size=\"8pt\" fo:color=\"#00ff00\"/></s:style></o:styles>\
         <o:automatic-styles><s:style s:name=\"T1\" s:family=\"text\"><s:text-properties fo:font-size=\"24pt\"/></s:style>\
         <s:style s:name=\"T2\" s:family=\"text\"><s:text-properties fo:color=\"#ff0000\"/></s:style>\
         <s:style s:name=\"T3\" s:family=\"text\"><s:text-properties fo:font-size=\"12pt\" fo:color=\"#000000\"/></s:style>\
         <s:style s:name=\"P1\" s:family=\"paragraph\" s:parent-style-name=\"Small\"><s:text-properties fo:font-size=\"150%\"/></s:style>\
         </o:automatic-styles><o:body><o:text><text:p>It rained <text:span text:style-name=\"T1\">very</text:span> \
         <text:span text:style-name=\"T2\">redly</text:span> <text:span text:style-name=\"T3\">all day</text:span>.</text:p>\
         <text:p text:style-name=\"Small\">Small</text:p><text:p text:style-name=\"P1\">Large</text:p></o:text></o:body></o:document>"
    );
    let arrival = read(&Input { name: "ferry.fodt", bytes: flat.as_bytes() }).unwrap();
    let told: Vec<_> = arrival.manuscript.complaints.iter().map(|it| (it.trouble, &*it.what, it.times)).collect();
    assert_eq!(told, [(Trouble::Changed, "font size", 2), (Trouble::Changed, "colour", 1)]);
}

#[test]
fn a_span_says_its_look_over_its_paragraph_and_other_spans() {
    let text = "<text:p text:style-name=\"P5\">a<text:span text:style-name=\"T9\">b<text:span text:style-name=\"T2\">c</text:span>\
                </text:span></text:p>";
    assert_eq!(body(text), "<p><em>a</em>b<strong>c</strong></p>");
}

#[test]
fn spaces_tabs_breaks_and_shapes_are_kept() {
    assert_eq!(body("<text:p>a<text:s/>b<text:tab/>c<text:line-break/>d</text:p>"), "<p>a b c<br />d</p>");
    assert_eq!(body("<text:p text:style-name=\"P1\">x</text:p>"), "<p align=\"center\">x</p>");
    assert_eq!(body("<text:p text:style-name=\"P2\">x</text:p>"), "<p dir=\"rtl\">x</p>");
    assert_eq!(body("<text:p>a</text:p><text:p text:style-name=\"P3\">b</text:p>"), "<p>a</p><hr /><p>b</p>");
}

#[test]
fn headings_begin_chapters() {
    let text = "<text:p text:style-name=\"Title\">The Ferry</text:p><text:p>by ana</text:p>\
        <text:table-of-content><text:index-body><text:p>Rain 3</text:p></text:index-body></text:table-of-content>\
        <text:h text:outline-level=\"1\">Rain</text:h><text:p>It rained.</text:p>\
        <text:p text:style-name=\"P4\">Chapter 2: Sun</text:p><text:p>It stopped.</text:p>";
    let arrival = arrival_with(text, &[("styles.xml", STYLES)]);
    let story = &arrival.manuscript;
    assert_eq!((story.title.as_str(), story.bylines[0].name.as_str()), ("The Ferry", "ana"));
    let chapters: Vec<_> = story.chapters.iter().map(|c| (c.title.as_str(), c.body.html())).collect();
    assert_eq!(chapters, [("Rain", "<p>It rained.</p>"), ("Sun", "<p>It stopped.</p>")]);
    assert_eq!(letters_of(&arrival, "table of contents"), 5);
    assert_eq!(letters_of(&arrival, "page header or footer"), 8);
}

#[test]
fn quotations_and_drawn_lines_are_what_their_styles_say() {
    let text = "<text:p text:style-name=\"Quotations\">a</text:p><text:p text:style-name=\"Quotations\">b</text:p>\
        <text:p text:style-name=\"Horizontal_20_Line\"/><text:p>c</text:p>";
    assert_eq!(body(text), "<blockquote><p>a</p><p>b</p></blockquote><hr /><p>c</p>");
}

#[test]
fn styles_and_levels_that_are_not_described_are_known_by_their_names_and_neighbours() {
    let title = "<text:p text:style-name=\"Title\">The Ferry</text:p><text:p>Rain.</text:p>";
    assert_eq!(arrival_with(title, &[]).manuscript.title, "The Ferry");
    let list = |inner: &str| {
        format!(
            "<text:list text:style-name=\"L2\"><text:list-item><text:p>a</text:p>{inner}</text:list-item></text:list>"
        )
    };
    assert_eq!(body(&list(&list(""))), "<ol><li>a<ol><li>a</li></ol></li></ol>");
}

#[test]
fn lists_and_tables_keep_their_form() {
    let list = "<text:list text:style-name=\"L1\"><text:list-item><text:p>one</text:p><text:p>more</text:p>\
        <text:list><text:list-item><text:p>dot</text:p></text:list-item></text:list></text:list-item>\
        <text:list-item><text:p>two</text:p></text:list-item></text:list>";
    assert_eq!(body(list), "<ol><li>one<br />more<ul><li>dot</li></ul></li><li>two</li></ol>");

    let table = "<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned=\"2\">\
        <text:p>wide</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>\
        <table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p>\
        </table:table-cell></table:table-row></table:table>";
    let expected = "<table><tbody><tr><td colspan=\"2\">wide</td></tr><tr><td>a</td><td>b</td></tr></tbody></table>";
    assert_eq!(body(table), expected);
}

#[test]
fn notes_stand_behind_the_text_and_links_lead_out() {
    let note = "<text:p>Tea<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Oolong.</text:p>\
        </text:note-body></text:note>, <text:a xlink:href=\"https://example.org/\">he</text:a> \
        <text:a xlink:href=\"#mark\">said</text:a>.</text:p>";
    let html = body(note);
    let (text, notes) = manuscript::footnotes::split(&html);
    assert!(text.ends_with(", <a href=\"https://example.org/\" rel=\"nofollow\">he</a> said.</p>"), "{html}");
    assert_eq!(notes.iter().map(|note| note.html.as_str()).collect::<Vec<_>>(), ["Oolong."], "{html}");
}

#[test]
fn what_is_tracked_hidden_or_beside_the_text_is_named() {
    let text = "<text:tracked-changes><text:changed-region><text:deletion><o:change-info><dc:creator>bo</dc:creator>\
        </o:change-info><text:p>went</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:p>It <text:change/><text:change-start/>came<text:change-end/>\
        <text:span text:style-name=\"T7\">secret</text:span>.<o:annotation><dc:creator>bo</dc:creator><dc:date>2009</dc:date>\
        <text:p>Too short?</text:p></o:annotation></text:p>\
        <text:section text:display=\"none\"><text:p>gone</text:p></text:section>";
    let arrival = arrival_with(text, &[]);
    assert_eq!(arrival.manuscript.chapters[0].body.html(), "<p>It came.</p>");
    assert_eq!(letters_of(&arrival, "deleted text (tracked change)"), 4);
    assert_eq!(letters_of(&arrival, "hidden text"), 10);
    assert_eq!(letters_of(&arrival, "comment in the margin"), 8);
}

#[test]
fn text_boxes_are_kept_and_pictures_leave_their_description() {
    let boxed = "<text:p>a<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>b</text:p>";
    assert_eq!(body(boxed), "<p>ab</p><p>boxed</p>");
    let shape = "<text:p>a<draw:custom-shape><text:p>in a shape</text:p></draw:custom-shape></text:p>";
    assert_eq!(body(shape), "<p>a</p><p>in a shape</p>");
    let picture = "<text:p>a<draw:frame><draw:image/><svg:desc>A ferry</svg:desc></draw:frame></text:p>";
    assert_eq!(body(picture), "<p>a</p><p>[A ferry]</p>");
}

#[test]
fn fields_show_their_text() {
    assert_eq!(body("<text:p>On <text:date>1 May</text:date></text:p>"), "<p>On 1 May</p>");
}

#[test]
fn properties_are_kept_but_the_creator_is_only_proposed() {
    let meta = "<o:document-meta xmlns:o=\"o\" xmlns:dc=\"dc\" xmlns:m=\"m\"><o:meta><dc:title>Ferry</dc:title>\
        <m:initial-creator>Real Name</m:initial-creator><m:keyword>rain</m:keyword><m:keyword>river</m:keyword></o:meta>\
        </o:document-meta>";
    let story = arrival_with("<text:p>Rain.</text:p>", &[("meta.xml", meta)]).manuscript;
    assert_eq!(story.title, "Ferry");
    assert!(story.bylines.is_empty());
    assert_eq!(story.proposals[0].value, "Real Name");
    assert_eq!(story.extra, [("Keywords".to_owned(), "rain, river".to_owned())]);
}

#[test]
fn flat_files_are_read_too() {
    let flat = content("<text:p>It <text:span text:style-name=\"T1\">rained</text:span>.</text:p>");
    let arrival = read(&Input { name: "ferry.fodt", bytes: flat.as_bytes() }).unwrap();
    assert_eq!(arrival.manuscript.chapters[0].body.html(), "<p>It <em>rained</em>.</p>");
}

#[test]
fn locked_damaged_and_hostile_files_are_refused() {
    let locked = zip_of(&[("META-INF/manifest.xml", b"<m><encryption-data/></m>"), ("content.xml", b"\x13\x37")]);
    assert!(
        matches!(read(&Input { name: "a", bytes: &locked }), Err(Refusal::Damaged(why)) if why.contains("password"))
    );
    let empty = zip_of(&[("mimetype", b"x")]);
    assert!(matches!(read(&Input { name: "a", bytes: &empty }), Err(Refusal::Damaged(_))));
    let bomb = "<!DOCTYPE x [<!ENTITY a \"ha\">]><o:document-styles xmlns:o=\"o\">&a;</o:document-styles>";
    let bytes = odt("<text:p>x</text:p>", &[("styles.xml", bomb)]);
    assert!(matches!(read(&Input { name: "a", bytes: &bytes }), Err(Refusal::Unsafe(_))));
}

/// Pieces of paragraphs in any order.
fn piece() -> impl Strategy<Value = String> {
    let span =
        |style: &'static str| move |text: String| format!("<text:span text:style-name=\"{style}\">{text}</text:span>");
    prop_oneof![
        "[a-c 1]{1,6}",
        "[a-c ]{1,6}".prop_map(span("T1")),
        "[a-c ]{1,6}".prop_map(span("T7")),
        "[a-c ]{1,6}".prop_map(|text| format!(
            "<text:note><text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
        )),
        "[a-c ]{1,6}".prop_map(|text| format!("<o:annotation><text:p>{text}</text:p></o:annotation>")),
        "[a-c ]{1,6}".prop_map(|text| format!(
            "<draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"
        )),
        Just("<text:s text:c=\"3\"/>".to_owned()),
        Just("<text:line-break/>".to_owned()),
        Just("</text:p><text:p text:style-name=\"P3\">".to_owned()),
        Just("</text:p><text:p text:style-name=\"P4\">".to_owned()),
        Just("</text:p><text:list><text:list-item><text:p>x</text:p></text:list-item></text:list><text:p>".to_owned()),
    ]
}

proptest! {
    #[test]
    fn no_letter_is_lost(pieces in proptest::collection::vec(piece(), 0..30)) {
        let bytes = odt(&format!("<text:p>{}</text:p>", pieces.concat()), &[("styles.xml", STYLES)]);
        match read(&Input { name: "a.odt", bytes: &bytes }) {
            Ok(arrival) => prop_assert_eq!(arrival.account.difference(), 0, "{:#?}", arrival),
            Err(refusal) => prop_assert!(matches!(refusal, Refusal::NoStory(_)), "{}", refusal),
        }
    }
}

#[test]
fn text_beside_the_body_of_a_footnote_is_named() {
    let file = "<office:document><office:body><office:text><text:p>Rain.<text:note><text:note-citation>1</text:note-citation>ab\
                <text:note-body><text:p>Much.</text:p></text:note-body></text:note></text:p></office:text></office:body></office:document>";
    let arrival = crate::odt::read(&Input { name: "a.fodt", bytes: file.as_bytes() }).unwrap();
    assert_eq!(arrival.account.difference(), 0, "{arrival:#?}");
    let beside = arrival.manuscript.complaints.iter().find(|complaint| complaint.what == "text beside a footnote");
    assert_eq!(beside.map(|complaint| complaint.letters), Some(2));
}
