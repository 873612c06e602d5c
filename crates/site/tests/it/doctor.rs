//! The paste doctor: files read into the forms, rich text that is pasted, and what is told of both.

use std::io::Write as _;

use archive::WorkId;
use axum::http::StatusCode;
use testkit::story;

use crate::visit::{Seen, TestSite, Who};

/// A form that says what every work needs, but no text.
const REST: &[(&str, &str)] = &[
    ("rating", "General Audiences"),
    ("warnings", "No Archive Warnings Apply"),
    ("fandoms", "Sherlock Holmes"),
    ("language", "en"),
    ("expected", "1"),
];

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document of one paragraph with a word in italics, a scene break and another paragraph in large letters.
fn docx() -> Vec<u8> {
    let relations = "<Relationships><Relationship Id='r' Type='http://x/officeDocument' Target='word/document.xml'/>\
                     </Relationships>";
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
    };
    let paragraph = |runs: &str| format!("<w:p>{runs}</w:p>");
    let body = [
        paragraph(&(run("", "It ") + &run("<w:i/>", "rained") + &run("", " all day."))),
        paragraph(&run("", "* * *")),
        paragraph(&run("<w:sz w:val='40'/>", "Nobody minded.")),
    ];
    let document = format!("<w:document xmlns:w='urn:w'><w:body>{}</w:body></w:document>", body.concat());
    zipped(&[("_rels/.rels", relations), ("word/document.xml", &document)])
}

fn take(site: &TestSite, path: &str, fields: &[(&str, &str)], file: (&str, &[u8])) -> Seen {
    site.submit_file(Who::Ana, path, &[fields, &[("deed", "take")]].concat(), file)
}

/// The form's fields, as they came back, with another button pressed.
fn again<'a>(page: &'a [(String, String)], deed: &'a str) -> Vec<(&'a str, &'a str)> {
    let fields = page.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    fields.filter(|(name, _)| *name != "deed" && *name != "csrf").chain([("deed", deed)]).collect()
}

fn fields(page: &Seen) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let kinds = [
        "form.writing input[type=hidden]",
        "form.writing input[type=text]",
        "form.writing input[type=date]",
        "form.writing input[checked]",
    ];
    for selector in kinds {
        all.extend(page.attributes(selector, "name").into_iter().zip(page.attributes(selector, "value")));
    }
    for name in ["rating", "language"] {
        let chosen = page.texts(&format!("[name={name}] [selected]")).concat();
        all.push((name.to_owned(), if name == "language" { "en".to_owned() } else { chosen }));
    }
    for name in ["summary", "notes", "end_notes", "body"] {
        all.push((name.to_owned(), page.texts(&format!("form.writing [name={name}]")).concat()));
    }
    all
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

#[test]
fn a_file_of_any_kind_becomes_the_text_and_every_letter_is_accounted_for() {
    let site = TestSite::new();
    let docx = docx();
    let html = "<html><body><p>It <i>rained</i> all day.</p><hr><p>Nobody minded.</p></body></html>";
    let files: [(&str, &[u8]); 5] = [
        ("rain.docx", &docx),
        ("rain.rtf", b"{\\rtf1\\ansi It {\\i rained} all day.\\par * * *\\par Nobody minded.\\par}"),
        ("rain.md", b"It *rained* all day.\n\n* * *\n\nNobody minded.\n"),
        ("rain.html", html.as_bytes()),
        ("rain.txt", b"It _rained_ all day.\n\n* * *\n\nNobody minded.\n"),
    ];
    for file in files {
        let page = take(&site, "/works", &[("title", "Mine")], file);
        assert_eq!(page.status, StatusCode::OK, "{} {:?}", file.0, page.texts(".slip"));
        let body = page.texts("#body").concat();
        assert!(body.contains("It <em>rained</em> all day.") || body.contains("It <i>rained</i> all day."), "{body}");
        assert!(body.contains("<hr") && body.contains("Nobody minded."), "{}: {body}", file.0);
        let kept = page.texts("#doctor .kept").concat();
        assert!(kept.contains("one passage in italics, one scene break"), "{}: {kept}", file.0);
        assert!(page.texts("#doctor .more").concat().contains("6 words"), "{}", file.0);
        assert_eq!(page.attributes("#title", "value"), ["Mine"], "what was typed stays");
        assert_eq!(page.texts("#doctor .userstuff p").len(), 2, "it is shown as it will look");
    }
    assert!(site.get(Who::Ana, "/users/ana").texts("li.work.blurb").is_empty(), "nothing is saved");
}

