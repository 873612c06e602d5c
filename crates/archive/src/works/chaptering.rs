//! Writing chapters one by one: adding, revising, posting, moving, deleting (CHAP-*).
//!
//! A chapter keeps its address through all of it, and every state that another one replaces is kept as a version. No deed
//! here overwrites a state that its writer has not seen: a revision says which one it was made of.

use manuscript::Chapter;

use super::chapter_bin::put_aside;
use super::dates::Dates;
use super::limits;
use super::new::{PackedChapter, PackedWork, State, pack_chapter};
use super::news::is_silent;
use super::packed::PackedText;
use super::read::fetch;
use super::row::WorkRow;
use super::store::{Row, insert_chapter, update_chapter};
use super::versions::{self, Wording};
use super::visibility::{Action, may};
use super::write::{settle, settle_unseen, within_limits};
use crate::db::args;
use crate::error::What;
use crate::{ChapterId, Error, FieldError, PersonId, Result, Slip, Tx, Viewer, WorkId};

/// A new chapter, or a new state of one.
#[derive(Debug, Clone)]
pub struct NewChapter {
    /// What it says.
    pub chapter: Chapter,
    /// Posted or kept as a draft. A chapter that is posted stays so.
    pub state: State,
    /// Its place among the chapters, from 1; too small or too large means an end (CHAP-2). Nothing: the last one, or where
    /// it is.
    pub place: Option<u64>,
    /// The version that it was made of; nothing to put it over any.
    pub base: Option<u64>,
}

/// A chapter, counted and compressed, ready for [`add_chapter`] or [`revise_chapter`].
#[derive(Debug, Clone)]
pub struct PackedNewChapter {
    chapter: Chapter,
    packed: PackedChapter,
    state: State,
    place: Option<u64>,
    base: Option<u64>,
    broken: Vec<FieldError>,
}

/// A chapter as it is, before it is changed.
struct Present {
    wording: Wording,
    version: i64,
    words: i64,
    saved_at: i64,
    saved_by: Option<PersonId>,
    position: i64,
    posted: bool,
    published_at: i64,
    /// The day that it is to be dated with when it is posted.
    told_at: Option<i64>,
}

impl NewChapter {
    /// Counts and compresses, outside the transaction.
    pub fn pack(mut self) -> PackedNewChapter {
        let broken = limits::chapter_broken(&self.chapter);
        let packed = pack_chapter(&mut self.chapter);
        let Self { chapter, state, place, base } = self;
        PackedNewChapter { chapter, packed, state, place, base, broken }
    }
}

/// Adds a chapter to a work. In a draft work it is posted with the work only if it is the first (CHAP-4).
pub fn add_chapter(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, new: &PackedNewChapter) -> Result<ChapterId> {
    let row = changeable(viewer, tx, work)?;
    within_limits(viewer, &new.broken)?;
    has_room_for_tags(viewer, tx, work)?;
    let posted = new.state == State::Posted && row.standing.posted;
    let (id, position, published_at) = (tx.fresh_id(), row.chapters + 1, tx.now());
    let (chapter, packed, saved_by, is_told) = (&new.chapter, &new.packed, viewer.person(), is_silent(viewer));
    let before = in_order(tx, work)?;
    insert_chapter(tx, &Row { id, work, position, chapter, packed, posted, published_at, saved_by, is_told })?;
    put_in_place(tx, work, id, new.place)?;
    keep_days(tx, &row, &before)?;
    settle_after(tx, &row, posted)?;
    Ok(ChapterId::new(id))
}

/// Stores a new state of a chapter and keeps the one it replaces. A draft that is posted now is of now (POST-11), unless it
/// was told another day; what is posted keeps its date.
///
/// Fails with [`What::Newer`] when it was made of another state than the one that is there.
pub fn revise_chapter(
    viewer: &Viewer,
    tx: &Tx<'_>,
    work: WorkId,
    chapter: ChapterId,
    new: &PackedNewChapter,
) -> Result<()> {
    let row = changeable(viewer, tx, work)?;
    within_limits(viewer, &new.broken)?;
    let present = present(tx, work, chapter.number())?;
    if new.base.is_some_and(|base| base as i64 != present.version) {
        return Err(Error::Conflict(What::Newer(present.version as u64)));
    }
    let posts = new.state == State::Posted && row.standing.posted && !present.posted;
    let next = Row {
        id: chapter.number(),
        work,
        position: present.position,
        chapter: &new.chapter,
        packed: &new.packed,
        posted: present.posted || posts,
        published_at: if posts { present.told_at.unwrap_or(tx.now()) } else { present.published_at },
        saved_by: viewer.person(),
        is_told: false,
    };
    replace(tx, &present, &next)?;
    if posts {
        tx.run("update chapters set posts_at = null, waits_at = null where id = $1", args![chapter])?;
    }
    let before = in_order(tx, work)?;
    put_in_place(tx, work, chapter.number(), new.place)?;
    keep_days(tx, &row, &before)?;
    settle_after(tx, &row, next.posted)
}

