//! A page of FanFiction.net or `FictionPress` as a browser saved it (`spec/formats.md` §2.5): always one chapter.

use ego_tree::NodeId;
use manuscript::{Byline, Chapter, Complaint, Manuscript, Place, Trouble};

use super::labels::{add, number};
use super::otwarchive::chapter_title;
use super::page::{Page, squeeze};
use crate::header::{self, rated_line};

/// Whether a page is a chapter: the story's text with the site's id, and one of the site's other marks.
pub(crate) fn is_it(page: &Page) -> bool {
    let title = page.find("head > title").map(|id| page.text(id)).unwrap_or_default();
    let site = title.ends_with("| FanFiction") || title.contains("fanfic |") || title.ends_with("| FictionPress");
    let text = page.find("#storytext, #storytextp").is_some();
    page.find("#profile_top").is_some() || (text && (site || page.find(".xgray").is_some()))
}

/// Reads the chapter and what the page says of its story.
pub(crate) fn read(page: &mut Page) -> Manuscript {
    let mut manuscript = Manuscript::default();
    let heading = heading(page);
    fandoms(page, &mut manuscript, heading.as_ref());
    profile(page, &mut manuscript, heading.as_ref());
    let chapter = Chapter { title: chapter_name(page, heading.as_ref()), ..Chapter::default() };
    facts_line(page, &mut manuscript);
    let body = page.prose_at("#storytext, #storytextp", Place::Body);
    if !body.is_empty() {
        manuscript.chapters.push(Chapter { body, ..chapter });
    }
    page.furniture("#chap_select", "list of chapters");
    page.furniture("#review_success, #review, .dropdown-menu, #top, .menulink, .zmenu", "archive page navigation");
    manuscript
}

/// `Title Chapter 2: Name, a Fandom fanfic | FanFiction`, taken apart.
struct Heading {
    title: String,
    chapter: Option<String>,
    fandom: Option<String>,
}

fn heading(page: &Page) -> Option<Heading> {
    let text = page.find("head > title").map(|id| page.text(id))?;
    let text = text.rsplit_once(" | ").map_or(text.as_str(), |(before, _)| before);
    let (story, fandom) = match text.rsplit_once(", a ").or_else(|| text.rsplit_once(", an ")) {
        Some((story, fandom)) => (story, fandom.strip_suffix(" fanfic").map(str::to_owned)),
        None => (text, None),
    };
    let (title, chapter) = match story.rsplit_once(" Chapter ") {
        Some((title, chapter)) if chapter.starts_with(|c: char| c.is_ascii_digit()) => {
            (title, Some(chapter_title(&format!("Chapter {chapter}"))))
        }
        _ => (story, None),
    };
    Some(Heading { title: squeeze(title), chapter, fandom })
}

/// The fandoms from the path above the story, otherwise from the window's title. A crossover has two.
fn fandoms(page: &mut Page, manuscript: &mut Manuscript, heading: Option<&Heading>) {
    let path =
        page.find("#pre_story_links").and_then(|id| page.all_within(id, "a").last().map(|link| page.text(*link)));
    if let Some(links) = page.find("#pre_story_links") {
        page.fact(links);
    }
    let stated = path.or_else(|| heading.and_then(|heading| heading.fandom.clone())).unwrap_or_default();
    match stated.strip_suffix(" Crossover") {
        Some(both) => both.split(" + ").for_each(|fandom| add(fandom.to_owned(), &mut manuscript.fandoms)),
        None if !stated.is_empty() => add(stated, &mut manuscript.fandoms),
        None => {}
    }
}

/// Title, author and summary above the text.
fn profile(page: &mut Page, manuscript: &mut Manuscript, heading: Option<&Heading>) {
    let top = page.find("#profile_top").or_else(|| page.find(".xgray").and_then(|id| page.parent(id)));
    let bold = top.and_then(|top| page.within(top, "b.xcontrast_txt, b")).map(|id| page.fact(id));
    let title = bold.filter(|title| !title.is_empty()).or_else(|| heading.map(|heading| heading.title.clone()));
    if let Some(title) = title.filter(|title| !title.is_empty()) {
        manuscript.title = title;
    }
    if let Some(author) = page.find("#profile_top a[href^='/u/'], a[href*='/u/']") {
        let url = absolute(page.attr(author, "href"));
        let name = page.fact(author);
        manuscript.bylines = vec![Byline { name, account: None, url: Some(url) }];
    }
    if let Some(summary) = top.and_then(|top| page.within(top, "div.xcontrast_txt")) {
        let words = page.text(summary);
        manuscript.summary = page.prose(summary, Place::Summary);
        for guess in header::propose(&words) {
            add(guess, &mut manuscript.proposals);
        }
    }
}

fn absolute(href: &str) -> String {
    if href.starts_with('/') { format!("https://www.fanfiction.net{href}") } else { href.to_owned() }
}

/// The name of the chapter in the page: the chosen line of the list of chapters, otherwise the window's title.
fn chapter_name(page: &Page, heading: Option<&Heading>) -> String {
    let chosen = page.find("#chap_select option[selected]").map(|option| page.own_text(option));
    let listed = chosen.map(|name| {
        let title = name.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('.').trim();
        chapter_title(title)
    });
    listed.or_else(|| heading.and_then(|heading| heading.chapter.clone())).unwrap_or_default()
}

/// The grey line of facts; every one of them may be missing.
fn facts_line(page: &mut Page, manuscript: &mut Manuscript) {
    let lines = page.find_all("#profile_top .xgray, .xgray, #profile_top span");
    let Some(id) = lines.into_iter().find(|id| page.text(*id).contains("Rated:")) else { return };
    let line = dated_text(page, id);
    page.fact(id);
    rated_line::apply(&line, manuscript);
    if let Some(url) = manuscript.provenance.url.take() {
        // Every chapter of a story has the same address, that of the story.
        let story = url.find("/1/").and_then(|end| url.get(..end)).unwrap_or(&url);
        manuscript.provenance.url = Some(story.to_owned());
    }
    chapter_count(page, manuscript);
}

/// How many chapters the story has: as many as are expected when it is complete, and more than are here.
fn chapter_count(page: &mut Page, manuscript: &mut Manuscript) {
    let stated =
        |label: &str| manuscript.extra.iter().find(|(known, _)| known == label).map(|(_, value)| value.clone());
    let count = stated("Chapters").and_then(|count| number(&count)).unwrap_or(1) as u32;
    let complete = stated("Status").is_some_and(|status| status == "Complete");
    manuscript.expected_chapters = complete.then_some(count);
    manuscript.extra.retain(|(label, _)| label != "Chapters" && label != "Status");
    if count > 1 {
        let what = format!("one chapter of {count}: the site's pages hold one each");
        Complaint::new(Trouble::Doubted, what, "").join(&mut page.complaints);
    }
}

/// The line's text with every date as seconds where the page knows the instant.
fn dated_text(page: &Page, id: NodeId) -> String {
    let mut text = String::new();
    let mut inside = None;
    for node in page.node(id).into_iter().flat_map(|node| node.descendants()) {
        let instant = page.attr(node.id(), "data-xutime");
        if !instant.is_empty() {
            text.push_str(instant);
            inside = Some(node.id());
        } else if let Some(words) = node.value().as_text().filter(|_| node.parent().map(|above| above.id()) != inside) {
            text.push_str(words);
        }
    }
    squeeze(&text)
}
