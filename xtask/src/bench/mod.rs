//! Measures the goals of `docs/performance.md` on the release program: ratios within one run, CPU beside wall time, p50 and p99.
//!
//! Nothing here passes or fails; machines are shared and noisy. A figure without its peer from the same run is not a result.

mod atrest;
mod books;
mod finder;
mod flood;
mod imports;
mod listing;
mod member;
mod notices;
mod pages;
mod process;
mod shelf;
mod talk;
mod web;
mod words;
mod wrangle;
mod writing;

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::House;

/// What to measure and how large.
#[derive(Debug, clap::Args)]
pub struct Bench {
    /// Only these: pages (P1), listing (P2), books (P7), imports (P9), rest (P10), writing, members, flood, notices, wrangle (P6),
    /// finder (P3 to P6), words, talk
    names: Vec<String>,
    /// Stories of an ordinary length: in the import of many (the goal speaks of 10000), and whose words are looked for (the goal
    /// speaks of 100000, and that is how many there are when nothing is said)
    #[arg(long)]
    stories: Option<u64>,
    /// Works in the archive at rest (the goal speaks of 100000), in that of the listing and in the finder; otherwise 10000, or
    /// as many as the goal speaks of when the listing is named
    #[arg(long)]
    works: Option<u64>,
    /// A folder for the archive of the listing, which stays; what was filled before is used again, however many works it has
    #[arg(long)]
    archive: Option<PathBuf>,
    /// Works of one tag that wranglers decide about (the goal speaks of 100000)
    #[arg(long, default_value_t = 100_000)]
    tagged: u64,
    /// Members who follow one author
    #[arg(long, default_value_t = 50_000)]
    followers: u64,
    #[command(flatten)]
    finder: finder::Measured,
    /// Measure what else could do the work in the same run, too: Calibre, which is installed; PostgreSQL beside finder and words
    #[arg(long)]
    peers: bool,
}

type Measure = (&'static str, fn(&House, &Bench) -> Result<()>);

const MEASURES: &[Measure] = &[
    ("pages", pages::pages),
    ("listing", listing::listing),
    ("books", books::books),
    ("imports", imports::imports),
    ("rest", atrest::at_rest),
    ("writing", writing::writing),
    ("members", pages::signed_in),
    ("flood", flood::flood),
    ("notices", notices::notices),
    ("wrangle", wrangle::wrangle),
    ("finder", finder::finder),
    ("words", words::words),
    ("talk", talk::talk),
];

impl Bench {
    /// Works in an archive of works.
    fn works(&self) -> u64 {
        self.works.unwrap_or(10_000)
    }
}

/// Runs the measurements, all or those named.
pub fn bench(house: &House, bench: &Bench) -> Result<()> {
    if let Some(name) = bench.names.iter().find(|name| !MEASURES.iter().any(|(known, _)| known == name)) {
        let known: Vec<&str> = MEASURES.iter().map(|(name, _)| *name).collect();
        bail!("there is no measurement `{name}`; there are {}", known.join(", "));
    }
    for (name, measure) in MEASURES {
        if bench.names.is_empty() || bench.names.iter().any(|wanted| wanted == name) {
            measure(house, bench)?;
        }
    }
    Ok(())
}
