//! Which works carry a term: one set for every term, in the form that suits its size.
//!
//! Most terms are on one work only and cost four bytes. Rare ones are packed lists, which are unpacked when they are looked at,
//! frequent ones [`Blocks`]: lists for all would be slow to combine, blocks for all would take several times the memory.

mod blocks;
mod lists;

pub use blocks::{Bits, Block, Blocks, SPAN, bits_of, insert_sorted};

use std::borrow::Cow;
use std::io::{Read, Write};

use crate::cells::{at, reach, set};
use crate::snapshot::{In, Keep, Out, SnapshotError, keep_fields};
use lists::Lists;

/// A list is made into blocks when it is longer than this, and longer than one in `RARE` works, and anyway when it is longer
/// than `LONGEST`.
const SHORT: usize = 256;
const RARE: usize = 2_048;
const LONGEST: usize = 16_384;

/// Where a term's works stand, as one number, because there are so many terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place(u32);

/// Where rooms of lists and numbers of blocks begin among places; below them is the one work itself.
const LIST: u32 = 1 << 31;
const BLOCKS: u32 = 15 << 28;
const NOWHERE: Place = Place(u32::MAX);

/// A place, read.
enum Form {
    Nowhere,
    One(u32),
    List(u32),
    Blocks(u32),
}

impl Place {
    const fn form(self) -> Form {
        match self.0 {
            u32::MAX => Form::Nowhere,
            work if work < LIST => Form::One(work),
            room if room < BLOCKS => Form::List(room - LIST),
            blocks => Form::Blocks(blocks - BLOCKS),
        }
    }
}

impl Default for Place {
    fn default() -> Self {
        NOWHERE
    }
}

