//! P10: an archive at rest: how soon it is ready, what it holds in memory, and how large the program is.

use std::time::Instant;

use anyhow::Result;

use super::process::{megabytes, memory, ms};
use super::shelf::Shelf;
use super::{Bench, web};
use crate::House;
use crate::fixtures::{CHAPTER, Order};

/// Fills an archive with short works, starts it and looks at it.
pub fn at_rest(house: &House, bench: &Bench) -> Result<()> {
    let shelf = Shelf::new(house.program("release")?)?;
    shelf.import(&shelf.write(
        "stories",
        Order { stories: bench.works, words: 60, chapter: CHAPTER, seed: 9 },
        "html",
    )?)?;
    let start = Instant::now();
    let server = shelf.serve()?;
    web::get(&server.url, "/")?;
    let ready = start.elapsed();
    web::get(&server.url, "/works")?;
    let (all, own) = (memory(server.id(), "VmRSS")?, memory(server.id(), "RssAnon")?);
    println!("P10 at rest with {} works (the goal speaks of 100,000)", bench.works);
    println!("   ready and home page given after {:.0} ms (goal ≤ 2000)", ms(ready));
    println!("   resident {:.1} MB, {:.1} MB of it not from files (goal ≤ 60)", megabytes(all), megabytes(own));
    println!("   program {:.1} MB (goal ≤ 25)", megabytes(shelf.program.metadata()?.len()));
    Ok(())
}
