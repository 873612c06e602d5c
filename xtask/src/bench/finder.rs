//! P3 to P6: tag filters, facets and changes of the finder, beside tantivy, Lucene and PostgreSQL, on a catalogue or an invented one.
//!
//! The bench itself is a program of the finder's crate, because the workshop knows the crates only from outside.

use std::path::PathBuf;

use anyhow::Result;

use super::Bench;
use crate::postgres::Postgres;
use crate::{House, need, run};

/// What the finder is measured on.
#[derive(Debug, clap::Args)]
pub struct Measured {
    /// For the finder: a folder with works as lines of JSON; otherwise as many as `--works` are invented
    #[arg(long)]
    catalogue: Option<PathBuf>,
    /// For the finder: the queries; otherwise those of the catalogue, or invented ones
    #[arg(long)]
    queries: Option<PathBuf>,
    /// For the finder: a file for every query's total, first works and facets
    #[arg(long)]
    answers: Option<PathBuf>,
    /// For the finder: a file to load it from, or to keep it in for the next time
    #[arg(long)]
    snapshot: Option<PathBuf>,
}

/// Builds the finder's bench and runs it; what it says is the result.
pub fn finder(house: &House, bench: &Bench) -> Result<()> {
    let server = bench.peers.then(Postgres::start).transpose()?;
    let lucene = bench.peers.then(|| need::lucene(house)).transpose()?;
    let mut command = house.cargo();
    command.args(["bench", "--locked", "--quiet", "--package", "finder", "--bench", "finder", "--"]);
    command.args(["--fresh", "--check", "--peers", "--works", &bench.works().to_string()]);
    let Measured { catalogue, queries, answers, snapshot } = &bench.finder;
    let paths = [("--catalogue", catalogue), ("--queries", queries), ("--answers", answers), ("--snapshot", snapshot)];
    for (name, path) in paths {
        // Cargo runs a bench in its crate's folder, so that a path is said whole.
        if let Some(path) = path.as_ref().map(std::path::absolute).transpose()? {
            command.arg(name).arg(path);
        }
    }
    if let Some(lucene) = &lucene {
        command.arg("--lucene").arg(lucene);
    }
    if let Some(server) = &server {
        command.args(["--postgres", &server.url()]);
    }
    run::run(&mut command)
}
