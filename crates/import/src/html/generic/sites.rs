//! Saved pages of sites that mark a chapter's text by a class: Royal Road and Wattpad.

use manuscript::{Chapter, Manuscript, Place};

use crate::html::otwarchive::chapter_title;
use crate::html::page::Page;

/// Reads a chapter of one of these sites; false when the page is from none of them.
pub(super) fn read(page: &mut Page, manuscript: &mut Manuscript) -> bool {
    royal_road(page, manuscript) || wattpad(page, manuscript)
}

/// Author's notes of a chapter; Royal Road has one before and one after the text, each in two elements.
const NOTES: usize = 8;

fn royal_road(page: &mut Page, manuscript: &mut Manuscript) -> bool {
    let Some(text) = page.find(".chapter-inner") else { return false };
    let notes = page.find_all(".author-note-portlet, .portlet .author-note, .author-note");
    let mut chapter = Chapter {
        title: page.fact_at("h1").map(|title| chapter_title(&title)).unwrap_or_default(),
        ..Chapter::default()
    };
    for note in notes.into_iter().take(NOTES) {
        // What comes later in the page has the larger place in the tree's order.
        let before = page.comes_before(note, text);
        let field = if before { &mut chapter.notes } else { &mut chapter.end_notes };
        if field.is_empty() && page.is_here(note) {
            *field = page.prose(note, Place::Notes);
        }
    }
    chapter.body = page.prose(text, Place::Body);
    if let Some(story) = page.fact_at("h2").filter(|title| !title.is_empty()) {
        manuscript.title = story;
    }
    byline(page, "h3 a[href*='/profile/'], .author a, a[href*='/profile/']", manuscript);
    manuscript.chapters.push(chapter);
    true
}

fn wattpad(page: &mut Page, manuscript: &mut Manuscript) -> bool {
    let paragraphs = page.find_all("pre p[data-p-id], p[data-p-id]");
    if paragraphs.is_empty() {
        return false;
    }
    let title = page.fact_at("h1").unwrap_or_default();
    let body = page.prose_of(&paragraphs, Place::Body);
    byline(page, "a[href*='/user/']", manuscript);
    manuscript.chapters.push(Chapter { title, body, ..Chapter::default() });
    true
}

fn byline(page: &mut Page, css: &str, manuscript: &mut Manuscript) {
    let Some(link) = page.find(css) else { return };
    let url = Some(page.attr(link, "href").to_owned()).filter(|url| url.starts_with("http"));
    let name = page.fact(link);
    if manuscript.bylines.is_empty() && !name.is_empty() {
        manuscript.bylines = vec![manuscript::Byline { name, account: None, url }];
    }
}
