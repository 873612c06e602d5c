//! Works through the gate: one by its address, or cards of many.

use std::collections::HashMap;

use super::row::WorkRow;
use super::seen::{AtAddress, Edition, SeenWork, Tombstone, WorkCard};
use super::visibility::{Audience, Passed, Sight, Told, admit, byline, sees_all, sight, sight_sql};
use super::{bin, drafts, places};
use crate::accounts;
use crate::clock::{day_of, from_millis};
use crate::collections;
use crate::people::{self, Byline};
use crate::tags::{self, Tag};
use crate::tallies::{self, Tally};
use crate::{Error, Result, Secret, Tx, Viewer, Why, WorkId, gifts};

/// A work as it is asked for: by its address, and perhaps with the key of its secret link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    work: WorkId,
    key: Option<Secret>,
}

impl Asked {
    /// A work, asked for with this key.
    pub const fn with(work: WorkId, key: Option<Secret>) -> Self {
        Self { work, key }
    }
}

impl From<WorkId> for Asked {
    fn from(work: WorkId) -> Self {
        Self { work, key: None }
    }
}

/// The work at an address. [`Error::NotFound`] for what is not there for this viewer, for whatever reason;
/// [`Error::LogIn`] for a guest before a work for members.
pub fn show(viewer: &Viewer, tx: &Tx<'_>, asked: impl Into<Asked>) -> Result<SeenWork> {
    let row = fetch(viewer, tx, asked)?;
    seen(viewer, tx, row)
}

/// Whether the key that a work is asked for with is the one of its secret link, and the link is there to be opened.
pub fn opens(viewer: &Viewer, tx: &Tx<'_>, asked: impl Into<Asked>) -> Result<bool> {
    Ok(fetch(viewer, tx, asked)?.standing.tie.has_key)
}

