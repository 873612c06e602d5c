//! What was counted of somebody's own works, for themselves alone (HIT-2): hits, kudos, threads, bookmarks, words over time, how
//! many read and how far.
//!
//! Readers are told in round numbers and only where they are many, so that nothing is told of a single one: who looks twice
//! a day must not find out who came between. What readers say of their reading stays theirs.

mod counts;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::subscriptions::{self, What};
use crate::works::{self, ChapterEntry, Chosen, WorkCard};
use crate::{Error, PersonId, Result, Tx, Viewer, WorkId};

/// Fewer readers than this are not told.
const FEW: u64 = 10;
/// Readers are told in steps of so many.
const STEP: u64 = 5;

/// A number of readers, rounded down; nothing if they are few.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Readers(pub Option<u64>);

impl Readers {
    const fn of(count: u64) -> Self {
        if count < FEW { Self(None) } else { Self(Some(count - count % STEP)) }
    }
}

/// What was counted of a work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Words of its posted chapters; of a year, those that were published in it.
    pub words: u64,
    /// How often it was opened.
    pub hits: u64,
    /// Kudos.
    pub kudos: u64,
    /// Conversations below it: comments that answer no other.
    pub threads: u64,
    /// Bookmarks that everybody sees.
    pub bookmarks: u64,
    /// Members who have opened it and whose reading is remembered.
    pub readers: Readers,
    /// Those of them who have finished it.
    pub finished: Readers,
    /// Members who follow it.
    pub followers: Readers,
}

/// A work and its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The work.
    pub card: WorkCard,
    /// Its numbers.
    pub numbers: Numbers,
}

/// By what works are ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The last changed first.
    #[default]
    Revised,
    /// By title.
    Title,
    /// The longest first, and so on.
    Words,
    /// The most opened first.
    Hits,
    /// By kudos.
    Kudos,
    /// By conversations.
    Threads,
    /// By bookmarks.
    Bookmarks,
    /// By readers.
    Readers,
    /// By those who follow them.
    Followers,
}

impl Order {
    /// Every one, in the order of a table's columns.
    pub const ALL: &'static [Self] = &[
        Self::Title,
        Self::Revised,
        Self::Words,
        Self::Hits,
        Self::Kudos,
        Self::Threads,
        Self::Bookmarks,
        Self::Readers,
        Self::Followers,
    ];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Revised => "revised",
            Self::Title => "title",
            Self::Words => "words",
            Self::Hits => "hits",
            Self::Kudos => "kudos",
            Self::Threads => "threads",
            Self::Bookmarks => "bookmarks",
            Self::Readers => "readers",
            Self::Followers => "followers",
        }
    }

    /// What a word means; anything else is the usual order.
    pub fn of_word(word: &str) -> Self {
        Self::ALL.iter().copied().find(|order| order.word() == word).unwrap_or_default()
    }

    /// What a work has of it, for those that are ordered by a number.
    pub fn value(self, line: &Line) -> Option<u64> {
        let Numbers { words, hits, kudos, threads, bookmarks, readers, followers, .. } = line.numbers;
        match self {
            Self::Revised | Self::Title => None,
            Self::Words => Some(words),
            Self::Hits => Some(hits),
            Self::Kudos => Some(kudos),
            Self::Threads => Some(threads),
            Self::Bookmarks => Some(bookmarks),
            Self::Readers => Some(readers.0.unwrap_or(0)),
            Self::Followers => Some(followers.0.unwrap_or(0)),
        }
    }

    /// Puts works in order.
    pub fn sort(self, lines: &mut [Line]) {
        match self {
            Self::Revised => lines.sort_by_key(|line| std::cmp::Reverse(line.card.revised)),
            Self::Title => lines.sort_by_cached_key(|line| line.card.title.to_lowercase()),
            _ => lines.sort_by_key(|line| std::cmp::Reverse(self.value(line))),
        }
    }
}

/// Somebody's posted works with their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// The works; of a year, those of which something was published in it.
    pub lines: Vec<Line>,
    /// What all of them have together. Readers are not added up: many works have the same.
    pub total: Numbers,
    /// Members who follow the author.
    pub followers: Readers,
    /// The years in which chapters were published, the last first.
    pub years: Vec<i16>,
    /// Words published in each month that has any, by its first day, the first month first.
    pub months: Vec<(Date, u64)>,
}

