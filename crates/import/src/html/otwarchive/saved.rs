//! A work's page as a browser saved it: the whole work or one chapter (`spec/formats.md` §2.3).

use ego_tree::NodeId;
use manuscript::{Chapter, Complaint, Manuscript, Place, RelationKind, Trouble};

use super::related::related;
use super::{bylines, chapter_count, chapter_title, row, series, work_url};
use crate::header;
use crate::html::labels::number;
use crate::html::page::Page;

/// Whether a page is a work's page.
pub(crate) fn is_it(page: &Page) -> bool {
    page.find("dl.work.meta").is_some() || page.find("#workskin").is_some()
}

/// Reads the work; the rest of the page is named as navigation by the caller.
pub(crate) fn read(page: &mut Page) -> Manuscript {
    let mut manuscript = Manuscript::default();
    address(page, &mut manuscript);
    skin(page);
    title_page(page, &mut manuscript);
    preface(page, &mut manuscript);
    chapters(page, &mut manuscript);
    page.furniture("#comments_placeholder, ol.thread, #kudos, #feedback", "comments and kudos");
    manuscript
}

fn address(page: &Page, manuscript: &mut Manuscript) {
    let canonical = page.find("link[rel=canonical], meta[property='og:url']");
    let stated = canonical.map(|id| format!("{}{}", page.attr(id, "href"), page.attr(id, "content")));
    let clean = |url: String| {
        let (site, path) = url.split_once("/works/")?;
        let number: String = path.chars().take_while(char::is_ascii_digit).collect();
        (site.starts_with("http") && !number.is_empty()).then(|| format!("{site}/works/{number}"))
    };
    let relative = page.find_all("a[href*='/works/']").into_iter().find_map(|link| {
        let (_, path) = page.attr(link, "href").split_once("/works/")?;
        let number: String = path.chars().take_while(char::is_ascii_digit).collect();
        (!number.is_empty() && is_ao3(page)).then(|| format!("https://archiveofourown.org/works/{number}"))
    });
    manuscript.provenance.url = stated.and_then(clean).or_else(|| work_url(page, page.root())).or(relative);
    manuscript.provenance.publisher = is_ao3(page).then(|| "Archive of Our Own".to_owned());
}

fn is_ao3(page: &Page) -> bool {
    page.find("head > title").is_some_and(|title| page.text(title).contains("Archive of Our Own"))
}

/// The author's own style sheet for the work is no part of the story here, but a person should know.
fn skin(page: &mut Page) {
    if page.css.contains("#workskin") {
        Complaint::new(Trouble::Changed, "work skin", "").join(&mut page.complaints);
    }
}

fn title_page(page: &mut Page, manuscript: &mut Manuscript) {
    for value in page.find_all("dl.stats dd") {
        let class = page.attr(value, "class").to_owned();
        let text = page.fact(value);
        statistic(&class, &text, manuscript);
    }
    for list in page.find_all("dl.stats") {
        page.fact(list);
    }
    for value in page.find_all("dl.work.meta > dd") {
        if page.is(value, ".series") {
            manuscript.series = series(page, value);
            page.fact(value);
        } else if let Some(label) = label_of(page, value) {
            let label = page.fact(label);
            row(page, &label, value, manuscript);
        }
    }
    for list in page.find_all("dl.work.meta") {
        page.fact(list);
    }
}

fn label_of(page: &Page, value: NodeId) -> Option<NodeId> {
    let before = page.node(value)?.prev_siblings().find(|node| node.value().is_element())?;
    (page.name(before.id()) == "dt").then(|| before.id())
}

fn statistic(class: &str, text: &str, manuscript: &mut Manuscript) {
    let statistics = &mut manuscript.statistics;
    match class {
        "published" => manuscript.published = header::parse_date(text),
        "status" => manuscript.updated = header::parse_date(text),
        "words" => statistics.words = number(text),
        "kudos" => statistics.kudos = number(text),
        "comments" => statistics.comments = number(text),
        "bookmarks" => statistics.bookmarks = number(text),
        "hits" => statistics.hits = number(text),
        "chapters" => manuscript.expected_chapters = chapter_count(text).and_then(|(_, expected)| expected),
        _ => {}
    }
}

fn preface(page: &mut Page, manuscript: &mut Manuscript) {
    if let Some(title) = page.fact_at("h2.title").filter(|title| !title.is_empty()) {
        manuscript.title = title;
    }
    if let Some(byline) = page.find("#workskin > .preface h3.byline, h3.byline") {
        manuscript.bylines = bylines(page, byline);
    }
    let work = "#workskin > .preface";
    manuscript.summary = page.prose_at(&format!("{work} .summary blockquote"), Place::Summary);
    for item in page.find_all(&format!("{work} ul.associations > li")) {
        related(page, item, None, manuscript);
    }
    for item in page.find_all("#children li") {
        related(page, item, Some(RelationKind::Inspired), manuscript);
    }
    for heading in page.find_all("#children .heading") {
        page.fact(heading);
    }
    manuscript.notes = page.prose_at(&format!("{work} .notes:not(.end) blockquote"), Place::Notes);
    manuscript.end_notes = page.prose_at("#work_endnotes blockquote", Place::Notes);
    for heading in page.find_all(&format!("{work} .heading, #work_endnotes .heading, {work} .jump")) {
        page.fact(heading);
    }
}

fn chapters(page: &mut Page, manuscript: &mut Manuscript) {
    for landmark in page.find_all("#chapters .landmark") {
        page.fact(landmark);
    }
    let parts = page.find_all("#chapters > .chapter:not(.preface), #chapters > div > .chapter:not(.preface)");
    for part in &parts {
        let chapter = chapter(page, *part);
        manuscript.chapters.push(chapter);
    }
    if let Some(text) = page.find("#chapters > .userstuff, #chapters .userstuff").filter(|_| parts.is_empty()) {
        manuscript.chapters.push(Chapter { body: page.prose(text, Place::Body), ..Chapter::default() });
    }
}

fn chapter(page: &mut Page, part: NodeId) -> Chapter {
    let mut chapter = Chapter::default();
    if let Some(heading) = page.within(part, "h3.title, h3.heading") {
        chapter.title = chapter_title(&page.fact(heading).replace("Chapter Text", ""));
    }
    if let Some(byline) = page.within(part, ".byline") {
        chapter.bylines = bylines(page, byline);
    }
    for (css, place, field) in [
        (".summary blockquote", Place::Summary, &mut chapter.summary),
        (".end.notes blockquote, .notes.end blockquote", Place::Notes, &mut chapter.end_notes),
        (".notes blockquote", Place::Notes, &mut chapter.notes),
    ] {
        if let Some(quote) = page.within(part, css).filter(|id| !page.lies_in(*id, ".userstuff.module[role=article]")) {
            page.prose_into(field, quote, place);
        }
    }
    if let Some(text) = page.within(part, "[role=article], .userstuff.module, .userstuff") {
        chapter.body = page.prose(text, Place::Body);
    }
    for label in page.all_within(part, ".heading, .jump") {
        page.fact(label);
    }
    chapter
}
