//! `OurChive`'s books, made with ebooklib and without a word of who made them: a cover, a title page with `Summary` and
//! `Notes`, and chapters whose own summary and notes stand before a rule and whose end notes come last.

use ego_tree::NodeId;
use manuscript::{Chapter, Complaint, Manuscript, Place, Prose, Trouble};

use super::generic::Part;
use super::package::Package;
use crate::html::generic::chapters::title_of;
use crate::html::page::Page;

/// Whether the book is one of these.
pub(super) fn is_book(package: &Package, page: &Page, parts: &[Part]) -> bool {
    let by_ebooklib = package.value("generator").is_some_and(|generator| generator.starts_with("Ebook-lib"));
    by_ebooklib && title_page(page, parts).is_some()
}

fn title_page(page: &Page, parts: &[Part]) -> Option<NodeId> {
    let part = parts.iter().find(|part| part.item.path.ends_with("title_page.xhtml"))?;
    page.within(part.root, "center > h1").and(Some(part.root))
}

/// Reads the joined files of the book.
pub(super) fn read(page: &mut Page, parts: &[Part]) -> Manuscript {
    let mut manuscript = Manuscript::default();
    for part in parts {
        for window_title in page.all_within(part.root, "head > title") {
            page.fact(window_title);
        }
        let body = page.within(part.root, "body").unwrap_or(part.root);
        if part.item.path.ends_with("title_page.xhtml") {
            title(page, body, &mut manuscript);
        } else if part.item.path.ends_with("cover_page.xhtml") {
            page.drop_as(body, "cover");
        } else {
            manuscript.chapters.push(chapter(page, body));
        }
    }
    manuscript
}

fn title(page: &mut Page, body: NodeId, manuscript: &mut Manuscript) {
    if let Some(title) = page.within(body, "center > h1") {
        manuscript.title = page.fact(title);
    }
    if let Some(name) = page.within(body, "center > h2").map(|name| page.fact(name)) {
        manuscript.bylines = vec![manuscript::Byline { name, ..manuscript::Byline::default() }];
    }
    let all = page.children(body);
    let [_, summary, notes] = sections(page, &all, &["Summary", "Notes"]);
    manuscript.summary = said(page, &summary, Place::Summary);
    manuscript.notes = said(page, &notes, Place::Notes);
}

/// The nodes before the first of these headings and behind each. The headings are taken as facts.
fn sections<const COUNT: usize>(page: &mut Page, nodes: &[NodeId], heads: &[&str]) -> [Vec<NodeId>; COUNT] {
    let mut sections: [Vec<NodeId>; COUNT] = std::array::from_fn(|_| Vec::new());
    let mut at = 0;
    for node in nodes {
        let head = heads.iter().position(|head| page.is(*node, "h2, h3") && page.text(*node) == *head);
        if let Some(next) = head.map(|head| head + 1).filter(|next| *next > at) {
            at = next;
            page.fact(*node);
        } else if let Some(section) = sections.get_mut(at) {
            section.push(*node);
        }
    }
    sections
}

/// A field that was left empty says `None`.
fn said(page: &mut Page, nodes: &[NodeId], place: Place) -> Prose {
    let words: String = nodes.iter().map(|node| page.text(*node)).collect();
    if words.trim() == "None" {
        for node in nodes {
            page.fact(*node);
        }
        Complaint::new(Trouble::Changed, "empty field that said “None”", "").join(&mut page.complaints);
        return Prose::default();
    }
    page.prose_of(nodes, place)
}

fn chapter(page: &mut Page, body: NodeId) -> Chapter {
    let title = page.within(body, "h2").map(|heading| page.fact(heading)).unwrap_or_default();
    let all = page.children(body);
    let rule = all.iter().position(|node| page.name(*node) == "hr");
    let (before, behind) = all.split_at_checked(rule.unwrap_or(0)).unwrap_or_default();
    let [mut text, summary, notes] = sections(page, before, &["Summary", "Notes"]);
    let [body, end_notes] =
        sections(page, behind.get(usize::from(rule.is_some())..).unwrap_or_default(), &["End Notes"]);
    text.extend(body);
    if !end_notes.is_empty() {
        // The rule between the text and the end notes is the program's.
        let is_gap = |node: &NodeId| matches!(page.name(*node), "br" | "hr") || page.text(*node).is_empty();
        let end = text.iter().rposition(|node| !is_gap(node)).map_or(0, |last| last + 1);
        text.truncate(end);
    }
    Chapter {
        title: title_of(&title),
        summary: said(page, &summary, Place::Summary),
        notes: said(page, &notes, Place::Notes),
        body: page.prose_of(&text, Place::Body),
        end_notes: said(page, &end_notes, Place::Notes),
        ..Chapter::default()
    }
}
