//! Lists of works: a tag's, a person's, the newest. Lists find ids by an index that holds the audience, count the same
//! way, and let the gate make the cards.

use std::collections::HashSet;

use jiff::Timestamp;

use super::places;
use super::read::cards;
use super::seen::WorkCard;
use super::visibility::{listed_sql, sees_all, sight_sql};
use crate::blocks::unmuted_sql;
use crate::clock::from_millis;
use crate::db::{Sql, args};
use crate::{ChapterId, PersonId, PseudId, Result, SeriesId, TagId, Tx, Viewer, WorkId};

/// Works on a page (SRCH-14).
pub const PAGE: u64 = 25;

/// One page of a list, with so many on each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T, const SIZE: u64 = PAGE> {
    /// What stands on it.
    pub items: Vec<T>,
    /// How many there are on all pages, as far as this viewer sees them.
    pub total: u64,
    /// Which page this is, from 1.
    pub number: u64,
}

impl<T, const SIZE: u64> Page<T, SIZE> {
    /// One page of a list that has been read whole.
    pub(crate) fn of(all: Vec<T>, number: u64) -> Self {
        let (total, number) = (all.len() as u64, number.max(1));
        let items = all.into_iter().skip((number - 1).saturating_mul(SIZE) as usize).take(SIZE as usize);
        Self { items: items.collect(), total, number }
    }

    /// How many pages there are, at least 1.
    pub const fn pages(&self) -> u64 {
        if self.total == 0 { 1 } else { self.total.div_ceil(SIZE) }
    }
}

/// A tag's works, newest revision first.
pub fn page_of_tag(viewer: &Viewer, tx: &Tx<'_>, tag: TagId, number: u64) -> Result<Page<WorkCard>> {
    page(viewer, tx, number, &Shelf::tag(tag))
}

/// A person's works under any of their names, newest revision first.
pub fn page_of_person(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, number: u64) -> Result<Page<WorkCard>> {
    page(viewer, tx, number, &Shelf::person(person))
}

/// The works under one name, newest revision first.
pub fn page_of_pseud(viewer: &Viewer, tx: &Tx<'_>, pseud: PseudId, number: u64) -> Result<Page<WorkCard>> {
    page(viewer, tx, number, &Shelf::pseud(pseud))
}

/// All works, newest revision first.
pub fn page_of_all(viewer: &Viewer, tx: &Tx<'_>, number: u64) -> Result<Page<WorkCard>> {
    page_of(viewer, tx, number, None)
}

/// The works in a language, newest revision first.
pub fn page_of_language(viewer: &Viewer, tx: &Tx<'_>, code: &str, number: u64) -> Result<Page<WorkCard>> {
    page_of(viewer, tx, number, Some(code))
}

fn page_of(viewer: &Viewer, tx: &Tx<'_>, number: u64, language: Option<&str>) -> Result<Page<WorkCard>> {
    let shown = |what| {
        let mut sql = Sql::new(what);
        sql.push(" from works w where w.");
        listed_sql(&mut sql, viewer);
        if let Some(code) = language {
            sql.push(" and lower(w.language) = ").bind(code.to_lowercase());
        }
        unmuted_sql(&mut sql, viewer, "w.id");
        sql
    };
    let total = shown("select count(*)").value::<i64>(tx)?.unwrap_or(0) as u64;
    let mut sql = shown("select w.id");
    sql.push(" order by w.revised_at desc, w.id desc");
    at_page(&mut sql, number);
    Ok(Page { items: cards(viewer, tx, &sql.all(tx, |row| row.get(0))?)?, total, number: number.max(1) })
}

/// The works revised last, at most `limit`.
pub fn newest(viewer: &Viewer, tx: &Tx<'_>, limit: u64) -> Result<Vec<WorkCard>> {
    let mut sql = Sql::new("select w.id from works w where ");
    listed_sql(&mut sql, viewer);
    unmuted_sql(&mut sql, viewer, "w.id");
    sql.push(" order by w.revised_at desc, w.id desc limit ").bind(limit as i64);
    cards(viewer, tx, &sql.all(tx, |row| row.get(0))?)
}

/// Those of these works that the viewer may see, by their titles.
pub(crate) fn seen_by_title(viewer: &Viewer, tx: &Tx<'_>, ids: &[WorkId]) -> Result<Vec<WorkId>> {
    let mut sql = Sql::new("select w.sort_title, w.id from works w where w.deleted = 'no' and w.id in ");
    sql.bind_list(ids.iter().copied()).push(" and ");
    sight_sql(&mut sql, viewer, tx.now());
    // Not by the database, whose order of letters may be any.
    let mut titled = sql.all(tx, |row| Ok((row.get::<String>(0)?, row.get::<WorkId>(1)?)))?;
    titled.sort();
    Ok(titled.into_iter().map(|(_, id)| id).collect())
}

