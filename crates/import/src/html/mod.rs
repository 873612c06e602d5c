//! Reads any HTML a fan may have: archives' downloads, pages saved from a browser, exports of word processors.
//!
//! What a page is, is decided by its structure; each kind has a module that takes facts and prose out of the page.
//! Pages that hold no story (adult gates, logins, errors) are refused by name. Nothing is fetched (R29).

pub(crate) mod fanficfare;
mod fanfiction_net;
pub(crate) mod generic;
pub(crate) mod labels;
mod look;
pub(crate) mod markup;
mod notes;
pub(crate) mod otwarchive;
pub(crate) mod own;
pub(crate) mod page;
mod tame;
#[cfg(test)]
mod tests;

use manuscript::{Chapter, Manuscript, Place};

use crate::charset::{self, Decoded};
use crate::{Arrival, Input, Refusal};
use markup::Style;
use otwarchive::{download, refusals, saved};
use page::Page;

/// Reads one story from an HTML file.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let decoded = decoded(input.bytes);
    let facts = own::facts(&decoded.text).map(str::to_owned);
    let mut page = Page::parse(&decoded.text);
    for complaint in decoded.complaints {
        complaint.join(&mut page.complaints);
    }

    let (mut manuscript, format, rest) = story(&mut page, facts.as_deref())?;

    format.clone_into(&mut manuscript.provenance.format);
    input.name.clone_into(&mut manuscript.provenance.file);
    Ok(page.finish(manuscript, rest))
}

/// Reads a piece of a page or document as a browser hands it over when it is pasted: all of it is text, with its footnotes,
/// and nothing in it is looked at as a title or a header.
pub fn pasted(html: &str) -> Arrival {
    let mut page = Page::parse(html);
    page.style = Style { looks: true, ..Style::default() };
    page.drop_hidden();
    // Google Docs says of every paragraph that it runs as most do.
    if page.find("[dir=rtl]").is_none() {
        page.forget("dir", "ltr");
    }
    let list = notes::take(&mut page);
    let whole = page.find("body").unwrap_or(page.root());
    let mut markup = page.cut(&page.children(whole));
    markup.html = notes::refer(&markup.html);
    markup.append(list);
    let body = page.clean(markup, Place::Body);
    let chapters = vec![Chapter { body, ..Chapter::default() }];
    page.finish(Manuscript { chapters, ..Manuscript::default() }, "text outside of what was pasted")
}

fn decoded(bytes: &[u8]) -> Decoded {
    let is_ours = std::str::from_utf8(bytes).is_ok_and(|html| own::facts(html).is_some());
    if is_ours { charset::decode_own(bytes) } else { charset::decode(bytes, declared(bytes).as_deref()) }
}

/// The story, the name of its format, and what the rest of such a page is called.
fn story(page: &mut Page, facts: Option<&str>) -> Result<(Manuscript, &'static str, &'static str), Refusal> {
    if let Some(manuscript) = facts.and_then(|facts| own::read(page, facts)) {
        return Ok((manuscript, "Foolscap (HTML)", "page text outside the story"));
    }
    if download::is_it(page) {
        return Ok((download::read(page), "AO3 download (HTML)", "text outside the download's parts"));
    }
    if saved::is_it(page) {
        let manuscript = saved::read(page);
        return with_chapters(page, manuscript, "AO3 page (HTML)", "archive page navigation");
    }
    if fanfiction_net::is_it(page) {
        let manuscript = fanfiction_net::read(page);
        return with_chapters(page, manuscript, "FanFiction.net page (HTML)", "archive page navigation");
    }
    if fanficfare::is_html(page) {
        return Ok((fanficfare::read_html(page), "FanFicFare (HTML)", "page text outside the story"));
    }
    if let Some(refusal) = refusals::refusal(page) {
        return Err(refusal);
    }
    page.style = Style { looks: true, ..Style::default() };
    let manuscript = generic::read(page);
    with_chapters(page, manuscript, "web page (HTML)", "page text outside the story")
}

/// A page that looked like a story and has no text of one is refused.
fn with_chapters(
    page: &Page,
    manuscript: Manuscript,
    format: &'static str,
    rest: &'static str,
) -> Result<(Manuscript, &'static str, &'static str), Refusal> {
    if manuscript.chapters.iter().all(|chapter| chapter.body.is_empty()) {
        let nothing = Refusal::NoStory("the page has no text of a story".to_owned());
        return Err(refusals::refusal(page).unwrap_or(nothing));
    }
    Ok((manuscript, format, rest))
}

/// The charset that the first kilobytes of a file declare, in a `<meta>` or in an XML declaration.
pub(crate) fn declared(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(4096).map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let meta = head.split_once("charset=").map(|(_, after)| after);
    let declaration =
        || head.split_once("<?xml").and_then(|(_, after)| after.split_once("encoding=")).map(|(_, after)| after);
    let after = meta.or_else(declaration)?.trim_start_matches(['"', '\'', ' ']);
    let name: String =
        after.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')).collect();
    (!name.is_empty()).then_some(name)
}
