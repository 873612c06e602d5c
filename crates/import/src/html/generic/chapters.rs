//! Cuts a page at its headings into chapters.

use ego_tree::NodeId;
use manuscript::{Manuscript, Place, chapter_heading};

use super::add_chapter;
use crate::headings;
use crate::html::page::Page;

/// Takes everything below `root` as chapters of the story.
pub(crate) fn read(page: &mut Page, root: NodeId, manuscript: &mut Manuscript) {
    title(page, root, manuscript);
    let heads = heads(page, root);
    let titles: Vec<String> = heads.iter().map(|id| page.text(*id)).collect();
    let mut pieces = page.pieces(root, &heads).into_iter();
    let before = pieces.next().unwrap_or_default();

    if heads.is_empty() {
        add_chapter(page, String::new(), before, manuscript);
        return;
    }
    // A few lines before the first chapter introduce the work; a long text is a chapter that nobody named, and what
    // follows notes that are there already must not take their place.
    let noted = !manuscript.notes.is_empty() && before.letters > 0;
    if noted || before.letters > 1_500 {
        add_chapter(page, String::new(), before, manuscript);
    } else if before.letters > 0 {
        manuscript.notes = page.clean(before, Place::Notes);
    } else {
        page.clean(before, Place::Notes);
    }
    for (title, piece) in titles.into_iter().zip(pieces) {
        page.count_fact(manuscript::letters(&title));
        let title = headings::title(&title, manuscript);
        add_chapter(page, title, piece, manuscript);
    }
}

/// Takes the one `<h1>` before all other text as the work's title.
fn title(page: &mut Page, root: NodeId, manuscript: &mut Manuscript) {
    let tops = page.all_within(root, "h1");
    let [top] = tops.as_slice() else { return };
    let text = page.text(*top);
    let others = !page.all_within(root, "h2, h3").is_empty();
    if !text.is_empty() && (others || !is_head(&text)) && page.letters_before(*top, root) < 200 {
        manuscript.title = page.fact(*top);
    }
}

/// The headings that open chapters: the highest level that occurs more than once or reads like a chapter's heading.
fn heads(page: &Page, root: NodeId) -> Vec<NodeId> {
    for level in ["h1", "h2", "h3", "h4"] {
        let heads: Vec<NodeId> =
            page.all_within(root, level).into_iter().filter(|id| page.letters_under(*id) > 0).collect();
        // A heading that is not closed may hold the next one; then it is one heading.
        let outside =
            |id: &NodeId| !page.lies_in(*id, level) && !page.lies_in(*id, "table, blockquote, li, [class^=fs-]");
        let heads: Vec<NodeId> = heads.into_iter().filter(outside).collect();
        if heads.len() > 1 || heads.iter().any(|id| is_head(&page.text(*id))) {
            return heads;
        }
    }
    Vec::new()
}

/// A heading without the chapter's number.
pub(crate) fn title_of(heading: &str) -> String {
    chapter_heading(heading).map_or_else(|| heading.to_owned(), |heading| heading.title)
}

/// Whether a heading reads like a chapter's.
pub(crate) fn is_head(text: &str) -> bool {
    let numbered = text.starts_with(|c: char| c.is_ascii_digit()) && text.len() < 60;
    numbered || chapter_heading(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapter_headings_are_known_by_their_first_word_or_number() {
        for text in ["Chapter 1: Fog", "PROLOGUE", "1. Fog", "Kapitel 2", "Part Two"] {
            assert!(is_head(text), "{text}");
        }
        for text in ["The Blue Lamp", "A chapter of accidents", "Partners", ""] {
            assert!(!is_head(text), "{text}");
        }
    }
}