/// A work of the viewer's own, in the bin or not. Who sees it and did not make it is told so.
pub fn own(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<SeenWork> {
    let work = show(viewer, tx, id)?;
    if work.card.is_own { Ok(work) } else { Err(Error::Forbidden(Why::NotYours)) }
}

/// What stands at a work's address for this viewer: the work, a mystery, or a stone. Fails like [`show`].
pub fn at_address(viewer: &Viewer, tx: &Tx<'_>, asked: impl Into<Asked>) -> Result<AtAddress> {
    let row = fetch(viewer, tx, asked)?;
    match sight(viewer, row.standing) {
        Sight::Mystery => Ok(AtAddress::Mystery),
        Sight::Grave => Ok(AtAddress::Grave(tombstone(viewer, tx, row)?)),
        Sight::Nothing | Sight::LogIn | Sight::Full => seen(viewer, tx, row).map(Box::new).map(AtAddress::Work),
    }
}

fn seen(viewer: &Viewer, tx: &Tx<'_>, row: WorkRow) -> Result<SeenWork> {
    let passed = admit(viewer, row.standing)?;
    let (standing, details) = (row.standing, row.details()?);
    let (notes, end_notes, id) = (row.notes.clone(), row.end_notes.clone(), row.id);
    let card = dress_rows(viewer, tx, vec![(row, passed)])?.pop().ok_or(Error::NotFound)?;
    // Where it was first published, and what its file said besides, would tell the author of an anonymous work.
    let is_named = byline(viewer, standing) == Told::Named;
    Ok(SeenWork {
        card,
        notes,
        end_notes,
        permissions: details.permissions,
        commenting: details.commenting.for_viewer(viewer, tx)?,
        is_unsearched: details.unsearched,
        extra: if is_named { details.extra } else { Vec::new() },
        source_url: details.provenance.url.filter(|_| is_named),
        restorable_until: bin::ends(tx, id)?,
        goes_at: drafts::goes(tx, id, standing)?,
        sees_drafts: standing.tie.is_creator || standing.tie.is_invited || sees_all(viewer),
    })
}

fn tombstone(viewer: &Viewer, tx: &Tx<'_>, row: WorkRow) -> Result<Tombstone> {
    let epitaph = bin::epitaph(tx, row.id)?;
    if !epitaph.shows_title {
        return Ok(Tombstone { title: None, bylines: Vec::new(), reason: epitaph.reason });
    }
    let bylines = match byline(viewer, row.standing) {
        Told::Named => people::bylines_of(tx, &[row.id])?.into_iter().map(|(_, byline)| byline).collect(),
        Told::Anonymous => vec![Byline::Anonymous],
    };
    Ok(Tombstone { title: Some(row.title), bylines, reason: epitaph.reason })
}

/// The cards of those works that the viewer may see, in the order asked for. All others are silently not there.
pub fn cards(viewer: &Viewer, tx: &Tx<'_>, ids: &[WorkId]) -> Result<Vec<WorkCard>> {
    let mut all = Vec::with_capacity(ids.len());
    for ids in ids.chunks(AT_ONCE) {
        all.extend(some_cards(viewer, tx, ids)?);
    }
    Ok(all)
}

/// Works that are asked for in one statement; both databases take some more.
const AT_ONCE: usize = 5_000;

fn some_cards(viewer: &Viewer, tx: &Tx<'_>, ids: &[WorkId]) -> Result<Vec<WorkCard>> {
    let mut sql = WorkRow::select(viewer, tx.now(), None);
    sql.push("w.id in ").bind_list(ids.iter().copied()).push(" and ");
    sight_sql(&mut sql, viewer, tx.now());
    let rows = sql.all(tx, WorkRow::read)?;
    let seen = rows.into_iter().filter_map(|row| admit(viewer, row.standing).ok().map(|passed| (row, passed)));
    let mut cards = dress_rows(viewer, tx, seen.collect())?;
    let order: HashMap<WorkId, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    cards.sort_by_key(|card| order.get(&card.id).copied());
    Ok(cards)
}

/// The stored row, before anybody has seen it.
pub(super) fn fetch(viewer: &Viewer, tx: &Tx<'_>, asked: impl Into<Asked>) -> Result<WorkRow> {
    let asked = asked.into();
    let mut sql = WorkRow::select(viewer, tx.now(), asked.key.as_ref());
    sql.push("w.id = ").bind(asked.work);
    sql.first(tx, WorkRow::read)?.ok_or(Error::NotFound)
}

/// Gives rows that have passed the gate their bylines, tags and series. Who is not told the creators of a work is not told
/// its series either: what stands beside it there would name them.
pub(super) fn dress_rows(viewer: &Viewer, tx: &Tx<'_>, rows: Vec<(WorkRow, Passed)>) -> Result<Vec<WorkCard>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<WorkId> = rows.iter().map(|(row, _)| row.id).collect();
    let is_named = |row: &WorkRow| byline(viewer, row.standing) == Told::Named;
    let named: Vec<WorkId> = rows.iter().filter(|(row, _)| is_named(row)).map(|(row, _)| row.id).collect();
    let mut bylines = by_work(people::bylines_of(tx, &named)?);
    let mut tags = by_work(tags::of_works(tx, &ids)?);
    let mut series = by_work(places::of_works(viewer, tx, &named)?);
    let mut collections = by_work(collections::of_works(viewer, tx, &ids)?);
    let mut recipients = by_work(gifts::of_works(tx, &ids)?);
    let unindexed = accounts::unindexed(tx, &ids)?;
    let tallies = tallies::of_works(tx, &ids)?;
    let cards = rows.into_iter().map(|(row, passed)| {
        let id = row.id;
        let nameless = if is_named(&row) { Vec::new() } else { vec![Byline::Anonymous] };
        let mut card = card(viewer, row, passed);
        card.bylines = bylines.remove(&id).unwrap_or(nameless);
        let mut tags = tags.remove(&id).unwrap_or_default();
        tags.sort_by_key(|(tag, _): &(Tag, bool)| tag.kind);
        card.side = tags.iter().filter(|(_, is_side)| *is_side).map(|(tag, _)| tag.id).collect();
        card.tags = tags.into_iter().map(|(tag, _)| tag).collect();
        card.series = series.remove(&id).unwrap_or_default();
        card.collections = collections.remove(&id).unwrap_or_default();
        card.recipients = recipients.remove(&id).unwrap_or_default();
        card.is_unindexed |= unindexed.contains(&id);
        card.tally = tallies.get(&id).copied().unwrap_or_default();
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
        posts: row.posts_at.filter(|_| !standing.posted).map(from_millis),
        series: Vec::new(),
        collections: Vec::new(),
        recipients: Vec::new(),
        access: standing.access,
        is_draft: !standing.posted,
        is_hidden: standing.hidden,
        is_unrevealed: standing.unrevealed,
        is_anonymous: standing.anonymous,
        is_unindexed: standing.anonymous,
        is_deleted: standing.deleted != super::standing::Deleted::No,
        is_own: standing.tie.is_creator,
        tally: Tally::default(),
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
