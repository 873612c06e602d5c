//! What a reader has noted of works, in small letters, as one text that is looked through at once.

use std::sync::Arc;

use memchr::memmem::Finder;

use super::memory::Remembered;
use crate::WorkId;

/// A work with what is noted of it, in small letters.
pub(super) type Noted = (Remembered, Arc<str>);

/// Stands behind each note. It is in no text, so that nothing is found across two notes.
const END: u8 = 0xFF;

/// Notes of works, which rise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Notes {
    works: Vec<WorkId>,
    /// Where each note's [`END`] stands.
    ends: Vec<u32>,
    /// The notes, one behind the other.
    pub(super) text: Vec<u8>,
}

impl Notes {
    /// The works of which these words are noted.
    pub(super) fn with(&self, words: &str) -> Vec<WorkId> {
        let (sought, mut found, mut from) = (Finder::new(words), Vec::new(), 0);
        while let Some(at) = self.text.get(from..).and_then(|rest| sought.find(rest)) {
            let place = self.ends.partition_point(|end| (*end as usize) < from + at);
            let (Some(work), Some(end)) = (self.works.get(place), self.ends.get(place)) else { break };
            found.push(*work);
            from = *end as usize + 1;
        }
        found
    }

    /// With those that came since, of which empty ones stand for none.
    pub(super) fn and(&self, newer: &[Noted]) -> Self {
        let mut all = Self::default();
        let mut newer = newer.iter().peekable();
        for (work, note) in self.all() {
            while let Some((row, note)) = newer.next_if(|(row, _)| row.work < work) {
                all.push(row.work, note.as_bytes());
            }
            match newer.next_if(|(row, _)| row.work == work) {
                Some((_, note)) => all.push(work, note.as_bytes()),
                None => all.push(work, note),
            }
        }
        newer.for_each(|(row, note)| all.push(row.work, note.as_bytes()));
        all
    }

    /// Bytes that they take.
    pub(super) fn bytes(&self) -> usize {
        self.text.len() + self.works.len() * (size_of::<WorkId>() + size_of::<u32>())
    }

    fn all(&self) -> impl Iterator<Item = (WorkId, &[u8])> {
        self.works.iter().copied().zip(self.text.split(|byte| *byte == END))
    }

    fn push(&mut self, work: WorkId, note: &[u8]) {
        if note.is_empty() {
            return;
        }
        self.works.push(work);
        self.text.extend_from_slice(note);
        self.ends.push(self.text.len() as u32);
        self.text.push(END);
    }
}
