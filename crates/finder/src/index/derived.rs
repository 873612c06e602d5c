//! What follows from a work's tags and the graph: its filters, what it counts for, and whether it is a crossover.

use super::store::Derived;
use super::{Flag, Index};
use crate::facts::{Kind, Role};
use crate::forward::Load;
use crate::graph::Uses;

/// What a work was or is found by, for whoever keeps counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    /// Terms whose lists it is in.
    pub terms: Vec<u32>,
    /// Facets it counts for.
    pub facets: Vec<u32>,
    /// Whether guests find it.
    pub everyone: bool,
}

/// The tags that a work is found by in its own right.
#[derive(Debug, Default)]
pub struct Own {
    /// What it counts for, rising.
    pub facets: Vec<u32>,
    /// What was entered besides.
    pub others: Vec<(u32, Role)>,
}

/// What is to be written into a work's list, but for its names.
#[derive(Debug)]
pub struct Carry {
    pub own: Own,
    derived: Vec<u32>,
    firsts: Vec<u32>,
}

impl Carry {
    /// With these names.
    pub fn load<'a>(&'a self, names: &'a [u32]) -> Load<'a> {
        let Self { own: Own { facets, others }, derived, firsts } = self;
        Load { facets, derived, firsts, others, names }
    }
}

impl Index {
    /// The tags of a work as they were entered, the first of each kind before its others.
    pub fn entered(&self, work: u32) -> Vec<(u32, Role)> {
        self.store.forward.carried(work).entered(|facet| self.graph.facets.term(facet))
    }

    /// What a work carries that has these tags, as entered.
    pub fn carry(&self, tags: &[(u32, Role)]) -> Carry {
        let (mut plain, mut others) = (Vec::with_capacity(tags.len()), Vec::new());
        for (term, role) in tags {
            match self.graph.facet(*term) {
                Some(facet) if self.graph.is_canonical(*term) && *role == Role::Plain => plain.push((facet, *term)),
                _ if others.contains(&(*term, *role)) => {}
                _ => others.push((*term, *role)),
            }
        }
        plain.sort_unstable();
        plain.dedup();
        let mut facets = Vec::with_capacity(tags.len());
        facets.extend(others.iter().filter_map(|(term, _)| self.graph.facet(*term)));
        facets.extend(plain.iter().map(|(facet, _)| *facet));
        facets.sort_unstable();
        facets.dedup();
        // Both rise, so that one walk tells which facets were not entered, and where the others stand.
        let (mut derived, mut written) = (Vec::new(), Vec::with_capacity(tags.len()));
        let mut entered = plain.iter().peekable();
        for (place, facet) in (0..).zip(&facets) {
            match entered.next_if(|(other, _)| other == facet) {
                Some((_, term)) => written.push((place, *term)),
                None => derived.push(place),
            }
        }
        written.extend((facets.len() as u32..).zip(others.iter().map(|(term, _)| *term)));
        let firsts = self.firsts(tags, &written);
        Carry { own: Own { facets, others }, derived, firsts }
    }

    /// The places of tags that were entered first of their kind and are not written first of it.
    fn firsts(&self, tags: &[(u32, Role)], written: &[(u32, u32)]) -> Vec<u32> {
        // By kind, the tag that is written first, until the one that was entered first is known.
        let mut leading = [None; Kind::ALL.len()];
        let place = |term: u32| self.graph.kind(term).map_or(usize::MAX, |kind| kind as usize);
        for (_, term) in written.iter().rev() {
            leading.iter_mut().skip(place(*term)).take(1).for_each(|leading| *leading = Some(*term));
        }
        let mut firsts = Vec::new();
        for (term, _) in tags {
            if leading.get_mut(place(*term)).and_then(Option::take).is_some_and(|leading| leading != *term) {
                firsts.extend(written.iter().find(|(_, other)| other == term).map(|(place, _)| *place));
            }
        }
        firsts
    }