#[test]
fn what_a_file_says_of_its_story_is_put_where_nothing_was_typed_and_told_where_something_was() {
    let site = TestSite::new();
    let text = "---\ntitle: Fog\nsummary: It is foggy.\nfandoms: [Sherlock Holmes]\nrating: Mature\nauthor: bo\n---\n\nFog everywhere.\n";
    let page = take(&site, "/works", &[("title", "Rain"), ("summary", "")], ("fog.md", text.as_bytes()));
    assert_eq!(
        (page.attributes("#title", "value"), page.texts("#summary")),
        (vec!["Rain".into()], vec!["<p>It is foggy.</p>".into()])
    );
    assert_eq!(page.texts("#rating [selected]"), ["Mature"]);
    assert_eq!(page.attributes("#fandoms", "value"), ["Sherlock Holmes"]);
    let offers: Vec<(String, String)> = page.texts(".offers dt").into_iter().zip(page.texts(".offers dd")).collect();
    let told = |label: &str| offers.iter().find(|(name, _)| name == label).map(|(_, told)| told.as_str()).unwrap();
    assert_eq!(told("Title"), "Fog You typed something else, and that stays.");
    assert_eq!(told("Rating"), "Mature It is in the form now.");
    assert_eq!(told("By"), "bo It has no field here.");
}

#[test]
fn a_heading_that_is_only_a_number_is_the_chapters_title_or_named_in_the_report() {
    let site = TestSite::new();
    let (part, first) = ("<h1>Part One</h1><p>Fog everywhere.</p>", "<h1>Chapter 1</h1><p>Fog everywhere.</p>");
    let work = take(&site, "/works", &[("title", "")], ("fog.html", part.as_bytes()));
    assert_eq!(work.attributes("#title", "value"), [""], "{:?}", work.texts("#doctor"));
    assert_eq!(work.texts(".offers dd").first().map(String::as_str), Some("Part One It has no field here."));

    let path = format!("/works/{}/chapters", site.post(story("Rain", 1)));
    let chapter = take(&site, &path, &[("chapter_title", "")], ("fog.html", part.as_bytes()));
    assert_eq!(chapter.attributes("#chapter_title", "value"), ["Part One"]);
    let numbered = take(&site, &path, &[("chapter_title", "")], ("fog.html", first.as_bytes()));
    assert_eq!(numbered.attributes("#chapter_title", "value"), [""]);
    assert_eq!(numbered.texts("#doctor li q"), ["Chapter 1"], "{:?}", numbered.texts("#doctor"));
}

#[test]
fn a_file_of_several_chapters_becomes_a_work_of_several_chapters() {
    let site = TestSite::new();
    let text = "# Chapter 1: The fog\n\nFog *everywhere*.[^1]\n\n[^1]: Much.\n\n# Chapter 2: The rain\n\nRain as well.\n\n# Chapter 3\n\nAnd then the sun.\n";
    let page = take(&site, "/works", &[REST, &[("title", "Weather")]].concat(), ("weather.md", text.as_bytes()));
    assert_eq!(page.texts("[data-more] label"), ["The rain 3 words", "A chapter without a title 4 words"]);
    assert_eq!(page.attributes("#expected", "value"), ["3"]);
    assert_eq!(page.attributes("form.writing", "enctype"), ["multipart/form-data"], "it may be long");

    let all = fields(&page);
    let preview = site.submit(Who::Ana, "/works", &form(&again(&all, "preview")));
    assert_eq!(preview.texts(".preview .further summary"), ["The rain", "Chapter 3"], "{:?}", preview.texts(".slip"));
    let saved = site.submit(Who::Ana, "/works", &form(&again(&all, "draft")));

    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", saved.texts(".slip"));
    let id: WorkId = saved.location().trim_start_matches("/works/").parse().unwrap();
    let index = site.get(Who::Ana, &format!("/works/{id}/navigate"));
    assert_eq!(index.texts(".chapter-index a"), ["1. The fog", "2. The rain", "3. Chapter 3"]);
    let whole = site.get(Who::Ana, &format!("/works/{id}?view_full_work=true"));
    assert_eq!(whole.texts("#chapters .userstuff em"), ["everywhere"]);
    assert_eq!(whole.texts("#chapters .fs-note-text"), ["Much."]);
}

