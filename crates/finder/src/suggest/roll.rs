//! Lists of names: those with some words, in some fandoms, or beside a fandom on its works, in an order and page by page.
//!
//! Other than what is suggested, a list goes to its end, and its total is exact.

use std::cmp::Ordering;

use super::{Named, Names, Traits, words};
use crate::ask::{direct, shared};
use crate::facts::{Kind, TagId};
use crate::finder::Finder;
use crate::graph::Name;
use crate::posting::View;
use crate::question::Asker;

/// How a tag stands, as far as it is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// It is canonical.
    Canonical,
    /// It means a canonical tag.
    Synonym,
    /// Neither.
    Alone,
}

/// In which order names stand; of equals, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By name.
    #[default]
    Name,
    /// On the most works first.
    Uses,
    /// Made last first.
    Newest,
    /// Made first first.
    Oldest,
}

/// Which names are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Roll<'r> {
    /// For whom works are counted.
    pub asker: Asker,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Texts whose words all stand in the names; who wants more of them than that looks at each.
    pub holding: &'r [String],
    /// They belong to all of these.
    pub fandoms: &'r [TagId],
    /// They stand on a work that has this fandom, by its own name or by a synonym.
    pub beside: Option<TagId>,
    /// Whether canonical names are on the list that are on no work.
    pub with_unused: bool,
    /// The name that comes first.
    pub first: &'r str,
    /// The order.
    pub order: Order,
    /// So many are skipped.
    pub skip: usize,
    /// So many are given.
    pub take: usize,
}

/// A name on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed<'a> {
    /// The tag.
    pub tag: TagId,
    /// What it speaks of.
    pub kind: Kind,
    /// Its normalised name.
    pub key: &'a str,
    /// How it stands.
    pub stands: Stands,
    /// Whether it belongs to a fandom.
    pub is_filed: bool,
    /// Whether it was set aside.
    pub is_aside: bool,
    /// Whether it is a part of another.
    pub is_part: bool,
    /// How many works it finds (WR-12).
    pub uses: u64,
}

