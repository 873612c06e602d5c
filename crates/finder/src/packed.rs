//! Numbers by place, each in as few bits as its neighbours need.
//!
//! Sixty-four numbers make a page, whose cells have as many bits as nearly all of them need; the few that are larger stand apart, and
//! their cells are full. Pages of a chunk lie side by side, so that a number is found by where its page begins. What a cell holds is how
//! often a step is to be added to the least number of the chunk: times that are known by the day only are numbers of days. Of numbers that
//! rise evenly cells hold how far they are above a line.
//! The last numbers wait unpacked until they fill a chunk.

use std::io::{Read, Write};

use crate::cells::{at, set};
use crate::snapshot::{In, Keep, Out, SnapshotError, keep_fields};

/// Numbers of a page, as many as a word has bits: so a page takes as many words as a cell has bits.
pub const PAGE: usize = 64;
const PAGES: usize = 64;
/// Numbers of a chunk.
const CHUNK: usize = PAGE * PAGES;
/// Bits that a number takes that stands apart.
const APART: usize = 8 * size_of::<(u16, u64)>();
/// So many numbers may be put apart before a chunk is packed anew.
const LATE: u8 = 32;

/// Numbers by place; where none was put it is zero.
#[derive(Debug, Clone, Default)]
pub struct Packed {
    chunks: Vec<Chunk>,
    /// Behind them, until there are enough for a chunk.
    tail: Vec<u64>,
}

/// Numbers that are packed together.
#[derive(Debug, Clone)]
pub struct Chunk {
    least: u64,
    step: u64,
    /// By how much numbers rise from place to place, if all do.
    rise: u64,
    /// The word with which each page begins, and where the last one ends.
    starts: [u16; PAGES + 1],
    words: Box<[u64]>,
    /// By place, numbers for which cells have no room.
    apart: Vec<(u16, u64)>,
    /// How many came there since the chunk was packed.
    late: u8,
}

impl Packed {
    /// The number at a place.
    #[inline]
    pub fn get(&self, place: u32) -> u64 {
        let (chunk, within) = (place as usize / CHUNK, place as usize % CHUNK);
        match self.chunks.get(chunk) {
            Some(chunk) => chunk.get(within),
            None if chunk == self.chunks.len() => at(&self.tail, within as u32),
            None => 0,
        }
    }

    /// The page that begins at a place, for whoever wants several of its numbers.
    #[inline]
    pub fn page(&self, place: u32) -> Page<'_> {
        let (chunk, within) = (place as usize / CHUNK, place as usize % CHUNK);
        match self.chunks.get(chunk) {
            Some(chunk) => Page::Packed { chunk, first: within, room: chunk.room(within) },
            None if chunk == self.chunks.len() => Page::Plain(self.tail.get(within..).unwrap_or_default()),
            None => Page::Plain(&[]),
        }
    }

    /// Puts a number to a place.
    pub fn put(&mut self, place: u32, number: u64) {
        let (chunk, within) = (place as usize / CHUNK, place as usize % CHUNK);
        if let Some(chunk) = self.chunks.get_mut(chunk) {
            return chunk.put(within, number);
        }
        while self.chunks.len() < chunk {
            self.tail.resize(CHUNK, 0);
            self.chunks.push(Chunk::of(&self.tail));
            self.tail.clear();
        }
        if self.tail.len() <= within {
            self.tail.resize(within + 1, 0);
        }
        set(&mut self.tail, within as u32, number);
    }

    /// One more than the last place to which a number was put.
    pub fn len(&self) -> u32 {
        (self.chunks.len() * CHUNK + self.tail.len()) as u32
    }

    /// The numbers.
    pub fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        (0..self.len()).map(|place| self.get(place))
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.chunks.shrink_to_fit();
        self.tail.shrink_to_fit();
    }
}

impl FromIterator<u64> for Packed {
    fn from_iter<I: IntoIterator<Item = u64>>(numbers: I) -> Self {
        let mut packed = Self::default();
        (0..).zip(numbers).for_each(|(place, number)| packed.put(place, number));
        packed.settle();
        packed
    }
}

impl Chunk {
    fn of(numbers: &[u64]) -> Self {
        let rise = rise(numbers);
        // Numbers are at most half of the largest where they rise, so that none is less than nothing here.
        let above: Vec<u64> =
            (0..).zip(numbers).map(|(place, number)| number + rise * (CHUNK as u64 - place)).collect();
        let least = above.iter().copied().min().unwrap_or_default();
        let step = step(&above, least);
        let cells: Vec<u64> = above.iter().map(|above| (above - least) / step).collect();
        let least = least.wrapping_sub(rise * CHUNK as u64);
        let mut starts = [0; PAGES + 1];
        let mut end = 0;
        for (page, start) in cells.chunks(PAGE).zip(starts.iter_mut().skip(1)) {
            end += width(page);
            *start = end as u16;
        }
        let words = vec![0; end].into_boxed_slice();
        let mut chunk = Self { least, step, rise, starts, words, apart: Vec::new(), late: 0 };
        for (place, (cell, number)) in cells.iter().zip(numbers).enumerate() {
            if *cell <= chunk.room(place).full {
                chunk.write(place, *cell);
            } else {
                chunk.write(place, u64::MAX);
                chunk.apart.push((place as u16, *number));
            }
        }
        chunk.apart.shrink_to_fit();
        chunk
    }

