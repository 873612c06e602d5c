//! Reading bookmarks: one, a person's, those of a work or series, the newest. Nothing leaves here that the gate has not passed.

use std::collections::HashMap;

use jiff::Timestamp;
use manuscript::Prose;

use super::elsewhere::{self, Elsewhere};
use super::row::{BookmarkRow, What};
use super::visibility::{Standing, listed_sql, sight, sight_sql, unmuted_sql};
use crate::clock::from_millis;
use crate::db::Sql;
use crate::series::{self, SeenSeries};
use crate::works::{self, AtAddress, PAGE, Page, Tombstone, WorkCard};
use crate::{BookmarkId, CollectionId, Error, PersonId, PseudId, Result, SeriesId, Tx, Viewer, WorkId};

/// A bookmark as somebody has seen it.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each with its own mark")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenBookmark {
    /// The bookmark.
    pub id: BookmarkId,
    /// Whose it is.
    pub person: PersonId,
    /// The name they keep it under.
    pub pseud: String,
    /// That name's number.
    pub pseud_id: PseudId,
    /// Their account's name.
    pub account: String,
    /// What sort of thing it is of.
    pub what: What,
    /// What it is of, as far as this viewer may see it.
    pub target: Target,
    /// What they note.
    pub notes: Prose,
    /// Their own words for it.
    pub tags: Vec<String>,
    /// Whether nobody else sees it.
    pub is_private: bool,
    /// Whether they recommend it.
    pub is_rec: bool,
    /// Whether a moderator has hidden it.
    pub is_hidden: bool,
    /// Whether it is the viewer's own.
    pub is_own: bool,
    /// When it was made.
    pub at: Timestamp,
}

/// What a bookmark is of, as far as a viewer may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A work.
    Work(Box<WorkCard>),
    /// A series.
    Series(Series),
    /// A work elsewhere.
    Elsewhere(Box<Elsewhere>),
    /// A work of which nothing is told yet (BKS-3).
    Mystery,
    /// A work that is deleted, with what its author wants said of it.
    Grave(Tombstone),
    /// What is not there, or not for this viewer: which of it is not told.
    Gone,
}

/// What a bookmark of a series shows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The series.
    pub id: SeriesId,
    /// Its title.
    pub title: String,
    /// How many works this viewer sees of it.
    pub works: u64,
    /// How many words they have (BKS-6).
    pub words: u64,
}

/// Whose bookmarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A person's, under any of their names.
    Person(PersonId),
    /// Those under one name.
    Pseud(PseudId),
    /// Those in a collection.
    Collection(CollectionId),
}

/// A bookmark by its number.
pub fn show(viewer: &Viewer, tx: &Tx<'_>, id: BookmarkId) -> Result<SeenBookmark> {
    let mut sql = BookmarkRow::select();
    sql.push("b.id = ").bind(id);
    dress(viewer, tx, sql.all(tx, BookmarkRow::read)?)?.pop().ok_or(Error::NotFound)
}

/// One of the viewer's own.
pub fn own(viewer: &Viewer, tx: &Tx<'_>, id: BookmarkId) -> Result<SeenBookmark> {
    Some(show(viewer, tx, id)?).filter(|bookmark| bookmark.is_own).ok_or(Error::NotFound)
}

/// The works that the viewer has bookmarked, by number, those kept for themselves alone among them; only of these works, if any
/// are named.
pub(crate) fn works_of(viewer: &Viewer, tx: &Tx<'_>, among: Option<&[WorkId]>) -> Result<Vec<WorkId>> {
    let mut sql = Sql::new("select subject from bookmarks where person_id = ");
    sql.bind(viewer.person()).push(" and what = ").bind(What::Work);
    sql.only("subject", among).all(tx, |row| row.get(0))
}

/// Somebody's bookmarks as far as the viewer sees them, the newest first.
pub fn by(viewer: &Viewer, tx: &Tx<'_>, of: Of, number: u64) -> Result<Page<SeenBookmark>> {
    page(viewer, tx, number, |sql| {
        match of {
            Of::Person(person) => sql.push("b.person_id = ").bind(person),
            Of::Pseud(pseud) => sql.push("b.pseud_id = ").bind(pseud),
            Of::Collection(id) => collected_sql(sql, id),
        };
    })
}

/// Whether a row `b` is in a collection.
fn collected_sql<'s, 'v>(sql: &'s mut Sql<'v>, id: CollectionId) -> &'s mut Sql<'v> {
    sql.push(
        "b.id in (select i.bookmark_id from collection_items i where i.creator_side = 'yes' and i.keeper_side = 'yes'",
    );
    sql.push(" and i.bookmark_id is not null and i.collection_id = ").bind(id).push(")")
}

