//! Whether a wanted tag is a work's main one, one in passing, or the first of its kind.

use crate::facts::{Kind, Role};
use crate::graph::Name;
use crate::index::Index;
use crate::question::{Part, Wanted};

/// A tag in a role.
#[derive(Debug)]
pub struct Roles {
    term: u32,
    kind: Option<Kind>,
    part: Part,
}

impl Roles {
    /// A wanted tag that is known; one that is not is on no work anyway.
    pub fn of(index: &Index, wanted: Wanted) -> Option<Self> {
        let term = index.graph.find(Name::Tag(wanted.tag))?;
        Some(Self { term, kind: index.graph.kind(term), part: wanted.part })
    }

    /// Whether a work has the tag in the role.
    pub fn fit(&self, index: &Index, work: u32) -> bool {
        let mut filters = Vec::new();
        let mut leads = |term: u32| {
            filters.clear();
            index.graph.filters(term, &mut filters);
            filters.contains(&self.term)
        };
        let mut tags = index.entered(work).into_iter();
        match self.part {
            Part::Any => tags.any(|(term, _)| leads(term)),
            Part::Main => tags.any(|(term, role)| role == Role::Main && leads(term)),
            Part::Side => tags.any(|(term, role)| role == Role::Side && leads(term)),
            Part::First => {
                tags.find(|(term, _)| index.graph.kind(*term) == self.kind).is_some_and(|(term, _)| leads(term))
            }
        }
    }
}