    /// Every tag that a work is found by in its own right.
    fn own(&self, work: u32) -> Own {
        let carried = self.store.forward.carried(work);
        Own { others: carried.others().collect(), facets: carried.facets.to_vec() }
    }

    /// The terms of a work's own tags.
    fn own_terms<'a>(&'a self, own: &'a Own) -> impl Iterator<Item = u32> + 'a {
        own.facets.iter().map(|facet| self.graph.facets.term(*facet)).chain(own.others.iter().map(|(term, _)| *term))
    }

    /// All that a work is found by at present.
    pub fn trace(&self, work: u32) -> Trace {
        let flag = |flag| self.store.flags.works(flag).has(work);
        let own = self.own(work);
        let terms = self.lists(&own, self.store.forward.carried(work).names(), flag(Flag::Named));
        Trace { terms, facets: own.facets, everyone: flag(Flag::Everyone) }
    }

    /// The terms whose lists a work is in that has these tags and names; by its authors it is found if `by_authors`.
    pub fn lists(&self, own: &Own, names: impl Iterator<Item = u32>, by_authors: bool) -> Vec<u32> {
        let mut terms = Vec::with_capacity(48);
        for term in self.own_terms(own) {
            self.graph.filters(term, &mut terms);
        }
        terms.extend(names.filter(|term| by_authors || !self.graph.is_author(*term)));
        terms.extend(own.facets.iter().filter_map(|facet| self.graph.facets.direct(*facet)));
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// Takes a work out of all lists.
    pub fn leave(&mut self, work: u32) -> Trace {
        let trace = self.trace(work);
        for term in &trace.terms {
            self.store.postings.remove(*term, work);
        }
        self.count(trace.facets.iter().copied(), trace.everyone, |uses| uses.saturating_sub(1));
        trace
    }

    /// Counts a work for facets, or counts it no longer.
    pub fn count(&mut self, facets: impl Iterator<Item = u32>, everyone: bool, step: impl Fn(u32) -> u32 + Copy) {
        for facet in facets {
            let uses = counted(self.graph.facets.uses(facet), everyone, step);
            self.graph.facets.set_uses(facet, uses);
        }
    }

    /// What follows from a work's tags together: from what it counts for, and what was entered besides.
    pub fn derived(&self, facets: impl Iterator<Item = u32>, others: impl Iterator<Item = u32>) -> Derived {
        let (mut fandoms, mut relationships) = (Vec::with_capacity(8), Vec::with_capacity(8));
        let whole = facets.map(|facet| (self.graph.facets.kind(facet), self.graph.facets.term(facet)));
        // What has a facet is counted by it.
        let bare = others.filter(|term| self.graph.facet(*term).is_none()).map(|term| (self.graph.kind(term), term));
        for (kind, term) in whole.chain(bare) {
            match kind {
                Some(Kind::Fandom) => fandoms.push(term),
                Some(Kind::Relationship) => relationships.push(term),
                _ => {}
            }
        }
        for terms in [&mut fandoms, &mut relationships] {
            terms.sort_unstable();
            terms.dedup();
        }
        let crossover = self.cross(&fandoms);
        Derived { fandoms: fandoms.len() as u64, relationships: relationships.len() as u64, crossover }
    }

    /// Whether no fandom is related to all others (SRCH-10).
    fn cross(&self, fandoms: &[u32]) -> bool {
        let centre = |one: &u32| fandoms.iter().all(|other| other == one || self.graph.related(*one, *other));
        fandoms.len() > 1 && !fandoms.iter().any(centre)
    }
}

/// A facet's uses with a work more or less, which guests find or do not.
pub fn counted(uses: Uses, everyone: bool, step: impl Fn(u32) -> u32) -> Uses {
    let by_all = if everyone { step(uses.everyone) } else { uses.everyone };
    Uses { everyone: by_all, members: step(uses.members) }
}
