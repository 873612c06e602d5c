//! Any other page: a hand-made page, a word processor's export, a page of Royal Road or Wattpad.
//!
//! Facts come from the page's metadata and from a block of `Label: value` lines before the story; headings make
//! chapters. Whatever stands around the story is dropped by name, hidden paragraphs with it.

pub(crate) mod chapters;
pub(crate) mod header_lines;
mod metadata;
mod sites;

use ego_tree::NodeId;
use manuscript::{Chapter, Manuscript, Place};

use super::page::Page;

/// Parts of pages that are never the story.
const FURNITURE: &str = "nav, [role=navigation], aside, form, button, select, footer, dialog, \
     .navbar, .breadcrumb, .breadcrumbs, .share, .sharedaddy, .comments, #comments, .cookie, .sidebar";

/// Reads the page.
pub(crate) fn read(page: &mut Page) -> Manuscript {
    let mut manuscript = Manuscript::default();
    page.drop_hidden();
    metadata::read(page, &mut manuscript);
    if sites::read(page, &mut manuscript) {
        return manuscript;
    }
    page.furniture(FURNITURE, "page navigation");
    let root = root(page);
    header_lines::read(page, root, &mut manuscript);
    chapters::read(page, root, &mut manuscript);
    manuscript
}

/// The element that holds the story: the one `<article>` or `<main>` with most of the page's text, otherwise the body.
fn root(page: &Page) -> NodeId {
    let body = page.find("body").unwrap_or(page.root());
    let whole = page.letters_under(body);
    let most = |id: &NodeId| page.letters_under(*id) * 10 >= whole * 7;
    ["article", "main", "[role=main]", "#content", ".entry-content"]
        .iter()
        .filter_map(|css| page.find(css))
        .find(most)
        .unwrap_or(body)
}

/// Adds a chapter unless there is nothing in it.
fn add_chapter(page: &mut Page, title: String, body: super::markup::Markup, manuscript: &mut Manuscript) {
    let body = page.clean(body, Place::Body);
    if !body.is_empty() || !title.is_empty() {
        manuscript.chapters.push(Chapter { title, body, ..Chapter::default() });
    }
}
