//! Works from AO3 and every other archive that runs on its code (`SquidgeWorld` …): downloads and saved pages.
//!
//! Both are read by structure and label words rather than by classes, because calibre renames classes in EPUBs.
//! Here stands what both share: bylines, series places, the line of dates and counts, chapter headings.

pub(crate) mod download;
pub(crate) mod refusals;
pub(crate) mod related;
pub(crate) mod saved;

use ego_tree::NodeId;
use jiff::civil::Date;
use manuscript::{Byline, Complaint, Manuscript, SeriesPlace, Trouble};

use super::labels::{Field, number, percent_decoded, put_language, tag_of_url};
use super::page::Page;
use crate::header;

/// Takes the names of a byline. A name without a link counts as one only when there are no links at all.
fn bylines(page: &mut Page, id: NodeId) -> Vec<Byline> {
    let links = page.all_within(id, "a[rel=author], a[href*='/users/'], a");
    let linked: Vec<Byline> = links.iter().map(|link| byline(&page.text(*link), page.attr(*link, "href"))).collect();
    let text = page.fact(id);
    if !linked.is_empty() {
        return linked;
    }
    let names = text.trim_start_matches("Chapter by ").trim_start_matches("by ").trim();
    if names.is_empty() || names == "Anonymous" {
        return Vec::new();
    }
    names.split(", ").map(|name| byline(name, "")).collect()
}

/// One name: `pseud (account)` with the account also in the address `/users/ACCOUNT/pseuds/PSEUD` (PSEUD-2).
fn byline(text: &str, href: &str) -> Byline {
    let account = href
        .split_once("/users/")
        .map(|(_, path)| percent_decoded(path.split(['/', '?', '#']).next().unwrap_or(path)))
        .filter(|account| !account.is_empty());
    let url = (!href.is_empty()).then(|| href.to_owned());
    let inside = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    match (inside, account) {
        (Some((name, inside)), Some(account)) if inside == account => {
            Byline { name: name.to_owned(), account: Some(account), url }
        }
        (Some((name, inside)), None) => Byline { name: name.to_owned(), account: Some(inside.to_owned()), url },
        (_, account) => Byline { name: text.to_owned(), account: account.filter(|account| account != text), url },
    }
}

/// Takes the values that stand beside a label: the text of the links, or the whole text where there are none.
fn tags(page: &mut Page, id: NodeId) -> Vec<String> {
    let links = page.all_within(id, "a");
    let mut tags = Vec::new();
    for link in links {
        let (text, address) = (page.text(link), tag_of_url(page.attr(link, "href")));
        if text.is_empty() {
            tags.extend(address);
            continue;
        }
        let differs = address.is_some_and(|name| !name.eq_ignore_ascii_case(&text) && !is_old_warning(&name));
        if differs {
            Complaint::new(Trouble::Doubted, "tag whose link names another tag", &text).join(&mut page.complaints);
        }
        tags.push(text);
    }
    let whole = page.fact(id);
    if tags.is_empty() && !whole.is_empty() { vec![whole] } else { tags }
}

/// The warning's name in addresses is older than the one on pages.
fn is_old_warning(name: &str) -> bool {
    name.parse::<manuscript::Warning>().is_ok() || name.parse::<manuscript::Rating>().is_ok()
}

/// Takes one labelled row of the title page.
fn row(page: &mut Page, label: &str, value: NodeId, manuscript: &mut Manuscript) {
    let word = label.trim().trim_end_matches(':').to_lowercase();
    match (word.as_str(), Field::of(label)) {
        ("series", _) => {
            manuscript.series = series(page, value);
            page.fact(value);
        }
        ("stats", _) => Stats::read(&page.fact(value)).put(manuscript),
        (_, Some(Field::Language)) => put_language(&page.fact(value), manuscript),
        (_, Some(field)) => field.put(tags(page, value), manuscript),
        (_, None) => {
            let value = page.fact(value);
            let known = header::apply(label, &value, manuscript);
            if !known {
                manuscript.extra.push((label.trim().trim_end_matches(':').to_owned(), value));
            }
        }
    }
}

/// Every `Part N of <a>Title</a>` in an element; not taken yet.
fn series(page: &Page, id: NodeId) -> Vec<SeriesPlace> {
    let mut places = Vec::new();
    let mut before = String::new();
    for node in page.node(id).into_iter().flat_map(|node| node.descendants()) {
        if let Some(text) = node.value().as_text() {
            before.push_str(text);
        } else if page.is(node.id(), "a[href*='/series/']") && !page.text(node.id()).starts_with(['←', '→']) {
            let place = SeriesPlace {
                title: page.text(node.id()),
                part: part(&before),
                url: Some(page.attr(node.id(), "href").to_owned()),
            };
            let navigation = ["Previous Work", "Next Work"].iter().any(|word| place.title.contains(word));
            if !place.title.is_empty() && !navigation {
                places.push(place);
                before.clear();
            }
        }
    }
    places
}

