//! The finder: facts in, answers out.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::ask::{Counter, Leaders};
use crate::facts::{Audience, Counts, Kind, Tag, TagId, Work, WorkId};
use crate::graph::Name;
use crate::heads::Heads;
use crate::index::{Gatherer, Index, Trace};
use crate::kept::Kept;
use crate::suggest::{Names, TagName};
use crate::worlds::Worlds;

/// Counters that are kept for the next question; more are made when more ask at once.
pub(crate) const COUNTERS: usize = 4;

/// Finds works by their tags and counts facets.
///
/// ```
/// use finder::{Audience, Entered, Finder, Kind, Question, Role, Standing, Tag, TagId, Work, WorkId};
///
/// let mut finder = Finder::new();
/// let synonym = Standing::SynonymOf(TagId(1));
/// finder.put_tag(&Tag { id: TagId(1), kind: Kind::Fandom, standing: Standing::Canonical, metatags: vec![] });
/// finder.put_tag(&Tag { id: TagId(2), kind: Kind::Fandom, standing: synonym, metatags: vec![] });
/// let entered = Entered { tag: TagId(2), kind: Kind::Fandom, role: Role::Plain };
/// finder.put(&Work { id: WorkId(7), audience: Audience::Everyone, tags: vec![entered], ..Work::default() });
///
/// let answer = finder.ask(&Question { all: vec![TagId(1).into()], facets: 10, ..Question::default() });
/// assert_eq!((answer.works, answer.total), (vec![WorkId(7)], 1));
/// assert_eq!(answer.facets[3].tags, [(TagId(1), 1)]);
/// ```
///
/// Changes need `&mut`, questions only `&`: whoever shares a finder between threads keeps it in a lock. A change takes
/// microseconds, and the next question sees it.
#[derive(Debug)]
pub struct Finder {
    pub(crate) index: Index,
    pub(crate) names: Names,
    pub(crate) heads: Heads,
    pub(crate) kept: RwLock<Kept>,
    pub(crate) leaders: Mutex<Option<Lined>>,
    pub(crate) counters: Mutex<Vec<Counter>>,
    /// Fandoms in use, once somebody has asked for them.
    pub(crate) worlds: Mutex<Option<Worlds>>,
    /// Works that came since the beginning.
    pub(crate) came: u64,
    /// While it is filled.
    gatherer: Option<Gatherer>,
}

/// Leaders, and how many works had come when they were lined up.
#[derive(Debug)]
pub(crate) struct Lined {
    /// For members and for guests.
    pub leaders: Arc<[Leaders; 2]>,
    pub came: u64,
}

impl Default for Finder {
    fn default() -> Self {
        Self::of(Index::default(), true)
    }
}

impl Finder {
    /// An empty finder.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty finder that is going to be filled with a whole archive. It is not asked before [`Self::settle`], because it does
    /// without what only questions need. It fills fastest, and takes the least memory, when it is told of the most used tags
    /// first and of all tags before all works.
    pub fn to_fill() -> Self {
        Self { gatherer: Some(Gatherer::default()), ..Self::of(Index::to_fill(), false) }
    }

    pub(crate) fn of(index: Index, keep_heads: bool) -> Self {
        Self {
            index,
            names: Names::default(),
            heads: Heads::new(keep_heads),
            kept: RwLock::default(),
            leaders: Mutex::default(),
            counters: Mutex::default(),
            worlds: Mutex::default(),
            came: 0,
            gatherer: None,
        }
    }

    /// After filling: gives memory back and lines up the beginnings of all orders.
    pub fn settle(&mut self) {
        self.catch_up();
        self.gatherer = None;
        self.index.settle();
        self.heads.line_up(&self.index);
        self.order_names();
    }

    /// How many works can be found, by members.
    pub fn len(&self) -> u64 {
        self.index.findable(false).len()
    }

    /// Whether nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Notes a work, or what it is now. One for nobody is forgotten.
    pub fn put(&mut self, work: &Work) {
        if work.audience == Audience::Nobody {
            return self.remove(work.id);
        }
        if let Some(number) = self.index.works.get(work.id.0) {
            self.withdraw(number);
        }
        let (number, trace) = self.index.put(work, self.gatherer.as_mut());
        self.heads.enter(&self.index, number);
        self.heads.refill(&self.index);
        self.came += 1;
        let (index, kept) = self.kept_mut();
        kept.enter(index, &trace, number);
        self.follow_fandoms(&trace.terms);
    }

    /// Forgets a work.
    pub fn remove(&mut self, id: WorkId) {
        let Some(number) = self.index.works.get(id.0) else { return };
        self.withdraw(number);
        self.index.forget(id, number);
        self.heads.refill(&self.index);
    }

    /// Notes what is counted of a work that is known, and nothing else.
    pub fn count(&mut self, id: WorkId, counts: &Counts) {
        let Some(number) = self.index.works.get(id.0) else { return };
        self.catch_up();
        self.heads.leave(&self.index, number);
        let (index, kept) = self.kept_mut();
        let trace = if kept.is_empty() { Trace::default() } else { index.trace(number) };
        kept.leave_orders(index, &trace, number);
        self.index.store.put_counts(number, counts);
        let (index, kept) = self.kept_mut();
        kept.enter_orders(index, &trace, number);
        self.heads.enter(&self.index, number);
        self.heads.refill(&self.index);
    }

    /// Notes a tag, or where it stands now. The works that carry it are found accordingly at once (WR-11, WR-12).
    ///
    /// Nothing needs to be told of a tag that is unwrangled, and tags may come in any order.
    pub fn put_tag(&mut self, tag: &Tag) {
        self.catch_up();
        let was_kind = self.index.graph.find(Name::Tag(tag.id)).and_then(|term| self.index.graph.kind(term));
        if self.index.wrangle(tag) {
            if [Some(tag.kind), was_kind].contains(&Some(Kind::Fandom)) {
                self.forget_fandoms();
            }
            self.kept_mut().1.clear();
            *self.leaders.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    /// Notes a tag's name and where it belongs, for suggesting.
    pub fn put_name(&mut self, name: &TagName) {
        if self.names.put(name) {
            self.order_names();
        }
        self.follow_name(name.tag);
    }

    /// Suggests a tag's name no longer.
    pub fn remove_name(&mut self, tag: TagId) {
        self.names.remove(tag);
        self.follow_name(tag);
    }

    fn order_names(&mut self) {
        let graph = &self.index.graph;
        let uses = |facet| u64::from(graph.facets.uses(facet).members);
        self.names.order(|tag| {
            let term = graph.find(Name::Tag(tag));
            (term, term.and_then(|term| graph.facet(term)).map_or(0, uses))
        });
    }

    /// While it is filled: writes what was gathered, for whoever needs it whole.
    fn catch_up(&mut self) {
        if let Some(gatherer) = &mut self.gatherer {
            gatherer.finish(&mut self.index);
        }
    }

    fn withdraw(&mut self, number: u32) {
        self.catch_up();
        self.heads.leave(&self.index, number);
        let trace = self.index.withdraw(number);
        let (index, kept) = self.kept_mut();
        kept.leave(index, &trace, number);
        self.follow_fandoms(&trace.terms);
    }

    /// What is kept, and the index that it is kept of.
    fn kept_mut(&mut self) -> (&Index, &mut Kept) {
        (&self.index, self.kept.get_mut().unwrap_or_else(PoisonError::into_inner))
    }
}
