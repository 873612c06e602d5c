//! A question from beginning to end.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use super::{
    Clauses, Counter, Given, Leaders, Mark, Ranking, Tally, clauses, direct, hide, page, sets, shared, sieve, walk,
};
use crate::cells::set;
use crate::columns::Measure;
use crate::facts::{Kind, TagId, WorkId};
use crate::finder::{Finder, Lined};
use crate::graph::Name;
use crate::index::{Flag, Index};
use crate::kept::{DEPTH, Kept, Page, ROWS, WORTH};
use crate::posting::{Blocks, View};
use crate::question::{Answer, Asker, Browsed, FacetList, Question, Relevance, Sort, Start};

/// A result is large when it is more than one in this many works, and more than so many: then tags are walked, not works.
const LARGE: u64 = 8;
const MANY: u64 = 4_000;
/// A result is of some size when it is more than one in this many works: then tags are walked if its page is kept.
const SOME: u64 = 256;
/// A page is walked down for results that are more than one in so many of its works.
const SHARE: u64 = 4;
/// Leaders are lined up anew when so many works have come, or one in this many.
const DRIFT: u64 = 1_000;
/// A beginning of an order is tried if it should hold the page this many times over.
const SURE: u64 = 2;
/// Fewer works than this are simply all looked at.
const FEW: u64 = 2_000;

/// Works that the word index named.
struct Among {
    works: Vec<u32>,
    relevance: HashMap<u32, u32>,
}

impl Finder {
    /// Answers a question.
    pub fn ask(&self, question: &Question) -> Answer {
        let among = question.among.as_deref().map(|among| Among::of(&self.index, among));
        if let Some(browsed) = question.browses()
            && let Some(answer) = self.browse(question, browsed)
        {
            return answer;
        }
        let sets = sets(&self.index, question);
        let given = Given { among: among.as_ref().map(|among| among.works.as_slice()), sets: &sets };
        let mut clauses: Clauses<'_> = clauses(&self.index, question, given);
        let found = sieve(&self.index, &mut clauses);
        let (found, hidden) = hide(&self.index, found, question, given);
        let ranked = self.ranked_page(question, &found);
        let ranks = (!question.ranks.is_empty() && ranked.is_none()).then(|| Among::of(&self.index, &question.ranks));
        let among = ranks.or(among);
        let works = match &ranked {
            Some(ranked) => ranked.works.clone(),
            None => self.page(question, &found, among.as_ref()),
        };
        let among = ranked.or(among);
        let mut answer = Answer { total: found.len(), hidden, ..Answer::default() };
        if question.facets > 0 {
            let (tally, spoken) = self.tally_of(question, &found, question.facets as usize);
            answer.facets = self.named(&tally, &spoken);
        }
        self.finish(question, answer, &works, among.as_ref())
    }

    /// Answers a question for a single tag, or for all works, from what is kept; counts and keeps it first if need be.
    fn browse(&self, question: &Question, browsed: Browsed) -> Option<Answer> {
        let guest = question.asker == Asker::Guest;
        let (term, view) = match browsed {
            Browsed::Archive => (None, View::Blocks(self.index.findable(guest))),
            Browsed::Tag(tag) => {
                let term = self.index.graph.find(Name::Tag(tag))?;
                (Some(term), self.index.store.postings.view(term))
            }
        };
        if view.len() < WORTH || question.facets as usize > DEPTH {
            return None;
        }
        let page = (term, guest);
        let kept = |kept: &Kept| kept.get(&self.index, page, question.facets as usize);
        let (total, tally) = self.kept_page(question, page, kept)?;
        let works = self.works_on(question, page, total, &view);
        let spoken = self.spoken_on(question, page, &view)?;
        let facets = if question.facets > 0 { self.named(&tally, &spoken) } else { Vec::new() };
        Some(self.finish(question, Answer { total, facets, ..Answer::default() }, &works, None))
    }

