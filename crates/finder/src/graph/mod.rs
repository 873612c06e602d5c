//! The wrangling graph: which tag is whose synonym, which tag stands under which, and what follows for a work (WR-11).
//!
//! Everything that works can be found by has a *term*, a short number: tags, authors, series, collections, languages. A canonical tag also
//! has a *facet*, a row of its own; its synonyms point to the row, so a link is one number and no work is rewritten.

mod rows;

pub use rows::{Facets, Uses};

use std::io::{Read, Write};

use rustc_hash::FxHashMap;

use crate::cells::{at, reach, set};
use crate::facts::{AuthorId, CollectionId, Kind, LanguageId, SeriesId, TagId};
use crate::ids::Ids;
use crate::posting::insert_sorted;
use crate::snapshot::{In, Keep, Out, SnapshotError};

const CANONICAL: u8 = 0x10;
const UNDER: u8 = 0x20;
const TAG: u8 = 0x40;
const KIND: u8 = 0x0F;
/// Ids of terms have their class in so many bits, the lowest, so that small ids make small keys, whatever they are of.
const CLASS: u32 = 3;
/// Bits of an id itself.
const ID: u32 = 45;

/// What a term is the short number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// A tag.
    Tag(TagId),
    /// Somebody.
    Author(AuthorId),
    /// A series.
    Series(SeriesId),
    /// A language.
    Language(LanguageId),
    /// The works that carry a canonical tag or a synonym of it, without its subtags.
    Direct(TagId),
    /// A collection.
    Collection(CollectionId),
}

impl Name {
    const fn key(self) -> u64 {
        let (class, id) = match self {
            Self::Tag(TagId(id)) => (0, id),
            Self::Author(AuthorId(id)) => (1, id),
            Self::Series(SeriesId(id)) => (2, id),
            Self::Language(LanguageId(id)) => (3, id),
            Self::Direct(TagId(id)) => (4, id),
            Self::Collection(CollectionId(id)) => (5, id),
        };
        (id & ((1 << ID) - 1)) << CLASS | class
    }
}

/// Terms, and the links between those that are tags.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    ids: Ids,
    /// Kind and state of each term.
    marks: Vec<u8>,
    /// The facet that a term counts for, plus one. It ends with the last term that has one: most have none, and come late.
    facet: Vec<u32>,
    pub facets: Facets,
    /// Direct metatags of a term, as they were told.
    metatags: FxHashMap<u32, Vec<u32>>,
    /// The other way round.
    subtags: FxHashMap<u32, Vec<u32>>,
    /// Synonyms of tags that are not canonical at present, and the other way round.
    waiting: FxHashMap<u32, u32>,
    awaited: FxHashMap<u32, Vec<u32>>,
}

impl Graph {
    /// The term of a name that is known.
    pub fn find(&self, name: Name) -> Option<u32> {
        self.ids.get(name.key())
    }

    /// While it is filled: asks for what is known of names whose terms are wanted next, of all at a time.
    pub fn look_ahead(&self, names: impl Iterator<Item = Name>) {
        std::hint::black_box(names.fold(0, |seen, name| seen ^ self.ids.look_ahead(name.key())));
    }

    /// The term of a name.
    pub fn term(&mut self, name: Name) -> u32 {
        let term = self.ids.number(name.key());
        reach(&mut self.marks, term);
        term
    }

    /// The term of a tag; a tag that nobody told of is unwrangled.
    pub fn tag(&mut self, tag: TagId, kind: Kind) -> u32 {
        let term = self.term(Name::Tag(tag));
        if at(&self.marks, term) & TAG == 0 {
            set(&mut self.marks, term, TAG | kind as u8);
        }
        term
    }

    /// The tag behind a term.
    pub fn tag_of(&self, term: u32) -> TagId {
        TagId(self.ids.id(term) >> CLASS)
    }

    /// What a tag speaks of.
    pub fn kind(&self, term: u32) -> Option<Kind> {
        let mark = at(&self.marks, term);
        (mark & TAG != 0).then(|| Kind::of(mark & KIND)).flatten()
    }

    /// Whether a tag is canonical.
    pub fn is_canonical(&self, term: u32) -> bool {
        at(&self.marks, term) & CANONICAL != 0
    }

