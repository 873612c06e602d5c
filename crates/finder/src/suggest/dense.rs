//! All names as they were when they were last ordered: columns and lists that take little more room than the letters.
//!
//! A name's number is its place among those of its kind, the most used first, one kind after the other. Nothing is changed
//! here but that a name can be marked as gone.

use super::late::Late;
use super::strings::{Lists, Strings};
use super::{Named, Traits};
use crate::cells::{at, set};
use crate::facts::{Kind, TagId};
use crate::snapshot::keep_fields;

/// The kind of a name that is gone.
const GONE: u8 = u8::MAX;
/// The new number of a name that is gone, and the term of a tag that has none.
const NOWHERE: u32 = u32::MAX;

/// Names in order.
#[derive(Debug, Clone, Default)]
pub struct Dense {
    tags: Vec<u64>,
    /// The term of each, as far as it had one: a list of all names asks for that of every name.
    terms: Vec<u32>,
    kinds: Vec<u8>,
    /// When each was made, and what else is known of it.
    made: Vec<u32>,
    flags: Vec<u8>,
    keys: Strings,
    /// The numbers of names, sorted by their tags.
    by_tag: Vec<u32>,
    /// Sorted, and the names that each stands in.
    words: Strings,
    with_word: Lists,
    /// Sorted, and the names that belong to each.
    fandoms: Vec<u64>,
    of_fandom: Lists,
    /// Where the names of each kind end.
    ends: Vec<u32>,
}

keep_fields!(Dense { tags, terms, kinds, made, flags, keys, by_tag, words, with_word, fandoms, of_fandom, ends });

impl Dense {
    /// How many names, those that are gone among them.
    pub fn len(&self) -> u32 {
        self.tags.len() as u32
    }

    pub fn name(&self, number: u32) -> Option<Named<'_>> {
        let kind = Kind::of(*self.kinds.get(number as usize)?)?;
        let traits = Traits::of(at(&self.made, number), at(&self.flags, number));
        let term = Some(at(&self.terms, number)).filter(|term| *term != NOWHERE);
        Some(Named { tag: TagId(at(&self.tags, number)), term, kind, key: self.keys.get(number), traits })
    }

    /// The number of a tag's name.
    pub fn number(&self, tag: TagId) -> Option<u32> {
        let place = self.by_tag.binary_search_by_key(&tag.0, |number| at(&self.tags, *number));
        let number = at(&self.by_tag, place.ok()? as u32);
        (at(&self.kinds, number) != GONE).then_some(number)
    }

    /// Marks a name as gone; says whether it was here.
    pub fn remove(&mut self, tag: TagId) -> bool {
        let Some(number) = self.number(tag) else { return false };
        set(&mut self.kinds, number, GONE);
        true
    }

    /// The numbers of a kind, the most used first.
    pub fn of_kind(&self, kind: Kind) -> std::ops::Range<u32> {
        let start = (kind as u32).checked_sub(1).map_or(0, |before| at(&self.ends, before));
        start..at(&self.ends, kind as u32)
    }

    pub fn with_word(&self, word: &str) -> &[u32] {
        let number = self.words.end_of(0, |other| other < word);
        if self.words.get(number) == word { self.with_word.get(number) } else { &[] }
    }

    /// The names with words that begin so; a name may come several times.
    pub fn with_beginning(&self, start: &str) -> &[u32] {
        let (from, to) = self.beginning(start);
        self.with_word.joined(from, to)
    }

    /// The words that begin so, and the names that each stands in.
    pub fn words_from<'a>(&'a self, start: &str) -> impl Iterator<Item = (&'a str, &'a [u32])> + use<'a> {
        let (from, to) = self.beginning(start);
        (from..to).map(|number| (self.words.get(number), self.with_word.get(number)))
    }

    fn beginning(&self, start: &str) -> (u32, u32) {
        let from = self.words.end_of(0, |word| word < start);
        (from, self.words.end_of(from, |word| word.starts_with(start)))
    }

    pub fn in_fandom(&self, fandom: TagId) -> &[u32] {
        self.fandoms.binary_search(&fandom.0).map_or(&[], |place| self.of_fandom.get(place as u32))
    }

    /// These names and later ones, ordered by how much they are used. `of` says a tag's term and how many works it is on.
    pub fn ordered(&self, late: &Late, of: impl Fn(TagId) -> (Option<u32>, u64)) -> Self {
        let bound = self.len() + late.came() as u32;
        let name = |number| self.name(number).or_else(|| late.named(number.checked_sub(self.len())?));
        let mut order: Vec<u32> = (0..bound).filter(|number| name(*number).is_some()).collect();
        order.sort_by_cached_key(|number| name(*number).map(|name| (name.kind, std::cmp::Reverse(of(name.tag).1))));
        let mut moved = vec![NOWHERE; bound as usize];
        let mut fresh = Self::default();
        for (place, number) in (0..).zip(&order) {
            set(&mut moved, *number, place);
            if let Some(name) = name(*number) {
                fresh.push(&name, of(name.tag).0);
            }
        }
        fresh.ends =
            Kind::ALL.iter().map(|kind| fresh.kinds.partition_point(|other| *other <= *kind as u8) as u32).collect();
        fresh.by_tag = (0..fresh.len()).collect();
        fresh.by_tag.sort_unstable_by_key(|number| at(&fresh.tags, *number));
        fresh.take_lists(self, late, &moved);
        fresh.settle();
        fresh
    }

    fn push(&mut self, name: &Named<'_>, term: Option<u32>) {
        self.tags.push(name.tag.0);
        self.terms.push(term.unwrap_or(NOWHERE));
        self.kinds.push(name.kind as u8);
        self.made.push(name.traits.made);
        self.flags.push(name.traits.flags());
        self.keys.push(name.key);
    }

    /// Takes over the lists of words and of fandoms, with the new numbers of names.
    fn take_lists(&mut self, old: &Self, late: &Late, moved: &[u32]) {
        let merged = |early: &[u32], later: &[u32]| -> Vec<u32> {
            let later = later.iter().map(|number| number + old.len());
            early
                .iter()
                .copied()
                .chain(later)
                .map(|number| at(moved, number))
                .filter(|number| *number != NOWHERE)
                .collect()
        };
        let mut words: Vec<&str> = old.words_from("").chain(late.words_from("")).map(|(word, _)| word).collect();
        #[expect(clippy::stable_sort_primitive, reason = "two sorted lists, one behind the other, are merged")]
        words.sort();
        words.dedup();
        for word in words {
            if self.with_word.push(merged(old.with_word(word), late.with_word(word))) {
                self.words.push(word);
            }
        }
        let mut fandoms: Vec<u64> = old.fandoms.iter().copied().chain(late.fandoms().map(|fandom| fandom.0)).collect();
        fandoms.sort_unstable();
        fandoms.dedup();
        for fandom in fandoms {
            let tag = TagId(fandom);
            if self.of_fandom.push(merged(old.in_fandom(tag), late.in_fandom(tag))) {
                self.fandoms.push(fandom);
            }
        }
    }

    /// Gives back memory that was kept for growing.
    fn settle(&mut self) {
        self.tags.shrink_to_fit();
        self.terms.shrink_to_fit();
        self.kinds.shrink_to_fit();
        self.made.shrink_to_fit();
        self.flags.shrink_to_fit();
        self.keys.settle();
        self.words.settle();
        self.with_word.settle();
        self.fandoms.shrink_to_fit();
        self.of_fandom.settle();
    }
}
