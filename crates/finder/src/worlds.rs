//! Every fandom with how many works it finds, for a page of all of them.

use crate::ask::{clauses, hide, shared, sieve};
use crate::columns::{Measure, to_time};
use crate::facts::{Kind, TagId};
use crate::finder::Finder;
use crate::posting::Blocks;
use crate::question::{Asker, Question, Rule};

/// A fandom that is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FandomUse {
    /// The tag.
    pub tag: TagId,
    /// How many works are found by it (WR-12).
    pub works: u64,
    /// When one of them was updated last.
    pub updated: i64,
}

impl Finder {
    /// Every fandom that finds a work which the asker may find and no rule hides; synonyms count for what they mean.
    pub fn fandoms(&self, asker: Asker, rules: &[Rule]) -> Vec<FandomUse> {
        let question = Question { asker, rules: rules.to_vec(), ..Question::default() };
        let found = sieve(&self.index, &mut clauses(&self.index, &question, None));
        let (found, _) = hide(&self.index, found, &question);
        let terms = (0..self.index.graph.len()).filter(|term| self.is_fandom(*term));
        terms.filter_map(|term| self.used(term, &found)).collect()
    }

    /// Whether a term is a fandom, and no other name for one.
    fn is_fandom(&self, term: u32) -> bool {
        let graph = &self.index.graph;
        graph.kind(term) == Some(Kind::Fandom) && graph.canonical(term).is_none_or(|canonical| canonical == term)
    }

    fn used(&self, term: u32, found: &Blocks) -> Option<FandomUse> {
        let view = self.index.postings.view(term);
        let works = shared(found, &view);
        let updated = |work: &u32| self.index.value(Measure::Updated, *work);
        let last = view.works().into_iter().filter(|work| found.has(*work)).max_by_key(updated)?;
        let updated = to_time(updated(&last));
        Some(FandomUse { tag: self.index.graph.tag_of(term), works, updated })
    }
}
