//! Rows held in memory by their ids: most pages show dozens of names and hundreds of tags, ids are random, and so each is on a page
//! of the database of its own.
//!
//! They are held as of a step. Whoever changes such rows, or takes one away that something may still lead to, takes the next one in the
//! same transaction, and what was held before counts no more, on no node. What is added needs no step: of what is not there nothing
//! is held.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Tx, args};
use crate::Result;

/// Rows by their ids.
pub(crate) type Rows<K, V> = HashMap<K, Arc<V>>;

/// What was asked for last.
#[derive(Debug)]
pub(crate) struct Held<K, V> {
    /// Whose steps these are.
    what: &'static str,
    most: usize,
    state: Mutex<State<K, V>>,
}

/// Rows as of a step. Those that have not been asked for since half of `most` others were are let go.
#[derive(Debug)]
struct State<K, V> {
    step: i64,
    young: Rows<K, V>,
    old: Rows<K, V>,
}

impl<K: Copy + Eq + Hash + Ord, V: PartialEq> Held<K, V> {
    /// Holds so many rows of which the steps are counted under this name.
    pub(crate) fn new(what: &'static str, most: usize) -> Self {
        Self { what, most, state: Mutex::new(State { step: 0, young: Rows::new(), old: Rows::new() }) }
    }

    /// These rows, as the transaction sees them; `read` reads those that are not held. What is not there is left out.
    pub(crate) fn of(
        &self,
        tx: &Tx<'_>,
        wanted: impl IntoIterator<Item = K>,
        read: impl Fn(&Tx<'_>, &[K]) -> Result<Rows<K, V>>,
    ) -> Result<Rows<K, V>> {
        let mut wanted: Vec<K> = wanted.into_iter().collect();
        wanted.sort_unstable();
        wanted.dedup();
        // What is not stored for good may be taken back, and its step be taken by something else.
        if wanted.is_empty() || !tx.is_settled() {
            return read(tx, &wanted);
        }
        let step = tx.value("select step from steps where what = $1", args![self.what])?.unwrap_or(0);
        let mut found = self.known(step, &wanted);
        debug_assert!(
            found == read(tx, &found.keys().copied().collect::<Vec<K>>())?,
            "something of {} was changed without a step",
            self.what
        );
        wanted.retain(|id| !found.contains_key(id));
        if !wanted.is_empty() {
            let rows = read(tx, &wanted)?;
            self.keep(step, &rows);
            found.extend(rows);
        }
        Ok(found)
    }

    /// Takes the next step: to be called by whoever changes rows, or takes some away.
    pub(crate) fn changed(&self, tx: &Tx<'_>) -> Result<()> {
        tx.run("update steps set step = step + 1 where what = $1", args![self.what]).map(drop)
    }

    fn state(&self) -> MutexGuard<'_, State<K, V>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those that are held as of this step.
    fn known(&self, step: i64, wanted: &[K]) -> Rows<K, V> {
        let mut state = self.state();
        if state.step != step {
            return Rows::new();
        }
        let mut known = Rows::with_capacity(wanted.len());
        known.extend(wanted.iter().filter_map(|id| Some((*id, state.get(*id)?))));
        state.age(self.most);
        known
    }

    /// Holds rows that were read at a step, unless that has passed.
    fn keep(&self, step: i64, rows: &Rows<K, V>) {
        let mut state = self.state();
        if step < state.step {
            return;
        }
        if step > state.step {
            *state = State { step, young: Rows::new(), old: Rows::new() };
        }
        state.young.extend(rows.iter().map(|(id, row)| (*id, Arc::clone(row))));
        state.age(self.most);
    }
}

impl<K: Copy + Eq + Hash, V> State<K, V> {
    fn get(&mut self, id: K) -> Option<Arc<V>> {
        if let Some(row) = self.young.get(&id) {
            return Some(Arc::clone(row));
        }
        let row = self.old.remove(&id)?;
        self.young.insert(id, Arc::clone(&row));
        Some(row)
    }

    /// Lets the old go when the young are half of the most.
    fn age(&mut self, most: usize) {
        if self.young.len() >= most / 2 {
            self.old = std::mem::take(&mut self.young);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(ids: &[i64]) -> Rows<i64, i64> {
        ids.iter().map(|id| (*id, Arc::new(id * 10))).collect()
    }

    #[test]
    fn rows_are_held_until_a_step_is_taken_and_an_older_snapshot_neither_sees_nor_spoils_them() {
        let held = Held::new("names", 100);
        held.keep(1, &rows(&[1, 2]));
        assert_eq!(held.known(1, &[1, 2, 3]), rows(&[1, 2]));
        held.keep(2, &rows(&[2]));
        assert_eq!((held.known(2, &[1, 2]), held.known(1, &[1, 2])), (rows(&[2]), rows(&[])));
        held.keep(1, &rows(&[1]));
        assert_eq!(held.known(2, &[1, 2]), rows(&[2]));
    }

    #[test]
    fn of_many_those_stay_that_are_asked_for() {
        let held = Held::new("names", 10);
        held.keep(0, &rows(&[1, 2]));
        for id in 3..100 {
            held.keep(0, &rows(&[id]));
            assert_eq!(held.known(0, &[1]), rows(&[1]), "with {id}");
            let state = held.state();
            assert!(state.young.len() + state.old.len() <= 10, "with {id}");
        }
        assert_eq!(held.known(0, &[2]), rows(&[]));
    }

    #[test]
    fn no_more_is_held_though_all_that_is_held_is_asked_for_again() {
        let held = Held::new("names", 10);
        for id in 0..100 {
            held.keep(0, &rows(&[id]));
            (0..=id).for_each(|id| drop(held.known(0, &[id])));
            let state = held.state();
            assert!(state.young.len() + state.old.len() <= 10, "with {id}");
        }
    }
}
