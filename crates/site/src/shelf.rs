//! A bounded shelf of ready answers: what was asked for lately stays, what was not goes.
//!
//! Two generations: new answers go on the young half; when it is full it becomes the old half and the former old half
//! is dropped. An answer that is asked for again moves to the young half. Bounded in bytes, constant time, no lists.

use std::{
    collections::HashMap,
    mem,
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

/// Something that takes room.
pub(crate) trait Weighed {
    /// Bytes it takes.
    fn bytes(&self) -> usize;
}

/// The shelf. Values are cheap to clone (shared bytes).
#[derive(Debug)]
pub(crate) struct Shelf<V> {
    half: usize,
    generations: RwLock<Generations<V>>,
}

#[derive(Debug)]
struct Generations<V> {
    young: HashMap<Box<str>, V>,
    young_bytes: usize,
    old: HashMap<Box<str>, V>,
}

impl<V: Clone + Weighed> Shelf<V> {
    /// A shelf that never holds more than `bytes`.
    pub(crate) fn new(bytes: usize) -> Self {
        let generations = Generations { young: HashMap::new(), young_bytes: 0, old: HashMap::new() };
        Self { half: bytes / 2, generations: RwLock::new(generations) }
    }

    /// The answer kept under a key.
    pub(crate) fn get(&self, key: &str) -> Option<V> {
        let generations = self.look();
        if let Some(value) = generations.young.get(key) {
            return Some(value.clone());
        }
        let value = generations.old.get(key).cloned()?;
        drop(generations);
        self.put(key, value.clone());
        Some(value)
    }

    /// Keeps an answer; one that is larger than half the shelf is not kept.
    pub(crate) fn put(&self, key: &str, value: V) {
        let bytes = value.bytes() + key.len();
        if bytes > self.half {
            return;
        }
        let mut generations = self.change();
        if generations.young_bytes + bytes > self.half {
            generations.old = mem::take(&mut generations.young);
            generations.young_bytes = 0;
        }
        generations.young_bytes += bytes;
        if let Some(before) = generations.young.insert(key.into(), value) {
            generations.young_bytes -= before.bytes() + key.len();
        }
    }

    fn look(&self) -> RwLockReadGuard<'_, Generations<V>> {
        self.generations.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self) -> RwLockWriteGuard<'_, Generations<V>> {
        self.generations.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Weighed for String {
        fn bytes(&self) -> usize {
            self.len()
        }
    }

    fn held(shelf: &Shelf<String>) -> usize {
        let generations = shelf.look();
        let of = |map: &HashMap<Box<str>, String>| map.iter().map(|(k, v)| k.len() + v.len()).sum::<usize>();
        of(&generations.young) + of(&generations.old)
    }

    #[test]
    fn the_shelf_never_holds_more_than_its_bound() {
        let shelf = Shelf::new(1_000);
        for n in 0..500 {
            shelf.put(&format!("/works/{n}"), "x".repeat(n % 97));
            assert!(held(&shelf) <= 1_000, "{} bytes after {n}", held(&shelf));
        }
    }

    #[test]
    fn what_is_asked_for_again_stays_and_the_rest_goes() {
        let shelf = Shelf::new(400);
        shelf.put("hot", "h".repeat(40));
        for n in 0..50 {
            shelf.put(&format!("cold{n}"), "c".repeat(40));
            assert!(shelf.get("hot").is_some(), "after {n}");
        }
        assert!(shelf.get("cold0").is_none());
    }

    #[test]
    fn a_newer_answer_takes_the_place_of_the_one_before() {
        let shelf = Shelf::new(1_000);
        for n in 0..100 {
            shelf.put("/", format!("{n}"));
        }
        assert_eq!(shelf.get("/").as_deref(), Some("99"));
        assert_eq!(held(&shelf), "/".len() + 2);
    }

    #[test]
    fn what_is_too_large_is_not_kept() {
        let shelf = Shelf::new(100);
        shelf.put("/", "x".repeat(60));
        assert_eq!(shelf.get("/"), None);
    }
}
