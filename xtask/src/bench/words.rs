//! Words and phrases in the text of stories, beside SQLite's FTS5 and PostgreSQL's text search, which read fewer stories.
//!
//! The bench itself is a program of the finder's crate, because the workshop knows the crates only from outside.

use anyhow::Result;

use super::Bench;
use crate::postgres::Postgres;
use crate::{House, run};

/// Stories that the goal speaks of.
const STORIES: u64 = 100_000;

/// Builds the bench of words and runs it; what it says is the result.
pub fn words(house: &House, bench: &Bench) -> Result<()> {
    let server = bench.peers.then(Postgres::start).transpose()?;
    let mut command = house.cargo();
    command.args(["bench", "--locked", "--quiet", "--package", "finder", "--bench", "words", "--"]);
    command.args(["--peers", "--stories", &bench.stories.unwrap_or(STORIES).to_string()]);
    if let Some(server) = &server {
        command.args(["--postgres", &server.url()]);
    }
    run::run(&mut command)
}