#[test]
fn a_chapter_takes_a_file_of_several_as_one_text_and_says_so() {
    let site = TestSite::new();
    let id = site.post(story("Rain", 1));
    let text = "# Chapter 1: Fog\n\nFog.[^1]\n\n[^1]: One.\n\n# Chapter 2: Rain\n\nRain.[^1]\n\n[^1]: Two.\n";
    let path = format!("/works/{id}/chapters");
    let page = take(&site, &path, &[("body", "Mine."), ("chapter_title", "T")], ("two.md", text.as_bytes()));
    let body = page.texts("#body").concat();
    assert!(body.contains("<h2>Fog</h2>") && body.contains("<h2>Rain</h2>") && body.contains("id=\"fn2\""), "{body}");
    assert!(page.texts("#doctor p").concat().contains("2 chapters"), "{:?}", page.texts("#doctor p"));
    assert_eq!(page.texts("#doctor textarea"), ["Mine."], "the text that gave way is not lost");
    assert_eq!(page.attributes("#chapter_title", "value"), ["T"]);
    let after = take(&site, &path, &[("body", "Mine."), ("file_goes", "after")], ("one.md", b"Theirs.\n"));
    assert_eq!(after.texts("#body"), ["<p>Mine.</p> <p>Theirs.</p>"]);
}

#[test]
fn what_cannot_be_read_is_told_at_the_field_and_everything_typed_comes_back() {
    let site = TestSite::new();
    let two = zipped(&[("a.md", "# A\n\nOne story.\n"), ("b.txt", "Quite another story.\n")]);
    let heavy = vec![b'x'; 16 * 1024 * 1024 + 1];
    let cases: [(&[u8], &str); 5] = [
        (b"%PDF-1.4 and so on", "PDF"),
        (b"   ", "empty"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11", "binary"),
        (&two, "2 stories"),
        (&heavy, "16,777"),
    ];
    for (bytes, word) in cases {
        let page = take(&site, "/works", &[("title", "Rain"), ("body", "Typed.")], ("story.bin", bytes));
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{word}");
        assert!(page.texts("#file-slip").concat().contains(word), "{word}: {:?}", page.texts("#file-slip"));
        assert_eq!(
            (page.attributes("#title", "value"), page.texts("#body")),
            (vec!["Rain".into()], vec!["Typed.".into()])
        );
    }
    let none = site.submit(Who::Ana, "/works", &form(&[("deed", "take"), ("body", "Typed.")]));
    assert_eq!(none.texts("#file-slip"), ["This is needed."]);
}

#[test]
fn who_is_logged_out_gets_the_text_back_and_cannot_send_files_of_any_weight() {
    let site = TestSite::new();
    let fields = [("deed", "take"), ("body", "Typed.")];
    let page = site.submit_file(Who::Guest, "/works", &fields, ("a.md", b"Theirs."));
    assert_eq!((page.status, page.texts("#body")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["Typed.".into()]));
    let heavy = vec![b'x'; 7 * 1024 * 1024];
    let refused = site.submit_file(Who::Guest, "/works", &fields, ("a.md", &heavy));
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[test]
fn what_is_pasted_comes_back_clean_with_a_report() {
    let site = TestSite::new();
    let google = "<meta charset='utf-8'><b style=\"font-weight:normal;\" id=\"docs-internal-guid-1\"><p dir=\"ltr\">\
                  <span style=\"font-size:11pt;font-style:italic\">It</span><span style=\"font-size:11pt\"> rained.</span>\
                  </p><p dir=\"ltr\" onclick=\"x\">* * *</p><p>Then.</p></b>";
    let send = |from: &str, to: &str, text: &str| {
        let answer =
            site.submit(Who::Ana, "/works/drafts/doctor", &form(&[("text", text), ("from", from), ("to", to)]));
        assert_eq!(answer.header("content-type"), "application/json");
        serde_json::from_str::<serde_json::Value>(&answer.text()).unwrap()
    };
    let pasted = send("pasted", "rich", google);
    let text = pasted["text"].as_str().unwrap();
    assert!(text.contains("<em>It</em> rained.") && text.contains("<hr") && !text.contains("onclick"), "{text}");
    let report = pasted["report"].as_str().unwrap();
    assert!(report.contains("one passage in italics, one scene break"), "{report}");
    assert_eq!(send("pasted", "markdown", google)["text"], "*It* rained.\n\n* * *\n\nThen.");
    assert_eq!(send("html", "markdown", "<p>a</p>")["report"], "", "nothing happened to it");
    let dropped = send("html", "rich", "<p>a</p><script>b</script>");
    assert!(dropped["report"].as_str().unwrap().contains("script"), "nothing vanishes silently");
}
