//! What a form begins with: a work or a chapter as its creators typed it.
//!
//! Where the source of a text is kept it is given out with the text, so that a form can show what was typed. Only somebody
//! who may change a work gets any of it.

use manuscript::{Chapter, Manuscript, Prose};

use super::chapters::{ChapterEntry, index};
use super::packed::PackedText;
use super::read::{fetch, show};
use super::standing::Access;
use super::visibility::{Action, may};
use super::whole::title_page;
use crate::db::args;
use crate::{ChapterId, Error, PseudId, Result, Tx, Viewer, WorkId};

/// A work, to be changed.
#[derive(Debug, Clone)]
pub struct Editing {
    /// Its title page, without chapters.
    pub page: Manuscript,
    /// For whom it is.
    pub access: Access,
    /// Whether it is posted.
    pub posted: bool,
    /// The viewer's own names it is under.
    pub pseuds: Vec<PseudId>,
    /// Its chapters.
    pub chapters: Vec<ChapterEntry>,
}

/// A chapter, to be changed.
#[derive(Debug, Clone)]
pub struct ChapterEditing {
    /// What it says.
    pub chapter: Chapter,
    /// Which version this is.
    pub version: u64,
    /// Its place, from 1.
    pub place: u64,
    /// Whether it is a draft.
    pub is_draft: bool,
}

/// A work for its form.
pub fn editing(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<Editing> {
    let row = fetch(viewer, tx, id)?;
    may(viewer, Action::Change, row.standing)?;
    let seen = show(viewer, tx, id)?;
    let chapters = index(&seen, tx)?;
    let mut page = title_page(seen, row.details()?, row.cleaner);
    let typed = sources(tx, id, 0)?;
    page.summary = typed.with("summary", &page.summary);
    page.notes = typed.with("notes", &page.notes);
    page.end_notes = typed.with("end_notes", &page.end_notes);
    let pseuds = tx.all(
        "select pseud_id from creatorships where work_id = $1 and person_id = $2 order by position",
        args![id, viewer.person()],
        |row| row.get(0),
    )?;
    Ok(Editing { page, access: row.standing.access, posted: row.standing.posted, pseuds, chapters })
}

/// A chapter for its form.
pub fn editing_chapter(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, id: ChapterId) -> Result<ChapterEditing> {
    may(viewer, Action::Change, fetch(viewer, tx, work)?.standing)?;
    let typed = sources(tx, work, id.number())?;
    let found = tx.first(
        "select h.title, h.summary, h.notes, h.end_notes, h.cleaner, h.version, h.position, h.posted,
           x.deflate, x.crc, x.length
         from chapters h join chapter_texts x on x.chapter_id = h.id where h.work_id = $1 and h.id = $2",
        args![work, id],
        |row| {
            let cleaner = row.get::<i64>(4)? as u32;
            let prose = |part, html| typed.with(part, &Prose::stored(html, None, cleaner));
            let chapter = Chapter {
                title: row.get(0)?,
                summary: prose("summary", row.get(1)?),
                notes: prose("notes", row.get(2)?),
                end_notes: prose("end_notes", row.get(3)?),
                body: prose("body", PackedText::read(row, 8)?.text()?),
                ..Chapter::default()
            };
            let (version, place) = (row.get::<i64>(5)? as u64, row.get::<i64>(6)? as u64);
            Ok(ChapterEditing { chapter, version, place, is_draft: !row.get::<bool>(7)? })
        },
    )?;
    found.ok_or(Error::NotFound)
}

/// What was typed, part by part, where it is not what is shown.
struct Sources(Vec<(String, String)>);

impl Sources {
    fn with(&self, part: &str, prose: &Prose) -> Prose {
        let source = self.0.iter().find(|(name, _)| name == part).map(|(_, text)| text.clone());
        Prose::stored(prose.html().to_owned(), source, prose.cleaner())
    }
}

fn sources(tx: &Tx<'_>, work: WorkId, chapter: i64) -> Result<Sources> {
    let texts = tx.all(
        "select part, deflate, crc, length from source_texts where work_id = $1 and chapter_id = $2",
        args![work, chapter],
        |row| Ok((row.get(0)?, PackedText::read(row, 1)?.text()?)),
    )?;
    Ok(Sources(texts))
}
