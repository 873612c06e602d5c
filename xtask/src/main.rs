//! The workshop: everything done *to* Foolscap rather than by it, as `cargo xtask …`.
//!
//! It checks, measures, makes sample files and releases. It knows the crates only from outside, by their manifests, their
//! source text and the `foolscap` program, so that it can never become part of what it judges.
#![expect(clippy::print_stdout, reason = "a command-line tool talks on its standard output")]

mod bench;
mod check;
mod fixtures;
mod fuzz;
mod house;
mod need;
mod postgres;
mod release;
mod run;
mod server;
mod sizes;
mod tidy;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::fixtures::{CHAPTER, Order};
use crate::house::House;

/// The workshop of Foolscap.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", version, about)]
struct Workshop {
    #[command(subcommand)]
    job: Job,
}

#[derive(Subcommand)]
enum Job {
    /// Runs every check and test, exactly as CI does; names of steps limit it to those.
    Check {
        /// Only these steps, in the usual order.
        steps: Vec<String>,
    },
    /// Runs only the rules of the house over the source text (a second or two).
    Tidy,
    /// Runs an archive with the cast in it at `http://127.0.0.1:8642`.
    Dev,
    /// Writes invented sample files, in the formats and habits that fans' files have, for trying imports.
    Fixtures {
        /// The folder to write into.
        dir: PathBuf,
        /// How many stories.
        #[arg(long, default_value_t = 100)]
        stories: u64,
        /// About how many words each.
        #[arg(long, default_value_t = 2_000)]
        words: u64,
        /// The same seed makes the same files.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Throws bytes at every reader and writer until one stumbles or loses a letter, a minute for each target.
    Fuzz(fuzz::Fuzz),
    /// Measures the goals of docs/performance.md on the release program.
    Bench(bench::Bench),
    /// Builds the program as it is published.
    Release,
    /// Prints how large functions, files, comments and tests are.
    Sizes,
}

fn main() -> ExitCode {
    match work(Workshop::parse().job) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn work(job: Job) -> anyhow::Result<()> {
    let house = House::find()?;
    match job {
        Job::Check { steps } => check::check(&house, &steps),
        Job::Tidy => tidy::tidy(&house).map(|rules| println!("{rules} rules kept")),
        Job::Dev => run::run(house.cargo().args(["run", "--package", "foolscap", "--", "serve", "--demo"])),
        Job::Fixtures { dir, stories, words, seed } => {
            fixtures::fixtures(&dir, Order { stories, words, chapter: CHAPTER, seed })
        }
        Job::Fuzz(wanted) => fuzz::fuzz(&house, &wanted),
        Job::Bench(wanted) => bench::bench(&house, &wanted),
        Job::Release => release::release(&house),
        Job::Sizes => sizes::sizes(&house),
    }
}
