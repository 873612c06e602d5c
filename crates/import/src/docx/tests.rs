//! Small Word documents, written here, and what is read from them.

use manuscript::Trouble;
use proptest::prelude::*;

use super::*;
use crate::bundle::tests::zip_of;

const PACKAGE: &str = r#"<Relationships>
  <Relationship Id="r1" Type="http://x/officeDocument" Target="word/document.xml"/>
  <Relationship Id="r2" Type="http://x/core-properties" Target="docProps/core.xml"/></Relationships>"#;
const RELATIONS: &str = r#"<Relationships>
  <Relationship Id="s" Type="http://x/styles" Target="styles.xml"/>
  <Relationship Id="n" Type="http://x/numbering" Target="/word/numbering.xml"/>
  <Relationship Id="f" Type="http://x/footnotes" Target="footnotes.xml"/>
  <Relationship Id="c" Type="http://x/comments" Target="comments.xml"/>
  <Relationship Id="h" Type="http://x/header" Target="header1.xml"/>
  <Relationship Id="l1" Type="http://x/hyperlink" TargetMode="External" Target="https://example.org/?a=1"/>
  <Relationship Id="l2" Type="http://x/hyperlink" TargetMode="External" Target="javascript:alert(1)"/></Relationships>"#;
const STYLES: &str = r#"<w:styles xmlns:w="urn:w">
  <w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
  <w:style w:styleId="Titel"><w:name w:val="Title"/><w:rPr><w:b/></w:rPr></w:style>
  <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
  <w:style w:styleId="Eigene"><w:name w:val="My chapter"/><w:basedOn w:val="berschrift1"/></w:style>
  <w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
  <w:style w:styleId="Thought"><w:name w:val="Thought"/><w:rPr><w:i/></w:rPr></w:style>
  <w:style w:styleId="Deep"><w:name w:val="Deep"/><w:basedOn w:val="Thought"/></w:style>
  <w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
  <w:style w:styleId="Mitte"><w:name w:val="Middle"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style></w:styles>"#;
const NUMBERING: &str = r#"<w:numbering xmlns:w="urn:w">
  <w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
    <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
  <w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#;

/// A Word document with this text and further parts.
fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let main = format!("<w:document xmlns:w=\"urn:w\" xmlns:r=\"urn:r\"><w:body>{body}</w:body></w:document>");
    let mut files: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", PACKAGE.as_bytes()),
        ("word/_rels/document.xml.rels", RELATIONS.as_bytes()),
        ("word/document.xml", main.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
    ];
    files.retain(|(name, _)| parts.iter().all(|(other, _)| other != name));
    files.extend(parts.iter().map(|(name, xml)| (*name, xml.as_bytes())));
    zip_of(&files)
}

fn arrival_with(body: &str, parts: &[(&str, &str)]) -> Arrival {
    let bytes = docx(body, parts);
    let arrival = read(&Input { name: "ferry.docx", bytes: &bytes }).unwrap();
    assert_eq!(arrival.account.difference(), 0, "{arrival:#?}");
    arrival
}

/// The text of a one-chapter story, which begins with a sentence of its own.
fn body(xml: &str) -> String {
    let arrival = arrival_with(&format!("<w:p><w:r><w:t>Rain.</w:t></w:r></w:p>{xml}"), &[]);
    let html = arrival.manuscript.chapters[0].body.html();
    html.strip_prefix("<p>Rain.</p>").unwrap_or(html).to_owned()
}

/// A paragraph of one run with these properties.
fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
}

fn complaint(arrival: &Arrival, what: &str) -> (Trouble, u64, String) {
    let found = arrival.manuscript.complaints.iter().find(|complaint| complaint.what == what);
    let found = found.unwrap_or_else(|| panic!("no complaint of {what}: {:?}", arrival.manuscript.complaints));
    (found.trouble, found.letters, found.example.clone())
}

