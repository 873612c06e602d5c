//! P10: an archive at rest: how soon it is ready, what it holds in memory, and how large the program is.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::process::{megabytes, memory, ms};
use super::shelf::Shelf;
use super::{Bench, web};
use crate::House;
use crate::fixtures::{CHAPTER, Order};
use crate::server::Server;

/// So long an index may take.
const PATIENCE: Duration = Duration::from_mins(10);

/// Fills an archive with short works, starts it and looks at it.
pub fn at_rest(house: &House, bench: &Bench) -> Result<()> {
    let shelf = Shelf::new(house.program("release")?)?;
    shelf.import(&shelf.write(
        "stories",
        Order { stories: bench.works(), words: 60, chapter: CHAPTER, seed: 9 },
        "html",
    )?)?;
    // The first start makes the index; the one that is measured finds it.
    let first = shelf.serve()?;
    let (filled, read) = (found(&first)?, read(&first)?);
    drop(first);
    let start = Instant::now();
    let server = shelf.serve()?;
    web::get(&server.url, "/")?;
    let ready = start.elapsed();
    let searched = found(&server)?;
    web::get(&server.url, "/works")?;
    let (all, own) = (memory(server.id(), "VmRSS")?, memory(server.id(), "RssAnon")?);
    println!("P10 at rest with {} works (the goal speaks of 100,000)", bench.works());
    println!("   ready and home page given after {:.0} ms (goal ≤ 2000)", ms(ready));
    println!("   the index is made in {:.1} s, and loaded in {:.1} s", filled.as_secs_f64(), searched.as_secs_f64());
    println!("   every text can be searched {:.1} s later", read.as_secs_f64());
    println!("   resident {:.1} MB, {:.1} MB of it not from files (goal ≤ 60)", megabytes(all), megabytes(own));
    println!("   program {:.1} MB (goal ≤ 25)", megabytes(shelf.program.metadata()?.len()));
    Ok(())
}

/// How long it takes until works can be searched.
pub fn found(server: &Server) -> Result<Duration> {
    until(server, "rating:general", |page| page.contains("class=\"filters\""))
}

/// How long it takes until there is no hint any more that words or texts are not all there.
fn read(server: &Server) -> Result<Duration> {
    until(server, "text:nowhere", |page| page.contains("class=\"filters\"") && !page.contains("class=\"hint\""))
}

/// How long it takes until the page of a search is as it should be.
fn until(server: &Server, query: &str, is_so: impl Fn(&str) -> bool) -> Result<Duration> {
    let start = Instant::now();
    loop {
        let page = web::get(&server.url, &format!("/works/search?q={query}"))?;
        if is_so(&String::from_utf8_lossy(&page)) {
            return Ok(start.elapsed());
        }
        ensure!(start.elapsed() < PATIENCE, "works cannot be searched after {} s", PATIENCE.as_secs());
        std::thread::sleep(Duration::from_millis(50));
    }
}
