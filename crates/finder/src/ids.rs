//! From long ids to short numbers and back.
//!
//! Every work and every term has a number below the count of them, so that a table about it is an array. The map is split into
//! shards, so that growing it never stops the house for longer than one shard takes.

use std::io::{Read, Write};

use crate::cells::{at, reach, set};
use crate::snapshot::{In, Keep, Out, SnapshotError};

/// Shards of the map from ids to numbers.
const SHARDS: usize = 256;

/// Ids of at most 48 bits and their numbers.
#[derive(Debug, Clone)]
pub struct Ids {
    low: Vec<u32>,
    high: Vec<u16>,
    shards: Vec<Shard>,
    free: Vec<u32>,
}

/// Open addressing with linear probing; a cell holds a number plus one.
#[derive(Debug, Clone, Default)]
struct Shard {
    cells: Vec<u32>,
    full: usize,
}

impl Default for Ids {
    fn default() -> Self {
        Self { low: Vec::new(), high: Vec::new(), shards: vec![Shard::default(); SHARDS], free: Vec::new() }
    }
}

impl Ids {
    /// One more than the highest number given so far.
    pub fn bound(&self) -> u32 {
        self.low.len() as u32
    }

    /// How many ids have a number.
    pub fn len(&self) -> usize {
        self.low.len() - self.free.len()
    }

    /// The id behind a number.
    #[inline]
    pub fn id(&self, number: u32) -> u64 {
        u64::from(at(&self.high, number)) << 32 | u64::from(at(&self.low, number))
    }

    /// The number of an id.
    pub fn get(&self, id: u64) -> Option<u32> {
        let (shard, home) = place(id);
        let shard = self.shards.get(shard)?;
        shard.probe(home, |number| self.id(number) == id).map(|(_, number)| number)
    }

    /// The number of an id, which gets one if it has none. Numbers of removed ids are given again.
    pub fn number(&mut self, id: u64) -> u32 {
        if let Some(number) = self.get(id) {
            return number;
        }
        let number = self.free.pop().unwrap_or(self.low.len() as u32);
        reach(&mut self.low, number);
        reach(&mut self.high, number);
        set(&mut self.low, number, id as u32);
        set(&mut self.high, number, (id >> 32) as u16);
        self.enter(id, number);
        number
    }

    /// Takes an id's number away.
    pub fn remove(&mut self, id: u64) {
        let (shard, home) = place(id);
        let Some(number) = self.get(id) else { return };
        let (low, high) = (&self.low, &self.high);
        let home_of = homes(low, high);
        if let Some(shard) = self.shards.get_mut(shard) {
            shard.take(home, number, home_of);
        }
        self.free.push(number);
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.low.shrink_to_fit();
        self.high.shrink_to_fit();
        let (low, high) = (&self.low, &self.high);
        let home_of = homes(low, high);
        self.shards.iter_mut().for_each(|shard| shard.fit(shard.full * 3 / 2, home_of));
    }

    /// Made of kept columns.
    fn of(low: Vec<u32>, high: Vec<u16>, free: Vec<u32>) -> Self {
        let mut ids = Self { low, high, free, ..Self::default() };
        let mut idle = vec![false; ids.low.len()];
        for number in &ids.free {
            set(&mut idle, *number, true);
        }
        let share = ids.len() / SHARDS;
        for shard in &mut ids.shards {
            shard.cells = vec![0; share * 3 / 2 + 8];
        }
        for number in (0..ids.bound()).filter(|number| !at(&idle, *number)) {
            ids.enter(ids.id(number), number);
        }
        ids
    }

    fn enter(&mut self, id: u64, number: u32) {
        let (shard, home) = place(id);
        let (low, high) = (&self.low, &self.high);
        let home_of = homes(low, high);
        if let Some(shard) = self.shards.get_mut(shard) {
            shard.make_room(home_of);
            shard.put(home, number);
        }
    }
}

impl Keep for Ids {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        self.low.keep(out)?;
        self.high.keep(out)?;
        self.free.keep(out)
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        Ok(Self::of(Vec::fetch(from)?, Vec::fetch(from)?, Vec::fetch(from)?))
    }

    fn weight(&self) -> usize {
        let shards = self.shards.iter().map(|shard| shard.cells.weight()).sum::<usize>();
        self.low.weight() + self.high.weight() + self.free.weight() + shards
    }
}

/// The shard of an id, and where in it to look first, as a share of 2³².
#[inline]
fn place(id: u64) -> (usize, u32) {
    let hash = (id ^ id >> 23).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((hash >> 56) as usize % SHARDS, (hash >> 24) as u32)
}

/// Where numbers are at home.
fn homes<'a>(low: &'a [u32], high: &'a [u16]) -> impl Fn(u32) -> u32 + Copy + 'a {
    |number| place(u64::from(at(high, number)) << 32 | u64::from(at(low, number))).1
}

impl Shard {
    fn start(&self, home: u32) -> usize {
        ((u64::from(home) * self.cells.len() as u64) >> 32) as usize
    }

    /// The cell and the number that is looked for, among the full cells from `home` on.
    #[inline]
    fn probe(&self, home: u32, wanted: impl Fn(u32) -> bool) -> Option<(usize, u32)> {
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

    fn put(&mut self, home: u32, number: u32) {
        let (start, length) = (self.start(home), self.cells.len());
        let empty = (start..length).chain(0..start).find(|cell| self.cells.get(*cell) == Some(&0));
        if let Some(cell) = empty.and_then(|cell| self.cells.get_mut(cell)) {
            *cell = number + 1;
            self.full += 1;
        }
    }

    /// Keeps a quarter of the cells empty. When there is no room it is made for half as many again.
    fn make_room(&mut self, home_of: impl Fn(u32) -> u32) {
        if (self.full + 1) * 4 > self.cells.len() * 3 {
            self.fit(self.full * 2, home_of);
        }
    }

    /// Moves into so many cells, and a few.
    fn fit(&mut self, cells: usize, home_of: impl Fn(u32) -> u32) {
        let old = std::mem::replace(&mut self.cells, vec![0; cells + 8]);
        self.full = 0;
        for number in old.into_iter().filter_map(|cell| cell.checked_sub(1)) {
            self.put(home_of(number), number);
        }
    }

    /// Empties a number's cell, and moves those behind it that were pushed away from home.
    fn take(&mut self, home: u32, number: u32, home_of: impl Fn(u32) -> u32) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn a_map_that_grows_and_shrinks_stays_true() {
        let (mut ids, mut truth) = (Ids::default(), HashMap::new());
        let mut dice = 1_u64;
        for _ in 0..60_000 {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let id = (dice >> 33) % 5_000 * 0x1_0001;
            if dice >> 62 == 0 {
                ids.remove(id);
                truth.remove(&id);
            } else {
                truth.insert(id, ids.number(id));
            }
        }
        assert_eq!(ids.len(), truth.len());
        assert!(truth.iter().all(|(id, number)| ids.get(*id) == Some(*number) && ids.id(*number) == *id));
        let again = Ids::of(ids.low.clone(), ids.high.clone(), ids.free.clone());
        assert!((0..5_000).all(|n| again.get(n * 0x1_0001) == truth.get(&(n * 0x1_0001)).copied()));
    }
}