/// Says how many chapters there will be; nothing for “?” (POST-13).
pub fn expect_chapters(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, expected: Option<u32>) -> Result<()> {
    let row = changeable(viewer, tx, work)?;
    let expected = expected.map(i64::from);
    if row.expected_chapters == expected {
        return Ok(());
    }
    tx.run("update works set expected_chapters = $2 where id = $1", args![work, expected])?;
    settle(tx, work)
}

/// Puts a chapter into the bin with all its versions. Neither the only chapter nor the only posted one can go (CHAP-5).
pub fn delete_chapter(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, chapter: ChapterId) -> Result<()> {
    let row = changeable(viewer, tx, work)?;
    let posted = present(tx, work, chapter.number())?.posted;
    if row.chapters < 2 || posted && row.standing.posted && row.posted_chapters < 2 {
        return Err(Error::Conflict(What::LastChapter));
    }
    let before = in_order(tx, work)?;
    put_aside(viewer, tx, work, chapter.number())?;
    number(tx, &in_order(tx, work)?)?;
    keep_days(tx, &row, &before)?;
    settle_after(tx, &row, posted)
}

/// Puts a chapter that `brings` makes part of the work again into its place, and settles the work.
pub(super) fn take_back(
    tx: &Tx<'_>,
    row: &WorkRow,
    (chapter, place, posted): (ChapterId, u64, bool),
    bring: impl Fn() -> Result<()>,
) -> Result<()> {
    let before = in_order(tx, row.id)?;
    bring()?;
    put_in_place(tx, row.id, chapter.number(), Some(place))?;
    keep_days(tx, row, &before)?;
    settle_after(tx, row, posted)
}

/// Puts the chapters in this order; those that are not named follow in their old one (CHAP-2).
pub fn reorder(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, order: &[ChapterId]) -> Result<()> {
    let (row, before) = (changeable(viewer, tx, work)?, posted_in_order(tx, work)?);
    let there = in_order(tx, work)?;
    let named: Vec<i64> = order.iter().map(|id| id.number()).filter(|id| there.contains(id)).collect();
    let rest = there.iter().copied().filter(|id| !named.contains(id));
    number(tx, &named.iter().copied().chain(rest).collect::<Vec<_>>())?;
    keep_days(tx, &row, &there)?;
    settle_after(tx, &row, posted_in_order(tx, work)? != before)
}

/// Keeps the days that a file told with their chapters, which stood in this order before; posting a draft asks for them by
/// place (POST-10).
fn keep_days(tx: &Tx<'_>, row: &WorkRow, before: &[i64]) -> Result<()> {
    let after = in_order(tx, row.id)?;
    if row.standing.posted || after == before {
        return Ok(());
    }
    let mut details = row.details()?;
    details.told.follow(before, &after);
    tx.run("update works set details = $2 where id = $1", args![row.id, details.written()?]).map(drop)
}

/// Puts new chapters in the places of those that are there, under their ids.
pub(super) fn replace_chapters(
    viewer: &Viewer,
    tx: &Tx<'_>,
    (work, new): (WorkId, &PackedWork),
    dates: &Dates,
    kept: &[i64],
) -> Result<()> {
    let chapters = new.page.manuscript.chapters.iter().zip(&new.chapters).zip(&dates.chapters);
    for (at, ((chapter, packed), published_at)) in chapters.enumerate() {
        let (position, published_at, saved_by) = (at as i64 + 1, *published_at, viewer.person());
        let known = kept.get(at).copied();
        let id = known.unwrap_or_else(|| tx.fresh_id());
        let is_told = is_silent(viewer);
        let row = Row { id, work, position, chapter, packed, posted: true, published_at, saved_by, is_told };
        match known {
            Some(id) => {
                let present = present(tx, work, id)?;
                replace(tx, &present, &Row { posted: present.posted, ..row })?;
            }
            None => insert_chapter(tx, &row)?,
        }
    }
    for gone in kept.iter().skip(new.chapters.len()) {
        put_aside(viewer, tx, work, *gone)?;
    }
    Ok(())
}

