//! Plain text with a header block, one line a paragraph: what every reading machine of the last forty years can show.
//!
//! The contract with `import`:
//! * **Header block**: [`header`]; then `Summary:` and `Notes:` with the text on the following lines, indented by two
//!   spaces. A line `----------` ends the block.
//! * **Chapters** begin with `Chapter N: Title` or `Chapter N`, with two empty lines before and one after it; then `Author:`,
//!   `Date: 2020-01-02`, `Summary:`, `Notes:` as above, and an empty line. After the text and an empty line stands `End Notes:`.
//!   A single chapter of an expected one without a title has no heading.
//! * The work's own `End Notes:` come last, just under a line `----------`.
//! * **Text**: [`prose`].
//!
//! What that carries is listed in `docs/formats.md`; the letters of everything else stand in the text as well.

mod header;
mod inline;
mod prose;

use std::io;

use manuscript::{Chapter, Manuscript, Prose};

use crate::{Imprint, labels};

/// Stands between the header block and the story, and between the story and the work's end notes.
const RULE: &str = "----------";

/// Writes a manuscript as plain text.
pub(crate) fn write(manuscript: &Manuscript, imprint: &Imprint, to: &mut dyn io::Write) -> io::Result<()> {
    to.write_all(header::header(manuscript, imprint).as_bytes())?;
    to.write_all(labelled("Summary", &manuscript.summary).as_bytes())?;
    to.write_all(labelled("Notes", &manuscript.notes).as_bytes())?;
    writeln!(to, "{RULE}")?;
    let headless = labels::is_single(manuscript) && manuscript.chapters.iter().all(|chapter| chapter.title.is_empty());
    for (at, chapter) in manuscript.chapters.iter().enumerate() {
        if !headless {
            let heading = labels::chapter_heading(at + 1, &header::one_line(&chapter.title));
            writeln!(to, "\n\n{heading}")?;
        }
        to.write_all(self::chapter(chapter).as_bytes())?;
    }
    let notes = labelled("End Notes", &manuscript.end_notes);
    if notes.is_empty() { Ok(()) } else { write!(to, "\n{RULE}\n{notes}") }
}

/// A chapter without its heading.
fn chapter(chapter: &Chapter) -> String {
    let authors = header::authors(&chapter.bylines);
    let date = chapter.published.map_or_else(String::new, |day| format!("Date: {day}\n"));
    let front = [authors, date, labelled("Summary", &chapter.summary), labelled("Notes", &chapter.notes)].concat();
    let front = if front.is_empty() { front } else { format!("\n{front}") };
    let back = labelled("End Notes", &chapter.end_notes);
    let back = if back.is_empty() { back } else { format!("\n{back}") };
    format!("{front}\n{}\n{back}", prose::text(chapter.body.html()))
}

/// `Notes:` and the text under it, indented; nothing where there is no text.
fn labelled(label: &str, prose: &Prose) -> String {
    if prose.is_empty() {
        return String::new();
    }
    let text = prose::text(prose.html());
    let indented = text.split('\n').map(|line| if line.is_empty() { String::new() } else { format!("  {line}") });
    format!("{label}:\n{}\n", indented.collect::<Vec<_>>().join("\n"))
}
