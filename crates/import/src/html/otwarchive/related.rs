//! Lines of a work that name others: whom it is for, what it comes from, what comes from it. The same words stand on pages, in
//! downloads, in our own files, and in the notes that FanFicFare makes of them.

use ego_tree::NodeId;
use manuscript::{Manuscript, Relation, RelationKind};

use crate::header::{self, apart};
use crate::html::labels::add;
use crate::html::page::Page;

/// What archives say after the name of a work that they do not show.
const INVITATION: &str = "Log in to view.";

/// Takes one line: `For bo, cy`, `Inspired by The Blue Lamp by ana`, or under a heading that says the kind, `Rain by kim`. One
/// that is none of these is kept as it is, with the address it leads to.
pub(crate) fn related(page: &mut Page, item: NodeId, under: Option<RelationKind>, manuscript: &mut Manuscript) {
    if !page.is_here(item) {
        return;
    }
    if let Some(names) = recipients(page, item).filter(|_| under.is_none()) {
        for name in names {
            add(name, &mut manuscript.gifts);
        }
    } else if let Some(relation) = relation(page, item, under, manuscript) {
        add(relation, &mut manuscript.relations);
    } else {
        let href = page.within(item, "a").map(|link| page.attr(link, "href").to_owned());
        let text = page.text(item);
        let text = href.map_or(text.clone(), |href| format!("{text} ({href})"));
        if !text.is_empty() {
            add(("Related work".to_owned(), text), &mut manuscript.extra);
        }
    }
    page.fact(item);
}

/// The names after `For`: those of links to people's gifts, or a list without any link.
fn recipients(page: &Page, item: NodeId) -> Option<Vec<String>> {
    let text = page.text(item);
    let rest = text.strip_prefix("For ")?;
    let links = page.all_within(item, "a");
    let is_person = |link: &NodeId| ["/users/", "/gifts"].iter().any(|part| page.attr(*link, "href").contains(part));
    if !links.iter().all(is_person) {
        return None;
    }
    let linked: Vec<String> = links.iter().map(|link| page.text(*link)).collect();
    let names = if linked.is_empty() { rest.split(", ").map(str::to_owned).collect() } else { linked };
    let names: Vec<String> = names.into_iter().filter(|name: &String| !name.is_empty()).collect();
    (!names.is_empty()).then_some(names)
}

fn relation(page: &Page, item: NodeId, under: Option<RelationKind>, manuscript: &Manuscript) -> Option<Relation> {
    let text = page.text(item);
    let text = text.strip_suffix(INVITATION).map_or(text.as_str(), str::trim_end);
    let said = kind(text);
    let (kind, language, rest) = match (under, said) {
        (Some(kind), said) => (kind, None, said.map_or(text, |(_, _, rest)| rest)),
        (None, said) => said?,
    };
    let is_author = |link: &NodeId| page.attr(*link, "rel") == "author" || page.attr(*link, "href").contains("/users/");
    let (authors, others): (Vec<NodeId>, Vec<NodeId>) = page.all_within(item, "a").into_iter().partition(is_author);
    let work = others.first().copied();
    let linked = work.map(|link| page.text(link)).filter(|title| rest.starts_with(title.as_str()));
    let (title, byline) = match linked {
        Some(title) => {
            let after = rest.strip_prefix(title.as_str()).unwrap_or_default().trim();
            let byline = sentence(after.strip_prefix("by ").unwrap_or_default()).to_owned();
            (title, byline)
        }
        None => apart(sentence(rest)),
    };
    let names: Vec<String> = authors.iter().map(|link| page.text(*link)).collect();
    let byline = if names.is_empty() { byline } else { names.join(", ") };
    let url = work.and_then(|link| absolute(page.attr(link, "href"), manuscript));
    (!title.is_empty()).then_some(Relation { kind, title, byline, url, language })
}

/// What a page says as a sentence, without its end.
fn sentence(text: &str) -> &str {
    text.strip_suffix('.').unwrap_or(text)
}

/// The kind that a line begins with, the language where it says one, and the rest.
fn kind(text: &str) -> Option<(RelationKind, Option<String>, &str)> {
    let origins = RelationKind::ALL.iter().filter(|kind| kind.is_origin());
    for (kind, words) in origins.map(|kind| (*kind, kind.words())) {
        for words in [words, words.strip_prefix("A ").unwrap_or(words)] {
            let after = text.get(..words.len()).filter(|start| start.eq_ignore_ascii_case(words));
            if let Some(rest) = after.and_then(|_| text.get(words.len()..)?.strip_prefix(' ')) {
                return Some((kind, None, rest));
            }
        }
    }
    let (head, rest) = text.split_once(": ").map(|(head, rest)| (head.trim_end_matches(" available"), rest))?;
    match head.split_once(" into ") {
        Some(("Translation", language)) => Some((RelationKind::Translation, header::language(language), rest)),
        _ if head == "Translation" => Some((RelationKind::Translation, None, rest)),
        _ if head == "Podfic" => Some((RelationKind::Podfic, None, rest)),
        _ => None,
    }
}

