//! An otwarchive download, as HTML or as the pages of its EPUB put one after the other (`spec/formats.md` §2.1, §2.2).
//!
//! Three parts: `#preface` (title page), `#chapters`, `#afterword`. In EPUBs each may stand in several files and
//! classes are renamed, so the parts are walked in order and recognised by ids, element names and label words.

use ego_tree::NodeId;
use manuscript::{Chapter, Complaint, Manuscript, Place, RelationKind, Trouble};

use super::related::related;
use super::{bylines, chapter_title, row, work_url};
use crate::html::markup::Markup;
use crate::html::page::Page;

/// The element of a chapter's text; calibre numbers the class.
const TEXT: &str = "[class^=userstuff]";

/// Whether a page is a download: it has a title page with the label of the rating, or says where it was posted.
pub(crate) fn is_it(page: &Page) -> bool {
    let labelled =
        |id: &NodeId| matches!(page.text(*id).trim_end_matches(':'), "Rating" | "Archive Warning" | "Archive Warnings");
    let parts = page.find("#preface").is_some() || page.find("#chapters").is_some();
    parts && (page.find_all("#preface dt").iter().any(labelled) || page.find("#preface p.message").is_some())
}

/// Reads the three parts.
pub(crate) fn read(page: &mut Page) -> Manuscript {
    let mut manuscript = Manuscript::default();
    message(page, &mut manuscript);
    for preface in page.find_all("#preface") {
        title_page(page, preface, &mut manuscript);
    }
    let announced = announced(page);
    for list in page.find_all("#preface dl, dl.tags") {
        rows(page, list, &mut manuscript);
    }
    chapters(page, &mut manuscript);
    afterword(page, &mut manuscript);
    labels_left(page);
    damage(announced, &mut manuscript);
    manuscript
}

/// `<b>Title</b> Posted originally on the <a>Archive</a> at <a>address</a>.`
fn message(page: &mut Page, manuscript: &mut Manuscript) {
    let Some(message) = page.find("#preface p.message, #preface p:has(> b)") else { return };
    if let Some(title) = page.within(message, "b").map(|bold| page.text(bold)).filter(|title| !title.is_empty()) {
        manuscript.title = title;
    }
    let links = page.all_within(message, "a");
    manuscript.provenance.publisher = links.first().map(|link| page.text(*link)).filter(|name| !name.contains("://"));
    let last = links.last().map(|link| page.attr(*link, "href").to_owned()).filter(|href| href.starts_with("http"));
    manuscript.provenance.url = work_url(page, message).or(last);
    page.fact(message);
}

/// Title, byline, summary, notes and related works.
fn title_page(page: &mut Page, preface: NodeId, manuscript: &mut Manuscript) {
    if let Some(title) = page.within(preface, "h1").map(|id| page.fact(id)).filter(|title| !title.is_empty()) {
        manuscript.title = title;
    }
    if let Some(byline) = page.within(preface, ".byline, h1 + div") {
        manuscript.bylines = bylines(page, byline);
    }
    for item in page.all_within(preface, "ul > li") {
        if !page.lies_in(item, "blockquote") {
            related(page, item, None, manuscript);
        }
    }
    for (label, text) in labelled_quotes(page, preface) {
        match label.as_str() {
            "summary" => page.prose_into(&mut manuscript.summary, text, Place::Summary),
            "notes" | "note" => page.prose_into(&mut manuscript.notes, text, Place::Notes),
            _ => {}
        }
    }
}

/// Takes the label paragraphs (`Summary`, `Chapter Notes`) directly before a blockquote; gives the label and the blockquote.
fn labelled_quotes(page: &mut Page, part: NodeId) -> Vec<(String, NodeId)> {
    let mut found = Vec::new();
    for quote in page.all_within(part, "blockquote") {
        let Some(label) = label_before(page, quote) else { continue };
        let word = page.text(label).trim_end_matches(':').to_lowercase();
        let known = ["summary", "notes", "note", "chapter summary", "chapter notes", "chapter end notes", "end notes"];
        if known.contains(&word.as_str()) {
            page.fact(label);
            found.push((word, quote));
        }
    }
    found
}

/// The paragraph before a blockquote; a list of related works may stand between them.
fn label_before(page: &Page, quote: NodeId) -> Option<NodeId> {
    let before = page.node(quote)?.prev_siblings().take(8).map(|node| node.id());
    let said = before.filter(|id| page.element(*id).is_some()).find(|id| page.letters_under(*id) > 0)?;
    (page.name(said) == "p" && page.is_here(said)).then_some(said)
}

/// How many chapters the title page says are in the file.
fn announced(page: &Page) -> Option<u32> {
    let text =
        page.find_all("#preface dd").into_iter().map(|id| page.text(id)).find(|text| text.contains("Chapters:"))?;
    super::Stats::read(&text).chapters.map(|(here, _)| here)
}

fn rows(page: &mut Page, list: NodeId, manuscript: &mut Manuscript) {
    if page.lies_in(list, "[class^=userstuff], blockquote") {
        return;
    }
    for label in page.all_within(list, "dt") {
        let value = page.next_element(label).filter(|id| page.name(*id) == "dd");
        let label = page.fact(label);
        if let Some(value) = value {
            row(page, &label, value, manuscript);
        }
    }
}

