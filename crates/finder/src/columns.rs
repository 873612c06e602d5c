//! What is counted of works: words and kudos, which most questions bound and order by, as they are, and each other measure in as few
//! bits as a work's neighbours need.

use std::io::{Read, Write};

use crate::packed::Packed;
use crate::plain::{Numbers, Plain, Which};
use crate::snapshot::{In, Keep, Out, SnapshotError};

/// What works can be ordered by and bounded in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Words.
    Words,
    /// Chapters.
    Chapters,
    /// Kudos.
    Kudos,
    /// Comments.
    Comments,
    /// Bookmarks.
    Bookmarks,
    /// Hits.
    Hits,
    /// When posted, in milliseconds since 1970.
    Posted,
    /// When updated.
    Updated,
    /// Fandoms, synonyms counted once.
    Fandoms,
    /// Relationships, synonyms counted once (SRCH-11).
    Relationships,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Words,
        Self::Chapters,
        Self::Kudos,
        Self::Comments,
        Self::Bookmarks,
        Self::Hits,
        Self::Posted,
        Self::Updated,
        Self::Fandoms,
        Self::Relationships,
    ];
}

/// Times before 1970 are times too.
const EPOCH: i64 = 1 << 46;

/// A bound as a value of a measure's column; nothing counts less than nothing.
pub fn value_of(measure: Measure, bound: i64) -> u64 {
    match measure {
        Measure::Posted | Measure::Updated => of_time(bound),
        _ => bound.max(0) as u64,
    }
}

/// A time as a value of a column.
pub const fn of_time(time: i64) -> u64 {
    let shifted = time.saturating_add(EPOCH);
    if shifted < 0 { 0 } else { shifted as u64 }
}

/// A value of a column as the time that it was.
pub const fn to_time(value: u64) -> i64 {
    value as i64 - EPOCH
}

/// All measures of all works.
#[derive(Debug, Clone)]
pub struct Columns {
    /// Words and kudos.
    plain: Plain,
    /// By measure; those of the two are empty.
    others: Vec<Packed>,
}

impl Default for Columns {
    fn default() -> Self {
        Self { plain: Plain::default(), others: vec![Packed::default(); Measure::ALL.len()] }
    }
}

/// A measure that stands as it is.
#[inline]
const fn plainly(measure: Measure) -> Option<Which> {
    match measure {
        Measure::Words => Some(Which::Words),
        Measure::Kudos => Some(Which::Kudos),
        _ => None,
    }
}

impl Columns {
    /// A measure of a work.
    #[inline]
    pub fn value(&self, measure: Measure, work: u32) -> u64 {
        match self.plain(measure) {
            Some(numbers) => numbers.get(work),
            None => self.others.get(measure as usize).map_or(0, |column| column.get(work)),
        }
    }

    /// The column of a measure that stands as it is.
    #[inline]
    pub fn plain(&self, measure: Measure) -> Option<Numbers<'_>> {
        plainly(measure).map(|which| self.plain.numbers(which))
    }

    /// Notes a measure of a work.
    pub fn put(&mut self, measure: Measure, work: u32, value: u64) {
        if let Some(which) = plainly(measure) {
            self.plain.put(which, work, value);
        } else if let Some(column) = self.others.get_mut(measure as usize) {
            column.put(work, value);
        }
    }

    /// Kudos for each hit, in 2⁻²⁰.
    pub fn score(&self, work: u32) -> u64 {
        score(self.value(Measure::Kudos, work), self.value(Measure::Hits, work))
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.plain.settle();
        self.others.iter_mut().for_each(Packed::settle);
    }
}

impl Keep for Columns {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        self.plain.keep(out)?;
        self.others.keep(out)
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        let (plain, others): (_, Vec<Packed>) = (Keep::fetch(from)?, Keep::fetch(from)?);
        if others.len() == Measure::ALL.len() { Ok(Self { plain, others }) } else { Err(SnapshotError::Damaged) }
    }

    fn weight(&self) -> usize {
        self.plain.weight() + self.others.weight()
    }
}

/// Kudos for each hit, in 2⁻²⁰; none without hits.
pub fn score(kudos: u64, hits: u64) -> u64 {
    (u128::from(kudos) << 20).checked_div(u128::from(hits)).unwrap_or(0).min(u128::from(u64::MAX)) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_measure_of_a_work_stands_for_itself() {
        let mut columns = Columns::default();
        let value = |measure: Measure, work: u32| u64::from(work * 7_919 % 1_000) << (5 * measure as u32);
        for work in 0..9_000 {
            for measure in Measure::ALL {
                columns.put(measure, work, value(measure, work));
            }
        }
        assert!(
            (0..9_000).all(|work| Measure::ALL.into_iter().all(|one| columns.value(one, work) == value(one, work)))
        );
        columns.put(Measure::Kudos, 8_000, u64::MAX);
        assert_eq!((columns.value(Measure::Kudos, 8_000), columns.value(Measure::Kudos, 8_001)), (u64::MAX, 919 << 10));
    }

    #[test]
    fn times_keep_their_order_far_back() {
        assert!(of_time(-62_000_000_000_000) < of_time(-1) && of_time(-1) < of_time(0));
    }
}
