//! Distinct keys in one sorted dictionary, each as the end that differs from the one before it, in few bits.

use std::cmp::Ordering;

use super::bits::{Reader, Writer};
use super::code::{Code, Counts};
use crate::cells::at;
use crate::snapshot::keep_fields;

/// Keys between two that are written whole.
const RUN: u32 = 32;
/// Bits that say how many letters a key shares with the one before it. It may share more.
const SHARED: u32 = 5;

/// Distinct keys, sorted.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    code: Code,
    bytes: Vec<u8>,
    /// Where every thirty-second key starts.
    runs: Vec<u32>,
    /// The first eight bytes of every thirty-second key, which nearly always tell where to look.
    firsts: Vec<u64>,
    pub len: u32,
}

keep_fields!(Dictionary { code, bytes, runs, firsts, len });

/// A dictionary while it is written.
#[derive(Debug)]
pub struct Draft {
    made: Dictionary,
    writer: Writer,
    last: Vec<u8>,
}

impl Draft {
    /// An empty one for keys with these letters.
    pub fn with(counts: &Counts) -> Self {
        let made = Dictionary { code: Code::of(counts), ..Dictionary::default() };
        Self { made, writer: Writer::default(), last: Vec::new() }
    }

    /// Adds a key that is behind all others, or is the last one, and says its number.
    pub fn add(&mut self, key: &[u8]) -> u32 {
        if self.made.len == 0 || self.last != key {
            self.push(key);
        }
        self.made.len - 1
    }

    fn push(&mut self, key: &[u8]) {
        let mut shared = 0;
        if self.made.len.is_multiple_of(RUN) {
            self.made.runs.push(self.writer.align() as u32);
            self.made.firsts.push(first_bytes(key));
        } else {
            let most = (1 << SHARED) - 1;
            shared = self.last.iter().zip(key).take(most).take_while(|(one, other)| one == other).count();
        }
        self.writer.push(shared as u32, SHARED);
        self.made.code.write(key.get(shared..).unwrap_or_default(), &mut self.writer);
        self.last.clear();
        self.last.extend_from_slice(key);
        self.made.len += 1;
    }

    /// The dictionary, without memory for growing.
    pub fn finish(self) -> Dictionary {
        let mut made = Dictionary { bytes: self.writer.into_bytes(), ..self.made };
        made.bytes.shrink_to_fit();
        made.runs.shrink_to_fit();
        made.firsts.shrink_to_fit();
        made
    }
}

impl Dictionary {
    /// Reads a key, in the place of the one before it.
    fn read(&self, number: u32, from: &mut Reader<'_>, key: &mut Vec<u8>) -> Option<()> {
        if number.is_multiple_of(RUN) {
            from.align();
        }
        key.truncate(from.number(SHARED)? as usize);
        self.code.read(from, key)
    }

    fn reader(&self, run: u32) -> Reader<'_> {
        Reader::of(&self.bytes, at(&self.runs, run) as usize)
    }

    /// The number of a key, or of the first one behind it.
    pub fn find(&self, wanted: &[u8]) -> Result<u32, u32> {
        let mut key = Vec::new();
        let Some(run) = self.run_of(wanted, &mut key) else { return Err(0) };
        let mut reader = self.reader(run);
        for number in run * RUN..self.len {
            self.read(number, &mut reader, &mut key).unwrap_or_default();
            match key.as_slice().cmp(wanted) {
                Ordering::Less => {}
                Ordering::Equal => return Ok(number),
                Ordering::Greater => return Err(number),
            }
        }
        Err(self.len)
    }

    /// The last run that does not begin behind a key.
    fn run_of(&self, wanted: &[u8], key: &mut Vec<u8>) -> Option<u32> {
        let first = first_bytes(wanted);
        let (mut from, mut to) =
            (self.firsts.partition_point(|other| *other < first), self.firsts.partition_point(|other| *other <= first));
        while from < to {
            let middle = from + (to - from) / 2;
            let run = middle as u32;
            self.read(run * RUN, &mut self.reader(run), key).unwrap_or_default();
            if key.as_slice() <= wanted {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        (from as u32).checked_sub(1)
    }

    /// The key that has a number.
    pub fn key(&self, number: u32) -> Vec<u8> {
        let (run, mut key) = (number / RUN, Vec::new());
        let mut reader = self.reader(run);
        for number in run * RUN..=number {
            self.read(number, &mut reader, &mut key).unwrap_or_default();
        }
        key
    }

    /// Reads all keys in their order.
    pub fn each(&self, mut then: impl FnMut(u32, &[u8])) {
        let (mut reader, mut key) = (self.reader(0), Vec::new());
        for number in 0..self.len {
            self.read(number, &mut reader, &mut key).unwrap_or_default();
            then(number, &key);
        }
    }
}

/// The beginning of a key, as a number that compares like it.
pub fn first_bytes(key: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(key).for_each(|(byte, of)| *byte = *of);
    u64::from_be_bytes(bytes)
}
