//! Where somebody goes on reading: the very paragraph, whatever has become of the text since.

use super::paragraphs::{nearest, paragraphs};
use super::row::{END, ReadingRow};
use crate::db::Sql;
use crate::works::{self, ChapterEntry, SeenWork};
use crate::{ChapterId, Error, Result, Tx, Viewer, WorkId};

/// Where to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    /// The chapter; nothing where the work has but one.
    pub chapter: Option<ChapterId>,
    /// The number of the paragraph, from 0; nothing for the beginning.
    pub paragraph: Option<usize>,
    /// The first words of that paragraph.
    pub words: String,
}

/// Words that a browser looks for when it has no script.
const WORDS: usize = 6;

/// Where the viewer goes on in a work that they may see; at its beginning, where nothing is remembered.
pub fn resume(viewer: &Viewer, tx: &Tx<'_>, asked: works::Asked, work: WorkId) -> Result<Resume> {
    let work_seen = works::show(viewer, tx, asked)?;
    let index = works::index(&work_seen, tx)?;
    let first = index.first().ok_or(Error::NotFound)?;
    let start = |entry: &ChapterEntry| Resume {
        chapter: (index.len() > 1).then_some(entry.id),
        paragraph: None,
        words: String::new(),
    };
    let Some(row) = row_of(viewer, tx, work)? else { return Ok(start(first)) };
    let at = index.iter().position(|entry| Some(entry.id) == row.chapter_id);
    let Some(at) = at else {
        // The chapter is gone: the one that is in its place now.
        let number = (row.chapter.max(1) as usize).min(index.len());
        return Ok(start(index.get(number - 1).unwrap_or(first)));
    };
    let entry = index.get(at).unwrap_or(first);
    if let Some(next) = index.get(at + 1).filter(|_| row.paragraph == END) {
        return Ok(start(next));
    }
    paragraph(tx, &work_seen, (entry, &row), start(entry).chapter)
}

fn paragraph(
    tx: &Tx<'_>,
    work: &SeenWork,
    (entry, row): (&ChapterEntry, &ReadingRow),
    chapter: Option<ChapterId>,
) -> Result<Resume> {
    let all = paragraphs(&works::chapter(work, tx, entry.id)?.text.text()?);
    let at = if row.paragraph == END {
        all.len().saturating_sub(1)
    } else {
        nearest(&all, row.paragraph.max(0) as usize, &row.mark)
    };
    let text = all.get(at).map(|paragraph| paragraph.text.as_str()).unwrap_or_default();
    let words = text.split_whitespace().take(WORDS).collect::<Vec<_>>().join(" ");
    Ok(Resume { chapter, paragraph: (at > 0).then_some(at), words })
}

/// What the viewer remembers of a work.
pub(super) fn row_of(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<Option<ReadingRow>> {
    let Some(person) = viewer.person() else { return Ok(None) };
    let mut sql: Sql<'_> = ReadingRow::select();
    sql.push("r.person_id = ").bind(person).push(" and r.work_id = ").bind(work);
    sql.first(tx, ReadingRow::read)
}
