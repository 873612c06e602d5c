//! Works that a question names: those that the word index found, and the sets that whoever asks knows of, as numbers of the index.
//!
//! Each is looked up once for a question, however often the question speaks of it.

use crate::facts::WorkId;
use crate::index::Index;
use crate::posting::{Bits, Block, Blocks, SPAN, View};
use crate::question::Question;

/// The works that a question names, in order.
#[derive(Debug, Clone, Copy, Default)]
pub struct Given<'a> {
    /// Those of the word index, if any words were looked for.
    pub among: Option<&'a [u32]>,
    /// The sets.
    pub sets: &'a [Blocks],
}

impl<'a> Given<'a> {
    /// The set in this place.
    pub fn set(self, place: usize) -> View<'a> {
        self.sets.get(place).map_or(View::list(&[]), View::Blocks)
    }
}

/// From so many works on, a set is entered bit by bit, which is quicker than putting its numbers in order.
const MANY: usize = 1_000;

/// The sets of a question.
pub fn sets(index: &Index, question: &Question) -> Vec<Blocks> {
    question.sets.iter().map(|works| set(index, works)).collect()
}

fn set(index: &Index, works: &[WorkId]) -> Blocks {
    if works.len() < MANY {
        return Blocks::of(numbers(index, works));
    }
    let mut blocks = vec![Bits::none(); index.works.bound().div_ceil(SPAN) as usize];
    for number in works.iter().filter_map(|work| index.works.get(work.0)) {
        if let Some(block) = blocks.get_mut((number / SPAN) as usize) {
            block.set(number as u16);
        }
    }
    Blocks::of_blocks(blocks.into_iter().map(|bits| Block::Many(bits).fitted()).collect())
}

/// The numbers of those of these works that are here.
pub fn numbers(index: &Index, works: &[WorkId]) -> Vec<u32> {
    in_order(works.iter().filter_map(|work| index.works.get(work.0)).collect())
}

pub fn in_order(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