/// Stores a chapter's next state. Where it says the same, no version is made of it.
fn replace(tx: &Tx<'_>, present: &Present, next: &Row<'_>) -> Result<()> {
    let wording = Wording::of(next.chapter, &next.packed.text)?;
    if wording == present.wording {
        return update_chapter(tx, next, present.version);
    }
    let meta =
        versions::Meta { number: present.version, at: present.saved_at, by: present.saved_by, words: present.words };
    versions::keep(tx, next.id, &meta, &present.wording, &wording)?;
    update_chapter(tx, next, present.version + 1)
}

fn present(tx: &Tx<'_>, work: WorkId, chapter: i64) -> Result<Present> {
    let found = tx.first(
        "select h.title, h.summary, h.notes, h.end_notes, h.version, h.words, h.saved_at, h.saved_by, h.position,
           h.posted, h.published_at, h.told_at, x.deflate, x.crc, x.length
         from chapters h join chapter_texts x on x.chapter_id = h.id where h.work_id = $1 and h.id = $2",
        args![work, chapter],
        |row| {
            let wording = Wording {
                title: row.get(0)?,
                summary: row.get(1)?,
                notes: row.get(2)?,
                end_notes: row.get(3)?,
                body: PackedText::read(row, 12)?.text()?,
            };
            Ok(Present {
                wording,
                version: row.get(4)?,
                words: row.get(5)?,
                saved_at: row.get(6)?,
                saved_by: row.get(7)?,
                position: row.get(8)?,
                posted: row.get(9)?,
                published_at: row.get(10)?,
                told_at: row.get(11)?,
            })
        },
    )?;
    found.ok_or(Error::NotFound)
}

/// Settles a work after a change of its chapters. In a posted work readers see nothing of what happens to a draft (CHAP-3).
fn settle_after(tx: &Tx<'_>, row: &WorkRow, is_seen: bool) -> Result<()> {
    if is_seen || !row.standing.posted { settle(tx, row.id) } else { settle_unseen(tx, row.id) }
}

/// Nothing, if the viewer may change the work.
pub(crate) fn is_changeable(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<()> {
    changeable(viewer, tx, work).map(drop)
}

pub(super) fn changeable(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<WorkRow> {
    let row = fetch(viewer, tx, work)?;
    may(viewer, Action::Change, row.standing)?;
    Ok(row)
}

/// A work that an import gave more tags than fit gets no new chapter before it has fewer (POST-4).
fn has_room_for_tags(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<()> {
    let is = tx.count(
        "select count(*) from work_tags c join tags t on t.id = c.tag_id
         where c.work_id = $1 and t.kind not in ('rating', 'warning', 'category')",
        args![work],
    )?;
    let most = limits::TAGS as u64;
    let broken = (is > most).then(|| FieldError::new("tags", Slip::TooMany { most, is }));
    within_limits(viewer, broken.as_slice())
}

fn put_in_place(tx: &Tx<'_>, work: WorkId, chapter: i64, place: Option<u64>) -> Result<()> {
    let Some(place) = place else { return Ok(()) };
    let mut order = in_order(tx, work)?;
    order.retain(|id| *id != chapter);
    let place = (place as usize).clamp(1, order.len() + 1);
    order.insert(place - 1, chapter);
    number(tx, &order)
}

fn in_order(tx: &Tx<'_>, work: WorkId) -> Result<Vec<i64>> {
    tx.all("select id from chapters where work_id = $1 order by position, id", args![work], |row| row.get(0))
}

/// Those that readers see.
fn posted_in_order(tx: &Tx<'_>, work: WorkId) -> Result<Vec<i64>> {
    tx.all("select id from chapters where work_id = $1 and posted order by position, id", args![work], |row| row.get(0))
}

/// Numbers chapters from 1 without gaps (CHAP-2).
fn number(tx: &Tx<'_>, order: &[i64]) -> Result<()> {
    for (id, position) in order.iter().zip(1_i64..) {
        tx.run("update chapters set position = $2 where id = $1 and position <> $2", args![*id, position])?;
    }
    Ok(())
}
