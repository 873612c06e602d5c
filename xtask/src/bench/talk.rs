//! What readers leave and keep: the first page of a thousand comments, a library of twenty thousand works, places told while
//! others read, and somebody leaving who has said ten thousand things.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use super::listing;
use super::member::Member;
use super::process::{exact_cpu, ms, percentile, quiet};
use super::shelf::Shelf;
use super::{
    Bench,
    pages::{self, AGREED},
    web,
};
use crate::server::Server;
use crate::{House, need, run};

/// Requests of each sort.
const REQUESTS: usize = 100;
/// Places told in a second, and for how long.
const PLACES: f64 = 2_000.0;
const SECONDS: f64 = 5.0;

/// What the archive was filled with.
struct Filled {
    talked: String,
    quiet: String,
    hundred: String,
    crowd: String,
    /// A work of 10,000 words, and the chapter of the one that is talked of.
    long: String,
    chapter: String,
    /// Names and secrets of sessions; the first is the reader.
    sessions: Vec<(String, String)>,
}

/// Fills an archive and measures all of it.
pub fn talk(house: &House, _: &Bench) -> Result<()> {
    // Fetched before the server runs, which ends connections that rest meanwhile.
    need::program(("wrk", &["wrk"]))?;
    let shelf = Shelf::new(house.program("release")?)?;
    std::fs::create_dir_all(shelf.data())?;
    let filled = fill(house, &shelf)?;
    {
        let server = shelf.serve()?;
        println!("Talk and reading, 20,000 works in SQLite");
        // What reads new works and their texts into the index would be counted with what is asked for.
        listing::found(&server)?;
        quiet(server.id())?;
        comments(&server, &filled)?;
        library(&server, &filled)?;
        places(&server, &filled)?;
    }
    let said = run::capture(example(house, &shelf).arg("leave"))?;
    let took = said.trim().strip_prefix("left ").context("the one who leaves says how long it took")?;
    println!("   an account with 10,000 comments is deleted; others wait to write {took} (goal ≤ 1 s)");
    Ok(())
}

fn example(house: &House, shelf: &Shelf) -> std::process::Command {
    let mut command = house.cargo();
    command.args(["run", "--locked", "--quiet", "--release", "--package", "testkit", "--example", "talk", "--"]);
    command.arg(shelf.data().join("archive.sqlite"));
    command
}

fn fill(house: &House, shelf: &Shelf) -> Result<Filled> {
    let said = run::capture(&mut example(house, shelf))?;
    let lines: Vec<Vec<&str>> = said.lines().map(|line| line.split(' ').collect()).collect();
    let work = |what| word(&lines, what).map(|id| format!("/works/{id}"));
    let session = |line: &Vec<&str>| Some(((*line.get(1)?).to_owned(), (*line.get(2)?).to_owned()));
    let sessions: Vec<(String, String)> =
        told(&lines, "reader").chain(told(&lines, "member")).filter_map(session).collect();
    ensure!(sessions.len() > 1, "members are logged in");
    let chapter = word(&lines, "chapter")?.to_owned();
    let (talked, quiet, hundred, crowd) = (work("talked")?, work("quiet")?, work("hundred")?, work("crowd")?);
    Ok(Filled { talked, quiet, hundred, crowd, long: work("long")?, chapter, sessions })
}

/// The lines that tell of one sort of thing.
fn told<'a>(lines: &'a [Vec<&'a str>], what: &'a str) -> impl Iterator<Item = &'a Vec<&'a str>> {
    lines.iter().filter(move |line| line.first() == Some(&what))
}

/// The word behind the first of them.
fn word<'a>(lines: &'a [Vec<&'a str>], what: &'a str) -> Result<&'a str> {
    told(lines, what).find_map(|line| line.get(1).copied()).with_context(|| format!("no {what} was told"))
}

/// The first page of comments, after each answer that makes every kept page too old.
fn comments(server: &Server, filled: &Filled) -> Result<()> {
    let mut speakers = filled.sessions.iter().skip(1).map(|(_, secret)| Member::known(server, secret));
    let asked = [
        ("1,000 comments in 300 threads", &filled.talked),
        ("the same and 100 answers in one thread", &filled.hundred),
        ("the same and 10,000 answers in one thread", &filled.crowd),
        ("10 comments", &filled.quiet),
    ];
    for (name, work) in asked {
        let (mut cpu, mut wall) = (Vec::new(), Vec::new());
        // Without it, works for adults are a question before the page.
        let agreed = format!("Cookie: {AGREED}\r\n");
        let page = web::get_with(&server.url, &format!("{work}/comments"), &agreed)?;
        let shown = String::from_utf8_lossy(&page).matches("id=\"comment_").count();
        ensure!(shown >= 10, "{work}/comments shows {shown} comments");
        for number in 0..REQUESTS {
            // Nobody says much in a short time, so that others have to.
            let mut speaker = speakers.next().context("more members")??;
            speaker.post(&format!("{work}/comments"), &format!("body=Once+more+{number}"))?;
            std::thread::sleep(Duration::from_millis(20));
            let (before, start) = (exact_cpu(server.id())?, Instant::now());
            web::get_with(&server.url, &format!("{work}/comments"), &format!("{agreed}Accept-Encoding: gzip\r\n"))?;
            wall.push(start.elapsed());
            cpu.push(exact_cpu(server.id())?.saturating_sub(before));
        }
        print(&format!("comments, first page of {name} (goal ≤ 3 ms CPU, flat)"), &mut cpu, &mut wall);
    }
    Ok(())
}

