//! Reading what comes from what, as far as a viewer is told of each side (REL-3).

use jiff::Timestamp;
use serde::Serialize;

use super::cite::Elsewhere;
use super::kind::{Answer, Kind};
use crate::blocks::unmuted_sql;
use crate::clock::from_millis;
use crate::db::{Row, Sql};
use crate::works::{self, Glimpse, Hint, PAGE, Page, Ties, WorkCard};
use crate::{Error, PersonId, RelationId, Result, Tx, Viewer, WorkId};

/// One side of a relation, as somebody is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// A work here.
    Here(Box<WorkCard>),
    /// A work here, for members; where it is leads to logging in.
    Restricted(WorkId),
    /// A work here of which nothing is told yet.
    Mystery,
    /// A work that was here.
    Gone,
    /// A work elsewhere.
    Elsewhere(Elsewhere),
}

/// What a work comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parent {
    /// The relation.
    pub id: RelationId,
    /// What the work is to it.
    pub kind: Kind,
    /// What it is.
    pub side: Side,
    /// What its creators say.
    pub answer: Answer,
}

/// Two works of which one comes from the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The relation.
    pub id: RelationId,
    /// What the one is to the other.
    pub kind: Kind,
    /// The work that cites.
    pub child: Side,
    /// The work that is cited.
    pub parent: Side,
    /// What the other side says.
    pub answer: Answer,
}

/// A relation as its maker takes it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The number of the work.
    pub work: i64,
    /// `inspired`, `translation` or `podfic`.
    pub kind: &'static str,
    /// The number of the work that it comes from, if that is here.
    pub parent: Option<i64>,
    /// Where that is, if elsewhere.
    pub address: Option<String>,
    /// Its title, if elsewhere.
    pub title: Option<String>,
    /// Who made it, if elsewhere.
    pub author: Option<String>,
    /// What its creators say.
    pub answer: &'static str,
    /// When it was said.
    pub at: Timestamp,
}

/// A relation as it is stored.
struct Stored {
    id: RelationId,
    work: WorkId,
    kind: Kind,
    parent: Option<WorkId>,
    elsewhere: Elsewhere,
    answer: Answer,
    at: Timestamp,
}

const COLUMNS: &str = "select r.id, r.work_id, r.kind, r.parent_id, r.address, r.title, r.author, r.language, r.answer, r.at from relations r ";

fn read(row: &Row<'_>) -> Result<Stored> {
    let elsewhere = Elsewhere { address: row.get(4)?, title: row.get(5)?, author: row.get(6)?, language: row.get(7)? };
    let (id, work, kind, parent) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
    Ok(Stored { id, work, kind, parent, elsewhere, answer: row.get(8)?, at: from_millis(row.get(9)?) })
}

fn of_work(tx: &Tx<'_>, work: WorkId) -> Result<Vec<Stored>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push("where r.work_id = ").bind(work).push(" order by r.position");
    sql.all(tx, read)
}

/// Relations with both sides as a viewer is told of them; what they are told nothing of is not there.
fn told(viewer: &Viewer, tx: &Tx<'_>, stored: Vec<Stored>, ties: Ties) -> Result<Vec<Relation>> {
    let ids: Vec<WorkId> = stored.iter().flat_map(|one| [Some(one.work), one.parent]).flatten().collect();
    let seen = works::glimpses(viewer, tx, &ids, ties)?;
    let side = |id: WorkId| match seen.get(&id).cloned().unwrap_or(Glimpse::Nothing) {
        Glimpse::Seen(card) => Some(Side::Here(card)),
        Glimpse::LogIn => Some(Side::Restricted(id)),
        Glimpse::Mystery => Some(Side::Mystery),
        Glimpse::Gone => Some(Side::Gone),
        Glimpse::Nothing => None,
    };
    let relation = |one: Stored| {
        let parent = one.parent.map_or_else(|| Some(Side::Elsewhere(one.elsewhere.clone())), side)?;
        Some(Relation { id: one.id, kind: one.kind, child: side(one.work)?, parent, answer: one.answer })
    };
    Ok(stored.into_iter().filter_map(relation).collect())
}

/// What a work that the viewer has seen comes from, the same for everybody of their audience.
pub fn parents(viewer: &Viewer, tx: &Tx<'_>, work: &WorkCard) -> Result<Vec<Parent>> {
    parents_of(viewer, tx, work.id, Ties::DoNotCount)
}

/// What a work of the viewer's own comes from, for its form: all of it.
pub fn typed(viewer: &Viewer, tx: &Tx<'_>, work: WorkId) -> Result<Vec<Parent>> {
    works::is_changeable(viewer, tx, work)?;
    let known = parents_of(viewer, tx, work, Ties::Count)?;
    let all = of_work(tx, work)?.into_iter().map(|one| {
        // What its creator is told nothing of any more can be taken off all the same.
        let lost = || Parent { id: one.id, kind: one.kind, side: Side::Gone, answer: one.answer };
        known.iter().find(|parent| parent.id == one.id).cloned().unwrap_or_else(lost)
    });
    Ok(all.collect())
}

