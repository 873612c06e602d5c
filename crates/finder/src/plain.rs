//! Words and kudos by work, each number as it is: found with one look, for most questions bound the one and most lists are ordered by
//! the other. Those of a work lie side by side, because whoever has looked at its words will look at its kudos next.

use rustc_hash::FxHashMap;

use crate::snapshot::keep_fields;

/// What stands for a number that has no room in its cell.
const APART: u32 = u32::MAX;
/// A table that is full grows by one in so many of its cells: doubling it would leave as much idle as is in use.
const GROWTH: usize = 8;
/// Numbers of a work.
const EACH: usize = 2;

/// Which of the two.
#[derive(Debug, Clone, Copy)]
pub enum Which {
    Words,
    Kudos,
}

/// Two numbers by work; where none was put they are zero.
#[derive(Debug, Clone, Default)]
pub struct Plain {
    cells: Vec<u32>,
    /// By cell, numbers that are as large as the mark or larger.
    apart: FxHashMap<u64, u64>,
}

keep_fields!(Plain { cells, apart });

/// One of the numbers of every work.
#[derive(Clone, Copy)]
pub struct Numbers<'a> {
    plain: &'a Plain,
    which: Which,
}

impl Plain {
    /// All numbers of one sort.
    pub const fn numbers(&self, which: Which) -> Numbers<'_> {
        Numbers { plain: self, which }
    }

    /// Puts a number of a work.
    pub fn put(&mut self, which: Which, work: u32, number: u64) {
        let end = (work as usize + 1) * EACH;
        let missing = end.saturating_sub(self.cells.len());
        if missing > self.cells.capacity() - self.cells.len() {
            self.cells.reserve_exact(missing + self.cells.len() / GROWTH);
        }
        self.cells.resize(self.cells.len() + missing, 0);
        let (cell, kept) = (cell_of(work, which), u32::try_from(number).unwrap_or(APART));
        if let Some(old) = self.cells.get_mut(cell) {
            *old = kept;
        }
        if kept == APART {
            self.apart.insert(cell as u64, number);
        } else {
            self.apart.remove(&(cell as u64));
        }
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.cells.shrink_to_fit();
        self.apart.shrink_to_fit();
    }
}

#[inline]
const fn cell_of(work: u32, which: Which) -> usize {
    work as usize * EACH + which as usize
}

impl Numbers<'_> {
    /// The one of a work.
    #[inline]
    pub fn get(self, work: u32) -> u64 {
        let cell = cell_of(work, self.which);
        match self.plain.cells.get(cell).copied().unwrap_or_default() {
            APART => self.plain.apart.get(&(cell as u64)).copied().unwrap_or_default(),
            number => u64::from(number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_size_stand_where_they_were_put_last() {
        let mut plain = Plain::default();
        let numbers = [0, 5, u64::from(u32::MAX) - 1, u64::from(u32::MAX), u64::from(u32::MAX) + 1, u64::MAX];
        let both = [Which::Words, Which::Kudos];
        for turn in 0..numbers.len() {
            let number = |which: Which, work: u32| numbers[(work as usize + turn + which as usize) % numbers.len()];
            for (work, which) in (0..1_200).rev().flat_map(|work| both.map(|which| (work, which))) {
                plain.put(which, work, number(which, work));
            }
            let stands = |which| (0..1_200).all(|work| plain.numbers(which).get(work) == number(which, work));
            assert!(both.into_iter().all(stands));
        }
        let words = plain.numbers(Which::Words);
        assert_eq!((words.get(1_200), words.get(u32::MAX), plain.apart.len()), (0, 0, 1_200));
        (0..1_200).for_each(|work| both.into_iter().for_each(|which| plain.put(which, work, 1)));
        assert!(plain.apart.is_empty());
    }
}
