//! Works that a question names: those that the word index found, and the sets that whoever asks knows of, as numbers of the index.
//!
//! Each is looked up once for a question, however often the question speaks of it.

use crate::facts::WorkId;
use crate::index::Index;
use crate::posting::{Blocks, View};
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

/// The sets of a question.
pub fn sets(index: &Index, question: &Question) -> Vec<Blocks> {
    question.sets.iter().map(|works| Blocks::of_any(found(index, works))).collect()
}

/// The numbers of those of these works that are here, in the order of their ids.
fn found(index: &Index, works: &[WorkId]) -> Vec<u32> {
    let mut numbers = Vec::with_capacity(works.len());
    let mut ids: Vec<u64> = works.iter().map(|work| work.0).collect();
    index.works.find_all(&mut ids, |id| *id, |_, number| numbers.push(number));
    numbers
}

/// The numbers of those of these works that are here, rising.
pub fn numbers(index: &Index, works: &[WorkId]) -> Vec<u32> {
    in_order(found(index, works))
}

pub fn in_order(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
