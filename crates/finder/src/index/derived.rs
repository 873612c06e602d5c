//! What follows from a work's tags and the graph: its filters, what it counts for, and whether it is a crossover.

use super::{Flag, Index};
use crate::columns::Measure;
use crate::facts::Kind;

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

impl Index {
    /// The facets that a work counts for, each once.
    pub fn facets_of(&self, work: u32) -> Vec<u32> {
        let mut facets: Vec<u32> =
            self.forward.carried(work).tags.filter_map(|(term, _)| self.graph.facet(term)).collect();
        facets.sort_unstable();
        facets.dedup();
        facets
    }

    /// All that a work is found by at present.
    pub fn trace(&self, work: u32) -> Trace {
        let facets = self.facets_of(work);
        let mut terms = Vec::with_capacity(48);
        let carried = self.forward.carried(work);
        carried.tags.for_each(|(term, _)| self.graph.filters(term, &mut terms));
        let named = self.flags.works(Flag::Named).has(work);
        let is_author = |term: u32| self.graph.is_author(term);
        terms.extend(carried.names.map(|(term, _)| term).filter(|term| named || !is_author(*term)));
        let rows = facets.iter().map(|facet| self.graph.facets.row(*facet));
        terms.extend(rows.filter_map(|row| row.direct.checked_sub(1)));
        terms.sort_unstable();
        terms.dedup();
        Trace { terms, facets, everyone: self.flags.works(Flag::Everyone).has(work) }
    }

    /// Enters a work into the lists of all that finds it.
    pub fn enter(&mut self, work: u32) -> Trace {
        let trace = self.trace(work);
        for term in &trace.terms {
            self.postings.insert(*term, work);
        }
        self.count(&trace.facets, trace.everyone, |uses| uses + 1);
        self.derive(work);
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
            let uses = &mut self.graph.facets.row_mut(*facet).uses;
            uses.members = step(uses.members);
            if everyone {
                uses.everyone = step(uses.everyone);
            }
        }
    }

    /// Notes how many fandoms and relationships a work has, and whether it is a crossover.
    pub fn derive(&mut self, work: u32) {
        let fandoms = self.distinct(work, Kind::Fandom);
        let relationships = self.distinct(work, Kind::Relationship).len() as u64;
        self.columns.put(Measure::Fandoms, work, fandoms.len() as u64);
        self.columns.put(Measure::Relationships, work, relationships);
        let crossover = self.cross(&fandoms);
        self.flags.set(Flag::Crossover, work, crossover);
    }

    /// A work's tags of one kind, synonyms replaced.
    fn distinct(&self, work: u32, kind: Kind) -> Vec<u32> {
        let tags = self.forward.carried(work).tags.map(|(term, _)| term);
        let of_kind = tags.filter(|term| self.graph.kind(*term) == Some(kind));
        let mut distinct: Vec<u32> = of_kind.map(|term| self.graph.canonical(term).unwrap_or(term)).collect();
        distinct.sort_unstable();
        distinct.dedup();
        distinct
    }

    /// Whether no fandom is related to all others (SRCH-10).
    fn cross(&self, fandoms: &[u32]) -> bool {
        let centre = |one: &u32| fandoms.iter().all(|other| other == one || self.graph.related(*one, *other));
        fandoms.len() > 1 && !fandoms.iter().any(centre)
    }
}
