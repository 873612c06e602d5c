//! P2: a page of a list of works with its filters, made anew and sent over HTTP: a tag's page as it is, the same narrowed, and a
//! search for words.
//!
//! No address is asked for twice, so that none is answered from the shelf of pages. `--peers` runs the finder's bench behind
//! it, which asks tantivy and PostgreSQL for the like, without any page around it.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::process::{exact_cpu, megabytes, memory, ms, percentile, quiet};
use super::shelf::Shelf;
use super::{Bench, finder, web};
use crate::server::Server;
use crate::{House, run};

/// So many works the goal speaks of.
const WORKS: u64 = 1_000_000;
/// So long an index may take.
const PATIENCE: Duration = Duration::from_hours(1);
/// Canonical tags of each kind, the most used ones of the invented works.
const CANONICAL: [(&str, &str, usize); 4] = [
    ("fandom", "Fandom", 3_000),
    ("relationship", "Relationship", 5_000),
    ("character", "Character", 5_000),
    ("additional", "Additional", 5_000),
];
/// Requests of each sort.
const REQUESTS: usize = 200;
/// What a browser says that takes packed pages.
const PACKED: &str = "Accept-Encoding: gzip\r\n";

/// What requests took.
struct Taken {
    cpu: Vec<Duration>,
    wall: Vec<Duration>,
    bytes: usize,
}

/// Fills an archive, serves it, and asks for its lists.
pub fn listing(house: &House, bench: &Bench) -> Result<()> {
    let usual = if bench.names.is_empty() { bench.works() } else { WORKS };
    let works = bench.works.unwrap_or(usual);
    let shelf = Shelf::new(house.program("release")?)?;
    let data = bench.archive.clone().unwrap_or_else(|| shelf.data());
    if !database(&data).exists() {
        fill(house, &shelf, &data, works)?;
    }
    let server = Server::start(&shelf.program, &["--data", &data.display().to_string()])?;
    let ready = found(&server)?;
    let titles = titles(&server)?;
    println!("P2 a page of 25 works with its filters, of {works} works (the goal speaks of 1,000,000)");
    println!("   the index with its words is made in {:.1} s", ready.as_secs_f64());
    println!("   texts are read, and nothing is done besides, after {:.1} s more", quiet(server.id())?.as_secs_f64());
    for (name, paths) in [("tag", plain()), ("tag, narrowed", narrowed()), ("search for words", worded(&titles))] {
        for (how, headers) in [("", ""), (", gzip", PACKED)] {
            // Other pages of the same lists, because what was sent may be kept.
            let paths = paths.iter().map(|path| format!("{path}&page={}", if how.is_empty() { 2 } else { 3 }));
            print(&format!("{name}{how}"), ask(&server, &paths.collect::<Vec<_>>(), headers)?);
        }
    }
    println!("   goal: ≤ 3 ms CPU p50; p99 ≤ 1/5 of a search engine's query alone");
    println!("   resident after it: {:.1} MB", megabytes(memory(server.id(), "VmRSS")?));
    if bench.peers { finder::finder(house, bench) } else { Ok(()) }
}

/// Invented works in an archive that has a vocabulary.
fn fill(house: &House, shelf: &Shelf, data: &Path, works: u64) -> Result<()> {
    let vocabulary = shelf.path("vocabulary.txt");
    std::fs::write(&vocabulary, words_of_tags())?;
    let program = || house.command(&shelf.program);
    run::run(program().args(["tags", "import"]).arg(&vocabulary).arg("--data").arg(data))?;
    let mut command = house.cargo();
    command.args(["run", "--locked", "--quiet", "--release", "--package", "testkit", "--example", "catalogue", "--"]);
    run::run(command.arg(works.to_string()).arg(database(data)).arg("fill"))
}

fn database(data: &Path) -> std::path::PathBuf {
    data.join("archive.sqlite")
}

/// The canonical tags as a vocabulary.
fn words_of_tags() -> String {
    let mut text = String::new();
    for (kind, name, count) in CANONICAL {
        for number in 0..count {
            // Writing into a string does not fail.
            let _ = writeln!(text, "{kind}: {name} {number}");
        }
    }
    text
}