    /// Something of a page that is kept. If it is not there, or not certain, the page is counted anew; `question` asks for it.
    fn kept_page<T>(&self, question: &Question, page: Page, get: impl Fn(&Kept) -> Option<T>) -> Option<T> {
        let kept = || self.kept.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = get(&kept()) {
            return Some(known);
        }
        let found = sieve(&self.index, &mut clauses(&self.index, question, Given::default()));
        let tally = self.tally(&found, page.1, DEPTH).unwrap_or_else(|| self.counted(&found, DEPTH, &[]).0);
        self.kept.write().unwrap_or_else(PoisonError::into_inner).keep(page, found.len(), &tally);
        get(&kept())
    }

    /// The works of a page that is kept and holds `total` of them. If the beginning of their order is not kept, it is from now on.
    fn works_on(&self, question: &Question, page: Page, total: u64, view: &View<'_>) -> Vec<u32> {
        let ranking = self.ranking(question, None);
        let (skip, mark) = start(question, &ranking);
        let part = (skip, question.limit as usize);
        let kept = || self.kept.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(works) = kept().works(page, &ranking, mark.as_ref(), part) {
            return works;
        }
        let is_first = mark.is_none() && skip.saturating_add(part.1) <= ROWS;
        let (from, limit) =
            if is_first { (Start::Offset(0), ROWS as u32) } else { (question.from.clone(), question.limit) };
        let wanted = &Question { from, limit, ..question.clone() };
        let findable = self.index.findable(page.1);
        let works = self.head_page(wanted, total, |work| view.has(work) && findable.has(work)).unwrap_or_else(|| {
            let found = sieve(&self.index, &mut clauses(&self.index, question, Given::default()));
            self.page(wanted, &found, None)
        });
        if !is_first {
            return works;
        }
        self.kept.write().unwrap_or_else(PoisonError::into_inner).keep_works(page, &ranking, &works);
        works.into_iter().skip(skip).take(part.1).collect()
    }

