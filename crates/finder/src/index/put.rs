//! A work comes, changes or goes.

use super::store::{Facts, Row};
use super::{Gatherer, Index, Trace};
use crate::facts::{Role, Work, WorkId};
use crate::graph::Name;

/// Tags, and names, that a work can have; a list has room for them in the longest form.
const MOST: usize = 8_000;

impl Index {
    /// Notes a work that can be found, and enters it into its lists, or lets a gatherer do it; says its number, and what it is
    /// found by.
    pub fn put(&mut self, work: &Work, gatherer: Option<&mut Gatherer>) -> (u32, Trace) {
        let number = self.works.number(work.id.0);
        let (tags, names) = self.terms(work);
        let carry = self.carry(&tags);
        let facts = Facts::of(
            work,
            self.derived(carry.own.facets.iter().copied(), carry.own.others.iter().map(|(term, _)| *term)),
        );
        let terms = self.lists(&carry.own, names.iter().copied(), facts.named());
        let (title, byline) = (work.title.as_str(), work.byline.as_str());
        let row = Row { work: number, title, byline, load: carry.load(&names), facts };
        match gatherer {
            Some(gatherer) => gatherer.note(&row, &terms, self),
            None => self.enter(&row, &terms),
        }
        (number, Trace { terms, facets: carry.own.facets, everyone: facts.everyone() })
    }

    fn enter(&mut self, row: &Row<'_>, terms: &[u32]) {
        self.store.note(row);
        for term in terms {
            self.store.postings.insert(*term, row.work);
        }
        self.count(row.load.facets.iter().copied(), row.facts.everyone(), |uses| uses + 1);
    }

    /// Takes a work out, before it is put anew or for good.
    pub fn withdraw(&mut self, number: u32) -> Trace {
        let trace = self.leave(number);
        self.store.forward.remove(number);
        trace
    }

    /// Forgets a work that was withdrawn.
    pub fn forget(&mut self, id: WorkId, number: u32) {
        self.store.forget(number);
        self.works.remove(id.0);
    }

    /// The terms of a work's tags, with their roles, and of its names.
    fn terms(&mut self, work: &Work) -> (Vec<(u32, Role)>, Vec<u32>) {
        let authors = work.authors.iter().map(|author| Name::Author(*author));
        let series = work.series.iter().map(|series| Name::Series(*series));
        let collections = work.collections.iter().map(|collection| Name::Collection(*collection));
        let names = authors.chain(series).chain(collections).chain([Name::Language(work.language)]).take(MOST);
        let entered = work.tags.iter().take(MOST);
        self.graph.look_ahead(entered.clone().map(|entered| Name::Tag(entered.tag)).chain(names.clone()));
        let tags = entered.map(|entered| (self.graph.tag(entered.tag, entered.kind), entered.role)).collect();
        (tags, names.map(|name| self.graph.term(name)).collect())
    }
}