fn parents_of(viewer: &Viewer, tx: &Tx<'_>, work: WorkId, ties: Ties) -> Result<Vec<Parent>> {
    let stored = of_work(tx, work)?;
    let ids: Vec<WorkId> = stored.iter().filter_map(|one| one.parent).collect();
    let seen = works::glimpses(viewer, tx, &ids, ties)?;
    let parent = |one: Stored| {
        let side = match one.parent {
            None => Side::Elsewhere(one.elsewhere),
            Some(id) => match seen.get(&id).cloned().unwrap_or(Glimpse::Nothing) {
                Glimpse::Seen(card) => Side::Here(card),
                Glimpse::LogIn => Side::Restricted(id),
                Glimpse::Mystery => Side::Mystery,
                Glimpse::Gone => Side::Gone,
                Glimpse::Nothing => return None,
            },
        };
        Some(Parent { id: one.id, kind: one.kind, side, answer: one.answer })
    };
    Ok(stored.into_iter().filter_map(parent).collect())
}

/// What comes from a work that the viewer has seen, as far as its creators have approved, the same for everybody of their
/// audience.
pub fn children(viewer: &Viewer, tx: &Tx<'_>, work: &WorkCard) -> Result<Vec<Relation>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push("where r.answer = 'approved' and r.parent_id = ").bind(work.id).push(" order by r.at, r.id");
    let told = told(viewer, tx, sql.all(tx, read)?, Ties::DoNotCount)?;
    Ok(told.into_iter().filter(|relation| relation.child != Side::Gone).collect())
}

/// Which of somebody's relations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Their works that come from others.
    From,
    /// Works of others that come from theirs.
    To,
}

/// A page of what somebody's works come from, or of what comes from them, the newest first.
///
/// They themselves see all of it, because they have to answer. Others see what was approved, no work by those whom they have muted,
/// and no work of this person's that does not name them: on a page under their name it would (REL-3).
pub fn page_of(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, (way, number): (Way, u64)) -> Result<Page<Relation>> {
    let is_own = viewer.person() == Some(person);
    let ties = if is_own { Ties::Count } else { Ties::DoNotCount };
    let stored = of_person(viewer, tx, person, way)?;
    let ids: Vec<WorkId> = stored.iter().flat_map(|one| [Some(one.work), one.parent]).flatten().collect();
    let hints = works::hints(viewer, tx, &ids, ties)?;
    let hint = |id: &WorkId| hints.get(id).copied().unwrap_or(Hint::Nothing);
    let is_theirs = |id: &WorkId| matches!(hint(id), Hint::Seen { is_masked } if is_own || !is_masked);
    let is_told = |one: &Stored| match way {
        Way::From => is_theirs(&one.work) && one.parent.is_none_or(|id| hint(&id) != Hint::Nothing),
        Way::To => {
            one.parent.is_some_and(|id| is_theirs(&id)) && !matches!(hint(&one.work), Hint::Nothing | Hint::Gone)
        }
    };
    let told_of: Vec<Stored> = stored.into_iter().filter(is_told).collect();
    let (total, number) = (told_of.len() as u64, number.max(1));
    let before = usize::try_from((number - 1).saturating_mul(PAGE)).unwrap_or(usize::MAX);
    let shown = told_of.into_iter().skip(before).take(PAGE as usize).collect();
    Ok(Page { items: told(viewer, tx, shown, ties)?, total, number })
}

fn of_person(viewer: &Viewer, tx: &Tx<'_>, person: PersonId, way: Way) -> Result<Vec<Stored>> {
    let (own, other) = match way {
        Way::From => ("r.work_id", "r.parent_id"),
        Way::To => ("r.parent_id", "r.work_id"),
    };
    let mut sql = Sql::new(COLUMNS);
    sql.push("where exists (select 1 from creatorships c where c.work_id = ").push(own);
    sql.push(" and c.person_id = ").bind(person).push(")");
    if viewer.person() != Some(person) {
        sql.push(" and r.answer = 'approved'");
        unmuted_sql(&mut sql, viewer, own);
        unmuted_sql(&mut sql, viewer, other);
    }
    sql.push(" order by r.at desc, r.id desc");
    sql.all(tx, read)
}

/// A relation of a work that was cited, for who made that: the letter about it. Nothing when there is no more to say.
pub fn named_in(viewer: &Viewer, tx: &Tx<'_>, id: RelationId) -> Result<Option<Relation>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push("where r.id = ").bind(id);
    let told = told(viewer, tx, sql.all(tx, read)?, Ties::Count)?.pop();
    let is_own = |side: &Side| matches!(side, Side::Here(card) if card.is_own);
    Ok(told.filter(|relation| is_own(&relation.parent) && matches!(relation.child, Side::Here(_))))
}

/// Everything that works of the viewer's own come from.
pub(crate) fn all_of(viewer: &Viewer, tx: &Tx<'_>) -> Result<Vec<Kept>> {
    let person = viewer.person().ok_or(Error::LogIn)?;
    let stored: Vec<Stored> = {
        let mut sql = Sql::new(COLUMNS);
        sql.push("where exists (select 1 from creatorships c where c.work_id = r.work_id and c.person_id = ");
        sql.bind(person).push(") order by r.at, r.id");
        sql.all(tx, read)?
    };
    let there = |text: String| Some(text).filter(|text| !text.is_empty());
    let kept = |one: Stored| Kept {
        work: one.work.number(),
        kind: one.kind.word(),
        parent: one.parent.map(WorkId::number),
        address: there(one.elsewhere.address),
        title: there(one.elsewhere.title),
        author: there(one.elsewhere.author),
        answer: one.answer.word(),
        at: one.at,
    };
    Ok(stored.into_iter().map(kept).collect())
}
