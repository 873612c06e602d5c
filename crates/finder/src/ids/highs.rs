//! The high halves of ids. Neighbours nearly always share theirs, because ids are given one after the other, or come in their order.

use std::io::{Read, Write};

use crate::cells::{reach, set};
use crate::snapshot::{In, Keep, Out, SnapshotError, keep_fields};

/// Numbers of a chunk.
const CHUNK: usize = 256;

/// High halves by number.
#[derive(Debug, Clone, Default)]
pub struct Highs {
    chunks: Vec<Chunk>,
}

/// The high halves of a chunk.
#[derive(Debug, Clone)]
pub enum Chunk {
    /// All are this.
    Same(u16),
    /// One for each.
    Each(Box<[u16; CHUNK]>),
}

impl Default for Chunk {
    fn default() -> Self {
        Self::Same(0)
    }
}

impl Highs {
    #[inline]
    pub fn get(&self, number: u32) -> u16 {
        match self.chunks.get(number as usize / CHUNK) {
            None => 0,
            Some(Chunk::Same(high)) => *high,
            Some(Chunk::Each(highs)) => highs.get(number as usize % CHUNK).copied().unwrap_or_default(),
        }
    }

    /// Gives a number its high half. The first number of a chunk comes before the others.
    pub fn put(&mut self, number: u32, high: u16) {
        let (chunk, place) = (number / CHUNK as u32, number % CHUNK as u32);
        let is_fresh = self.chunks.len() <= chunk as usize;
        reach(&mut self.chunks, chunk);
        match self.chunks.get_mut(chunk as usize) {
            Some(Chunk::Same(same)) if is_fresh => *same = high,
            Some(Chunk::Same(same)) if *same == high => {}
            Some(one @ Chunk::Same(_)) => {
                let Chunk::Same(same) = one else { return };
                let mut highs = Box::new([*same; CHUNK]);
                set(&mut *highs, place, high);
                *one = Chunk::Each(highs);
            }
            Some(Chunk::Each(highs)) => set(&mut **highs, place, high),
            None => {}
        }
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.chunks.shrink_to_fit();
    }
}

keep_fields!(Highs { chunks });

impl Keep for Chunk {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        match self {
            Self::Same(high) => vec![*high].keep(out),
            Self::Each(highs) => highs.to_vec().keep(out),
        }
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        let highs: Vec<u16> = Vec::fetch(from)?;
        match highs.as_slice() {
            [high] => Ok(Self::Same(*high)),
            _ => Ok(Self::Each(highs.try_into().map_err(|_| SnapshotError::Damaged)?)),
        }
    }

    fn weight(&self) -> usize {
        match self {
            Self::Same(_) => 0,
            Self::Each(highs) => size_of_val(&**highs),
        }
    }
}
