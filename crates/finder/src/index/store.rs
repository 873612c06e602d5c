//! What is kept by the numbers of works, and the works of each term: all that is written, and never read, while an archive is
//! filled, so that a second thread can write it.

use super::{Flag, Flags};
use crate::columns::{Columns, Measure, of_time};
use crate::facts::{Audience, Counts, Work};
use crate::forward::{Forward, Load};
use crate::packed::Packed;
use crate::posting::Postings;
use crate::snapshot::keep_fields;
use crate::texts::Texts;

/// What is kept by the numbers of works, and the works of each term.
#[derive(Debug, Clone, Default)]
pub struct Store {
    pub postings: Postings,
    pub forward: Forward,
    pub columns: Columns,
    pub flags: Flags,
    pub permissions: Packed,
    pub titles: Texts,
    pub bylines: Texts,
}

keep_fields!(Store { postings, forward, columns, flags, permissions, titles, bylines });

/// What is noted of a work, but for the terms whose lists it enters.
#[derive(Debug)]
pub struct Row<'a> {
    /// Its number.
    pub work: u32,
    pub title: &'a str,
    pub byline: &'a str,
    pub load: Load<'a>,
    pub facts: Facts,
}

/// What is noted of a work in numbers, and what is true of it.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    counts: Counts,
    posted: u64,
    updated: u64,
    permissions: u8,
    complete: bool,
    single: bool,
    audience: Audience,
    names: Audience,
    derived: Derived,
}

/// What follows for a work from its tags together.
#[derive(Debug, Clone, Copy)]
pub struct Derived {
    /// How many there are, synonyms counted once.
    pub fandoms: u64,
    pub relationships: u64,
    pub crossover: bool,
}

impl Facts {
    /// Of a work, of which this follows.
    pub const fn of(work: &Work, derived: Derived) -> Self {
        Self {
            counts: work.counts,
            posted: of_time(work.posted),
            updated: of_time(work.updated),
            permissions: work.permissions,
            complete: work.complete,
            single: work.single,
            audience: work.audience,
            names: work.names,
            derived,
        }
    }

    /// Whether guests find it.
    pub fn everyone(&self) -> bool {
        self.audience == Audience::Everyone
    }

    /// Whether members find it by its authors.
    pub fn named(&self) -> bool {
        self.names != Audience::Nobody
    }
}

impl Store {
    /// An empty one that is going to be filled, and is not asked before it settles.
    pub fn to_fill() -> Self {
        let mut store = Self::default();
        store.titles.fill();
        store.bylines.fill();
        store
    }

    /// Notes a work, or what it is now.
    pub fn note(&mut self, row: &Row<'_>) {
        let Row { work, title, byline, load, facts } = row;
        self.forward.put(*work, load);
        self.put_flags(*work, facts);
        self.put_counts(*work, &facts.counts);
        self.columns.put(Measure::Posted, *work, facts.posted);
        self.columns.put(Measure::Updated, *work, facts.updated);
        self.put_derived(*work, facts.derived);
        self.permissions.put(*work, facts.permissions.into());
        self.titles.put(*work, title);
        self.bylines.put(*work, byline);
    }

    /// Forgets a work that is in no list any more.
    pub fn forget(&mut self, work: u32) {
        for flag in [
            Flag::Members,
            Flag::Everyone,
            Flag::Named,
            Flag::NamedForEveryone,
            Flag::Complete,
            Flag::Single,
            Flag::Crossover,
        ] {
            self.flags.set(flag, work, false);
        }
        self.titles.remove(work);
        self.bylines.remove(work);
    }

    /// Notes what is counted of a work.
    pub fn put_counts(&mut self, work: u32, counts: &Counts) {
        let values = [
            (Measure::Words, counts.words),
            (Measure::Chapters, counts.chapters),
            (Measure::Kudos, counts.kudos),
            (Measure::Comments, counts.comments),
            (Measure::Bookmarks, counts.bookmarks),
            (Measure::Hits, counts.hits),
        ];
        for (measure, value) in values {
            self.columns.put(measure, work, value);
        }
    }

    /// Notes what follows from a work's tags together.
    pub fn put_derived(&mut self, work: u32, derived: Derived) {
        self.columns.put(Measure::Fandoms, work, derived.fandoms);
        self.columns.put(Measure::Relationships, work, derived.relationships);
        self.flags.set(Flag::Crossover, work, derived.crossover);
    }

    fn put_flags(&mut self, work: u32, facts: &Facts) {
        self.flags.set(Flag::Members, work, true);
        self.flags.set(Flag::Everyone, work, facts.everyone());
        self.flags.set(Flag::Named, work, facts.named());
        self.flags.set(Flag::NamedForEveryone, work, facts.names == Audience::Everyone);
        self.flags.set(Flag::Complete, work, facts.complete);
        self.flags.set(Flag::Single, work, facts.single);
    }

    /// Gives back memory that was kept for growing.
    pub fn settle(&mut self) {
        self.postings.settle();
        self.forward.settle();
        self.columns.settle();
        self.permissions.settle();
        std::thread::scope(|scope| {
            scope.spawn(|| self.bylines.settle());
            self.titles.settle();
        });
    }
}
