//! From long ids to short numbers and back.
//!
//! Every work and every term has a number below the count of them, so that a table about it is an array. Ids that rise with their
//! numbers, as those of an archive's works do when a finder is filled, are looked up where they stand. The others have a map, which
//! is split into shards, so that growing it never stops the house for longer than one shard takes. While a finder is filled a wide
//! map stands in its place, which takes six times as much memory and finds an id, or that there is none, at one look.

mod shard;
mod walk;
mod wide;

use std::io::{Read, Write};

use crate::cells::{at, set};
use crate::packed::{PAGE, Packed};
use crate::posting::insert_sorted;
use crate::snapshot::{In, Keep, Out, SnapshotError};
use shard::Shard;
use wide::Wide;

/// Shards of the map from ids to numbers.
const SHARDS: usize = 256;

/// Rising ids behind one head: a page of the column, which is read as a whole.
const STRIDE: u32 = PAGE as u32;

/// Ids of at most 48 bits and their numbers.
#[derive(Debug, Clone)]
pub struct Ids {
    /// The ids by number.
    column: Packed,
    /// The ids of so many numbers, the first ones, rise and are not in the map.
    rising: u32,
    /// The id of every so-manieth of them, close together: a search among millions begins where it stays in a near cache.
    heads: Vec<u64>,
    /// Numbers among those whose ids were removed. They are given to no other id, which would not be in its place.
    gone: Vec<u32>,
    shards: Vec<Shard>,
    /// Until it settles, in place of the shards: all ids, those that rise too.
    wide: Option<Wide>,
    /// Other numbers that can be given again.
    free: Vec<u32>,
}

/// Where a number is at home in its shard.
fn home_of(column: &Packed, number: u32) -> u32 {
    place(column.get(number)).1
}

impl Default for Ids {
    fn default() -> Self {
        let shards = vec![Shard::default(); SHARDS];
        Self {
            column: Packed::default(),
            rising: 0,
            heads: Vec::new(),
            gone: Vec::new(),
            shards,
            wide: None,
            free: Vec::new(),
        }
    }
}

impl Ids {
    /// One more than the highest number given so far.
    pub fn bound(&self) -> u32 {
        self.column.len()
    }

    /// How many ids have a number.
    pub fn len(&self) -> usize {
        self.column.len() as usize - self.free.len() - self.gone.len()
    }

    /// The id behind a number.
    #[inline]
    pub fn id(&self, number: u32) -> u64 {
        self.column.get(number)
    }

    /// The number of an id.
    pub fn get(&self, id: u64) -> Option<u32> {
        if let Some(wide) = &self.wide {
            return wide.get(id);
        }
        match self.head_of(id) {
            Some(head) => self.get_behind(head, id),
            None => self.find_in_map(id),
        }
    }

    /// The number of an id whose head is known.
    fn get_behind(&self, head: usize, id: u64) -> Option<u32> {
        match self.find_behind(head, id) {
            Some(number) => self.still_there(number),
            None => self.find_in_map(id),
        }
    }

    /// A number among those whose ids rise, unless its id was removed.
    fn still_there(&self, number: u32) -> Option<u32> {
        self.gone.binary_search(&number).is_err().then_some(number)
    }

    /// While it is filled: asks for what is known of an id, for whoever wants its number soon. What it says is of no meaning.
    #[inline]
    pub fn look_ahead(&self, id: u64) -> u32 {
        self.wide.as_ref().map_or(0, |wide| wide.look_ahead(id))
    }

    /// The number of an id, which gets one if it has none. Numbers of removed ids are given again.
    pub fn number(&mut self, id: u64) -> u32 {
        if let Some(number) = self.get(id) {
            return number;
        }
        let number = self.take_back(id).unwrap_or_else(|| self.next(id));
        if number >= self.rising || self.wide.is_some() {
            self.enter(number);
        }
        number
    }

