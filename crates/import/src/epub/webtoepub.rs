//! The page of information that `WebToEpub` can put before a story: a heading, the story's address, and what its site says.

use manuscript::Manuscript;

use super::generic::Part;
use crate::html::page::Page;

/// Takes the heading and the address; the rest is a page about the story like any other.
pub(super) fn read(page: &mut Page, parts: &[Part], manuscript: &mut Manuscript) {
    let is_it = |part: &&Part| part.item.path.ends_with("_Information.xhtml");
    let Some(root) = parts.iter().find(is_it).map(|part| part.root) else { return };
    if let Some(heading) = page.within(root, "h1").filter(|heading| page.letters_before(*heading, root) < 100) {
        page.drop_as(heading, "heading of a page about the story");
    }
    let paragraphs = page.all_within(root, "p:has(b)");
    let address = |page: &Page, id| page.text(id).rsplit_once(' ').map(|(_, word)| word.to_owned());
    let found =
        paragraphs.into_iter().find_map(|id| Some((id, address(page, id).filter(|word| word.starts_with("http"))?)));
    if let Some((paragraph, address)) = found {
        manuscript.provenance.url = Some(address);
        page.fact(paragraph);
    }
}