fn library(server: &Server, filled: &Filled) -> Result<()> {
    let (name, secret) = filled.sessions.first().context("a reader")?;
    let mut reader = Member::known(server, secret)?;
    let own = format!("/users/{name}/readings?");
    let asked = [
        (own.as_str(), ""),
        (&own, "q=in:reading&"),
        (&own, "q=in:read&"),
        (&own, "q=in:grown&"),
        (&own, "q=unread+sort:words&"),
        (&own, "q=stars:4-5+sort:stars&"),
        (&own, "q=note:lamp&"),
        ("/works?", "q=unread&"),
        ("/works?", "q=unread+-dropped+sort:words&"),
        ("/works/search?", "q=in:library+unread+updated:%3E1d&"),
        ("/works/search?", "q=(unread+%7C+complete)&"),
    ];
    for (path, part) in asked {
        let (mut cpu, mut wall) = (Vec::new(), Vec::new());
        for number in 0..REQUESTS {
            let path = format!("{path}{part}page={}", number % 20 + 1);
            let (before, start) = (exact_cpu(server.id())?, Instant::now());
            reader.get(&path)?;
            wall.push(start.elapsed());
            cpu.push(exact_cpu(server.id())?.saturating_sub(before));
        }
        let shown = part.trim_end_matches('&');
        let list = path.rsplit('/').next().unwrap_or_default();
        print(&format!("20,000 works read, {list}{shown:<32} (goal ≤ 5 ms)"), &mut cpu, &mut wall);
    }
    Ok(())
}

/// Guests who read a work, alone and beside members whose browsers tell where they are.
fn places(server: &Server, filled: &Filled) -> Result<()> {
    let tell = filled.sessions.iter().skip(1).map(|(_, secret)| Member::known(server, secret));
    let mut members = tell.collect::<Result<Vec<Member>>>()?;
    let page = format!("{}{}", server.url, filled.long);
    let before = pages::requests(&page, server.id())?;
    let teller = std::thread::spawn({
        let (path, chapter) = (format!("{}/place", filled.talked), filled.chapter.clone());
        move || tell_places(&mut members, &path, &chapter)
    });
    let beside = pages::requests(&page, server.id())?;
    let told = teller.join().map_err(|_| anyhow::anyhow!("whoever tells places fell"))??;
    // A machine that others share is not as fast in one minute as in the next: alone before and after.
    let alone = f64::midpoint(before, pages::requests(&page, server.id())?);
    println!(
        "   places told: {told:.0} a second (goal 2,000); guests read {beside:.0} pages a second meanwhile, {alone:.0} alone: {:.2} × \
         (goal ≥ 0.8)",
        beside / alone
    );
    Ok(())
}

/// Tells places at an even pace, every member in turn; says how many a second it came to.
fn tell_places(members: &mut [Member], path: &str, chapter: &str) -> Result<f64> {
    let (start, mut told) = (Instant::now(), 0_u32);
    let count = members.len().max(1);
    while start.elapsed().as_secs_f64() < SECONDS {
        let due = Duration::from_secs_f64(f64::from(told) / PLACES);
        std::thread::sleep(due.saturating_sub(start.elapsed()));
        let Some(member) = members.get_mut(told as usize % count) else { break };
        member.post(path, &format!("chapter={chapter}&paragraph={}&mark=0a0b0c0d", told % 50))?;
        told += 1;
    }
    Ok(f64::from(told) / start.elapsed().as_secs_f64())
}

fn print(name: &str, cpu: &mut [Duration], wall: &mut [Duration]) {
    let [cpu_p50, cpu_p99] = [50, 99].map(|share| ms(percentile(cpu, share)));
    let [wall_p50, wall_p99] = [50, 99].map(|share| ms(percentile(wall, share)));
    println!(
        "   {name}: CPU p50 {cpu_p50:.2} ms, p99 {cpu_p99:.2} ms; wall p50 {wall_p50:.2} ms, p99 {wall_p99:.2} ms"
    );
}
