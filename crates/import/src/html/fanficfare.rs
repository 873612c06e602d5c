//! FanFicFare's HTML file and EPUB: a title page of `Label: value` rows and one section or file a chapter (§2.4).
//!
//! Labels may be renamed, dropped and added by the user's settings, so every row is taken: known labels become fields,
//! all others extra lines. `Category` means the fandom here and `Genre` holds categories such as `M/M` as well.

use ego_tree::NodeId;
use manuscript::{Byline, Category, Chapter, Manuscript, Place, RelationKind, SeriesPlace};

use super::labels::{Field, number, put_language};
use super::otwarchive::chapter_title;
use super::otwarchive::related::related;
use super::page::Page;
use crate::header;
use crate::pieces::append;

/// Whether a page is FanFicFare's one HTML file.
pub(crate) fn is_html(page: &Page) -> bool {
    let sections = page.find("a[name^=section]").is_some() || page.find("a[name=TOCTOP]").is_some();
    page.find("a.authorlink").is_some() && (sections || page.find("table.full").is_some())
}

/// Whether the pages of a book are FanFicFare's.
pub(crate) fn is_book(page: &Page) -> bool {
    page.find("body.fff_titlepage, body.fff_chapter, meta[name=chapterurl]").is_some()
}

/// Reads the HTML file.
pub(crate) fn read_html(page: &mut Page) -> Manuscript {
    let mut manuscript = Manuscript::default();
    title_page(page, page.root(), &mut manuscript);
    contents(page);
    let heads = page.find_all("a[name^=section]");
    for head in heads {
        let title = page.text(head);
        let body = following(page, head);
        page.fact(head);
        manuscript.chapters.push(Chapter { title, ..Chapter::default() });
        text(page, &body, &mut manuscript);
    }
    complete(&mut manuscript);
    manuscript
}

/// Reads the joined files of a book.
pub(crate) fn read_book(page: &mut Page) -> Manuscript {
    let mut manuscript = Manuscript::default();
    if let Some(id) = page.find("body.fff_titlepage").or_else(|| page.find("body")) {
        title_page(page, id, &mut manuscript);
    }
    for css in ["body.fff_tocpage", "body.fff_logpage", "body.fff_log_page"] {
        page.furniture(css, "contents and update log");
    }
    for file in page.find_all("html:has(body.fff_chapter), html:has(> head > meta[name=chapterurl])") {
        let titled = page.within(file, "meta[name=chapterorigtitle], meta[name=chaptertitle]");
        let stated = titled.map(|meta| page.attr(meta, "content").to_owned());
        let shown = page.within(file, ".fff_chapter_title, body > h3, body > h2").map(|heading| page.fact(heading));
        let title = stated.or(shown).unwrap_or_default();
        manuscript.chapters.push(Chapter { title, ..Chapter::default() });
        let body: Vec<NodeId> = page.within(file, "body").map(|body| page.children(body)).unwrap_or_default();
        text(page, &body, &mut manuscript);
        for window_title in page.all_within(file, "head > title") {
            page.fact(window_title);
        }
    }
    complete(&mut manuscript);
    manuscript
}

/// Title with the story's address, authors, and the rows.
fn title_page(page: &mut Page, part: NodeId, manuscript: &mut Manuscript) {
    if let Some(heading) = page.within(part, "h1:has(a), h2:has(a), h3:has(a)") {
        manuscript.bylines = authors(page, heading);
        if let Some(link) = page.within(heading, "a:not(.authorlink)") {
            manuscript.title = page.text(link);
            manuscript.provenance.url = Some(page.attr(link, "href").to_owned()).filter(|url| url.starts_with("http"));
        }
        page.fact(heading);
    }
    for label in page.all_within(part, "b") {
        let name = page.text(label);
        let is_label = name.ends_with(':') && !page.lies_in(label, "a, p, .fff_chapter, .fff_chapter_notes");
        if is_label && page.is_here(label) {
            let value = value_of(page, label);
            page.fact(label);
            put(page, name.trim_end_matches(':'), &value, manuscript);
        }
    }
}

