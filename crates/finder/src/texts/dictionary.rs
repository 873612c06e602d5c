//! Distinct keys in one sorted dictionary, each as the end that differs from the one before it.

use std::cmp::Ordering;

use crate::cells::at;
use crate::snapshot::keep_fields;

/// Keys between two that are written whole.
const RUN: usize = 16;

/// Distinct keys, sorted.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    bytes: Vec<u8>,
    /// Where every sixteenth key starts.
    runs: Vec<u32>,
    /// The first eight bytes of every sixteenth key, which nearly always tell where to look.
    firsts: Vec<u64>,
    pub len: u32,
    last: Vec<u8>,
}

impl Dictionary {
    /// Adds a key that is behind all others, or is the last one, and says its number.
    pub fn add(&mut self, key: &[u8]) -> u32 {
        if self.len > 0 && self.last == key { self.len - 1 } else { self.push(key) }
    }

    fn push(&mut self, key: &[u8]) -> u32 {
        let mut shared = 0;
        if (self.len as usize).is_multiple_of(RUN) {
            self.runs.push(self.bytes.len() as u32);
            self.firsts.push(first_bytes(key));
        } else {
            shared = self.last.iter().zip(key).take(255).take_while(|(one, other)| one == other).count();
        }
        let end = key.get(shared..).unwrap_or_default();
        self.bytes.push(shared as u8);
        self.bytes.extend((end.len() as u16).to_le_bytes());
        self.bytes.extend(end);
        self.last.clear();
        self.last.extend_from_slice(key);
        self.len += 1;
        self.len - 1
    }

    /// Reads the entry at `offset` into `key`, and says where the next one is.
    fn read(&self, offset: usize, key: &mut Vec<u8>) -> Option<usize> {
        let [shared, low, high] = *self.bytes.get(offset..offset + 3)?.as_array()?;
        let end = offset + 3 + usize::from(u16::from_le_bytes([low, high]));
        key.truncate(usize::from(shared));
        key.extend_from_slice(self.bytes.get(offset + 3..end)?);
        Some(end)
    }

    /// The number of a key, or of the first one behind it.
    pub fn find(&self, wanted: &[u8]) -> Result<u32, u32> {
        let mut key = Vec::new();
        let first = first_bytes(wanted);
        let low = self.firsts.partition_point(|other| *other < first);
        let same = self.firsts.get(low..).unwrap_or_default().partition_point(|other| *other == first);
        let runs = self.runs.get(low..low + same).unwrap_or_default();
        let after = low
            + runs.partition_point(|run| {
                key.clear();
                self.read(*run as usize, &mut key);
                key.as_slice() <= wanted
            });
        let Some(run) = after.checked_sub(1) else { return Err(0) };
        let mut number = (run * RUN) as u32;
        let mut offset = at(&self.runs, run as u32) as usize;
        key.clear();
        while let Some(next) = self.read(offset, &mut key) {
            match key.as_slice().cmp(wanted) {
                Ordering::Less => (offset, number) = (next, number + 1),
                Ordering::Equal => return Ok(number),
                Ordering::Greater => return Err(number),
            }
        }
        Err(number)
    }

    /// The key that has a number.
    pub fn key(&self, number: u32) -> Vec<u8> {
        let mut key = Vec::new();
        let mut offset = at(&self.runs, number / RUN as u32) as usize;
        for _ in 0..=number as usize % RUN {
            offset = self.read(offset, &mut key).unwrap_or(offset);
        }
        key
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.bytes.shrink_to_fit();
        self.runs.shrink_to_fit();
        self.firsts.shrink_to_fit();
    }

    /// Reads all keys in their order.
    pub fn each(&self, mut then: impl FnMut(u32, &[u8])) {
        let (mut offset, mut key) = (0, Vec::new());
        for number in 0..self.len {
            offset = self.read(offset, &mut key).unwrap_or(offset);
            then(number, &key);
        }
    }
}

keep_fields!(Dictionary { bytes, runs, firsts, len, last });

/// The beginning of a key, as a number that compares like it.
pub fn first_bytes(key: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(key).for_each(|(byte, of)| *byte = *of);
    u64::from_be_bytes(bytes)
}
