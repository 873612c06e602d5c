//! A tag changes its standing or its metatags: the lists of all that it leads to are made anew, the works stay as they are.

use rustc_hash::FxHashMap;

use super::{Flag, Index};
use crate::cells::{at, set};
use crate::facts::{Kind, Standing, Tag};
use crate::forward::Forward;
use crate::graph::Name;

/// So many lists are made in one walk over the works.
const AT_ONCE: usize = 63;

impl Index {
    /// Notes a tag; says whether anything changed.
    pub fn wrangle(&mut self, tag: &Tag) -> bool {
        let term = self.graph.tag(tag.id, tag.kind);
        let synonym_of = match tag.standing {
            Standing::SynonymOf(other) => Some(self.graph.tag(other, tag.kind)),
            Standing::Canonical | Standing::Unwrangled => None,
        };
        let mut metatags: Vec<u32> = tag.metatags.iter().map(|meta| self.graph.tag(*meta, tag.kind)).collect();
        metatags.sort_unstable();
        metatags.dedup();
        let canonical = tag.standing == Standing::Canonical;
        let restands = !self.graph.stands_as(term, canonical, synonym_of);
        let changed = restands || self.graph.kind(term) != Some(tag.kind) || self.graph.metatags(term) != metatags;
        if !changed {
            return false;
        }
        let kinds = [self.graph.kind(term), Some(tag.kind)];
        let counts = restands || kinds[0] != kinds[1];
        let works = self.touched(term);
        let mut lists = Vec::new();
        self.graph.filters(term, &mut lists);
        self.graph.set_kind(term, tag.kind);
        match (restands, canonical) {
            (false, _) => {}
            (true, true) => self.graph.make_canonical(term),
            (true, false) => self.graph.make_plain(term, synonym_of),
        }
        self.graph.set_metatags(term, metatags);
        self.graph.filters(term, &mut lists);
        self.follow(&works, &mut lists, counts);
        // How many fandoms and relationships a work has follows from no other kind.
        if kinds.iter().any(|kind| matches!(kind, Some(Kind::Fandom | Kind::Relationship))) {
            for work in &works {
                let carried = self.store.forward.carried(*work);
                let derived = self.derived(carried.facets.clone(), carried.others().map(|(term, _)| term));
                self.store.put_derived(*work, derived);
            }
        }
        true
    }

    /// Makes everything true again that a change of links concerns: the lists of these terms, for these works.
    fn follow(&mut self, works: &[u32], lists: &mut Vec<u32>, counts: bool) {
        lists.sort_unstable();
        lists.dedup();
        if counts {
            self.write_anew(works);
            self.graph.facets.free_retired();
        }
        let pairs = self.with_direct(lists);
        if !works.is_empty() {
            for some in pairs.chunks(AT_ONCE) {
                self.remake(works, some);
            }
        }
        self.drop_direct(lists);
    }

    /// The works for which something may change: all that are found by the tag, and those of tags that now come to it.
    fn touched(&self, term: u32) -> Vec<u32> {
        let mut works = self.store.postings.view(term).works();
        if !self.graph.is_canonical(term) {
            for below in self.graph.waiting_for(term).iter().copied().chain(self.graph.under(term)) {
                works.extend(self.store.postings.view(below).works());
            }
            works.sort_unstable();
            works.dedup();
        }
        works
    }

    /// Writes works' lists for the links as they are now, and counts each for what it did not count for, and no longer for what
    /// it does not. Facets that have just ended can still be read.
    fn write_anew(&mut self, works: &[u32]) {
        for some in works.chunk_by(|one, other| Forward::are_near(*one, *other)) {
            let lists = some.iter().map(|work| (*work, self.list_anew(*work))).collect();
            self.store.forward.put_near(lists);
        }
    }

    fn list_anew(&mut self, work: u32) -> Vec<u8> {
        let (carried, carry) = (self.store.forward.carried(work), self.carry(&self.entered(work)));
        let names: Vec<u32> = carried.names().collect();
        let before = carried.facets.to_vec();
        let list = self.store.forward.written(&carry.load(&names));
        let everyone = self.store.flags.works(Flag::Everyone).has(work);
        self.count(without(&before, &carry.own.facets), everyone, |uses| uses.saturating_sub(1));
        self.count(without(&carry.own.facets, &before), everyone, |uses| uses + 1);
        list
    }

