//! How a work and its parts go into their tables. No rule about who may do so stands here; [`super::write`] asks first.

use super::dates::Dates;
use super::new::PackedWork;
use super::packed::PackedText;
use super::visibility::audience;
use crate::db::{Sql, Value, args};
use crate::{PersonId, PseudId, Result, TagId, Tx, WorkId};

/// What lists go by, copied beside a work's tags and creators.
pub(super) struct Shelf {
    pub(super) audience: i64,
    pub(super) revised_at: i64,
}

/// Stores the row of a new work, with what lists go by.
pub(super) fn insert_work(tx: &Tx<'_>, id: WorkId, work: &PackedWork, dates: &Dates) -> Result<()> {
    let standing = work.standing();
    let mut values = title_page(id, work);
    values.extend_from_slice(args![
        work.chapters.len() as i64,
        work.words() as i64,
        standing.posted,
        standing.restricted,
        audience(standing),
        tx.now(),
        dates.work,
        dates.revised(),
    ]);
    tx.run(
        "insert into works (id, title, sort_title, language, summary, notes, end_notes, cleaner, details, rating,
           expected_chapters, chapters, posted_chapters, words, posted, restricted, hidden, audience,
           created_at, published_at, revised_at, edition)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14, $15, false, $16, $17, $18, $19, 1)",
        &values,
    )
    .map(drop)
}

/// Stores a changed title page.
pub(super) fn update_work(tx: &Tx<'_>, id: WorkId, work: &PackedWork) -> Result<()> {
    tx.run(
        "update works set title = $2, sort_title = $3, language = $4, summary = $5, notes = $6, end_notes = $7,
           cleaner = $8, details = $9, rating = $10, expected_chapters = $11 where id = $1",
        &title_page(id, work),
    )
    .map(drop)
}

/// The values of a title page, `$1` to `$11` of both statements.
fn title_page(id: WorkId, work: &PackedWork) -> Vec<Value<'_>> {
    let story = &work.manuscript;
    args![
        id,
        story.title.trim(),
        &work.sort_title,
        &story.language,
        story.summary.html(),
        story.notes.html(),
        story.end_notes.html(),
        i64::from(story.summary.cleaner()),
        &work.details,
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

/// Stores a work's tags, in their order.
pub(super) fn insert_tags(tx: &Tx<'_>, id: WorkId, tags: &[TagId], shelf: &Shelf) -> Result<()> {
    let mut sql = Sql::new("insert into work_tags (work_id, position, audience, revised_at, tag_id) values ");
    for (at, tag) in tags.iter().enumerate() {
        begin_row(&mut sql, id, at, shelf);
        sql.push(", ").bind(*tag).push(")");
    }
    sql.run(tx).map(drop)
}

fn begin_row(sql: &mut Sql<'_>, id: WorkId, at: usize, shelf: &Shelf) {
    sql.push(if at == 0 { "(" } else { ", (" }).bind(id).push(", ").bind(at as i64 + 1);
    sql.push(", ").bind(shelf.audience).push(", ").bind(shelf.revised_at);
}

/// Stores the chapters, under the ids that earlier ones in their places had.
pub(super) fn write_chapters(tx: &Tx<'_>, id: WorkId, work: &PackedWork, dates: &Dates, kept: &[i64]) -> Result<()> {
    for (at, ((chapter, packed), date)) in
        work.manuscript.chapters.iter().zip(&work.chapters).zip(&dates.chapters).enumerate()
    {
        let chapter_id = kept.get(at).copied().unwrap_or_else(|| tx.fresh_id());
        tx.run(
            "insert into chapters (id, work_id, position, title, summary, notes, end_notes, cleaner, words, posted,
               published_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, true, $10)",
            args![
                chapter_id,
                id,
                at as i64 + 1,
                &chapter.title,
                chapter.summary.html(),
                chapter.notes.html(),
                chapter.end_notes.html(),
                i64::from(manuscript::CLEANER),
                packed.words as i64,
                *date,
            ],
        )?;
        tx.run(
            "insert into chapter_texts (chapter_id, deflate, crc, length) values ($1, $2, $3, $4)",
            args![chapter_id, &packed.text.deflate[..], i64::from(packed.text.crc), packed.text.length as i64],
        )?;
        insert_sources(tx, id, chapter_id, &packed.sources)?;
    }
    Ok(())
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
