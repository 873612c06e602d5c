//! Fills a database with a generated catalogue and prints what writing and reading it cost.
//!
//! `cargo run --release -p testkit --example catalogue -- WORKS (FILE | postgres://…) [fill]`; with `fill` nothing is read.

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use archive::works::{self, Access, Creators, NewWork, PackedWork, State};
use archive::{Archive, Chance, Clock, DatabasePlace, Errand, Settings, Viewer, imports, people, tags};
use testkit::Generator;

const IMPORTER: Viewer = Viewer::Custodian(Errand::Import);

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().ok_or("how many works?")?.parse()?;
    let place = arguments.next().ok_or("which database?")?;
    let database = if place.starts_with("postgres://") {
        DatabasePlace::Postgres(place)
    } else {
        DatabasePlace::Sqlite(PathBuf::from(place))
    };
    let settings = Settings::with(database);
    let archive = Archive::open(&settings, Clock::Real, Chance::seeded(1))?;
    fill(&archive, count)?;
    archive.analyze().wait()?;
    if arguments.next().as_deref() == Some("fill") {
        return Ok(());
    }
    long_story(&archive)?;
    drop(archive);
    let began = Instant::now();
    let archive = Archive::open(&settings, Clock::Real, Chance::fresh())?;
    say(&format!("ready after {:?}; resident {}", began.elapsed(), resident()))?;
    read(&archive)?;
    say(&format!("resident after reading {}", resident()))
}

/// Imports `count` works, fifty a transaction, and tells the speed of the writing alone.
fn fill(archive: &Archive, count: usize) -> Result<(), Box<dyn Error>> {
    let mut stories = Generator::of_many_lengths(1, 120);
    let mut writing = Duration::ZERO;
    for _ in 0..count.div_ceil(50) {
        let batch: Vec<(PackedWork, _)> =
            stories.by_ref().take(50).map(|story| pack(story).map(|work| (work, None))).collect::<Result<_, _>>()?;
        let began = Instant::now();
        archive.write(move |tx| imports::take_in_many(&IMPORTER, tx, &batch)).wait()?;
        writing += began.elapsed();
    }
    say(&format!(
        "{count} works written in {writing:?}: {:.0} a second",
        count as f64 / writing.as_secs_f64().max(1e-9)
    ))
}

fn pack(manuscript: manuscript::Manuscript) -> archive::Result<PackedWork> {
    NewWork { manuscript, creators: Creators::Bylines, state: State::Posted, access: Access::Everyone }.pack()
}

/// One story of 50,000 words in its own transaction (P9).
fn long_story(archive: &Archive) -> Result<(), Box<dyn Error>> {
    for story in Generator::new(2, 50_000).take(5) {
        let began = Instant::now();
        let work = pack(story)?;
        let packed = began.elapsed();
        archive.write(move |tx| works::post(&IMPORTER, tx, &work)).wait()?;
        say(&format!("50,000 words: packed in {packed:?}, stored after {:?}", began.elapsed()))?;
    }
    Ok(())
}

fn read(archive: &Archive) -> Result<(), Box<dyn Error>> {
    time(archive, "home: newest 20", |tx| works::newest(&Viewer::Guest, tx, 20).map(|cards| cards.len() as u64))?;
    time(archive, "all fandoms", |tx| works::fandoms(&Viewer::Guest, tx).map(|fandoms| fandoms.len() as u64))?;
    for (name, number) in
        [("Not Rated", 1), ("Not Rated", 100), ("Not Rated", 1_000), ("Fandom 0", 1), ("Additional 50", 1)]
    {
        time(archive, &format!("tag “{name}”, page {number}"), move |tx| {
            let tag = tags::by_name(&Viewer::Guest, tx, name)?;
            works::page_of_tag(&Viewer::Guest, tx, tag.id, number).map(|page| page.total)
        })?;
    }
    time(archive, "person “author 0”", |tx| {
        let person = people::by_name(&Viewer::Guest, tx, "author 0")?;
        works::page_of_person(&Viewer::Guest, tx, person.id, 1).map(|page| page.total)
    })?;
    let newest = archive.read(|tx| works::newest(&Viewer::Guest, tx, 1)).wait()?.pop().ok_or("no work")?.id;
    time(archive, "work with its chapters", move |tx| {
        let work = works::show(&Viewer::Guest, tx, newest)?;
        works::chapters(&work, tx).map(|chapters| chapters.len() as u64)
    })
}

/// The median and the slowest of fifty runs.
fn time(
    archive: &Archive,
    what: &str,
    ask: impl Fn(&archive::Tx<'_>) -> archive::Result<u64> + Copy + Send + 'static,
) -> Result<(), Box<dyn Error>> {
    let mut took = Vec::new();
    let mut answer = 0;
    for _ in 0..50 {
        let began = Instant::now();
        answer = archive.read(ask).wait()?;
        took.push(began.elapsed());
    }
    took.sort();
    say(&format!("{what}: {:?} (slowest {:?}), answer {answer}", took.get(25), took.last()))
}

fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or("unknown").to_owned()
}

fn say(line: &str) -> Result<(), Box<dyn Error>> {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
