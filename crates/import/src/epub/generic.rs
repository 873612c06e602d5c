//! A book whose maker has no reader of its own: every file is a chapter, unless it is a cover, a contents page or
//! a title page, or goes on with a chapter that a converter has split.

use ego_tree::NodeId;
use manuscript::{Chapter, Manuscript, Place};

use super::contents::Contents;
use super::package::{Item, Package};
use crate::headings;
use crate::html::generic::{chapters, header_lines};
use crate::html::markup::Markup;
use crate::html::page::Page;

/// Letters that a page before the first chapter may have and still be a title page.
const TITLE_PAGE: u64 = 2_500;

/// Names that books give to pages before the story, in lower case.
const FRONT: [&str; 10] = [
    "title page",
    "titlepage",
    "introduction",
    "information",
    "cover",
    "story information",
    "about",
    "copyright",
    "front matter",
    "preface",
];

/// One file of the joined page.
#[derive(Debug)]
pub(super) struct Part {
    /// The root of the file in the joined page.
    pub(super) root: NodeId,
    /// The file in the package.
    pub(super) item: Item,
}

/// A chapter whose text is still gathered.
#[derive(Default)]
struct Draft {
    title: String,
    text: Markup,
}

/// Reads the files in order. Titles and names come from the package before.
pub(super) fn read(
    page: &mut Page,
    parts: &[Part],
    package: &Package,
    contents: &Contents,
    manuscript: &mut Manuscript,
) {
    page.drop_hidden();
    for window_title in page.find_all("head > title") {
        page.fact(window_title);
    }
    page.furniture("h3.landmark.heading", "hidden heading of an archive's page");
    let mut story: Vec<&Part> = Vec::new();
    for part in parts {
        match kind(page, part, package, contents, story.is_empty()) {
            Kind::Furniture(what) => page.drop_as(part.root, what),
            Kind::Front => front(page, part.root, manuscript),
            Kind::Story => story.push(part),
        }
    }
    if let [only] = story.as_slice() {
        let body = page.within(only.root, "body").unwrap_or(only.root);
        header_lines::read(page, body, manuscript);
        chapters::read(page, body, manuscript);
        return;
    }
    let mut drafts = drafts(page, &story, contents);
    unnumber(&mut drafts);
    for draft in drafts {
        let chapter = Chapter { title: draft.title, body: page.clean(draft.text, Place::Body), ..Chapter::default() };
        manuscript.chapters.push(chapter);
    }
}

/// `1. Dusk`, `2. Dawn`: numbers of which every chapter has its own are no part of the titles.
fn unnumber(drafts: &mut [Draft]) {
    let bare = |(draft, place): (&Draft, usize)| Some(draft.title.strip_prefix(&format!("{place}. "))?.to_owned());
    let titles: Option<Vec<String>> = drafts.iter().zip(1..).map(bare).collect();
    for (draft, title) in drafts.iter_mut().zip(titles.unwrap_or_default()) {
        draft.title = title;
    }
}

/// What a file of the book is.
enum Kind {
    /// Something the story does not need, by name.
    Furniture(&'static str),
    /// A page about the story before the story.
    Front,
    /// The story.
    Story,
}

fn kind(page: &Page, part: &Part, package: &Package, contents: &Contents, first: bool) -> Kind {
    let item = &part.item;
    let guided = |kind: &str| package.guide.iter().any(|(name, path)| name == kind && *path == item.path);
    let letters = page.letters_under(part.root);
    let name = contents.name(&item.path).unwrap_or("").to_lowercase();
    if item.properties.contains("nav") || guided("toc") || page.within(part.root, "nav").is_some() {
        return Kind::Furniture("table of contents of the book");
    }
    if letters == 0 || (guided("cover") && letters < 200) {
        return Kind::Furniture("cover");
    }
    let titled = guided("title-page") || FRONT.contains(&name.as_str()) || item.path.to_lowercase().contains("title");
    if first && letters < TITLE_PAGE && titled { Kind::Front } else { Kind::Story }
}

/// Takes what a title page states; what it says beyond title and names becomes the work's notes.
fn front(page: &mut Page, root: NodeId, manuscript: &mut Manuscript) {
    let body = page.within(root, "body").unwrap_or(root);
    header_lines::read(page, body, manuscript);
    let names: Vec<String> = manuscript.bylines.iter().map(|byline| byline.name.to_lowercase()).collect();
    let title = manuscript.title.to_lowercase();
    for id in page.all_within(body, "h1, h2, h3, p, div, span, a") {
        let text = page.text(id).to_lowercase();
        let name = text.trim_start_matches("by ").trim_start_matches("written by ");
        if text == title
            || names.iter().any(|known| known == name)
            || text == format!("{title} by {}", names.join(", "))
        {
            page.fact(id);
        }
    }
    if page.letters_under(body) > 0 && manuscript.notes.is_empty() {
        manuscript.notes = page.prose(body, Place::Notes);
    }
}

/// The files as chapters; one that the book's contents do not name goes on with the chapter before it.
fn drafts(page: &mut Page, story: &[&Part], contents: &Contents) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for part in story {
        let body = page.within(part.root, "body").unwrap_or(part.root);
        let listed = contents.name(&part.item.path).map(str::to_owned);
        let heading = heading(page, body, listed.as_deref());
        let opens = contents.is_empty() || listed.is_some() || heading.is_some() || drafts.is_empty();
        if opens {
            let title = heading.map(|id| page.fact(id)).or(listed).unwrap_or_default();
            let written = headings::title_at(&title, drafts.len() + 1);
            headings::tell(&title, &written, &mut page.complaints);
            drafts.push(Draft { title: written, ..Draft::default() });
        }
        let nodes = page.children(body);
        let text = page.cut(&nodes);
        if let Some(draft) = drafts.last_mut() {
            draft.text.append(text);
        }
    }
    drafts
}

/// The heading that opens a file: its first one, with no text of the story before it.
fn heading(page: &Page, body: NodeId, listed: Option<&str>) -> Option<NodeId> {
    let first = page.all_within(body, "h1, h2, h3, h4").into_iter().find(|id| page.letters_under(*id) > 0)?;
    let text = page.text(first);
    let named = listed.is_none_or(|name| same(name, &text)) || chapters::is_head(&text) || page.is(first, "h1, h2");
    (named && page.letters_before(first, body) == 0).then_some(first)
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || chapters::title_of(one).eq_ignore_ascii_case(&chapters::title_of(other))
}
