//! Filling a finder with a whole archive: works are taken in by one thread, which finds out what each is found by, and written
//! by a second one, some thousands at a time.
//!
//! A work enters some forty lists that lie far apart, and every one of them has to be fetched from memory. In the order of the
//! terms they lie side by side, and a list that many works enter is fetched once.

use std::thread::JoinHandle;

use super::Index;
use super::derived::counted;
use super::store::{Facts, Row, Store};
use crate::cells::{at, reach, set};
use crate::facts::Role;
use crate::forward::Load;
use crate::graph::Uses;

/// Entries that are collected before they are entered.
const HEAP: usize = 1 << 19;

/// What is to be written, and the store while somebody writes.
#[derive(Debug, Default)]
pub struct Gatherer {
    heap: Heap,
    /// What was counted, by facet, and is not counted in the graph yet.
    uses: Vec<Uses>,
    busy: Option<JoinHandle<(Store, Vec<Uses>)>>,
}

/// Rows of works, one after the other: their numbers, tags and texts stand together, so that a work asks for no memory of its own.
#[derive(Debug, Default)]
struct Heap {
    /// Term and work, as one number.
    entries: Vec<u64>,
    rows: Vec<(u32, Facts, Lengths)>,
    numbers: Vec<u32>,
    others: Vec<(u32, Role)>,
    texts: String,
}

/// How long the parts of a row are.
#[derive(Debug, Clone, Copy)]
struct Lengths {
    title: usize,
    byline: usize,
    facets: usize,
    derived: usize,
    firsts: usize,
    names: usize,
    others: usize,
}

impl Gatherer {
    /// Notes a work, and that it enters the lists of these terms.
    pub fn note(&mut self, row: &Row<'_>, terms: &[u32], index: &mut Index) {
        self.heap.push(row, terms);
        if self.heap.entries.len() >= HEAP {
            self.hand_over(index);
        }
    }

    /// Writes all that was noted; the index is whole afterwards.
    pub fn finish(&mut self, index: &mut Index) {
        self.wait(index);
        std::mem::take(&mut self.heap).write(&mut index.store, &mut self.uses);
        for (facet, more) in (0..).zip(self.uses.drain(..)) {
            let Uses { everyone, members } = index.graph.facets.uses(facet);
            let sum = Uses { everyone: everyone + more.everyone, members: members + more.members };
            index.graph.facets.set_uses(facet, sum);
        }
    }

    /// Lets the other thread write what was noted. It holds the store meanwhile.
    fn hand_over(&mut self, index: &mut Index) {
        self.wait(index);
        let heap = std::mem::take(&mut self.heap);
        let (mut store, mut uses) = (std::mem::take(&mut index.store), std::mem::take(&mut self.uses));
        self.busy = Some(std::thread::spawn(move || {
            heap.write(&mut store, &mut uses);
            (store, uses)
        }));
    }

    fn wait(&mut self, index: &mut Index) {
        match self.busy.take().map(JoinHandle::join) {
            Some(Ok((store, uses))) => (index.store, self.uses) = (store, uses),
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => {}
        }
    }
}

impl Heap {
    fn push(&mut self, row: &Row<'_>, terms: &[u32]) {
        let Row { work, title, byline, load, facts } = row;
        let Load { facets, derived, firsts, names, others } = load;
        self.entries.extend(terms.iter().map(|term| u64::from(*term) << 32 | u64::from(*work)));
        for text in [title, byline] {
            self.texts.push_str(text);
        }
        for numbers in [facets, derived, firsts, names] {
            self.numbers.extend_from_slice(numbers);
        }
        self.others.extend_from_slice(others);
        let lengths = Lengths {
            title: title.len(),
            byline: byline.len(),
            facets: facets.len(),
            derived: derived.len(),
            firsts: firsts.len(),
            names: names.len(),
            others: others.len(),
        };
        self.rows.push((*work, *facts, lengths));
    }

    fn write(mut self, store: &mut Store, uses: &mut Vec<Uses>) {
        let (mut texts, mut numbers, mut others) = (&*self.texts, &*self.numbers, &*self.others);
        for (work, facts, lengths) in &self.rows {
            let mut text = |length| next(&mut texts, |all| all.split_at_checked(length));
            let (title, byline) = (text(lengths.title), text(lengths.byline));
            let mut part = |length| next(&mut numbers, |all| all.split_at_checked(length));
            let [facets, derived, firsts, names] =
                [lengths.facets, lengths.derived, lengths.firsts, lengths.names].map(&mut part);
            let others = next(&mut others, |all| all.split_at_checked(lengths.others));
            store.note(&Row {
                work: *work,
                title,
                byline,
                load: Load { facets, derived, firsts, others, names },
                facts: *facts,
            });
            for facet in facets {
                reach(uses, *facet);
                let counted = counted(at(uses, *facet), facts.everyone(), |uses| uses + 1);
                set(uses, *facet, counted);
            }
        }
        self.entries.sort_unstable();
        for entry in self.entries {
            store.postings.insert((entry >> 32) as u32, entry as u32);
        }
    }
}

/// Takes the first part off what is left.
fn next<'a, T: ?Sized>(left: &mut &'a T, split: impl Fn(&'a T) -> Option<(&'a T, &'a T)>) -> &'a T
where
    &'a T: Default,
{
    let (first, rest) = split(left).unwrap_or_default();
    *left = rest;
    first
}
