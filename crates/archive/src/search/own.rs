//! What only the one who asks knows of works, as sets for the finder: what they have read, bookmarked, follow.
//!
//! Each set is looked up once for a question, when the question or a rule speaks of it, and otherwise not at all. The finder is
//! told which works they are, and not whose.

use finder::{Measure, WorkId};

use super::index::Index;
use super::query::{self, Mine, What};
use crate::reading::{self, Which};
use crate::{Result, Tx, Viewer, bookmarks, subscriptions};

/// The sets that a question speaks of.
#[derive(Default)]
pub(super) struct Sets {
    known: Vec<What>,
    works: Vec<Vec<WorkId>>,
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
        let works = works(asks, what)?;
        self.known.push(what.clone());
        self.works.push(works);
        Ok(self.works.len() - 1)
    }

    /// The place of the viewer's library, of which these are all works if any are, and how many works are in it.
    pub(super) fn library(&mut self, asks: Asks<'_>, all: &[(WorkId, f32)]) -> Result<(usize, u64)> {
        let library = What::Mine(Mine::Library);
        if !all.is_empty() && !self.known.contains(&library) {
            self.known.push(library.clone());
            self.works.push(all.iter().map(|(work, _)| *work).collect());
        }
        let place = self.place(asks, &library)?;
        Ok((place, self.works.get(place).map_or(0, |works| works.len() as u64)))
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
}

/// Whether what a part speaks of is known of the viewer.
pub(super) fn is_known(viewer: &Viewer, tx: &Tx<'_>, what: &What) -> Result<Known> {
    if viewer.person().is_none() {
        return Ok(Known::LogIn);
    }
    let is_kept_by_hand = matches!(what, What::Mine(Mine::Later | Mine::Bookmarks | Mine::Subscriptions));
    Ok(if is_kept_by_hand || reading::is_shown(viewer, tx)? { Known::Yes } else { Known::NoMemory })
}

fn works(Asks { viewer, tx, index }: Asks<'_>, what: &What) -> Result<Vec<WorkId>> {
    let remembered = |which| reading::works_of(viewer, tx, which);
    let works = match what {
        What::Stars(bounds) => remembered(Which::Stars(bounds.from.unwrap_or(0), bounds.to.unwrap_or(u64::MAX)))?,
        What::Noted(words) => remembered(Which::Noted(words))?,
        What::Mine(mine) => match mine {
            Mine::Grown => return grown(Asks { viewer, tx, index }),
            Mine::Bookmarks => bookmarks::works_of(viewer, tx)?,
            Mine::Subscriptions => subscriptions::works_of(viewer, tx)?,
            Mine::Read => remembered(Which::Read)?,
            Mine::Seen => remembered(Which::Seen)?,
            Mine::Reading => remembered(Which::Reading)?,
            Mine::Dropped => remembered(Which::Dropped)?,
            Mine::Later => remembered(Which::Later)?,
            Mine::Library => remembered(Which::All)?,
        },
        _ => Vec::new(),
    };
    Ok(works.into_iter().map(for_finder).collect())
}

/// What has more chapters than when the viewer opened it last: the finder knows how many there are.
fn grown(Asks { viewer, tx, index }: Asks<'_>) -> Result<Vec<WorkId>> {
    let opened = reading::opened(viewer, tx)?;
    let opened: Vec<(WorkId, u64)> = opened.into_iter().map(|(work, chapters)| (for_finder(work), chapters)).collect();
    Ok(index.ask(tx, |finder| finder.above(Measure::Chapters, &opened))?.unwrap_or_default())
}

/// The viewer's own order of works; nothing for an order that is everybody's.
pub(super) fn ranks(viewer: &Viewer, tx: &Tx<'_>, sort: query::Sort) -> Result<Vec<(WorkId, f32)>> {
    match sort {
        query::Sort::Opened => {
            let works = reading::by_time(viewer, tx)?;
            let ranks = (1..=works.len()).rev();
            Ok(works.into_iter().zip(ranks).map(|(work, rank)| (for_finder(work), rank as f32)).collect())
        }
        query::Sort::Stars => {
            let works = reading::starred(viewer, tx)?.into_iter();
            Ok(works.map(|(work, stars)| (for_finder(work), stars as f32)).collect())
        }
        _ => Ok(Vec::new()),
    }
}

const fn for_finder(work: crate::WorkId) -> WorkId {
    WorkId(work.number() as u64)
}
