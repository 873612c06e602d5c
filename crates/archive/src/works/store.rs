//! How a work and its parts go into their tables. No rule about who may do so stands here; [`super::write`] asks first.

use manuscript::Chapter;

use super::dates::Dates;
use super::new::{PackedChapter, PackedPage, PackedWork};
use super::packed::PackedText;
use super::visibility::audience;
use crate::db::{Sql, Value, args};
use crate::{PersonId, PseudId, Result, Tx, WorkId, tags};

/// What lists go by, copied beside a work's tags and creators.
pub(super) struct Shelf {
    pub(super) audience: i64,
    pub(super) revised_at: i64,
}

/// Stores the row of a new work, with what lists go by.
///
/// `is_told`: nobody is to be told that it is there.
pub(super) fn insert_work(tx: &Tx<'_>, id: WorkId, work: &PackedWork, dates: &Dates, is_told: bool) -> Result<()> {
    let standing = work.standing();
    let mut values = title_page(id, &work.page, &work.details);
    values.extend_from_slice(args![
        work.chapters.len() as i64,
        work.words() as i64,
        standing.posted,
        standing.access,
        audience(standing),
        tx.now(),
        dates.work,
        dates.revised(),
        is_told && standing.posted,
    ]);
    tx.run(
        "insert into works (id, title, sort_title, language, summary, notes, end_notes, cleaner, details, rating,
           expected_chapters, chapters, posted_chapters, words, posted, access, hidden, audience,
           created_at, changed_at, published_at, revised_at, edition, told, told_names, told_end)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14, $15, false, $16, $17, $17, $18, $19, 1, $20,
           $20, $20)",
        &values,
    )
    .map(drop)
}

/// Stores a changed title page.
pub(super) fn update_work(tx: &Tx<'_>, id: WorkId, page: &PackedPage, details: &str) -> Result<()> {
    tx.run(
        "update works set title = $2, sort_title = $3, language = $4, summary = $5, notes = $6, end_notes = $7,
           cleaner = $8, details = $9, rating = $10, expected_chapters = $11 where id = $1",
        &title_page(id, page, details),
    )
    .map(drop)
}

/// The values of a title page, `$1` to `$11` of both statements.
fn title_page<'v>(id: WorkId, page: &'v PackedPage, details: &'v str) -> Vec<Value<'v>> {
    let story = &page.manuscript;
    args![
        id,
        story.title.trim(),
        &page.sort_title,
        &story.language,
        story.summary.html(),
        story.notes.html(),
        story.end_notes.html(),
        i64::from(story.summary.cleaner()),
        details,
        story.rating.name(),
        story.expected_chapters.map(i64::from),
    ]
    .to_vec()
}

/// Stores who made a work, in their order.
pub(super) fn insert_creators(tx: &Tx<'_>, id: WorkId, creators: &[(PersonId, PseudId)], shelf: &Shelf) -> Result<()> {
    let mut sql =
        Sql::new("insert into creatorships (work_id, position, audience, revised_at, person_id, pseud_id) values ");
    for (at, (person, pseud)) in creators.iter().enumerate() {
        begin_row(&mut sql, id, at, shelf);
        sql.push(", ").bind(*person).push(", ").bind(*pseud).push(")");
    }
    sql.run(tx).map(drop)
}

/// Stores a work's tags, in their order, made where they are missing.
pub(super) fn insert_tags(tx: &Tx<'_>, id: WorkId, page: &PackedPage, shelf: &Shelf) -> Result<()> {
    let found = tags::find_or_make(tx, &page.tags)?;
    let side = if page.side.is_empty() { Vec::new() } else { tags::find_or_make(tx, &page.side)? };
    let mut sql = Sql::new("insert into work_tags (work_id, position, audience, revised_at, tag_id, is_side) values ");
    for (at, tag) in found.iter().enumerate() {
        begin_row(&mut sql, id, at, shelf);
        sql.push(", ").bind(*tag).push(", ").bind(side.contains(tag)).push(")");
    }
    sql.run(tx).map(drop)
}

