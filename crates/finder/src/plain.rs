//! Numbers by place, each as it is: found with one look, for what most questions bound and most orders go by. Those of a place lie
//! side by side, because whoever has asked for one of them will often ask for the other.

use rustc_hash::FxHashMap;

use crate::snapshot::keep_fields;

/// What stands for a number that has no room in its cell.
const APART: u32 = u32::MAX;
/// A table that is full grows by one in so many of its cells: doubling it would leave as much idle as is in use.
const GROWTH: usize = 8;
/// Numbers of a place.
const EACH: usize = 2;

/// Two numbers by place; where none was put they are zero.
#[derive(Debug, Clone, Default)]
pub struct Plain {
    cells: Vec<u32>,
    /// By cell, numbers that are as large as the mark or larger.
    apart: FxHashMap<u64, u64>,
}

keep_fields!(Plain { cells, apart });

/// One of the numbers of every place.
#[derive(Clone, Copy)]
pub struct Numbers<'a> {
    plain: &'a Plain,
    which: usize,
}

impl Plain {
    /// The first numbers, or the second ones.
    pub const fn numbers(&self, is_second: bool) -> Numbers<'_> {
        Numbers { plain: self, which: is_second as usize }
    }

    /// Puts the first number of a place, or the second.
    pub fn put(&mut self, is_second: bool, place: u32, number: u64) {
        let end = (place as usize + 1) * EACH;
        let missing = end.saturating_sub(self.cells.len());
        if missing > self.cells.capacity() - self.cells.len() {
            self.cells.reserve_exact(missing + self.cells.len() / GROWTH);
        }
        self.cells.resize(self.cells.len() + missing, 0);
        let (cell, kept) = (cell_of(place, usize::from(is_second)), u32::try_from(number).unwrap_or(APART));
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
const fn cell_of(place: u32, which: usize) -> usize {
    place as usize * EACH + which
}

impl Numbers<'_> {
    /// The one at a place.
    #[inline]
    pub fn get(self, place: u32) -> u64 {
        let cell = cell_of(place, self.which);
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
        for turn in 0..numbers.len() {
            let number = |place: u32, second: bool| numbers[(place as usize + turn + usize::from(second)) % 6];
            for (place, second) in (0..1_200).rev().flat_map(|place| [(place, true), (place, false)]) {
                plain.put(second, place, number(place, second));
            }
            let stands = |second| (0..1_200).all(|place| plain.numbers(second).get(place) == number(place, second));
            assert!(stands(false) && stands(true));
        }
        let first = plain.numbers(false);
        assert_eq!((first.get(1_200), first.get(u32::MAX), plain.apart.len()), (0, 0, 1_200));
        (0..1_200).for_each(|place| [true, false].into_iter().for_each(|second| plain.put(second, place, 1)));
        assert!(plain.apart.is_empty());
    }
}
