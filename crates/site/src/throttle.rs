//! Patience: how often something may be tried before whoever tries has to wait (ASVS 2.4.1, 6.3.1).
//!
//! Kept in memory and bounded: who floods it with names pushes old ones out, which costs them more than waiting.
//! Runs by the archive's clock. It knows keys, not people; who shares a key with whom is decided where it is used.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;

use crate::{
    Problem,
    shelf::{Shelf, Weighed},
};

/// Bytes for all keys: some fifty thousand.
const ROOM: usize = 8 * 1024 * 1024;

/// Longer keys are cut; whoever types such names shares a key.
const LONGEST_KEY: usize = 120;

/// How often something may be tried: so many times at once, and then again one by one as the time passes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    /// What is tried; keys of different things never meet.
    pub(crate) what: &'static str,
    /// How many times at once.
    pub(crate) most: u32,
    /// The time after which all of them are free again.
    pub(crate) per: Duration,
}

/// Failures after which a key is closed, and for how long (USER-4).
const FAILURES: u32 = 50;
const CLOSED: Duration = Duration::from_mins(5);

/// Everybody's attempts.
#[derive(Debug)]
pub(crate) struct Throttle(Mutex<Shelf<Attempts>>);

/// What is kept of a key, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, Default)]
struct Attempts {
    /// When everything that was tried has been made up for.
    free_at: i64,
    /// Failures in a row.
    failures: u32,
    closed_until: i64,
}

impl Weighed for Attempts {
    /// With the map's own bookkeeping.
    fn bytes(&self) -> usize {
        64
    }
}

impl Throttle {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Shelf::new(ROOM)))
    }

    /// Lets one more attempt pass, or says how long to wait.
    pub(crate) fn pass(&self, rule: Rule, key: &str, now: Timestamp) -> Result<(), Problem> {
        let (key, now) = (full_key(rule, key), now.as_millisecond());
        let all = self.all();
        let before = all.get(&key).unwrap_or_default();
        let each = rule.per.as_millis() as i64 / i64::from(rule.most.max(1));
        let free_at = before.free_at.max(now) + each;
        let wait = (free_at - now - rule.per.as_millis() as i64).max(before.closed_until - now);
        if wait > 0 {
            return Err(Problem::TooOften { seconds: (wait as u64).div_ceil(1_000) });
        }
        all.put(&key, Attempts { free_at, ..before });
        Ok(())
    }

    /// Notes that an attempt was wrong; after many in a row the key is closed for a while.
    pub(crate) fn failed(&self, rule: Rule, key: &str, now: Timestamp) {
        let (key, all) = (full_key(rule, key), self.all());
        let before = all.get(&key).unwrap_or_default();
        let failures = before.failures + 1;
        let after = if failures < FAILURES {
            Attempts { failures, ..before }
        } else {
            Attempts { failures: 0, closed_until: now.as_millisecond() + CLOSED.as_millis() as i64, ..before }
        };
        all.put(&key, after);
    }

    /// Forgets the failures of a key: somebody has proved who they are.
    pub(crate) fn succeeded(&self, rule: Rule, key: &str) {
        let (key, all) = (full_key(rule, key), self.all());
        if let Some(before) = all.get(&key) {
            all.put(&key, Attempts { failures: 0, ..before });
        }
    }

    fn all(&self) -> MutexGuard<'_, Shelf<Attempts>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn full_key(rule: Rule, key: &str) -> String {
    format!("{} {}", rule.what, key.chars().take(LONGEST_KEY).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: Rule = Rule { what: "test", most: 5, per: Duration::from_secs(20) };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn passed(throttle: &Throttle, key: &str, seconds: i64) -> usize {
        (0..100).take_while(|_| throttle.pass(FIVE, key, at(seconds)).is_ok()).count()
    }

    #[test]
    fn five_pass_at_once_and_then_one_every_four_seconds() {
        let throttle = Throttle::new();
        assert_eq!(passed(&throttle, "ana", 0), 5);
        assert_eq!(passed(&throttle, "bo", 0), 5, "others are not made to wait");
        assert!(matches!(throttle.pass(FIVE, "ana", at(1)), Err(Problem::TooOften { seconds: 3 })));
        assert_eq!(passed(&throttle, "ana", 4), 1);
        assert_eq!(passed(&throttle, "ana", 400), 5);
    }

    #[test]
    fn fifty_failures_in_a_row_close_a_key_for_five_minutes() {
        let throttle = Throttle::new();
        for _ in 0..49 {
            throttle.failed(FIVE, "ana", at(0));
        }
        assert!(throttle.pass(FIVE, "ana", at(0)).is_ok());
        throttle.failed(FIVE, "ana", at(0));
        assert!(matches!(throttle.pass(FIVE, "ana", at(100)), Err(Problem::TooOften { seconds: 200 })));
        assert!(throttle.pass(FIVE, "ana", at(300)).is_ok());
        for _ in 0..49 {
            throttle.failed(FIVE, "ana", at(300));
        }
        throttle.succeeded(FIVE, "ana");
        throttle.failed(FIVE, "ana", at(300));
        assert!(throttle.pass(FIVE, "ana", at(300)).is_ok(), "a success in between begins anew");
    }

    #[test]
    fn a_flood_of_names_takes_a_bounded_room() {
        let throttle = Throttle::new();
        for name in 0..200_000 {
            throttle.pass(FIVE, &format!("{name:0200}"), at(0)).ok();
        }
        assert!(passed(&throttle, "somebody new", 0) == 5);
    }
}
