//! The part of a map from ids to numbers that grows by itself.

use crate::cells::set;
use crate::snapshot::Keep as _;

/// Open addressing with linear probing; a cell holds a number plus one.
#[derive(Debug, Clone, Default)]
pub struct Shard {
    cells: Cells,
    pub full: usize,
}

/// Numbers plus one, in three bytes as long as all are small enough.
#[derive(Debug, Clone)]
enum Cells {
    Small(Vec<[u8; 3]>),
    Large(Vec<u32>),
}

impl Default for Cells {
    fn default() -> Self {
        Self::Small(Vec::new())
    }
}

impl Cells {
    fn new(length: usize) -> Self {
        Self::Small(vec![[0; 3]; length])
    }

    const fn len(&self) -> usize {
        match self {
            Self::Small(cells) => cells.len(),
            Self::Large(cells) => cells.len(),
        }
    }

    /// The number in a cell, if it is full.
    #[inline]
    fn number(&self, cell: usize) -> Option<u32> {
        let stored = match self {
            Self::Small(cells) => {
                cells.get(cell).map(|[low, middle, high]| u32::from_le_bytes([*low, *middle, *high, 0]))
            }
            Self::Large(cells) => cells.get(cell).copied(),
        };
        stored?.checked_sub(1)
    }

    /// Fills a cell, or empties it.
    fn put(&mut self, cell: usize, number: Option<u32>) {
        let stored = number.map_or(0, |number| number + 1);
        match (&mut *self, stored.to_le_bytes()) {
            (Self::Large(cells), _) => set(cells, cell as u32, stored),
            (Self::Small(cells), [low, middle, high, 0]) => set(cells, cell as u32, [low, middle, high]),
            (Self::Small(_), _) => {
                let all = (0..self.len()).map(|cell| self.number(cell).map_or(0, |number| number + 1));
                *self = Self::Large(all.collect());
                self.put(cell, number);
            }
        }
    }

    fn weight(&self) -> usize {
        match self {
            Self::Small(cells) => cells.capacity() * 3,
            Self::Large(cells) => cells.weight(),
        }
    }
}

impl Shard {
    /// An empty one with room for so many numbers.
    pub fn for_numbers(full: usize) -> Self {
        Self { cells: Cells::new(cells_for(full)), full: 0 }
    }

    /// Bytes asked of the allocator.
    pub fn weight(&self) -> usize {
        self.cells.weight()
    }

    fn start(&self, home: u32) -> usize {
        ((u64::from(home) * self.cells.len() as u64) >> 32) as usize
    }

    /// The cell and the number that is looked for, among the full cells from `home` on.
    #[inline]
    pub fn probe(&self, home: u32, wanted: impl Fn(u32) -> bool) -> Option<(usize, u32)> {
        let mut cell = self.start(home);
        for _ in 0..self.cells.len() {
            let number = self.cells.number(cell)?;
            if wanted(number) {
                return Some((cell, number));
            }
            cell = if cell + 1 == self.cells.len() { 0 } else { cell + 1 };
        }
        None
    }

    /// Enters a number; there must be room for it.
    pub fn put(&mut self, home: u32, number: u32) {
        let (start, length) = (self.start(home), self.cells.len());
        let empty = (start..length).chain(0..start).find(|cell| self.cells.number(*cell).is_none());
        if let Some(cell) = empty {
            self.cells.put(cell, Some(number));
            self.full += 1;
        }
    }

    /// Keeps a sixth of the cells empty. When there is no room it is made for half as many again.
    pub fn make_room(&mut self, home_of: impl Fn(u32) -> u32) {
        if (self.full + 1) * 6 > self.cells.len() * 5 {
            self.fit(self.full * 3 / 2, home_of);
        }
    }

    /// Moves into as many cells as so many numbers need.
    pub fn fit(&mut self, full: usize, home_of: impl Fn(u32) -> u32) {
        let old = std::mem::replace(&mut self.cells, Cells::new(cells_for(full)));
        self.full = 0;
        for number in (0..old.len()).filter_map(|cell| old.number(cell)) {
            self.put(home_of(number), number);
        }
    }

    /// Empties a number's cell, and moves those behind it that were pushed away from home.
    pub fn take(&mut self, home: u32, number: u32, home_of: impl Fn(u32) -> u32) {
        let Some((cell, _)) = self.probe(home, |other| other == number) else { return };
        let length = self.cells.len();
        let followers: Vec<u32> = (1..length).map_while(|step| self.cells.number((cell + step) % length)).collect();
        for step in 0..=followers.len() {
            self.cells.put((cell + step) % length, None);
        }
        self.full -= followers.len() + 1;
        for number in followers {
            self.put(home_of(number), number);
        }
    }
}

/// Cells for so many numbers, and a few more.
const fn cells_for(full: usize) -> usize {
    full * 9 / 7 + 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_three_bytes_and_of_four_are_found_and_taken() {
        let mut shard = Shard::for_numbers(4);
        let numbers: Vec<u32> = (0..400).map(|n| if n < 300 { n * 50_000 } else { 0xFF_FFFE + n - 300 }).collect();
        let home = |number: u32| number.wrapping_mul(0x9E37_79B9);
        for number in &numbers {
            shard.make_room(home);
            shard.put(home(*number), *number);
        }
        numbers.iter().step_by(3).for_each(|number| shard.take(home(*number), *number, home));
        let found = |number: u32| shard.probe(home(number), |other| other == number).map(|(_, number)| number);
        let is_there = |(n, number): (usize, &u32)| found(*number) == Some(*number).filter(|_| n % 3 > 0);
        assert!(numbers.iter().enumerate().all(is_there));
        assert_eq!(shard.full, 266);
    }
}
