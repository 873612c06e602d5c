//! What only the one who asks knows of works, as sets for the finder: what they have read, bookmarked, follow.
//!
//! Each set is looked up once for a question, when the question or a rule speaks of it, and otherwise not at all. The finder is
//! told which works they are, and not whose.

use finder::{Measure, WorkId};

use super::index::Index;
use super::query::{self, Mine, What};
use crate::reading::{self, Extent, Which};
use crate::{Result, Tx, Viewer, bookmarks, shelves, subscriptions};

/// The sets that a question speaks of.
#[derive(Default)]
pub(super) struct Sets {
    known: Vec<What>,
    works: Vec<Vec<WorkId>>,
    /// Whether what is remembered is read in the order in which the viewer opened it.
    pub(super) is_by_time: bool,
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

impl Sets {
    /// The place of the works that this is true of.
    pub(super) fn place(&mut self, asks: Asks<'_>, what: &What) -> Result<usize> {
        if let Some(known) = self.known.iter().position(|known| known == what) {
            return Ok(known);
        }
        let works = works(asks, what, Extent { among: self.among.as_deref(), is_by_time: self.is_by_time })?;
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

fn works(asks: Asks<'_>, what: &What, extent: Extent<'_>) -> Result<Vec<WorkId>> {
    let Asks { viewer, tx, .. } = asks;
    let remembered = |which| reading::works_of(viewer, tx, which, extent);
    let works = match what {
        What::Stars(bounds) => remembered(Which::Stars(bounds.from.unwrap_or(0), bounds.to.unwrap_or(u64::MAX)))?,
        What::Noted(words) => remembered(Which::Noted(words))?,
        What::Mine(mine) => match mine {
            Mine::Grown => return grown(asks, extent),
            Mine::Bookmarks => bookmarks::works_of(viewer, tx, extent.among)?,
            Mine::Subscriptions => subscriptions::works_of(viewer, tx, extent.among)?,
            Mine::Downloads => reading::downloaded(viewer, tx, extent.among)?,
            Mine::Read => remembered(Which::Read)?,
            Mine::Seen => remembered(Which::Seen)?,
            Mine::Reading => remembered(Which::Reading)?,
            Mine::Dropped => remembered(Which::Dropped)?,
            Mine::Later => remembered(Which::Later)?,
            Mine::Library => remembered(Which::All)?,
        },
        What::Shelf(name) => shelves::works_of(viewer, tx, name, extent.among)?,
        _ => Vec::new(),
    };
    Ok(works.into_iter().map(for_finder).collect())
}

/// What has more chapters than when the viewer opened it last: the finder knows how many there are.
fn grown(Asks { viewer, tx, index }: Asks<'_>, extent: Extent<'_>) -> Result<Vec<WorkId>> {
    let opened = reading::opened(viewer, tx, extent)?;
    let opened: Vec<(WorkId, u64)> = opened.into_iter().map(|(work, chapters)| (for_finder(work), chapters)).collect();
    Ok(index.ask(tx, |finder| finder.above(Measure::Chapters, &opened))?.unwrap_or_default())
}

/// The viewer's own order of what must be in these sets; nothing for an order that is everybody's. What comes of a part of a
/// library is read with it, in its order, and the library is not.
pub(super) fn ranks(
    asks: Asks<'_>,
    sort: query::Sort,
    (sets, inside): (&mut Sets, &[usize]),
) -> Result<Vec<(WorkId, f32)>> {
    match sort {
        query::Sort::Opened => {
            let place = match sets.remembered(inside) {
                Some(place) => place,
                None => sets.place(asks, &What::Mine(Mine::Library))?,
            };
            let works = sets.works.get(place).map_or(&[][..], Vec::as_slice);
            Ok(works.iter().copied().zip((1..=works.len()).rev().map(|rank| rank as f32)).collect())
        }
        query::Sort::Stars => {
            let works = reading::starred(asks.viewer, asks.tx)?.into_iter();
            Ok(works.map(|(work, stars)| (for_finder(work), stars as f32)).collect())
        }
        _ => Ok(Vec::new()),
    }
}

const fn for_finder(work: crate::WorkId) -> WorkId {
    WorkId(work.number() as u64)
}