    /// Whether a term is the name of somebody.
    pub fn is_author(&self, term: u32) -> bool {
        self.ids.id(term) & ((1 << CLASS) - 1) == 1
    }

    /// How many terms there are.
    pub fn len(&self) -> u32 {
        self.ids.bound()
    }

    /// The facet that a term counts for (FILT-3).
    #[inline]
    pub fn facet(&self, term: u32) -> Option<u32> {
        at(&self.facet, term).checked_sub(1)
    }

    /// The canonical form of a tag, if it has one.
    pub fn canonical(&self, term: u32) -> Option<u32> {
        self.facet(term).map(|facet| self.facets.term(facet))
    }

    /// Adds all that a tag makes a work found by: itself, its canonical form, and all metatags of that.
    pub fn filters(&self, term: u32, into: &mut Vec<u32>) {
        into.push(term);
        let Some(canonical) = self.canonical(term) else { return };
        if canonical != term {
            into.push(canonical);
        }
        if at(&self.marks, canonical) & UNDER != 0 {
            self.climb(canonical, into);
        }
    }

    /// Adds the metatags above a canonical tag. Cycles, which the archive refuses, end here too.
    fn climb(&self, canonical: u32, into: &mut Vec<u32>) {
        let (start, mut next, mut tag) = (into.len(), into.len(), canonical);
        loop {
            for metatag in self.metatags(tag) {
                let is_new = *metatag != canonical && !into.iter().skip(start).any(|other| other == metatag);
                if is_new && self.is_canonical(*metatag) {
                    into.push(*metatag);
                }
            }
            let Some(above) = into.get(next) else { return };
            (tag, next) = (*above, next + 1);
        }
    }

    /// Canonical tags that stand directly under a tag.
    pub fn under(&self, term: u32) -> impl Iterator<Item = u32> + '_ {
        let told = self.subtags.get(&term).into_iter().flatten().copied();
        told.filter(|subtag| self.is_canonical(*subtag))
    }

    /// Synonyms that wait for a tag to become canonical.
    pub fn waiting_for(&self, term: u32) -> &[u32] {
        self.awaited.get(&term).map_or(&[], Vec::as_slice)
    }

    fn wait(&mut self, synonym: u32, target: u32) {
        self.waiting.insert(synonym, target);
        insert_sorted(self.awaited.entry(target).or_default(), synonym);
    }

    fn stop_waiting(&mut self, synonym: u32) {
        let Some(target) = self.waiting.remove(&synonym) else { return };
        if let Some(synonyms) = self.awaited.get_mut(&target) {
            synonyms.retain(|other| *other != synonym);
        }
    }

    /// Changes what a tag speaks of.
    pub fn set_kind(&mut self, term: u32, kind: Kind) {
        let mark = at(&self.marks, term);
        set(&mut self.marks, term, mark & !KIND | TAG | kind as u8);
        if let Some(facet) = self.facet(term).filter(|_| mark & CANONICAL != 0) {
            self.facets.set_kind(facet, kind);
        }
    }

    /// Whether a tag's standing is what it is told to be.
    pub fn stands_as(&self, term: u32, canonical: bool, synonym_of: Option<u32>) -> bool {
        let told =
            self.waiting.get(&term).copied().or_else(|| self.canonical(term).filter(|_| !self.is_canonical(term)));
        self.is_canonical(term) == canonical && told == synonym_of
    }

    /// Makes a tag canonical; synonyms that waited for it come to it.
    pub fn make_canonical(&mut self, term: u32) {
        self.unlink(term);
        let kind = at(&self.marks, term) & KIND;
        let facet = self.facets.add(term, kind);
        self.mark(term, CANONICAL, true);
        self.point(term, facet + 1);
        for synonym in self.awaited.remove(&term).unwrap_or_default() {
            self.waiting.remove(&synonym);
            self.point(synonym, facet + 1);
        }
    }

    fn point(&mut self, term: u32, facet: u32) {
        reach(&mut self.facet, term);
        set(&mut self.facet, term, facet);
    }

    /// Makes a tag a synonym of another, or of nothing.
    pub fn make_plain(&mut self, term: u32, synonym_of: Option<u32>) {
        self.unlink(term);
        match synonym_of {
            None => {}
            Some(other) if self.is_canonical(other) => {
                let facet = at(&self.facet, other);
                self.point(term, facet);
            }
            Some(other) => self.wait(term, other),
        }
    }

    /// Ends what a tag was. Its synonyms wait.
    fn unlink(&mut self, term: u32) {
        self.stop_waiting(term);
        let facet = at(&self.facet, term);
        set(&mut self.facet, term, 0);
        if !self.is_canonical(term) {
            return;
        }
        self.mark(term, CANONICAL, false);
        for synonym in (0..self.len()).filter(|other| at(&self.facet, *other) == facet).collect::<Vec<_>>() {
            set(&mut self.facet, synonym, 0);
            self.wait(synonym, term);
        }
        self.facets.retire(facet - 1);
    }

    /// Whether a tag was told to stand under another.
    pub fn is_part(&self, term: u32) -> bool {
        at(&self.marks, term) & UNDER != 0
    }

    /// The direct metatags that a tag was told to have.
    pub fn metatags(&self, term: u32) -> &[u32] {
        self.metatags.get(&term).map_or(&[], Vec::as_slice)
    }

    /// Gives a tag its direct metatags.
    pub fn set_metatags(&mut self, term: u32, metatags: Vec<u32>) {
        for old in self.metatags.remove(&term).into_iter().flatten() {
            if let Some(subtags) = self.subtags.get_mut(&old) {
                subtags.retain(|subtag| *subtag != term);
            }
        }
        for new in &metatags {
            insert_sorted(self.subtags.entry(*new).or_default(), term);
        }
        self.mark(term, UNDER, !metatags.is_empty());
        if !metatags.is_empty() {
            self.metatags.insert(term, metatags);
        }
    }

    fn mark(&mut self, term: u32, bit: u8, on: bool) {
        let mark = at(&self.marks, term);
        set(&mut self.marks, term, if on { mark | bit } else { mark & !bit });
    }

    /// Whether two canonical tags, or tags without links, share one of themselves or their metatags (SRCH-10).
    pub fn related(&self, one: u32, other: u32) -> bool {
        let (mut ones, mut others) = (Vec::new(), Vec::new());
        self.filters(one, &mut ones);
        self.filters(other, &mut others);
        ones.iter().any(|tag| others.contains(tag))
    }

    /// An empty one that is going to be filled.
    pub fn to_fill() -> Self {
        Self { ids: Ids::to_fill(), ..Self::default() }
    }

    /// Gives back memory that was kept for growing or filling.
    pub fn settle(&mut self) {
        self.ids.settle();
        self.marks.shrink_to_fit();
        self.facet.shrink_to_fit();
        self.facets.settle();
    }
}

