//! Works as their creators take them away: with drafts, with what was typed, whatever state they are in.
//!
//! For the archive's own errand, after a creator has proved who they are; nobody else gets anything here.

use manuscript::{Chapter, Manuscript};

use super::chapter_bin::{DeletedChapter, in_bin, of_bin};
use super::chapters::{ChapterEntry, index};
use super::editing::{Sources, sources};
use super::read::show;
use super::seen::SeenWork;
use super::whole::manuscript;
use crate::db::args;
use crate::{Errand, Error, PersonId, Result, Tx, Viewer, WorkId};

/// A work to be taken away.
#[derive(Debug, Clone)]
pub struct Keepsake {
    /// What its page shows a creator.
    pub seen: SeenWork,
    /// The story, with draft chapters and with what was typed.
    pub manuscript: Manuscript,
    /// Its chapters, in the same order.
    pub chapters: Vec<ChapterEntry>,
    /// Its chapters that lie in the bin, the one deleted last first.
    pub deleted: Vec<Binned>,
    /// The people it is for, where they are named.
    pub named_readers: Vec<String>,
}

/// A chapter in the bin, to be taken away.
#[derive(Debug, Clone)]
pub struct Binned {
    /// What the page of chapters shows of it.
    pub bin: DeletedChapter,
    /// The chapter, with what was typed.
    pub chapter: Chapter,
}

/// Every work that a person made, drafts and the bin as well, the oldest first.
pub fn made_by(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Vec<WorkId>> {
    on_this_errand(viewer)?;
    tx.all(
        "select distinct w.id, w.created_at from works w join creatorships c on c.work_id = w.id
         where c.person_id = $1 order by w.created_at, w.id",
        args![person],
        |row| row.get(0),
    )
}

/// A work that a person made, whole. One that they did not make is not there.
pub fn keepsake(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, id: WorkId) -> Result<Keepsake> {
    on_this_errand(viewer)?;
    let made = "select count(*) from creatorships where work_id = $1 and person_id = $2";
    if tx.count(made, args![id, person])? == 0 {
        return Err(Error::NotFound);
    }
    let seen = show(viewer, tx, id)?;
    let chapters = index(&seen, tx)?;
    let mut manuscript = manuscript(viewer, tx, id)?;
    with_sources(tx, id, &mut manuscript, &chapters)?;
    let named_readers = tx.all(
        "select p.name from named_readers n join people p on p.id = n.person_id where n.work_id = $1 order by p.name_key",
        args![id],
        |row| row.get(0),
    )?;
    let bin = in_bin(tx, id)?.into_iter();
    let binned = bin.map(|bin| {
        let mut chapter = of_bin(tx, id, bin.id)?;
        as_typed(&sources(tx, id, bin.id.number())?, &mut chapter);
        Ok(Binned { bin, chapter })
    });
    let deleted = binned.collect::<Result<_>>()?;
    Ok(Keepsake { seen, manuscript, chapters, deleted, named_readers })
}

/// Puts beside every clean text what was typed for it.
fn with_sources(tx: &Tx<'_>, id: WorkId, story: &mut Manuscript, entries: &[ChapterEntry]) -> Result<()> {
    let typed = sources(tx, id, 0)?;
    for (part, prose) in
        [("summary", &mut story.summary), ("notes", &mut story.notes), ("end_notes", &mut story.end_notes)]
    {
        *prose = typed.with(part, prose);
    }
    for (chapter, entry) in story.chapters.iter_mut().zip(entries) {
        as_typed(&sources(tx, id, entry.id.number())?, chapter);
    }
    Ok(())
}

fn as_typed(typed: &Sources, chapter: &mut Chapter) {
    let parts = [
        ("summary", &mut chapter.summary),
        ("notes", &mut chapter.notes),
        ("body", &mut chapter.body),
        ("end_notes", &mut chapter.end_notes),
    ];
    for (part, prose) in parts {
        *prose = typed.with(part, prose);
    }
}

fn on_this_errand(viewer: &Viewer) -> Result<()> {
    if *viewer == Viewer::Custodian(Errand::OwnExport) { Ok(()) } else { Err(Error::NotFound) }
}
