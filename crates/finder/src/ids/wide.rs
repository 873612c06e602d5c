//! The map from ids to numbers while a finder is filled.
//!
//! A cell holds the whole id, and a third of all cells stay empty: whether an id is there is seen at one look, and for a whole
//! archive that look goes to memory. Whoever is going to look for several ids looks ahead for all of them, so that their cells
//! are fetched side by side.

use super::{SHARDS, place};
use crate::cells::{at, set};

/// A number that was taken away; others may have been pushed behind it.
const GONE: u32 = u32::MAX;

/// Ids and numbers, in shards that grow one by one.
#[derive(Debug, Clone)]
pub struct Wide(Vec<Shard>);

#[derive(Debug, Clone, Default)]
struct Shard {
    cells: Vec<Cell>,
    full: usize,
}

/// An id in two halves and its number plus one, or nothing.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    low: u32,
    high: u32,
    stored: u32,
}

impl Cell {
    const fn of(id: u64, number: u32) -> Self {
        Self { low: id as u32, high: (id >> 32) as u32, stored: number + 1 }
    }

    const fn id(self) -> u64 {
        (self.high as u64) << 32 | self.low as u64
    }

    const fn is_empty(self) -> bool {
        self.stored == 0
    }

    const fn holds(self, id: u64) -> bool {
        self.id() == id && !self.is_empty() && self.stored != GONE
    }
}

impl Default for Wide {
    fn default() -> Self {
        Self(vec![Shard::default(); SHARDS])
    }
}

impl Wide {
    /// Asks for the cell of an id; what it says is of no meaning.
    #[inline]
    pub fn look_ahead(&self, id: u64) -> u32 {
        let (shard, home) = place(id);
        self.0.get(shard).map_or(0, |shard| at(&shard.cells, shard.start(home)).stored)
    }

    /// The number of an id.
    #[inline]
    pub fn get(&self, id: u64) -> Option<u32> {
        let (shard, home) = place(id);
        let shard = self.0.get(shard)?;
        shard.find(id, home).map(|cell| at(&shard.cells, cell).stored - 1)
    }

    /// Enters an id that is not there.
    pub fn put(&mut self, id: u64, number: u32) {
        let (shard, home) = place(id);
        if let Some(shard) = self.0.get_mut(shard) {
            shard.make_room();
            shard.put(home, Cell::of(id, number));
        }
    }

    /// Takes an id away.
    pub fn remove(&mut self, id: u64) {
        let (shard, home) = place(id);
        let Some(shard) = self.0.get_mut(shard) else { return };
        if let Some(cell) = shard.find(id, home) {
            set(&mut shard.cells, cell, Cell { stored: GONE, ..Cell::default() });
        }
    }
}

impl Shard {
    #[inline]
    fn start(&self, home: u32) -> u32 {
        ((u64::from(home) * self.cells.len() as u64) >> 32) as u32
    }

    const fn after(&self, cell: u32) -> u32 {
        if cell as usize + 1 == self.cells.len() { 0 } else { cell + 1 }
    }

    #[inline]
    fn find(&self, id: u64, home: u32) -> Option<u32> {
        let mut place = self.start(home);
        loop {
            let cell = at(&self.cells, place);
            if cell.holds(id) {
                return Some(place);
            }
            if cell.is_empty() {
                return None;
            }
            place = self.after(place);
        }
    }

    fn put(&mut self, home: u32, cell: Cell) {
        let mut place = self.start(home);
        while !at(&self.cells, place).is_empty() {
            place = self.after(place);
        }
        set(&mut self.cells, place, cell);
        self.full += 1;
    }

    /// Keeps a third of the cells empty, more where it has just grown.
    fn make_room(&mut self) {
        if 3 * (self.full + 1) <= 2 * self.cells.len() {
            return;
        }
        let fresh = vec![Cell::default(); self.cells.len() * 3 / 2 + 16];
        let old = std::mem::replace(&mut self.cells, fresh);
        self.full = 0;
        for cell in old.into_iter().filter(|cell| !cell.is_empty() && cell.stored != GONE) {
            self.put(place(cell.id()).1, cell);
        }
    }
}
