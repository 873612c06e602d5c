//! Many short texts in one, and many lists in one: a text or a list of its own costs more than what most of them hold.

use std::io::{Read, Write};

use crate::cells::at;
use crate::snapshot::{In, Keep, Out, SnapshotError, keep_fields};

/// Texts by number.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    pub fn get(&self, number: u32) -> &str {
        let (start, end) = bounds(&self.ends, number);
        self.text.get(start..end).unwrap_or_default()
    }

    /// If the texts are sorted: the first one, from this one on, of which it is no longer true.
    pub fn end_of(&self, from: u32, holds: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (from, self.len().max(from));
        while low < high {
            let middle = low + (high - low) / 2;
            if holds(self.get(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

impl Keep for Strings {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        (self.text.len() as u64).keep(out)?;
        out.bytes(self.text.as_bytes())?;
        self.ends.keep(out)
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        let text = String::from_utf8(Vec::fetch(from)?).map_err(|_| SnapshotError::Damaged)?;
        Ok(Self { text, ends: Vec::fetch(from)? })
    }

    fn weight(&self) -> usize {
        self.text.capacity() + self.ends.weight()
    }
}

/// Lists of numbers by number.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    numbers: Vec<u32>,
    ends: Vec<u32>,
}

impl Lists {
    /// Adds a list, unless it is empty; says whether it is not.
    pub fn push(&mut self, mut list: Vec<u32>) -> bool {
        list.sort_unstable();
        self.numbers.extend(&list);
        if !list.is_empty() {
            self.ends.push(self.numbers.len() as u32);
        }
        !list.is_empty()
    }

    pub fn get(&self, number: u32) -> &[u32] {
        self.joined(number, number + 1)
    }

    /// Some lists, one after the other.
    pub fn joined(&self, from: u32, to: u32) -> &[u32] {
        let start = bounds(&self.ends, from).0;
        let end = to.checked_sub(1).map_or(0, |last| bounds(&self.ends, last).1);
        self.numbers.get(start..end).unwrap_or_default()
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.numbers.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

keep_fields!(Lists { numbers, ends });

fn bounds(ends: &[u32], number: u32) -> (usize, usize) {
    let start = number.checked_sub(1).map_or(0, |before| at(ends, before));
    (start as usize, at(ends, number) as usize)
}
