//! Completing what somebody has begun to type (AUTO-1…4).
//!
//! Names come as keys, normalised by whoever asks; the same key must be made of what is typed. Every typed word but the last
//! must stand whole in a name, and some word of it begins with the last. When that finds too little, words may be misspelt.

mod dense;
mod fuzzy;
mod late;
mod rank;
mod roll;
mod seek;
mod strings;

pub use roll::{Listed, Order, Roll, Stands};
pub use seek::{Hint, Suggestion};

use std::io::{Read, Write};

use crate::facts::{Kind, TagId};
use crate::snapshot::{In, Keep, Out, SnapshotError};
use dense::Dense;
use late::Late;

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
    /// What else is known of it.
    pub traits: Traits,
}

/// What is known of a name beside its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traits {
    /// When it was made, in seconds since 1970.
    pub made: u32,
    /// Whether it was set aside, so that nobody has to decide about it.
    pub is_aside: bool,
    /// Whether it belongs to a fandom.
    pub is_filed: bool,
}

impl Traits {
    const ASIDE: u8 = 1;
    const FILED: u8 = 2;

    const fn flags(self) -> u8 {
        (self.is_aside as u8 * Self::ASIDE) | (self.is_filed as u8 * Self::FILED)
    }

    const fn of(made: u32, flags: u8) -> Self {
        Self { made, is_aside: flags & Self::ASIDE != 0, is_filed: flags & Self::FILED != 0 }
    }
}

/// A name as it is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    pub tag: TagId,
    /// Its term, where it is known without looking for it.
    pub term: Option<u32>,
    pub kind: Kind,
    pub key: &'a str,
    pub traits: Traits,
}

/// All names, and the words in them: those that were ordered, and behind them the later ones, with numbers that go on.
#[derive(Debug, Clone, Default)]
pub struct Names {
    dense: Dense,
    late: Late,
    /// Names that went since they were ordered.
    gone: usize,
}

/// So many names may come or go before all are ordered anew, and one in `SHARE`.
const LATE: usize = 1_000;
const SHARE: usize = 8;

impl Names {
    /// Notes a name; says whether the names should be ordered.
    pub fn put(&mut self, name: &TagName) -> bool {
        self.remove(name.tag);
        self.late.put(name);
        self.late.came() + self.gone > LATE.max(self.dense.len() as usize / SHARE)
    }

    /// Forgets a name.
    pub fn remove(&mut self, tag: TagId) {
        self.late.remove(tag);
        self.gone += usize::from(self.dense.remove(tag));
    }

    /// Orders the names by how much they are used. `of` says a tag's term and how many works it is on.
    pub fn order(&mut self, of: impl Fn(TagId) -> (Option<u32>, u64)) {
        let dense = self.dense.ordered(&self.late, of);
        *self = Self { dense, ..Self::default() };
    }

    fn name(&self, number: u32) -> Option<Named<'_>> {
        match number.checked_sub(self.dense.len()) {
            None => self.dense.name(number),
            Some(late) => self.late.named(late),
        }
    }

    /// Numbers of both halves, as numbers of names.
    fn joined(&self, early: &[u32], late: &[u32]) -> Vec<u32> {
        early.iter().copied().chain(late.iter().map(|number| number + self.dense.len())).collect()
    }

    /// The numbers among which the names of a kind are, or all: those that were used most first, and new ones last.
    fn numbers(&self, kind: Option<Kind>) -> impl Iterator<Item = u32> + use<> {
        let late = self.dense.len()..self.dense.len() + self.late.came() as u32;
        kind.map_or(0..self.dense.len(), |kind| self.dense.of_kind(kind)).chain(late)
    }

    /// The names of a kind, in this order.
    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = Named<'_>> {
        self.numbers(Some(kind)).filter_map(|number| self.name(number)).filter(move |name| name.kind == kind)
    }
}

/// The words of a key: whatever stands between letters and digits parts them.
fn words(key: &str) -> impl Iterator<Item = &str> {
    key.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

impl Keep for Names {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        self.dense.keep(out)?;
        (self.late.names().count() as u64).keep(out)?;
        for name in self.late.names() {
            name.tag.0.keep(out)?;
            (name.kind as u8).keep(out)?;
            name.key.as_bytes().to_vec().keep(out)?;
            name.fandoms.iter().map(|fandom| fandom.0).collect::<Vec<u64>>().keep(out)?;
            name.traits.made.keep(out)?;
            name.traits.flags().keep(out)?;
        }
        Ok(())
    }

    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        let mut names = Self { dense: Dense::fetch(from)?, ..Self::default() };
        for _ in 0..from.length(1)? {
            let tag = TagId(u64::fetch(from)?);
            let kind = Kind::of(u8::fetch(from)?).ok_or(SnapshotError::Damaged)?;
            let key = String::from_utf8(Vec::fetch(from)?).map_err(|_| SnapshotError::Damaged)?;
            let fandoms = Vec::<u64>::fetch(from)?.into_iter().map(TagId).collect();
            let traits = Traits::of(u32::fetch(from)?, u8::fetch(from)?);
            names.put(&TagName { tag, kind, key, fandoms, traits });
        }
        Ok(names)
    }

    /// Without the few that came later.
    fn weight(&self) -> usize {
        self.dense.weight()
    }
}
