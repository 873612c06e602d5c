//! Looking for names.

use super::fuzzy::near;
use super::rank::{Best, Fit};
use super::{Named, Names, words};
use crate::facts::{Kind, TagId};
use crate::finder::Finder;
use crate::graph::Name;
use crate::question::Asker;

/// More names than this are not all looked at: they are gone through in the order of use.
const ALL: usize = 6_000;
/// So many are gone through at most.
const THROUGH: usize = 40_000;
/// Words of what is typed that are looked for.
const WORDS: usize = 8;

/// What to complete.
#[derive(Debug, Clone, Default)]
pub struct Hint {
    /// What is typed so far, normalised as names are.
    pub typed: String,
    /// Only names of this kind.
    pub kind: Option<Kind>,
    /// Only names that belong to one of these fandoms, if there are any (AUTO-2).
    pub fandoms: Vec<TagId>,
    /// For whom: a name that is on no work that the asker may find is not suggested.
    pub asker: Asker,
    /// Names of tags that are not canonical, too.
    pub any_standing: bool,
    /// How many.
    pub limit: usize,
}

/// A name that completes what is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion {
    /// The tag.
    pub tag: TagId,
    /// How many works that the asker may find carry it.
    pub uses: u64,
    /// Whether something typed is misspelt, if this is what was meant.
    pub guessed: bool,
}

/// What is typed, in words.
struct Typed<'a> {
    text: &'a str,
    whole: Vec<&'a str>,
    last: &'a str,
}

impl<'a> Typed<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let mut whole: Vec<&str> = words(text).take(WORDS).collect();
        let mut last = whole.pop()?;
        // One letter says nothing when other words say something (AUTO-3).
        if last.chars().count() == 1 && !whole.is_empty() && text.ends_with(last) {
            last = "";
        }
        Some(Self { text, whole, last })
    }

    fn fits(&self, key: &str) -> bool {
        self.whole.iter().all(|word| words(key).any(|other| other == *word))
            && words(key).any(|other| other.starts_with(self.last))
    }
}

impl Finder {
    /// Names that complete what is typed, the best first: with the whole of what is typed in them, then the most used; those
    /// with words that are nearly the typed ones come after all others.
    pub fn suggest(&self, hint: &Hint) -> Vec<Suggestion> {
        let Some(typed) = Typed::of(&hint.typed) else { return Vec::new() };
        let mut found = self.in_fandoms(hint, &typed);
        if found.is_empty() {
            found = self.spelt(hint, &typed);
        }
        if found.len() < hint.limit {
            let guesses = self.misspelt(hint, &typed);
            let fresh = guesses.into_iter().filter(|guess| !found.iter().any(|other| other.tag == guess.tag));
            found.extend(fresh.collect::<Vec<_>>());
            found.truncate(hint.limit);
        }
        found
    }

