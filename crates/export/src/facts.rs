//! The title page as data inside our EPUB and HTML files, so that our own readers make the same manuscript again.
//!
//! The contract with `import`:
//! * **Facts.** An EPUB holds `EPUB/foolscap.json`, an HTML file `<script type="application/json" id="foolscap">`.
//!   Both are `{"foolscap": 1, "source": URL or null, "manuscript": M}`: `M` is the manuscript as serde writes it, with
//!   every text left empty, and `source` its address for the provenance. In HTML every `<` of it stands as `\u003c`.
//! * **Prose** stands in the page, once: the inner markup of each element with `data-prose`, which is one of `summary`,
//!   `notes`, `end-notes`, and with `data-chapter="N"` (from 1) `chapter-summary`, `chapter-notes`, `body`, `chapter-end-notes`.
//! * **`data-was`.** Where EPUB forbids what the cleaner allows (`<center>`, remote pictures …), the element that
//!   stands in its place has the original start tag in `data-was`: put it back and take the end tag's name from it. If
//!   the original is void (ends in `/>`) or whole (holds `</`) it replaces the whole element; if `data-was` is empty,
//!   only the content stays. Footnotes of several texts on one page are told apart by new names (`body2-fn1`) in this way.

use std::fmt::Write as _;

use std::borrow::Cow;

use manuscript::{Chapter, Manuscript, Prose, footnotes};
use serde::Serialize;

use crate::xml::escape;

/// The version of the contract above; raised when an older reader would misread it.
pub(crate) const VERSION: u32 = 1;

/// The title page of a manuscript and where it came from.
#[derive(Serialize)]
struct Facts {
    foolscap: u32,
    source: Option<String>,
    manuscript: Manuscript,
}

/// The facts of a manuscript as JSON, without any prose, history or guesses.
pub(crate) fn json(manuscript: &Manuscript) -> serde_json::Result<String> {
    let facts =
        Facts { foolscap: VERSION, source: manuscript.provenance.url.clone(), manuscript: without_prose(manuscript) };
    serde_json::to_string(&facts)
}

/// The facts for a `<script>` data block: no `<` in it, so that nothing can end the block early.
pub(crate) fn json_in_html(manuscript: &Manuscript) -> serde_json::Result<String> {
    json(manuscript).map(|facts| facts.replace('<', "\\u003c"))
}

/// The story with all texts empty, made without copying them.
fn without_prose(manuscript: &Manuscript) -> Manuscript {
    Manuscript {
        title: manuscript.title.clone(),
        bylines: manuscript.bylines.clone(),
        rating: manuscript.rating,
        warnings: manuscript.warnings.clone(),
        categories: manuscript.categories.clone(),
        fandoms: manuscript.fandoms.clone(),
        relationships: manuscript.relationships.clone(),
        characters: manuscript.characters.clone(),
        additional: manuscript.additional.clone(),
        side: manuscript.side.clone(),
        language: manuscript.language.clone(),
        series: manuscript.series.clone(),
        collections: manuscript.collections.clone(),
        gifts: manuscript.gifts.clone(),
        relations: manuscript.relations.clone(),
        published: manuscript.published,
        updated: manuscript.updated,
        expected_chapters: manuscript.expected_chapters,
        permissions: manuscript.permissions.clone(),
        extra: manuscript.extra.clone(),
        chapters: manuscript.chapters.iter().map(chapter_without_prose).collect(),
        ..Manuscript::default()
    }
}

fn chapter_without_prose(chapter: &Chapter) -> Chapter {
    Chapter {
        title: chapter.title.clone(),
        published: chapter.published,
        bylines: chapter.bylines.clone(),
        ..Chapter::default()
    }
}

/// The name of a prose field in `data-prose`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Summary,
    Notes,
    EndNotes,
    ChapterSummary,
    ChapterNotes,
    Body,
    ChapterEndNotes,
}

impl Field {
    /// The name in `data-prose`.
    const fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Notes => "notes",
            Self::EndNotes => "end-notes",
            Self::ChapterSummary => "chapter-summary",
            Self::ChapterNotes => "chapter-notes",
            Self::Body => "body",
            Self::ChapterEndNotes => "chapter-end-notes",
        }
    }

    /// A text whose footnotes cannot clash with those of other texts on the page.
    pub(crate) fn renamed(self, chapter: Option<usize>, html: &str) -> Cow<'_, str> {
        if !is_of_note(html) {
            return Cow::Borrowed(html);
        }
        let prefix = format!("{}{}", self.name(), chapter.map_or_else(String::new, |number| number.to_string()));
        let mut pieces = html.split('<');
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            match piece.split_once('>') {
                Some((tag, after)) if is_of_note(tag) => {
                    let was = escape(&format!("<{tag}>")).into_owned();
                    let _ = write!(out, "<{} data-was=\"{was}\">{after}", footnotes::renamed(tag, &prefix));
                }
                _ => {
                    let _ = write!(out, "<{piece}");
                }
            }
        }
        Cow::Owned(out)
    }

    /// The attributes that mark an element as the place of this field, with a leading space.
    pub(crate) fn marks(self, chapter: Option<usize>) -> String {
        let chapter = chapter.map_or(Cow::Borrowed(""), |number| format!(r#" data-chapter="{number}""#).into());
        format!(r#" data-prose="{}"{chapter}"#, self.name())
    }
}

/// Whether one of the names that footnotes have stands in this markup.
fn is_of_note(markup: &str) -> bool {
    markup.contains("=\"fn") || markup.contains("=\"#fn")
}

/// Whether a text has something to show.
pub(crate) fn shown(prose: &Prose) -> Option<&str> {
    (!prose.is_empty()).then(|| prose.html())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_facts_hold_the_title_page_and_no_prose_and_no_history() {
        let mut manuscript = Manuscript { title: "A </script> story".into(), ..Manuscript::default() };
        manuscript.provenance.file = "/home/ana/secret.html".into();
        manuscript.provenance.url = Some("https://example.org/s/1".into());
        manuscript.summary =
            manuscript::clean("<p>Words.</p>", manuscript::Place::Summary, manuscript::Newlines::Space, &mut vec![]);
        let text = json_in_html(&manuscript).unwrap();
        assert!(!text.contains("secret") && !text.contains("Words") && !text.contains("</script"), "{text}");

        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["foolscap"], 1);
        assert_eq!(value["source"], "https://example.org/s/1");
        let read: Manuscript = serde_json::from_value(value["manuscript"].clone()).unwrap();
        assert_eq!(read.title, manuscript.title);
    }
}
