//! Works through the gate: one by its address, or cards of many.

use std::collections::HashMap;

use super::places;
use super::row::WorkRow;
use super::seen::{Edition, SeenWork, WorkCard};
use super::visibility::{Audience, Passed, admit, sees_all, sight_sql};
use crate::clock::{day_of, from_millis};
use crate::people::{self, Byline};
use crate::tags::{self, Tag};
use crate::{Error, Result, Tx, Viewer, WorkId};

/// The work at an address. [`Error::NotFound`] for what is not there, a draft or hidden; [`Error::LogIn`] for a guest
/// before a restricted work.
pub fn show(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<SeenWork> {
    let row = fetch(viewer, tx, id)?;
    let passed = admit(viewer, row.standing)?;
    let details = row.details()?;
    let (notes, end_notes) = (row.notes.clone(), row.end_notes.clone());
    let sees_drafts = row.standing.is_creator || sees_all(viewer);
    let card = dress(viewer, tx, vec![(row, passed)])?.pop().ok_or(Error::NotFound)?;
    Ok(SeenWork {
        card,
        notes,
        end_notes,
        permissions: details.permissions,
        extra: details.extra,
        source_url: details.provenance.url,
        sees_drafts,
    })
}

/// The cards of those works that the viewer may see, in the order asked for. All others are silently not there.
pub fn cards(viewer: &Viewer, tx: &Tx<'_>, ids: &[WorkId]) -> Result<Vec<WorkCard>> {
    let mut sql = WorkRow::select(viewer);
    sql.push("w.id in ").bind_list(ids.iter().copied()).push(" and ");
    sight_sql(&mut sql, viewer);
    let rows = sql.all(tx, WorkRow::read)?;
    let seen = rows.into_iter().filter_map(|row| admit(viewer, row.standing).ok().map(|passed| (row, passed)));
    let mut cards = dress(viewer, tx, seen.collect())?;
    let order: HashMap<WorkId, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    cards.sort_by_key(|card| order.get(&card.id).copied());
    Ok(cards)
}

/// The stored row, before anybody has seen it.
pub(super) fn fetch(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<WorkRow> {
    let mut sql = WorkRow::select(viewer);
    sql.push("w.id = ").bind(id);
    sql.first(tx, WorkRow::read)?.ok_or(Error::NotFound)
}

/// Gives rows that have passed the gate their bylines, tags and series.
fn dress(viewer: &Viewer, tx: &Tx<'_>, rows: Vec<(WorkRow, Passed)>) -> Result<Vec<WorkCard>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<WorkId> = rows.iter().map(|(row, _)| row.id).collect();
    let mut bylines = by_work(people::bylines_of(tx, &ids)?);
    let mut tags = by_work(tags::of_works(tx, &ids)?);
    let mut series = by_work(places::of_works(viewer, tx, &ids)?);
    let cards = rows.into_iter().map(|(row, passed)| {
        let id = row.id;
        let of = |map: &mut HashMap<WorkId, Vec<Byline>>| map.remove(&id).unwrap_or_default();
        let mut card = card(viewer, row, passed);
        card.bylines = of(&mut bylines);
        let mut tags = tags.remove(&id).unwrap_or_default();
        tags.sort_by_key(|(tag, _): &(Tag, bool)| tag.kind);
        card.side = tags.iter().filter(|(_, is_side)| *is_side).map(|(tag, _)| tag.id).collect();
        card.tags = tags.into_iter().map(|(tag, _)| tag).collect();
        card.series = series.remove(&id).unwrap_or_default();
        card
    });
    Ok(cards.collect())
}

fn card(viewer: &Viewer, row: WorkRow, passed: Passed) -> WorkCard {
    let standing = row.standing;
    WorkCard {
        id: row.id,
        title: row.title,
        bylines: Vec::new(),
        tags: Vec::new(),
        side: Vec::new(),
        summary: row.summary,
        language: row.language,
        words: row.words as u64,
        chapters: if standing.posted { row.posted_chapters } else { row.chapters } as u64,
        expected_chapters: row.expected_chapters.map(|expected| expected as u64),
        published: day_of(row.published_at),
        revised: from_millis(row.revised_at),
        series: Vec::new(),
        is_restricted: standing.restricted,
        is_draft: !standing.posted,
        is_hidden: standing.hidden,
        is_own: standing.is_creator,
        edition: Edition { work: row.id, number: row.edition as u64, audience: Audience::of(viewer) },
        passed,
    }
}

fn by_work<T>(pairs: Vec<(WorkId, T)>) -> HashMap<WorkId, Vec<T>> {
    let mut map: HashMap<WorkId, Vec<T>> = HashMap::new();
    for (work, item) in pairs {
        map.entry(work).or_default().push(item);
    }
    map
}
