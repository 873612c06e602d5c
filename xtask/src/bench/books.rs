//! P7: an EPUB out of the archive, asked for the first time, beside Calibre making one of the same story.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::process::{megabytes, memory, ms, percentile, timed};
use super::shelf::Shelf;
use super::{Bench, web};
use crate::fixtures::{CHAPTER, Order};
use crate::server::Server;
use crate::{House, need};

/// Calibre 6.13, 50,000 words of HTML in 20 chapters to EPUB, on 2 cores (Debian 12), 2026-11.
const CALIBRE: Duration = Duration::from_millis(1_150);
const LONG: u64 = 500_000;
const ORDINARY: u64 = 50_000;

/// Measures first downloads of many works, whole conversions, and Calibre where asked for.
pub fn books(house: &House, bench: &Bench) -> Result<()> {
    let program = house.program("release")?;
    let (mut ordinary, above) =
        downloads(&Shelf::new(program.clone())?, Order { stories: 20, words: ORDINARY, chapter: CHAPTER, seed: 2 })?;
    let (mut long, _) =
        downloads(&Shelf::new(program.clone())?, Order { stories: 3, words: LONG, chapter: CHAPTER, seed: 3 })?;
    let (p50, p99) = (percentile(&mut ordinary, 50), percentile(&mut ordinary, 99));
    let shelf = Shelf::new(program)?;
    let story = shelf.write("one", Order { stories: 1, words: ORDINARY, chapter: CHAPTER, seed: 2 }, "html")?;
    let whole = converted(&shelf, &story)?;
    let (calibre, source) = if bench.peers { (calibre(&shelf, &story)?, "now") } else { (CALIBRE, "stored") };
    let growth = percentile(&mut long, 50).as_secs_f64() / p50.as_secs_f64();
    println!("P7 EPUB of {ORDINARY} words, first download, over HTTP");
    println!(
        "   foolscap   p50 {:.1} ms, p99 {:.1} ms (goal ≤ 12), memory +{above:.1} MB at the most",
        ms(p50),
        ms(p99)
    );
    println!(
        "   calibre    {:.0} ms ({source}): {:.0} × ours (goal ≥ 100)",
        ms(calibre),
        calibre.as_secs_f64() / p50.as_secs_f64()
    );
    println!("   {LONG} words: {:.1} ms, {growth:.1} × (goal ≤ 10)", ms(percentile(&mut long, 50)));
    println!(
        "   `foolscap convert` from HTML, whole process: {:.1} ms, Calibre {:.0} ×",
        ms(whole),
        calibre.as_secs_f64() / whole.as_secs_f64()
    );
    Ok(())
}

/// The time of each first download, and how many megabytes the server grew.
fn downloads(shelf: &Shelf, order: Order) -> Result<(Vec<Duration>, f64)> {
    shelf.import(&shelf.write("stories", order, "html")?)?;
    let server = shelf.serve()?;
    let books = Shelf::works(&server)?.iter().map(|work| epub(&server, work)).collect::<Result<Vec<_>>>()?;
    ensure!(books.len() as u64 == order.stories, "{} of {} stories were posted", books.len(), order.stories);
    let before = memory(server.id(), "VmHWM")?;
    let times = books.iter().map(|book| fetched(&server, book)).collect::<Result<Vec<_>>>()?;
    Ok((times, megabytes(memory(server.id(), "VmHWM")?.saturating_sub(before))))
}

fn epub(server: &Server, work: &str) -> Result<String> {
    let page = web::get(&server.url, &format!("{work}?view_full_work=true&view_adult=true"))?;
    let page = String::from_utf8_lossy(&page);
    web::link(&page, "/downloads/", ".epub").map(str::to_owned).with_context(|| format!("{work} offers no EPUB"))
}

fn fetched(server: &Server, address: &str) -> Result<Duration> {
    let start = Instant::now();
    let book = web::get(&server.url, address)?;
    let time = start.elapsed();
    ensure!(book.starts_with(b"PK"), "{address} is no EPUB");
    Ok(time)
}

fn converted(shelf: &Shelf, story: &Path) -> Result<Duration> {
    let mut times = Vec::new();
    for round in 0..5 {
        let book = shelf.path(&format!("own{round}.epub"));
        times.push(timed(Command::new(&shelf.program).args(["convert", "--quiet"]).arg(only(story)?).arg(book))?.wall);
    }
    Ok(percentile(&mut times, 50))
}

fn calibre(shelf: &Shelf, story: &Path) -> Result<Duration> {
    let calibre = need::program(("ebook-convert", &["calibre"]))?;
    let mut times = Vec::new();
    for round in 0..3 {
        let book = shelf.path(&format!("calibre{round}.epub"));
        times.push(timed(Command::new(&calibre).arg(only(story)?).arg(book))?.wall);
    }
    Ok(percentile(&mut times, 50))
}

fn only(dir: &Path) -> Result<std::path::PathBuf> {
    Ok(std::fs::read_dir(dir)?.next().context("no story was written")??.path())
}
