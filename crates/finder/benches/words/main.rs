//! Measures words and phrases in the text of invented stories, beside what else could find them in the same run.
//!
//! `cargo bench -p finder --bench words -- [--stories N] [--length WORDS] [--seed N] [--peer-stories N] [--peers] [--postgres URL]`; usually run as
//! `cargo xtask bench words`. Stories are invented with words as frequent as in a language; phrases are taken out of them, so that each is
//! found at least once, and every peer is asked for those of its own stories.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![expect(clippy::indexing_slicing, reason = "a bench that stands on sand should fall")]

mod arguments;
#[path = "../finder/clock.rs"]
mod clock;
mod invented;
mod ours;
mod postgres_peer;
mod report;
mod sqlite_peer;

use std::error::Error;

use arguments::Arguments;
use invented::Invented;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read(std::env::args().skip(1))?;
    let all = Invented::of(&arguments, arguments.stories);
    let ours = ours::run(&all)?;
    if !arguments.peers {
        return Ok(());
    }
    let few = Invented::of(&arguments, arguments.peer_stories.min(arguments.stories));
    let the_same = if few.stories == all.stories { ours } else { ours::run(&few)? };
    report::compare("SQLite FTS5", &the_same, &sqlite_peer::run(&few)?);
    if let Some(url) = &arguments.postgres {
        report::compare("PostgreSQL", &the_same, &postgres_peer::run(url, &few)?);
    }
    Ok(())
}
