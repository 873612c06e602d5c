//! Wrong passwords that are not written down yet.
//!
//! In quiet times each is written down at once. In a flood of them many become one line: a write a password would have
//! every reader wait for the archive's newest state, again and again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use archive::accounts::{self, Event};
use archive::{Archive, PersonId};
use jiff::{SignedDuration, Timestamp};

use crate::{Cx, Problem, Site};

/// So long after one writing the next may come.
const PAUSE: SignedDuration = SignedDuration::from_secs(10);

/// How many wrong passwords, for whose account; nobody's where a name was tried that none has.
type Count = HashMap<Option<PersonId>, u64>;

/// What waits to be written down. When the program is killed, ten seconds of it are lost.
#[derive(Debug, Default)]
pub(crate) struct Misses(Mutex<Tally>);

#[derive(Debug, Default)]
struct Tally {
    counted: Count,
    written: Option<Timestamp>,
}

impl Misses {
    fn add(&self, count: Count) {
        let mut tally = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (whose, times) in count {
            *tally.counted.entry(whose).or_default() += times;
        }
    }

    /// What is to be written down at this time, and is forgotten here.
    fn due(&self, now: Timestamp) -> Count {
        let mut tally = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_early = tally.written.is_some_and(|written| now.duration_since(written) < PAUSE);
        if is_early || tally.counted.is_empty() {
            return Count::new();
        }
        tally.written = Some(now);
        std::mem::take(&mut tally.counted)
    }

    /// All of it, whatever the time.
    fn all(&self) -> Count {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).counted)
    }
}

/// Notes a wrong password; the same is done whether or not there is such an account (R27).
pub(super) async fn note(cx: &Cx, whose: Option<PersonId>) -> Result<(), Problem> {
    let misses = cx.site().misses();
    misses.add(Count::from([(whose, 1)]));
    let due = misses.due(cx.archive().clock().now());
    if due.is_empty() {
        return Ok(());
    }
    let counted = due.clone();
    let written = cx.archive().write(move |tx| write(tx, &counted)).await;
    if written.is_err() {
        misses.add(due);
    }
    Ok(written?)
}

/// Writes down what has waited long enough. To be called every second or so.
pub(crate) fn write_due(site: &Site) -> archive::Result<()> {
    let archive = site.archive();
    write_down(site, archive, site.misses().due(archive.clock().now()))
}

/// Writes down all that waits, before the program ends.
pub(crate) fn write_all(site: &Site) -> archive::Result<()> {
    write_down(site, site.archive(), site.misses().all())
}

fn write_down(site: &Site, archive: &Archive, due: Count) -> archive::Result<()> {
    if due.is_empty() {
        return Ok(());
    }
    let counted = due.clone();
    let written = archive.write(move |tx| write(tx, &counted)).wait();
    if written.is_err() {
        site.misses().add(due);
    }
    written
}

fn write(tx: &archive::Tx<'_>, count: &Count) -> archive::Result<()> {
    count.iter().try_for_each(|(&whose, &times)| accounts::note_events(tx, whose, Event::WrongPassword, times))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(whose: Option<PersonId>) -> Count {
        Count::from([(whose, 1)])
    }

    #[test]
    fn the_first_is_written_at_once_and_a_flood_in_one_piece() {
        let (misses, start) = (Misses::default(), Timestamp::UNIX_EPOCH);
        misses.add(one(None));
        assert_eq!(misses.due(start), one(None));
        for _ in 0..500 {
            misses.add(one(None));
        }
        misses.add(one(Some(PersonId::new(7))));
        assert!(misses.due(start + SignedDuration::from_secs(9)).is_empty());
        let due = misses.due(start + PAUSE);
        assert_eq!(due, Count::from([(None, 500), (Some(PersonId::new(7)), 1)]));
        assert!(misses.due(start + PAUSE * 2).is_empty(), "nothing is written twice");
    }

    #[test]
    fn before_the_end_all_is_written_whatever_the_time() {
        let (misses, start) = (Misses::default(), Timestamp::UNIX_EPOCH);
        misses.add(one(None));
        misses.due(start);
        misses.add(one(None));
        assert_eq!(misses.all(), one(None));
    }
}
