//! The part of a map from ids to numbers that grows by itself.

use crate::snapshot::Keep as _;

/// Open addressing with linear probing; a cell holds a number plus one.
#[derive(Debug, Clone, Default)]
pub struct Shard {
    cells: Vec<u32>,
    pub full: usize,
}

impl Shard {
    /// An empty one with room for so many numbers.
    pub fn for_numbers(full: usize) -> Self {
        Self { cells: vec![0; cells_for(full)], full: 0 }
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
            let number = self.cells.get(cell)?.checked_sub(1)?;
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
        let empty = (start..length).chain(0..start).find(|cell| self.cells.get(*cell) == Some(&0));
        if let Some(cell) = empty.and_then(|cell| self.cells.get_mut(cell)) {
            *cell = number + 1;
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
        let old = std::mem::replace(&mut self.cells, vec![0; cells_for(full)]);
        self.full = 0;
        for number in old.into_iter().filter_map(|cell| cell.checked_sub(1)) {
            self.put(home_of(number), number);
        }
    }

    /// Empties a number's cell, and moves those behind it that were pushed away from home.
    pub fn take(&mut self, home: u32, number: u32, home_of: impl Fn(u32) -> u32) {
        let Some((cell, _)) = self.probe(home, |other| other == number) else { return };
        let length = self.cells.len();
        let followers: Vec<u32> =
            (1..length).map_while(|step| self.cells.get((cell + step) % length)?.checked_sub(1)).collect();
        for step in 0..=followers.len() {
            if let Some(follower) = self.cells.get_mut((cell + step) % length) {
                *follower = 0;
            }
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
