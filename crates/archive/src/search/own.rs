//! What only the one who asks knows of works, as sets for the finder: what they have read, bookmarked, follow.
//!
//! Each set is looked up once for a question, when the question or a rule speaks of it, and otherwise not at all. The finder is
//! told which works they are, and not whose.

use finder::{Measure, WorkId};

use super::index::Index;
use super::query::{self, Mine, What};
use crate::reading::{self, Which};
use crate::{Result, Tx, Viewer, bookmarks, shelves, subscriptions};

/// The sets that a question speaks of.
#[derive(Default)]
pub(super) struct Sets {
    known: Vec<What>,
    works: Vec<Vec<WorkId>>,
    /// The only works that are asked about, if there are some.
    pub(super) among: Option<Vec<crate::WorkId>>,
}

/// Who asks, and whom.
#[derive(Clone, Copy)]
pub(super) struct Asks<'a> {
    pub(super) viewer: &'a Viewer,
    pub(super) tx: &'a Tx<'a>,
    pub(super) index: &'a Index,
}

impl<'a> Asks<'a> {
    /// The memory of the one who asks, of these works or of all.
    fn memory(self, among: Option<&'a [crate::WorkId]>) -> reading::Asked<'a> {
        let Self { viewer, tx, index } = self;
        reading::Asked { viewer, tx, memories: index.memories(), among }
    }
}

impl Sets {
    /// The place of the works that this is true of.
    pub(super) fn place(&mut self, asks: Asks<'_>, what: &What) -> Result<usize> {
        if let Some(known) = self.known.iter().position(|known| known == what) {
            return Ok(known);
        }
        let works = works(asks, what, self.among.as_deref())?;
        self.known.push(what.clone());
        self.works.push(works);
        Ok(self.works.len() - 1)
    }

    /// The smallest of these sets that is a part of the viewer's library, as it shows: what is in it need not be looked for in all
    /// of the library.
    pub(super) fn remembered(&self, places: &[usize]) -> Option<usize> {
        let is_part = |place: &usize| self.known.get(*place).is_some_and(is_remembered);
        places.iter().copied().filter(is_part).min_by_key(|place| self.len(*place))
    }

    /// How many works are in the set in this place.
    pub(super) fn len(&self, place: usize) -> usize {
        self.works.get(place).map_or(0, Vec::len)
    }