fn begin_row(sql: &mut Sql<'_>, id: WorkId, at: usize, shelf: &Shelf) {
    sql.push(if at == 0 { "(" } else { ", (" }).bind(id).push(", ").bind(at as i64 + 1);
    sql.push(", ").bind(shelf.audience).push(", ").bind(shelf.revised_at);
}

/// A chapter's row, as it is to be stored.
pub(super) struct Row<'c> {
    pub(super) id: i64,
    pub(super) work: WorkId,
    pub(super) position: i64,
    pub(super) chapter: &'c Chapter,
    pub(super) packed: &'c PackedChapter,
    pub(super) posted: bool,
    pub(super) published_at: i64,
    pub(super) saved_by: Option<PersonId>,
    /// Nobody is to be told of it.
    pub(super) is_told: bool,
}

/// Stores a new chapter with its text.
pub(super) fn insert_chapter(tx: &Tx<'_>, row: &Row<'_>) -> Result<()> {
    let (chapter, cleaner) = (row.chapter, i64::from(manuscript::CLEANER));
    tx.run(
        "insert into chapters (id, work_id, position, title, summary, notes, end_notes, cleaner, words, posted,
           published_at, version, saved_at, saved_by, told)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $13, $14)",
        args![
            row.id,
            row.work,
            row.position,
            chapter.title.trim(),
            chapter.summary.html(),
            chapter.notes.html(),
            chapter.end_notes.html(),
            cleaner,
            row.packed.words as i64,
            row.posted,
            row.published_at,
            tx.now(),
            row.saved_by,
            row.is_told,
        ],
    )?;
    insert_text(tx, row)
}

/// Stores a new state of a chapter that is there; its place, date and whether it is posted as well.
pub(super) fn update_chapter(tx: &Tx<'_>, row: &Row<'_>, version: i64) -> Result<()> {
    let (chapter, cleaner) = (row.chapter, i64::from(manuscript::CLEANER));
    tx.run(
        "update chapters set position = $2, title = $3, summary = $4, notes = $5, end_notes = $6, cleaner = $7,
           words = $8, posted = $9, published_at = $10, version = $11, saved_at = $12, saved_by = $13 where id = $1",
        args![
            row.id,
            row.position,
            chapter.title.trim(),
            chapter.summary.html(),
            chapter.notes.html(),
            chapter.end_notes.html(),
            cleaner,
            row.packed.words as i64,
            row.posted,
            row.published_at,
            version,
            tx.now(),
            row.saved_by,
        ],
    )?;
    tx.run("delete from chapter_texts where chapter_id = $1", args![row.id])?;
    tx.run("delete from source_texts where work_id = $1 and chapter_id = $2", args![row.work, row.id])?;
    insert_text(tx, row)
}

fn insert_text(tx: &Tx<'_>, row: &Row<'_>) -> Result<()> {
    let text = &row.packed.text;
    tx.run(
        "insert into chapter_texts (chapter_id, deflate, crc, length) values ($1, $2, $3, $4)",
        args![row.id, &text.deflate[..], i64::from(text.crc), text.length as i64],
    )?;
    insert_sources(tx, row.work, row.id, &row.packed.sources)
}

/// Stores what was typed, where it is not what is shown. Chapter 0 is the title page.
pub(super) fn insert_sources(
    tx: &Tx<'_>,
    id: WorkId,
    chapter: i64,
    sources: &[(&'static str, PackedText)],
) -> Result<()> {
    for (part, text) in sources {
        tx.run(
            "insert into source_texts (work_id, chapter_id, part, deflate, crc, length) values ($1, $2, $3, $4, $5, $6)",
            args![id, chapter, *part, &text.deflate[..], i64::from(text.crc), text.length as i64],
        )?;
    }
    Ok(())
}
