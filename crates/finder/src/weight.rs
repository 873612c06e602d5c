//! How much memory a finder holds, part by part, so that whoever runs one can see what it goes into.

use crate::finder::Finder;
use crate::snapshot::Keep;

impl Finder {
    /// The parts of a finder, and the bytes that each has asked of the allocator. What is kept from question to question is
    /// not among them: it is bounded, and made anew when it is missing.
    pub fn weigh(&self) -> [(&'static str, usize); 14] {
        let index = &self.index;
        let [one, few, many] = index.store.postings.weights();
        let [terms, meanings] = index.graph.weights();
        [
            ("ids of works", index.works.weight()),
            ("ids of terms", terms),
            ("what tags mean", meanings),
            ("works of a term: one", one),
            ("works of a term: few", few),
            ("works of a term: many", many),
            ("terms of a work", index.store.forward.weight()),
            ("measures", index.store.columns.weight()),
            ("flags", index.store.flags.weight()),
            ("permissions", index.store.permissions.weight()),
            ("titles", index.store.titles.weight()),
            ("bylines", index.store.bylines.weight()),
            ("beginnings of orders", self.heads.weight()),
            ("names", self.names.weight()),
        ]
    }
}
