//! Counting facets of very many works: tag by tag, from the most frequent down, until no further tag can be among the first.

use super::count::Spread;
use super::facets::{Tally, top};
use crate::facts::Kind;
use crate::index::Index;
use crate::posting::{Blocks, View};

/// Tags of each kind that are kept in order.
const MOST: usize = 4_096;

/// Facets of each kind, the most used first, in an archive or on a page that holds all that is found.
#[derive(Debug, Clone, Default)]
pub struct Leaders {
    /// Facets and uses.
    pub lists: Tally,
    /// No facet of the kind that is not listed has more uses; `None` if all are listed.
    pub rest: [Option<u64>; Kind::ALL.len()],
}

impl Leaders {
    /// The most used facets of the archive as they are now, for guests or for members.
    pub fn now(index: &Index, guest: bool) -> Self {
        let mut leaders = Self::default();
        let facets = &index.graph.facets;
        for facet in facets.live() {
            let uses = if guest { facets.uses(facet).everyone } else { facets.uses(facet).members };
            if let Some(list) = leaders.lists.get_mut(facets.kind_number(facet)) {
                list.push((facet, u64::from(uses)));
            }
        }
        for (list, rest) in leaders.lists.iter_mut().zip(&mut leaders.rest) {
            list.sort_unstable_by_key(|(_, uses)| std::cmp::Reverse(*uses));
            *rest = list.get(MOST).map(|(_, uses)| *uses);
            list.truncate(MOST);
            list.shrink_to_fit();
        }
        leaders
    }

    /// Whether walking down the lists will probably tell, if every facet keeps the same share of its uses: so many in a thousand.
    pub fn promise(&self, share: u64, most: usize) -> bool {
        let kinds = self.lists.iter().zip(&self.rest);
        let mut last = kinds.map(|(list, rest)| (most.checked_sub(1).and_then(|last| list.get(last)), rest));
        last.all(|(last, rest)| rest.is_none_or(|rest| last.is_some_and(|last| last.1 * share / 1_000 > rest)))
    }
}

/// The first facets of each kind among the found works. `drift` is how many works came since the leaders were lined up.
/// Nothing if that cannot be told from the leaders.
pub fn walk(index: &Index, found: &Blocks, leaders: &Leaders, drift: u64, most: usize) -> Option<Tally> {
    let found = Spread::of(found);
    let mut tally = Tally::default();
    for (best, (list, rest)) in tally.iter_mut().zip(leaders.lists.iter().zip(&leaders.rest)) {
        for (facet, uses) in list {
            if is_settled(best, most, uses + drift) {
                break;
            }
            let count = found.shared(&direct(index, *facet));
            if count > 0 {
                top(index, best, (*facet, count), most);
            }
        }
        if rest.is_some_and(|rest| rest + drift > 0 && !is_settled(best, most, rest + drift)) {
            return None;
        }
    }
    Some(tally)
}

/// Whether no facet with at most so many uses is among the first.
fn is_settled(best: &[(u32, u64)], most: usize, uses: u64) -> bool {
    best.len() >= most && best.last().is_none_or(|last| last.1 > uses)
}

/// The works that count for a facet.
pub fn direct(index: &Index, facet: u32) -> View<'_> {
    let facets = &index.graph.facets;
    index.store.postings.view(facets.direct(facet).unwrap_or_else(|| facets.term(facet)))
}
