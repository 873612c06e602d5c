//! Letters in few bits, the frequent ones in the fewest: Huffman's code in its canonical form, so that the lengths tell all of it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{Read, Write};

use super::bits::{Reader, Writer};
use crate::cells::{at, set};
use crate::snapshot::{In, Keep, Out, SnapshotError};

/// All bytes, and the end of a text.
const SYMBOLS: usize = 257;
const END: u16 = 256;
/// No code has more bits: counts are scaled so that they do not come to more than this can hold.
const LONGEST: usize = 32;
const SCALE: u64 = 1 << 16;

/// How often each symbol stands in texts.
#[derive(Debug)]
pub struct Counts([u64; SYMBOLS]);

impl Default for Counts {
    fn default() -> Self {
        Self([0; SYMBOLS])
    }
}

impl Counts {
    /// Counts a text.
    pub fn note(&mut self, text: &[u8]) {
        for symbol in text.iter().map(|byte| u16::from(*byte)).chain([END]) {
            self.0.get_mut(usize::from(symbol)).into_iter().for_each(|count| *count += 1);
        }
    }
}

/// A code for texts.
#[derive(Debug, Clone, Default)]
pub struct Code {
    /// Bits of each symbol, and which.
    lengths: Vec<u8>,
    codes: Vec<u32>,
    /// The symbols by length.
    symbols: Vec<u16>,
    steps: Vec<Step>,
}

/// The codes of one length.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    first: u32,
    count: u32,
    /// Where their symbols begin.
    place: u32,
}

impl Code {
    /// The best code for texts that were counted. It has every symbol, whether it was seen or not.
    pub fn of(counts: &Counts) -> Self {
        let total = counts.0.iter().sum::<u64>().max(1);
        let weights = counts.0.iter().map(|count| 1 + count * SCALE / total);
        Self::of_lengths(lengths(weights)).unwrap_or_default()
    }

    /// The code with these lengths, if there is one.
    fn of_lengths(lengths: Vec<u8>) -> Option<Self> {
        let mut code = Self { codes: vec![0; lengths.len()], lengths, ..Self::default() };
        let mut next = 0_u64;
        for length in 1..=LONGEST {
            next <<= 1;
            let symbols: Vec<u16> =
                (0..).zip(&code.lengths).filter(|of| usize::from(*of.1) == length).map(|of| of.0).collect();
            let step = Step { first: next as u32, count: symbols.len() as u32, place: code.symbols.len() as u32 };
            for symbol in &symbols {
                set(&mut code.codes, (*symbol).into(), next as u32);
                next += 1;
            }
            code.steps.push(step);
            code.symbols.extend(symbols);
            if next > 1 << length {
                return None;
            }
        }
        Some(code)
    }

    /// Writes a text and its end.
    pub fn write(&self, text: &[u8], to: &mut Writer) {
        for symbol in text.iter().map(|byte| u16::from(*byte)).chain([END]) {
            to.push(at(&self.codes, symbol.into()), at(&self.lengths, symbol.into()).into());
        }
    }

    /// Reads a text up to its end, behind what is there already.
    pub fn read(&self, from: &mut Reader<'_>, text: &mut Vec<u8>) -> Option<()> {
        while let Ok(byte) = u8::try_from(self.symbol(from)?) {
            text.push(byte);
        }
        Some(())
    }

    fn symbol(&self, from: &mut Reader<'_>) -> Option<u16> {
        let mut code = 0;
        for step in &self.steps {
            code = code << 1 | from.bit()?;
            if let Some(place) = code.checked_sub(step.first).filter(|place| *place < step.count) {
                return self.symbols.get((step.place + place) as usize).copied();
            }
        }
        None
    }
}

impl Keep for Code {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        self.lengths.keep(out)
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        let lengths: Vec<u8> = Vec::fetch(from)?;
        if lengths.len() > SYMBOLS {
            return Err(SnapshotError::Damaged);
        }
        Self::of_lengths(lengths).ok_or(SnapshotError::Damaged)
    }

    fn weight(&self) -> usize {
        let steps = self.steps.capacity() * size_of::<Step>();
        self.lengths.weight() + self.codes.weight() + self.symbols.weight() + steps
    }
}

/// How many bits each of these symbols gets: the two that weigh least are put together until there is one tree.
fn lengths(weights: impl Iterator<Item = u64>) -> Vec<u8> {
    let mut heap: BinaryHeap<Reverse<(u64, usize)>> = weights.zip(0..).map(Reverse).collect();
    let leaves = heap.len();
    let mut above = vec![0; leaves];
    while let (Some(Reverse(one)), Some(Reverse(other))) = (heap.pop(), heap.pop()) {
        let tree = above.len();
        for below in [one.1, other.1] {
            set(&mut above, below as u32, tree);
        }
        above.push(0);
        heap.push(Reverse((one.0 + other.0, tree)));
        if heap.len() == 1 {
            break;
        }
    }
    // The root is the last, and everything stands before what it is below.
    let mut depths = vec![0_u8; above.len()];
    for (below, tree) in above.iter().enumerate().rev().skip(1) {
        let depth = at(&depths, *tree as u32) + 1;
        set(&mut depths, below as u32, depth);
    }
    depths.truncate(leaves);
    depths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(texts: &[&[u8]]) -> usize {
        let mut counts = Counts::default();
        for text in texts {
            counts.note(text);
        }
        let (code, mut writer) = (Code::of(&counts), Writer::default());
        for text in texts {
            code.write(text, &mut writer);
        }
        let bytes = writer.into_bytes();
        let mut reader = Reader::of(&bytes, 0);
        for text in texts {
            let mut read = Vec::new();
            assert_eq!(code.read(&mut reader, &mut read), Some(()));
            assert_eq!(read, *text);
        }
        bytes.len()
    }

    #[test]
    fn texts_of_all_bytes_come_back() {
        let all: Vec<u8> = (0..=255).collect();
        round(&[b"", &all, b"a", &[0; 300]]);
    }

    #[test]
    fn frequent_letters_take_few_bits() {
        let many = [b"the tea that they ate at ten".as_slice(); 100];
        assert!(round(&many) < 100 * 28 * 4 / 8);
    }

    #[test]
    fn lengths_that_make_no_code_are_refused() {
        assert!(Code::of_lengths(vec![1, 1, 1]).is_none());
        assert!(Code::of_lengths(vec![1, 2, 2]).is_some());
        let code = Code::of(&Counts::default());
        assert_eq!(code.read(&mut Reader::of(&[], 0), &mut Vec::new()), None);
    }
}
