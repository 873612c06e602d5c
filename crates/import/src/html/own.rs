//! Our own HTML and EPUB files: the title page as data, the prose in the page (contract: `export`'s `facts` module).
//!
//! Facts come from the JSON, prose only from the page and through the cleaner, so that a made-up file can bring
//! nothing in that any other page could not.

use ego_tree::NodeId;
use manuscript::{Chapter, Manuscript, Place, Prose};
use serde::Deserialize;

use super::markup::Style;
use super::page::Page;
use crate::pieces::append;

/// The newest contract this reader knows.
const VERSION: u32 = 1;

/// The title page as data.
#[derive(Deserialize)]
struct Facts {
    foolscap: u32,
    source: Option<String>,
    manuscript: Manuscript,
}

/// Reads a page with its facts; `None` when the facts are not ours or from a later contract, and then nothing was taken.
pub(crate) fn read(page: &mut Page, facts: &str) -> Option<Manuscript> {
    let facts: Facts = serde_json::from_str(facts).ok().filter(|facts: &Facts| facts.foolscap <= VERSION)?;
    let mut manuscript = without_prose(facts.manuscript);
    manuscript.provenance.url = facts.source;
    page.style = Style { own: true, ..Style::default() };
    for id in page.find_all("[data-prose]") {
        let name = page.attr(id, "data-prose").to_owned();
        let chapter = page.attr(id, "data-chapter").parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        put(page, id, &name, chapter, &mut manuscript);
    }
    page.fact(page.root());
    Some(manuscript)
}

fn put(page: &mut Page, id: NodeId, name: &str, chapter: Option<usize>, manuscript: &mut Manuscript) {
    let place = match name {
        "summary" | "chapter-summary" => Place::Summary,
        "body" => Place::Body,
        _ => Place::Notes,
    };
    let Some(field) = field(name, chapter, manuscript) else { return };
    let nodes = page.children(id);
    let mut markup = page.cut(&nodes);
    markup.html = without_prefix(&markup.html, name, chapter);
    let prose = page.clean(markup, place);
    append(field, prose, place, &mut page.complaints);
}

/// Footnotes as their text had them: in the file their names begin with the field's name and the chapter's number.
fn without_prefix(html: &str, name: &str, chapter: Option<usize>) -> String {
    let number = chapter.map(|chapter| (chapter + 1).to_string()).unwrap_or_default();
    let prefix = format!("{name}{number}-fn");
    html.replace(&format!("href=\"#{prefix}"), "href=\"#fn").replace(&format!("id=\"{prefix}"), "id=\"fn")
}

fn field<'a>(name: &str, chapter: Option<usize>, manuscript: &'a mut Manuscript) -> Option<&'a mut Prose> {
    let Some(chapter) = chapter else {
        return match name {
            "summary" => Some(&mut manuscript.summary),
            "notes" => Some(&mut manuscript.notes),
            "end-notes" => Some(&mut manuscript.end_notes),
            _ => None,
        };
    };
    let chapter = manuscript.chapters.get_mut(chapter)?;
    match name {
        "chapter-summary" => Some(&mut chapter.summary),
        "chapter-notes" => Some(&mut chapter.notes),
        "body" => Some(&mut chapter.body),
        "chapter-end-notes" => Some(&mut chapter.end_notes),
        _ => None,
    }
}

/// The manuscript without any prose, history and guesses that its JSON may bring.
fn without_prose(manuscript: Manuscript) -> Manuscript {
    let chapters = manuscript.chapters.into_iter().map(|chapter| Chapter {
        summary: Prose::default(),
        notes: Prose::default(),
        body: Prose::default(),
        end_notes: Prose::default(),
        ..chapter
    });
    Manuscript {
        summary: Prose::default(),
        notes: Prose::default(),
        end_notes: Prose::default(),
        chapters: chapters.collect(),
        ..manuscript
    }
    .story()
}

/// The facts inside one of our HTML files: the JSON of `<script type="application/json" id="foolscap">`.
pub(crate) fn facts(html: &str) -> Option<&str> {
    let (_, after) = html.split_once("id=\"foolscap\"")?;
    let (attributes, after) = after.split_once('>')?;
    let (json, _) = after.split_once("</script>")?;
    (!attributes.contains('<')).then_some(json)
}
