//! Filling the lists of a whole archive: what comes is collected, put in the order of the terms, and entered by a second
//! thread while the first one takes in the next works.
//!
//! A work enters some forty lists that lie far apart, and every one of them has to be fetched from memory. In the order of the
//! terms they lie side by side, and a list that many works enter is fetched once.

use std::thread::JoinHandle;

use crate::posting::Postings;

/// Entries that are collected before they are entered.
const HEAP: usize = 1 << 19;

/// What is to be entered, and the lists while somebody enters.
#[derive(Debug, Default)]
pub struct Gatherer {
    /// Term and work, as one number.
    heap: Vec<u64>,
    busy: Option<JoinHandle<Postings>>,
}

impl Gatherer {
    /// Notes that a work enters the lists of these terms.
    pub fn note(&mut self, terms: &[u32], work: u32, postings: &mut Postings) {
        self.heap.extend(terms.iter().map(|term| u64::from(*term) << 32 | u64::from(work)));
        if self.heap.len() >= HEAP {
            self.hand_over(postings);
        }
    }

    /// Enters all that was noted; the lists are whole afterwards.
    pub fn finish(&mut self, postings: &mut Postings) {
        self.wait(postings);
        enter(&mut self.heap, postings);
    }

    /// Lets the other thread enter what was noted. It holds the lists meanwhile.
    fn hand_over(&mut self, postings: &mut Postings) {
        self.wait(postings);
        let mut heap = std::mem::replace(&mut self.heap, Vec::with_capacity(HEAP));
        let mut lists = std::mem::take(postings);
        self.busy = Some(std::thread::spawn(move || {
            enter(&mut heap, &mut lists);
            lists
        }));
    }

    fn wait(&mut self, postings: &mut Postings) {
        match self.busy.take().map(JoinHandle::join) {
            Some(Ok(lists)) => *postings = lists,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => {}
        }
    }
}

fn enter(heap: &mut Vec<u64>, postings: &mut Postings) {
    heap.sort_unstable();
    for entry in heap.drain(..) {
        postings.insert((entry >> 32) as u32, entry as u32);
    }
}