/// An address as it is from anywhere: one inside its site begins with the site that the work itself came from.
fn absolute(href: &str, manuscript: &Manuscript) -> Option<String> {
    if href.starts_with("http://") || href.starts_with("https://") {
        return Some(href.to_owned());
    }
    let path = href.strip_prefix('/').filter(|path| !path.starts_with('/'))?;
    let (scheme, rest) = manuscript.provenance.url.as_deref()?.split_once("://")?;
    let host = rest.split('/').next().filter(|host| !host.is_empty())?;
    Some(format!("{scheme}://{host}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str, under: Option<RelationKind>) -> Manuscript {
        let mut page = Page::parse(&format!("<ul><li>{html}</li></ul>"));
        let mut manuscript = Manuscript::default();
        manuscript.provenance.url = Some("https://x.example/works/1".to_owned());
        let item = page.find("li").unwrap();
        related(&mut page, item, under, &mut manuscript);
        assert_eq!(page.finish(manuscript.clone(), "rest").account.difference(), 0, "{html}");
        manuscript
    }

    /// The kind, title, byline, address and language of the only relation that is read.
    fn only(html: &str, under: Option<RelationKind>) -> (RelationKind, [String; 4]) {
        let relation = read(html, under).relations.pop().unwrap_or_else(|| panic!("nothing in {html}"));
        let Relation { kind, title, byline, url, language } = relation;
        (kind, [title, byline, url.unwrap_or_default(), language.unwrap_or_default()])
    }

    #[test]
    fn a_line_says_what_a_work_comes_from() {
        let (fog, wren) = ("<a href='/works/7'>Fog by Night</a>", "<a rel='author' href='/users/wren'>wren</a>");
        let there = "https://x.example/works/7";
        let cases = [
            (format!("Inspired by {fog} by {wren}."), RelationKind::InspiredBy, ["Fog by Night", "wren", there, ""]),
            (
                format!("A translation of {fog} by wren."),
                RelationKind::TranslationOf,
                ["Fog by Night", "wren", there, ""],
            ),
            (format!("A podfic of {fog}"), RelationKind::PodficOf, ["Fog by Night", "", there, ""]),
            (
                format!("Inspired by [Restricted Work] by {wren}. Log in to view."),
                RelationKind::InspiredBy,
                ["[Restricted Work]", "wren", "", ""],
            ),
            (
                "Inspired by a work in an unrevealed collection.".to_owned(),
                RelationKind::InspiredBy,
                ["a work in an unrevealed collection", "", "", ""],
            ),
            (
                format!("Translation into <span lang='de'>Deutsch</span> available: {fog} by {wren}"),
                RelationKind::Translation,
                ["Fog by Night", "wren", there, "de"],
            ),
            (format!("Podfic: {fog} by bo"), RelationKind::Podfic, ["Fog by Night", "bo", there, ""]),
        ];
        for (html, kind, said) in cases {
            assert_eq!(only(&html, None), (kind, said.map(str::to_owned)), "{html}");
        }
        let (kind, said) = only(&format!("{fog} by {wren}"), Some(RelationKind::Inspired));
        assert_eq!((kind, said[0].as_str(), said[1].as_str()), (RelationKind::Inspired, "Fog by Night", "wren"));
    }

    #[test]
    fn a_line_says_whom_a_work_is_for() {
        let linked =
            "For <a href='/users/bo/gifts'>quill (bo)</a>, <a href='/gifts?recipient=The+Club'>The Club, all</a>.";
        assert_eq!(read(linked, None).gifts, ["quill (bo)", "The Club, all"]);
        assert_eq!(read("For bo, cy", None).gifts, ["bo", "cy"]);
    }

    #[test]
    fn any_other_line_is_kept_with_its_address() {
        for line in ["In response to a <a href='/p/1'>prompt</a> by bo", "For the <a href='/collections/x'>Fest</a>"] {
            let read = read(line, None);
            assert!(read.gifts.is_empty() && read.relations.is_empty() && read.extra.len() == 1, "{line}");
        }
    }

    #[test]
    fn an_address_without_a_site_leads_nowhere() {
        let nowhere = Manuscript::default();
        for href in ["/works/7", "//evil.example/works/7", "javascript:alert(1)", "works/7", ""] {
            assert_eq!(absolute(href, &nowhere), None, "{href}");
        }
    }
}