fn authors(page: &Page, heading: NodeId) -> Vec<Byline> {
    let links = page.all_within(heading, "a.authorlink").into_iter();
    links
        .map(|link| Byline { name: page.text(link), account: None, url: Some(page.attr(link, "href").to_owned()) })
        .collect()
}

/// The nodes of a row's value: the next cell, or what follows the label up to the end of the line.
fn value_of(page: &Page, label: NodeId) -> Vec<NodeId> {
    if let Some(cell) = page.parent(label).filter(|above| page.name(*above) == "td") {
        return page.next_element(cell).map(|next| page.children(next)).unwrap_or_default();
    }
    let Some(node) = page.node(label) else { return Vec::new() };
    let ids = node.next_siblings().map(|next| next.id());
    ids.take_while(|id| !matches!(page.name(*id), "br" | "b")).collect()
}

/// Puts one row where it belongs.
fn put(page: &mut Page, label: &str, value: &[NodeId], manuscript: &mut Manuscript) {
    if matches!(label, "Summary" | "Description") {
        let words: Vec<String> = value.iter().map(|id| page.text(*id)).collect();
        let summary = page.prose_of(value, Place::Summary);
        append(&mut manuscript.summary, summary, Place::Summary, &mut page.complaints);
        manuscript.proposals.extend(header::propose(&words.join(" ")));
        return;
    }
    page.tell(value, manuscript, |text, manuscript| put_row(label, text, manuscript));
}

/// Puts a fact where it belongs that programs like FanFicFare state under such a label, in any case.
pub(crate) fn put_row(label: &str, text: &str, manuscript: &mut Manuscript) {
    let list = || text.split(", ").map(|word| word.trim().to_owned()).collect::<Vec<_>>();
    let lower = label.to_lowercase();
    match lower.as_str() {
        "category" | "categories" | "fandom" | "fandoms" => Field::Fandom.put(list(), manuscript),
        "genre" | "genres" => genres(list(), manuscript),
        "series" => manuscript.series.extend(series(text)),
        "language" => put_language(text, manuscript),
        "rating" => Field::Rating.put(vec![text.to_owned()], manuscript),
        "relationships" | "characters" | "warnings" | "collections" => {
            if let Some(field) = Field::of(label) {
                field.put(list(), manuscript);
            }
        }
        lower => put_plain((label, lower), text, manuscript),
    }
}

/// Dates, counts and everything that is no list.
fn put_plain((label, lower): (&str, &str), text: &str, manuscript: &mut Manuscript) {
    match lower {
        "published" => manuscript.published = header::parse_date(text),
        "updated" => manuscript.updated = header::parse_date(text),
        "words" => manuscript.statistics.words = number(text),
        "kudos" => manuscript.statistics.kudos = number(text),
        "comments" | "reviews" => manuscript.statistics.comments = number(text),
        "bookmarks" | "follows" => manuscript.statistics.bookmarks = number(text),
        "hits" => manuscript.statistics.hits = number(text),
        "publisher" | "site" => manuscript.provenance.publisher = Some(text.to_owned()),
        "story url" => manuscript.provenance.url = Some(text.to_owned()),
        "chapters" | "packaged" | "author url" => {}
        // The number of chapters is known only when all have been read.
        "status" if is_one_of(text, &["completed", "complete"]) => manuscript.expected_chapters = Some(0),
        "status" if is_one_of(text, &["in-progress", "in progress", "ongoing"]) => {}
        _ if text.is_empty() || header::apply(label, text, manuscript) => {}
        _ => manuscript.extra.push((label.to_owned(), text.to_owned())),
    }
}

fn is_one_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn genres(words: Vec<String>, manuscript: &mut Manuscript) {
    let (categories, others) = words.into_iter().partition(|word| word.parse::<Category>().is_ok());
    Field::Category.put(categories, manuscript);
    Field::Additional.put(others, manuscript);
}