    /// Where the cell of a place is.
    #[inline]
    fn room(&self, place: usize) -> Room {
        let page = place / PAGE;
        let [start, end] = [page, page + 1].map(|page| usize::from(at(&self.starts, page as u32)));
        Room { word: start, shift: 0, full: full(end.saturating_sub(start)) }.after(place % PAGE)
    }

    #[inline]
    fn get(&self, place: usize) -> u64 {
        self.read(place, self.room(place))
    }

    #[inline]
    fn read(&self, place: usize, Room { word, shift, full }: Room) -> u64 {
        let [low, high] = [word, word + 1].map(|word| u128::from(at(&self.words, word as u32)));
        let cell = ((high << PAGE | low) >> shift) as u64 & full;
        if cell == full
            && !self.apart.is_empty()
            && let Ok(found) = self.found_apart(place)
        {
            return self.apart.get(found).map_or(0, |(_, number)| *number);
        }
        self.line(place).wrapping_add(cell.wrapping_mul(self.step))
    }

    /// What the number at a place is if its cell holds nothing.
    #[inline]
    const fn line(&self, place: usize) -> u64 {
        self.least.wrapping_add(self.rise.wrapping_mul(place as u64))
    }

    fn write(&mut self, place: usize, cell: u64) {
        let Room { word, shift, full } = self.room(place);
        let [mask, bits] = [full, cell & full].map(|bits| u128::from(bits) << shift);
        for (word, half) in [(word, 0), (word + 1, PAGE)] {
            if let Some(word) = self.words.get_mut(word) {
                *word = *word & !((mask >> half) as u64) | (bits >> half) as u64;
            }
        }
    }

    /// Where a place is among those whose numbers stand apart, or where it would be.
    fn found_apart(&self, place: usize) -> Result<usize, usize> {
        self.apart.binary_search_by_key(&place, |(other, _)| usize::from(*other))
    }

    fn put(&mut self, place: usize, number: u64) {
        let found = self.found_apart(place);
        let above = number.wrapping_sub(self.line(place));
        if above.is_multiple_of(self.step) && above / self.step <= self.room(place).full {
            self.write(place, above / self.step);
            if let Ok(found) = found {
                self.apart.remove(found);
            }
            return;
        }
        match found {
            Ok(found) => self.apart.iter_mut().skip(found).take(1).for_each(|(_, old)| *old = number),
            Err(before) => {
                self.write(place, u64::MAX);
                self.apart.insert(before, (place as u16, number));
                self.late += 1;
            }
        }
        if self.late == LATE {
            *self = Self::of(&(0..CHUNK).map(|place| self.get(place)).collect::<Vec<_>>());
        }
    }
}

/// Where a cell is, and what a full one holds.
#[derive(Clone, Copy)]
pub struct Room {
    word: usize,
    shift: usize,
    full: u64,
}

/// Sixty-four numbers that lie side by side.
pub enum Page<'a> {
    /// In a chunk, from this place in it on, and where the first cell is.
    Packed { chunk: &'a Chunk, first: usize, room: Room },
    /// As they are; what is not there is zero.
    Plain(&'a [u64]),
}

impl Page<'_> {
    /// One of them.
    #[inline]
    pub fn get(&self, number: usize) -> u64 {
        match self {
            Self::Packed { chunk, first, room } => chunk.read(first + number, room.after(number)),
            Self::Plain(numbers) => at(numbers, number as u32),
        }
    }

    /// All of them.
    pub fn all(&self) -> [u64; PAGE] {
        std::array::from_fn(|number| self.get(number))
    }
}

impl Room {
    /// So many cells further in the same page.
    #[inline]
    const fn after(self, cells: usize) -> Self {
        let bit = cells * self.full.count_ones() as usize;
        Self { word: self.word + bit / PAGE, shift: bit % PAGE, full: self.full }
    }
}

/// As many bits, all set.
#[inline]
const fn full(width: usize) -> u64 {
    1_u64.unbounded_shl(width as u32).wrapping_sub(1)
}

/// By how much numbers that all rise do so on the average.
fn rise(numbers: &[u64]) -> u64 {
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else { return 0 };
    let rises = *last < u64::MAX / 2 && numbers.is_sorted_by(|one, other| one < other);
    if rises { (last - first) / numbers.len() as u64 } else { 0 }
}

/// The largest step in which all numbers are reached from the least.
fn step(numbers: &[u64], least: u64) -> u64 {
    let mut step = 0;
    for number in numbers {
        let (mut one, mut other) = (number - least, step);
        while other != 0 {
            (one, other) = (other, one % other);
        }
        step = one;
        if step == 1 {
            break;
        }
    }
    step.max(1)
}