/// How many bookmarks lists show this viewer in a collection.
pub(crate) fn count_collected(viewer: &Viewer, tx: &Tx<'_>, id: CollectionId) -> Result<u64> {
    let mut sql = Sql::new("select count(*) from bookmarks b where ");
    collected_sql(&mut sql, id).push(" and ");
    listed_sql(&mut sql, viewer);
    Ok(sql.value::<i64>(tx)?.unwrap_or(0) as u64)
}

/// A work that the viewer sees, with a page of the bookmarks of it, and their own if they have one.
pub fn of_work(
    viewer: &Viewer,
    tx: &Tx<'_>,
    asked: works::Asked,
    number: u64,
) -> Result<(WorkCard, Page<SeenBookmark>, Option<SeenBookmark>)> {
    let card = works::show(viewer, tx, asked)?.card;
    let subject = (What::Work, card.id.number());
    Ok((card, of(viewer, tx, subject, number)?, own_of(viewer, tx, subject)?))
}

/// A series that the viewer sees, with a page of the bookmarks of it, and their own if they have one.
pub fn of_series(
    viewer: &Viewer,
    tx: &Tx<'_>,
    id: SeriesId,
    number: u64,
) -> Result<(SeenSeries, Page<SeenBookmark>, Option<SeenBookmark>)> {
    let series = series::show(viewer, tx, id, 1)?;
    let subject = (What::Series, id.number());
    Ok((series, of(viewer, tx, subject, number)?, own_of(viewer, tx, subject)?))
}

fn of(viewer: &Viewer, tx: &Tx<'_>, (what, subject): (What, i64), number: u64) -> Result<Page<SeenBookmark>> {
    page(viewer, tx, number, |sql| {
        sql.push("b.what = ").bind(what).push(" and b.subject = ").bind(subject);
    })
}

fn own_of(viewer: &Viewer, tx: &Tx<'_>, (what, subject): (What, i64)) -> Result<Option<SeenBookmark>> {
    let Some(person) = viewer.person() else { return Ok(None) };
    let mut sql = BookmarkRow::select();
    sql.push("b.person_id = ").bind(person).push(" and b.what = ").bind(what);
    sql.push(" and b.subject = ").bind(subject);
    Ok(dress(viewer, tx, sql.all(tx, BookmarkRow::read)?)?.pop())
}

/// The bookmarks made last of what lists show this viewer, at most `limit`.
pub fn newest(viewer: &Viewer, tx: &Tx<'_>, limit: u64) -> Result<Vec<SeenBookmark>> {
    let mut sql = BookmarkRow::select();
    listed_sql(&mut sql, viewer);
    unmuted_sql(&mut sql, viewer);
    sql.push(" order by b.at desc, b.id desc limit ").bind(limit as i64);
    dress(viewer, tx, sql.all(tx, BookmarkRow::read)?)
}

fn page<'v>(viewer: &Viewer, tx: &Tx<'_>, number: u64, condition: impl Fn(&mut Sql<'v>)) -> Result<Page<SeenBookmark>> {
    let seen = |mut sql: Sql<'v>| {
        condition(&mut sql);
        sql.push(" and ");
        sight_sql(&mut sql, viewer, tx.now());
        unmuted_sql(&mut sql, viewer);
        sql
    };
    let total = seen(Sql::new("select count(*) from bookmarks b where ")).value::<i64>(tx)?.unwrap_or(0) as u64;
    let mut sql = seen(BookmarkRow::select());
    sql.push(" order by b.at desc, b.id desc limit ").bind(PAGE as i64).push(" offset ");
    sql.bind((number.max(1) - 1).saturating_mul(PAGE).min(i64::MAX as u64) as i64);
    Ok(Page { items: dress(viewer, tx, sql.all(tx, BookmarkRow::read)?)?, total, number: number.max(1) })
}

/// Those of these bookmarks that the viewer sees, in the order asked for.
pub(crate) fn of_ids(viewer: &Viewer, tx: &Tx<'_>, ids: &[BookmarkId]) -> Result<Vec<SeenBookmark>> {
    let mut sql = BookmarkRow::select();
    sql.push("b.id in ").bind_list(ids.iter().copied());
    let mut seen = dress(viewer, tx, sql.all(tx, BookmarkRow::read)?)?;
    let order: HashMap<BookmarkId, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    seen.sort_by_key(|bookmark| order.get(&bookmark.id).copied());
    Ok(seen)
}

/// What bookmarks are of, read for all of them at once.
struct Targets {
    works: HashMap<i64, WorkCard>,
    series: HashMap<i64, Series>,
    elsewhere: HashMap<BookmarkId, Elsewhere>,
}