/// `The Lamp [2]`.
fn series(text: &str) -> Option<SeriesPlace> {
    let numbered = text.strip_suffix(']').and_then(|text| text.rsplit_once(" ["));
    let (title, part) = numbered.map_or((text, None), |(title, part)| (title, part.parse().ok()));
    (!title.is_empty()).then(|| SeriesPlace { title: title.to_owned(), part, url: None })
}

/// The list of chapters before the first one.
fn contents(page: &mut Page) {
    for top in page.find_all("a[name=TOCTOP]") {
        if let Some(list) = page.next_element(top).filter(|id| page.within(*id, "a[href^='#section']").is_some()) {
            page.fact(list);
        }
        page.fact(top);
    }
}

/// What follows a section's head up to the next head.
fn following(page: &Page, head: NodeId) -> Vec<NodeId> {
    let Some(node) = page.node(head) else { return Vec::new() };
    node.next_siblings().map(|next| next.id()).take_while(|id| !page.is(*id, "a[name^=section]")).collect()
}

/// Takes a chapter's notes and text.
fn text(page: &mut Page, nodes: &[NodeId], manuscript: &mut Manuscript) {
    let place = manuscript.chapters.len();
    associations(page, nodes, manuscript);
    let Some(chapter) = manuscript.chapters.last_mut() else { return };
    chapter.title = without_number(&chapter.title, place);
    for id in nodes {
        let field = if page.is(*id, ".fff_head_notes") {
            &mut chapter.notes
        } else if page.is(*id, ".fff_foot_notes") {
            &mut chapter.end_notes
        } else {
            continue;
        };
        page.prose_into(field, *id, Place::Notes);
    }
    chapter.body = page.prose_of(nodes, Place::Body);
}

/// What AO3 says above the notes of whom a work is for and where it comes from, and below it of what comes from it.
fn associations(page: &mut Page, nodes: &[NodeId], manuscript: &mut Manuscript) {
    let above: Vec<NodeId> = nodes.iter().copied().filter(|id| page.is(*id, ".fff_chapter_notes")).collect();
    for notes in above {
        for item in page.all_within(notes, "ul.associations > li") {
            related(page, item, None, manuscript);
        }
        for list in page.all_within(notes, "#children") {
            for item in page.all_within(list, "li") {
                related(page, item, Some(RelationKind::Inspired), manuscript);
            }
            page.fact(list);
        }
    }
}

/// `3. The Lamp` and `Chapter 3: The Lamp` without the number, where it is the chapter's own.
fn without_number(title: &str, place: usize) -> String {
    let numbered = title.strip_prefix(&format!("{place}. ")).unwrap_or(title);
    chapter_title(numbered)
}

/// A story that calls itself complete has as many chapters as were read.
pub(crate) fn complete(manuscript: &mut Manuscript) {
    if manuscript.expected_chapters == Some(0) {
        manuscript.expected_chapters = Some(manuscript.chapters.len() as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_has_its_place_in_brackets() {
        for (text, title, part) in
            [("The Lamp [2]", "The Lamp", Some(2)), ("The Lamp", "The Lamp", None), ("X [y]", "X", None)]
        {
            let place = series(text).unwrap();
            assert_eq!((place.title.as_str(), place.part), (title, part));
        }
        assert_eq!(series(""), None);
    }

    #[test]
    fn genres_that_are_categories_become_categories() {
        let mut manuscript = Manuscript::default();
        genres(vec!["F/F".into(), "Angst".into()], &mut manuscript);
        assert_eq!((manuscript.categories, manuscript.additional), (vec![Category::FF], vec!["Angst".to_owned()]));
    }

    #[test]
    fn only_a_chapters_own_number_is_taken_from_its_title() {
        assert_eq!(without_number("2. Fog", 2), "Fog");
        assert_eq!(without_number("39. Steps", 2), "39. Steps");
        assert_eq!(without_number("Chapter 2: Fog", 2), "Fog");
    }
}