/// Works that no list under a person's name shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlisted {
    /// All but what lies in the bin: drafts, hidden works, mysteries, anonymous works and what is for some people only.
    Kept,
    /// Of these the drafts (DRAFT-4).
    Drafts,
    /// What lies in the bin.
    Bin,
}

impl Unlisted {
    const fn sql(self) -> &'static str {
        match self {
            Self::Kept => "w.deleted = 'no'",
            Self::Drafts => "w.deleted = 'no' and not w.posted",
            Self::Bin => "w.deleted <> 'no'",
        }
    }
}

/// What no list under a person's name shows and the viewer may see: of their own, or all for a moderator.
pub fn page_of_unlisted(
    viewer: &Viewer,
    tx: &Tx<'_>,
    person: PersonId,
    (which, number): (Unlisted, u64),
) -> Result<Page<WorkCard>> {
    let of = |what| {
        let mut sql = Sql::new(what);
        sql.push(" from works w join creatorships c on c.work_id = w.id where c.audience = 2 and c.person_id = ");
        sql.bind(person).push(" and ").push(which.sql());
        of_own(&mut sql, viewer);
        sql
    };
    let total = of("select count(distinct w.id)").value::<i64>(tx)?.unwrap_or(0) as u64;
    let mut sql = of("select w.id");
    sql.push(" group by w.id, w.revised_at order by w.revised_at desc, w.id desc");
    at_page(&mut sql, number);
    Ok(Page { items: cards(viewer, tx, &sql.all(tx, |row| row.get(0))?)?, total, number: number.max(1) })
}

/// `and …`: the work `w` is one of the viewer's own, but for those who see all.
fn of_own(sql: &mut Sql<'_>, viewer: &Viewer) {
    if !sees_all(viewer) {
        sql.push(" and exists (select 1 from creatorships own where own.work_id = w.id and own.person_id = ");
        sql.bind(viewer.person()).push(")");
    }
}

pub(super) fn at_page(sql: &mut Sql<'_>, number: u64) {
    sql.push(" limit ").bind(PAGE as i64);
    sql.push(" offset ").bind((number.max(1) - 1).saturating_mul(PAGE).min(i64::MAX as u64) as i64);
}

/// A chapter of a posted work that is not posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftChapter {
    /// The chapter.
    pub id: ChapterId,
    /// Its place in its work, from 1.
    pub place: u64,
    /// Its title, plain text, may be empty.
    pub title: String,
    /// When it posts itself.
    pub posts: Option<Timestamp>,
    /// The work it is of.
    pub work: WorkCard,
}

