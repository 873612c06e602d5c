//! The order of works, and a page out of it.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::facts::WorkId;
use crate::index::Index;
use crate::posting::Blocks;
use crate::question::{Cursor, CursorKey, Sort};
use crate::texts::{Spot, Texts};

/// An order of works: by a key, of equals by id, both in the same direction (SRCH-13).
#[derive(Debug, Clone, Copy)]
pub struct Ranking<'a> {
    pub index: &'a Index,
    pub sort: Sort,
    pub descending: bool,
    /// Relevance by work, as numbers that compare like it.
    pub relevance: Option<&'a HashMap<u32, u32>>,
}

/// A cursor, looked up.
#[derive(Debug)]
pub struct Mark {
    key: Key,
    work: WorkId,
}

#[derive(Debug)]
enum Key {
    Number(u64),
    Text(Spot),
}

impl Ranking<'_> {
    /// What the order goes by; for texts a number that compares like them nearly always.
    #[inline]
    fn key(&self, work: u32) -> u64 {
        match self.sort {
            Sort::By(measure) => self.index.value(measure, work),
            Sort::Score => self.index.store.columns.score(work),
            Sort::Title => u64::from(self.index.store.titles.code(work)),
            Sort::Byline => u64::from(self.index.store.bylines.code(work)),
            Sort::Relevance => {
                self.relevance.and_then(|relevance| relevance.get(&work)).map_or(0, |relevance| u64::from(*relevance))
            }
        }
    }

    /// The key, so that the smaller comes first.
    #[inline]
    fn rank(&self, work: u32) -> u64 {
        if self.descending { !self.key(work) } else { self.key(work) }
    }

    fn texts(&self) -> Option<&Texts> {
        match self.sort {
            Sort::Title => Some(&self.index.store.titles),
            Sort::Byline => Some(&self.index.store.bylines),
            Sort::By(_) | Sort::Score | Sort::Relevance => None,
        }
    }

    /// Which of two works comes first.
    pub fn compare(&self, one: u32, other: u32) -> Ordering {
        let by_text = || self.texts().map_or(Ordering::Equal, |texts| texts.compare(one, other));
        let by_id = || self.index.id(one).cmp(&self.index.id(other));
        self.turned(self.key(one).cmp(&self.key(other)).then_with(by_text).then_with(by_id))
    }

    fn turned(&self, ordering: Ordering) -> Ordering {
        if self.descending { ordering.reverse() } else { ordering }
    }

    /// Looks a cursor up. One that belongs to another order begins at the beginning.
    pub fn mark(&self, cursor: &Cursor) -> Option<Mark> {
        let key = match (&cursor.key, self.texts()) {
            (CursorKey::Text(key), Some(texts)) => Key::Text(texts.spot(key)),
            (CursorKey::Number(number), None) => Key::Number(*number),
            _ => return None,
        };
        Some(Mark { key, work: cursor.work })
    }

    /// Whether a work comes behind a mark.
    pub fn is_behind(&self, work: u32, mark: &Mark) -> bool {
        let by_key = match (&mark.key, self.texts()) {
            (Key::Number(number), _) => self.key(work).cmp(number),
            (Key::Text(spot), Some(texts)) => texts.compare_with(work, spot),
            (Key::Text(_), None) => Ordering::Equal,
        };
        self.turned(by_key.then_with(|| self.index.id(work).cmp(&mark.work))) == Ordering::Greater
    }

    /// The cursor behind a work.
    pub fn cursor(&self, work: u32) -> Cursor {
        let key =
            self.texts().map_or_else(|| CursorKey::Number(self.key(work)), |texts| CursorKey::Text(texts.key(work)));
        Cursor { key, work: self.index.id(work) }
    }
}

/// The found works from `skip` on, `take` of them, in order.
pub fn page(ranking: &Ranking<'_>, found: &Blocks, mark: Option<&Mark>, (skip, take): (usize, usize)) -> Vec<u32> {
    let need = skip.saturating_add(take).min(found.len() as usize);
    if need <= skip {
        return Vec::new();
    }
    let mut best = Best { ranking, works: Vec::new(), need, worst: u64::MAX };
    for work in found.iter() {
        if mark.is_none_or(|mark| ranking.is_behind(work, mark)) {
            best.offer(work);
        }
    }
    best.prune();
    let mut works = best.works;
    works.sort_unstable_by(|one, other| one.0.cmp(&other.0).then_with(|| ranking.compare(one.1, other.1)));
    works.into_iter().skip(skip).map(|(_, work)| work).collect()
}

/// The first `need` works so far, and some that are not any more.
struct Best<'a> {
    ranking: &'a Ranking<'a>,
    works: Vec<(u64, u32)>,
    need: usize,
    /// No rank above this is among the first.
    worst: u64,
}

impl Best<'_> {
    #[inline]
    fn offer(&mut self, work: u32) {
        let rank = self.ranking.rank(work);
        if rank > self.worst {
            return;
        }
        self.works.push((rank, work));
        if self.works.len() >= self.need * 3 + 64 {
            self.prune();
        }
    }

    fn prune(&mut self) {
        if self.works.len() <= self.need {
            return;
        }
        let ranking = self.ranking;
        let order =
            |one: &(u64, u32), other: &(u64, u32)| one.0.cmp(&other.0).then_with(|| ranking.compare(one.1, other.1));
        let (_, last, _) = self.works.select_nth_unstable_by(self.need - 1, order);
        self.worst = last.0;
        self.works.truncate(self.need);
    }
}
