//! Fandoms that are in use, with how many works each finds: kept in two orders, so that a page of them costs what is on it.
//!
//! The counts are made when somebody first asks, and follow every work and every name after that; a decision about what tags
//! mean makes them anew. What a reader never wants to see is taken off them work by work, because it is little.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::PoisonError;

use crate::ask::{Given, clauses, discard, hide, shared, sieve};
use crate::columns::{Measure, to_time};
use crate::facts::{Kind, TagId};
use crate::finder::Finder;
use crate::graph::Name;
use crate::posting::{Blocks, View};
use crate::question::{Asker, Question, Rule};

/// How a name is sorted, made of its key. What stands before the first `\n` is what it stands under.
pub type Sorting = fn(&str) -> String;

/// A fandom that is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FandomUse {
    /// The tag.
    pub tag: TagId,
    /// How many works are found by it (WR-12).
    pub works: u64,
    /// When one of them was updated last.
    pub updated: i64,
}

/// For whom fandoms are counted, and how they are sorted.
#[derive(Debug, Clone, Copy)]
pub struct World<'w> {
    /// For whom works are counted.
    pub asker: Asker,
    /// What they never want to see.
    pub rules: &'w [Rule],
    /// How names are sorted, always the same.
    pub sorting: Sorting,
}

/// A part of all fandoms in use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fandoms {
    /// Those that were asked for, with how many works each finds.
    pub listed: Vec<(TagId, u64)>,
    /// How many there are.
    pub total: u64,
    /// Under what they stand by name, in that order, and how many under each.
    pub heads: Vec<(String, u64)>,
}

/// The counts, for guests and for members.
#[derive(Debug)]
pub(crate) struct Worlds {
    sorting: Sorting,
    sides: [Side; 2],
}

/// The counts for one asker.
#[derive(Debug, Default)]
struct Side {
    of: HashMap<u32, Entry>,
    by_works: BTreeSet<(Reverse<u64>, Box<str>, u32)>,
    by_name: BTreeSet<(Box<str>, u32)>,
    heads: BTreeMap<Box<str>, u64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    works: u64,
    key: Box<str>,
    sorted: Box<str>,
}

impl Side {
    /// Notes a fandom's count, or that it is in use no more.
    fn note(&mut self, term: u32, entry: Option<Entry>) {
        if self.of.get(&term) == entry.as_ref() {
            return;
        }
        if let Some(old) = self.of.remove(&term) {
            self.by_works.remove(&(Reverse(old.works), old.key, term));
            if let Some(count) = self.heads.get_mut(head(&old.sorted)) {
                *count = count.saturating_sub(1);
            }
            self.by_name.remove(&(old.sorted, term));
        }
        if let Some(new) = entry {
            *self.heads.entry(head(&new.sorted).into()).or_default() += 1;
            self.by_works.insert((Reverse(new.works), new.key.clone(), term));
            self.by_name.insert((new.sorted.clone(), term));
            self.of.insert(term, new);
        }
    }

    fn works(&self, term: u32) -> u64 {
        self.of.get(&term).map_or(0, |entry| entry.works)
    }
}

/// What a name stands under.
fn head(sorted: &str) -> &str {
    sorted.split('\n').next().unwrap_or_default()
}

impl Finder {
    /// The fandoms that find most of the works which the asker may find and no rule hides, of equals the first by name;
    /// synonyms count for what they mean.
    pub fn largest_fandoms(&self, world: &World<'_>, most: usize) -> Fandoms {
        self.in_world(world, |side, less| {
            let left = |term: u32| side.works(term) - less.get(&term).copied().unwrap_or(0);
            let mut touched: Vec<(Reverse<u64>, &str, u32)> = less
                .keys()
                .filter_map(|term| Some((Reverse(left(*term)), &*side.of.get(term)?.key, *term)))
                .filter(|(works, ..)| works.0 > 0)
                .collect();
            let whole = side.by_works.iter().filter(|(_, _, term)| !less.contains_key(term));
            touched.extend(whole.take(most).map(|(works, key, term)| (*works, &**key, *term)));
            touched.sort_unstable();
            touched.iter().take(most).map(|(works, _, term)| (self.index.graph.tag_of(*term), works.0)).collect()
        })
    }

    /// A part of the same fandoms, by name.
    pub fn fandoms_by_name(&self, world: &World<'_>, skip: usize, take: usize) -> Fandoms {
        self.in_world(world, |side, less| {
            let left = |term: u32| side.works(term) - less.get(&term).copied().unwrap_or(0);
            let used = side.by_name.iter().map(|(_, term)| (*term, left(*term))).filter(|(_, works)| *works > 0);
            used.skip(skip).take(take).map(|(term, works)| (self.index.graph.tag_of(term), works)).collect()
        })
    }

    /// What a part of all fandoms is, of the counts for an asker and of how many works the rules take off which.
    fn in_world(
        &self,
        world: &World<'_>,
        listed: impl FnOnce(&Side, &HashMap<u32, u64>) -> Vec<(TagId, u64)>,
    ) -> Fandoms {
        let less = self.hidden_of_fandoms(world.asker, world.rules);
        let mut worlds = self.worlds.lock().unwrap_or_else(PoisonError::into_inner);
        let worlds = worlds.get_or_insert_with(|| self.all_worlds(world.sorting));
        let [guest, member] = &worlds.sides;
        let side = if world.asker == Asker::Guest { guest } else { member };
        let mut heads = side.heads.clone();
        let mut total = side.of.len() as u64;
        for (term, hidden) in &less {
            if let Some(entry) = side.of.get(term).filter(|entry| entry.works == *hidden) {
                total -= 1;
                heads.entry(head(&entry.sorted).into()).and_modify(|count| *count -= 1);
            }
        }
        let heads = heads.into_iter().filter(|(_, count)| *count > 0);
        Fandoms { listed: listed(side, &less), total, heads: heads.map(|(head, count)| (head.into(), count)).collect() }
    }

