//! What titles and bylines are sorted by.
//!
//! The distinct keys stand in one sorted dictionary, each as the end that differs from the one before it; a work holds the
//! number of its key. A key that came later stands apart with the number of the gap in which it lies, until there are so many
//! that the dictionary is written anew. So a comparison is one of numbers, nearly always.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::cells::{at, reach, set};
use crate::snapshot::keep_fields;

/// Keys between two that are written whole.
const RUN: usize = 16;
/// Longer keys are cut.
const LONGEST: usize = 400;
/// Keys that may stand apart in the smallest archive.
const APART: usize = 4_096;

/// The sort keys of all works.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    dictionary: Dictionary,
    /// Twice the key's number, plus one; or twice the number of the first key behind a key that stands apart.
    codes: Vec<u32>,
    apart: HashMap<u32, Box<[u8]>>,
}

/// Distinct keys, sorted.
#[derive(Debug, Clone, Default)]
struct Dictionary {
    bytes: Vec<u8>,
    /// Where every sixteenth key starts.
    runs: Vec<u32>,
    /// The first eight bytes of every sixteenth key, which nearly always tell where to look.
    firsts: Vec<u64>,
    len: u32,
    last: Vec<u8>,
}

/// A key's place among those of the works, to compare works with.
#[derive(Debug)]
pub struct Spot {
    code: u32,
    key: Box<[u8]>,
}

impl Texts {
    /// Gives a work its key.
    pub fn put(&mut self, work: u32, key: &str) {
        let key = cut(key.as_bytes());
        self.remove(work);
        reach(&mut self.codes, work);
        match self.dictionary.find(key) {
            Ok(number) => set(&mut self.codes, work, 2 * number + 1),
            Err(number) => {
                set(&mut self.codes, work, 2 * number);
                self.apart.insert(work, key.into());
            }
        }
        if self.apart.len() > APART + self.dictionary.len as usize / 4 {
            self.settle();
        }
    }

    /// Takes a work's key away.
    pub fn remove(&mut self, work: u32) {
        set(&mut self.codes, work, 0);
        self.apart.remove(&work);
    }

    /// A number that rises with the keys; equal only for equal keys, or for keys in the same gap.
    #[inline]
    pub fn code(&self, work: u32) -> u32 {
        at(&self.codes, work)
    }

    /// Compares the keys of two works.
    pub fn compare(&self, one: u32, other: u32) -> Ordering {
        self.code(one).cmp(&self.code(other)).then_with(|| self.apart.get(&one).cmp(&self.apart.get(&other)))
    }

    /// A work's key.
    pub fn key(&self, work: u32) -> Box<[u8]> {
        let code = self.code(work);
        if code.is_multiple_of(2) {
            return self.apart.get(&work).cloned().unwrap_or_default();
        }
        self.dictionary.key(code / 2).into()
    }

    /// Where a key stands.
    pub fn spot(&self, key: &[u8]) -> Spot {
        let code = self.dictionary.find(key).map_or_else(|number| 2 * number, |number| 2 * number + 1);
        Spot { code, key: key.into() }
    }

    /// Compares a work's key with another.
    pub fn compare_with(&self, work: u32, spot: &Spot) -> Ordering {
        let in_gap = || if spot.code % 2 == 1 { Ordering::Equal } else { self.key(work).cmp(&spot.key) };
        self.code(work).cmp(&spot.code).then_with(in_gap)
    }

    /// Writes the dictionary anew, with every key that a work has.
    pub fn settle(&mut self) {
        let mut later: Vec<Box<[u8]>> = self.apart.values().cloned().collect();
        later.sort_unstable();
        later.dedup();
        let (fresh, moved, placed) = self.merged(&later);
        for (work, code) in (0..).zip(&mut self.codes) {
            if *code % 2 == 1 {
                *code = 2 * at(&moved, *code / 2) + 1;
            } else if let Some(key) = self.apart.get(&work) {
                let place = later.partition_point(|other| other < key);
                *code = 2 * at(&placed, place as u32) + 1;
            }
        }
        self.dictionary = fresh;
        self.apart = HashMap::new();
        self.codes.shrink_to_fit();
    }

    /// A dictionary of the keys in use and of later ones, and the new numbers of both.
    fn merged(&self, later: &[Box<[u8]>]) -> (Dictionary, Vec<u32>, Vec<u32>) {
        let mut used = vec![false; self.dictionary.len as usize];
        self.codes.iter().filter(|code| *code % 2 == 1).for_each(|code| set(&mut used, code / 2, true));
        let (mut fresh, mut moved, mut placed) = (Dictionary::default(), Vec::new(), Vec::new());
        let mut rest = later.iter().peekable();
        self.dictionary.each(|number, key| {
            while let Some(before) = rest.next_if(|other| ***other < *key) {
                placed.push(fresh.push(before));
            }
            moved.push(if at(&used, number) { fresh.push(key) } else { 0 });
        });
        placed.extend(rest.map(|key| fresh.push(key)));
        fresh.bytes.shrink_to_fit();
        fresh.runs.shrink_to_fit();
        fresh.firsts.shrink_to_fit();
        (fresh, moved, placed)
    }
}

impl Dictionary {
    /// Adds a key that is behind all others, and says its number.
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
    fn find(&self, wanted: &[u8]) -> Result<u32, u32> {
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

    fn key(&self, number: u32) -> Vec<u8> {
        let mut key = Vec::new();
        let mut offset = at(&self.runs, number / RUN as u32) as usize;
        for _ in 0..=number as usize % RUN {
            offset = self.read(offset, &mut key).unwrap_or(offset);
        }
        key
    }

    fn each(&self, mut then: impl FnMut(u32, &[u8])) {
        let (mut offset, mut key) = (0, Vec::new());
        for number in 0..self.len {
            offset = self.read(offset, &mut key).unwrap_or(offset);
            then(number, &key);
        }
    }
}

keep_fields!(Texts { dictionary, codes, apart });
keep_fields!(Dictionary { bytes, runs, firsts, len, last });

/// The beginning of a key, as a number that compares like it.
fn first_bytes(key: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(key).for_each(|(byte, of)| *byte = *of);
    u64::from_be_bytes(bytes)
}

fn cut(key: &[u8]) -> &[u8] {
    key.get(..LONGEST).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_compare_as_their_keys_do_before_and_after_the_dictionary_is_written() {
        let mut texts = Texts::default();
        let key = |work: u32, turn: u32| format!("{:x}", (work * 7_919 + turn * 31) % 977);
        for turn in 0..3 {
            (0..500).filter(|work| work % 3 >= turn).for_each(|work| texts.put(work, &key(work, turn)));
            if turn == 1 {
                texts.settle();
            }
            let now = |work: u32| key(work, turn.min(work % 3));
            for (one, other) in (0..500).zip((0..500).rev()) {
                assert_eq!(texts.compare(one, other), now(one).cmp(&now(other)));
                assert_eq!(texts.compare_with(one, &texts.spot(now(other).as_bytes())), now(one).cmp(&now(other)));
                assert_eq!(&*texts.key(one), now(one).as_bytes());
            }
        }
    }

    #[test]
    fn a_key_without_a_place_has_a_spot_between_its_neighbours() {
        let mut texts = Texts::default();
        ["b", "d", "f"].iter().zip(0..).for_each(|(key, work)| texts.put(work, key));
        texts.settle();
        texts.put(3, "e");
        let spot = texts.spot(b"dd");
        assert_eq!(
            [0, 1, 3, 2].map(|work| texts.compare_with(work, &spot)),
            [Ordering::Less, Ordering::Less, Ordering::Greater, Ordering::Greater]
        );
    }
}