/// What was counted of the viewer's own posted works, of all or of a year.
pub fn own(viewer: &Viewer, tx: &Tx<'_>, year: Option<i16>, order: Order) -> Result<Overview> {
    let all = works::prospects(viewer, tx, &Chosen::Everything)?.into_iter().map(|prospect| prospect.card);
    // What lies in the bin, and what nobody is shown for now, is counted again when it comes back.
    let counted = |card: &WorkCard| card.is_own && !card.is_draft && !card.is_deleted && !card.is_hidden;
    let cards: Vec<WorkCard> = all.filter(counted).collect();
    let ids: Vec<WorkId> = cards.iter().map(|card| card.id).collect();
    let chapters = counts::published(tx, &ids)?;
    let years: BTreeSet<i16> = chapters.iter().map(|chapter| chapter.day.year()).collect();
    let of_year = |day: Date| year.is_none_or(|year| day.year() == year);
    let (mut words, mut months) = (BTreeMap::<WorkId, u64>::new(), BTreeMap::<Date, u64>::new());
    for chapter in chapters.iter().filter(|chapter| of_year(chapter.day)) {
        *words.entry(chapter.work).or_default() += chapter.words;
        *months.entry(chapter.day.first_of_month()).or_default() += chapter.words;
    }
    let (threads, readers) = (counts::threads(tx, &ids)?, counts::readers(tx, &ids)?);
    let numbers: Vec<i64> = ids.iter().map(|id| id.number()).collect();
    let followers = subscriptions::followers(tx, What::Work, &numbers)?;
    let person = viewer.person().map_or(0, PersonId::number);
    let own = subscriptions::followers(tx, What::Person, &[person])?;
    let line = |card: WorkCard| {
        let (begun, finished) = readers.get(&card.id).copied().unwrap_or_default();
        let numbers = Numbers {
            words: *words.get(&card.id)?,
            hits: card.tally.hits,
            kudos: card.tally.kudos,
            threads: threads.get(&card.id).copied().unwrap_or(0),
            bookmarks: card.tally.bookmarks,
            readers: Readers::of(begun),
            finished: Readers::of(finished),
            followers: Readers::of(followers.get(&card.id.number()).copied().unwrap_or(0)),
        };
        Some(Line { card, numbers })
    };
    let mut lines: Vec<Line> = cards.into_iter().filter_map(line).collect();
    order.sort(&mut lines);
    let total = lines.iter().fold(Numbers::default(), |total, line| total.and(&line.numbers));
    let followers = Readers::of(own.get(&person).copied().unwrap_or(0));
    Ok(Overview {
        total,
        lines,
        followers,
        years: years.into_iter().rev().collect(),
        months: months.into_iter().collect(),
    })
}

impl Numbers {
    fn and(self, other: &Self) -> Self {
        Self {
            words: self.words + other.words,
            hits: self.hits + other.hits,
            kudos: self.kudos + other.kudos,
            threads: self.threads + other.threads,
            bookmarks: self.bookmarks + other.bookmarks,
            ..Self::default()
        }
    }
}

/// One work, day by day and chapter by chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfWork {
    /// The work.
    pub card: WorkCard,
    /// Members who have opened it, and those who have finished it.
    pub readers: (Readers, Readers),
    /// Hits by day (days since 1970), the first day first.
    pub days: Vec<(i64, u64)>,
    /// Its posted chapters, and how many readers came at least so far.
    pub chapters: Vec<(ChapterEntry, Readers)>,
}

/// What was counted of one of the viewer's own works. Fails like [`works::own`].
pub fn of_work(viewer: &Viewer, tx: &Tx<'_>, id: WorkId) -> Result<OfWork> {
    if viewer.person().is_none() {
        return Err(Error::LogIn);
    }
    let (work, days) = (works::own(viewer, tx, id)?, works::own_hits(viewer, tx, id)?);
    let places = counts::places(tx, id)?;
    let finished = counts::readers(tx, &[id])?.get(&id).copied().unwrap_or_default();
    let entries = works::index(&work, tx)?.into_iter().filter(|entry| !entry.is_draft);
    let reached = |number: u64| {
        let on_the_way: u64 = places.iter().filter(|(chapter, _)| *chapter >= number).map(|(_, count)| count).sum();
        Readers::of(on_the_way + finished.1)
    };
    let chapters = entries.map(|entry| (entry.number, entry)).map(|(number, entry)| (entry, reached(number))).collect();
    let readers = (Readers::of(finished.0), Readers::of(finished.1));
    Ok(OfWork { card: work.card, readers, days, chapters })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_readers_are_not_told_and_many_in_round_numbers() {
        let told = [0, 9, 10, 14, 15, 1_003].map(|count| Readers::of(count).0);
        assert_eq!(told, [None, None, Some(10), Some(10), Some(15), Some(1_000)]);
    }
}
