//! Names that came since all were ordered: few, and quick to change.

use std::collections::{BTreeMap, HashMap};

use super::{Named, TagName, words};
use crate::facts::TagId;
use crate::posting::insert_sorted;

/// A few names, and the words in them.
#[derive(Debug, Clone, Default)]
pub struct Late {
    list: Vec<Option<TagName>>,
    numbers: HashMap<TagId, u32>,
    /// The names that each word stands in.
    words: BTreeMap<Box<str>, Vec<u32>>,
    /// The names that belong to a fandom.
    fandoms: HashMap<TagId, Vec<u32>>,
}

impl Late {
    /// How many came, those that went again among them.
    pub fn came(&self) -> usize {
        self.list.len()
    }

    pub fn put(&mut self, name: &TagName) {
        let number = self.list.len() as u32;
        for word in words(&name.key) {
            match self.words.get_mut(word) {
                Some(names) => insert_sorted(names, number),
                None => self.words.insert(word.into(), vec![number]).is_none(),
            };
        }
        for fandom in &name.fandoms {
            insert_sorted(self.fandoms.entry(*fandom).or_default(), number);
        }
        self.numbers.insert(name.tag, number);
        self.list.push(Some(name.clone()));
    }

    pub fn remove(&mut self, tag: TagId) {
        let Some(number) = self.numbers.remove(&tag) else { return };
        let Some(name) = self.list.get_mut(number as usize).and_then(Option::take) else { return };
        for word in words(&name.key) {
            if let Some(names) = self.words.get_mut(word) {
                take_out(names, number);
                if names.is_empty() {
                    self.words.remove(word);
                }
            }
        }
        for fandom in &name.fandoms {
            if let Some(names) = self.fandoms.get_mut(fandom) {
                take_out(names, number);
            }
        }
    }

    pub fn named(&self, number: u32) -> Option<Named<'_>> {
        let name = self.list.get(number as usize)?.as_ref()?;
        Some(Named { tag: name.tag, term: None, kind: name.kind, key: &name.key, traits: name.traits })
    }

    /// The number of a tag's name.
    pub fn number(&self, tag: TagId) -> Option<u32> {
        self.numbers.get(&tag).copied()
    }

    /// All names that are here, in the order in which they came.
    pub fn names(&self) -> impl Iterator<Item = &TagName> {
        self.list.iter().flatten()
    }

    pub fn with_word(&self, word: &str) -> &[u32] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    /// The words that begin so, and the names that each stands in.
    pub fn words_from<'a>(&'a self, start: &str) -> impl Iterator<Item = (&'a str, &'a [u32])> + use<'a> {
        let start: Box<str> = start.into();
        let range = self.words.range(start.clone()..).take_while(move |(word, _)| word.starts_with(&*start));
        range.map(|(word, names)| (&**word, names.as_slice()))
    }

    pub fn in_fandom(&self, fandom: TagId) -> &[u32] {
        self.fandoms.get(&fandom).map_or(&[], Vec::as_slice)
    }

    /// The fandoms that names belong to.
    pub fn fandoms(&self) -> impl Iterator<Item = TagId> {
        self.fandoms.keys().copied()
    }
}

fn take_out(sorted: &mut Vec<u32>, number: u32) {
    if let Ok(place) = sorted.binary_search(&number) {
        sorted.remove(place);
    }
}
