//! Sets of works in blocks of 65,536: a block is a sorted list while it is thin and a bitmap when it is not.
//!
//! Blocks stand in an array, so that asking for one work is one step and, in a bitmap, one bit.

use std::io::{Read, Write};

use crate::snapshot::{In, Keep, Out, SnapshotError, keep_fields};

/// How many works a block spans.
pub const SPAN: u32 = 1 << 16;
/// Longer lists become bitmaps, which one look tells whether they have a work. From 4,096 on they take more memory than a bitmap; those
/// between take up to four times less, and are few: some bytes a work for a fifth of a question's time.
const LONGEST: usize = 1_024;
/// A bitmap this thin becomes a list again.
const THIN: u32 = 512;
const WORDS: usize = 1_024;

/// A bitmap over one block, and how many bits are set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bits {
    words: Box<[u64; WORDS]>,
    len: u32,
}

/// A part of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Sorted places within the block.
    Few(Vec<u16>),
    /// One bit for each place.
    Many(Bits),
}

/// A set of works.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blocks {
    blocks: Vec<Block>,
    len: u64,
}

impl Bits {
    /// No bit set.
    pub fn none() -> Self {
        Self { words: Box::new([0; WORDS]), len: 0 }
    }

    /// Whether a place is in it.
    #[inline]
    pub fn has(&self, place: u16) -> bool {
        self.words.get(usize::from(place >> 6)).is_some_and(|word| word >> (place & 63) & 1 == 1)
    }

    /// Sets a bit; says whether it was not.
    #[inline]
    pub fn set(&mut self, place: u16) -> bool {
        let Some(word) = self.words.get_mut(usize::from(place >> 6)) else { return false };
        let fresh = *word >> (place & 63) & 1 == 0;
        *word |= 1 << (place & 63);
        self.len += u32::from(fresh);
        fresh
    }

    /// Clears a bit; says whether it was set.
    pub fn clear(&mut self, place: u16) -> bool {
        let Some(word) = self.words.get_mut(usize::from(place >> 6)) else { return false };
        let was = *word >> (place & 63) & 1 == 1;
        *word &= !(1 << (place & 63));
        self.len -= u32::from(was);
        was
    }

    /// Combines two bitmaps word by word.
    #[inline]
    pub fn combine(&mut self, other: &Self, how: impl Fn(u64, u64) -> u64) {
        let mut len = 0;
        for (mine, theirs) in self.words.iter_mut().zip(other.words.iter()) {
            *mine = how(*mine, *theirs);
            len += mine.count_ones();
        }
        self.len = len;
    }

    /// How many bits two bitmaps share.
    pub fn shared(&self, other: &Self) -> u32 {
        self.words.iter().zip(other.words.iter()).map(|(mine, theirs)| (mine & theirs).count_ones()).sum()
    }

    /// The set places, rising.
    pub fn places(&self) -> impl Iterator<Item = u16> + '_ {
        self.words.iter().enumerate().flat_map(|(index, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some((index as u32 * 64 + bit) as u16)
            })
        })
    }

    /// How many bits are set.
    pub const fn len(&self) -> u32 {
        self.len
    }
}

impl Default for Block {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Block {
    /// How many places it holds.
    pub fn len(&self) -> usize {
        match self {
            Self::Few(list) => list.len(),
            Self::Many(bits) => bits.len() as usize,
        }
    }

    /// Whether a place is in it.
    #[inline]
    pub fn has(&self, place: u16) -> bool {
        match self {
            Self::Few(list) => list.binary_search(&place).is_ok(),
            Self::Many(bits) => bits.has(place),
        }
    }

    /// The block as a part.
    pub fn part(&self) -> super::Part<'_> {
        match self {
            Self::Few(list) => super::Part::Few(list),
            Self::Many(bits) => super::Part::Many(bits),
        }
    }

    fn insert(&mut self, place: u16) -> bool {
        match self {
            Self::Many(bits) => bits.set(place),
            Self::Few(list) => {
                let fresh = insert_sorted(list, place);
                if list.len() > LONGEST {
                    let bits = bits_of(list);
                    *self = Self::Many(bits);
                }
                fresh
            }
        }
    }

    fn remove(&mut self, place: u16) -> bool {
        match self {
            Self::Few(list) => list.binary_search(&place).is_ok_and(|at| {
                list.remove(at);
                true
            }),
            Self::Many(bits) => {
                let was = bits.clear(place);
                if bits.len() < THIN {
                    *self = Self::Few(bits.places().collect());
                }
                was
            }
        }
    }

    /// In the shape that suits its size.
    pub fn fitted(self) -> Self {
        match self {
            Self::Few(list) if list.len() > LONGEST => Self::Many(bits_of(&list)),
            Self::Many(bits) if bits.len() < THIN => Self::Few(bits.places().collect()),
            fitting => fitting,
        }
    }
}

impl Blocks {
    /// A set of sorted works.
    pub fn of(sorted: impl IntoIterator<Item = u32>) -> Self {
        let mut set = Self::default();
        for work in sorted {
            set.insert(work);
        }
        set
    }

    /// A set of works in any order, any of them more than once.
    pub fn of_any(works: impl IntoIterator<Item = u32>) -> Self {
        let mut lists: Vec<Vec<u16>> = Vec::new();
        for work in works {
            let number = (work >> 16) as usize;
            if lists.len() <= number {
                lists.resize_with(number + 1, Vec::new);
            }
            if let Some(list) = lists.get_mut(number) {
                list.push(work as u16);
            }
        }
        let block = |mut list: Vec<u16>| {
            // Bits need no order.
            if list.len() > LONGEST {
                return Block::Many(bits_of(&list)).fitted();
            }
            list.sort_unstable();
            list.dedup();
            Block::Few(list)
        };
        Self::of_blocks(lists.into_iter().map(block).collect())
    }

