//! HTML, Markdown and JSON come back as the story they were made of; plain text with its chapters and titles.

#![no_main]

use export::Format;
use libfuzzer_sys::fuzz_target;
use manuscript::Manuscript;

fuzz_target!(|data: &[u8]| {
    let Some(story) = fuzz::story(data) else { return };
    for format in [Format::Html, Format::Markdown, Format::Json] {
        assert_eq!(fuzz::there_and_back(&story, format), story, "{format:?}");
    }
    assert_eq!(shape(&fuzz::there_and_back(&story, Format::Text)), shape(&story));
});

/// The titles on one line each, and the letters of each text.
fn shape(story: &Manuscript) -> Vec<(String, u64)> {
    let one_line = |title: &str| title.replace(['\n', '\r', '\t'], " ").trim_matches(' ').to_owned();
    let letters = |chapter: &manuscript::Chapter| manuscript::letters_of_html(chapter.body.html());
    let chapters = story.chapters.iter().map(|chapter| (one_line(&chapter.title), letters(chapter)));
    std::iter::once((one_line(&story.title), 0)).chain(chapters).collect()
}
