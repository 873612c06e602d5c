//! What the index of stories is told of works: the text of their posted chapters, as plain text, chapter by chapter.
//!
//! For works that lists show somebody, under the rule of the facts beside it, unless a creator wishes that nobody searches
//! their texts, or this one. The text of an anonymous work is never told, because a wish that is heeded would tell whose it is.

use manuscript::plain_text;

use super::facts::for_the_index;
use super::packed::PackedText;
use super::row::Details;
use super::seen::WorkCard;
use super::visibility::Audience;
use crate::db::Sql;
use crate::{ChapterId, Result, Tx, Viewer, WorkId};

/// A chapter whose text may be searched.
#[derive(Debug, Clone)]
pub(crate) struct Searchable {
    pub(crate) work: WorkId,
    pub(crate) chapter: ChapterId,
    /// Another one for every other text or language.
    pub(crate) stamp: u64,
    /// Bytes of its HTML.
    pub(crate) length: u64,
    pub(crate) language: String,
}

/// The chapters of these works whose text may be searched, in their order.
pub(crate) fn searchable(viewer: &Viewer, tx: &Tx<'_>, works: &[WorkId]) -> Result<Vec<Searchable>> {
    for_the_index(viewer)?;
    let mut sql = Sql::new(
        "select w.id, h.id, x.crc, x.length, w.language, w.details from works w join chapters h on h.work_id = w.id
         join chapter_texts x on x.chapter_id = h.id where h.posted and not w.anonymous and not exists
         (select 1 from creatorships c join preferences f on f.person_id = c.person_id
          where c.work_id = w.id and f.unsearched) and w.audience <= ",
    );
    sql.bind(Audience::Members.reach()).push(" and w.id in ").bind_list(works.iter().copied());
    let found = sql.push(" order by w.id, h.position").all(tx, |row| {
        if is_unsearched(&row.get::<String>(5)?) {
            return Ok(None);
        }
        let (crc, length, language): (i64, i64, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let stamp = stamp(crc, length, &language);
        Ok(Some(Searchable { work: row.get(0)?, chapter: row.get(1)?, stamp, length: length as u64, language }))
    })?;
    Ok(found.into_iter().flatten().collect())
}

/// Whether the creators of a work with these details wish that its text is not searched. What cannot be read is not searched.
fn is_unsearched(details: &str) -> bool {
    serde_json::from_str::<Details>(details).map_or(true, |details| details.unsearched)
}

/// The next works by number that lists show somebody, whether or not their text may be searched.
pub(crate) fn listed_after(viewer: &Viewer, tx: &Tx<'_>, after: WorkId, limit: u32) -> Result<Vec<WorkId>> {
    for_the_index(viewer)?;
    let mut sql = Sql::new("select w.id from works w where w.audience <= ");
    sql.bind(Audience::Members.reach()).push(" and w.id > ").bind(after);
    sql.push(" order by w.id limit ").bind(i64::from(limit)).all(tx, |row| row.get(0))
}

/// The text of a chapter, as it is searched; nothing when it is gone or damaged, which must not keep all others from being read.
pub(crate) fn told(viewer: &Viewer, tx: &Tx<'_>, chapter: ChapterId) -> Result<Option<String>> {
    for_the_index(viewer)?;
    let mut sql = Sql::new("select x.deflate, x.crc, x.length from chapter_texts x where x.chapter_id = ");
    let packed = sql.bind(chapter).first(tx, |row| PackedText::read(row, 0))?;
    let text = packed.map(|packed| packed.text()).transpose();
    let text = text.inspect_err(|error| tracing::warn!(%chapter, %error, "a text cannot be read, and is not searched"));
    Ok(text.ok().flatten().map(|html| plain_text(&html)))
}

/// The first of these chapters that readers of a work that was seen may read, if its text is at most so long.
pub(crate) fn first_of(card: &WorkCard, tx: &Tx<'_>, chapters: &[ChapterId], most: u64) -> Result<Option<Reading>> {
    let mut sql = Sql::new(
        "select h.id, x.deflate, x.crc, x.length from chapters h join chapter_texts x on x.chapter_id = h.id
         where h.posted and h.work_id = ",
    );
    sql.bind(card.id).push(" and x.length <= ").bind(most as i64).push(" and h.id in ");
    sql.bind_list(chapters.iter().copied()).push(" order by h.position limit 1");
    let found: Option<(ChapterId, PackedText)> = sql.first(tx, |row| Ok((row.get(0)?, PackedText::read(row, 1)?)))?;
    Ok(found.and_then(|(chapter, packed)| {
        let text = plain_text(&packed.text().ok()?);
        Some(Reading { chapter, length: packed.length, text })
    }))
}

/// A chapter as its readers read it.
pub(crate) struct Reading {
    pub(crate) chapter: ChapterId,
    /// Bytes that were read for it.
    pub(crate) length: u64,
    /// As plain text.
    pub(crate) text: String,
}

/// A sum over what the words of a text depend on.
fn stamp(crc: i64, length: i64, language: &str) -> u64 {
    let step = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    let bytes = crc.to_le_bytes().into_iter().chain(length.to_le_bytes()).chain(language.bytes());
    bytes.fold(0xCBF2_9CE4_8422_2325, step)
}
