//! The rows of canonical tags: what facets are counted in.

use crate::cells::at;
use crate::facts::Kind;
use crate::snapshot::keep_fields;

/// How many works: found by everyone, and found by members.
#[derive(Debug, Clone, Copy, Default)]
pub struct Uses {
    pub everyone: u32,
    pub members: u32,
}

keep_fields!(Uses { everyone, members });

/// A canonical tag.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facet {
    /// The tag.
    pub term: u32,
    /// The term of its works without those of its subtags, plus one; 0 while it has no subtags and both are the same.
    pub direct: u32,
    /// How many works carry it or a synonym.
    pub uses: Uses,
    /// What it speaks of.
    pub kind: u8,
    /// Whether the row is in use.
    pub live: bool,
}

keep_fields!(Facet { term, direct, uses, kind, live });
keep_fields!(Facets { rows, idle, retired });

/// All rows.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    rows: Vec<Facet>,
    idle: Vec<u32>,
    retired: Vec<u32>,
}

impl Facets {
    /// A row.
    #[inline]
    pub fn row(&self, facet: u32) -> Facet {
        at(&self.rows, facet)
    }

    /// A row, to be changed. One that does not exist is changed in vain.
    pub fn row_mut(&mut self, facet: u32) -> &mut Facet {
        if self.rows.len() <= facet as usize {
            self.rows.resize(facet as usize + 1, Facet::default());
        }
        let last = self.rows.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "the table was made long enough above")]
        &mut self.rows[(facet as usize).min(last)]
    }

    /// A row for a tag that has become canonical.
    pub fn add(&mut self, term: u32, kind: u8) -> u32 {
        let facet = self.idle.pop().unwrap_or(self.rows.len() as u32);
        *self.row_mut(facet) = Facet { term, kind, live: true, ..Facet::default() };
        facet
    }

    /// Ends a row. What tag it was of can be read until retired rows are freed.
    pub fn retire(&mut self, facet: u32) {
        let row = self.row_mut(facet);
        *row = Facet { term: row.term, ..Facet::default() };
        self.retired.push(facet);
    }

    /// Frees the rows that have ended.
    pub fn free_retired(&mut self) {
        for facet in std::mem::take(&mut self.retired) {
            *self.row_mut(facet) = Facet::default();
            self.idle.push(facet);
        }
    }

    /// How many rows there are, idle ones too.
    pub fn len(&self) -> u32 {
        self.rows.len() as u32
    }

    /// The rows in use.
    pub fn live(&self) -> impl Iterator<Item = (u32, &Facet)> {
        (0..).zip(&self.rows).filter(|(_, row)| row.live)
    }

    /// What a row's tag speaks of.
    pub fn kind(&self, facet: u32) -> Option<Kind> {
        Kind::of(self.row(facet).kind)
    }
}