impl Targets {
    fn of(viewer: &Viewer, tx: &Tx<'_>, rows: &[BookmarkRow]) -> Result<Self> {
        let of = |what| rows.iter().filter(move |row| row.what == what);
        let works: Vec<WorkId> = of(What::Work).map(|row| WorkId::new(row.subject)).collect();
        let cards = works::cards(viewer, tx, &works)?.into_iter().filter(|card| !card.is_deleted);
        let ids: Vec<SeriesId> = of(What::Series).map(|row| SeriesId::new(row.subject)).collect();
        let elsewhere: Vec<BookmarkId> = of(What::Elsewhere).map(|row| row.id).collect();
        Ok(Self {
            works: cards.map(|card| (card.id.number(), card)).collect(),
            series: all_series(viewer, tx, &ids)?,
            elsewhere: elsewhere::of_bookmarks(tx, &elsewhere)?,
        })
    }

    /// What a bookmark is of, if the viewer sees it.
    fn seen(&self, row: &BookmarkRow) -> Option<Target> {
        match row.what {
            What::Work => self.works.get(&row.subject).cloned().map(|card| Target::Work(Box::new(card))),
            What::Series => self.series.get(&row.subject).cloned().map(Target::Series),
            What::Elsewhere => self.elsewhere.get(&row.id).cloned().map(|work| Target::Elsewhere(Box::new(work))),
        }
    }
}

fn all_series(viewer: &Viewer, tx: &Tx<'_>, ids: &[SeriesId]) -> Result<HashMap<i64, Series>> {
    let mut all = HashMap::new();
    for id in ids {
        match series::show(viewer, tx, *id, 1) {
            Ok(seen) => {
                let series = Series { id: *id, title: seen.title, works: seen.works.total, words: seen.words };
                all.insert(id.number(), series);
            }
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}

/// Lets those rows through that the viewer sees, and gives them what they are of, and their words.
fn dress(viewer: &Viewer, tx: &Tx<'_>, rows: Vec<BookmarkRow>) -> Result<Vec<SeenBookmark>> {
    let targets = Targets::of(viewer, tx, &rows)?;
    let mut seen = Vec::with_capacity(rows.len());
    for row in rows {
        let (target, is_own) = (targets.seen(&row), viewer.person() == Some(row.person));
        let (is_private, is_hidden, keeps_order) = (row.is_private, row.is_hidden, works::sees_all(viewer));
        if sight(Standing { is_own, is_private, is_hidden, is_target_seen: target.is_some(), keeps_order }) {
            let target = target.map_or_else(|| left(viewer, tx, &row), Ok)?;
            seen.push(bookmark(row, target, is_own));
        }
    }
    let ids: Vec<BookmarkId> = seen.iter().map(|bookmark| bookmark.id).collect();
    let mut tags = tags_of(tx, &ids)?;
    for bookmark in &mut seen {
        bookmark.tags = tags.remove(&bookmark.id).unwrap_or_default();
    }
    Ok(seen)
}

/// What is left to say to its owner of what their bookmark is of, and they do not see.
fn left(viewer: &Viewer, tx: &Tx<'_>, row: &BookmarkRow) -> Result<Target> {
    if row.what != What::Work {
        return Ok(Target::Gone);
    }
    match works::at_address(viewer, tx, WorkId::new(row.subject)) {
        Ok(AtAddress::Work(work)) => Ok(Target::Work(Box::new(work.card))),
        Ok(AtAddress::Mystery) => Ok(Target::Mystery),
        Ok(AtAddress::Grave(stone)) => Ok(Target::Grave(stone)),
        Err(Error::NotFound | Error::LogIn) => Ok(Target::Gone),
        Err(error) => Err(error),
    }
}

fn bookmark(row: BookmarkRow, target: Target, is_own: bool) -> SeenBookmark {
    SeenBookmark {
        id: row.id,
        person: row.person,
        pseud: row.pseud,
        pseud_id: row.pseud_id,
        account: row.account,
        what: row.what,
        target,
        notes: row.notes,
        tags: Vec::new(),
        is_private: row.is_private,
        is_rec: row.is_rec,
        is_hidden: row.is_hidden,
        is_own,
        at: from_millis(row.at),
    }
}

fn tags_of(tx: &Tx<'_>, ids: &[BookmarkId]) -> Result<HashMap<BookmarkId, Vec<String>>> {
    let mut all: HashMap<BookmarkId, Vec<String>> = HashMap::new();
    if ids.is_empty() {
        return Ok(all);
    }
    let mut sql = Sql::new("select bookmark_id, name from bookmark_tags where bookmark_id in ");
    sql.bind_list(ids.iter().copied()).push(" order by bookmark_id, position");
    for (bookmark, name) in sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?)))? {
        all.entry(bookmark).or_default().push(name);
    }
    Ok(all)
}