/// The draft chapters of a person's posted works, in the order of the works: only for those who may see them (CHAP-3).
pub fn draft_chapters(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, number: u64) -> Result<Page<DraftChapter>> {
    let of = |what| {
        let mut sql = Sql::new(what);
        sql.push(
            " from chapters h join works w on w.id = h.work_id where not h.posted and w.posted and w.deleted = 'no'
              and exists (select 1 from creatorships c where c.work_id = w.id and c.person_id = ",
        );
        sql.bind(person).push(")");
        of_own(&mut sql, viewer);
        sql
    };
    let total = of("select count(*)").value::<i64>(tx)?.unwrap_or(0) as u64;
    let mut sql = of("select h.work_id, h.id, h.position, h.title, coalesce(h.posts_at, h.waits_at)");
    sql.push(" order by w.revised_at desc, w.id desc, h.position");
    at_page(&mut sql, number);
    let found: Vec<(WorkId, ChapterId, i64, String, Option<i64>)> =
        sql.all(tx, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?;
    let ids: Vec<WorkId> = found.iter().map(|(work, ..)| *work).collect();
    let seen = cards(viewer, tx, &ids)?;
    let draft = |(work, id, place, title, posts): (WorkId, ChapterId, i64, String, Option<i64>)| {
        let work = seen.iter().find(|card| card.id == work && (card.is_own || sees_all(viewer)))?.clone();
        Some(DraftChapter { id, place: place as u64, title, posts: posts.map(from_millis), work })
    };
    Ok(Page { items: found.into_iter().filter_map(draft).collect(), total, number: number.max(1) })
}

/// The works of a person that are for people they have named, and this viewer is one of them, but for those with a name on
/// them whom the viewer has muted (MUT-1).
pub fn shared_by(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<Vec<WorkCard>> {
    let ids: Vec<WorkId> = tx.all(
        "select w.id from works w join creatorships c on c.work_id = w.id
         join named_readers n on n.work_id = w.id and n.person_id = $2
         where c.person_id = $1 and not w.anonymous
         and not exists (select 1 from mutes m join creatorships u on u.person_id = m.muted_id
           where m.person_id = $2 and u.work_id = w.id)
         group by w.id, w.revised_at order by w.revised_at desc, w.id desc",
        args![person, viewer.person()],
        |row| row.get(0),
    )?;
    cards(viewer, tx, &ids)
}

/// Whether lists show this viewer any work of a person's.
pub(crate) fn has_any_of_person(viewer: &Viewer, tx: &Tx<'_>, person: PersonId) -> Result<bool> {
    has_any(viewer, tx, &Shelf::person(person))
}

/// Whether lists show this viewer any work under a name.
pub(crate) fn has_any_of_pseud(viewer: &Viewer, tx: &Tx<'_>, pseud: PseudId) -> Result<bool> {
    has_any(viewer, tx, &Shelf::pseud(pseud))
}

/// Whether lists show this viewer any work with a tag.
pub(crate) fn has_any_of_tag(viewer: &Viewer, tx: &Tx<'_>, tag: TagId) -> Result<bool> {
    has_any(viewer, tx, &Shelf::tag(tag))
}

/// The cards of a series' works in their order, as far as the viewer sees them.
pub(crate) fn in_order_of_series(viewer: &Viewer, tx: &Tx<'_>, series: SeriesId) -> Result<Vec<WorkCard>> {
    let mut cards = cards(viewer, tx, &places::in_order(tx, series)?)?;
    // A series would tell who made an anonymous work; and what is in the bin is in no series.
    cards.retain(|card| card.is_named() && !card.is_deleted);
    Ok(cards)
}

/// Those of these works that are by nobody whom the viewer has muted (MUT-1): taste, after the gate has decided.
pub(crate) fn unmuted(viewer: &Viewer, tx: &Tx<'_>, cards: Vec<WorkCard>) -> Result<Vec<WorkCard>> {
    let mut sql = Sql::new("select w.id from works w where w.id in ");
    sql.bind_list(cards.iter().map(|card| card.id));
    unmuted_sql(&mut sql, viewer, "w.id");
    let kept: HashSet<WorkId> = sql.all(tx, |row| row.get(0))?.into_iter().collect();
    Ok(cards.into_iter().filter(|card| kept.contains(&card.id)).collect())
}

/// A sorted run of work ids in a table that holds `audience` and `revised_at` beside them.
struct Shelf {
    from: &'static str,
    key: i64,
    /// A second condition on the same key, or nothing.
    and: &'static str,
    /// What is counted and picked; `distinct` where a work can stand there twice, under two names of one person.
    count: &'static str,
    pick: &'static str,
    /// The column that holds the work.
    work: &'static str,
}

impl Shelf {
    const fn tag(tag: TagId) -> Self {
        let (count, pick) = ("select count(*)", "select work_id, revised_at");
        let work = "work_tags.work_id";
        Self { from: " from work_tags where tag_id = ", key: tag.number(), and: "", count, pick, work }
    }

    const fn person(person: PersonId) -> Self {
        let (count, pick) = ("select count(distinct work_id)", "select distinct work_id, revised_at");
        let work = "creatorships.work_id";
        Self { from: " from creatorships where person_id = ", key: person.number(), and: "", count, pick, work }
    }

    const fn pseud(pseud: PseudId) -> Self {
        let (count, pick) = ("select count(*)", "select work_id, revised_at");
        // The index is by person; a person's works are few enough to pick one name's out of them.
        let work = "creatorships.work_id";
        let from = " from creatorships where person_id = (select person_id from pseuds where id = ";
        Self { from, key: pseud.number(), and: ") and pseud_id = ", count, pick, work }
    }

    fn sql(&self, what: &'static str, viewer: &Viewer) -> Sql<'static> {
        let mut sql = Sql::new(what);
        sql.push(self.from).bind(self.key);
        if !self.and.is_empty() {
            sql.push(self.and).bind(self.key);
        }
        sql.push(" and ");
        listed_sql(&mut sql, viewer);
        sql
    }
}

fn page(viewer: &Viewer, tx: &Tx<'_>, number: u64, shelf: &Shelf) -> Result<Page<WorkCard>> {
    let shown = |what| {
        let mut sql = shelf.sql(what, viewer);
        unmuted_sql(&mut sql, viewer, shelf.work);
        sql
    };
    let total: i64 = shown(shelf.count).value(tx)?.unwrap_or(0);
    let mut sql = shown(shelf.pick);
    sql.push(" order by revised_at desc, work_id desc");
    at_page(&mut sql, number);
    let ids: Vec<WorkId> = sql.all(tx, |row| row.get(0))?;
    Ok(Page { items: cards(viewer, tx, &ids)?, total: total as u64, number: number.max(1) })
}

fn has_any(viewer: &Viewer, tx: &Tx<'_>, shelf: &Shelf) -> Result<bool> {
    let mut sql = shelf.sql("select work_id", viewer);
    sql.push(" limit 1");
    Ok(sql.first(tx, |_| Ok(()))?.is_some())
}
