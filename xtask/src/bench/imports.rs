//! P9: importing with cleaning and writing to the database: long stories one by one, and many of an ordinary length.

use std::time::Duration;

use anyhow::Result;

use super::Bench;
use super::process::{Cost, megabytes, ms};
use super::shelf::Shelf;
use crate::House;
use crate::check::converted;
use crate::fixtures::{CHAPTER, Order};

/// Stories of an ordinary length, when nothing is said.
const STORIES: u64 = 1_000;

/// Long stories: enough that starting the program does not matter.
const LONG: Order = Order { stories: 50, words: 50_000, chapter: CHAPTER, seed: 4 };
/// About the mean of a work in a large archive.
const ORDINARY: u64 = 7_000;

/// Measures both, and whether memory grows with the number of stories.
pub fn imports(house: &House, bench: &Bench) -> Result<()> {
    let program = house.program("release")?;
    println!("P9 import with cleaning, into SQLite");
    let shelf = Shelf::new(program.clone())?;
    let html = shelf.write("html", LONG, "html")?;
    each("HTML, 50,000 words", shelf.import(&html)?, LONG.stories);
    let epub = shelf.path("epub");
    converted(&program, &html, &epub)?;
    // The same stories would be recognised, so the books go into an archive of their own.
    let other = Shelf::new(program.clone())?;
    each("EPUB, 50,000 words", other.import(&epub)?, LONG.stories);
    let stories = bench.stories.unwrap_or(STORIES);
    let few = many(program.clone(), stories / 5)?;
    let all = many(program, stories)?;
    println!("   {} stories of {ORDINARY} words: {:.1} s (goal: 10,000 in 240 s)", stories, all.wall.as_secs_f64());
    println!(
        "   peak memory {:.1} MB for {}, {:.1} MB for {} (goal: flat)",
        megabytes(few.peak),
        stories / 5,
        megabytes(all.peak),
        stories
    );
    Ok(())
}

fn each(what: &str, cost: Cost, stories: u64) {
    let one = |time: Duration| ms(time) / stories as f64;
    println!(
        "   {what}: {:.1} ms, {:.1} ms CPU each (goal ≤ 40); peak memory {:.1} MB",
        one(cost.wall),
        one(cost.cpu),
        megabytes(cost.peak)
    );
}

fn many(program: std::path::PathBuf, stories: u64) -> Result<Cost> {
    let shelf = Shelf::new(program)?;
    let dir = shelf.write("stories", Order { stories, words: ORDINARY, chapter: CHAPTER, seed: 6 }, "html")?;
    shelf.import(&dir)
}
