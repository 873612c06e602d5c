//! The introduction of `FicHub`'s books: title and author, the description, one paragraph for each fact, and a last one
//! that names `FicHub`. Its package holds less, and calls every book English.

use ego_tree::NodeId;
use manuscript::{Byline, Manuscript, Place};

use crate::header::rated_line;
use crate::html::fanficfare::put_row;
use crate::html::page::Page;

/// Beginnings of the paragraphs behind the description.
const LABELS: [&str; 7] = ["Status", "Published", "Updated", "Words", "Chapters", "Rated", "Original source"];

/// The body of the introduction, if the book has one.
pub(super) fn introduction(page: &Page) -> Option<NodeId> {
    page.find_all("body:has(a[href*='fichub.net'])")
        .into_iter()
        .find(|body| page.letters_under(*body) < 20_000 && page.text(*body).contains("Exported with the assistance of"))
}

/// Takes everything that the introduction says.
pub(super) fn read(page: &mut Page, manuscript: &mut Manuscript) {
    let Some(body) = introduction(page) else { return };
    if let Some(title) = page.within(body, "h1") {
        manuscript.title = page.fact(title);
    }
    let mut description = Vec::new();
    for node in page.children(body) {
        let text = page.text(node);
        let label = text.split_once(':').map_or("", |(label, _)| label);
        if let Some(name) =
            text.strip_prefix("By: ").filter(|_| page.is(node, "p:has(b)") && manuscript.bylines.is_empty())
        {
            manuscript.bylines = vec![Byline { name: name.to_owned(), ..Byline::default() }];
            page.fact(node);
        } else if text.starts_with("Exported with the assistance of") {
            page.drop_as(node, "line of the program that made the book");
        } else if LABELS.contains(&label) || text.contains(" - Language: ") {
            page.tell(&[node], manuscript, take_line);
        } else {
            description.push(node);
        }
    }
    manuscript.summary = page.prose_of(&description, Place::Summary);
}

/// `Status: complete`, or several facts in one line as FanFiction.net has them.
fn take_line(line: &str, manuscript: &mut Manuscript) {
    match line.split_once(": ") {
        Some(("Original source", address)) => manuscript.provenance.url = Some(address.to_owned()),
        Some((label, value)) if !value.contains(": ") => put_row(label, value, manuscript),
        _ => rated_line::apply(line, manuscript),
    }
}
