//! The page about the story in `FicLab`'s books: where it is from, and a table of facts with labels in lower case.

use ego_tree::NodeId;
use manuscript::{Manuscript, Place};

use super::metadata::says_nothing;
use crate::html::fanficfare::put_row;
use crate::html::labels::{Field, add};
use crate::html::page::Page;

/// The body of the page that names `FicLab`, if the book has one.
pub(super) fn colophon(page: &Page) -> Option<NodeId> {
    page.find_all("body:has(a[href*='ficlab.com'])")
        .into_iter()
        .find(|body| page.text(*body).contains("based on content retrieved from"))
}

/// Takes the facts; what the page says of itself is named.
pub(super) fn read(page: &mut Page, manuscript: &mut Manuscript) {
    let Some(body) = colophon(page) else { return };
    for row in page.all_within(body, "tr:has(th):has(td)") {
        let (Some(label), Some(value)) = (page.within(row, "th"), page.within(row, "td")) else { continue };
        let name = page.fact(label);
        take_row(page, name.trim_end_matches(':'), value, manuscript);
    }
    page.drop_as(body, "page of the program that made the book");
}

fn take_row(page: &mut Page, label: &str, value: NodeId, manuscript: &mut Manuscript) {
    match label.to_lowercase().as_str() {
        "description" | "summary" => page.prose_into(&mut manuscript.summary, value, Place::Summary),
        "tags" => {
            let tags = page.fact(value);
            tags.split(", ").map(str::trim).filter(|tag| !says_nothing(tag)).for_each(|tag| put_tag(tag, manuscript));
        }
        _ => page.tell(&[value], manuscript, |text, manuscript| put_row(label, text, manuscript)),
    }
}

/// `A + B Crossover` is FanFiction.net's way of naming two fandoms.
fn put_tag(tag: &str, manuscript: &mut Manuscript) {
    match tag.strip_suffix(" Crossover").filter(|both| both.contains(" + ")) {
        Some(both) => both.split(" + ").for_each(|fandom| add(fandom.to_owned(), &mut manuscript.fandoms)),
        None => Field::Category.put(vec![tag.to_owned()], manuscript),
    }
}
