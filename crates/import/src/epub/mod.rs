//! Reads EPUB 2 and 3 of any maker.
//!
//! The files of a book become one page in reading order, and then the readers of HTML do the work: AO3, FanFicFare and
//! our own books hold the same structures as their HTML. Other makers put facts on pages of their own, each read by a
//! module of its name. What the package says fills what the pages left open. The ZIP
//! is opened by [`crate::bundle`] only, nothing of it is ever written or served (R30, R31).

mod contents;
mod fichub;
mod ficlab;
mod files;
mod generic;
mod maker;
mod metadata;
mod ourchive;
mod package;
#[cfg(test)]
mod tests;
mod webtoepub;
mod xhtml;

use manuscript::{Complaint, Manuscript};

use crate::html::markup::Style;
use crate::html::otwarchive::download;
use crate::html::page::Page;
use crate::html::{fanficfare, own};
use crate::{Arrival, Input, Refusal};
use contents::{Contents, folder};
use files::Files;
use generic::Part;
use maker::Maker;
use package::Package;

/// Reads one story from an EPUB.
pub fn read(input: &Input<'_>) -> Result<Arrival, Refusal> {
    let files = Files::open(input.bytes)?;
    let path = files.package_path()?;
    let xml = files.xml(&path)?.unwrap_or_default();
    let package = Package::read(&xml, folder(&path))?;
    let mut complaints = Vec::new();
    let flows = files.flows(&package, &mut complaints)?;
    if flows.is_empty() {
        return Err(Refusal::Damaged("none of the pages that the EPUB lists is in it".to_owned()));
    }

    let (items, pages): (Vec<_>, Vec<_>) = flows.into_iter().map(|flow| (flow.item, flow.page)).unzip();
    let (mut page, roots) = Page::join(pages);
    page.complaints.extend(complaints);
    let parts: Vec<Part> = roots.into_iter().zip(items).map(|(root, item)| Part { root, item }).collect();
    let (mut manuscript, format) = story(&mut page, &files, &package, &parts)?;

    manuscript.provenance.format = format;
    input.name.clone_into(&mut manuscript.provenance.file);
    finish(page, manuscript)
}

/// The story and the name of its format.
fn story(
    page: &mut Page,
    files: &Files<'_>,
    package: &Package,
    parts: &[Part],
) -> Result<(Manuscript, String), Refusal> {
    if let Some(manuscript) = files.facts()?.and_then(|facts| own::read(page, &facts)) {
        return Ok((manuscript, "Foolscap (EPUB)".to_owned()));
    }
    page.style = Style { book: true, ..Style::default() };
    let contents = Contents::read(files, package);
    for part in parts.iter().filter(|part| part.item.properties.split(' ').any(|word| word == "nav")) {
        page.drop_as(part.root, "table of contents of the book");
    }
    let (manuscript, maker) = if download::is_it(page) {
        (filled(page, package, None, download::read), "AO3 download")
    } else if fanficfare::is_book(page) {
        (filled(page, package, None, fanficfare::read_book), "FanFicFare")
    } else {
        page.looks.read(&files.styles(package));
        page.style.looks = true;
        let maker = Maker::of(package, page, parts);
        let manuscript = match maker {
            Some(Maker::OurChive) => filled(page, package, maker, |page| ourchive::read(page, parts)),
            _ => any(page, package, maker, parts, &contents),
        };
        (manuscript, maker.map_or("", Maker::name))
    };
    let format = if maker.is_empty() { "EPUB".to_owned() } else { format!("{maker} (EPUB)") };
    Ok((manuscript, format))
}

/// Reads pages that say nearly everything; the package fills what they left open.
fn filled(
    page: &mut Page,
    package: &Package,
    maker: Option<Maker>,
    read: impl FnOnce(&mut Page) -> Manuscript,
) -> Manuscript {
    let mut manuscript = read(page);
    page.count_seen(metadata::fill(package, maker, &mut manuscript));
    manuscript
}

/// Reads a book whose chapters are its files: what its maker says on a page of its own first, then the package.
fn any(page: &mut Page, package: &Package, maker: Option<Maker>, parts: &[Part], contents: &Contents) -> Manuscript {
    let mut manuscript = Manuscript::default();
    match maker {
        Some(Maker::FicHub) => fichub::read(page, &mut manuscript),
        Some(Maker::FicLab) => ficlab::read(page, &mut manuscript),
        Some(Maker::WebToEpub) => webtoepub::read(page, parts, &mut manuscript),
        _ => {}
    }
    page.count_seen(metadata::fill(package, maker, &mut manuscript));
    metadata::fill_generic(package, maker, &mut manuscript);
    generic::read(page, parts, package, contents, &mut manuscript);
    fanficfare::complete(&mut manuscript);
    manuscript
}

/// Ends the reading; a book without any text is refused.
fn finish(page: Page, manuscript: Manuscript) -> Result<Arrival, Refusal> {
    if manuscript.chapters.iter().all(|chapter| chapter.body.is_empty())
        && !manuscript.provenance.format.starts_with("Foolscap")
    {
        let damaged =
            page.complaints.iter().any(|complaint: &Complaint| complaint.trouble == manuscript::Trouble::Damaged);
        return Err(if damaged {
            Refusal::Damaged("the pages of the EPUB are missing or broken".to_owned())
        } else {
            Refusal::NoStory("the EPUB has no text".to_owned())
        });
    }
    Ok(page.finish(manuscript, "page text outside the story"))
}