/// The last `Part N of` in a text.
fn part(text: &str) -> Option<u32> {
    let (_, after) = text.rsplit_once("Part ")?;
    after.split_whitespace().next()?.parse().ok()
}

/// The line of dates and counts under `Stats:`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Stats {
    published: Option<Date>,
    updated: Option<Date>,
    words: Option<u64>,
    chapters: Option<(u32, Option<u32>)>,
}

impl Stats {
    /// Reads `Published: 2007-06-25 Completed: 2008-01-02 Words: 7,526 Chapters: 3/?`.
    fn read(text: &str) -> Self {
        let mut stats = Self::default();
        let words: Vec<&str> = text.split_whitespace().collect();
        for pair in words.windows(2) {
            if let [key, value] = pair {
                stats.put_value(key.trim_end_matches(':'), value);
            }
        }
        stats
    }

    fn put_value(&mut self, key: &str, value: &str) {
        match key {
            "Published" => self.published = header::parse_date(value),
            "Updated" | "Completed" => self.updated = header::parse_date(value),
            "Words" => self.words = number(value),
            "Chapters" => self.chapters = chapter_count(value),
            _ => {}
        }
    }

    fn put(self, manuscript: &mut Manuscript) {
        manuscript.published = self.published.or(manuscript.published);
        manuscript.updated = self.updated.or(manuscript.updated);
        manuscript.statistics.words = self.words.or(manuscript.statistics.words);
        if let Some((_, expected)) = self.chapters {
            manuscript.expected_chapters = expected;
        }
    }
}

/// `3/5` is three of five chapters, `3/?` three of nobody knows how many.
fn chapter_count(text: &str) -> Option<(u32, Option<u32>)> {
    let (here, expected) = text.trim().split_once('/')?;
    Some((number(here)? as u32, number(expected).map(|count| count as u32)))
}

/// A chapter's title without its number: `Chapter 3: The Lamp` and, where the site has only a number, `Chapter 3`.
pub(crate) fn chapter_title(heading: &str) -> String {
    let Some(after) = heading.strip_prefix("Chapter ") else { return heading.to_owned() };
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let title = if rest.is_empty() { Some("") } else { rest.strip_prefix(':') };
    title.filter(|_| rest.len() < after.len()).map_or_else(|| heading.to_owned(), |title| title.trim().to_owned())
}

/// The first address of a work (`/works/ID`) among the links below a node, without what follows the number.
pub(crate) fn work_url(page: &Page, id: NodeId) -> Option<String> {
    page.all_within(id, "a[href*='/works/']").into_iter().find_map(|link| {
        let (site, path) = page.attr(link, "href").split_once("/works/")?;
        let number: String = path.chars().take_while(char::is_ascii_digit).collect();
        (!number.is_empty() && !site.is_empty()).then(|| format!("{site}/works/{number}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_know_pseud_and_account() {
        let users = "https://x.org/users/";
        for (text, href, name, account) in [
            ("ana", format!("{users}ana/pseuds/ana"), "ana", None),
            ("quill (ana)", format!("{users}ana/pseuds/quill"), "quill", Some("ana")),
            ("quill (the) (ana)", format!("{users}ana/pseuds/quill"), "quill (the)", Some("ana")),
            ("quill (old)", format!("{users}ana/pseuds/quill"), "quill (old)", Some("ana")),
            ("quill (ana)", String::new(), "quill", Some("ana")),
        ] {
            let byline = byline(text, &href);
            assert_eq!((byline.name.as_str(), byline.account.as_deref()), (name, account), "{text} {href}");
        }
    }

    #[test]
    fn the_line_of_dates_and_counts_is_read() {
        let stats = Stats::read("Published: 2007-06-25 Completed: 2008-01-02 Words: 7,526 Chapters: 3/3");
        assert_eq!(stats.words, Some(7526));
        assert_eq!(stats.chapters, Some((3, Some(3))));
        assert_eq!(stats.published, Some(jiff::civil::date(2007, 6, 25)));
        assert_eq!(stats.updated, Some(jiff::civil::date(2008, 1, 2)));
        assert_eq!(Stats::read("Chapters: 1/?").chapters, Some((1, None)));
        assert_eq!(Stats::read("Chapters: Words: Published:"), Stats::default());
    }

    #[test]
    fn a_chapter_title_loses_its_number_and_nothing_else() {
        for (heading, title) in [
            ("Chapter 3: The Lamp", "The Lamp"),
            ("Chapter 3", ""),
            ("Prologue", "Prologue"),
            ("Chapter Three", "Chapter Three"),
            ("Chapter 1: Chapter 2: A Joke", "Chapter 2: A Joke"),
            ("Chapter 12 and a half", "Chapter 12 and a half"),
            ("Chapter : x", "Chapter : x"),
        ] {
            assert_eq!(chapter_title(heading), title, "{heading}");
        }
    }
}