    /// The sets, each in its place.
    pub(super) fn into_works(self) -> Vec<Vec<WorkId>> {
        self.works
    }
}

/// Whether this can be answered for somebody: not to guests, and what is remembered not while it does not show.
pub(super) enum Known {
    Yes,
    LogIn,
    NoMemory,
    /// There is no such shelf of theirs.
    NoShelf(String),
}

/// Whether what a part speaks of is known of the viewer.
pub(super) fn is_known(viewer: &Viewer, tx: &Tx<'_>, what: &What) -> Result<Known> {
    if viewer.person().is_none() {
        return Ok(Known::LogIn);
    }
    if let What::Shelf(name) = what {
        let is_there = shelves::own_named(viewer, tx, name)?.is_some();
        return Ok(if is_there { Known::Yes } else { Known::NoShelf(name.clone()) });
    }
    let is_kept_by_hand = matches!(what, What::Mine(Mine::Later | Mine::Bookmarks | Mine::Subscriptions));
    Ok(if is_kept_by_hand || reading::is_shown(viewer, tx)? { Known::Yes } else { Known::NoMemory })
}

/// Whether this is true of works in the viewer's library alone.
fn is_remembered(what: &What) -> bool {
    match what {
        What::Mine(mine) => !matches!(mine, Mine::Bookmarks | Mine::Subscriptions | Mine::Downloads),
        what => matches!(what, What::Stars(_) | What::Noted(_)),
    }
}

/// The part of a memory that is told by what is held of each work in it.
fn which(what: &What) -> Option<Which> {
    match what {
        What::Stars(bounds) => Some(Which::Stars(bounds.from.unwrap_or(0), bounds.to.unwrap_or(u64::MAX))),
        What::Mine(mine) => match mine {
            Mine::Read => Some(Which::Read),
            Mine::Seen => Some(Which::Seen),
            Mine::Reading => Some(Which::Reading),
            Mine::Dropped => Some(Which::Dropped),
            Mine::Later => Some(Which::Later),
            Mine::Library => Some(Which::All),
            Mine::Grown | Mine::Bookmarks | Mine::Subscriptions | Mine::Downloads => None,
        },
        _ => None,
    }
}

fn works(asks: Asks<'_>, what: &What, among: Option<&[crate::WorkId]>) -> Result<Vec<WorkId>> {
    let Asks { viewer, tx, .. } = asks;
    if let Some(which) = which(what) {
        return Ok(for_finder_all(asks.memory(among).works(which)?));
    }
    let works = match what {
        What::Noted(words) => asks.memory(among).noted(words)?,
        What::Mine(Mine::Grown) => return grown(asks, among),
        What::Mine(Mine::Bookmarks) => bookmarks::works_of(viewer, tx, among)?,
        What::Mine(Mine::Subscriptions) => subscriptions::works_of(viewer, tx, among)?,
        What::Mine(Mine::Downloads) => reading::downloaded(viewer, tx, among)?,
        What::Shelf(name) => shelves::works_of(viewer, tx, name, among)?,
        _ => Vec::new(),
    };
    Ok(for_finder_all(works))
}

/// What has more chapters than when the viewer opened it last: the finder knows how many there are.
fn grown(asks: Asks<'_>, among: Option<&[crate::WorkId]>) -> Result<Vec<WorkId>> {
    let opened = asks.memory(among).opened()?;
    let opened: Vec<(WorkId, u64)> = opened.into_iter().map(|(work, chapters)| (for_finder(work), chapters)).collect();
    Ok(asks.index.ask(asks.tx, |finder| finder.above(Measure::Chapters, &opened))?.unwrap_or_default())
}

/// The works of the set in this place, or of the whole library, what was opened or marked last first.
fn by_time(asks: Asks<'_>, sets: &Sets, place: Option<usize>) -> Result<Vec<WorkId>> {
    let memory = asks.memory(sets.among.as_deref());
    let part = place.and_then(|place| sets.known.get(place).zip(sets.works.get(place)));
    let Some((what, works)) = part else { return Ok(for_finder_all(memory.works_by_time(Which::All)?)) };
    if let Some(which) = which(what) {
        return Ok(for_finder_all(memory.works_by_time(which)?));
    }
    let mut works: Vec<crate::WorkId> = works.iter().map(|work| crate::WorkId::new(work.0 as i64)).collect();
    works.sort_unstable();
    Ok(for_finder_all(memory.by_time_among(&works)?))
}

/// The viewer's own order of what must be in these sets; nothing for an order that is everybody's. What comes of a part of a
/// library has the order of that part.
pub(super) fn ranks(
    asks: Asks<'_>,
    sort: query::Sort,
    (sets, inside): (&mut Sets, &[usize]),
) -> Result<Vec<(WorkId, f32)>> {
    match sort {
        query::Sort::Opened => {
            let works = by_time(asks, sets, sets.remembered(inside))?;
            let ranks = (1..=works.len()).rev().map(|rank| rank as f32);
            Ok(works.into_iter().zip(ranks).collect())
        }
        query::Sort::Stars => {
            let works = asks.memory(None).starred()?.into_iter();
            Ok(works.map(|(work, stars)| (for_finder(work), stars as f32)).collect())
        }
        _ => Ok(Vec::new()),
    }
}

fn for_finder_all(works: Vec<crate::WorkId>) -> Vec<WorkId> {
    works.into_iter().map(for_finder).collect()
}

const fn for_finder(work: crate::WorkId) -> WorkId {
    WorkId(work.number() as u64)
}
