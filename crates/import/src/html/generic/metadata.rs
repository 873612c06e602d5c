//! What a page's `<head>` says of the story: title, author, description, date, language, address.

use manuscript::{Byline, Manuscript, Newlines, Place, letters_of_html};

use crate::header;
use crate::html::labels::put_language;
use crate::html::markup::escaped;
use crate::html::page::Page;

/// Programs whose own names are no titles.
const NO_TITLES: [&str; 5] = ["untitled", "untitled document", "microsoft word", "document", "new page"];

/// Takes the window's title and reads the metadata.
pub(super) fn read(page: &mut Page, manuscript: &mut Manuscript) {
    let window = page.fact_at("head > title, title");
    let stated = meta(page, &["og:title", "dc.title", "twitter:title"]);
    if let Some(title) = stated.or(window).filter(|title| is_title(title)) {
        manuscript.title = title;
    }
    if let Some(name) = meta(page, &["author", "dc.creator", "article:author"]).filter(|name| !name.contains("://")) {
        manuscript.bylines = vec![Byline { name, ..Byline::default() }];
    }
    if let Some(words) = meta(page, &["description", "og:description", "dc.description"]) {
        summary(page, &words, manuscript);
    }
    let day = meta(page, &["article:published_time", "date", "dc.date", "dcterms.date", "dcterms.created"]);
    manuscript.published = day.and_then(|day| header::parse_date(day.split('T').next().unwrap_or(&day)));
    if let Some(language) = page.find("html[lang]").map(|html| page.attr(html, "lang").to_owned()) {
        put_language(&language, manuscript);
    }
    let address = page.find("link[rel=canonical]").map(|link| page.attr(link, "href").to_owned());
    manuscript.provenance.url = address.or_else(|| meta(page, &["og:url"])).filter(|url| url.starts_with("http"));
    manuscript.provenance.publisher = meta(page, &["og:site_name", "dc.publisher"]);
}

/// The first of these metadata that says anything.
fn meta(page: &Page, names: &[&str]) -> Option<String> {
    let metas = page.find_all("meta[content]");
    names.iter().find_map(|name| {
        let says = |id: &&ego_tree::NodeId| {
            page.attr(**id, "name").eq_ignore_ascii_case(name) || page.attr(**id, "property").eq_ignore_ascii_case(name)
        };
        metas
            .iter()
            .find(says)
            .map(|id| page.attr(*id, "content").trim().to_owned())
            .filter(|content| !content.is_empty())
    })
}

fn is_title(title: &str) -> bool {
    !title.is_empty() && !NO_TITLES.contains(&title.to_lowercase().as_str())
}

/// The description is no visible text of the page, so its letters are counted as seen when they become the summary.
fn summary(page: &mut Page, words: &str, manuscript: &mut Manuscript) {
    manuscript.summary = manuscript::clean(&escaped(words), Place::Summary, Newlines::Breaks, &mut page.complaints);
    page.count_seen(letters_of_html(manuscript.summary.html()));
    manuscript.proposals.extend(header::propose(words));
}