#[test]
fn looks_come_from_runs_and_from_styles_with_what_they_inherit() {
    let cases = [
        ("<w:b/>", "<strong>x</strong>"),
        ("<w:b w:val=\"0\"/>", "x"),
        ("<w:i/><w:b/>", "<strong><em>x</em></strong>"),
        ("<w:u w:val=\"single\"/>", "<u>x</u>"),
        ("<w:u w:val=\"none\"/>", "x"),
        ("<w:strike/>", "<s>x</s>"),
        ("<w:vertAlign w:val=\"superscript\"/>", "<sup>x</sup>"),
        ("<w:vertAlign w:val=\"subscript\"/>", "<sub>x</sub>"),
        ("<w:rStyle w:val=\"Thought\"/>", "<em>x</em>"),
        ("<w:rStyle w:val=\"Deep\"/>", "<em>x</em>"),
        ("<w:rStyle w:val=\"Deep\"/><w:i w:val=\"false\"/>", "x"),
        ("<w:rStyle w:val=\"Loop\"/>", "x"),
        ("<w:rStyle w:val=\"Nowhere\"/>", "x"),
    ];
    for (properties, expected) in cases {
        let html = body(&format!("<w:p>{}</w:p>", run(properties, "x")));
        assert_eq!(html, format!("<p>{expected}</p>"), "{properties}");
    }
}

#[test]
fn sizes_and_colours_of_runs_are_named_and_those_of_styles_are_not() {
    let styles = "<w:styles xmlns:w=\"urn:w\"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"22\"/></w:rPr></w:rPrDefault>\
        </w:docDefaults><w:style w:styleId=\"H\"><w:name w:val=\"heading 1\"/><w:rPr><w:sz w:val=\"40\"/><w:color w:val=\"2F5496\"/>\
        </w:rPr></w:style><w:style w:styleId=\"Link\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"0000FF\"/></w:rPr></w:style></w:styles>";
    let ordinary = "<w:sz w:val=\"22\"/><w:color w:val=\"auto\"/>";
    let text = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"H\"/></w:pPr>{}</w:p><w:p>{}{}{}{}{}</w:p><w:p>{}</w:p>",
        run("", "Rain"),
        run(ordinary, "It rained all day "),
        run("<w:sz w:val=\"48\"/>", "very "),
        run("<w:sz w:val=\"48\"/>", "very "),
        run("<w:color w:val=\"FF0000\"/>", "red"),
        run("<w:rStyle w:val=\"Link\"/>", "links"),
        run("<w:sz w:val=\"48\"/>", "much"),
    );
    let arrival = arrival_with(&text, &[("word/styles.xml", styles)]);
    let told: Vec<_> = arrival.manuscript.complaints.iter().map(|it| (it.trouble, &*it.what, it.times)).collect();
    assert_eq!(told, [(Trouble::Changed, "font size", 2), (Trouble::Changed, "colour", 1)]);
    assert_eq!(complaint(&arrival, "colour").2, "red");
}

#[test]
fn emphasis_in_an_italic_paragraph_is_upright() {
    let paragraph = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Thought\"/></w:pPr>{}{}</w:p>",
        run("", "a"),
        run("<w:rStyle w:val=\"Deep\"/>", "b")
    );
    assert_eq!(body(&paragraph), "<p><em>a</em>b</p>");
}