/// A chapter while its text is still gathered from several places.
#[derive(Default)]
struct Draft {
    chapter: Chapter,
    text: Markup,
}

/// Walks all `#chapters` parts: headings open a chapter, everything else belongs to the one that is open.
fn chapters(page: &mut Page, manuscript: &mut Manuscript) {
    let mut drafts = Vec::new();
    for part in page.find_all("#chapters") {
        for id in page.children(part) {
            walk(page, id, &mut drafts);
        }
    }
    for Draft { mut chapter, text } in drafts {
        chapter.body = page.clean(text, Place::Body);
        manuscript.chapters.push(chapter);
    }
}

fn walk(page: &mut Page, id: NodeId, drafts: &mut Vec<Draft>) {
    let is_text = page.is(id, TEXT);
    if page.is(id, "h2") {
        page.fact(id);
    } else if let Some(heading) = page.within(id, "h2, h3").filter(|_| !is_text) {
        open(page, id, heading, drafts);
    } else if !is_text && (page.is(id, "[id^=endnotes]") || is_end_notes(page, id)) {
        end_notes(page, id, drafts);
    } else {
        add_text(page, id, drafts);
    }
}

fn is_end_notes(page: &Page, id: NodeId) -> bool {
    page.within(id, "p").is_some_and(|label| page.text(label).eq_ignore_ascii_case("chapter end notes"))
}

/// Opens a chapter with its title, byline, summary and notes.
fn open(page: &mut Page, meta: NodeId, heading: NodeId, drafts: &mut Vec<Draft>) {
    let mut chapter = Chapter { title: chapter_title(&page.fact(heading)), ..Chapter::default() };
    if let Some(byline) = page.within(meta, ".byline") {
        chapter.bylines = bylines(page, byline);
    }
    for (label, quote) in labelled_quotes(page, meta) {
        match label.as_str() {
            "chapter summary" | "summary" => page.prose_into(&mut chapter.summary, quote, Place::Summary),
            "chapter notes" | "notes" => page.prose_into(&mut chapter.notes, quote, Place::Notes),
            _ => page.prose_into(&mut chapter.end_notes, quote, Place::Notes),
        }
    }
    for link in page.all_within(meta, "a[href*='#endnotes']") {
        let line = page.parent(link).filter(|above| *above != meta).unwrap_or(link);
        page.fact(line);
    }
    drafts.push(Draft { chapter, ..Draft::default() });
    for id in page.children(meta) {
        add_text(page, id, drafts);
    }
}

fn end_notes(page: &mut Page, id: NodeId, drafts: &mut Vec<Draft>) {
    for (_, quote) in labelled_quotes(page, id) {
        if drafts.is_empty() {
            drafts.push(Draft::default());
        }
        if let Some(draft) = drafts.last_mut() {
            page.prose_into(&mut draft.chapter.end_notes, quote, Place::Notes);
        }
    }
    for id in page.children(id) {
        add_text(page, id, drafts);
    }
}

/// Adds text to the open chapter; opens one without a title where there is none.
fn add_text(page: &mut Page, id: NodeId, drafts: &mut Vec<Draft>) {
    if page.letters_under(id) == 0 && page.within(id, "img, hr").is_none() && !page.is(id, TEXT) {
        page.detach(id);
        return;
    }
    if drafts.is_empty() {
        drafts.push(Draft::default());
    }
    let nodes = if page.is(id, TEXT) { page.children(id) } else { vec![id] };
    let text = page.cut(&nodes);
    if let Some(draft) = drafts.last_mut() {
        draft.text.append(text);
    }
}

/// The end notes of the work, what was inspired by it, and the invitation to comment.
fn afterword(page: &mut Page, manuscript: &mut Manuscript) {
    for part in page.find_all("#afterword") {
        for (_, quote) in labelled_quotes(page, part) {
            page.prose_into(&mut manuscript.end_notes, quote, Place::Notes);
        }
        for list in page.all_within(part, "dl") {
            let under =
                page.within(list, "dt").map(|label| page.text(label)).and_then(|label| RelationKind::of_words(&label));
            for item in page.all_within(list, "dd") {
                related(page, item, under.or(Some(RelationKind::Inspired)), manuscript);
            }
            page.fact(list);
        }
    }
    page.furniture("#afterword p.message, #afterword > p", "invitation to comment");
}

/// Headings and cross-references that say nothing of their own are labels.
fn labels_left(page: &mut Page) {
    for id in page
        .find_all(".toc-heading, .endnote-link, #preface a[href*='#endnotes'], #preface dl, #preface h2, #afterword h2")
    {
        page.fact(id);
    }
    for id in page.find_all("#preface div, #preface p, #endnotes > p") {
        let text = page.text(id);
        if text.starts_with("See the end of the")
            || text.eq_ignore_ascii_case("notes")
            || text.eq_ignore_ascii_case("end notes")
        {
            page.fact(id);
        }
    }
}

/// A file with fewer chapters than its title page counts is cut.
fn damage(announced: Option<u32>, manuscript: &mut Manuscript) {
    let here = manuscript.chapters.len();
    if let Some(announced) = announced.filter(|count| *count as usize > here) {
        let what = format!("missing chapters: the title page counts {announced}, the file has {here}");
        Complaint::new(Trouble::Damaged, what, "").join(&mut manuscript.complaints);
    }
}
