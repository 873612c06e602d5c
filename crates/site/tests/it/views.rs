//! A text written as HTML, as Markdown or as it looks: the form's views, without script, and what is remembered of them.

use axum::http::StatusCode;
use testkit::{prose, story};

use crate::visit::{TestSite, Who};

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

#[test]
fn a_text_is_turned_into_markdown_and_back_without_script() {
    let site = TestSite::new();
    let text = "It <i>rained</i> <em>all</em> day.\n\n***\n\nNobody minded.";
    let page = site.submit(Who::Ana, "/works", &form(&[("body", text), ("view", "html"), ("deed", "markdown")]));
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts("#body"), ["It <i>rained</i> *all* day. *** Nobody minded."]);
    assert_eq!(page.texts("#view [selected]"), ["Markdown"]);

    let markdown = "It <i>rained</i> *all* day.\n\n***\n\nNobody minded.";
    let back = site.submit(Who::Ana, "/works", &form(&[("body", markdown), ("view", "markdown"), ("deed", "html")]));

    let expected = "<p>It <i>rained</i> <em>all</em> day.</p> <hr data-mark=\"***\" /><p>Nobody minded.</p>";
    assert_eq!(back.texts("#body"), [expected]);
    assert!(
        back.attributes("form[data-fresh]", "action").is_empty(),
        "what was kept before is not brought back over it"
    );
}

#[test]
fn the_view_that_was_chosen_is_remembered_and_saving_in_it_changes_nothing() {
    let site = TestSite::new();
    let body = prose("<p>One <em>two</em>.</p><p class=\"fs-when\">x * y</p><hr data-mark=\"~*~\" /><p>Three.</p>");
    let mut work = story("Rain", 1);
    work.chapters[0].body = body;
    let id = site.post(work);
    let path = format!("/works/{id}");
    let shown = || site.get(Who::Guest, &path).texts("#chapters .userstuff").concat();
    let before = shown();
    for view in ["markdown", "rich", "html"] {
        let sent = form(&[("text", ""), ("from", "html"), ("to", view)]);
        site.submit(Who::Ana, "/works/drafts/doctor", &sent);
        let page = site.get(Who::Ana, &format!("{path}/edit"));
        assert_eq!(page.attributes("#view", "data-view"), [view]);
        let text = scraper::Selector::parse("#body").unwrap();
        let text: String = page.html().select(&text).flat_map(|area| area.text()).collect();
        assert_eq!(text.contains("One *two*."), view == "markdown", "{text}");
        let chapter = format!("{path}/chapters/{}", chapter(&site, &path));
        let base = site.get(Who::Ana, &format!("{chapter}/edit")).attributes("[name=base]", "value").concat();
        let saved = form(&[("body", &text), ("view", view), ("base", &base), ("expected", "1"), ("deed", "post")]);
        assert_eq!(site.submit(Who::Ana, &chapter, &saved).status, StatusCode::SEE_OTHER);
        assert_eq!(shown(), before, "{view}");
        let versions = site.get(Who::Ana, &format!("{chapter}/versions")).texts(".version-list tbody tr");
        assert!(versions.len() <= 2, "{view}: no byte has changed, but for the title that was taken off: {versions:?}");
    }
    assert_eq!(site.get(Who::Bo, "/works/new").attributes("#view", "data-view"), ["html"], "it is ana's alone");
}

fn chapter(site: &TestSite, path: &str) -> String {
    let links = site.get(Who::Ana, &format!("{path}/navigate")).attributes(".chapter-index a", "href");
    links[0].rsplit('/').next().unwrap().to_owned()
}

#[test]
fn markdown_is_read_as_it_was_typed_and_keeps_what_nothing_refers_to() {
    let site = TestSite::new();
    let text = "# Not a title\n\nTea[^1] and *jam*.\n\n[^1]: Oolong.\n\n[^2]: Alone.";
    let id = site.post(story("Rain", 1));
    let sent = form(&[("body", text), ("view", "markdown"), ("deed", "preview"), ("expected", "?")]);
    let page = site.submit(Who::Ana, &format!("/works/{id}/chapters"), &sent);
    assert_eq!(page.texts(".preview .text h1"), ["Not a title"]);
    assert_eq!(page.texts(".preview .text em"), ["jam"]);
    assert_eq!(page.texts(".preview .text .fs-note-text"), ["Oolong."]);
    assert!(page.texts(".preview .text").concat().contains("[^2]: Alone."), "{:?}", page.texts(".preview .text"));
}

#[test]
fn the_page_that_is_written_on_is_there_for_script_alone() {
    let site = TestSite::new();
    let page = site.get(Who::Ana, "/works/new");
    assert_eq!(page.attributes("#surface[hidden][contenteditable][role=textbox]", "aria-multiline"), ["true"]);
    assert_eq!(page.attributes(".tools[hidden]", "role"), ["toolbar"]);
    assert_eq!(page.texts(".tools button .visually-hidden").len(), 13, "every tool has its words");
    assert_eq!(page.texts("#view option"), ["HTML", "Markdown"]);
    let first = page.attributes("form.writing button[name=deed]", "value");
    assert_eq!(first[0], "preview", "the Enter key changes nothing");
    let script = site.get(Who::Guest, page.attributes("script[src*=surface]", "src")[0].as_str());
    assert!(script.status == StatusCode::OK && script.bytes.len() < 16_000, "{} bytes", script.bytes.len());
}
