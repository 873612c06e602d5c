//! A work comes, changes or goes.

use super::derived::Own;
use super::{Flag, Index, Trace};
use crate::columns::{Measure, of_time};
use crate::facts::{Audience, Counts, Work, WorkId};
use crate::graph::Name;

/// Tags, and names, that a work can have; a list has room for them in the longest form.
const MOST: usize = 8_000;

impl Index {
    /// Notes a work that can be found; says its number, and what it is to be found by: its lists are entered by whoever asks.
    pub fn put(&mut self, work: &Work) -> (u32, Trace) {
        let number = self.works.number(work.id.0);
        let (own, names) = self.take(number, work);
        self.flag(number, work);
        self.put_counts(number, &work.counts);
        self.columns.put(Measure::Posted, number, of_time(work.posted));
        self.columns.put(Measure::Updated, number, of_time(work.updated));
        self.titles.put(number, &work.title);
        self.bylines.put(number, &work.byline);
        self.permissions.put(number, work.permissions.into());
        (number, self.follow_tags(number, own, &names))
    }

    /// Takes a work out, before it is put anew or for good.
    pub fn withdraw(&mut self, number: u32) -> Trace {
        let trace = self.leave(number);
        self.forward.remove(number);
        trace
    }

    /// Forgets a work that was withdrawn.
    pub fn forget(&mut self, id: WorkId, number: u32) {
        for flag in [
            Flag::Members,
            Flag::Everyone,
            Flag::Named,
            Flag::NamedForEveryone,
            Flag::Complete,
            Flag::Single,
            Flag::Crossover,
        ] {
            self.flags.set(flag, number, false);
        }
        self.titles.remove(number);
        self.bylines.remove(number);
        self.works.remove(id.0);
    }

    /// Notes what is counted of a work.
    pub fn put_counts(&mut self, number: u32, counts: &Counts) {
        let values = [
            (Measure::Words, counts.words),
            (Measure::Chapters, counts.chapters),
            (Measure::Kudos, counts.kudos),
            (Measure::Comments, counts.comments),
            (Measure::Bookmarks, counts.bookmarks),
            (Measure::Hits, counts.hits),
        ];
        for (measure, value) in values {
            self.columns.put(measure, number, value);
        }
    }

    fn take(&mut self, number: u32, work: &Work) -> (Own, Vec<u32>) {
        let authors = work.authors.iter().map(|author| Name::Author(*author));
        let series = work.series.iter().map(|series| Name::Series(*series));
        let collections = work.collections.iter().map(|collection| Name::Collection(*collection));
        let names = authors.chain(series).chain(collections).chain([Name::Language(work.language)]).take(MOST);
        let entered = work.tags.iter().take(MOST);
        self.graph.look_ahead(entered.clone().map(|entered| Name::Tag(entered.tag)).chain(names.clone()));
        let tags: Vec<_> = entered.map(|entered| (self.graph.tag(entered.tag, entered.kind), entered.role)).collect();
        let names: Vec<u32> = names.map(|name| self.graph.term(name)).collect();
        (self.carry(number, &tags, &names), names)
    }

    fn flag(&mut self, number: u32, work: &Work) {
        let everyone = work.audience == Audience::Everyone;
        self.flags.set(Flag::Members, number, true);
        self.flags.set(Flag::Everyone, number, everyone);
        self.flags.set(Flag::Named, number, work.names != Audience::Nobody);
        self.flags.set(Flag::NamedForEveryone, number, work.names == Audience::Everyone);
        self.flags.set(Flag::Complete, number, work.complete);
        self.flags.set(Flag::Single, number, work.single);
    }
}