    /// The counts of the tags that a kept page was asked about. Nothing if they are not certain.
    fn spoken_on(&self, question: &Question, page: Page, view: &View<'_>) -> Option<Vec<(u32, u64)>> {
        let guest = page.1;
        let facets = self.spoken_facets(question);
        let count = |facet: u32| {
            let facets = &self.index.graph.facets;
            if page.0.is_none_or(|term| term == facets.term(facet)) {
                let uses = facets.uses(facet);
                return Some(u64::from(if guest { uses.everyone } else { uses.members }));
            }
            let kind = facets.kind(facet)?;
            let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner).count(page, kind, facet);
            kept.or_else(|| {
                let findable = self.index.findable(guest);
                let both = direct(&self.index, facet).works().into_iter();
                Some(both.filter(|work| findable.has(*work) && view.has(*work)).count() as u64)
            })
        };
        facets.into_iter().map(|facet| Some((facet, count(facet)?))).collect()
    }

    /// Those of these works of which there is more than the number beside each says. Not for times.
    pub fn above(&self, measure: Measure, works: &[(WorkId, u64)]) -> Vec<WorkId> {
        let mut has_more = vec![false; works.len()];
        let mut asked: Vec<(u64, u64, u32)> =
            (0..).zip(works).map(|(place, (work, than))| (work.0, *than, place)).collect();
        self.index.works.find_all(
            &mut asked,
            |asked| asked.0,
            |(_, than, place), number| {
                set(&mut has_more, *place, self.index.value(measure, number) > *than);
            },
        );
        works.iter().zip(has_more).filter(|(_, has_more)| *has_more).map(|((work, _), _)| *work).collect()
    }

    fn spoken_facets(&self, question: &Question) -> Vec<u32> {
        let graph = &self.index.graph;
        let terms = question.spoken_of().filter_map(|tag| graph.find(Name::Tag(tag)));
        let mut facets: Vec<u32> =
            terms.filter(|term| graph.is_canonical(*term)).filter_map(|term| graph.facet(term)).collect();
        facets.sort_unstable();
        facets.dedup();
        facets
    }

    /// The first facets of what was found, and the counts of those that were spoken of.
    fn tally_of(&self, question: &Question, found: &Blocks, most: usize) -> (Tally, Vec<(u32, u64)>) {
        let spoken = self.spoken_facets(question);
        let walked = self.tally(found, question.asker == Asker::Guest, most);
        let Some(tally) = walked.or_else(|| self.tally_within(question, found, most)) else {
            return self.counted(found, most, &spoken);
        };
        let count = |facet: u32| shared(found, &direct(&self.index, facet));
        (tally, spoken.into_iter().map(|facet| (facet, count(facet))).collect())
    }

    /// The first facets of a large result, by walking down the tags of the archive.
    fn tally(&self, found: &Blocks, guest: bool, most: usize) -> Option<Tally> {
        if found.len() <= MANY.max(self.len() / LARGE) {
            return None;
        }
        let (leaders, drift) = self.leaders();
        walk(&self.index, found, leaders.get(usize::from(guest))?, drift, most)
    }

    /// The first facets of a result that is much of a page, by walking down the tags of that page: no tag is on more of what was
    /// found than on the page. A page that is not kept is counted first, because the next question will be about it again.
    fn tally_within(&self, question: &Question, found: &Blocks, most: usize) -> Option<Tally> {
        if found.len() <= MANY.max(self.len() / SOME) {
            return None;
        }
        let graph = &self.index.graph;
        let terms = question.all.iter().filter_map(|wanted| Some((graph.find(Name::Tag(wanted.tag))?, wanted.tag)));
        let (term, tag) = terms.min_by_key(|(term, _)| self.index.store.postings.count(*term))?;
        if self.index.store.postings.count(term) > SHARE * found.len() {
            return None;
        }
        let whole = Question { all: vec![tag.into()], asker: question.asker, ..Question::default() };
        let page = (Some(term), question.asker == Asker::Guest);
        let (total, leaders) = self.kept_page(&whole, page, |kept| kept.leaders(page))?;
        let hopeful = leaders.promise(found.len() * 1_000 / total.max(1), most);
        if hopeful { walk(&self.index, found, &leaders, 0, most) } else { None }
    }

    /// The first facets of what was found, and the counts of some, by looking at every work.
    fn counted(&self, found: &Blocks, most: usize, spoken: &[u32]) -> (Tally, Vec<(u32, u64)>) {
        let free = self.counters.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut counter: Counter = free.unwrap_or_default();
        counter.count(&self.index, found);
        let tally = counter.top(&self.index, most);
        let spoken = spoken.iter().map(|facet| (*facet, counter.of(*facet))).collect();
        self.give_back(counter);
        (tally, spoken)
    }

    fn give_back(&self, counter: Counter) {
        let mut free = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        if free.len() < crate::finder::COUNTERS {
            free.push(counter);
        }
    }

    /// The most used tags, and how many works have come since they were lined up.
    fn leaders(&self) -> (Arc<[Leaders; 2]>, u64) {
        let mut lined = self.leaders.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = lined.as_ref().filter(|lined| self.came - lined.came <= DRIFT.max(self.len() / 1_000));
        if let Some(lined) = fresh {
            return (Arc::clone(&lined.leaders), self.came - lined.came);
        }
        let leaders = Arc::new([false, true].map(|guest| Leaders::now(&self.index, guest)));
        *lined = Some(Lined { leaders: Arc::clone(&leaders), came: self.came });
        (leaders, 0)
    }

    fn ranking<'a>(&'a self, question: &Question, among: Option<&'a Among>) -> Ranking<'a> {
        let relevance = among.map(|among| &among.relevance);
        Ranking { index: &self.index, sort: question.sort, descending: question.descending, relevance }
    }

    fn page(&self, question: &Question, found: &Blocks, among: Option<&Among>) -> Vec<u32> {
        if let Some(works) = self.head_page(question, found.len(), |work| found.has(work)) {
            return works;
        }
        let ranking = self.ranking(question, among);
        let (skip, mark) = start(question, &ranking);
        page(&ranking, found, mark.as_ref(), (skip, question.limit as usize))
    }

    /// The page of an order that whoever asks knows, if it is one from the first to the last: then only its beginning is looked at.
    /// With the relevance of the works on it.
    fn ranked_page(&self, question: &Question, found: &Blocks) -> Option<Among> {
        let Start::Offset(skip) = question.from else { return None };
        let falls = question.ranks.is_sorted_by(|one, other| one.1 > other.1) && question.descending;
        if question.ranks.is_empty() || question.sort != Sort::Relevance || !falls {
            return None;
        }
        let (mut page, mut seen) = (Among { works: Vec::new(), relevance: HashMap::new() }, 0);
        for (id, relevance) in &question.ranks {
            let Some(work) = self.index.works.get(id.0).filter(|work| found.has(*work)) else { continue };
            seen += 1;
            if seen > skip && page.works.len() < question.limit as usize {
                page.works.push(work);
                page.relevance.insert(work, ordered(*relevance));
            }
            if page.works.len() == question.limit as usize {
                return Some(page);
            }
        }
        // Behind them come all others, which are in no order of theirs.
        (seen == found.len()).then_some(page)
    }

    /// The page out of the beginning of the order, if that is the quicker way and tells.
    fn head_page(&self, question: &Question, total: u64, wanted: impl Fn(u32) -> bool) -> Option<Vec<u32>> {
        let ranking = self.ranking(question, None);
        let (skip, mark) = start(question, &ranking);
        let need = (skip as u64).saturating_add(u64::from(question.limit));
        let steps = need.saturating_mul(self.len()) / total.max(1);
        if total < FEW || steps * SURE > self.heads.reach() as u64 || steps > total {
            return None;
        }
        self.heads.of(&ranking)?.page(&ranking, mark.as_ref(), (skip, question.limit as usize), wanted)
    }

    fn named(&self, tally: &Tally, spoken: &[(u32, u64)]) -> Vec<FacetList> {
        let graph = &self.index.graph;
        let tag = |(facet, count): &(u32, u64)| (graph.tag_of(graph.facets.term(*facet)), *count);
        let list = |(kind, first): (Kind, &Vec<(u32, u64)>)| {
            let further = spoken.iter().filter(|(facet, _)| graph.facets.kind(*facet) == Some(kind));
            let further = further.filter(|(facet, _)| !first.iter().any(|(other, _)| other == facet));
            let mut rest: Vec<(TagId, u64)> = further.map(tag).collect();
            rest.sort_unstable_by_key(|(tag, count)| (std::cmp::Reverse(*count), *tag));
            FacetList { kind, tags: first.iter().map(tag).chain(rest).collect() }
        };
        Kind::ALL.into_iter().zip(tally).filter(|(kind, _)| *kind != Kind::Media).map(list).collect()
    }

    fn finish(&self, question: &Question, answer: Answer, works: &[u32], among: Option<&Among>) -> Answer {
        let ranking = self.ranking(question, among);
        let next = works.last().map(|work| ranking.cursor(*work));
        Answer { works: works.iter().map(|work| self.index.id(*work)).collect(), next, ..answer }
    }
}

fn start(question: &Question, ranking: &Ranking<'_>) -> (usize, Option<Mark>) {
    match &question.from {
        Start::Offset(offset) => (usize::try_from(*offset).unwrap_or(usize::MAX), None),
        Start::After(cursor) => (0, ranking.mark(cursor)),
    }
}

impl Among {
    fn of(index: &Index, among: &[(WorkId, Relevance)]) -> Self {
        let findable = index.store.flags.works(Flag::Members);
        let mut relevance = HashMap::with_capacity(among.len());
        index.works.find_all(
            &mut among.to_vec(),
            |(id, _)| id.0,
            |(_, of_it), work| {
                if findable.has(work) {
                    relevance.insert(work, ordered(*of_it));
                }
            },
        );
        let mut works: Vec<u32> = relevance.keys().copied().collect();
        works.sort_unstable();
        Self { works, relevance }
    }
}

/// A relevance as a number that compares like it.
fn ordered(relevance: Relevance) -> u32 {
    let bits = relevance.to_bits();
    if bits >> 31 == 1 { !bits } else { bits | 1 << 31 }
}
