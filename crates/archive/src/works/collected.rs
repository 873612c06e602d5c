//! Works in collections: what a collection's lists show, what is counted of it, and settling a work of which a collection says
//! something else now (VIS-4). Who said what stands in [`crate::collections`].

use std::collections::HashMap;

use super::counts::FandomCount;
use super::lists::{Page, at_page};
use super::read::cards;
use super::seen::WorkCard;
use super::visibility::{listed_sql, sees_all};
use super::write::settle_unseen;
use crate::blocks::unmuted_sql;
use crate::collections::{held_there_sql, keeps_work_sql, masked_there_sql};
use crate::db::{Sql, args};
use crate::people::{self, Byline};
use crate::tags::{Kind, Tag};
use crate::{CollectionId, Result, Tx, Viewer, WorkId};

/// The works that one of these collections holds, newest revision first, as lists show them to this viewer.
pub fn page_of_collected(
    viewer: &Viewer,
    tx: &Tx<'_>,
    collections: &[CollectionId],
    number: u64,
) -> Result<Page<WorkCard>> {
    let shown = |what| {
        let mut sql = listed(what, viewer, collections);
        unmuted_sql(&mut sql, viewer, "w.id");
        sql
    };
    let total = shown("select count(*)").value::<i64>(tx)?.unwrap_or(0) as u64;
    let mut sql = shown("select w.id");
    sql.push(" order by w.revised_at desc, w.id desc");
    at_page(&mut sql, number);
    Ok(Page { items: cards(viewer, tx, &sql.all(tx, |row| row.get(0))?)?, total, number: number.max(1) })
}

/// A work of those that lists show this viewer in these collections, drawn by a number; nothing where there is none.
pub fn any_collected(
    viewer: &Viewer,
    tx: &Tx<'_>,
    (collections, drawn): (&[CollectionId], u64),
) -> Result<Option<WorkId>> {
    let shown = |what| {
        let mut sql = listed(what, viewer, collections);
        unmuted_sql(&mut sql, viewer, "w.id");
        sql
    };
    let total = shown("select count(*)").value::<i64>(tx)?.unwrap_or(0) as u64;
    let Some(place) = drawn.checked_rem(total) else { return Ok(None) };
    let mut sql = shown("select w.id");
    sql.push(" order by w.id limit 1 offset ").bind(place as i64).value(tx)
}

/// The fandoms of the works that lists show this viewer in these collections: synonyms under what they mean, and what that is a
/// part of with it, each work once (WR-12).
pub fn fandoms_collected(viewer: &Viewer, tx: &Tx<'_>, collections: &[CollectionId]) -> Result<Vec<FandomCount>> {
    let mut sql = Sql::new(
        "with used (work_id, root, revised_at) as (select c.work_id, coalesce(g.merger_id, g.id), c.revised_at
           from collection_items i join work_tags c on c.work_id = i.work_id join tags g on g.id = c.tag_id
           where g.kind = 'fandom' and i.creator_side = 'yes' and i.keeper_side = 'yes' and i.collection_id in ",
    );
    sql.bind_list(collections.iter().copied()).push(" and c.");
    listed_sql(&mut sql, viewer);
    unmuted_sql(&mut sql, viewer, "c.work_id");
    sql.push(
        ") select t.id, t.name, count(distinct u.work_id), max(u.revised_at)
         from (select work_id, root, revised_at from used union all
           select used.work_id, m.meta_id, used.revised_at from used join metatags m on m.sub_id = used.root) u
         join tags t on t.id = u.root where t.kind = 'fandom' and t.standing <> 'banned' group by t.id, t.name",
    );
    sql.all(tx, |row| {
        let tag = Tag { id: row.get(0)?, kind: Kind::Fandom, name: row.get(1)? };
        Ok(FandomCount { tag, works: row.get::<i64>(2)? as u64, revised: row.get(3)? })
    })
}

/// How many works lists show this viewer in these collections: nothing of what is not to be seen is in the number.
pub(crate) fn count_collected(viewer: &Viewer, tx: &Tx<'_>, collections: &[CollectionId]) -> Result<u64> {
    Ok(listed("select count(*)", viewer, collections).value::<i64>(tx)?.unwrap_or(0) as u64)
}

fn listed(what: &'static str, viewer: &Viewer, collections: &[CollectionId]) -> Sql<'static> {
    let mut sql = Sql::new(what);
    sql.push(" from works w where w.");
    listed_sql(&mut sql, viewer);
    sql.push(" and ");
    held_there_sql(&mut sql, collections);
    sql
}

/// How many works in these collections are a mystery for now: that they are there is all that is told (VIS-2).
pub(crate) fn count_mysteries(viewer: &Viewer, tx: &Tx<'_>, collections: &[CollectionId]) -> Result<u64> {
    let mut sql = Sql::new("select count(*) from works w where ");
    masked_there_sql(&mut sql, viewer, collections);
    Ok(sql.value::<i64>(tx)?.unwrap_or(0) as u64)
}

/// Who made those of these works that stand in a collection which the viewer keeps: they are told on the page where they
/// keep it in order, and nowhere else (VIS-3).
pub(crate) fn names_for_keepers(viewer: &Viewer, tx: &Tx<'_>, ids: &[WorkId]) -> Result<HashMap<WorkId, Vec<Byline>>> {
    let Some(person) = viewer.person() else { return Ok(HashMap::new()) };
    let mut sql = Sql::new("select w.id from works w where w.id in ");
    sql.bind_list(ids.iter().copied()).push(" and ");
    if sees_all(viewer) {
        sql.push("true");
    } else {
        keeps_work_sql(&mut sql, person);
    }
    let kept: Vec<WorkId> = sql.all(tx, |row| row.get(0))?;
    let mut names: HashMap<WorkId, Vec<Byline>> = HashMap::new();
    for (work, byline) in people::bylines_of(tx, &kept)? {
        names.entry(work).or_default().push(byline);
    }
    Ok(names)
}

/// Settles a work after a collection has taken it or let it go, has masked or revealed it. Readers see another work only where
/// a mask came or went, and only then it is another edition.
pub(crate) fn settle_collected(tx: &Tx<'_>, id: WorkId) -> Result<()> {
    let masks = |tx: &Tx<'_>| {
        tx.first("select unrevealed, anonymous from works where id = $1", args![id], |row| {
            Ok((row.get::<bool>(0)?, row.get::<bool>(1)?))
        })
    };
    let before = masks(tx)?;
    settle_unseen(tx, id)?;
    if masks(tx)? == before {
        return Ok(());
    }
    tx.run("update works set edition = edition + 1 where id = $1", args![id]).map(drop)
}
