//! What follows from a work's tags and the graph: its filters, what it counts for, and whether it is a crossover.

use super::{Flag, Index};
use crate::columns::Measure;
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
    others: Vec<u32>,
}

impl Index {
    /// The tags of a work as they were entered, the first of each kind before its others.
    pub fn entered(&self, work: u32) -> Vec<(u32, Role)> {
        self.forward.carried(work).entered(|facet| self.graph.facets.term(facet))
    }

    /// Writes a work's list: its tags as entered, and its names.
    pub fn carry(&mut self, work: u32, tags: &[(u32, Role)], names: &[u32]) -> Own {
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
        let mut facets: Vec<u32> = others.iter().filter_map(|(term, _)| self.graph.facet(*term)).collect();
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
        self.forward.put(work, &Load { facets: &facets, derived: &derived, firsts: &firsts, others: &others, names });
        Own { facets, others: others.into_iter().map(|(term, _)| term).collect() }
    }

    /// The places of tags that were entered first of their kind and are not written first of it.
    fn firsts(&self, tags: &[(u32, Role)], written: &[(u32, u32)]) -> Vec<u32> {
        let (mut known, mut firsts) = ([false; Kind::ALL.len()], Vec::new());
        let kind = |term: u32| self.graph.kind(term);
        for (term, _) in tags {
            let Some(is_known) = kind(*term).and_then(|kind| known.get_mut(kind as usize)) else { continue };
            if std::mem::replace(is_known, true) {
                continue;
            }
            let mut of_kind = written.iter().filter(|(_, other)| kind(*other) == kind(*term));
            let is_first = |(_, other): &&(u32, u32)| other == term;
            if of_kind.next().is_none_or(|first| !is_first(&first)) {
                firsts.extend(of_kind.find(is_first).map(|(place, _)| *place));
            }
        }
        firsts
    }

    /// Every tag that a work is found by in its own right.
    pub fn own(&self, work: u32) -> Own {
        let carried = self.forward.carried(work);
        Own { others: carried.others().map(|(term, _)| term).collect(), facets: carried.facets.collect() }
    }

    /// The terms of a work's own tags.
    pub fn own_terms<'a>(&'a self, own: &'a Own) -> impl Iterator<Item = u32> + 'a {
        own.facets.iter().map(|facet| self.graph.facets.term(*facet)).chain(own.others.iter().copied())
    }

    /// All that a work is found by at present.
    pub fn trace(&self, work: u32) -> Trace {
        self.trace_of(work, self.own(work), self.forward.carried(work).names())
    }

    fn trace_of(&self, work: u32, own: Own, names: impl Iterator<Item = u32>) -> Trace {
        let mut terms = Vec::with_capacity(48);
        for term in self.own_terms(&own) {
            self.graph.filters(term, &mut terms);
        }
        let by_names = self.flags.works(Flag::Named).has(work);
        terms.extend(names.filter(|term| by_names || !self.graph.is_author(*term)));
        terms.extend(own.facets.iter().filter_map(|facet| self.graph.facets.direct(*facet)));
        terms.sort_unstable();
        terms.dedup();
        Trace { terms, facets: own.facets, everyone: self.flags.works(Flag::Everyone).has(work) }
    }

    /// Notes what follows from a work's tags; the lists that it is to enter are in the trace.
    pub fn follow_tags(&mut self, work: u32, own: Own, names: &[u32]) -> Trace {
        self.derive(work, &own);
        let trace = self.trace_of(work, own, names.iter().copied());
        self.count(&trace.facets, trace.everyone, |uses| uses + 1);
        trace
    }

    /// Takes a work out of all lists.
    pub fn leave(&mut self, work: u32) -> Trace {
        let trace = self.trace(work);
        for term in &trace.terms {
            self.postings.remove(*term, work);
        }
        self.count(&trace.facets, trace.everyone, |uses| uses.saturating_sub(1));
        trace
    }

    /// Counts a work for facets, or counts it no longer.
    pub fn count(&mut self, facets: &[u32], everyone: bool, step: impl Fn(u32) -> u32) {
        for facet in facets {
            let Uses { everyone: by_all, members } = self.graph.facets.uses(*facet);
            let by_all = if everyone { step(by_all) } else { by_all };
            self.graph.facets.set_uses(*facet, Uses { everyone: by_all, members: step(members) });
        }
    }

    /// Notes how many fandoms and relationships a work has, and whether it is a crossover.
    pub fn derive(&mut self, work: u32, own: &Own) {
        let (mut fandoms, mut relationships) = (Vec::with_capacity(8), Vec::with_capacity(8));
        for term in self.own_terms(own).filter(|term| self.is_whole(*term)) {
            match self.graph.kind(term) {
                Some(Kind::Fandom) => fandoms.push(term),
                Some(Kind::Relationship) => relationships.push(term),
                _ => {}
            }
        }
        for terms in [&mut fandoms, &mut relationships] {
            terms.sort_unstable();
            terms.dedup();
        }
        self.columns.put(Measure::Fandoms, work, fandoms.len() as u64);
        self.columns.put(Measure::Relationships, work, relationships.len() as u64);
        let crossover = self.cross(&fandoms);
        self.flags.set(Flag::Crossover, work, crossover);
    }

    /// Whether a term is no synonym.
    fn is_whole(&self, term: u32) -> bool {
        self.graph.canonical(term).is_none_or(|canonical| canonical == term)
    }

    /// Whether no fandom is related to all others (SRCH-10).
    fn cross(&self, fandoms: &[u32]) -> bool {
        let centre = |one: &u32| fandoms.iter().all(|other| other == one || self.graph.related(*one, *other));
        fandoms.len() > 1 && !fandoms.iter().any(centre)
    }
}