    /// A name as a fit, if it may be suggested at all.
    fn fit<'a>(&self, hint: &Hint, name: Named<'a>, whole: bool) -> Option<Fit<'a>> {
        let fixed = matches!(name.kind, Kind::Rating | Kind::Warning | Kind::Category | Kind::Media);
        let uses = self.uses(name.tag, hint.asker);
        let canonical =
            || self.index.graph.find(Name::Tag(name.tag)).is_some_and(|term| self.index.graph.is_canonical(term));
        let fits = hint.kind.is_none_or(|kind| kind == name.kind) && (fixed || uses > 0);
        (fits && (hint.any_standing || canonical())).then_some(Fit { name, whole, uses })
    }

    /// How many works that the asker may find carry a tag, or a synonym of it.
    fn uses(&self, tag: TagId, asker: Asker) -> u64 {
        let graph = &self.index.graph;
        let Some(term) = graph.find(Name::Tag(tag)) else { return 0 };
        let guest = asker == Asker::Guest;
        if let Some(facet) = graph.facet(term).filter(|_| graph.is_canonical(term)) {
            let uses = graph.facets.uses(facet);
            let uses = u64::from(if guest { uses.everyone } else { uses.members });
            // What no work carries may be found by what is a part of it.
            return if uses == 0 && graph.facets.direct(facet).is_some() { self.finds(tag, asker) } else { uses };
        }
        // Others are on few works.
        let findable = self.index.findable(guest);
        self.index.store.postings.view(term).works().into_iter().filter(|work| findable.has(*work)).count() as u64
    }

    fn in_fandoms(&self, hint: &Hint, typed: &Typed<'_>) -> Vec<Suggestion> {
        let mut best = Best::of(hint.limit);
        let mut numbers: Vec<u32> = hint.fandoms.iter().flat_map(|fandom| self.names.in_fandom(*fandom)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for name in numbers.into_iter().filter_map(|number| self.names.name(number)) {
            if name.key.contains(typed.text) {
                self.fit(hint, name, true).into_iter().for_each(|fit| best.offer(fit));
            }
        }
        suggestions(&best, false)
    }

    fn spelt(&self, hint: &Hint, typed: &Typed<'_>) -> Vec<Suggestion> {
        let mut best = Best::of(hint.limit);
        let Some(numbers) = self.names.narrow(typed) else {
            self.go_through(hint, typed, &mut best);
            return suggestions(&best, false);
        };
        for name in numbers.into_iter().filter_map(|number| self.names.name(number)) {
            self.offer(hint, typed, name, &mut best);
        }
        suggestions(&best, false)
    }

    fn offer<'a>(&self, hint: &Hint, typed: &Typed<'_>, name: Named<'a>, best: &mut Best<'a>) {
        if typed.fits(name.key)
            && let Some(fit) = self.fit(hint, name, name.key.contains(typed.text))
        {
            best.offer(fit);
        }
    }

    /// Looks at the most used names until there are enough.
    fn go_through<'a>(&'a self, hint: &Hint, typed: &Typed<'_>, best: &mut Best<'a>) {
        for kind in Kind::ALL.into_iter().filter(|kind| hint.kind.is_none_or(|wanted| wanted == *kind)) {
            let mut of_kind = Best::of(hint.limit);
            for name in self.names.of_kind(kind).take(THROUGH) {
                self.offer(hint, typed, name, &mut of_kind);
                if of_kind.is_full() {
                    break;
                }
            }
            of_kind.fits().iter().for_each(|fit| best.offer(*fit));
        }
    }

    fn misspelt(&self, hint: &Hint, typed: &Typed<'_>) -> Vec<Suggestion> {
        let mut sets: Vec<Vec<u32>> = typed.whole.iter().map(|word| self.names.like(word, false)).collect();
        if !typed.last.is_empty() {
            sets.push(self.names.like(typed.last, true));
        }
        sets.sort_by_key(Vec::len);
        let Some((first, others)) = sets.split_first() else { return Vec::new() };
        let mut best = Best::of(hint.limit);
        for number in first.iter().take(ALL) {
            let in_all = others.iter().all(|other| other.binary_search(number).is_ok());
            if let Some(name) = self.names.name(*number).filter(|_| in_all) {
                self.fit(hint, name, false).into_iter().for_each(|fit| best.offer(fit));
            }
        }
        suggestions(&best, true)
    }
}

fn suggestions(best: &Best<'_>, guessed: bool) -> Vec<Suggestion> {
    best.fits().iter().map(|fit| Suggestion { tag: fit.name.tag, uses: fit.uses, guessed }).collect()
}

impl Names {
    /// The names among which those that fit must be, if they are few enough to look at all.
    fn narrow(&self, typed: &Typed<'_>) -> Option<Vec<u32>> {
        let with = |word: &&str| (self.dense.with_word(word), self.late.with_word(word));
        let lists = typed.whole.iter().map(with);
        if let Some((early, late)) = lists.min_by_key(|(early, late)| early.len() + late.len())
            && early.len() + late.len() <= ALL
        {
            return Some(self.joined(early, late));
        }
        self.beginning(typed.last)
    }

    /// The names with a word that begins so, if they are few enough.
    fn beginning(&self, start: &str) -> Option<Vec<u32>> {
        let early = self.dense.with_beginning(start);
        let late: Vec<u32> = self.late.words_from(start).flat_map(|(_, names)| names).copied().collect();
        (early.len() + late.len() <= ALL).then(|| sorted(self.joined(early, &late)))
    }

    /// The names with a word that is nearly the typed one, or the typed one itself.
    fn like(&self, word: &str, unfinished: bool) -> Vec<u32> {
        let early = near(|start| self.dense.words_from(start.encode_utf8(&mut [0; 4])), word, unfinished);
        let late = near(|start| self.late.words_from(start.encode_utf8(&mut [0; 4])), word, unfinished);
        let mut found = self.joined(&early.concat(), &late.concat());
        if unfinished {
            found.extend(self.beginning(word).unwrap_or_default());
        }
        found.extend(self.joined(self.dense.with_word(word), self.late.with_word(word)));
        sorted(found)
    }

    pub fn in_fandom(&self, fandom: TagId) -> Vec<u32> {
        self.joined(self.dense.in_fandom(fandom), self.late.in_fandom(fandom))
    }
}

fn sorted(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