    /// The lists to be made anew: those of the tags, and those without subtags of tags that have subtags. A tag that had none
    /// until now starts with the list that was good for both.
    fn with_direct(&mut self, lists: &[u32]) -> Vec<(u32, Option<u32>)> {
        let mut all: Vec<(u32, Option<u32>)> = lists.iter().map(|term| (*term, None)).collect();
        for term in lists {
            let Some(facet) = self.graph.facet(*term).filter(|_| self.graph.is_canonical(*term)) else { continue };
            if self.graph.under(*term).next().is_none() {
                continue;
            }
            let known = self.graph.facets.direct(facet);
            let direct = known.unwrap_or_else(|| {
                let direct = self.graph.term(Name::Direct(self.graph.tag_of(*term)));
                self.store.postings.replace(direct, self.store.postings.view(*term).works());
                self.graph.facets.set_direct(facet, Some(direct));
                direct
            });
            all.push((direct, Some(facet)));
        }
        all
    }

    /// Tags that no longer have subtags, or are no longer canonical, need one list only.
    fn drop_direct(&mut self, lists: &[u32]) {
        for term in lists {
            let canonical = self.graph.is_canonical(*term);
            if canonical && self.graph.under(*term).next().is_some() {
                continue;
            }
            if let Some(direct) = self.graph.find(Name::Direct(self.graph.tag_of(*term))) {
                self.store.postings.replace(direct, Vec::new());
            }
            if let Some(facet) = self.graph.facet(*term).filter(|_| canonical) {
                self.graph.facets.set_direct(facet, None);
            }
        }
    }

    /// Makes lists anew as far as these works are concerned. A list with a facet holds what counts for the facet.
    fn remake(&mut self, works: &[u32], lists: &[(u32, Option<u32>)]) {
        let mut leads = Leads::to(self, lists);
        let mut made: Vec<Vec<u32>> = vec![Vec::new(); lists.len()];
        for work in works {
            let carried = self.store.forward.carried(*work);
            let mut mask = carried.facets.clone().fold(0, |mask, facet| mask | leads.of_facet(self, facet));
            mask = carried.others().fold(mask, |mask, (term, _)| mask | leads.of(self, term));
            while mask != 0 {
                if let Some(list) = made.get_mut(mask.trailing_zeros() as usize) {
                    list.push(*work);
                }
                mask &= mask - 1;
            }
        }
        for ((term, _), new) in lists.iter().zip(made) {
            let old = self.store.postings.view(*term).works();
            self.store.postings.replace(*term, merged(&old, works, &new));
        }
    }
}

/// Which lists a tag leads to, as bits.
struct Leads<'a> {
    lists: &'a [(u32, Option<u32>)],
    /// By facet, of its tag, and of other terms, with [`KNOWN`].
    facets: Vec<u64>,
    terms: FxHashMap<u32, u64>,
}

/// Tells a tag that leads to no list from one that was not looked at yet.
const KNOWN: u64 = 1 << 63;

impl<'a> Leads<'a> {
    fn to(index: &Index, lists: &'a [(u32, Option<u32>)]) -> Self {
        Self { lists, facets: vec![0; index.graph.facets.len() as usize], terms: FxHashMap::default() }
    }

    fn of_facet(&mut self, index: &Index, facet: u32) -> u64 {
        let mask = at(&self.facets, facet);
        if mask & KNOWN != 0 {
            return mask & !KNOWN;
        }
        let mask = self.look_up(index, index.graph.facets.term(facet));
        set(&mut self.facets, facet, mask | KNOWN);
        mask
    }

    fn of(&mut self, index: &Index, term: u32) -> u64 {
        if let Some(mask) = self.terms.get(&term) {
            return *mask;
        }
        let mask = self.look_up(index, term);
        self.terms.insert(term, mask);
        mask
    }

    fn look_up(&self, index: &Index, term: u32) -> u64 {
        let (mut filters, facet) = (Vec::new(), index.graph.facet(term));
        index.graph.filters(term, &mut filters);
        let leads = |(list, only): &(u32, Option<u32>)| match only {
            None => filters.contains(list),
            Some(only) => facet == Some(*only),
        };
        (0..).zip(self.lists).filter(|(_, list)| leads(list)).fold(0, |mask, (bit, _)| mask | 1_u64 << bit)
    }
}

/// The old list without `touched`, and with `new`, which is part of `touched`.
fn merged(old: &[u32], touched: &[u32], new: &[u32]) -> Vec<u32> {
    let mut touched = touched.iter().peekable();
    let mut kept: Vec<u32> = old
        .iter()
        .copied()
        .filter(|work| {
            while touched.next_if(|other| *other < work).is_some() {}
            touched.peek() != Some(&work)
        })
        .collect();
    kept.extend_from_slice(new);
    // Two sorted runs: the sort knows them and merges.
    kept.sort_unstable();
    kept
}

/// What is in the first list and not in the second; both rise.
fn without(list: &[u32], other: &[u32]) -> impl Iterator<Item = u32> {
    list.iter().copied().filter(|one| other.binary_search(one).is_err())
}