impl Finder {
    /// The names that are wanted, a page of them, and how many there are. `fits` is asked before works are counted.
    pub fn roll<'a>(&'a self, roll: &Roll<'_>, fits: impl Fn(&Listed<'a>) -> bool) -> (u64, Vec<Listed<'a>>) {
        let mut found: Vec<(u64, u32)> = Vec::new();
        for number in self.candidates(roll) {
            let Some(name) = self.names.name(number) else { continue };
            if roll.kind.is_some_and(|kind| kind != name.kind) {
                continue;
            }
            let term = self.term_of(&name);
            let listed = self.listed(&name, term);
            if !fits(&listed) {
                continue;
            }
            let uses = self.finds_by(term, roll.asker);
            if uses > 0 || roll.with_unused && listed.stands == Stands::Canonical {
                found.push((rank(roll, &name, uses), number));
            }
        }
        let total = found.len() as u64;
        let page = self.in_order(roll, found).into_iter().filter_map(|number| self.names.name(number));
        let page = page.map(|name| {
            let term = self.term_of(&name);
            Listed { uses: self.finds_by(term, roll.asker), ..self.listed(&name, term) }
        });
        (total, page.collect())
    }

    /// A name, before works are counted.
    fn listed<'a>(&self, name: &Named<'a>, term: Option<u32>) -> Listed<'a> {
        let graph = &self.index.graph;
        let stands = match term.and_then(|term| graph.canonical(term)) {
            canonical @ Some(_) if term == canonical => Stands::Canonical,
            Some(_) => Stands::Synonym,
            None => Stands::Alone,
        };
        let is_part = term.is_some_and(|term| graph.is_part(term));
        let Named { tag, kind, key, traits: Traits { is_filed, is_aside, .. }, .. } = *name;
        Listed { tag, kind, key, stands, is_filed, is_aside, is_part, uses: 0 }
    }

    /// How many works that the asker may find are found by a tag (WR-12).
    pub(crate) fn finds(&self, tag: TagId, asker: Asker) -> u64 {
        self.finds_by(self.index.graph.find(Name::Tag(tag)), asker)
    }

    fn term_of(&self, name: &Named<'_>) -> Option<u32> {
        name.term.or_else(|| self.index.graph.find(Name::Tag(name.tag)))
    }

    /// As [`Self::finds`], of the tag's term.
    fn finds_by(&self, term: Option<u32>, asker: Asker) -> u64 {
        let (Some(term), postings) = (term, &self.index.store.postings) else { return 0 };
        match asker {
            Asker::Guest => shared(self.index.findable(true), &postings.view(term)),
            Asker::Member => postings.count(term),
        }
    }

    /// The numbers of the names among which those that are wanted must be.
    fn candidates(&self, roll: &Roll<'_>) -> Vec<u32> {
        if let Some(fandom) = roll.beside {
            return self.beside(fandom, roll.kind);
        }
        let texts = roll.holding.iter().flat_map(|text| words(text));
        let mut lists: Vec<Vec<u32>> = texts.map(|word| self.names.with_word(word)).collect();
        lists.extend(roll.fandoms.iter().map(|fandom| self.names.in_fandom(*fandom)));
        lists.sort_by_key(Vec::len);
        let mut lists = lists.into_iter();
        let Some(mut least) = lists.next() else { return self.names.numbers(roll.kind).collect() };
        for list in lists {
            least.retain(|number| list.binary_search(number).is_ok());
        }
        least
    }

    /// The names of tags on the works of a fandom.
    fn beside(&self, fandom: TagId, kind: Option<Kind>) -> Vec<u32> {
        let (graph, forward) = (&self.index.graph, &self.index.store.forward);
        let mut seen = vec![0_u64; graph.len() as usize / 64 + 1];
        let mut terms = Vec::new();
        let mut see = |term: u32| {
            let Some(cell) = seen.get_mut(term as usize / 64) else { return };
            if *cell >> (term % 64) & 1 == 0 {
                *cell |= 1 << (term % 64);
                terms.push(term);
            }
        };
        for work in self.of_fandom(fandom).works() {
            let carried = forward.carried(work);
            carried.plain().for_each(|(_, facet)| see(graph.facets.term(facet)));
            carried.others().for_each(|(term, _)| see(term));
        }
        let of_kind = |term: &u32| graph.kind(*term).is_some_and(|is| kind.is_none_or(|kind| kind == is));
        terms.into_iter().filter(of_kind).filter_map(|term| self.names.number(graph.tag_of(term))).collect()
    }

    /// The works that have a fandom, by its own name or by a synonym.
    fn of_fandom(&self, fandom: TagId) -> View<'_> {
        let graph = &self.index.graph;
        let Some(term) = graph.find(Name::Tag(fandom)) else { return View::none() };
        match graph.facet(term).filter(|_| graph.is_canonical(term)) {
            Some(facet) => direct(&self.index, facet),
            None => self.index.store.postings.view(term),
        }
    }

    /// The numbers of a page of what was found.
    fn in_order(&self, roll: &Roll<'_>, mut found: Vec<(u64, u32)>) -> Vec<u32> {
        let key = |number: u32| self.names.name(number).map_or("", |name| name.key);
        let compare = |one: &(u64, u32), other: &(u64, u32)| -> Ordering {
            one.0.cmp(&other.0).then_with(|| key(one.1).cmp(key(other.1)))
        };
        let end = roll.skip.saturating_add(roll.take);
        if (1..found.len()).contains(&end) {
            found.select_nth_unstable_by(end - 1, compare);
            found.truncate(end);
        }
        found.sort_unstable_by(compare);
        found.into_iter().skip(roll.skip).take(roll.take).map(|(_, number)| number).collect()
    }
}

/// What a name is ordered by before its letters, from the least.
fn rank(roll: &Roll<'_>, name: &Named<'_>, uses: u64) -> u64 {
    if !roll.first.is_empty() && name.key == roll.first {
        return 0;
    }
    let made = u64::from(name.traits.made);
    1 + match roll.order {
        Order::Name => 0,
        Order::Uses => u64::from(u32::MAX) - uses.min(u64::from(u32::MAX)),
        Order::Newest => u64::from(u32::MAX) - made,
        Order::Oldest => made,
    }
}

impl Names {
    /// The number of a tag's name.
    fn number(&self, tag: TagId) -> Option<u32> {
        self.late.number(tag).map(|late| late + self.dense.len()).or_else(|| self.dense.number(tag))
    }

    /// The normalised name of a tag.
    pub fn key_of(&self, tag: TagId) -> Option<&str> {
        self.name(self.number(tag)?).map(|name| name.key)
    }

    fn with_word(&self, word: &str) -> Vec<u32> {
        self.joined(self.dense.with_word(word), self.late.with_word(word))
    }
}
