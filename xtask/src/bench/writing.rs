//! What an author waits for: a chapter of 100 kB saved, and what is typed kept, beside a plain write of the same bytes.
//!
//! Over one connection that stays open, as a browser's does, by a member who is logged in, in the sample archive.

use std::fs::File;
use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::Bench;
use super::member::{Member, text, work_form};
use super::process::{ms, percentile};
use crate::House;
use crate::server::Server;

/// So often each is done.
const ROUNDS: usize = 200;

/// Bytes of a chapter.
const BYTES: usize = 100_000;

/// Measures both and prints them beside the disk.
pub fn writing(house: &House, _: &Bench) -> Result<()> {
    let server = Server::start(&house.program("release")?, &["--demo"])?;
    let mut author = Member::log_in(&server, "ana", &server.password()?)?;
    let chapter = author.post("/works", &work_form("draft", BYTES, 0))?;
    let chapter = chapter.context("a posted work leads to its page")?;
    let mut saved = Vec::new();
    for round in 0..ROUNDS {
        // The form says which state of the title page it shows, and which version of the text.
        let page = author.hidden(&format!("{chapter}/edit"), "page_base")?;
        let form = format!("{}&base={}&page_base={page}", work_form("draft", BYTES, round + 1), round + 1);
        saved.push(timed(|| author.post(&chapter, &form))?);
    }
    let typed = format!("place=/works&typed={}", text(BYTES, 7).replace(' ', "+"));
    let mut kept = Vec::new();
    for _ in 0..ROUNDS {
        kept.push(timed(|| author.post("/works/drafts/autosave", &typed))?);
    }
    let folder = tempfile::tempdir()?;
    let mut disk = Vec::new();
    for round in 0..ROUNDS {
        disk.push(timed(|| plain(&folder.path().join(round.to_string())))?);
    }
    println!("Writing, {} kB, a member, one connection", BYTES / 1_000);
    print("a chapter saved (goal ≤ 30 ms p50)", &mut saved);
    print("what is typed kept (goal ≤ 5 ms p50)", &mut kept);
    print("a plain write and fsync", &mut disk);
    Ok(())
}

fn print(name: &str, times: &mut [Duration]) {
    println!("   {name:<38} p50 {:>6.2} ms, p99 {:>6.2} ms", ms(percentile(times, 50)), ms(percentile(times, 99)));
}

fn timed<T>(deed: impl FnOnce() -> Result<T>) -> Result<Duration> {
    let began = Instant::now();
    deed()?;
    Ok(began.elapsed())
}

fn plain(path: &std::path::Path) -> Result<()> {
    let mut file = File::create(path)?;
    file.write_all(text(BYTES, 3).as_bytes())?;
    Ok(file.sync_all()?)
}