/// How long it takes until works can be searched by their words.
pub fn found(server: &Server) -> Result<Duration> {
    let start = Instant::now();
    loop {
        let page = web::get(&server.url, "/works/search?q=summary:a")?;
        let page = String::from_utf8_lossy(&page);
        if page.contains("class=\"filters\"") && !page.contains("class=\"hints\"") {
            return Ok(start.elapsed());
        }
        ensure!(start.elapsed() < PATIENCE, "works cannot be searched after {} s", PATIENCE.as_secs());
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Titles of works, to be searched for.
fn titles(server: &Server) -> Result<Vec<String>> {
    let mut titles = Vec::new();
    for number in 0..REQUESTS.div_ceil(25) {
        let page = web::get(&server.url, &format!("/tags/Fandom%20{number}/works"))?;
        titles.extend(titles_in(&String::from_utf8_lossy(&page)));
    }
    ensure!(!titles.is_empty(), "no work was listed");
    Ok(titles)
}

fn titles_in(html: &str) -> Vec<String> {
    let title = |work: String| {
        let (_, rest) = html.split_once(&format!("href=\"{work}\">"))?;
        rest.split('<').next().map(str::to_owned)
    };
    web::works(html).into_iter().filter_map(title).collect()
}

fn plain() -> Vec<String> {
    (0..REQUESTS).map(|number| format!("/tags/Fandom%20{number}/works?")).collect()
}

/// One tag more, one that must not be there, finished, and of a length.
fn narrowed() -> Vec<String> {
    let path = |number: usize| {
        let (fandom, with, without) = (number % 20, number / 20, 10 + number / 20);
        format!(
            "/tags/Fandom%20{fandom}/works?q=additional%3A%22Additional+{with}%22+-additional%3A%22Additional+{without}%22\
             +complete+words%3A50-500"
        )
    };
    (0..REQUESTS).map(path).collect()
}

/// Two words of a title each.
fn worded(titles: &[String]) -> Vec<String> {
    let words = |title: &String| title.split_whitespace().take(2).collect::<Vec<_>>().join("+");
    let paths = titles.iter().cycle().take(REQUESTS).enumerate();
    paths.map(|(number, title)| format!("/works/search?q={}+-zq{number}", words(title))).collect()
}

fn ask(server: &Server, paths: &[String], headers: &str) -> Result<Taken> {
    let mut taken = Taken { cpu: Vec::new(), wall: Vec::new(), bytes: 0 };
    for path in paths {
        let (before, start) = (exact_cpu(server.id())?, Instant::now());
        let page = web::get_with(&server.url, path, headers)?;
        taken.wall.push(start.elapsed());
        taken.cpu.push(exact_cpu(server.id())?.saturating_sub(before));
        taken.bytes += page.len();
    }
    Ok(taken)
}

fn print(name: &str, mut taken: Taken) {
    let pages = taken.wall.len().max(1);
    let [cpu_p50, cpu_p99] = [50, 99].map(|share| ms(percentile(&mut taken.cpu, share)));
    let [wall_p50, wall_p99] = [50, 99].map(|share| ms(percentile(&mut taken.wall, share)));
    println!(
        "   {name:<24} CPU p50 {cpu_p50:>7.2} ms, p99 {cpu_p99:>7.2} ms; wall p50 {wall_p50:>7.2} ms, p99 {wall_p99:>7.2} ms; \
         {:.0} kB",
        taken.bytes as f64 / pages as f64 / 1_000.0
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_read_from_a_list() {
        let html = r#"<h3><a href="/works/7">Kalo Mira</a></h3><a href="/works/7/chapters/1">x</a><a href="/works/8">Rain</a>"#;
        assert_eq!(titles_in(html), ["Kalo Mira", "Rain"]);
        assert_eq!(worded(&titles_in(html)).first().unwrap(), "/works/search?q=Kalo+Mira+-zq0");
    }

    #[test]
    fn no_address_is_asked_for_twice() {
        let all = [plain(), narrowed(), worded(&["Rain".to_owned()])].concat();
        let different: std::collections::HashSet<&String> = all.iter().collect();
        assert_eq!((all.len(), different.len()), (3 * REQUESTS, 3 * REQUESTS));
    }
}
