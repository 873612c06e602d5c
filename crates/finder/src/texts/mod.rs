//! What titles and bylines are sorted by.
//!
//! The distinct keys stand in one sorted dictionary, each as the end that differs from the one before it; a work holds the
//! number of its key. A key that came later stands apart with the number of the gap in which it lies, until there are so many
//! that the dictionary is written anew. So a comparison is one of numbers, nearly always.

mod bits;
mod code;
mod dictionary;
mod pile;

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::cells::{at, reach, set};
use crate::packed::Packed;
use crate::snapshot::keep_fields;
use code::Counts;
use dictionary::{Dictionary, Draft};
use pile::Pile;

/// Longer keys are cut.
const LONGEST: usize = 400;
/// Keys that may stand apart in the smallest archive.
const APART: usize = 4_096;

/// The sort keys of all works.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    dictionary: Dictionary,
    /// Twice the key's number, plus one; or twice the number of the first key behind a key that stands apart.
    codes: Packed,
    apart: HashMap<u32, Box<[u8]>>,
    /// While an archive is filled: all keys, as they came. A work with a key has some code meanwhile, which is not packed.
    pile: Option<Pile>,
    loose: Vec<u32>,
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
        self.apart.remove(&work);
        if self.pile.as_ref().is_some_and(|pile| pile.is_full(key.len())) {
            self.settle();
            self.fill();
        }
        if let Some(pile) = &mut self.pile {
            let code = pile.lay(work, key);
            reach(&mut self.loose, work);
            return set(&mut self.loose, work, code);
        }
        match self.dictionary.find(key) {
            Ok(number) => self.codes.put(work, u64::from(2 * number + 1)),
            Err(number) => {
                self.codes.put(work, u64::from(2 * number));
                self.apart.insert(work, key.into());
            }
        }
        if self.apart.len() > APART + self.dictionary.len as usize / 4 {
            self.settle();
        }
    }

    /// Takes a work's key away.
    pub fn remove(&mut self, work: u32) {
        if self.pile.is_some() {
            set(&mut self.loose, work, 0);
        } else {
            self.codes.put(work, 0);
        }
        self.apart.remove(&work);
    }

    /// A number that rises with the keys; equal only for equal keys, or for keys in the same gap.
    #[inline]
    pub fn code(&self, work: u32) -> u32 {
        if self.pile.is_some() { at(&self.loose, work) } else { self.codes.get(work) as u32 }
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

    /// Takes keys in without putting them in order, until it settles. Nothing is compared before that.
    pub fn fill(&mut self) {
        self.loose = self.codes.iter().map(|code| code as u32).collect();
        self.pile = Some(Pile::default());
    }

    /// Writes the dictionary anew, with every key that a work has.
    pub fn settle(&mut self) {
        if self.pile.is_none() {
            self.fill();
        }
        let (mut pile, mut codes) = (self.pile.take().unwrap_or_default(), std::mem::take(&mut self.loose));
        for (work, key) in std::mem::take(&mut self.apart) {
            let code = pile.lay(work, &key);
            set(&mut codes, work, code);
        }
        pile.order(&codes);
        let (fresh, moved, placed) = self.merged(&pile, &codes);
        for code in codes.iter_mut().filter(|code| **code % 2 == 1) {
            *code = 2 * at(&moved, *code / 2) + 1;
        }
        for (work, number) in pile.works().zip(placed) {
            set(&mut codes, work, 2 * number + 1);
        }
        self.dictionary = fresh;
        self.codes = codes.into_iter().map(u64::from).collect();
    }

    /// A dictionary of the keys in use and of later ones, the new numbers of the former, and that of each of the latter.
    fn merged(&self, pile: &Pile, codes: &[u32]) -> (Dictionary, Vec<u32>, Vec<u32>) {
        let mut used = vec![false; self.dictionary.len as usize];
        codes.iter().filter(|code| *code % 2 == 1).for_each(|code| set(&mut used, code / 2, true));
        let mut counts = Counts::default();
        self.dictionary.each(|_, key| counts.note(key));
        pile.keys().for_each(|key| counts.note(key));
        let (mut fresh, mut moved, mut placed) = (Draft::with(&counts), Vec::new(), Vec::new());
        let mut rest = pile.keys().peekable();
        self.dictionary.each(|number, key| {
            while let Some(before) = rest.next_if(|other| *other < key) {
                placed.push(fresh.add(before));
            }
            moved.push(if at(&used, number) { fresh.add(key) } else { 0 });
        });
        placed.extend(rest.map(|key| fresh.add(key)));
        (fresh.finish(), moved, placed)
    }
}

keep_fields!(Texts { dictionary, codes, apart; pile, loose });

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
    fn keys_that_were_piled_up_compare_as_they_do_whether_they_came_once_twice_or_went() {
        let mut texts = Texts::default();
        let key = |work: u32, turn: u32| format!("piled up together {:x}", (work * 7_919 + turn * 31) % 97);
        for turn in 0..3 {
            texts.fill();
            (0..300).filter(|work| work % 3 >= turn).for_each(|work| texts.put(work, &key(work, turn)));
            (0..300).filter(|work| work % 10 == turn).for_each(|work| texts.remove(work));
            texts.settle();
        }
        let gone = |work: u32| (work % 3..3).contains(&(work % 10));
        let now = |work: u32| if gone(work) { String::new() } else { key(work, work % 3) };
        for (one, other) in (0..300).zip((0..300).rev()) {
            assert_eq!(&*texts.key(one), now(one).as_bytes(), "{one}");
            assert_eq!(texts.compare(one, other), now(one).cmp(&now(other)), "{one} {other}");
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
