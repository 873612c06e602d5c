//! The rows of canonical tags: what facets are counted in. A column for each thing that is known of them, because counting asks
//! for one of it only.

use rustc_hash::FxHashMap;

use crate::cells::{at, reach, set};
use crate::facts::Kind;
use crate::snapshot::keep_fields;

/// Above the kind: whether the row is in use, and whether the tag has subtags.
const LIVE: u8 = 0x10;
const PARTED: u8 = 0x20;
const KIND: u8 = 0x0F;

/// How many works: found by everyone, and found by members.
#[derive(Debug, Clone, Copy, Default)]
pub struct Uses {
    pub everyone: u32,
    pub members: u32,
}

/// All rows.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    /// The tag.
    terms: Vec<u32>,
    /// What it speaks of, and how the row is.
    marks: Vec<u8>,
    /// How many works carry it or a synonym.
    everyone: Vec<u32>,
    members: Vec<u32>,
    /// The terms of the works of tags without those of their subtags. Without subtags both are the same.
    direct: FxHashMap<u32, u32>,
    idle: Vec<u32>,
    retired: Vec<u32>,
}

keep_fields!(Facets { terms, marks, everyone, members, direct, idle, retired });

impl Facets {
    /// The tag of a row.
    #[inline]
    pub fn term(&self, facet: u32) -> u32 {
        at(&self.terms, facet)
    }

    /// What its tag speaks of, as a number.
    #[inline]
    pub fn kind_number(&self, facet: u32) -> usize {
        usize::from(at(&self.marks, facet) & KIND)
    }

    /// What its tag speaks of.
    pub fn kind(&self, facet: u32) -> Option<Kind> {
        Kind::of(at(&self.marks, facet) & KIND)
    }

    /// Says what its tag speaks of.
    pub fn set_kind(&mut self, facet: u32, kind: Kind) {
        let mark = at(&self.marks, facet);
        set(&mut self.marks, facet, mark & !KIND | kind as u8);
    }

    /// How many works carry its tag or a synonym.
    pub fn uses(&self, facet: u32) -> Uses {
        Uses { everyone: at(&self.everyone, facet), members: at(&self.members, facet) }
    }

    /// Counts its works again.
    pub fn set_uses(&mut self, facet: u32, uses: Uses) {
        set(&mut self.everyone, facet, uses.everyone);
        set(&mut self.members, facet, uses.members);
    }

    /// The term of its works without those of its subtags, if it has some.
    pub fn direct(&self, facet: u32) -> Option<u32> {
        (at(&self.marks, facet) & PARTED != 0).then(|| self.direct.get(&facet).copied()).flatten()
    }

    /// Notes that term, or that there are no subtags.
    pub fn set_direct(&mut self, facet: u32, direct: Option<u32>) {
        let mark = at(&self.marks, facet) & !PARTED;
        self.direct.remove(&facet);
        if let Some(direct) = direct {
            self.direct.insert(facet, direct);
        }
        set(&mut self.marks, facet, if direct.is_some() { mark | PARTED } else { mark });
    }

    /// A row for a tag that has become canonical.
    pub fn add(&mut self, term: u32, kind: u8) -> u32 {
        let facet = self.idle.pop().unwrap_or_else(|| self.len());
        reach(&mut self.terms, facet);
        reach(&mut self.marks, facet);
        reach(&mut self.everyone, facet);
        reach(&mut self.members, facet);
        self.clear(facet, term, LIVE | kind & KIND);
        facet
    }

    /// Ends a row. What tag it was of can be read until retired rows are freed.
    pub fn retire(&mut self, facet: u32) {
        self.clear(facet, self.term(facet), 0);
        self.retired.push(facet);
    }

    /// Frees the rows that have ended.
    pub fn free_retired(&mut self) {
        for facet in std::mem::take(&mut self.retired) {
            self.clear(facet, 0, 0);
            self.idle.push(facet);
        }
    }

    fn clear(&mut self, facet: u32, term: u32, mark: u8) {
        self.direct.remove(&facet);
        set(&mut self.terms, facet, term);
        set(&mut self.marks, facet, mark);
        self.set_uses(facet, Uses::default());
    }

    /// How many rows there are, idle ones too.
    pub fn len(&self) -> u32 {
        self.terms.len() as u32
    }

    /// The rows in use.
    pub fn live(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.marks).filter(|(_, mark)| *mark & LIVE != 0).map(|(facet, _)| facet)
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.terms.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.everyone.shrink_to_fit();
        self.members.shrink_to_fit();
    }
}