    /// A set of blocks that were made one after the other.
    pub fn of_blocks(blocks: Vec<Block>) -> Self {
        let len = blocks.iter().map(|block| block.len() as u64).sum();
        Self { blocks, len }
    }

    /// How many works.
    pub const fn len(&self) -> u64 {
        self.len
    }

    /// Whether a work is in it.
    #[inline]
    pub fn has(&self, work: u32) -> bool {
        self.blocks.get((work >> 16) as usize).is_some_and(|block| block.has(work as u16))
    }

    /// Puts a work in; says whether it was not.
    pub fn insert(&mut self, work: u32) -> bool {
        let index = (work >> 16) as usize;
        if self.blocks.len() <= index {
            self.blocks.resize_with(index + 1, Block::default);
        }
        let fresh = self.blocks.get_mut(index).is_some_and(|block| block.insert(work as u16));
        self.len += u64::from(fresh);
        fresh
    }

    /// Takes a work out; says whether it was in.
    pub fn remove(&mut self, work: u32) -> bool {
        let was = self.blocks.get_mut((work >> 16) as usize).is_some_and(|block| block.remove(work as u16));
        self.len -= u64::from(was);
        was
    }

    /// The blocks, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The blocks alone.
    pub fn into_blocks(self) -> Vec<Block> {
        self.blocks
    }

    /// The works, rising.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.blocks.iter().enumerate().flat_map(|(index, block)| {
            let base = index as u32 * SPAN;
            let (few, many) = match block {
                Block::Few(list) => (Some(list.iter().copied()), None),
                Block::Many(bits) => (None, Some(bits.places())),
            };
            few.into_iter().flatten().chain(many.into_iter().flatten()).map(move |place| base + u32::from(place))
        })
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.blocks.shrink_to_fit();
        for block in &mut self.blocks {
            if let Block::Few(list) = block {
                list.shrink_to_fit();
            }
        }
    }
}

keep_fields!(Blocks { blocks, len });

impl Keep for Block {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        match self {
            Self::Few(list) => {
                false.keep(out)?;
                list.keep(out)
            }
            Self::Many(bits) => {
                true.keep(out)?;
                bits.words.to_vec().keep(out)
            }
        }
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        if !bool::fetch(from)? {
            return Ok(Self::Few(Vec::fetch(from)?));
        }
        let words: Vec<u64> = Vec::fetch(from)?;
        let words = words.try_into().map_err(|_| SnapshotError::Damaged)?;
        let mut bits = Bits { words, len: 0 };
        bits.len = bits.words.iter().map(|word| word.count_ones()).sum();
        Ok(Self::Many(bits))
    }

    fn weight(&self) -> usize {
        match self {
            Self::Few(list) => list.weight(),
            Self::Many(bits) => size_of_val(&*bits.words),
        }
    }
}

/// A bitmap of a list.
pub fn bits_of(list: &[u16]) -> Bits {
    let mut bits = Bits::none();
    for place in list {
        bits.set(*place);
    }
    bits
}

/// Puts a value into a sorted list; says whether it was not in. New works come last, so the end is tried first.
pub fn insert_sorted<T: Ord + Copy>(list: &mut Vec<T>, value: T) -> bool {
    if list.last().is_none_or(|last| *last < value) {
        list.push(value);
        return true;
    }
    match list.binary_search(&value) {
        Ok(_) => false,
        Err(at) => {
            list.insert(at, value);
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_changes_shape_and_keeps_its_places() {
        let mut set = Blocks::default();
        assert!((0..6_000).all(|work| set.insert(work * 7)));
        assert!(matches!(set.blocks().first(), Some(Block::Many(_))));
        assert!(!set.insert(7));
        assert!((0..5_000).all(|work| set.remove(work * 7)));
        assert!(matches!(set.blocks().first(), Some(Block::Many(_))), "not at every step across the bound");
        assert!((5_000..5_600).all(|work| set.remove(work * 7)));
        assert!(matches!(set.blocks().first(), Some(Block::Few(_))));
        assert_eq!(set.len(), 400);
        assert_eq!(set.iter().collect::<Vec<_>>(), (5_600..6_000).map(|work| work * 7).collect::<Vec<_>>());
    }

    #[test]
    fn works_far_apart_are_in_blocks_of_their_own() {
        let set = Blocks::of([1, 65_536, 65_537, 900_000]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [1, 65_536, 65_537, 900_000]);
        assert!(set.has(900_000) && !set.has(2) && !set.has(5_000_000));
    }

    #[test]
    fn works_in_any_order_make_the_set_that_they_make_in_theirs() {
        for (count, step) in [(0, 1), (1, 9), (900, 71), (200_000, 7), (6_000, 1), (6_000, 0)] {
            let works = (0..count).map(|work| work * 7_919 % count.max(1) * step);
            let mut sorted: Vec<u32> = works.clone().collect();
            sorted.sort_unstable();
            let (set, expected) = (Blocks::of_any(works.clone().chain(works)), Blocks::of(sorted));
            assert_eq!(set.len(), expected.len(), "{count} {step}");
            assert!(set.iter().eq(expected.iter()), "{count} {step}");
        }
    }
}
