//! The workshop: everything done *to* Foolscap rather than by it, as `cargo xtask …`.
//!
//! It checks, measures, makes sample files and releases. It knows the crates only from outside, by their manifests, their
//! source text and the `foolscap` program, so that it can never become part of what it judges.
#![expect(clippy::print_stdout, reason = "a command-line tool talks on its standard output")]

mod check;
mod house;
mod need;
mod postgres;
mod run;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

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
    }
}