    /// Takes an id's number away.
    pub fn remove(&mut self, id: u64) {
        let Some(number) = self.get(id) else { return };
        let (rises, (shard, home), column) = (number < self.rising, place(id), &self.column);
        match (&mut self.wide, self.shards.get_mut(shard)) {
            (Some(wide), _) => wide.remove(id),
            (None, Some(shard)) if !rises => shard.take(home, number, |number| home_of(column, number)),
            (None, _) => {}
        }
        if rises {
            insert_sorted(&mut self.gone, number);
        } else {
            self.free.push(number);
        }
    }

    /// An empty one that is going to be filled.
    pub fn to_fill() -> Self {
        Self { wide: Some(Wide::default()), ..Self::default() }
    }

    /// Gives back memory that was kept for growing or filling.
    pub fn settle(&mut self) {
        self.column.settle();
        self.heads.shrink_to_fit();
        if self.wide.take().is_some() {
            return self.make_shards();
        }
        let column = &self.column;
        self.shards.iter_mut().for_each(|shard| shard.fit(shard.full, |number| home_of(column, number)));
    }

    /// Enters all ids that do not rise.
    fn make_shards(&mut self) {
        let mut idle = vec![false; self.bound() as usize];
        for number in &self.free {
            set(&mut idle, *number, true);
        }
        let mapped = (self.bound().saturating_sub(self.rising) as usize).saturating_sub(self.free.len());
        self.shards = vec![Shard::for_numbers(mapped / SHARDS); SHARDS];
        for number in (self.rising..self.bound()).filter(|number| !at(&idle, *number)) {
            self.enter(number);
        }
    }

    /// A number among those that rise that waits for this id.
    fn take_back(&mut self, id: u64) -> Option<u32> {
        if self.gone.is_empty() {
            return None;
        }
        let number = self.find_behind(self.head_of(id)?, id)?;
        let waits = self.gone.binary_search(&number).ok()?;
        Some(self.gone.remove(waits))
    }

    /// Another number for an id.
    fn next(&mut self, id: u64) -> u32 {
        let number = self.free.pop().unwrap_or_else(|| self.bound());
        let rises = number == self.rising && number.checked_sub(1).is_none_or(|last| self.id(last) < id);
        self.column.put(number, id);
        if rises {
            self.rise();
        }
        number
    }

    /// The next number is one of those whose ids rise.
    fn rise(&mut self) {
        if self.rising.is_multiple_of(STRIDE) {
            self.heads.push(self.id(self.rising));
        }
        self.rising += 1;
    }

    /// The place of the head behind which an id stands, if it stands among those that rise.
    fn head_of(&self, id: u64) -> Option<usize> {
        if self.id(self.rising.checked_sub(1)?) < id {
            return None;
        }
        self.heads.partition_point(|head| *head <= id).checked_sub(1)
    }

    /// The number of an id among those that rise behind this head, gone or not.
    fn find_behind(&self, head: usize, id: u64) -> Option<u32> {
        let first = head as u32 * STRIDE;
        let page = self.column.page(first);
        let (mut from, mut to) = (0, self.rising.min(first + STRIDE) - first);
        while to - from > 1 {
            let middle = from.midpoint(to);
            *(if page.get(middle as usize) <= id { &mut from } else { &mut to }) = middle;
        }
        (page.get(from as usize) == id).then_some(first + from)
    }

    fn find_in_map(&self, id: u64) -> Option<u32> {
        let (shard, home) = place(id);
        self.shards.get(shard)?.probe(home, |number| self.id(number) == id).map(|(_, number)| number)
    }

    fn enter(&mut self, number: u32) {
        let (id, column) = (self.id(number), &self.column);
        let (shard, home) = place(id);
        if let Some(wide) = &mut self.wide {
            wide.put(id, number);
        } else if let Some(shard) = self.shards.get_mut(shard) {
            shard.make_room(|number| home_of(column, number));
            shard.put(home, number);
        }
    }
}