#[test]
fn shapes_are_kept() {
    let cases = [
        ("<w:jc w:val=\"center\"/>", "<p align=\"center\">x</p>"),
        ("<w:pStyle w:val=\"Mitte\"/>", "<p align=\"center\">x</p>"),
        ("<w:jc w:val=\"both\"/>", "<p>x</p>"),
        ("<w:bidi/>", "<p dir=\"rtl\">x</p>"),
    ];
    for (properties, expected) in cases {
        assert_eq!(body(&format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", run("", "x"))), expected);
    }
}

#[test]
fn breaks_tabs_hyphens_and_signs_are_characters() {
    let pieces = "<w:p><w:r><w:t xml:space=\"preserve\">a </w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t>\
                  <w:noBreakHyphen/><w:t>d</w:t><w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/></w:r></w:p>";
    assert_eq!(body(pieces), "<p>a b<br />c\u{2011}d→</p>");
}

#[test]
fn headings_begin_chapters_in_any_language_of_word() {
    let paragraph =
        |style: &str, text: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run("", text));
    let arrival = arrival_with(
        &[
            paragraph("Titel", "The Ferry"),
            paragraph("Standard", "by ana"),
            paragraph("Verzeichnis1", "Rain 3"),
            paragraph("berschrift1", "Rain"),
            paragraph("Standard", "It rained."),
            paragraph("Eigene", "Chapter 2: Sun"),
            paragraph("Standard", "It stopped."),
        ]
        .concat(),
        &[],
    );
    let story = &arrival.manuscript;
    assert_eq!((story.title.as_str(), story.bylines[0].name.as_str()), ("The Ferry", "ana"));
    let chapters: Vec<_> = story.chapters.iter().map(|c| (c.title.as_str(), c.body.html())).collect();
    assert_eq!(chapters, [("Rain", "<p>It rained.</p>"), ("Sun", "<p>It stopped.</p>")]);
    assert_eq!(complaint(&arrival, "table of contents"), (Trouble::Dropped, 5, "Rain 3".to_owned()));
}

#[test]
fn lists_and_tables_keep_their_form() {
    let item = |level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>{}</w:p>",
            run("", text)
        )
    };
    assert_eq!(
        body(&[item(0, "one"), item(1, "dot"), item(0, "two")].concat()),
        "<ol><li>one<ul><li>dot</li></ul></li><li>two</li></ol>"
    );

    let cell = |extra: &str, text: &str| format!("<w:tc>{extra}<w:p>{}</w:p></w:tc>", run("", text));
    let wide = cell("<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>", "wide");
    let table = format!("<w:tbl><w:tr>{wide}</w:tr><w:tr>{}{}</w:tr></w:tbl>", cell("", "a"), cell("", "b"));
    let expected = "<table><tbody><tr><td colspan=\"2\">wide</td></tr><tr><td>a</td><td>b</td></tr></tbody></table>";
    assert_eq!(body(&table), expected);
    assert_eq!(body(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("", "boxed"))), "<p>boxed</p>");
}

#[test]
fn links_lead_out_of_the_document_or_are_text() {
    let link = |id: &str| format!("<w:p><w:hyperlink r:id=\"{id}\">{}</w:hyperlink></w:p>", run("", "there"));
    assert_eq!(body(&link("l1")), "<p><a href=\"https://example.org/?a=1\" rel=\"nofollow\">there</a></p>");
    assert_eq!(body(&link("l2")), "<p>there</p>");
}

#[test]
fn fields_give_their_result_and_not_their_code() {
    let field = |code: &str| {
        format!(
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
            run("", "7")
        )
    };
    assert_eq!(body(&field("PAGE")), "<p>7</p>");
    let linked = body(&field(" HYPERLINK &quot;https://example.org/&quot; "));
    assert_eq!(linked, "<p><a href=\"https://example.org/\" rel=\"nofollow\">7</a></p>");
}

#[test]
fn footnotes_stand_behind_the_text() {
    let notes = "<w:footnotes xmlns:w=\"urn:w\"><w:footnote w:id=\"0\" w:type=\"separator\"><w:p/></w:footnote>\
                 <w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/><w:t>Oolong.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let text = "<w:p><w:r><w:t>Tea</w:t><w:footnoteReference w:id=\"2\"/><w:t>.</w:t></w:r></w:p>";
    let arrival = arrival_with(text, &[("word/footnotes.xml", notes)]);
    let html = arrival.manuscript.chapters[0].body.html();
    let (before, after) = manuscript::footnotes::split(html);
    assert!(before.starts_with("<p>Tea<a ") && before.ends_with("</a>.</p>"), "{html}");
    assert!(after.len() == 1 && after[0].html.contains("Oolong."), "{html}");
}

