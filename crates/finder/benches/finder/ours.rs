//! The finder.

use std::error::Error;
use std::path::Path;
use std::process::Command;

use finder::{Answer, Asker, Finder, Kind, Measure, Question, Range, Sort, TagId};

use crate::arguments::Arguments;
use crate::clock::{Cost, memory, timed};
use crate::queries::{Found, Query};
use crate::report::Table;
use crate::source::{KINDS, Source};

/// Works between two looks at the clock. What the finder's second thread does while the next ones are made up does not count, so
/// they are many.
const BATCH: usize = 250_000;

/// Fills a finder, and asks it everything several times.
pub fn run(
    source: &dyn Source,
    queries: &[Query],
    arguments: &Arguments,
    table: &mut Table,
) -> Result<(Finder, Vec<Found>), Box<dyn Error>> {
    let before = memory();
    let kept = arguments.snapshot.as_ref().filter(|file| file.exists());
    let (finder, build) = match kept {
        Some(file) => load(file)?,
        None => fill(source)?,
    };
    let size = memory().saturating_sub(before);
    let works = finder.len();
    let line = format!("{:.1} MB, {:.0} B a work", size as f64 / 1e6, size as f64 / works as f64);
    table.built("finder", build, &line);
    if let Some(file) = arguments.snapshot.as_ref().filter(|_| kept.is_none()) {
        let (saved, cost) = timed(|| finder.save(file, "1"));
        saved?;
        let size = std::fs::metadata(file)?.len();
        println!("snapshot of {:.1} MB written in {:.2} s", size as f64 / 1e6, cost.wall.as_secs_f64());
        let weighed = Command::new(std::env::current_exe()?).arg("--weigh").arg(file).output()?;
        print!("{}", String::from_utf8_lossy(&weighed.stdout));
    }
    let mut answers = Vec::new();
    for round in 0..arguments.rounds {
        for query in queries {
            let question = question(query);
            let (answer, cost) = timed(|| finder.ask(&question));
            table.note("finder", &query.cls, round, cost);
            if round == 0 {
                answers.push(found(&answer));
            }
        }
    }
    Ok((finder, answers))
}

/// Loads a finder in a process that has done nothing else, and says how much memory it holds. Beside a source of works that
/// would be told wrong: what the source gave back is used again.
pub fn weigh(file: &Path) -> Result<(), Box<dyn Error>> {
    let before = memory();
    let finder = Finder::load(file)?.0;
    let size = memory().saturating_sub(before) as f64;
    println!("loaded by itself: {:.1} MB, {:.0} B a work", size / 1e6, size / finder.len() as f64);
    let parts = finder.weigh();
    for (part, bytes) in &parts {
        println!("   {part:24} {:8.1} MB {:7.2} B a work", *bytes as f64 / 1e6, *bytes as f64 / finder.len() as f64);
    }
    let asked = parts.iter().map(|(_, bytes)| *bytes).sum::<usize>() as f64;
    println!("   {:24} {:8.1} MB {:7.2} B a work", "asked of the allocator", asked / 1e6, asked / finder.len() as f64);
    Ok(())
}

fn fill(source: &dyn Source) -> Result<(Finder, Cost), Box<dyn Error>> {
    let mut finder = Finder::to_fill();
    let mut cost = Cost::default();
    let mut add = |more: Cost| {
        cost.wall += more.wall;
        cost.cpu += more.cpu;
    };
    add(timed(|| source.tags().iter().for_each(|tag| finder.put_tag(tag))).1);
    let mut batch = Vec::new();
    source.each(&mut |row| {
        batch.push(row.work());
        if batch.len() == BATCH {
            add(timed(|| batch.iter().for_each(|work| finder.put(work))).1);
            batch.clear();
        }
    })?;
    add(timed(|| batch.iter().for_each(|work| finder.put(work))).1);
    drop(batch);
    add(timed(|| finder.settle()).1);
    Ok((finder, cost))
}

fn load(file: &Path) -> Result<(Finder, Cost), Box<dyn Error>> {
    let (loaded, cost) = timed(|| Finder::load(file));
    Ok((loaded?.0, cost))
}

/// The question behind a query.
pub fn question(query: &Query) -> Question {
    let tags = |tags: &[u32]| tags.iter().map(|tag| TagId((*tag).into())).collect::<Vec<_>>();
    let all = [query.fandom].into_iter().chain(query.include.iter().copied());
    let range = |[from, to]: [u64; 2]| Range {
        measure: Measure::Words,
        from: Some(from as i64),
        to: Some(to as i64),
        outside: false,
    };
    Question {
        asker: Asker::Member,
        all: all.map(|tag| TagId(tag.into()).into()).collect(),
        any: if query.ratings.is_empty() { vec![] } else { vec![tags(&query.ratings)] },
        none: tags(&query.exclude),
        complete: query.complete.then_some(true),
        ranges: query.words.map(range).into_iter().collect(),
        sort: Sort::By(Measure::Kudos),
        facets: 10,
        ..Question::default()
    }
}

/// An answer in the form that all engines share; tags that were only spoken of are left out.
pub fn found(answer: &Answer) -> Found {
    let list = |kind: &Kind| {
        let facets = answer.facets.iter().find(|facets| facets.kind == *kind);
        let tags = facets.map_or(&[][..], |facets| facets.tags.as_slice()).iter().take(10);
        tags.filter(|(_, count)| *count > 0).map(|(tag, count)| (tag.0 as u32, *count)).collect()
    };
    Found {
        total: answer.total,
        works: answer.works.iter().map(|work| work.0).collect(),
        facets: KINDS.iter().map(list).collect(),
    }
}
