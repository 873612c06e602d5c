//! Lucene beside the finder, in a process of its own that reads works and questions from files and says what it found and what it took.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::clock::Cost;
use crate::queries::{Found, Query};
use crate::report::Table;
use crate::source::{Row, Source};

/// The program, which Java compiles when it starts it.
const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/LucenePeer.java");

/// Has Lucene, which is in this file, fill an index and answer everything so many times.
pub fn run(
    jar: &Path,
    source: &dyn Source,
    queries: &[Query],
    rounds: usize,
    table: &mut Table,
) -> Result<Vec<Found>, Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let [works, asked, index] = ["works", "queries", "index"].map(|name| dir.path().join(name));
    let mut out = BufWriter::new(File::create(&works)?);
    let mut failure = None;
    source.each(&mut |row| failure = failure.take().or_else(|| write_work(&mut out, &row).err()))?;
    if let Some(failure) = failure {
        return Err(failure.into());
    }
    out.flush()?;
    std::fs::write(&asked, queries.iter().map(line).collect::<String>())?;
    let mut java = Command::new("java");
    java.args(["-Xmx4g", "-cp"]).arg(jar).arg(PROGRAM).arg(&works).arg(&asked).arg(&index).arg(rounds.to_string());
    let output = java.stderr(std::process::Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err("Lucene ended early".into());
    }
    let told = String::from_utf8(output.stdout)?;
    told.lines().filter_map(|line| read(line, queries, table).transpose()).collect()
}

fn write_work(out: &mut impl Write, row: &Row) -> std::io::Result<()> {
    let counts = &row.counts;
    let complete = u8::from(row.complete);
    write!(out, "{} {} {} {complete};{}", row.id, counts.kudos.min(0x7F_FFFF), counts.words, joined(&row.filters))?;
    row.direct.iter().try_for_each(|tags| write!(out, ";{}", joined(tags)))?;
    writeln!(out)
}

fn line(query: &Query) -> String {
    let words = query.words.map(|[from, to]| format!(" {from} {to}")).unwrap_or_default();
    let [include, exclude, ratings] = [&query.include, &query.exclude, &query.ratings].map(|tags| joined(tags));
    let complete = u8::from(query.complete);
    format!("{} {} {complete}{words};{include};{exclude};{ratings}\n", query.cls, query.fandom)
}

fn joined(tags: &[u32]) -> String {
    tags.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Notes what a line says; the answer, if it is one.
fn read(line: &str, queries: &[Query], table: &mut Table) -> Result<Option<Found>, Box<dyn Error>> {
    let (what, rest) = line.split_once(' ').ok_or("a line without a word")?;
    if what == "found" {
        return found(rest).map(Some);
    }
    let numbers: Vec<u64> = rest.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    let cost = |wall: u64, cpu: u64| Cost { wall: Duration::from_nanos(wall), cpu: Duration::from_nanos(cpu) };
    match (what, numbers.as_slice()) {
        ("built", [wall, cpu, size]) => {
            let size = format!("{:.1} MB on disk; CPU with reading the works", *size as f64 / 1e6);
            table.built("Lucene", cost(*wall, *cpu), &size);
        }
        ("took", [query, round, wall, cpu]) => {
            table.note("Lucene", &queries[*query as usize].cls, *round as usize, cost(*wall, *cpu));
        }
        _ => return Err(format!("what is {line}?").into()),
    }
    Ok(None)
}

fn found(text: &str) -> Result<Found, Box<dyn Error>> {
    let mut parts = text.split(';');
    let total = parts.next().unwrap_or_default().parse()?;
    let works = parts.next().unwrap_or_default().split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let facet = |text: &str| {
        let (tag, count) = text.split_once(':').ok_or("a tag without a count")?;
        Ok((tag.parse()?, count.parse()?))
    };
    let kind = |tags: &str| tags.split_whitespace().map(facet).collect::<Result<Vec<(u32, u64)>, Box<dyn Error>>>();
    Ok(Found { total, works, facets: parts.map(kind).collect::<Result<_, _>>()? })
}