/// A look at a term's works.
#[derive(Debug, Clone)]
pub enum View<'a> {
    /// Sorted.
    List(Cow<'a, [u32]>),
    /// In blocks.
    Blocks(&'a Blocks),
}

/// The part of a view that lies in one block.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// Sorted works; only their places in the block count.
    List(&'a [u32]),
    /// Sorted places.
    Few(&'a [u16]),
    /// One bit for each place.
    Many(&'a Bits),
}

/// The works of every term.
#[derive(Debug, Clone, Default)]
pub struct Postings {
    places: Vec<Place>,
    lists: Lists,
    blocks: Vec<Blocks>,
    idle_blocks: Vec<u32>,
    /// The highest work seen, which tells how rare a length is.
    bound: u32,
}

impl Postings {
    /// The works of a term.
    pub fn view(&self, term: u32) -> View<'_> {
        let Some(place) = self.places.get(term as usize) else { return View::none() };
        match place.form() {
            Form::Nowhere => View::none(),
            Form::One(_) => View::list(std::slice::from_ref(&place.0)),
            Form::List(room) => View::List(self.lists.get(room).into()),
            Form::Blocks(index) => self.blocks.get(index as usize).map_or_else(View::none, View::Blocks),
        }
    }

    /// How many works carry a term.
    pub fn count(&self, term: u32) -> u64 {
        match at(&self.places, term).form() {
            Form::Nowhere => 0,
            Form::One(_) => 1,
            Form::List(room) => self.lists.len(room) as u64,
            Form::Blocks(index) => self.blocks.get(index as usize).map_or(0, Blocks::len),
        }
    }

    /// Notes that a work carries a term; says whether that is new.
    pub fn insert(&mut self, term: u32, work: u32) -> bool {
        reach(&mut self.places, term);
        self.bound = self.bound.max(work + 1);
        match at(&self.places, term).form() {
            Form::Nowhere => set(&mut self.places, term, Place(work)),
            Form::One(other) if other == work => return false,
            Form::One(other) => self.replace(term, vec![other.min(work), other.max(work)]),
            Form::Blocks(index) => return self.blocks.get_mut(index as usize).is_some_and(|set| set.insert(work)),
            Form::List(room) => return self.insert_in_list(term, room, work),
        }
        true
    }

    fn insert_in_list(&mut self, term: u32, room: u32, work: u32) -> bool {
        let (now, fresh) = self.lists.insert(room, work);
        set(&mut self.places, term, Place(LIST + now));
        // Whether it is long is asked when it moves, because it takes a look at all of it.
        if now != room && self.is_long(self.lists.len(now)) {
            self.replace(term, self.lists.get(now));
        }
        fresh
    }

    /// Notes that a work no longer carries a term.
    pub fn remove(&mut self, term: u32, work: u32) {
        match at(&self.places, term).form() {
            Form::One(other) if other == work => set(&mut self.places, term, NOWHERE),
            Form::Nowhere | Form::One(_) => {}
            Form::Blocks(index) => {
                self.blocks.get_mut(index as usize).map(|set| set.remove(work));
            }
            Form::List(room) => self.lists.remove(room, work),
        }
    }

    /// Gives a term these works, sorted, instead of those that it has.
    pub fn replace(&mut self, term: u32, sorted: Vec<u32>) {
        reach(&mut self.places, term);
        self.vacate(term);
        self.bound = self.bound.max(sorted.last().map_or(0, |work| work + 1));
        let place = match sorted.as_slice() {
            [] => NOWHERE,
            [work] => Place(*work),
            list if self.is_long(list.len()) => {
                Place(BLOCKS + lodge(&mut self.blocks, &mut self.idle_blocks, Blocks::of(sorted)))
            }
            list => Place(LIST + self.lists.add(list)),
        };
        set(&mut self.places, term, place);
    }

    /// Whether blocks suit so many works better than a list.
    fn is_long(&self, works: usize) -> bool {
        works > SHORT && works > (self.bound as usize / RARE).min(LONGEST)
    }

    /// Empties the place that a term has.
    fn vacate(&mut self, term: u32) {
        match at(&self.places, term).form() {
            Form::Nowhere | Form::One(_) => {}
            Form::List(room) => self.lists.vacate(room),
            Form::Blocks(index) => {
                self.blocks.get_mut(index as usize).map(std::mem::take);
                self.idle_blocks.push(index);
            }
        }
        set(&mut self.places, term, NOWHERE);
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        let mut lists = Lists::default();
        for place in &mut self.places {
            if let Form::List(room) = place.form() {
                *place = Place(LIST + lists.take_over(&self.lists, room));
            }
        }
        lists.settle();
        self.lists = lists;
        self.places.shrink_to_fit();
        self.blocks.iter_mut().for_each(Blocks::settle);
        self.blocks.shrink_to_fit();
    }
}

impl Postings {
    /// What terms with one work, with few and with many of them ask of the allocator.
    pub fn weights(&self) -> [usize; 3] {
        [self.places.weight(), self.lists.weight(), self.blocks.weight() + self.idle_blocks.weight()]
    }
}

keep_fields!(Postings { places, lists, blocks, idle_blocks, bound });

impl Keep for Vec<Place> {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        self.iter().map(|place| place.0).collect::<Vec<u32>>().keep(out)
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        Ok(Vec::<u32>::fetch(from)?.into_iter().map(Place).collect())
    }

    fn weight(&self) -> usize {
        self.capacity() * size_of::<Place>()
    }
}

/// Puts a thing into a place that is idle, or a new one.
fn lodge<T: Default>(rooms: &mut Vec<T>, idle: &mut Vec<u32>, thing: T) -> u32 {
    let index = idle.pop().unwrap_or(rooms.len() as u32);
    reach_room(rooms, index);
    set(rooms, index, thing);
    index
}

fn reach_room<T: Default>(rooms: &mut Vec<T>, index: u32) {
    if rooms.len() <= index as usize {
        rooms.resize_with(index as usize + 1, T::default);
    }
}

impl<'a> View<'a> {
    /// No works.
    pub const fn none() -> Self {
        Self::list(&[])
    }

    /// Sorted works.
    pub const fn list(sorted: &'a [u32]) -> Self {
        Self::List(Cow::Borrowed(sorted))
    }

    /// How many works.
    pub fn len(&self) -> u64 {
        match self {
            Self::List(list) => list.len() as u64,
            Self::Blocks(set) => set.len(),
        }
    }

    /// Whether a work is in it.
    pub fn has(&self, work: u32) -> bool {
        match self {
            Self::List(list) => list.binary_search(&work).is_ok(),
            Self::Blocks(set) => set.has(work),
        }
    }

    /// What lies in a block.
    pub fn part(&self, block: u32) -> Part<'_> {
        match self {
            Self::Blocks(set) => match set.blocks().get(block as usize) {
                None => Part::Few(&[]),
                Some(block) => block.part(),
            },
            Self::List(list) => {
                let start = list.partition_point(|work| work >> 16 < block);
                let rest = list.get(start..).unwrap_or_default();
                let end = rest.partition_point(|work| work >> 16 <= block);
                Part::List(rest.get(..end).unwrap_or_default())
            }
        }
    }

    /// The works, rising.
    pub fn works(&self) -> Vec<u32> {
        match self {
            Self::List(list) => list.to_vec(),
            Self::Blocks(set) => set.iter().collect(),
        }
    }

    /// One more than the last block that has a work.
    pub fn end(&self) -> u32 {
        match self {
            Self::List(list) => list.last().map_or(0, |work| (work >> 16) + 1),
            Self::Blocks(set) => set.blocks().len() as u32,
        }
    }
}

impl Part<'_> {
    /// How many works.
    pub fn len(&self) -> usize {
        match self {
            Self::List(list) => list.len(),
            Self::Few(list) => list.len(),
            Self::Many(bits) => bits.len() as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_grows_from_one_work_to_blocks_and_back_to_none() {
        let mut postings = Postings::default();
        let mut works: Vec<u32> = (0..900).map(|n| n * 37 % 1_009).collect();
        for work in &works {
            assert!(postings.insert(3, *work));
            assert!(!postings.insert(3, *work));
        }
        assert!(matches!(postings.view(3), View::Blocks(_)));
        works.sort_unstable();
        assert_eq!(postings.view(3).works(), works);
        assert_eq!(postings.view(2).len(), 0);
        for work in &works {
            postings.remove(3, *work);
        }
        assert_eq!(postings.view(3).len(), 0);
    }

    #[test]
    fn a_part_of_a_list_is_what_lies_in_the_block() {
        let mut postings = Postings::default();
        postings.replace(0, vec![5, 65_535, 65_536, 200_000]);
        let lengths: Vec<usize> = (0..4).map(|block| postings.view(0).part(block).len()).collect();
        assert_eq!(lengths, [2, 1, 0, 1]);
    }
}