impl Keep for Ids {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        self.column.keep(out)?;
        self.rising.keep(out)?;
        self.gone.keep(out)?;
        self.free.keep(out)
    }

    /// The map follows.
    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        let column = Packed::fetch(from)?;
        let (rising, gone, free) = (Keep::fetch(from)?, Keep::fetch(from)?, Keep::fetch(from)?);
        let heads = (0..rising).step_by(STRIDE as usize).map(|number| column.get(number)).collect();
        let mut ids = Self { column, rising, heads, gone, free, ..Self::default() };
        ids.make_shards();
        Ok(ids)
    }

    fn weight(&self) -> usize {
        let shards = self.shards.iter().map(Shard::weight).sum::<usize>();
        self.column.weight() + self.heads.weight() + self.gone.weight() + self.free.weight() + shards
    }
}

/// The shard of an id, and where in it to look first, as a share of 2³².
#[inline]
fn place(id: u64) -> (usize, u32) {
    let hash = (id ^ id >> 23).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((hash >> 56) as usize % SHARDS, (hash >> 24) as u32)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn a_map_that_grows_and_shrinks_stays_true() {
        for ids in [Ids::default(), Ids::to_fill()] {
            stays_true(ids);
        }
    }

    fn stays_true(mut ids: Ids) {
        let mut truth = HashMap::new();
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
        for _ in 0..2 {
            assert!(truth.iter().all(|(id, number)| ids.get(*id) == Some(*number) && ids.id(*number) == *id));
            ids.settle();
            assert!(ids.wide.is_none());
        }
    }

    #[test]
    fn ids_that_rise_are_found_without_a_map_and_others_beside_them() {
        let mut ids = Ids::default();
        // Evenly, in a heap, and far away.
        let rising: Vec<u64> = (0..3_000).chain((0..3_000).map(|n| n * n * 77 + 9_000)).chain([1 << 47]).collect();
        assert!(rising.iter().zip(0..).all(|(id, number)| ids.number(*id) == number));
        assert_eq!((ids.rising, ids.shards.iter().map(|shard| shard.full).sum::<usize>()), (6_001, 0));
        let others: Vec<u64> = (1..500).map(|n| 9_001 + n * n * 77).collect();
        assert!(others.iter().zip(6_001..).all(|(id, number)| ids.number(*id) == number));
        let all = rising.iter().chain(&others);
        assert!(all.zip(0..).all(|(id, number)| (ids.get(*id), ids.id(number)) == (Some(number), *id)));
        assert_eq!([5_000, 9_002, 1 << 46, u64::MAX >> 16].map(|id| ids.get(id)), [None; 4]);
    }

    #[test]
    fn many_ids_are_found_together_as_they_are_one_by_one() {
        for (count, others) in [(0, 30), (1, 0), (64, 3), (9_000, 500)] {
            let mut ids = Ids::default();
            // In heaps, some of which end before a page does.
            (0..count).for_each(|n| _ = ids.number(1_000 + n / 100 * 90_000 + n % 100 * 7));
            (0..others).for_each(|n| _ = ids.number(1_003 + n * 14));
            (0..count).step_by(11).for_each(|n| ids.remove(1_000 + n / 100 * 90_000 + n % 100 * 7));
            for step in [1, 90, 40_000] {
                let mut asked: Vec<u64> = (0..9_000).map(|n| (n * 7_919 % 9_000) * step).chain([1 << 47]).collect();
                let mut found = Vec::new();
                ids.find_all(&mut asked, |id| *id, |id, number| found.push((*id, number)));
                let one_by_one = asked.iter().filter_map(|id| Some((*id, ids.get(*id)?)));
                assert_eq!(found, one_by_one.collect::<Vec<_>>(), "{count} {others} {step}");
            }
        }
    }

    #[test]
    fn a_number_among_rising_ones_waits_for_its_id_and_any_other_goes_to_the_next() {
        let mut ids = Ids::default();
        assert_eq!([10, 20, 30, 15].map(|id| ids.number(id)), [0, 1, 2, 3]);
        ids.remove(20);
        ids.remove(15);
        assert_eq!((ids.len(), ids.get(20), ids.get(15)), (2, None, None));
        assert_eq!((ids.number(25), ids.number(20), ids.number(26)), (3, 1, 4));
        assert_eq!((ids.len(), ids.get(20), ids.get(25), ids.id(1)), (5, Some(1), Some(3), 20));
    }
}
