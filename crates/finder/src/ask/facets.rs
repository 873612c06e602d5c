//! Counting facets work by work.

use crate::cells::{at, reach, set};
use crate::facts::Kind;
use crate::index::Index;
use crate::posting::Blocks;

/// The most frequent facets of each kind, with their counts.
pub type Tally = [Vec<(u32, u64)>; Kind::ALL.len()];

/// From so many works on two count: it takes less than a tenth of what they save to have a second one begin.
const SHARED: u64 = 50_000;

/// Room to count in, kept from question to question.
#[derive(Debug, Clone, Default)]
pub struct Counter {
    counts: Vec<u32>,
    touched: Vec<u32>,
    /// The second hand, since there was so much to count.
    beside: Option<Box<Self>>,
}

impl Counter {
    /// Counts the facets of the found works. Very many are counted by two hands at once: what takes time is the memory, which
    /// serves both.
    pub fn count(&mut self, index: &Index, found: &Blocks) {
        if found.len() < SHARED {
            return self.count_all(index, found.iter());
        }
        let (ours, theirs) = found.halves();
        let mut beside = self.beside.take().unwrap_or_default();
        std::thread::scope(|scope| {
            scope.spawn(|| beside.count_all(index, theirs));
            self.count_all(index, ours);
        });
        for facet in &beside.touched {
            self.add(*facet, at(&beside.counts, *facet));
        }
        self.beside = Some(beside);
    }

    fn count_all(&mut self, index: &Index, works: impl Iterator<Item = u32>) {
        for facet in std::mem::take(&mut self.touched) {
            set(&mut self.counts, facet, 0);
        }
        reach(&mut self.counts, index.graph.facets.len());
        let mut ahead = Ahead::default();
        for work in works {
            if ahead.push(work) {
                ahead.drain(index, |work| self.count_one(index, work));
            }
        }
        ahead.drain(index, |work| self.count_one(index, work));
    }

    #[inline]
    fn count_one(&mut self, index: &Index, work: u32) {
        for facet in index.store.forward.facets(work) {
            self.add(facet, 1);
        }
    }

    #[inline]
    fn add(&mut self, facet: u32, more: u32) {
        let Some(count) = self.counts.get_mut(facet as usize) else { return };
        if *count == 0 {
            self.touched.push(facet);
        }
        *count += more;
    }

    /// The count of a facet.
    pub fn of(&self, facet: u32) -> u64 {
        u64::from(at(&self.counts, facet))
    }

    /// The first facets of each kind.
    pub fn top(&self, index: &Index, most: usize) -> Tally {
        let mut tally = Tally::default();
        for facet in &self.touched {
            if let Some(list) = tally.get_mut(index.graph.facets.kind_number(*facet)) {
                top(index, list, (*facet, self.of(*facet)), most);
            }
        }
        tally
    }
}

/// Works whose lists are asked for before they are read: the memory then brings many at once instead of one after the other,
/// which is what counting waits for.
struct Ahead {
    works: [u32; 64],
    len: usize,
}

impl Default for Ahead {
    fn default() -> Self {
        Self { works: [0; 64], len: 0 }
    }
}

impl Ahead {
    /// Takes a work; says whether it was the last that fits.
    #[inline]
    fn push(&mut self, work: u32) -> bool {
        if let Some(place) = self.works.get_mut(self.len) {
            *place = work;
        }
        self.len += 1;
        self.len == self.works.len()
    }

    #[inline]
    fn drain(&mut self, index: &Index, mut then: impl FnMut(u32)) {
        let works = self.works.get(..self.len).unwrap_or_default();
        let touched = works.iter().fold(0, |touched, work| touched ^ index.store.forward.touch(*work));
        std::hint::black_box(touched);
        for work in works {
            then(*work);
        }
        self.len = 0;
    }
}

/// Puts a facet into a list of at most `most`, ordered by count and, of equals, by the tag's id.
pub fn top(index: &Index, list: &mut Vec<(u32, u64)>, new: (u32, u64), most: usize) {
    if list.len() >= most && list.last().is_none_or(|last| last.1 > new.1) {
        return;
    }
    let tag = |facet: u32| index.graph.tag_of(index.graph.facets.term(facet));
    let before = |other: &(u32, u64)| other.1 > new.1 || other.1 == new.1 && tag(other.0) < tag(new.0);
    let place = list.partition_point(before);
    list.insert(place, new);
    list.truncate(most);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Audience, Entered, Role, Standing, Tag, TagId, Work, WorkId};
    use crate::finder::Finder;

    fn tag(id: u64) -> Tag {
        Tag { id: TagId(id), kind: Kind::Additional, standing: Standing::Canonical, metatags: Vec::new() }
    }

    fn entered(id: u64) -> Entered {
        Entered { tag: TagId(id), kind: Kind::Additional, role: Role::Plain }
    }

    #[test]
    fn two_hands_count_what_one_counts_and_begin_anew_each_time() {
        let mut finder = Finder::new();
        (0..9).for_each(|id| finder.put_tag(&tag(id)));
        let many = SHARED as u32 + 20_000;
        for work in 0..u64::from(many) {
            let tags = vec![entered(work % 2), entered(2 + work % 7)];
            finder.put(&Work { id: WorkId(work), audience: Audience::Everyone, tags, ..Work::default() });
        }
        let mut counter = Counter::default();
        let count_of = |counter: &mut Counter, found: &Blocks| {
            counter.count(&finder.index, found);
            let top = counter.top(&finder.index, 9);
            let mut counts = top.into_iter().flatten().map(|(_, count)| count).collect::<Vec<_>>();
            counts.sort_unstable();
            counts
        };
        let sevenths = |works: u64| (0..7).map(move |rest| works / 7 + u64::from(rest < works % 7));
        let mut expected: Vec<u64> = sevenths(many.into()).chain([u64::from(many) / 2; 2]).collect();
        expected.sort_unstable();
        let (all, few) = (Blocks::of(0..many), Blocks::of(0..14));
        assert_eq!(count_of(&mut counter, &all), expected);
        assert_eq!(count_of(&mut counter, &few), [2, 2, 2, 2, 2, 2, 2, 7, 7]);
        assert_eq!(count_of(&mut counter, &all), expected);
    }
}