    fn all_worlds(&self, sorting: Sorting) -> Worlds {
        let mut worlds = Worlds { sorting, sides: Default::default() };
        for term in (0..self.index.graph.len()).filter(|term| self.is_fandom(*term)) {
            self.note_fandom(&mut worlds, term);
        }
        worlds
    }

    /// Counts a fandom anew.
    fn note_fandom(&self, worlds: &mut Worlds, term: u32) {
        let tag = self.index.graph.tag_of(term);
        let key = self.names.key_of(tag).filter(|_| self.is_fandom(term));
        for (side, asker) in worlds.sides.iter_mut().zip([Asker::Guest, Asker::Member]) {
            let works = if key.is_some() { self.finds(tag, asker) } else { 0 };
            let sorted = || key.map(|key| (worlds.sorting)(key)).unwrap_or_default().into();
            let entry = key.filter(|_| works > 0).map(|key| Entry { works, key: key.into(), sorted: sorted() });
            side.note(term, entry);
        }
    }

    /// Counts the fandoms among these terms anew, if anybody has asked for them.
    pub(crate) fn follow_fandoms(&mut self, terms: &[u32]) {
        let kept = self.worlds.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut worlds) = kept {
            for term in terms.iter().filter(|term| self.index.graph.kind(**term) == Some(Kind::Fandom)) {
                self.note_fandom(&mut worlds, *term);
            }
            *self.worlds.get_mut().unwrap_or_else(PoisonError::into_inner) = Some(worlds);
        }
    }

    /// [`Self::follow_fandoms`] of a tag.
    pub(crate) fn follow_name(&mut self, tag: TagId) {
        if let Some(term) = self.index.graph.find(Name::Tag(tag)) {
            self.follow_fandoms(&[term]);
        }
    }

    /// Forgets the counts: they are made anew for whoever asks next.
    pub(crate) fn forget_fandoms(&mut self) {
        *self.worlds.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// How many works the rules take off which fandoms.
    fn hidden_of_fandoms(&self, asker: Asker, rules: &[Rule]) -> HashMap<u32, u64> {
        let mut less = HashMap::new();
        if rules.is_empty() {
            return less;
        }
        for work in self.hidden_works(asker, rules).iter() {
            for term in self.index.trace(work).terms.into_iter().filter(|term| self.is_fandom(*term)) {
                *less.entry(term).or_default() += 1;
            }
        }
        less
    }

    /// How many works each of these tags finds that the asker may find and no rule hides (WR-12).
    pub fn found_by(&self, asker: Asker, rules: &[Rule], tags: &[TagId]) -> Vec<u64> {
        let hidden = if rules.is_empty() { Blocks::default() } else { self.hidden_works(asker, rules) };
        let of_hidden = |tag| self.index.graph.find(Name::Tag(tag)).map(|term| self.index.store.postings.view(term));
        let less = |tag: TagId| of_hidden(tag).map_or(0, |view| shared(&hidden, &view));
        tags.iter().map(|tag| self.finds(*tag, asker) - less(*tag)).collect()
    }

    /// The works that an asker may find and rules hide.
    fn hidden_works(&self, asker: Asker, rules: &[Rule]) -> Blocks {
        let question = Question { asker, rules: rules.to_vec(), ..Question::default() };
        let all = || {
            sieve(&self.index, &mut clauses(&self.index, &Question { asker, ..Question::default() }, Given::default()))
        };
        let (shown, _) = hide(&self.index, all(), &question, Given::default());
        let mut hidden = all().into_blocks();
        for (number, block) in (0..).zip(&mut hidden) {
            discard(block, &View::Blocks(&shown).part(number));
        }
        Blocks::of_blocks(hidden)
    }

    /// Those of these fandoms that find a work which the asker may find and no rule hides, with when it was updated last; synonyms
    /// count for what they mean. Looks at all works that they find.
    pub fn fandoms(&self, asker: Asker, rules: &[Rule], among: &dyn Fn(TagId) -> bool) -> Vec<FandomUse> {
        let question = Question { asker, rules: rules.to_vec(), ..Question::default() };
        let found = sieve(&self.index, &mut clauses(&self.index, &question, Given::default()));
        let (found, _) = hide(&self.index, found, &question, Given::default());
        let is_asked = |term: &u32| self.is_fandom(*term) && among(self.index.graph.tag_of(*term));
        (0..self.index.graph.len()).filter(is_asked).filter_map(|term| self.used(term, &found)).collect()
    }

    /// Whether a term is a fandom, and no other name for one.
    fn is_fandom(&self, term: u32) -> bool {
        let graph = &self.index.graph;
        graph.kind(term) == Some(Kind::Fandom) && graph.canonical(term).is_none_or(|canonical| canonical == term)
    }

    fn used(&self, term: u32, found: &Blocks) -> Option<FandomUse> {
        let view = self.index.store.postings.view(term);
        let works = shared(found, &view);
        let updated = |work: &u32| self.index.value(Measure::Updated, *work);
        let last = view.works().into_iter().filter(|work| found.has(*work)).max_by_key(updated)?;
        let updated = to_time(updated(&last));
        Some(FandomUse { tag: self.index.graph.tag_of(term), works, updated })
    }
}
