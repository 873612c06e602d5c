//! Completing what somebody has begun to type (AUTO-1…4).
//!
//! Names come as keys, normalised by whoever asks; the same key must be made of what is typed. Every typed word but the last
//! must stand whole in a name, and some word of it begins with the last. When that finds too little, words may be misspelt.

mod fuzzy;
mod rank;
mod seek;

pub use seek::{Hint, Suggestion};

use std::collections::{BTreeMap, HashMap};
use std::io::{Read, Write};

use crate::facts::{Kind, TagId};
use crate::posting::insert_sorted;
use crate::snapshot::{In, Keep, Out, SnapshotError};

/// A tag's name, as far as it is needed for completing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagName {
    /// The tag.
    pub tag: TagId,
    /// What it speaks of.
    pub kind: Kind,
    /// Its normalised name.
    pub key: String,
    /// Fandoms that it belongs to (WR-6).
    pub fandoms: Vec<TagId>,
}

/// All names, and the words in them.
#[derive(Debug, Clone, Default)]
pub struct Names {
    list: Vec<Option<TagName>>,
    numbers: HashMap<TagId, u32>,
    idle: Vec<u32>,
    /// The names that each word stands in.
    words: BTreeMap<Box<str>, Vec<u32>>,
    /// The names that belong to a fandom.
    of_fandom: HashMap<TagId, Vec<u32>>,
    /// The names of each kind, those that were used most first, and new ones last.
    by_use: [Vec<u32>; Kind::ALL.len()],
    /// Names that came since they were ordered.
    late: usize,
}

/// So many names may come before all are ordered anew, and one in this many.
const LATE: usize = 1_000;

impl Names {
    /// Notes a name; says whether the names should be ordered.
    pub fn put(&mut self, name: &TagName) -> bool {
        self.remove(name.tag);
        let number = self.idle.pop().unwrap_or(self.list.len() as u32);
        if self.list.len() <= number as usize {
            self.list.resize(number as usize + 1, None);
        }
        for word in words(&name.key) {
            match self.words.get_mut(word) {
                Some(names) => insert_sorted(names, number),
                None => self.words.insert(word.into(), vec![number]).is_none(),
            };
        }
        for fandom in &name.fandoms {
            insert_sorted(self.of_fandom.entry(*fandom).or_default(), number);
        }
        if let Some(order) = self.by_use.get_mut(name.kind as usize) {
            order.push(number);
        }
        self.numbers.insert(name.tag, number);
        if let Some(place) = self.list.get_mut(number as usize) {
            *place = Some(name.clone());
        }
        self.late += 1;
        self.late > LATE.max(self.list.len() / 4)
    }

    /// Forgets a name.
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
            if let Some(names) = self.of_fandom.get_mut(fandom) {
                take_out(names, number);
            }
        }
        if let Some(order) = self.by_use.get_mut(name.kind as usize) {
            order.retain(|other| *other != number);
        }
        self.idle.push(number);
    }

    /// Orders the names by how much they are used.
    pub fn order(&mut self, uses: impl Fn(TagId) -> u64) {
        for order in &mut self.by_use {
            let of = |number: &u32| self.list.get(*number as usize)?.as_ref().map(|name| uses(name.tag));
            order.sort_by_cached_key(|number| std::cmp::Reverse(of(number)));
        }
        self.late = 0;
    }

    fn name(&self, number: u32) -> Option<&TagName> {
        self.list.get(number as usize)?.as_ref()
    }
}

fn take_out(sorted: &mut Vec<u32>, number: u32) {
    if let Ok(place) = sorted.binary_search(&number) {
        sorted.remove(place);
    }
}

/// The words of a key: whatever stands between letters and digits parts them.
fn words(key: &str) -> impl Iterator<Item = &str> {
    key.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

impl Keep for Names {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        (self.numbers.len() as u64).keep(out)?;
        // In the order of use, so that it need not be found again.
        for name in self.by_use.iter().flatten().filter_map(|number| self.name(*number)) {
            name.tag.0.keep(out)?;
            (name.kind as u8).keep(out)?;
            name.key.as_bytes().to_vec().keep(out)?;
            name.fandoms.iter().map(|fandom| fandom.0).collect::<Vec<u64>>().keep(out)?;
        }
        Ok(())
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        let mut names = Self::default();
        for _ in 0..from.length(1)? {
            let tag = TagId(u64::fetch(from)?);
            let kind = Kind::of(u8::fetch(from)?).ok_or(SnapshotError::Damaged)?;
            let key = String::from_utf8(Vec::fetch(from)?).map_err(|_| SnapshotError::Damaged)?;
            let fandoms = Vec::<u64>::fetch(from)?.into_iter().map(TagId).collect();
            names.put(&TagName { tag, kind, key, fandoms });
        }
        names.late = 0;
        Ok(names)
    }
}
