//! Counting facets of very many works: tag by tag, from the most frequent down, until no further tag can be among the first.

use super::count::shared;
use super::facets::{Tally, top};
use crate::facts::Kind;
use crate::index::Index;
use crate::posting::{Blocks, View};

/// Tags of each kind that are kept in order.
const MOST: usize = 4_096;

/// The most used facets of each kind, for guests and for members, as they were at one time.
#[derive(Debug, Clone, Default)]
pub struct Leaders {
    /// Facets and uses, the most used first.
    lists: [Tally; 2],
    /// The most uses of any facet of the kind that is not listed; `None` if all are.
    rest: [[Option<u64>; Kind::ALL.len()]; 2],
}

impl Leaders {
    /// As they are now.
    pub fn now(index: &Index) -> Self {
        let mut leaders = Self::default();
        for (side, (lists, rest)) in leaders.lists.iter_mut().zip(&mut leaders.rest).enumerate() {
            for (facet, row) in index.graph.facets.live() {
                let uses = if side == 0 { row.uses.everyone } else { row.uses.members };
                if let Some(list) = lists.get_mut(usize::from(row.kind)) {
                    list.push((facet, u64::from(uses)));
                }
            }
            for (list, rest) in lists.iter_mut().zip(rest) {
                list.sort_unstable_by_key(|(_, uses)| std::cmp::Reverse(*uses));
                *rest = list.get(MOST).map(|(_, uses)| *uses);
                list.truncate(MOST);
                list.shrink_to_fit();
            }
        }
        leaders
    }
}

/// The first facets of each kind among the found works. `drift` is how many works came since the leaders were lined up.
/// Nothing if that cannot be told from the leaders.
pub fn walk(index: &Index, found: &Blocks, leaders: (&Leaders, u64), guest: bool, most: usize) -> Option<Tally> {
    let (leaders, drift) = leaders;
    let side = usize::from(!guest);
    let mut tally = Tally::default();
    let kinds = leaders.lists.get(side)?.iter().zip(leaders.rest.get(side)?);
    for (best, (list, rest)) in tally.iter_mut().zip(kinds) {
        for (facet, uses) in list {
            if is_settled(best, most, uses + drift) {
                break;
            }
            let count = shared(found, &direct(index, *facet));
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
    let row = index.graph.facets.row(facet);
    index.postings.view(row.direct.checked_sub(1).unwrap_or(row.term))
}
