//! Footnotes as word processors put them into a page: a link in the text, and one at the note that leads back.
//!
//! Word, LibreOffice and Google Docs name the two ends each in their own way, but with all of them two links point at each
//! other; the first is the reference. In the page's place comes a sign that [`refer`] makes a reference of, once the page is
//! written out, and the notes are given as the list that stands behind the text.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use manuscript::footnotes::{self, Note};

use super::markup::Markup;
use super::page::Page;

/// What stands around a reference's number until it is one.
const SIGN: (char, char) = ('\u{E000}', '\u{E001}');
/// More notes than a text may have are links like others.
const MOST: usize = 9_999;
/// The letters of the longest sign, with what stands around it: `[999]`.
const LONGEST_SIGN: usize = 6;
/// A block with more elements than this is no note's.
const LARGEST: usize = 200;

/// A link inside the page: where it leads, and what it is called itself.
struct Link {
    id: NodeId,
    to: String,
    names: Vec<String>,
}

/// Takes the notes out of a page; gives their list.
pub(super) fn take(page: &mut Page) -> Markup {
    for rule in page.find_all("[style*=footnote-list] > hr, [style*=footnote-list] > br") {
        page.detach(rule);
    }
    let pairs = pairs(&links(page));
    let ends: HashSet<NodeId> = pairs.iter().flat_map(|(reference, back)| [*reference, *back]).collect();
    let mut list = Markup::default();
    let mut number = 0;
    for (reference, back) in pairs {
        let Some(note) = block(page, back, &ends) else { continue };
        page.fact(back);
        number += 1;
        let is_line = page.name(note) == "p";
        let mut markup = page.cut(&page.children(note));
        page.detach(note);
        if is_line {
            markup.html = format!("<p>{}</p>", markup.html.trim());
        }
        markup.html = footnotes::list(&[Note { number, html: markup.html }]);
        list.append(markup);
        let spot = page.parent(reference).filter(|around| page.name(*around) == "sup");
        let spot = spot.filter(|around| page.children(*around).len() == 1).unwrap_or(reference);
        page.replace(spot, &format!("{}{number}{}", SIGN.0, SIGN.1));
    }
    // Each note was written as a list of its own.
    list.html = list.html.replace("</li></ol><ol class=\"fs-notes\">", "</li>");
    list
}

/// Makes references of the signs that stand for them.
pub(super) fn refer(html: &str) -> String {
    let mut pieces = html.split(SIGN.0);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let parts = piece.split_once(SIGN.1).and_then(|(number, rest)| Some((number.parse().ok()?, rest)));
        match parts {
            Some((number, rest)) => out.extend([&footnotes::reference(number), rest]),
            None => out.push_str(piece),
        }
    }
    out
}

/// Links that say no more than a number or a sign; those between headings and a table of contents say more.
fn links(page: &Page) -> Vec<Link> {
    let link = |id: NodeId| {
        let to = page.attr(id, "href").strip_prefix('#').filter(|to| !to.is_empty())?.to_owned();
        let names = ["id", "name"].map(|name| page.attr(id, name).to_owned()).into_iter();
        Some(Link { id, to, names: names.filter(|name| !name.is_empty()).collect() })
    };
    let is_sign = |id: &NodeId| (1..=LONGEST_SIGN).contains(&page.text(*id).chars().count());
    page.find_all("a[href]").into_iter().filter(is_sign).filter_map(link).collect()
}

/// References with their notes' links, in the order of the references.
fn pairs(links: &[Link]) -> Vec<(NodeId, NodeId)> {
    let mut named: HashMap<&str, usize> = HashMap::new();
    for (at, link) in links.iter().enumerate() {
        for name in &link.names {
            named.entry(name).or_insert(at);
        }
    }
    let mut taken = HashSet::new();
    let pair = |(at, reference): (usize, &Link)| {
        let there = *named.get(reference.to.as_str())?;
        let back = links.get(there).filter(|back| there > at && reference.names.contains(&back.to))?;
        taken.insert(there).then_some((reference.id, back.id))
    };
    links.iter().enumerate().filter_map(pair).take(MOST).collect()
}

/// What a note fills: the paragraph with its link back, and what is around it as long as that is nothing else's.
fn block(page: &Page, back: NodeId, ends: &HashSet<NodeId>) -> Option<NodeId> {
    let is_its_own = |id: &NodeId| {
        let inside: Vec<NodeId> = page.elements(*id).map(|element| element.id()).take(LARGEST + 1).collect();
        inside.len() <= LARGEST && !inside.iter().any(|inner| *inner != back && ends.contains(inner))
    };
    let above = std::iter::successors(page.parent(back), |id| page.parent(*id));
    let mut blocks = above.skip_while(|id| !["p", "li", "div", "dd"].contains(&page.name(*id)));
    let paragraph = blocks.next().filter(is_its_own)?;
    let around = blocks.take_while(|id| ["div", "li"].contains(&page.name(*id)) && is_its_own(id));
    Some(around.last().unwrap_or(paragraph))
}
