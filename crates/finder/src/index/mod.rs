//! All that is known of works, and what is derived from it: which works each term finds.
//!
//! Everything changes in place. A work keeps its number while it is here, so a new one comes last in every set, and a set is
//! sorted without sorting.

mod derived;
mod gather;
mod put;
mod store;
mod wrangle;

pub use derived::Trace;
pub use gather::Gatherer;
pub use store::Store;

use std::io::{Read, Write};

use crate::columns::Measure;
use crate::facts::WorkId;
use crate::graph::Graph;
use crate::ids::Ids;
use crate::posting::Blocks;
use crate::snapshot::{In, Keep, Out, SnapshotError, keep_fields};

/// What is true or false of a work, each a set of works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// It can be found by members: all works that are here.
    Members,
    /// It can be found by guests.
    Everyone,
    /// Members find it by its authors.
    Named,
    /// Guests find it by its authors.
    NamedForEveryone,
    /// It is finished.
    Complete,
    /// It will have one chapter.
    Single,
    /// Its fandoms are not all related to one of them (SRCH-10).
    Crossover,
}

impl Flag {
    /// How many there are.
    pub const COUNT: usize = 7;
}

/// The sets behind the flags.
#[derive(Debug, Clone, Default)]
pub struct Flags([Blocks; Flag::COUNT]);

impl Flags {
    /// The works of which a flag is true.
    pub fn works(&self, flag: Flag) -> &Blocks {
        let [members, everyone, named, named_for_everyone, complete, single, crossover] = &self.0;
        match flag {
            Flag::Members => members,
            Flag::Everyone => everyone,
            Flag::Named => named,
            Flag::NamedForEveryone => named_for_everyone,
            Flag::Complete => complete,
            Flag::Single => single,
            Flag::Crossover => crossover,
        }
    }

    /// Says whether a flag is true of a work.
    pub fn set(&mut self, flag: Flag, work: u32, on: bool) {
        if let Some(works) = self.0.get_mut(flag as usize) {
            if on {
                works.insert(work)
            } else {
                works.remove(work)
            };
        }
    }
}

impl Keep for Flags {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        self.0.iter().try_for_each(|works| works.keep(out))
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        let mut flags = Self::default();
        for works in &mut flags.0 {
            *works = Blocks::fetch(from)?;
        }
        Ok(flags)
    }

    fn weight(&self) -> usize {
        self.0.iter().map(Keep::weight).sum()
    }
}

keep_fields!(Index { works, graph, store });

/// All that is known of works.
#[derive(Debug, Clone, Default)]
pub struct Index {
    pub works: Ids,
    pub graph: Graph,
    pub store: Store,
}

impl Index {
    /// The works that an audience may find at all.
    pub fn findable(&self, guest: bool) -> &Blocks {
        self.store.flags.works(if guest { Flag::Everyone } else { Flag::Members })
    }

    /// The id behind a work's number.
    #[inline]
    pub fn id(&self, work: u32) -> WorkId {
        WorkId(self.works.id(work))
    }

    /// A measure of a work.
    #[inline]
    pub fn value(&self, measure: Measure, work: u32) -> u64 {
        self.store.columns.value(measure, work)
    }

    /// An empty one that is going to be filled with a whole archive, and is not asked before it settles.
    pub fn to_fill() -> Self {
        Self { graph: Graph::to_fill(), store: Store::to_fill(), ..Self::default() }
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.works.settle();
        self.graph.settle();
        self.store.settle();
    }
}
