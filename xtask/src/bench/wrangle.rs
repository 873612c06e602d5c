//! P6: a decision about tags over very many works: how soon every page knows, in a server that others decide beside.
//!
//! All works get one fandom by its other names, then that fandom becomes a part of another. Both come by `foolscap tags import` in
//! a process of its own, as a decision on another node would.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use super::process::{cpu, ms, percentile, timed};
use super::shelf::Shelf;
use super::{Bench, atrest, web};
use crate::House;
use crate::fixtures::{CHAPTER, FANDOMS, Order};
use crate::server::Server;

/// So long a page may take to know.
const PATIENCE: Duration = Duration::from_mins(2);

/// What all works are of in the end, and what that is a part of.
const ALL: &str = "All That Was Invented";
const MORE: &str = "More Than Was Invented";

/// Questions for tags.
const ASKED: u32 = 25;

/// Fills an archive with short works, wrangles all of them at once, and waits until every page shows it.
pub fn wrangle(house: &House, bench: &Bench) -> Result<()> {
    let shelf = Shelf::new(house.program("release")?)?;
    let order = Order { stories: bench.tagged, words: 60, chapter: CHAPTER, seed: 6 };
    shelf.import(&shelf.write("stories", order, "html")?)?;
    let server = shelf.serve()?;
    atrest::found(&server)?;
    println!("P6 decisions over {} works (the goal speaks of 100,000)", bench.tagged);
    let synonyms = FANDOMS.map(|name| format!("  = {name}\n")).concat();
    decide(&shelf, &server, bench.tagged, ("synonyms", ALL, &format!("fandom: {ALL}\n{synonyms}")))?;
    let metatag = format!("fandom: {MORE}\nfandom: {ALL}\n  ^ {MORE}\n");
    decide(&shelf, &server, bench.tagged, ("a metatag", MORE, &metatag))?;
    lists(&server)
}

/// Takes a file in, and says how long that took and after how long each page shows all works under a tag.
fn decide(shelf: &Shelf, server: &Server, works: u64, (what, tag, file): (&str, &str, &str)) -> Result<()> {
    let path = shelf.path("wrangling.txt");
    std::fs::write(&path, file)?;
    let mut command = Command::new(&shelf.program);
    command.args(["tags", "import"]).arg(&path).arg("--data").arg(shelf.data());
    let taken = timed(&mut command)?;
    let (start, cpu_before) = (Instant::now(), cpu(server.id())?);
    let (name, count) = (tag.replace(' ', "%20"), grouped(works));
    let pages = [
        ("the tag's works", format!("/tags/{name}/works"), count.clone()),
        ("search", format!("/works/search?q=fandom:%22{name}%22"), count.clone()),
        ("the tag's page", format!("/tags/{name}"), count.clone()),
        ("all fandoms", "/fandoms".to_owned(), count.clone()),
        ("tag search", format!("/tags/search?name={name}"), count),
        ("names", format!("/autocomplete/fandom?term={}", name.to_lowercase()), tag.to_owned()),
    ];
    println!("   {what}: taken in {:.0} ms, {:.0} ms of CPU", ms(taken.wall), ms(taken.cpu));
    for (page, path, mark) in pages {
        let asked = Instant::now();
        shown(server, &path, &mark)?;
        println!(
            "      {page}: shown {:.0} ms after that, given in {:.1} ms",
            ms(start.elapsed()),
            ms(asked.elapsed())
        );
    }
    let spent = cpu(server.id())?.saturating_sub(cpu_before);
    println!("      all of it {:.0} ms after that (goal ≤ 1000), {:.0} ms of CPU", ms(start.elapsed()), ms(spent));
    Ok(())
}

/// Asks until a page holds a text.
fn shown(server: &Server, path: &str, mark: &str) -> Result<()> {
    let start = Instant::now();
    loop {
        // A tag that nobody knows yet has no page.
        let page = web::get(&server.url, path).unwrap_or_default();
        if String::from_utf8_lossy(&page).contains(mark) {
            return Ok(());
        }
        ensure!(start.elapsed() < PATIENCE, "{path} does not show “{mark}” after {} s", PATIENCE.as_secs());
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Lists of tags that are never kept ready, each asked for several times.
fn lists(server: &Server) -> Result<()> {
    let questions = [
        ("tag search, a word", "/tags/search?name=the&fandoms=&kind=&status=any&sort=name"),
        ("tag search, all by use", "/tags/search?name=&fandoms=&kind=&status=any&sort=uses"),
        ("tag search, the newest", "/tags/search?name=&fandoms=&kind=&status=noncanonical&sort=created_at"),
    ];
    for (what, path) in questions {
        let before = cpu(server.id())?;
        let time = || -> Result<Duration> {
            let start = Instant::now();
            web::get(&server.url, path).with_context(|| format!("{path} is not given"))?;
            Ok(start.elapsed())
        };
        let mut times = (0..ASKED).map(|_| time()).collect::<Result<Vec<_>>>()?;
        let spent = cpu(server.id())?.saturating_sub(before) / ASKED;
        let (half, most) = (percentile(&mut times, 50), percentile(&mut times, 99));
        println!(
            "   {what}: p50 {:.1} ms, p99 {:.1} ms, {:.1} ms of CPU each (goal ≤ 50)",
            ms(half),
            ms(most),
            ms(spent)
        );
    }
    Ok(())
}

/// A number as pages write it.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let parted = |(at, digit): (usize, char)| {
        let comma = at > 0 && (digits.len() - at).is_multiple_of(3);
        comma.then_some(',').into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(parted).collect()
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_parted_as_on_pages() {
        for (number, written) in
            [(7, "7"), (999, "999"), (1_000, "1,000"), (100_000, "100,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(grouped(number), written);
        }
    }
}