#[test]
fn what_is_tracked_hidden_or_beside_the_text_is_named() {
    let text = format!(
        "<w:p>{}<w:ins><w:r><w:t>came</w:t></w:r></w:ins><w:del><w:r><w:delText>went</w:delText></w:r></w:del>{}{}</w:p>",
        run("", "It "),
        run("<w:vanish/>", "secret"),
        run("<w:smallCaps/>", " Here"),
    );
    let comments = "<w:comments xmlns:w=\"urn:w\"><w:comment w:id=\"1\"><w:p><w:r><w:t>Too short?</w:t></w:r></w:p></w:comment></w:comments>";
    let header = "<w:hdr xmlns:w=\"urn:w\"><w:p><w:r><w:t>ana / Ferry</w:t></w:r></w:p></w:hdr>";
    let arrival = arrival_with(&text, &[("word/comments.xml", comments), ("word/header1.xml", header)]);

    assert_eq!(arrival.manuscript.chapters[0].body.html(), "<p>It came Here</p>");
    assert_eq!(complaint(&arrival, "deleted text (tracked change)"), (Trouble::Dropped, 4, "went".to_owned()));
    assert_eq!(complaint(&arrival, "hidden text"), (Trouble::Dropped, 6, "secret".to_owned()));
    assert_eq!(complaint(&arrival, "comment in the margin"), (Trouble::Dropped, 8, "Too short?".to_owned()));
    assert_eq!(complaint(&arrival, "page header or footer").1, 8);
    assert_eq!(complaint(&arrival, "small capitals").0, Trouble::Changed);
}

#[test]
fn text_boxes_are_read_once_and_pictures_leave_their_description() {
    let text_box = "<w:p><w:r><w:t>a</w:t><mc:AlternateContent xmlns:mc=\"urn:mc\">\
        <mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>\
        <mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>\
        </mc:AlternateContent></w:r></w:p>";
    assert_eq!(body(text_box), "<p>a</p><p>boxed</p>");

    let picture =
        "<w:p><w:r><w:drawing><wp:docPr xmlns:wp=\"urn:wp\" id=\"1\" descr=\"A ferry\"/></w:drawing></w:r></w:p>";
    let arrival = arrival_with(&format!("<w:p>{}</w:p>{picture}", run("", "Rain.")), &[]);
    assert!(arrival.manuscript.chapters[0].body.html().contains("[A ferry]"));
    assert_eq!(complaint(&arrival, "picture"), (Trouble::Dropped, 0, "A ferry".to_owned()));
}

#[test]
fn page_breaks_and_centred_stars_are_scene_breaks() {
    let text = format!(
        "<w:p>{}<w:r><w:br w:type=\"page\"/></w:r>{}</w:p><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{}</w:p><w:p>{}</w:p>",
        run("", "a"),
        run("", "b"),
        run("", "***"),
        run("", "c")
    );
    let html = body(&text);
    assert_eq!(html.matches("<hr").count(), 2, "{html}");
    assert!(!html.contains("<p>***"), "{html}");
}

#[test]
fn lines_drawn_between_paragraphs_are_scene_breaks() {
    let bordered = "<w:p><w:pPr><w:pBdr><w:bottom w:val=\"single\"/></w:pBdr></w:pPr></w:p>";
    let drawn = "<w:p><w:r><w:pict><v:rect xmlns:v=\"urn:v\" xmlns:o=\"urn:o\" o:hr=\"t\"/></w:pict></w:r></w:p>";
    for line in [bordered, drawn] {
        let text = format!("<w:p>{}</w:p>{line}<w:p>{}</w:p>", run("", "a"), run("", "b"));
        assert_eq!(body(&text), "<p>a</p><hr /><p>b</p>", "{line}");
    }
}

