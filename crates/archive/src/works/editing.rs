//! What a form begins with: a work or a chapter as its creators typed it.
//!
//! Where the source of a text is kept it is given out with the text, so that a form can show what was typed. Only somebody
//! who may change a work gets any of it.

use jiff::Timestamp;
use jiff::civil::Date;
use manuscript::{Chapter, Manuscript, Prose};
use sha2::{Digest as _, Sha256};

use super::chapters::{ChapterEntry, index};
use super::commenting::Commenting;
use super::packed::PackedText;
use super::read::{fetch, show};
use super::row::Details;
use super::seen::{SeenWork, SeriesEntry};
use super::standing::Access;
use super::visibility::{Action, may};
use super::whole::title_page;
use crate::clock::{day_of, from_millis};
use crate::db::args;
use crate::error::What;
use crate::secret::hex;
use crate::{ChapterId, Error, PseudId, Result, Tx, Viewer, WorkId};

/// A work, to be changed.
#[derive(Debug, Clone)]
pub struct Editing {
    /// Which state of the title page this is: another one as soon as anything in its form is another (see [`is_still`]).
    pub state: String,
    /// Its title page, without chapters.
    pub page: Manuscript,
    /// For whom it is.
    pub access: Access,
    /// Who may comment.
    pub commenting: Commenting,
    /// Whether nobody shall find it by words in its text.
    pub is_unsearched: bool,
    /// Whether it is posted.
    pub posted: bool,
    /// When the draft posts itself.
    pub posts: Option<Timestamp>,
    /// The day it was published, or is to be dated with when it is posted.
    pub published: Option<Date>,
    /// The viewer's own names it is under.
    pub pseuds: Vec<PseudId>,
    /// The series it is in, with its place in each.
    pub series: Vec<SeriesEntry>,
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
    /// When the draft posts itself.
    pub posts: Option<Timestamp>,
    /// The day it was published, or is to be dated with when it is posted.
    pub published: Option<Date>,
}

/// A work for its form.
pub fn editing(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<Editing> {
    let row = fetch(viewer, tx, id)?;
    may(viewer, Action::Change, row.standing)?;
    let seen = show(viewer, tx, id)?;
    let chapters = index(&seen, tx)?;
    let details = row.details()?;
    let posted = row.standing.posted;
    let published = if posted { Some(seen.card.published) } else { details.told.day() };
    let (posts, commenting, series) = (seen.card.posts, seen.commenting, seen.card.series.clone());
    let is_unsearched = seen.is_unsearched;
    let page = as_typed(tx, id, (seen, details, row.cleaner))?;
    let pseuds = tx.all(
        "select pseud_id from creatorships where work_id = $1 and person_id = $2 order by position",
        args![id, viewer.person()],
        |row| row.get(0),
    )?;
    let access = row.standing.access;
    let state = state(&page, (access, commenting, is_unsearched), (posts, published), &pseuds)?;
    Ok(Editing { state, page, access, commenting, is_unsearched, posted, posts, published, pseuds, series, chapters })
}

/// A title page as a manuscript without chapters, with what was typed for it.
pub(super) fn as_typed(
    tx: &Tx<'_>,
    id: WorkId,
    (seen, details, cleaner): (SeenWork, Details, i64),
) -> Result<Manuscript> {
    let mut page = title_page(seen, details, cleaner);
    let typed = sources(tx, id, 0)?;
    page.summary = typed.with("summary", &page.summary);
    page.notes = typed.with("notes", &page.notes);
    page.end_notes = typed.with("end_notes", &page.end_notes);
    Ok(page)
}

/// Nothing, if the title page of a work is as a form was made of it; asked in the transaction that changes it.
///
/// Fails with [`What::NewerPage`] when somebody has saved it since, be it in another tab.
pub fn is_still(viewer: &Viewer, tx: &Tx<'_>, id: WorkId, state: &str) -> Result<()> {
    if editing(viewer, tx, id)?.state == state { Ok(()) } else { Err(Error::Conflict(What::NewerPage)) }
}

/// A fingerprint of what a form of a title page holds, and of nothing else: neither a chapter nor a neighbour in a series
/// makes it another.
fn state(
    page: &Manuscript,
    (access, commenting, is_unsearched): (Access, Commenting, bool),
    (posts, published): (Option<Timestamp>, Option<Date>),
    pseuds: &[PseudId],
) -> Result<String> {
    let pseuds: Vec<i64> = pseuds.iter().map(|pseud| pseud.number()).collect();
    let texts = [&page.summary, &page.notes, &page.end_notes].map(Prose::source);
    let tags = (&page.fandoms, &page.relationships, &page.characters, &page.additional, &page.side);
    let labels = (page.rating, &page.warnings, &page.categories, &page.permissions);
    let rest =
        (&page.title, &page.language, page.expected_chapters, access.word(), (commenting, is_unsearched), pseuds);
    let when = (posts.map(Timestamp::as_millisecond), published.map(|day| day.to_string()));
    let told = serde_json::to_vec(&(texts, tags, labels, rest, when));
    let told = told.map_err(|_| Error::broken("the state of a title page cannot be told"))?;
    Ok(hex(&Sha256::digest(told)))
}

/// A chapter for its form.
pub fn editing_chapter(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, id: ChapterId) -> Result<ChapterEditing> {
    may(viewer, Action::Change, fetch(viewer, tx, work)?.standing)?;
    let typed = sources(tx, work, id.number())?;
    let found = tx.first(
        "select h.title, h.summary, h.notes, h.end_notes, h.cleaner, h.version, h.position, h.posted,
           x.deflate, x.crc, x.length, coalesce(h.posts_at, h.waits_at), h.told_at, h.published_at
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
            let (is_draft, posts, told) =
                (!row.get::<bool>(7)?, row.get::<Option<i64>>(11)?, row.get::<Option<i64>>(12)?);
            let published = if is_draft { told } else { Some(row.get(13)?) };
            let (posts, published) = (posts.map(from_millis), published.map(day_of));
            Ok(ChapterEditing { chapter, version, place, is_draft, posts, published })
        },
    )?;
    found.ok_or(Error::NotFound)
}

/// What was typed, part by part, where it is not what is shown.
pub(super) struct Sources(Vec<(String, String)>);

impl Sources {
    /// Those of a test.
    #[cfg(test)]
    pub(super) fn of(parts: Vec<(String, String)>) -> Self {
        Self(parts)
    }

    /// Whether a part was typed otherwise than it is shown.
    pub(super) fn has(&self, part: &str) -> bool {
        self.0.iter().any(|(name, _)| name == part)
    }

    /// A part with what was typed for it.
    pub(super) fn with(&self, part: &str, prose: &Prose) -> Prose {
        let source = self.0.iter().find(|(name, _)| name == part).map(|(_, text)| text.clone());
        Prose::stored(prose.html().to_owned(), source, prose.cleaner())
    }
}

/// What was typed for a chapter, or for the title page: that is chapter 0.
pub(super) fn sources(tx: &Tx<'_>, work: WorkId, chapter: i64) -> Result<Sources> {
    let texts = tx.all(
        "select part, deflate, crc, length from source_texts where work_id = $1 and chapter_id = $2",
        args![work, chapter],
        |row| Ok((row.get(0)?, PackedText::read(row, 1)?.text()?)),
    )?;
    Ok(Sources(texts))
}
