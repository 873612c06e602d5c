//! What is counted of works, each measure in as many bytes as nearly all works need; the few larger values stand apart.

use std::collections::HashMap;
use std::io::{Read, Write};

use crate::cells::{at, reach, set};
use crate::snapshot::{In, Keep, Out, SnapshotError, keep_fields};

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

    /// Empty cells, as wide as nearly all works need.
    const fn cells(self) -> Cells {
        match self {
            Self::Fandoms | Self::Relationships => Cells::Half(Vec::new()),
            Self::Chapters => Cells::One(Vec::new()),
            Self::Kudos | Self::Comments | Self::Bookmarks => Cells::Two(Vec::new()),
            Self::Words | Self::Hits => Cells::Three(Vec::new(), Vec::new()),
            Self::Posted | Self::Updated => Cells::Six(Vec::new(), Vec::new()),
        }
    }
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

/// One measure of all works.
#[derive(Debug, Clone)]
pub struct Column {
    cells: Cells,
    /// Values for which the cells have no room; their cells are full.
    large: HashMap<u32, u64>,
}

/// Cells of so many bytes.
#[derive(Debug, Clone)]
enum Cells {
    /// Two works share a byte, the first has the low half.
    Half(Vec<u8>),
    One(Vec<u8>),
    Two(Vec<u16>),
    /// Low 16 bits, high 8.
    Three(Vec<u16>, Vec<u8>),
    /// Low 32 bits, high 16.
    Six(Vec<u32>, Vec<u16>),
}

impl Column {
    /// An empty column for a measure.
    pub fn of(measure: Measure) -> Self {
        Self { cells: measure.cells(), large: HashMap::new() }
    }

    /// A work's value.
    #[inline]
    pub fn value(&self, work: u32) -> u64 {
        let (value, full) = self.cell(work);
        if value == full { self.large.get(&work).copied().unwrap_or(value) } else { value }
    }

    /// What is in a work's cell, and in a full one.
    #[inline]
    fn cell(&self, work: u32) -> (u64, u64) {
        match &self.cells {
            Cells::Half(cells) => (u64::from(at(cells, work / 2) >> (work % 2 * 4) & 0xF), 0xF),
            Cells::One(cells) => (u64::from(at(cells, work)), 0xFF),
            Cells::Two(cells) => (u64::from(at(cells, work)), 0xFFFF),
            Cells::Three(low, high) => (u64::from(at(high, work)) << 16 | u64::from(at(low, work)), 0xFF_FFFF),
            Cells::Six(low, high) => (u64::from(at(high, work)) << 32 | u64::from(at(low, work)), 0xFFFF_FFFF_FFFF),
        }
    }

    /// Gives a work a value.
    pub fn put(&mut self, work: u32, value: u64) {
        let (before, full) = self.cell(work);
        if before == full {
            self.large.remove(&work);
        }
        if value >= full {
            self.large.insert(work, value);
        }
        self.write(work, value.min(full));
    }

    fn write(&mut self, work: u32, value: u64) {
        match &mut self.cells {
            Cells::Half(cells) => {
                let shift = work % 2 * 4;
                let other = at(cells, work / 2) & !(0xF << shift);
                write(cells, work / 2, other | (value as u8) << shift);
            }
            Cells::One(cells) => write(cells, work, value as u8),
            Cells::Two(cells) => write(cells, work, value as u16),
            Cells::Three(low, high) => {
                write(low, work, value as u16);
                write(high, work, (value >> 16) as u8);
            }
            Cells::Six(low, high) => {
                write(low, work, value as u32);
                write(high, work, (value >> 32) as u16);
            }
        }
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        match &mut self.cells {
            Cells::Half(cells) | Cells::One(cells) => cells.shrink_to_fit(),
            Cells::Two(cells) => cells.shrink_to_fit(),
            Cells::Three(low, high) => (low.shrink_to_fit(), high.shrink_to_fit()).0,
            Cells::Six(low, high) => (low.shrink_to_fit(), high.shrink_to_fit()).0,
        }
    }
}

fn write<T: Copy + Default>(cells: &mut Vec<T>, work: u32, value: T) {
    reach(cells, work);
    set(cells, work, value);
}

/// All measures of all works.
#[derive(Debug, Clone)]
pub struct Columns(Vec<Column>);

impl Default for Columns {
    fn default() -> Self {
        Self(Measure::ALL.into_iter().map(Column::of).collect())
    }
}

impl Columns {
    /// A measure of a work.
    #[inline]
    pub fn value(&self, measure: Measure, work: u32) -> u64 {
        self.0.get(measure as usize).map_or(0, |column| column.value(work))
    }

    /// Notes a measure of a work.
    pub fn put(&mut self, measure: Measure, work: u32, value: u64) {
        if let Some(column) = self.0.get_mut(measure as usize) {
            column.put(work, value);
        }
    }

    /// Kudos for each hit, in 2⁻²⁰.
    pub fn score(&self, work: u32) -> u64 {
        score(self.value(Measure::Kudos, work), self.value(Measure::Hits, work))
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.0.iter_mut().for_each(Column::settle);
    }
}

impl Keep for Columns {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        self.0.keep(out)
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        let columns: Vec<Column> = Vec::fetch(from)?;
        if columns.len() == Measure::ALL.len() { Ok(Self(columns)) } else { Err(SnapshotError::Damaged) }
    }

    fn weight(&self) -> usize {
        self.0.weight()
    }
}

keep_fields!(Column { cells, large });

impl Keep for Cells {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        match self {
            Self::Half(cells) => (0_u8.keep(out)?, cells.keep(out)?).1,
            Self::One(cells) => (1_u8.keep(out)?, cells.keep(out)?).1,
            Self::Two(cells) => (2_u8.keep(out)?, cells.keep(out)?).1,
            Self::Three(low, high) => (3_u8.keep(out)?, low.keep(out)?, high.keep(out)?).2,
            Self::Six(low, high) => (6_u8.keep(out)?, low.keep(out)?, high.keep(out)?).2,
        }
        Ok(())
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        Ok(match u8::fetch(from)? {
            0 => Self::Half(Vec::fetch(from)?),
            1 => Self::One(Vec::fetch(from)?),
            2 => Self::Two(Vec::fetch(from)?),
            3 => Self::Three(Vec::fetch(from)?, Vec::fetch(from)?),
            6 => Self::Six(Vec::fetch(from)?, Vec::fetch(from)?),
            _ => return Err(SnapshotError::Damaged),
        })
    }

    fn weight(&self) -> usize {
        match self {
            Self::Half(cells) | Self::One(cells) => cells.weight(),
            Self::Two(cells) => cells.weight(),
            Self::Three(low, high) => low.weight() + high.weight(),
            Self::Six(low, high) => low.weight() + high.weight(),
        }
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
    fn values_of_every_size_come_back() {
        for measure in Measure::ALL {
            let mut column = Column::of(measure);
            let values =
                [0, 1, 14, 15, 16, 254, 255, 256, 65_534, 65_535, 65_536, 16_777_215, 16_777_216, 1 << 45, u64::MAX];
            for (work, value) in values.iter().enumerate() {
                column.put(work as u32, *value);
            }
            assert!(values.iter().enumerate().all(|(work, value)| column.value(work as u32) == *value), "{measure:?}");
            column.put(11, 3);
            assert_eq!((column.value(10), column.value(11), column.value(99)), (values[10], 3, 0));
        }
    }

    #[test]
    fn times_keep_their_order_far_back() {
        assert!(of_time(-62_000_000_000_000) < of_time(-1) && of_time(-1) < of_time(0));
    }
}