#[test]
fn hostile_documents_are_read_or_refused_in_little_time() {
    let notes: Vec<_> = (0..50_000).map(|id| format!("<w:footnote w:id=\"{id}\"/>")).collect();
    let notes = format!("<w:footnotes xmlns:w=\"urn:w\">{}</w:footnotes>", notes.concat());
    let fields = "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:fldChar w:fldCharType=\"separate\"/><w:t>a</w:t></w:r>";
    let references = "<w:r><w:footnoteReference w:id=\"49999\"/><w:footnoteReference w:id=\"x\"/></w:r>";
    let tables = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(80), "</w:tc></w:tr></w:tbl>".repeat(80));
    let texts = [fields.repeat(40_000), references.repeat(40_000)].map(|text| format!("<w:p>{text}</w:p>"));
    for text in texts.into_iter().chain([tables]) {
        let bytes = docx(&text, &[("word/footnotes.xml", &notes)]);
        let before = std::time::Instant::now();
        let _ = read(&Input { name: "a.docx", bytes: &bytes });
        assert!(before.elapsed() < std::time::Duration::from_secs(5), "{:?}", before.elapsed());
    }
}

#[test]
fn properties_are_kept_but_the_creator_is_only_proposed() {
    let core = "<cp:coreProperties xmlns:cp=\"urn:cp\" xmlns:dc=\"urn:dc\" xmlns:t=\"urn:t\"><dc:title>Ferry</dc:title>\
                <dc:creator>Real Name</dc:creator><t:created>2009-03-01T10:00:00Z</t:created></cp:coreProperties>";
    let arrival = arrival_with(&format!("<w:p>{}</w:p>", run("", "Rain.")), &[("docProps/core.xml", core)]);
    let story = arrival.manuscript;
    assert_eq!(story.title, "Ferry");
    assert!(story.bylines.is_empty());
    assert_eq!(story.proposals[0].value, "Real Name");
    assert_eq!(story.extra, [("File created".to_owned(), "2009-03-01".to_owned())]);
}

#[test]
fn bombs_and_foreign_entities_are_refused() {
    let bomb =
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:footnotes xmlns:w=\"urn:w\">&x;</w:footnotes>";
    let bytes = docx("<w:p/>", &[("word/footnotes.xml", bomb)]);
    assert!(
        matches!(read(&Input { name: "a.docx", bytes: &bytes }), Err(Refusal::Unsafe(why)) if why.contains("footnotes"))
    );

    let deep = format!("{}{}", "<w:sdt>".repeat(10_000), "</w:sdt>".repeat(10_000));
    let bytes = docx(&deep, &[]);
    assert!(matches!(read(&Input { name: "a.docx", bytes: &bytes }), Err(Refusal::Unsafe(_))));
}

#[test]
fn a_document_without_its_text_part_is_damaged() {
    let bytes = zip_of(&[("_rels/.rels", PACKAGE.as_bytes())]);
    assert!(matches!(read(&Input { name: "a.docx", bytes: &bytes }), Err(Refusal::Damaged(_))));
}

/// Pieces of paragraphs in any order and nesting that Word may write.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-c 1]{1,6}".prop_map(|text| run("", &text)),
        "[a-c ]{1,6}".prop_map(|text| run("<w:i/><w:rStyle w:val=\"Thought\"/>", &text)),
        "[a-c ]{1,6}".prop_map(|text| run("<w:vanish/>", &text)),
        "[a-c ]{1,6}".prop_map(|text| format!("<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>")),
        "[a-c ]{1,6}".prop_map(|text| format!("<w:hyperlink r:id=\"l1\">{}</w:hyperlink>", run("<w:b/>", &text))),
        Just("<w:r><w:br/></w:r>".to_owned()),
        Just("<w:r><w:br w:type=\"page\"/></w:r>".to_owned()),
        Just("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".to_owned()),
        Just("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>".to_owned()),
        Just("</w:p><w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr>".to_owned()),
        Just("</w:p><w:p><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr>".to_owned()),
        Just("</w:p><w:p>".to_owned()),
    ]
}

proptest! {
    #[test]
    fn no_letter_is_lost(pieces in proptest::collection::vec(piece(), 0..30)) {
        let bytes = docx(&format!("<w:p>{}</w:p>", pieces.concat()), &[]);
        match read(&Input { name: "a.docx", bytes: &bytes }) {
            Ok(arrival) => prop_assert_eq!(arrival.account.difference(), 0, "{:#?}", arrival),
            Err(refusal) => prop_assert!(matches!(refusal, Refusal::NoStory(_)), "{}", refusal),
        }
    }
}
