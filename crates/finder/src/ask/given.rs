//! Works that a question names: those that the word index found, and the sets that whoever asks knows of, as numbers of the index.
//!
//! Each is looked up once for a question, however often the question speaks of it.

use crate::facts::WorkId;
use crate::index::Index;
use crate::posting::View;
use crate::question::Question;

/// The works that a question names, in order.
#[derive(Debug, Clone, Copy, Default)]
pub struct Given<'a> {
    /// Those of the word index, if any words were looked for.
    pub among: Option<&'a [u32]>,
    /// The sets.
    pub sets: &'a [Vec<u32>],
}

impl<'a> Given<'a> {
    /// The set in this place.
    pub fn set(self, place: usize) -> View<'a> {
        View::list(self.sets.get(place).map_or(&[], Vec::as_slice))
    }
}

/// The sets of a question.
pub fn sets(index: &Index, question: &Question) -> Vec<Vec<u32>> {
    question.sets.iter().map(|works| numbers(index, works)).collect()
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
