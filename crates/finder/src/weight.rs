//! How much memory a finder holds, part by part, so that whoever runs one can see what it goes into.

use crate::finder::Finder;
use crate::snapshot::Keep;

impl Finder {
    /// The parts of a finder, and the bytes that each has asked of the allocator. What is kept from question to question is
    /// not among them: it is bounded, and made anew when it is missing.
    pub fn weigh(&self) -> [(&'static str, usize); 14] {
        let index = &self.index;
        let [one, few, many] = index.postings.weights();
        let [terms, meanings] = index.graph.weights();
        [
            ("ids of works", index.works.weight()),
            ("ids of terms", terms),
            ("what tags mean", meanings),
            ("works of a term: one", one),
            ("works of a term: few", few),
            ("works of a term: many", many),
            ("terms of a work", index.forward.weight()),
            ("measures", index.columns.weight()),
            ("flags", index.flags.weight()),
            ("permissions", index.permissions.weight()),
            ("titles", index.titles.weight()),
            ("bylines", index.bylines.weight()),
            ("beginnings of orders", self.heads.weight()),
            ("names", self.names.weight()),
        ]
    }
}
