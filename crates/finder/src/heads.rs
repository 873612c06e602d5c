//! The first works of each order, kept sorted, so that a page of a large result is found without looking at all of it.

use std::collections::VecDeque;
use std::io::{Read, Write};

use crate::ask::{Mark, Ranking, page};
use crate::columns::Measure;
use crate::index::Index;
use crate::question::Sort;
use crate::snapshot::{In, Keep, Out, SnapshotError};

/// The orders that are kept, in both directions.
const KEPT: [Sort; 10] = [
    Sort::By(Measure::Updated),
    Sort::By(Measure::Posted),
    Sort::By(Measure::Words),
    Sort::By(Measure::Kudos),
    Sort::By(Measure::Comments),
    Sort::By(Measure::Bookmarks),
    Sort::By(Measure::Hits),
    Sort::Score,
    Sort::Title,
    Sort::Byline,
];
/// Works in the beginning of an order, of a small and of a large archive.
const FEWEST: usize = 1_024;
const MOST: usize = 65_536;
/// Otherwise one in this many.
const SHARE: usize = 32;

/// The beginnings of all orders.
#[derive(Debug, Clone)]
pub struct Heads {
    heads: Vec<Head>,
    /// Whether they are kept at all: not while a finder is filled.
    kept: bool,
}

/// The beginning of one order.
#[derive(Debug, Clone)]
pub struct Head {
    sort: Sort,
    descending: bool,
    /// The last one first.
    works: VecDeque<u32>,
    /// Whether every work is in it.
    whole: bool,
}

impl Heads {
    /// Of an empty finder.
    pub fn new(kept: bool) -> Self {
        let both = KEPT.into_iter().flat_map(|sort| [(sort, true), (sort, false)]);
        let head = |(sort, descending)| Head { sort, descending, works: VecDeque::new(), whole: true };
        Self { heads: both.map(head).collect(), kept }
    }

    /// Begins to keep them.
    pub fn line_up(&mut self, index: &Index) {
        self.kept = true;
        self.heads.iter_mut().for_each(|head| head.line_up(index));
    }

    /// A work has come.
    pub fn enter(&mut self, index: &Index, work: u32) {
        if self.kept {
            self.heads.iter_mut().for_each(|head| head.enter(index, work, most(index)));
        }
    }

    /// A work is about to go or to change.
    pub fn leave(&mut self, index: &Index, work: u32) {
        if self.kept {
            self.heads.iter_mut().for_each(|head| head.leave(index, work));
        }
    }

    /// Lines up again what has become short, after works have gone.
    pub fn refill(&mut self, index: &Index) {
        if self.kept {
            self.heads.iter_mut().filter(|head| head.is_short(index)).for_each(|head| head.line_up(index));
        }
    }

    /// The beginning of an order, if it is kept.
    pub fn of(&self, ranking: &Ranking<'_>) -> Option<&Head> {
        self.heads.iter().find(|head| head.is_of(ranking)).filter(|_| self.kept)
    }

    /// How many works the beginnings hold.
    pub fn reach(&self) -> usize {
        self.heads.first().filter(|_| self.kept).map_or(0, |head| head.works.len())
    }
}

impl Keep for Heads {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        self.kept.keep(out)?;
        self.heads.keep(out)
    }

    /// The orders are those of a new one, in the same order.
    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        let mut heads = Self::new(bool::fetch(from)?);
        let kept: Vec<Head> = Vec::fetch(from)?;
        if kept.len() != heads.heads.len() {
            return Err(SnapshotError::Damaged);
        }
        for (head, kept) in heads.heads.iter_mut().zip(kept) {
            (head.works, head.whole) = (kept.works, kept.whole);
        }
        Ok(heads)
    }

    fn weight(&self) -> usize {
        self.heads.weight()
    }
}

impl Keep for Head {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        self.whole.keep(out)?;
        self.works.iter().copied().collect::<Vec<u32>>().keep(out)
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        let (whole, works) = (bool::fetch(from)?, Vec::fetch(from)?);
        Ok(Self { sort: Sort::Score, descending: false, works: works.into(), whole })
    }

    fn weight(&self) -> usize {
        self.works.capacity() * size_of::<u32>()
    }
}

fn most(index: &Index) -> usize {
    (index.works.len() / SHARE).clamp(FEWEST, MOST)
}

impl Head {
    /// The first works of an order, of which there are more.
    pub fn of(ranking: &Ranking<'_>, works: &[u32]) -> Self {
        let works = works.iter().rev().copied().collect();
        Self { sort: ranking.sort, descending: ranking.descending, works, whole: false }
    }

    /// Whether it is the beginning of this order.
    pub fn is_of(&self, ranking: &Ranking<'_>) -> bool {
        self.sort == ranking.sort && self.descending == ranking.descending
    }

    /// The first works that satisfy `wanted`, from `skip` on, `take` of them. Nothing if it does not reach as far.
    pub fn page(
        &self,
        ranking: &Ranking<'_>,
        mark: Option<&Mark>,
        (skip, take): (usize, usize),
        wanted: impl Fn(u32) -> bool,
    ) -> Option<Vec<u32>> {
        let behind =
            mark.map_or(self.works.len(), |mark| self.works.partition_point(|work| ranking.is_behind(*work, mark)));
        let rest = self.works.range(..behind).rev().copied();
        let works: Vec<u32> = rest.filter(|work| wanted(*work)).skip(skip).take(take).collect();
        (self.whole || works.len() == take).then_some(works)
    }

    fn ranking<'a>(&self, index: &'a Index) -> Ranking<'a> {
        Ranking { index, sort: self.sort, descending: self.descending, relevance: None }
    }

    /// A work has come. Of twice as many works as `most` only so many are kept.
    pub fn enter(&mut self, index: &Index, work: u32, most: usize) {
        let ranking = self.ranking(index);
        let place = self.works.partition_point(|other| ranking.compare(*other, work).is_gt());
        if place == 0 && !self.whole {
            return;
        }
        self.works.insert(place, work);
        if self.works.len() > 2 * most {
            self.works.drain(..self.works.len() - most);
            self.whole = false;
        }
    }

    /// A work is about to go or to change.
    pub fn leave(&mut self, index: &Index, work: u32) {
        let ranking = self.ranking(index);
        let place = self.works.partition_point(|other| ranking.compare(*other, work).is_gt());
        if self.works.get(place) == Some(&work) {
            self.works.remove(place);
        }
    }

    fn is_short(&self, index: &Index) -> bool {
        !self.whole && self.works.len() < most(index) / 2
    }

    fn line_up(&mut self, index: &Index) {
        let ranking = self.ranking(index);
        let most = most(index);
        let works = page(&ranking, index.findable(false), None, (0, most));
        self.whole = index.findable(false).len() <= most as u64;
        self.works = works.into_iter().rev().collect();
    }
}