impl Graph {
    /// What ids, and what all else that is known of terms, ask of the allocator.
    pub fn weights(&self) -> [usize; 2] {
        let links = [&self.metatags, &self.subtags, &self.awaited].map(Keep::weight).into_iter().sum::<usize>();
        let tables = self.marks.weight() + self.facet.weight() + self.facets.weight();
        [self.ids.weight(), tables + links + self.waiting.weight()]
    }
}

impl Keep for Graph {
    fn keep<W: Write>(&self, out: &mut Out<W>) -> Result<(), SnapshotError> {
        self.ids.keep(out)?;
        self.marks.keep(out)?;
        self.facet.keep(out)?;
        self.facets.keep(out)?;
        self.metatags.keep(out)?;
        self.waiting.keep(out)
    }

    /// What leads the other way round follows.
    fn fetch<R: Read>(from: &mut In<R>) -> Result<Self, SnapshotError> {
        let mut graph = Self {
            ids: Keep::fetch(from)?,
            marks: Keep::fetch(from)?,
            facet: Keep::fetch(from)?,
            facets: Keep::fetch(from)?,
            metatags: Keep::fetch(from)?,
            waiting: Keep::fetch(from)?,
            ..Self::default()
        };
        for (term, metatags) in &graph.metatags {
            for metatag in metatags {
                insert_sorted(graph.subtags.entry(*metatag).or_default(), *term);
            }
        }
        for (synonym, target) in &graph.waiting {
            insert_sorted(graph.awaited.entry(*target).or_default(), *synonym);
        }
        Ok(graph)
    }

    fn weight(&self) -> usize {
        self.weights().into_iter().sum()
    }
}
