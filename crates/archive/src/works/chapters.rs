//! Chapters of a work that has been seen: their index, one of them, or all.
//!
//! A [`SeenWork`] is the ticket: who holds one has passed the gate. Draft chapters of a posted work are there only for
//! its creators and moderators (CHAP-3), and are counted for nobody else.

use jiff::Timestamp;
use jiff::civil::Date;

use super::packed::PackedText;
use super::seen::SeenWork;
use crate::clock::{day_of, from_millis};
use crate::db::{Row, Sql};
use crate::{ChapterId, Error, Result, Tx};

/// A chapter in the index (CHAP-7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChapterEntry {
    /// The chapter.
    pub id: ChapterId,
    /// Its number among those this viewer sees, from 1.
    pub number: u64,
    /// Its title without number, plain text; may be empty.
    pub title: String,
    /// The day it was published.
    pub published: Date,
    /// Words of its text (POST-15).
    pub words: u64,
    /// Whether it is still a draft.
    pub is_draft: bool,
    /// When the draft posts itself.
    pub posts: Option<Timestamp>,
}

/// A chapter with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenChapter {
    /// What the index shows.
    pub entry: ChapterEntry,
    /// Summary, clean HTML, may be empty.
    pub summary: String,
    /// Notes before the text, clean HTML, may be empty.
    pub notes: String,
    /// Notes after the text, clean HTML, may be empty.
    pub end_notes: String,
    /// The text, compressed as it is stored.
    pub text: PackedText,
}

/// The index of a work's chapters.
pub fn index(work: &SeenWork, tx: &Tx<'_>) -> Result<Vec<ChapterEntry>> {
    let mut sql = Sql::new(
        "select h.id, h.title, h.published_at, h.words, h.posted, h.posts_at from chapters h where h.work_id = ",
    );
    seen_of(&mut sql, tx, work);
    let mut entries = sql.all(tx, entry)?;
    for (at, entry) in entries.iter_mut().enumerate() {
        entry.number = at as u64 + 1;
    }
    Ok(entries)
}

/// One chapter with its text. A chapter of another work, or a draft, is not there.
pub fn chapter(work: &SeenWork, tx: &Tx<'_>, id: ChapterId) -> Result<SeenChapter> {
    let entry = index(work, tx)?.into_iter().find(|entry| entry.id == id).ok_or(Error::NotFound)?;
    let mut sql = texts();
    sql.push("h.id = ").bind(id);
    let mut chapter = sql.first(tx, full)?.ok_or(Error::NotFound)?;
    chapter.entry.number = entry.number;
    Ok(chapter)
}

/// All chapters with their texts, in order: the entire work.
pub fn chapters(work: &SeenWork, tx: &Tx<'_>) -> Result<Vec<SeenChapter>> {
    let mut sql = texts();
    sql.push("h.work_id = ");
    seen_of(&mut sql, tx, work);
    let mut chapters = sql.all(tx, full)?;
    for (at, chapter) in chapters.iter_mut().enumerate() {
        chapter.entry.number = at as u64 + 1;
    }
    Ok(chapters)
}

fn seen_of(sql: &mut Sql<'_>, tx: &Tx<'_>, work: &SeenWork) {
    sql.bind(work.card.id);
    if !work.sees_drafts {
        // A chapter that posts itself is there when its time has come, whether or not it has been settled.
        sql.push(" and (h.posted or coalesce(h.posts_at <= ").bind(tx.now()).push(", false))");
    }
    sql.push(" order by h.position");
}

fn texts<'v>() -> Sql<'v> {
    Sql::new(
        "select h.id, h.title, h.published_at, h.words, h.posted, h.posts_at, h.summary, h.notes, h.end_notes,
         x.deflate, x.crc, x.length from chapters h join chapter_texts x on x.chapter_id = h.id where ",
    )
}

fn entry(row: &Row<'_>) -> Result<ChapterEntry> {
    Ok(ChapterEntry {
        id: row.get(0)?,
        number: 0,
        title: row.get(1)?,
        published: day_of(row.get(2)?),
        words: row.get::<i64>(3)? as u64,
        is_draft: !row.get::<bool>(4)?,
        posts: row.get::<Option<i64>>(5)?.map(from_millis),
    })
}

fn full(row: &Row<'_>) -> Result<SeenChapter> {
    Ok(SeenChapter {
        entry: entry(row)?,
        summary: row.get(6)?,
        notes: row.get(7)?,
        end_notes: row.get(8)?,
        text: PackedText::read(row, 9)?,
    })
}
