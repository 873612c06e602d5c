//! The bin for chapters: a deleted chapter can be fetched back for as long as a deleted work (CHAP-5, R42).
//!
//! It stands in tables of its own with its text and its versions, so that nothing which reads a work's chapters finds it; only
//! the creators of the work are shown that there is one.

use jiff::Timestamp;
use manuscript::{Chapter, Manuscript, Prose};

use super::chaptering::{changeable, take_back};
use super::packed::PackedText;
use super::read::{fetch, own};
use super::whole::title_page;
use super::write::write_to_creators;
use crate::clock::{day_of, from_millis};
use crate::db::{Row, args};
use crate::mail::Matter;
use crate::{ChapterId, Errand, Error, Result, Tx, Viewer, WorkId, policies};

/// A chapter in the bin, as the creators of its work see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeletedChapter {
    /// The chapter.
    pub id: ChapterId,
    /// Its title without number, plain text; may be empty.
    pub title: String,
    /// Its place when it was deleted, from 1.
    pub place: u64,
    /// Words of its text.
    pub words: u64,
    /// Until when it can be fetched back.
    pub until: Timestamp,
}

/// The columns that a chapter has on both sides; one text, so that none is lost on the way.
macro_rules! columns {
    () => {
        "id, work_id, position, title, summary, notes, end_notes, cleaner, words, posted, published_at, version, saved_at,
         saved_by, posts_at, told_at, told"
    };
}

/// Moves a chapter with its versions into the bin, and writes to the creators of its work. Asks nobody: who may do so has
/// been asked.
pub(super) fn put_aside(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, chapter: i64) -> Result<()> {
    let ends_at = tx.now() + policies::restorable(tx)?.as_millis() as i64;
    tx.run(
        concat!(
            "insert into chapter_deletions (by_id, at, ends_at, ",
            columns!(),
            ", deflate, crc, length) select $3, $4, $5, ",
            columns!(),
            ", x.deflate, x.crc, x.length from chapters h join chapter_texts x on x.chapter_id = h.id
             where h.work_id = $1 and h.id = $2"
        ),
        args![work, chapter, viewer.person(), tx.now(), ends_at],
    )?;
    tx.run(
        "insert into deleted_versions (chapter_id, first, deflate, crc, length)
         select chapter_id, first, deflate, crc, length from versions where chapter_id = $1",
        args![chapter],
    )?;
    tx.run("delete from chapters where id = $1", args![chapter])?;
    write_to_creators(tx, work, &Matter::ChapterDeleted { work: work.number(), chapter })
}

/// The chapters of a work that lie in the bin, the one deleted last first, for those who may change it.
pub fn deleted_chapters(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<Vec<DeletedChapter>> {
    changeable(viewer, tx, work)?;
    in_bin(tx, work)
}

/// [`deleted_chapters`], asking nobody: who may know of them has been asked.
pub(super) fn in_bin(tx: &Tx<'_>, work: WorkId) -> Result<Vec<DeletedChapter>> {
    tx.all(
        "select id, title, position, words, ends_at from chapter_deletions where work_id = $1
         order by at desc, position, id",
        args![work],
        |row| {
            Ok(DeletedChapter {
                id: row.get(0)?,
                title: row.get(1)?,
                place: row.get::<i64>(2)? as u64,
                words: row.get::<i64>(3)? as u64,
                until: from_millis(row.get(4)?),
            })
        },
    )
}

/// Fetches a chapter back from the bin to its place, as it was and with every version. What was to post itself in the
/// meantime is a draft.
pub fn restore_chapter(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, chapter: ChapterId) -> Result<()> {
    let row = changeable(viewer, tx, work)?;
    let found = tx.first(
        "select position, posted from chapter_deletions where work_id = $1 and id = $2",
        args![work, chapter],
        |row| Ok((row.get::<i64>(0)?, row.get(1)?)),
    )?;
    let (place, posted) = found.ok_or(Error::NotFound)?;
    take_back(tx, &row, (chapter, place as u64, posted), || bring_back(tx, chapter))
}

fn bring_back(tx: &Tx<'_>, chapter: ChapterId) -> Result<()> {
    for statement in [
        concat!("insert into chapters (", columns!(), ") select ", columns!(), " from chapter_deletions where id = $1"),
        "insert into chapter_texts (chapter_id, deflate, crc, length)
         select id, deflate, crc, length from chapter_deletions where id = $1",
        "insert into versions (chapter_id, first, deflate, crc, length)
         select chapter_id, first, deflate, crc, length from deleted_versions where chapter_id = $1",
        "delete from chapter_deletions where id = $1",
    ] {
        tx.run(statement, args![chapter])?;
    }
    tx.run("update chapters set posts_at = null where id = $1 and posts_at <= $2", args![chapter, tx.now()]).map(drop)
}

/// A chapter in the bin, under the title page of its work, for one of the creators.
pub fn deleted_chapter(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, chapter: ChapterId) -> Result<Manuscript> {
    let seen = own(viewer, tx, work)?;
    let chapters = vec![of_bin(tx, work, chapter)?];
    let row = fetch(viewer, tx, work)?;
    Ok(Manuscript { chapters, ..title_page(seen, row.details()?, row.cleaner) })
}

/// What a chapter in the bin says, asking nobody.
pub(super) fn of_bin(tx: &Tx<'_>, work: WorkId, chapter: ChapterId) -> Result<Chapter> {
    let found = tx.first(
        "select title, summary, notes, end_notes, cleaner, published_at, deflate, crc, length from chapter_deletions
         where work_id = $1 and id = $2",
        args![work, chapter],
        read,
    )?;
    found.ok_or(Error::NotFound)
}

fn read(row: &Row<'_>) -> Result<Chapter> {
    let cleaner = row.get::<i64>(4)? as u32;
    let prose = |html| Prose::stored(html, None, cleaner);
    Ok(Chapter {
        title: row.get(0)?,
        summary: prose(row.get(1)?),
        notes: prose(row.get(2)?),
        end_notes: prose(row.get(3)?),
        body: prose(PackedText::read(row, 6)?.text()?),
        published: Some(day_of(row.get(5)?)),
        ..Chapter::default()
    })
}

/// Takes the chapters of a work away for good that have been in the bin for their time. For the archive itself.
pub fn empty_chapter_bin(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<()> {
    if !matches!(viewer, Viewer::Custodian(Errand::Clock)) {
        return Err(Error::NotFound);
    }
    tx.run(
        "delete from source_texts where work_id = $1 and chapter_id in
           (select d.id from chapter_deletions d where d.work_id = $1 and d.ends_at <= $2)",
        args![work, tx.now()],
    )?;
    tx.run("delete from chapter_deletions where work_id = $1 and ends_at <= $2", args![work, tx.now()]).map(drop)
}
