//! What is kept of pages of a single tag, and of all works: the total, the first facets and the first works.
//!
//! Such a page is what most visitors open, and counting a large fandom anew for each would be slow. What is kept is exact after
//! every write: the counts of the kept facets are stepped, and a bound tells how far any other facet can have come. When the
//! bound no longer proves who is first, the page is counted anew. Works enter the beginnings of its orders and leave them; one
//! that has become too short is looked for anew.

use std::collections::HashMap;

use crate::ask::{Leaders, Mark, Ranking, Tally, top};
use crate::facts::Kind;
use crate::heads::Head;
use crate::index::{Index, Trace};

/// Facets kept of each kind.
pub const DEPTH: usize = 64;
/// Pages with fewer works are counted when they are asked for.
pub const WORTH: u64 = 400;
/// Works kept of an order of a page.
pub const ROWS: usize = 128;
/// Orders kept of a page.
const ORDERS: usize = 4;
/// Pages kept.
const MOST: usize = 4_096;

/// A page: of a term, or of all works; for guests or for members.
pub type Page = (Option<u32>, bool);

/// All that is kept.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    pages: HashMap<Page, Counts>,
}

/// What is kept of a page.
#[derive(Debug, Clone, Default)]
struct Counts {
    total: u64,
    /// Facets of each kind.
    kinds: [Facets; Kind::ALL.len()],
    /// The beginnings of orders.
    heads: Vec<Head>,
}

#[derive(Debug, Clone, Default)]
struct Facets {
    counts: HashMap<u32, u64>,
    /// No other facet has more; `None` if there is no other.
    others: Option<u64>,
}

impl Kept {
    /// Keeps a page that was just counted.
    pub fn keep(&mut self, page: Page, total: u64, tally: &Tally) {
        if self.pages.len() >= MOST {
            let some = self.pages.keys().next().copied();
            some.map(|page| self.pages.remove(&page));
        }
        let kinds = std::array::from_fn(|kind| {
            let list = tally.get(kind).map_or(&[][..], Vec::as_slice);
            let others = list.last().filter(|_| list.len() >= DEPTH).map(|(_, count)| *count);
            Facets { counts: list.iter().copied().collect(), others }
        });
        self.pages.insert(page, Counts { total, kinds, heads: Vec::new() });
    }

    /// Keeps the first works of a page that is kept, in an order.
    pub fn keep_works(&mut self, page: Page, ranking: &Ranking<'_>, works: &[u32]) {
        let Some(counts) = self.pages.get_mut(&page) else { return };
        counts.heads.retain(|head| !head.is_of(ranking));
        counts.heads.truncate(ORDERS - 1);
        counts.heads.insert(0, Head::of(ranking, works));
    }

    /// The works of a page in an order, from `skip` on, `take` of them, if so many are kept.
    pub fn works(
        &self,
        page: Page,
        ranking: &Ranking<'_>,
        mark: Option<&Mark>,
        part: (usize, usize),
    ) -> Option<Vec<u32>> {
        let head = self.pages.get(&page)?.heads.iter().find(|head| head.is_of(ranking))?;
        head.page(ranking, mark, part, |_| true)
    }

    /// The total and the first facets of a page, if they are kept and certain.
    pub fn get(&self, index: &Index, page: Page, most: usize) -> Option<(u64, Tally)> {
        let counts = self.pages.get(&page)?;
        let mut tally = Tally::default();
        for (list, facets) in tally.iter_mut().zip(&counts.kinds) {
            for (facet, count) in facets.counts.iter().filter(|(_, count)| **count > 0) {
                top(index, list, (*facet, *count), most);
            }
            let least = if list.len() >= most { list.last().map_or(0, |last| last.1) } else { 0 };
            if most > 0 && facets.others.is_some_and(|others| others >= least) {
                return None;
            }
        }
        Some((counts.total, tally))
    }

    /// The count of a facet on a page, if it is kept.
    pub fn count(&self, page: Page, kind: Kind, facet: u32) -> Option<u64> {
        let facets = self.pages.get(&page)?.kinds.get(kind as usize)?;
        facets.counts.get(&facet).copied().or_else(|| facets.others.is_none().then_some(0))
    }

    /// The facets of a page in their order, if it is kept, and its total: bounds for whatever is found among its works.
    pub fn leaders(&self, page: Page) -> Option<(u64, Leaders)> {
        let counts = self.pages.get(&page)?;
        let mut leaders = Leaders::default();
        let lists = leaders.lists.iter_mut().zip(&mut leaders.rest);
        for ((list, rest), facets) in lists.zip(&counts.kinds) {
            list.extend(facets.counts.iter().map(|(facet, count)| (*facet, *count)));
            list.sort_unstable_by_key(|(_, count)| std::cmp::Reverse(*count));
            *rest = facets.others;
        }
        Some((counts.total, leaders))
    }

    /// A work has come, and is found by all this.
    pub fn enter(&mut self, index: &Index, trace: &Trace, work: u32) {
        self.each(trace, |counts| {
            counts.step(index, &trace.facets, true);
            counts.heads.iter_mut().for_each(|head| head.enter(index, work, ROWS));
        });
    }

    /// A work is found by all this no longer; what its orders go by is still known.
    pub fn leave(&mut self, index: &Index, trace: &Trace, work: u32) {
        self.each(trace, |counts| {
            counts.step(index, &trace.facets, false);
            counts.heads.iter_mut().for_each(|head| head.leave(index, work));
        });
    }

    /// The same of a work whose place in orders alone is about to change.
    pub fn leave_orders(&mut self, index: &Index, trace: &Trace, work: u32) {
        self.each(trace, |counts| counts.heads.iter_mut().for_each(|head| head.leave(index, work)));
    }

    /// It has got another place.
    pub fn enter_orders(&mut self, index: &Index, trace: &Trace, work: u32) {
        self.each(trace, |counts| counts.heads.iter_mut().for_each(|head| head.enter(index, work, ROWS)));
    }

    /// Whether no page is kept.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// The pages on which a work stands.
    fn each(&mut self, trace: &Trace, mut change: impl FnMut(&mut Counts)) {
        if self.pages.is_empty() {
            return;
        }
        for term in trace.terms.iter().map(|term| Some(*term)).chain([None]) {
            for guest in [false, true].into_iter().filter(|guest| !guest || trace.everyone) {
                self.pages.get_mut(&(term, guest)).into_iter().for_each(&mut change);
            }
        }
    }

    /// Forgets all pages: a tag has got another place.
    pub fn clear(&mut self) {
        self.pages.clear();
    }
}

impl Counts {
    fn step(&mut self, index: &Index, facets: &[u32], comes: bool) {
        self.total = if comes { self.total + 1 } else { self.total.saturating_sub(1) };
        let mut others = [false; Kind::ALL.len()];
        for facet in facets {
            let kind = index.graph.facets.kind_number(*facet);
            let Some(facets) = self.kinds.get_mut(kind) else { continue };
            match (facets.counts.get_mut(facet), comes) {
                (Some(count), true) => *count += 1,
                (Some(count), false) => *count = count.saturating_sub(1),
                // With no others, a facet that was not counted was on no work.
                (None, true) if facets.others.is_none() => {
                    facets.counts.insert(*facet, 1);
                }
                (None, true) => others.iter_mut().skip(kind).take(1).for_each(|more| *more = true),
                (None, false) => {}
            }
        }
        for (facets, _) in self.kinds.iter_mut().zip(others).filter(|(_, more)| *more) {
            facets.others = facets.others.map(|others| others + 1);
        }
    }
}
