//! Counting facets work by work.

use crate::cells::{at, reach, set};
use crate::facts::Kind;
use crate::forward::{Rising, facets_in, touch};
use crate::index::Index;
use crate::posting::Blocks;

/// So many lists are asked for at once.
const AHEAD: usize = 64;

/// The most frequent facets of each kind, with their counts.
pub type Tally = [Vec<(u32, u64)>; Kind::ALL.len()];

/// Room to count in, kept from question to question.
#[derive(Debug, Clone, Default)]
pub struct Counter {
    counts: Vec<u32>,
    /// Facets that were counted, and how many there are; behind them stands what does not matter.
    touched: Vec<u32>,
    many: usize,
}

impl Counter {
    /// Counts the facets of the found works.
    pub fn count(&mut self, index: &Index, found: &Blocks) {
        for facet in self.touched.iter().take(self.many) {
            set(&mut self.counts, *facet, 0);
        }
        self.many = 0;
        reach(&mut self.counts, index.graph.facets.len());
        reach(&mut self.touched, index.graph.facets.len());
        // Held here and not asked of the counter each time, which writing to what it holds could have changed for all the compiler knows.
        let (counts, touched, mut many) = (self.counts.as_mut_slice(), self.touched.as_mut_slice(), 0);
        let mut count_one = |facets: Rising<'_>| {
            for facet in facets {
                let Some(count) = counts.get_mut(facet as usize) else { continue };
                // Without a branch: whether a facet was counted before cannot be guessed, and is known late.
                set(touched, many, facet);
                many += u32::from(*count == 0);
                *count += 1;
            }
        };
        let mut ahead = Ahead::default();
        for work in found.iter() {
            if ahead.push(work) {
                ahead.drain(index, &mut count_one);
            }
        }
        ahead.drain(index, &mut count_one);
        self.many = many as usize;
    }

    /// The count of a facet.
    pub fn of(&self, facet: u32) -> u64 {
        u64::from(at(&self.counts, facet))
    }

    /// The first facets of each kind.
    pub fn top(&self, index: &Index, most: usize) -> Tally {
        let mut tally = Tally::default();
        for facet in self.touched.iter().take(self.many) {
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
    works: [u32; AHEAD],
    len: usize,
}

impl Default for Ahead {
    fn default() -> Self {
        Self { works: [0; AHEAD], len: 0 }
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
        self.len == AHEAD
    }

    #[inline]
    fn drain(&mut self, index: &Index, then: &mut impl FnMut(Rising<'_>)) {
        let mut lists = [&[][..]; AHEAD];
        for (list, work) in lists.iter_mut().zip(&self.works).take(self.len) {
            *list = index.store.forward.list(*work);
        }
        std::hint::black_box(lists.iter().fold(0, |touched, list| touched ^ touch(list)));
        for list in lists.iter().take(self.len) {
            then(facets_in(list));
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
