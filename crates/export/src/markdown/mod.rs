//! Markdown with YAML front matter: readable, diffable, and read back to the same manuscript.
//!
//! The contract with `import`:
//! * **Front matter** between `---` lines: first `foolscap: 1`, which tells our reader that everything below is exact; then
//!   `key: VALUE` a line, VALUE being JSON (which is YAML), in this order, empty ones left out: `title`, `author`, `fandoms`, `rating`, `warnings`, `categories`, `relationships`, `characters`, `tags`,
//!   `language`, `series` `[{"name", "part", "url"}]`, `collections`, `gifts`,
//!   `relations` `[{"kind": "inspired-by", "title", "byline", "url", "language"}]`, `published`, `updated`, `chapters` (`"3/?"`), `complete`,
//!   `source`, `permissions` `{"bind": "yes"}`, `extra` `[["Beta", "bo"]]`, `chapter_dates` (null where unknown),
//!   `chapter_authors` (empty lists where they are the work's). An author is a name, or `{"name", "account", "url"}`.
//! * `summary`, `notes` and `end_notes` stand last: Markdown as block scalars (`summary: |-`, each line indented by two spaces),
//!   or as JSON where they hold a character that such a scalar cannot.
//! * **Chapters** begin with `# Chapter N: Title` or `# Chapter N` (the title without markup but escapes); no other line begins
//!   with `# `. A single chapter of an expected one without a title has no heading, unless there is one in its text or notes.
//! * After the heading: `::: summary`, `::: notes`, the text, `::: endnotes`; each block ends with a line `:::`. No other
//!   line of prose begins with `:::`.
//! * **Prose** is `CommonMark` with raw HTML: paragraphs, headings from the second level, lists, quotations, emphasis, links,
//!   pictures; everything else is canonical HTML. A break is `\` at a line's end. A scene break is `---`, its mark if that is
//!   a break in `CommonMark` too, or `<hr data-mark="…" />`.

mod front;
mod inline;
mod prose;

use std::io;

use manuscript::{Chapter, Manuscript, Prose};

use crate::{Imprint, labels};

/// Writes a manuscript as Markdown.
pub(crate) fn write(manuscript: &Manuscript, imprint: &Imprint, to: &mut dyn io::Write) -> io::Result<()> {
    to.write_all(front::front(manuscript, imprint).as_bytes())?;
    let headless = labels::is_single(manuscript) && manuscript.chapters.iter().all(needs_no_heading);
    for (at, chapter) in manuscript.chapters.iter().enumerate() {
        if !headless {
            let heading = inline::title(&labels::chapter_heading(at + 1, &chapter.title));
            to.write_all(format!("\n# {heading}\n").as_bytes())?;
        }
        to.write_all(self::chapter(chapter).as_bytes())?;
    }
    Ok(())
}

/// One clean text as Markdown.
pub(crate) fn of_prose(html: &str) -> String {
    prose::markdown(html)
}

/// Whether a chapter can stand without a heading: other programs would take one inside its text for it.
fn needs_no_heading(chapter: &Chapter) -> bool {
    let proses = [&chapter.summary, &chapter.notes, &chapter.body, &chapter.end_notes];
    chapter.title.is_empty()
        && proses.iter().all(|prose| !prose.html().contains("<h1") && !prose.html().contains("<h2"))
}

fn chapter(chapter: &Chapter) -> String {
    let body = prose::markdown(chapter.body.html());
    let body = if body.is_empty() { body } else { format!("\n{body}\n") };
    [fenced("summary", &chapter.summary), fenced("notes", &chapter.notes), body, fenced("endnotes", &chapter.end_notes)]
        .concat()
}

/// A text between `::: name` and `:::`.
fn fenced(name: &str, prose: &Prose) -> String {
    if prose.is_empty() { String::new() } else { format!("\n::: {name}\n{}\n:::\n", prose::markdown(prose.html())) }
}