/// With how many bits for each number, and the larger ones apart, a page takes least memory.
fn width(page: &[u64]) -> usize {
    let mut needing = [0_usize; 65];
    for cell in page {
        let bits = u64::BITS - cell.leading_zeros();
        needing.iter_mut().skip(bits as usize).take(1).for_each(|count| *count += 1);
    }
    let (mut larger, mut best) = (0, (usize::MAX, 0));
    for (bits, count) in needing.iter().enumerate().rev() {
        best = best.min((bits * PAGE + larger * APART, bits));
        larger += count;
    }
    best.1
}

keep_fields!(Packed { chunks, tail });

impl Keep for Chunk {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        self.least.keep(out)?;
        self.step.keep(out)?;
        self.rise.keep(out)?;
        self.starts.to_vec().keep(out)?;
        self.words.to_vec().keep(out)?;
        let (places, numbers): (Vec<u16>, Vec<u64>) = self.apart.iter().copied().unzip();
        places.keep(out)?;
        numbers.keep(out)
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        let (least, step, rise) = (Keep::fetch(from)?, u64::fetch(from)?.max(1), Keep::fetch(from)?);
        let starts: Vec<u16> = Keep::fetch(from)?;
        let starts = starts.try_into().map_err(|_| SnapshotError::Damaged)?;
        let words: Vec<u64> = Keep::fetch(from)?;
        let (places, numbers): (Vec<u16>, Vec<u64>) = (Keep::fetch(from)?, Keep::fetch(from)?);
        let apart = places.into_iter().zip(numbers).collect();
        Ok(Self { least, step, rise, starts, words: words.into(), apart, late: 0 })
    }

    fn weight(&self) -> usize {
        size_of_val(&*self.words) + self.apart.capacity() * size_of::<(u16, u64)>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roll(dice: &mut u64) -> u64 {
        *dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *dice >> 24
    }

    #[test]
    fn numbers_of_all_sizes_come_back_however_often_they_change() {
        let (mut packed, mut truth, mut dice) = (Packed::default(), vec![0; 3 * CHUNK + 100], 1);
        for turn in 0..6 * CHUNK {
            let place = if turn < truth.len() { turn } else { roll(&mut dice) as usize % truth.len() };
            let large = roll(&mut dice).is_multiple_of(50);
            let bits = if large { 24 } else { 60 - place / PAGE % 30 };
            truth[place] = roll(&mut dice) << 24 >> bits | if place % 977 == 0 { u64::MAX - 5 } else { 0 };
            packed.put(place as u32, truth[place]);
        }
        assert!(truth.iter().zip(0..).all(|(number, place)| packed.get(place) == *number));
        let again: Packed = truth.iter().copied().collect();
        assert!(truth.iter().zip(0..).all(|(number, place)| again.get(place) == *number));
        assert_eq!((packed.get(truth.len() as u32), packed.get(u32::MAX)), (0, 0));
    }

    #[test]
    fn a_place_far_behind_leaves_zeros_before_it() {
        let mut packed = Packed::default();
        packed.put(3 * CHUNK as u32 + 5, 77);
        assert_eq!([0, CHUNK as u32, 3 * CHUNK as u32 + 5].map(|place| packed.get(place)), [0, 0, 77]);
        packed.put(7, 1 << 50);
        assert_eq!([6, 7, 8].map(|place| packed.get(place)), [0, 1 << 50, 0]);
    }

    #[test]
    fn numbers_take_the_bits_that_their_neighbours_need() {
        let bits = |numbers: &dyn Fn(u64) -> u64| {
            let packed: Packed = (0..=CHUNK as u64).map(numbers).collect();
            (packed.weight() - packed.chunks.capacity() * size_of::<Chunk>()) as f64 * 8.0 / CHUNK as f64
        };
        assert!((4.0..4.1).contains(&bits(&|place| place % 16)));
        // One in a page, and one in a chunk, far larger than the rest.
        assert!((6.0..6.1).contains(&bits(&|place| if place % 64 == 9 { 1 << 40 } else { place % 16 })));
        assert!((4.0..4.1).contains(&bits(&|place| if place == 9 { 1 << 40 } else { place % 16 })));
        // Days, as milliseconds since 1970, and one second among them.
        assert!((10.0..10.1).contains(&bits(&|place| 1_230_000_000_000 + place * 7_919 % 1_000 * 86_400_000)));
        assert!(bits(&|place| 1_230_000_000_000 + place * 7_919 % 1_000 * 86_400_000 + place / 4_095) > 26.0);
        // Rising, here faster and there slower.
        assert!(bits(&|place| (place << 20) + ((place * 7_919 % 1_000) << 10)) < 20.1);
    }

    #[test]
    fn a_page_is_full_when_its_numbers_say_so() {
        assert_eq!([0, 1, 7, 63, 64].map(full), [0, 1, 127, u64::MAX >> 1, u64::MAX]);
        let all: Packed = (0..=CHUNK as u64).map(|place| place * (u64::MAX / CHUNK as u64)).collect();
        assert!((0..CHUNK as u32).all(|place| all.get(place) == u64::from(place) * (u64::MAX / CHUNK as u64)));
    }
}
