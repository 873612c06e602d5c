//! What is asked: a fandom alone, a fandom without some tags, and everything at once.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;

use serde::Deserialize;

use crate::source::{KINDS, Row, Source};

/// A question in the catalogue's words.
#[derive(Deserialize, Clone, Debug, Default)]
pub struct Query {
    /// `filter`, `mid` or `browse`.
    pub cls: String,
    pub fandom: u32,
    pub include: Vec<u32>,
    pub exclude: Vec<u32>,
    pub ratings: Vec<u32>,
    pub complete: bool,
    pub words: Option<[u64; 2]>,
}

/// An answer: total, the first works, the first facets of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub total: u64,
    pub works: Vec<u64>,
    pub facets: Vec<Vec<(u32, u64)>>,
}

#[derive(Deserialize)]
struct File {
    queries: Vec<Query>,
}

/// The queries that came with a catalogue.
pub fn read(path: &Path) -> Result<Vec<Query>, Box<dyn Error>> {
    let file: File = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    Ok(file.queries)
}

/// Queries after the works of a source: each is built around a work that it finds.
pub fn invent(source: &dyn Source, seed: u64) -> Result<Vec<Query>, Box<dyn Error>> {
    let mut sizes: HashMap<u32, u32> = HashMap::new();
    source.each(&mut |row| row.direct[3].iter().for_each(|fandom| *sizes.entry(*fandom).or_default() += 1))?;
    let mut fandoms: Vec<(u32, u32)> = sizes.into_iter().collect();
    fandoms.sort_by_key(|(fandom, size)| (std::cmp::Reverse(*size), *fandom));
    fandoms.truncate(50);
    let mut samples: HashMap<u32, Vec<Row>> = HashMap::new();
    source.each(&mut |row| {
        let fandom = row.direct[3].first().copied().unwrap_or_default();
        if row.complete && row.counts.words > 0 && row.direct[4..].iter().map(Vec::len).sum::<usize>() >= 4 {
            let sample = samples.entry(fandom).or_default();
            if sample.len() < 40 {
                sample.push(row);
            }
        }
    })?;
    fandoms.retain(|(fandom, _)| samples.get(fandom).is_some_and(|rows| rows.len() > 3));
    let classes = [("filter", 200), ("mid", 50), ("browse", 50)];
    let mut dice = seed;
    let mut queries = Vec::new();
    for (class, count) in classes {
        for _ in 0..count {
            let (fandom, _) = fandoms[fandoms.len().min((roll(&mut dice) % 50) as usize + 1) - 1];
            queries.push(around(class, fandom, &samples[&fandom], &mut dice));
        }
    }
    Ok(queries)
}

fn around(class: &str, fandom: u32, rows: &[Row], dice: &mut u64) -> Query {
    let query = Query { cls: class.to_owned(), fandom, ..Query::default() };
    if class == "browse" {
        return query;
    }
    let row = &rows[roll(dice) as usize % rows.len()];
    let other = &rows[roll(dice) as usize % rows.len()];
    let tags = |row: &Row| row.direct[4..].iter().flatten().copied().collect::<Vec<u32>>();
    let exclude: Vec<u32> = tags(other).into_iter().filter(|tag| !row.filters.contains(tag)).take(2).collect();
    let query = Query { exclude, complete: true, ..query };
    if class == "mid" {
        return query;
    }
    let ratings = row.direct[0].iter().copied().chain([1 + (roll(dice) % 5) as u32]).collect();
    let words = Some([row.counts.words / 5, row.counts.words * 5 + 1]);
    Query { include: tags(row).into_iter().take(2).collect(), ratings, words, ..query }
}

/// The next number of a small generator.
pub fn roll(dice: &mut u64) -> u64 {
    *dice = dice.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (*dice ^ *dice >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ mixed >> 31
}

impl Query {
    /// Whether a work is found, looked at by itself.
    pub fn finds(&self, row: &Row) -> bool {
        let has = |tag: &u32| row.filters.contains(tag);
        has(&self.fandom)
            && self.include.iter().all(has)
            && !self.exclude.iter().any(has)
            && (self.ratings.is_empty() || self.ratings.iter().any(has))
            && (!self.complete || row.complete)
            && self.words.is_none_or(|[from, to]| (from..=to).contains(&row.counts.words))
    }
}

/// Every query answered by looking at every work.
pub fn plainly(source: &dyn Source, queries: &[Query]) -> Result<Vec<Found>, Box<dyn Error>> {
    let mut works: Vec<Vec<(u64, u64)>> = vec![Vec::new(); queries.len()];
    let mut counts: Vec<[HashMap<u32, u64>; 7]> = vec![std::array::from_fn(|_| HashMap::new()); queries.len()];
    source.each(&mut |row| {
        for (number, _) in queries.iter().enumerate().filter(|(_, query)| query.finds(&row)) {
            works[number].push((row.counts.kudos, row.id));
            for (counts, direct) in counts[number].iter_mut().zip(&row.direct) {
                for tag in direct {
                    *counts.entry(*tag).or_default() += 1;
                }
            }
        }
    })?;
    let answers = works.into_iter().zip(counts).map(|(mut works, counts)| {
        works.sort_unstable_by(|one, other| other.cmp(one));
        let total = works.len() as u64;
        let facets = counts.map(first_ten).to_vec();
        Found { total, works: works.into_iter().take(20).map(|(_, id)| id).collect(), facets }
    });
    Ok(answers.collect())
}

fn first_ten(counts: HashMap<u32, u64>) -> Vec<(u32, u64)> {
    let mut counts: Vec<(u32, u64)> = counts.into_iter().collect();
    counts.sort_unstable_by_key(|(tag, count)| (std::cmp::Reverse(*count), *tag));
    counts.truncate(10);
    counts
}

/// The names of the kinds in an answer.
pub fn kinds() -> [String; 7] {
    KINDS.map(|kind| format!("{kind:?}").to_lowercase())
}
